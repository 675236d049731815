"""Records of JSON documents, whatever wraps them: lists, answers of an API, pages, lines, single objects."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, Literal

from afterword.evidence.anycase import AnyCase
from afterword.evidence.clock import Clock
from afterword.evidence.fields import Fields
from afterword.evidence.headed import Head
from afterword.evidence.jsontext import EACH, VALUES, Element, JsonText
from afterword.evidence.lines import STRAY, Gathered, blocks, gather
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample, line_object
from afterword.evidence.stamps import Found
from afterword.evidence.text import Text
from afterword.evidence.text_beside import Other, TextBeside
from afterword.model.evidence import EntryMoment
from afterword.model.moment import Moment
from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.model.vocabulary import Phase

Test = Callable[[Fields], bool]
"""Whether an object is a record of a kind."""

_Start = tuple[dict[str, Plain], str | None] | Head | Found
_Level = list[tuple[tuple[str, ...], list[Plain]]]

_DEEPEST: Final = 8
_MOST_VALUES: Final = 400
_MOST_ITEMS: Final = 40
_MOST_OBJECTS: Final = 120
_OPENING: Final = (b"{", b"[", b" ", b"\t")
_HELD: Final = 0.88
_ENOUGH: Final = 5
_MOSTLY: Final = 0.5
_LEAST_ALIKE: Final = 3
_LONG_NAME: Final = 16
_NOTHING: Final[Fields] = {}
# A line of text below an object goes on with it (a stack trace), unless it begins like a record of another log.
_OWN: Final = re.compile(rb"[\s\[<(]*(?:\d|[A-Z][a-z]{2} [ \d]\d )|\s*[{}\[\]\"]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the records of a text stand in its documents."""

    path: tuple[str, ...]
    """Keys, and ``EACH`` for arrays; empty where the documents are the records."""
    share: float
    """The part of the objects there that are records of the kind, less where others stand beside it."""
    examples: tuple[Fields, ...]
    """Those of the sample, in order; then those of ``beside``."""
    beside: tuple[tuple[str, ...], ...] = ()
    """Other lists of such records in the same documents, as somebody saved them side by side."""

    def elements(self, documents: JsonText) -> Iterable[Element]:
        """The values there, in the order of the text."""
        if not self.beside:
            return documents.elements(*self.path)
        every = (element for path in (self.path, *self.beside) for element in documents.elements(*path))
        return sorted(every, key=lambda element: element.start)

    @property
    def held(self) -> bool:
        """Whether they stand one by one in other objects, whose records they may be part of."""
        return bool(self.path) and self.path[-1] not in (EACH, VALUES) and len(self.examples) > (EACH not in self.path)


def find_records(sample: Sample, is_record: Test) -> Place | None:
    """The outermost place in a text's documents that holds records of a kind; None where none does.

    shape: where the next level holds more of them (messages beside the one that they answer), that level is it.
    """
    levels = _levels(sample)
    for depth, level in enumerate(levels[:_DEEPEST]):
        if best := _fullest(level, is_record):
            below = (_fullest(deeper, is_record) for deeper in levels[depth + 1 : depth + 3])
            deeper = next((place for place in below if place), None)
            return deeper if deeper and _outdoes(deeper, best) else best
    return None


@lru_cache(maxsize=2)
def _levels(sample: Sample) -> tuple[_Level, ...]:
    """What stands at each depth of a text's documents; every kind asks for the same."""
    levels: list[_Level] = [[((), _thinned(list(sample.objects or sample.documents)))]]
    while levels[-1] and len(levels) < _DEEPEST + 2:
        levels.append([(path, _thinned(values)) for path, values in _below(levels[-1])])
    return tuple(levels)


def _thinned(values: list[Plain]) -> list[Plain]:
    """So many of the values, evenly, that every kind may look at each; the first and the last are among them."""
    step = len(values) // _MOST_OBJECTS + 1
    return values if step == 1 else [*values[:-1:step], values[-1]]


def _outdoes(deeper: Place, best: Place) -> bool:
    """Whether the deeper place holds the records: more of them, or a list beside a single object."""
    single = bool(best.path) and EACH not in best.path and EACH in deeper.path
    return len(deeper.examples) > len(best.examples) - single


def _fullest(level: _Level, is_record: Test) -> Place | None:
    places = [
        Place(path=path, share=len(found) / len(values), examples=found)
        for path, values in level
        if (found := tuple(value for value in values if isinstance(value, Mapping) and is_record(value)))
    ]
    if not places:
        return None
    best = max(places, key=lambda place: len(place.examples))
    beside = [place for place in places if place is not best and _is_list(best) and _is_list(place)]
    examples = tuple(value for place in (best, *beside) for value in place.examples)
    # Records beside the place, which no path reaches, speak against it.
    reached = len(examples) / sum(len(place.examples) for place in places)
    share = len(examples) / sum(len(place.examples) / place.share for place in (best, *beside))
    return replace(best, share=share * reached, examples=examples, beside=tuple(place.path for place in beside))


