"""The day and the zone that a document states outside the entries of its timeline."""

import re
from collections.abc import Iterator, Sequence

from afterword.houses.fields import Path
from afterword.houses.reading.outline import Section, owners
from afterword.houses.reading.times.dating import Clock
from afterword.houses.reading.times.telling_days import (
    OPENING_DATE,
    OWN_DATE,
    days_in,
    is_as_of,
    only_day,
    place_of,
    telling_day,
)
from afterword.houses.reading.times.zone_words import WITHIN, ZONE_SENTENCE, hints_of_times, says_only_times
from afterword.houses.reading.work import Work, get_in
from afterword.text import zones
from afterword.text.dates import day_in_name, find_days
from afterword.text.expressions import later
from afterword.text.time_words import any_of, time_words

_ZONE_CELL = later(r"[*_: \t]*\|[*_ \t]*(?P<zone>[^|\n]{2,30}?)[*_ \t]*\|")
"""The cell beside the words ``Time zone``."""
_ALL_TIMES = later(
    rf"{WITHIN}(?:\b(?:{any_of((*time_words().times, 'dates'))})\b"
    rf"|{any_of((*time_words().times_joined, *time_words().zones))})"
    r"[^.\n|]{0,60}",
    re.IGNORECASE,
)
_CLOCK_WITH_ZONE = later(
    r"\d(?<![\d:.]\d)\d?(?:[:\uff1a]\d{2}){1,2}(?:\s?[ap]\.?m\.?)?\s?[(\[\uff08]?"
    rf"(?P<zone>{zones.PAIR}|{'|'.join(zones.ABBREVIATIONS)}|(?i:{any_of(time_words().zones)}))(?![A-Za-z0-9/+-])"
)
_FENCED = later(r"^(?:```|~~~).*?^(?:```|~~~)", re.MULTILINE | re.DOTALL)
_TIMES = later(r"\b[Tt]ime(?:s|stamps?|zone| zone)\b")
_PHRASE_END = later(r"[.\n|]")
_DATE = "the incident's date"
_FEW = 2
_SHORT = 3
_SECOND = 2
_OPENING = 4
"""How many sections before the timeline may state the day."""


def clock_for(work: Work, cut: Sequence[Section], timed: Sequence[Section], lines: range) -> Clock:
    """A clock that knows the day and the zone that one postmortem of the document states outside its entries."""
    is_first = not lines.start
    texts = stated_texts(work, cut, timed) if is_first else _stated_in(work, cut, timed, lines)
    stated = next(days_in(texts), None)
    span = work.source.lines(lines.start, lines.stop)
    text = work.source.text if len(lines) == len(work.source.bounds) else work.source.text[span.start : span.end]
    clock = Clock(work.house, stated, text if work.house.reads_freely else "")
    if stated is None and clock.is_free:
        clock.note_year((stated_text(get_in(work.scan.tree, ("title",))) if is_first else cut[0].title) or "")
    for phrase in _phrases_of_times(work, cut, text):
        if clock.note_zone(phrase):
            return clock
    start = _labelled(work, ("incident", "start"), lines)
    if start and clock.is_free:
        clock.note_zone_of_start(start)
    if clock.is_free and clock.context.zone is None and (other := _only_zone(text)):
        clock.note_zone_of_others(other)
    return clock


def _only_zone(text: str) -> str | None:
    """The zone in which all clock times of a text are that state one, code aside; None for several, or for none."""
    if _CLOCK_WITH_ZONE.search(text) is None:
        return None
    shown = _FENCED.sub("", text)
    found = {match.group("zone") for match in _CLOCK_WITH_ZONE.finditer(shown)}
    return found.pop() if len(found) == 1 else None


def _phrases_of_times(work: Work, cut: Sequence[Section], text: str) -> Iterator[str]:
    """The phrases that may say in which zone all times are, short paragraphs first."""
    short = [b for section in cut for b in section.blocks if b.kind == "paragraph" and b.last - b.first <= _SHORT]
    texts = [work.text(block.text) for block in short]
    hints = hints_of_times("\n".join(texts))
    for said in texts:
        low = said.lower()
        if any(hint in low for hint in hints):
            yield from (match.group() for match in _ALL_TIMES.finditer(said))
    if work.house.reads_freely:
        at = text.find("ime")
        while at >= 0:
            if match := _TIMES.match(text, max(0, at - 1)):
                before = _PHRASE_END.split(text[max(0, match.start() - 40) : match.start()])[-1]
                yield before + _PHRASE_END.split(text[match.start() : match.end() + 60], maxsplit=1)[0]
                if cell := _ZONE_CELL.match(text, match.end()):
                    yield f"{match.group()} {cell['zone']}"
            at = text.find("ime", at + 3)


