"""Which sections of a document hold its timeline, also where no heading says so."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from afterword.houses.house import House, Part
from afterword.houses.reading.actions.action_described import item_labels
from afterword.houses.reading.outline import Section, owners
from afterword.houses.reading.times.surveying import ENTRY, entry_lines, survey
from afterword.houses.reading.times.updates import update_sections
from afterword.houses.reading.work import Work
from afterword.houses.template import walk
from afterword.text.blocks import Block
from afterword.text.expressions import later

_TIMELINE = ("timeline",)
_NAMED = later(r"\b(?:time-?line|chronolog\w*)\b", re.IGNORECASE)
_FEW = 2
_HALF = 0.5


def timed_sections(work: Work, cut: Sequence[Section]) -> list[Section]:
    """The sections that hold the timeline, in order; where none is called so, those whose entries have times."""
    timed = [
        s for s in cut if s.part is not None and s.part is not work.matcher.house.root and _TIMELINE in owners(s.part)
    ]
    if not work.house.reads_freely:
        return timed
    timed = [s for s in timed if not (_describes(work, s) and _give_way(s))]
    timed += _named(work, cut, timed)
    timed += _continued(work, cut, timed)
    if not any(survey(entry_lines(work.source, s.blocks)).entries for s in timed):
        hidden = _hidden(work, cut, timed) or update_sections(work, cut, _part_for(work))
        if hidden:
            timed = [s for s in timed if _NAMED.search(s.title) or not _give_way(s)]
        timed += hidden
    return sorted(timed, key=lambda s: s.first)


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
        if any(section is s for s in timed):
            continue
        is_headed = after is not None and after.level > section.level and _starts_with_clock(after.title)
        if is_headed or survey(entry_lines(work.source, section.blocks)).entries:
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
    sizes = [len(survey(entry_lines(work.source, section.blocks)).clocks) for section in found]
    return [section for section, size in zip(found, sizes, strict=True) if size > _FEW or size == max(sizes)]


def _describes(work: Work, section: Section) -> bool:
    """Whether a section without any time tells of several things by the same labels: cause, fix, lesson."""
    labels = [found for b in section.blocks if (found := item_labels(work, b))]
    if len(labels) < _FEW or survey(entry_lines(work.source, section.blocks)).entries:
        return False
    return all(any(len(one & other) >= _FEW for other in labels if other is not one) for one in labels)


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
    lines = entry_lines(work.source, blocks)
    found = survey(lines)
    stamped = sum(_has_day_and_clock(line) for line in lines)
    if len(found.clocks) + found.relative + stamped <= 1:
        return False
    return any(_stretch(work, block) for block in blocks) or bool(_runs(work, blocks))


def _runs(work: Work, blocks: Sequence[Block]) -> set[int]:
    """The identities of paragraphs that start with a clock time and stand in a row of such ones."""
    found: set[int] = set()
    run: list[Block] = []
    for block in [*blocks, None]:
        if block is not None and block.kind == "paragraph" and _starts_barely(work.source.content(block.first)):
            run.append(block)
            continue
        found |= {id(b) for b in run} if len(run) > _FEW else set()
        run = []
    return found


def _starts_barely(line: str) -> bool:
    """Whether a line starts with a clock time and no word before it, as a sentence has."""
    match = ENTRY.match(line)
    return bool(match and match.group("h") and not match.group("word") and not match.group("on"))


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
    runs = _runs(work, blocks)
    for block in blocks:
        if block.kind == "html":
            text = work.source.text[work.source.bounds[block.first][0] : work.source.bounds[block.last - 1][1]].lower()
            folded = text.rfind("<details") > text.rfind("</details")
        if folded:
            continue
        if id(block) in runs or _stretch(work, block):
            yield block
        elif block.kind == "list":
            for item in block.children:
                yield from _visible_stretches(work, item.children)
