"""Which sections of a document hold its timeline, and reading them in the light of the whole document."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from afterword.houses.fields import Path
from afterword.houses.house import House, Part
from afterword.houses.reading.outline import Section, owners
from afterword.houses.reading.sections import SectionReader
from afterword.houses.reading.times.dating import (
    ZONE_SENTENCE,
    Clock,
    day_first,
    days_in,
    is_as_of,
    says_only_times,
    telling_day,
)
from afterword.houses.reading.times.surveying import ENTRY, Survey, entry_lines, survey
from afterword.houses.reading.times.updates import update_sections
from afterword.houses.reading.work import Work, get_in, set_in
from afterword.houses.template import walk
from afterword.text.blocks import Block
from afterword.text.dates import DATE, day_of, find_days
from afterword.text.expressions import later

_TIMELINE = ("timeline",)
_ALL_TIMES = later(r"\b(?:all\s+)?(?:the\s+)?(?:times?(?:stamps)?|dates)\b[^.\n|]{0,60}", re.IGNORECASE)
_TIMES = later(r"\b[Tt]ime(?:s|stamps?|zone| zone)\b")
_ZERO = later(r"\bT\s?[+-]?\s?0\b[^\w\n]{0,6}(?:is |was |being |means |at )?(?P<time>\d[^\n|]{3,60})")
_PHRASE_END = later(r"[.\n|]")
_NAMED = later(r"\b(?:time-?line|chronolog\w*)\b", re.IGNORECASE)
_FEW = 2
_HALF = 0.5
_SECOND = 2
_OPENING = 4
"""How many sections before the timeline may state the day."""


def timed_sections(work: Work, cut: Sequence[Section]) -> list[Section]:
    """The sections that hold the timeline, in order; where none is called so, those whose entries have times."""
    timed = [
        s for s in cut if s.part is not None and s.part is not work.matcher.house.root and _TIMELINE in owners(s.part)
    ]
    if not work.house.reads_freely:
        return timed
    timed += _named(work, cut, timed)
    timed += _continued(work, cut, timed)
    if not any(_survey(work, s).entries for s in timed):
        hidden = _hidden(work, cut, timed) or update_sections(work, cut, _part_for(work))
        if hidden:
            timed = [s for s in timed if _NAMED.search(s.title) or not _give_way(s)]
        timed += hidden
    return sorted(timed, key=lambda s: s.first)


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
    for section in timed:
        assert section.part is not None
        before = _shown(work)
        found = _survey(work, section) if work.house.reads_freely else Survey()
        fenced = not found.entries and work.house.reads_freely
        work.clock.begin(_survey_fences(work, section) if fenced else found, in_fences=fenced)
        if found.relative and not found.clocks:
            _note_origin(work)
        SectionReader(work, section, section.part).read()
        says_more = any(b.kind in {"paragraph", "list", "table", "fence"} for b in section.blocks)
        if says_more and _shown(work) == before and not _is_open_table(work, section):
            work.find("RD203", "No entry with a time could be read from this timeline.", section.first)


def _note_origin(work: Work) -> None:
    """Tells the clock from when relative times count: from what is stated as T0, else from the incident's start."""
    stated = _ZERO.search(work.source.text)
    start = _text(get_in(work.scan.tree, ("incident", "start")))
    for text in (stated.group("time") if stated else None, start):
        if text:
            work.clock.note_origin(text)


def _settle_days(work: Work) -> None:
    """Reads days such as 03/10/2021 that stand under labels, where other days of the document show their order."""
    for path in (("report_date",), ("incident", "start"), ("incident", "end")):
        text = _text(get_in(work.scan.tree, path))
        match = DATE.fullmatch(text.strip()) if text else None
        found = day_of(match) if match else None
        if match and found and found.is_ambiguous:
            title = next(days_in([(_text(get_in(work.scan.tree, ("title",))), "")]), None)
            first = day_first(work.source.text, title.day if title else None)
            settled = day_of(match, first)
            if settled and not settled.is_ambiguous and (day := settled.on()):
                set_in(work.scan.tree, path, day.isoformat())


