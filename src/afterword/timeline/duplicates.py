"""The same event in several sources, told once with every citation kept."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from afterword.evidence.ledger import GROUPED
from afterword.text.expressions import later
from afterword.timeline.copies import of_one_record
from afterword.timeline.happening import Happening
from afterword.timeline.lanes import STORY, Lane
from afterword.timeline.minutes import seconds_of
from afterword.timeline.phrases import is_bot

_TOOLS: frozenset[Lane] = frozenset({"alert", "pager", "deploy", "status"})
_NUMBER = later(r"#\d+\b")
_WORD = later(r"[^\W_]+(?:[.-][^\W_]+)*")
_ECHO = 180.0
_NOTED = 75.0
_LIKE = 0.6
_ALIKE = 0.5
_FEWEST_WORDS = 3
_SECOND = 19


def merged(happenings: Sequence[Happening]) -> list[Happening]:
    """The events without those that say again what another one says.

    shape: a record that stands in several exports under one name is one event, whatever its words there; equal words
    at the same second are one event; so is a tool's message in a chat that repeats, within
    three minutes, what the tool itself recorded, and a note of the minute that repeats what was said. Messages
    of logs are not compared: a repetition there is a fact.
    """
    first: dict[tuple[str, str], Happening] = {}
    rest: list[Happening] = []
    dated: list[Happening] = []
    for item in happenings:
        (dated if item.lane in STORY and item.entry.at else rest).append(item)
    for item in map(_one_of, of_one_record(dated)):
        key = (item.key[:_SECOND], " ".join((item.entry.what or "").casefold().split()))
        known = first.get(key)
        first[key] = joined(known, item, "the same in several records") if known else item
    told = _without_echoes(list(first.values()), _of_bots)
    told = _without_echoes(told, _of_notes)
    return [*_without_twins(told), *rest]


def _one_of(copies: Sequence[Happening]) -> Happening:
    """The event of one record that stands in several exports."""
    one = copies[0]
    for other in copies[1:]:
        differ = "" if other.entry.what == copies[0].entry.what else ", whose words differ"
        one = joined(one, other, f"the same record in several exports{differ}")
    return one


_Search = Callable[["_ByTime", Happening], tuple[Happening, str] | None]


class _ByTime:
    """Events found by when they were."""

    def __init__(self, items: Sequence[Happening]) -> None:
        dated = [(at, index, item) for index, item in enumerate(items) if (at := seconds_of(item.key)) is not None]
        dated.sort(key=lambda row: row[:2])
        self._times = [at for at, _, _ in dated]
        self._items = [item for _, _, item in dated]

    def between(self, low: float, high: float) -> Sequence[Happening]:
        return self._items[bisect_left(self._times, low) : bisect_right(self._times, high)]


def _without_echoes(items: list[Happening], search: _Search) -> list[Happening]:
    """The events, those that only echo another one joined with it."""
    near = _ByTime(items)
    kept: dict[int, Happening] = {}
    gone: set[int] = set()
    for echo in items:
        found = search(near, echo)
        if found is not None and id(found[0]) not in gone:
            original, reason = found
            kept[id(original)] = joined(kept.get(id(original), original), echo, reason)
            gone.add(id(echo))
    return [kept.get(id(item), item) for item in items if id(item) not in gone]


def _of_bots(near: _ByTime, echo: Happening) -> tuple[Happening, str] | None:
    at = seconds_of(echo.key)
    if echo.lane != "chat" or at is None or not is_bot(echo.entry.who):
        return None
    own = [item for item in near.between(at - _ECHO, at + 5) if item.lane in _TOOLS]
    original = _alike(echo, own, _LIKE)
    return (original, f"repeated in the chat by {echo.entry.who}") if original else None


def _of_notes(near: _ByTime, echo: Happening) -> tuple[Happening, str] | None:
    at = seconds_of(echo.key)
    if echo.lane != "note" or at is None:
        return None
    said = [item for item in near.between(at - _NOTED, at + _NOTED) if item.lane == "chat" or item.lane in _TOOLS]
    original = _alike(echo, said, _ALIKE, by_echo=True)
    return (original, f"noted in {echo.entry.sources[0].file}") if original else None


def _alike(echo: Happening, originals: Sequence[Happening], least: float, *, by_echo: bool = False) -> Happening | None:
    """The event that has most of the words: of its own, or with ``by_echo`` of the echo's."""
    words = _words(echo)
    best, score = None, 0.0
    for item in originals:
        own = _words(item)
        shared = len(own & words)
        likeness = shared / len(words if by_echo else own) if shared >= _FEWEST_WORDS else 0.0
        if likeness >= least and likeness > score:
            best, score = item, likeness
    return best


def _without_twins(items: Sequence[Happening]) -> list[Happening]:
    """The events, those of deployment tools that stand at one second under one number (``#2291``) told once."""
    first: dict[tuple[str, str], int] = {}
    kept: list[Happening] = []
    for item in items:
        number = _NUMBER.search(item.entry.what or "") if item.lane == "deploy" else None
        key = (item.key[:_SECOND], number.group()) if number else None
        if key is not None and key in first and _name(kept[first[key]]) != _name(item):
            kept[first[key]] = joined(kept[first[key]], item, f"also in {_name(item)}")
            continue
        if key is not None:
            first[key] = len(kept)
        kept.append(item)
    return kept


def _name(item: Happening) -> str:
    return item.entry.sources[0].file if item.entry.sources else ""


def _words(item: Happening) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(f"{item.entry.who or ''} {item.entry.what or ''}"))


def joined(one: Happening, other: Happening, reason: str) -> Happening:
    """The first of two events with the citations, records, and count of both; ``reason`` says why they are one."""
    early, late = (one, other) if (one.key, one.sequence) <= (other.key, other.sequence) else (other, one)
    entry = one.entry
    sources = tuple(dict.fromkeys([*entry.sources, *other.entry.sources]))
    entry = replace(
        entry,
        who=entry.who or other.entry.who,
        sources=sources,
        count=entry.count + other.entry.count,
        first=early.entry.first or early.entry.at,
        last=late.entry.last or late.entry.at,
        reason=reason if entry.reason is None or entry.reason == reason else f"{entry.reason}; {reason}",
    )
    fates = tuple(dict.fromkeys([*one.fates, *other.fates]))
    parts = (*one.parts, *other.parts)
    return replace(one, entry=entry, fates=fates, told=GROUPED, weight=max(one.weight, other.weight), parts=parts)