def _is_list(place: Place) -> bool:
    """Whether most of a list are such records."""
    return bool(place.path) and place.path[-1] in (EACH, VALUES) and place.share > _MOSTLY


def _below(level: _Level) -> _Level:
    below: dict[tuple[str, ...], list[Plain]] = {}
    seen = 0
    for path, values in level:
        for value in values[:_MOST_ITEMS]:
            seen += 1
            if isinstance(value, list):
                below.setdefault((*path, EACH), []).extend(value)
            elif isinstance(value, Mapping) and is_table(value):
                below.setdefault((*path, VALUES), []).extend(value.values())
            elif isinstance(value, Mapping) and seen < _MOST_VALUES:
                for key, item in value.items():
                    if isinstance(item, Mapping | list):
                        below.setdefault((*path, key), []).append(item)
    return list(below.items())


def is_table(value: Fields) -> bool:
    """Whether an object is a list by another name: objects of like fields under identifiers."""
    first, *others = value.values() or [None]
    return (
        isinstance(first, Mapping)
        and all(isinstance(other, Mapping) and len(first.keys() & other.keys()) >= _LEAST_ALIKE for other in others)
        and all(len(key) >= _LONG_NAME or any(sign.isdecimal() for sign in key) for key in value)
        and len(first) >= _LEAST_ALIKE
    )


def score_of(sample: Sample, is_record: Test) -> float:
    """How sure a kind may be of a text by the part of the objects that are its records.

    shape: less where they stand within other objects, so that a kind that knows those reads them.
    """
    place = find_records(sample, is_record)
    return (_HELD if place.held else 0.95) * place.share if place else 0.0


def read_records(
    text: Text,
    context: Context,
    is_record: Test,
    make: Callable[[Fields, Clock], Record | None],
    other: Other | None = None,
) -> Iterator[Record]:
    """What ``make`` makes of each object at the place of a kind's records; what it makes nothing of is unparsed.

    shape: where lines are objects, it is asked for all of them, and text below one goes on with its words, unless it
    begins a record in the ``other`` form of the kind, or with a time.
    """
    place = find_records(context.sample, is_record)
    if _is_spelled_otherwise(place, context, is_record, make):
        context, make = replace(context, sample=context.sample.in_any_case), _spelled(make)
        place = find_records(context.sample, is_record)
    if context.sample.objects and (place is None or not place.path):
        yield from read_lines(text, context, make, other)
        return
    number = 0
    for _, element in elements_of(text, context, is_record):
        made = make(element.value, context.clock) if isinstance(element.value, Mapping) else None
        if made is not None:
            number += 1
            yield placed(made, element, number)


def _is_spelled_otherwise(
    place: Place | None, context: Context, is_record: Test, make: Callable[[Fields, Clock], Record | None]
) -> bool:
    """Whether the records are found, or say more, only where names count in any spelling."""
    if place is None or place.share < 1:
        every = find_records(context.sample.in_any_case, is_record)
        if place is None or (every and len(every.examples) > len(place.examples)):
            return every is not None
    clock = Clock(context.options)
    examples = place.examples[:_ENOUGH]
    return sum(_said(_spelled(make)(value, clock)) for value in examples) > sum(
        _said(make(value, clock)) for value in examples
    )


def _said(record: Record | None) -> int:
    """How much a record says."""
    if record is None:
        return 0
    parts = (record.moment.at, record.what, record.who, record.severity, record.kind, record.phase, record.native_id)
    return sum(1 for part in parts if part) + len(record.moments)


def _spelled(make: Callable[[Fields, Clock], Record | None]) -> Callable[[Fields, Clock], Record | None]:
    """What makes the same records of objects whose names are spelled in another case."""
    return lambda value, clock: make(AnyCase(value), clock)


def read_lines(
    text: Text, context: Context, make: Callable[[Fields, Clock], Record | None], other: Other | None = None
) -> Iterator[Record]:
    """The records of lines that are objects, and of the text beside them; they are cited by their lines."""
    beside = TextBeside(context, other)
    broken = _Broken(beside)
    gathered: Iterator[Gathered[_Start]] = gather(text, broken.begins)
    for head, more, offset, length, line, lines in gathered:
        if isinstance(head, re.Match | Found):
            said = beside.record(head, more)
            yield said._replace(offset=offset, length=length, lines=lines, line=line)
            continue
        value, service = head
        made = make(value, context.clock)
        if made is not None:
            what = made.what
            if more:
                what = "\n".join([what or "", *(further.decode("utf-8", "surrogateescape") for further in more)])
            yield made._replace(
                offset=offset, length=length, lines=lines, line=line, what=what, who=made.who or service
            )
    broken.report(context)