def _shown(work: Work) -> int:
    return sum(not u.in_table_slot for u in work.scan.units.get(_TIMELINE, []))


def _is_open_table(work: Work, section: Section) -> bool:
    """Whether a timeline holds only the house's open rows and words."""
    lines = range(section.body, section.last)
    return not any(re.search(r"\d", re.sub(r"<!--.*?-->", "", work.source.content(line))) for line in lines)


def _survey(work: Work, section: Section) -> Survey:
    return survey(entry_lines(work.source, section.blocks))


def _survey_fences(work: Work, section: Section) -> Survey:
    fences = [b for b in section.blocks if b.kind == "fence"]
    return survey(work.source.content(line) for b in fences for line in range(b.first + 1, b.last))


# Sections that are not called a timeline


def timeline_part(house: House) -> Part | None:
    """The part of a house that is its timeline; None where it has no section of its own for it."""
    return next((p for p in walk(house.root) if p is not house.root and _TIMELINE in owners(p)), None)


def _part_for(work: Work) -> Part | None:
    return timeline_part(work.house) or timeline_part(work.matcher.fallback)


def _named(work: Work, cut: Sequence[Section], timed: list[Section]) -> list[Section]:
    """Further sections with a timeline in their name: ``Follow-up timeline``."""
    part = _part_for(work)
    found = []
    for section, after in pairwise([*cut, None]):
        if section is None or section.heading is None or not _NAMED.search(section.title):
            continue
        is_headed = after is not None and after.level > section.level and _starts_with_clock(after.title)
        if not any(section is s for s in timed) and (is_headed or _survey(work, section).entries):
            section.part = part
            found.append(section)
    return found


def _continued(work: Work, cut: Sequence[Section], timed: list[Section]) -> list[Section]:
    """Sections with a time or a day for a heading that follow a timeline at its own level."""
    part = _part_for(work)
    found: list[Section] = []
    for before, section in pairwise(cut):
        follows = any(before is s for s in [*timed, *found])
        if section.part is None and follows and section.heading and ENTRY.match(section.title):
            _become_timeline(section, part)
            found.append(section)
    return found


def _become_timeline(section: Section, part: Part | None) -> None:
    """Makes a section with a time for a heading a stretch of the timeline, its heading an entry of it."""
    section.part = part
    if section.heading is not None and ENTRY.match(section.title):
        section.blocks = [section.heading, *section.blocks]
        section.heading, section.title, section.body = None, "", section.first


def _hidden(work: Work, cut: Sequence[Section], timed: list[Section]) -> list[Section]:
    """Sections whose lists, tables, or headings are entries with times although no heading says so."""
    part = _part_for(work)
    found: list[Section] = []
    titled = [s for s in cut if s.part is None and s.heading and _is_stamped(s.title)]
    for section in cut:
        if any(section is s for s in timed):
            continue
        if section.part is None:
            if (len(titled) > 1 and any(section is s for s in titled)) or _is_timed(work, section.blocks):
                _become_timeline(section, part)
                found.append(section)
        elif _may_hide(work, section.part):
            found += _stretches(work, section, part)
    return _fullest(work, found)


def _fullest(work: Work, found: list[Section]) -> list[Section]:
    """Of stretches that no heading calls a timeline the longest, and those that are nearly as long."""
    sizes = [len(_survey(work, section).clocks) for section in found]
    return [section for section, size in zip(found, sizes, strict=True) if size > _FEW or size == max(sizes)]


def _give_way(section: Section) -> bool:
    """Leaves a section of milestones (``Key events``) as text, where entries with their times stand elsewhere."""
    section.part = None
    return True


def _starts_with_clock(text: str) -> bool:
    match = ENTRY.match(text)
    return bool(match and match.group("h"))


def _is_stamped(title: str) -> bool:
    """Whether a heading starts with a clock time, or with a day and one: ``Update 2024-01-21 09:30``."""
    return _starts_with_clock(title) or _has_day_and_clock(title)


def _may_hide(work: Work, part: Part) -> bool:
    held = owners(part) if part is not work.house.root and not part.title else frozenset()
    return work.matcher.text_slot(part) is not None or not held


