"""Reading the sections of the timeline in the light of the whole document."""

import re
from collections.abc import Sequence

from afterword.houses.fields import read_date
from afterword.houses.reading.outline import Section
from afterword.houses.reading.sections import SectionReader
from afterword.houses.reading.times.day_order import day_first
from afterword.houses.reading.times.leaping import minutes_of
from afterword.houses.reading.times.stated_days import clock_for, stated_text
from afterword.houses.reading.times.surveying import ENTRY, Survey, entry_lines, survey
from afterword.houses.reading.times.telling_days import days_in
from afterword.houses.reading.work import Work, get_in, set_in
from afterword.text.blocks import Block
from afterword.text.dates import DATE, day_of
from afterword.text.expressions import later
from afterword.text.time_words import any_of, time_words

_TIMELINE = ("timeline",)
_SEVERAL = 2
_CLOCK = later(r",?\s+(?:at\s+)?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s[A-Z]{2,4})?")
_LOGGED = later(
    r"\s[\w.@/-]{2,40}\[\d+\]:\s|\s[\[(]?(?:TRACE|DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL|CRIT(?:ICAL)?)[\])]?[\s:]"
)
"""What only programs write behind a time: their name and number, or how grave it is."""
_ZERO = later(r"\bT\s?[+-]?\s?0\b[^\w\n]{0,6}(?:is |was |being |means |at )?(?P<time>\d[^\n|]{3,60})")
_BEGINS = later(rf"(?<!\w)(?:{any_of(time_words().begins)})[^.\n|\d]{{0,20}}(?P<time>\d[^\n|]{{3,60}})", re.IGNORECASE)


def read_timelines(work: Work, cut: Sequence[Section], timed: Sequence[Section], twins: Sequence[Section] = ()) -> None:
    """Reads the sections of the timeline; one with text and no entry is noted.

    ``twins`` are the sections with which further postmortems start, each with days and a zone of its own.
    """
    if work.house.reads_freely:
        _settle_days(work)
    starts = [section.first for section in twins]
    for first, last in zip([0, *starts], [*starts, len(work.source.bounds)], strict=True):
        own = [s for s in cut if first <= s.first < last]
        held = [s for s in timed if first <= s.first < last]
        if held or not first:
            work.clock = clock_for(work, own, held, range(first, last))
            _read_stretches(work, held)


def _read_stretches(work: Work, timed: Sequence[Section]) -> None:
    duration = stated_text(get_in(work.scan.tree, ("stated", "duration")))
    lasted = minutes_of(duration) if duration else None
    for section in timed:
        assert section.part is not None
        before = _shown(work)
        found = _survey(work, section) if work.house.reads_freely else Survey()
        fenced = not found.entries and work.house.reads_freely and not _quotes_logs(work, section)
        work.clock.begin(_survey_fences(work, section) if fenced else found, in_fences=fenced, lasted=lasted)
        work.clock.folded = _folded(work, section.blocks)
        if found.relative and not found.clocks:
            _note_origin(work)
        SectionReader(work, section, section.part).read()
        says_more = any(b.kind in {"paragraph", "list", "table", "fence"} for b in section.blocks)
        if says_more and _shown(work) == before and not _is_open_table(work, section):
            work.find("RD203", "No entry with a time could be read from this timeline.", section.first)


def _folded(work: Work, blocks: Sequence[Block]) -> frozenset[int]:
    """The blocks that are folded away, where entries stand outside them: logs and details, no events."""
    folded: list[Block] = []
    is_open = False
    for block in blocks:
        if block.kind == "html":
            span = work.source.lines(block.first, block.last)
            said = work.source.text[span.start : span.end].lower()
            is_open = said.rfind("<details") > said.rfind("</details") or (is_open and "</details" not in said)
        elif is_open:
            folded.append(block)
    if not folded or not work.house.reads_freely:
        return frozenset()
    inner = frozenset(map(id, folded))
    outside = survey(entry_lines(work.source, [b for b in blocks if id(b) not in inner]))
    return inner if len(outside.clocks) + outside.days + outside.relative >= _SEVERAL else frozenset()


def _note_origin(work: Work) -> None:
    """Tells the clock from when relative times count: what is stated as T0, the incident's start, or a sentence."""
    stated = _ZERO.search(work.source.text)
    start = stated_text(get_in(work.scan.tree, ("incident", "start")))
    told = (match.group("time") for match in _BEGINS.finditer(work.source.text))
    for text in (stated.group("time") if stated else None, start, *told):
        if text and work.clock.context.origin is None:
            work.clock.note_origin(text)


def _settle_days(work: Work) -> None:
    """Reads days such as 03/10/2021 that stand under labels, where other days of the document show their order."""
    for path in (("report_date",), ("incident", "start"), ("incident", "end")):
        text = stated_text(get_in(work.scan.tree, path))
        match = DATE.match(text.strip()) if text else None
        rest = text.strip()[match.end() :] if match and text else ""
        match = match if not rest or _CLOCK.fullmatch(rest) else None
        found = day_of(match) if match else None
        if match and found and found.is_ambiguous:
            title = next(days_in([(stated_text(get_in(work.scan.tree, ("title",))), "")]), None)
            first = day_first(work.source.text, title.day if title else None)
            settled = day_of(match, first)
            if settled and not settled.is_ambiguous and (day := settled.on()):
                set_in(work.scan.tree, path, read_date(day.isoformat() + rest))


def _shown(work: Work) -> int:
    return sum(not u.in_table_slot for u in work.scan.units.get(_TIMELINE, []))


def _is_open_table(work: Work, section: Section) -> bool:
    """Whether a timeline holds only the house's open rows and words."""
    lines = range(section.body, section.last)
    return not any(re.search(r"\d", re.sub(r"<!--.*?-->", "", work.source.content(line))) for line in lines)


def _quotes_logs(work: Work, section: Section) -> bool:
    """Whether the fences between the items of a section are what programs wrote, and so tell no events."""
    fences = [b for b in section.blocks if b.kind == "fence"]
    if not fences or not any(b.kind == "list" for b in section.blocks):
        return False
    lines = [work.source.content(n) for b in fences for n in range(b.first + 1, b.last)]
    timed = [line for line in lines if ENTRY.match(line)]
    return len(timed) > 1 and 2 * sum(_LOGGED.search(line) is not None for line in timed) > len(timed)


def _survey(work: Work, section: Section) -> Survey:
    return survey(entry_lines(work.source, section.blocks))


def _survey_fences(work: Work, section: Section) -> Survey:
    fences = [b for b in section.blocks if b.kind == "fence"]
    return survey(work.source.content(line) for b in fences for line in range(b.first + 1, b.last))