def elements_of(text: Text, context: Context, is_record: Test) -> Iterator[tuple[JsonText, Element]]:
    """The values at the place of a kind's records, each with the text that they stand in."""
    place = find_records(context.sample, is_record)
    broken = _Broken()
    for documents in _documents(text, context):
        for element in place.elements(documents) if place else documents.elements():
            yield documents, element
        if documents.fault and context.sample.objects:
            broken.count(documents.line)
        elif documents.fault:
            context.report("EV204", f"the rest is unparsed: {documents.fault}", None)
    broken.report(context)


def _documents(text: Text, context: Context) -> Iterator[JsonText]:
    """The text as a whole, or each of its lines where lines are documents, which then never are all in memory."""
    if not context.sample.objects:
        yield JsonText(text.data(context.options.largest_document))
        return
    offset, line = 0, 1
    for block, after in blocks(text):
        for position, raw in enumerate(block, 1):
            end = b"\n" if after or position < len(block) else b""
            start = 0 if raw[:1] in _OPENING else max(raw.find(b"{"), 0)
            if raw and not raw.isspace():
                yield JsonText(raw[start:] + end, offset=offset + start, line=line)
            offset += len(raw) + len(end)
            line += bool(end)


@dataclass(slots=True)
class _Broken:
    """The lines among objects that are none and belong to none."""

    _beside: TextBeside | None = None
    _first: int | None = None
    _lines: int = 0
    _number: int = 0
    _open: bool = False

    def begins(self, raw: bytes) -> _Start | Literal["stray"] | None:
        """What a line is for ``gather``: an object, a text with a time, the further text of one above, or neither."""
        self._number += 1
        found = line_object(raw) or (self._beside.find(raw) if self._beside else None)
        if found or not raw or raw.isspace() or (self._open and not _OWN.match(raw)):
            self._open = self._open or found is not None
            return found
        self.count(self._number)
        self._open = False
        return STRAY

    def count(self, line: int) -> None:
        """Takes note of a line that is not JSON."""
        self._lines += 1
        self._first = self._first or line

    def report(self, context: Context) -> None:
        """Says how many there were."""
        if self._lines:
            context.report("EV204", f"{self._lines} line(s) are not JSON and are unparsed", self._first)


def placed(record: Record, element: Element, number: int) -> Record:
    """The record at the place of a value, as the ``number``-th of its text."""
    return record._replace(
        offset=element.offset, length=element.length, lines=element.lines, line=element.line, number=number
    )


def moment_of(value: Plain, clock: Clock) -> Moment:
    """A time as JSON of any tool states it; without ``at`` where it is not one, ``NO_TIME`` for none and "never"."""
    moment = clock.read(value)
    if moment is None and isinstance(value, str) and value.strip() and not value.startswith(_NEVER):
        return Moment(written=value)
    return moment or NO_TIME


_NEVER: Final = ("0001-", "1970-", "9999-", "0000-")


def further(value: Plain, what: str, clock: Clock, *, main: Moment, phase: Phase | None = None) -> list[EntryMoment]:
    """A further time of a record; none where it states none, or the same as ``main``."""
    moment = clock.read(value)
    if moment is None or moment.at is None or moment.at == main.at:
        return []
    return [EntryMoment(at=moment.at, what=what, phase=phase)]


def words(value: Fields, *path: str) -> str | None:
    """The text or number at a path of keys; None where there is none, or an empty one."""
    last = value.get(path[0]) if len(path) == 1 else inner(value, *path[:-1]).get(path[-1])
    if last is None:
        return None
    if isinstance(last, str):
        return last.strip() or None
    if isinstance(last, bool) or not isinstance(last, int | float):
        return None
    return str(last)


def inner(value: Fields, *path: str) -> Fields:
    """The object at a path of keys; an empty one where there is none."""
    for key in path:
        below = value.get(key)
        if not isinstance(below, Mapping):
            return _NOTHING
        value = below
    return value


def many(value: Fields, *path: str) -> Sequence[Fields]:
    """The objects of the array at a path of keys; empty where there is none."""
    found = inner(value, *path[:-1]).get(path[-1])
    return [item for item in found if isinstance(item, Mapping)] if isinstance(found, list) else ()


def made(moment: Moment, what: str | None, *, who: str | None = None, moments: Sequence[EntryMoment] = ()) -> Record:
    """A record that is not yet placed."""
    return Record(offset=0, length=0, lines=0, moment=moment, what=what, who=who, moments=tuple(moments))


def joined(separator: str, *parts: str | None) -> str | None:
    """The parts that there are; None where there is none."""
    return separator.join(part for part in parts if part) or None