def _is_timed(work: Work, blocks: Sequence[Block]) -> bool:
    found = survey(entry_lines(work.source, blocks))
    return len(found.clocks) + found.relative > 1 and any(_stretch(work, block) for block in blocks)


def _stretch(work: Work, block: Block) -> bool:
    """Whether a list, a table, or a paragraph is nothing but entries with times."""
    if block.kind == "list":
        firsts = [work.source.content(item.first) for item in block.children]
        clocks = sum(_starts_with_clock(line) or _has_day_and_clock(line) for line in firsts)
        return clocks > 1 and clocks >= _HALF * len(firsts)
    if block.kind == "table":
        rows = [work.source.content(line) for line in range(block.first + 2, block.last)]
        clocks = sum(_starts_with_clock(row) or _has_day_and_clock(row) for row in rows)
        return clocks > 1 and clocks >= _HALF * len(rows)
    if block.kind == "paragraph":
        lines = [work.source.content(line) for line in range(block.first, block.last)]
        clocks = sum(_starts_with_clock(line) or _has_day_and_clock(line) for line in lines)
        return clocks > 1 and clocks >= _HALF * len(lines)
    return False


def _has_day_and_clock(line: str) -> bool:
    match = ENTRY.match(line)
    return bool(match and match.group("day") and re.match(r"[^\n]{0,24}?\d{1,2}[:.]\d{2}\b", line[match.end() - 2 :]))


def _stretches(work: Work, section: Section, part: Part | None) -> list[Section]:
    """The stretches of entries within a section whose text belongs to another field as well."""
    blocks = list(_visible_stretches(work, section.blocks))
    if blocks:
        held = {id(b) for b in blocks}
        blocks = (
            [b for b in section.blocks if id(b) in held or _is_entry(work, b)] if _all_outer(section, held) else blocks
        )
    return [
        Section(
            part=part, heading=None, title="", level=section.level, first=b.first, body=b.first, last=b.last, blocks=[b]
        )
        for b in blocks
    ]


def _all_outer(section: Section, held: set[int]) -> bool:
    """Whether all stretches are blocks of the section itself."""
    return held <= {id(b) for b in section.blocks}


def _is_entry(work: Work, block: Block) -> bool:
    """Whether a list beside stretches of entries is one entry, as code between the items makes of it."""
    firsts = [work.source.content(item.first) for item in block.children] if block.kind == "list" else []
    return bool(firsts) and all(_starts_with_clock(line) or _has_day_and_clock(line) for line in firsts)


def _visible_stretches(work: Work, blocks: Sequence[Block]) -> Iterator[Block]:
    """Lists, tables, and paragraphs of entries, within other lists as well; what is folded away is left out."""
    folded = False
    for block in blocks:
        if block.kind == "html":
            text = work.source.text[work.source.bounds[block.first][0] : work.source.bounds[block.last - 1][1]].lower()
            folded = text.rfind("<details") > text.rfind("</details")
        if folded:
            continue
        if _stretch(work, block):
            yield block
        elif block.kind == "list":
            for item in block.children:
                yield from _visible_stretches(work, item.children)


# The day and the zone of the whole document


def clock_for(work: Work, cut: Sequence[Section], timed: Sequence[Section], lines: range) -> Clock:
    """A clock that knows the day and the zone that one postmortem of the document states outside its entries."""
    is_first = not lines.start
    texts = stated_texts(work, cut, timed) if is_first else _stated_in(work, cut, timed, lines)
    stated = next(days_in(texts), None)
    span = work.source.lines(lines.start, lines.stop)
    text = work.source.text if len(lines) == len(work.source.bounds) else work.source.text[span.start : span.end]
    clock = Clock(work.house, stated, text if work.house.reads_freely else "")
    if stated is None and clock.is_free:
        clock.note_year((_text(get_in(work.scan.tree, ("title",))) if is_first else cut[0].title) or "")
    for phrase in _phrases_of_times(work, cut, text):
        if clock.note_zone(phrase):
            return clock
    start = _labelled(work, ("incident", "start"), lines)
    if start and clock.is_free:
        clock.note_zone_of_start(start)
    return clock