def stated_texts(work: Work, cut: Sequence[Section], timed: Sequence[Section]) -> Iterator[tuple[str | None, str]]:
    """The texts that may state the day, the surest first, and where each stands."""
    tree = work.scan.tree
    yield _day_of_times(work, cut), "the sentence about the times"
    start = ("incident", "start")
    # as it is written: the record has it in UTC, which may be another day
    told, read = _labelled(work, start, range(len(work.source.bounds))), stated_text(get_in(tree, start))
    yield told if told and (next(find_days(told), None) or not read) else read, _DATE
    title = stated_text(get_in(tree, ("title",)))
    yield None if title and is_as_of(title) else title, "the title"
    keyed = day_in_name(title) if title and work.house.reads_freely else None
    yield keyed.isoformat() if keyed else None, "the title"
    yield from ((s.title, "the timeline's heading") for s in timed if s.title)
    yield _told(stated_text(get_in(tree, ("summary",)))), "the summary"
    yield from _opening_texts(work, cut, timed)
    yield from ((s.title, "a heading") for s in cut if s.title)
    if work.house.reads_freely:
        yield stated_text(get_in(tree, ("report_date",))), OWN_DATE
        if _has_days(work, timed):
            yield _written_on(work, cut), OPENING_DATE
        yield title, "the title"
        yield only_day(_without_actions(work)), "the only full date of the document"


def _without_actions(work: Work) -> str:
    """The text without its actions, whose days are those by which they are to be done."""
    held = {n for unit in work.scan.units.get(("actions",), []) for n in range(unit.first, unit.last)}
    if not held:
        return work.source.text
    return "\n".join(work.source.content(n) for n in range(len(work.source.bounds)) if n not in held)


def _holds_actions(section: Section) -> bool:
    return section.part is not None and ("actions",) in owners(section.part)


def _day_of_times(work: Work, cut: Sequence[Section]) -> str | None:
    """The day in a sentence that says of which day and zone all times are; None where none does."""
    if not work.house.reads_freely:
        return None
    for section in cut:
        for block in section.blocks:
            if block.kind == "paragraph" and block.last - block.first <= _FEW:
                said = work.text(block.text)
                if next(find_days(said), None) and says_only_times(said) and ZONE_SENTENCE.search(said):
                    _compare_day(work, said, block.first)
                    return said
    return None


def _compare_day(work: Work, said: str, line: int) -> None:
    """Notes where a sentence about the times states another day than the document's own date."""
    day = next((d for found, _ in find_days(said) if (d := found.on())), None)
    for path in (("incident", "start"), ("report_date",)):
        other = next(
            (d for found, _ in find_days(stated_text(get_in(work.scan.tree, path)) or "") if (d := found.on())), None
        )
        if day and other and day != other:
            name = ".".join(path)
            message = f"The times are of {day} here, and {name} is {other}; the entries are read as of {day}."
            work.doubt("RD404", message, line, name)


def _has_days(work: Work, timed: Sequence[Section]) -> bool:
    """Whether days stand in a timeline, so that a year is all they lack."""
    texts = (work.text(work.source.lines(s.first, max(s.first, s.last))) for s in timed)
    return any(next(find_days(text), None) for text in texts)


def _written_on(work: Work, cut: Sequence[Section]) -> str | None:
    """The day of a line such as ``Written by Ann on 2022-09-20``, where nothing else states a year."""
    texts = (_paragraphs(work, section) for section in cut[:2] if section.part is None or section.level < _SECOND)
    return next((m.group() for text in texts for found, m in find_days(text) if found.on()), None)


def _stated_in(
    work: Work, cut: Sequence[Section], timed: Sequence[Section], lines: range
) -> Iterator[tuple[str | None, str]]:
    """The texts that may state the day of a further postmortem: none of the first one's."""
    yield _labelled(work, ("incident", "start"), lines), _DATE
    yield cut[0].title, "the title"
    yield from ((s.title, "the timeline's heading") for s in timed if s.title)
    yield from _opening_texts(work, cut, timed)
    yield from ((s.title, "a heading") for s in cut if s.title)
    yield _labelled(work, ("report_date",), lines), OWN_DATE


def _labelled(work: Work, path: Path, lines: range) -> str | None:
    """What stands within some lines for a field; None for nothing."""
    places = work.scan.scalars.get(path, [])
    return next((work.text(p.span) for p in places if work.source.line_at(p.span.start) in lines), None)


def _opening_texts(work: Work, cut: Sequence[Section], timed: Sequence[Section]) -> Iterator[tuple[str | None, str]]:
    if work.house.reads_freely:
        for section in cut[:_OPENING]:
            if not any(section is t for t in timed) and not _holds_actions(section):
                text = _paragraphs(work, section)
                told = _told(text)
                yield told, place_of(text, told, _name_of(section)) if told else ""


def _name_of(section: Section) -> str:
    """How a reason names a section; its title alone would say that a day stands in it."""
    is_title = section.part is not None and bool(section.part.title)
    return "the text below the title" if is_title else f"{section.title!r}" if section.title else "the opening"


def stated_text(value: object) -> str | None:
    """A value that is a text; None for any other."""
    return value if isinstance(value, str) else None


def _told(text: str | None) -> str | None:
    told = telling_day(text) if text else None
    return told[0] if told else None


def _paragraphs(work: Work, section: Section) -> str:
    return "\n".join(work.text(b.text) for b in section.blocks if b.kind == "paragraph")[:2000]