def _phrases_of_times(work: Work, cut: Sequence[Section], text: str) -> Iterator[str]:
    """The phrases that may say in which zone all times are, short paragraphs first."""
    for section in cut:
        for block in section.blocks:
            if block.kind == "paragraph" and block.last - block.first <= 3:
                said = work.text(block.text)
                if "ime" in said or "dates" in said:
                    yield from (match.group() for match in _ALL_TIMES.finditer(said))
    if work.house.reads_freely:
        at = text.find("ime")
        while at >= 0:
            if match := _TIMES.match(text, max(0, at - 1)):
                before = _PHRASE_END.split(text[max(0, match.start() - 40) : match.start()])[-1]
                yield before + _PHRASE_END.split(text[match.start() : match.end() + 60], maxsplit=1)[0]
            at = text.find("ime", at + 3)


def stated_texts(work: Work, cut: Sequence[Section], timed: Sequence[Section]) -> Iterator[tuple[str | None, str]]:
    """The texts that may state the day, the surest first, and where each stands."""
    tree = work.scan.tree
    yield _day_of_times(work, cut), "the sentence about the times"
    yield _text(get_in(tree, ("incident", "start"))), "the incident's date"
    title = _text(get_in(tree, ("title",)))
    yield None if title and is_as_of(title) else title, "the title"
    yield from ((s.title, "the timeline's heading") for s in timed if s.title)
    yield _told(_text(get_in(tree, ("summary",)))), "the summary"
    yield from _opening_texts(work, cut, timed)
    yield from ((s.title, "a heading") for s in cut if s.title)
    if work.house.reads_freely:
        yield _text(get_in(tree, ("report_date",))), "the document's own date"
        if _has_days(work, timed):
            yield _written_on(work, cut), "the opening's own date"
        yield title, "the title"


def _day_of_times(work: Work, cut: Sequence[Section]) -> str | None:
    """The day in a sentence that says of which day and zone all times are; None where none does."""
    if not work.house.reads_freely:
        return None
    for section in cut:
        for block in section.blocks:
            if block.kind == "paragraph" and block.last - block.first <= _FEW:
                said = work.text(block.text)
                if ZONE_SENTENCE.search(said) and says_only_times(said) and next(find_days(said), None):
                    _compare_day(work, said, block.first)
                    return said
    return None


def _compare_day(work: Work, said: str, line: int) -> None:
    """Notes where a sentence about the times states another day than the document's own date."""
    day = next((d for found, _ in find_days(said) if (d := found.on())), None)
    for path in (("incident", "start"), ("report_date",)):
        other = next(
            (d for found, _ in find_days(_text(get_in(work.scan.tree, path)) or "") if (d := found.on())), None
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
    yield _labelled(work, ("incident", "start"), lines), "the incident's date"
    yield cut[0].title, "the title"
    yield from ((s.title, "the timeline's heading") for s in timed if s.title)
    yield from _opening_texts(work, cut, timed)
    yield from ((s.title, "a heading") for s in cut if s.title)
    yield _labelled(work, ("report_date",), lines), "the document's own date"


def _labelled(work: Work, path: Path, lines: range) -> str | None:
    """What stands within some lines for a field; None for nothing."""
    places = work.scan.scalars.get(path, [])
    return next((work.text(p.span) for p in places if work.source.line_at(p.span.start) in lines), None)


def _opening_texts(work: Work, cut: Sequence[Section], timed: Sequence[Section]) -> Iterator[tuple[str | None, str]]:
    if work.house.reads_freely:
        for section in cut[:_OPENING]:
            if not any(section is t for t in timed):
                yield _told(_paragraphs(work, section)), f"{section.title!r}" if section.title else "the opening"


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _told(text: str | None) -> str | None:
    told = telling_day(text) if text else None
    return told[0] if told else None


def _paragraphs(work: Work, section: Section) -> str:
    return "\n".join(work.text(b.text) for b in section.blocks if b.kind == "paragraph")[:2000]
