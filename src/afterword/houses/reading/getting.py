"""Get: the record that a document states, with the place of every value."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import cast

from afterword.houses import library
from afterword.houses.fields import WHYS, Path, field_at, is_strings
from afterword.houses.house import House, Part
from afterword.houses.reading import carried as carrying
from afterword.houses.reading import frontmatter
from afterword.houses.reading.actions.action_legends import leave_no_actions
from afterword.houses.reading.actions.action_scopes import narrow_actions
from afterword.houses.reading.actions.action_sections import claim_actions
from afterword.houses.reading.arranging import arrange
from afterword.houses.reading.cutting import sections
from afterword.houses.reading.doubts import find_doubts
from afterword.houses.reading.facts import read_fact_section
from afterword.houses.reading.frontmatter import FrontMatter
from afterword.houses.reading.grading import find_severity
from afterword.houses.reading.outline import Matcher, Section, main_field
from afterword.houses.reading.phasing import derive_phases
from afterword.houses.reading.places import Layout, Scan, Unit
from afterword.houses.reading.recognise import SURE, recognise
from afterword.houses.reading.repeating import leave_repeats
from afterword.houses.reading.restoring import restore
from afterword.houses.reading.sections import SectionReader
from afterword.houses.reading.standing import find_status
from afterword.houses.reading.times.dating import Clock
from afterword.houses.reading.times.timeline_sections import timed_sections
from afterword.houses.reading.times.timelines import read_timelines
from afterword.houses.reading.times.wordless import keep_wordless
from afterword.houses.reading.titles import finish_title, read_titles
from afterword.houses.reading.twins import note_twins, twin_starts
from afterword.houses.reading.unmarked import with_headings
from afterword.houses.reading.untaken import doubt_untaken
from afterword.houses.reading.usual_titles import tells_behind
from afterword.houses.reading.work import Work, get_in, set_in
from afterword.model.changing import changed
from afterword.model.finding import Finding
from afterword.model.plain import Plain, from_plain
from afterword.model.record import Record
from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.text.blocks import Block, parse
from afterword.text.expressions import later
from afterword.text.source import Source

_NO_TIME: dict[str, Plain] = {"precision": "unknown", "zone_basis": "unknown", "year_basis": "unknown"}
_FOOTNOTE = later(r" {0,3}\[\^([^\]]+)\]:[ \t]*")
_TOP = 2
"""The level of the sections of most documents, below that of the title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document as it was read."""

    source: Source
    """Its text."""
    house: House
    """The house whose shape it has; the fallback where that is none."""
    confidence: float
    """How surely, 0 to 1."""
    matter: FrontMatter
    """Its front matter."""
    carried: carrying.Carried
    """Its carried block."""
    scan: Scan
    """The places of all values."""
    visible: dict[str, Plain]
    """The record as JSON values, without what is carried."""
    tree: dict[str, Plain]
    """The record as JSON values."""
    derived_phases: frozenset[int]
    """Places in the timeline whose phase only the wording names."""
    record: Record
    """The record."""

    @property
    def derived_visibly(self) -> frozenset[int]:
        """The same for ``visible``, which has no such phases where something is carried."""
        return self.derived_phases if self.tree is self.visible else frozenset()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What reading found imperfect, in the order of the text."""
        return self.record.findings


def get(text: str, house: House | None = None, own: Sequence[House] = ()) -> Reading:
    """Reads a document; never fails, whatever the text.

    ``house`` forces a house; otherwise the front matter names it or it is recognised, a team's
    ``own`` houses first.
    """
    source = Source(text)
    matter = frontmatter.find(source)
    blocks = with_headings(source, parse(source, matter.lines), matter.lines)
    if house is None:
        house, confidence = recognise(source, matter, blocks, own)
    else:
        confidence = 1.0
    if 0 < confidence < SURE:
        # what such a document has beside the house's sections is nobody's house, so it is looked for as there
        settings = {**house.settings, "reading": "free"}
        house = replace(house, time=replace(house.time, zone=None), settings=settings)
    carried = carrying.find(source, blocks)
    work, kept = _prepare(source, house, matter, blocks, carried)
    _read_sections(work, kept, carried)
    work.scan.findings.extend([*carried.findings, *([matter.broken] if matter.broken else [])])
    visible = _assemble(work)
    tree = cast(dict[str, Plain], _copy(visible)) if carried.values else visible
    restore(tree, carried, work.find)
    derived = derive_phases(tree, work.find, carried.first or 0)
    find_doubts(work, matter, kept, confidence)
    record = _record(tree, house, confidence)
    reading = Reading(
        source=source,
        house=house,
        confidence=confidence,
        matter=matter,
        carried=carried,
        scan=work.scan,
        visible=visible,
        tree=tree,
        derived_phases=derived,
        record=record,
    )
    findings = sorted((*work.scan.findings, *doubt_untaken(reading)), key=lambda f: f.line or 0)
    return changed(reading, record=changed(record, findings=tuple(findings)))


def _prepare(
    source: Source, house: House, matter: FrontMatter, blocks: Sequence[Block], carried: carrying.Carried
) -> tuple[Work, list[Block]]:
    kept = [b for b in blocks if carried.first is None or not carried.first <= b.first < carried.last]
    scan = Scan(tree={})
    for path, value in frontmatter.read(matter, house).items():
        if isinstance(value, list) and field_at(path) and field_at(path).shape == "objects":  # type: ignore[union-attr]
            for item in value:
                scan.units.setdefault(path, []).append(
                    Unit(owner=path, first=0, last=0, layout=Layout(form="line"), item=cast(dict[str, Plain], item))
                )
        else:
            set_in(scan.tree, path, value)
    work = Work(source=source, house=house, matcher=Matcher(house, library.fallback()), scan=scan, clock=Clock(house))
    for block in kept:
        match = _FOOTNOTE.match(source.content(block.first)) if block.kind == "footnote" else None
        if match:
            span = source.lines(block.first, block.last)
            body = source.text[span.start : span.end]
            words_only = re.sub(r"\s*(?:\r\n|\r|\n)\s*", " ", body[match.end() :]).strip()
            scan.footnotes[match.group(1)] = (span, re.sub(r"<br\s*/?>", "\n", words_only))
    return work, kept


def _read_sections(work: Work, blocks: Sequence[Block], carried: carrying.Carried) -> None:
    end = carried.first if carried.first is not None else len(work.source.bounds)
    if work.house.reads_freely:
        work.matcher.note(_names(work, blocks))
        blocks = arrange(work.source, blocks, work.matcher)
        work.matcher.note(_names(work, blocks))
    cut = sections(work.source, blocks, work.matcher, end)
    twins = twin_starts(cut)
    note_twins(work, twins)
    if work.house.reads_freely:
        claim_actions(work, cut)
        leave_no_actions(work, cut)
        narrow_actions(work, cut)
    work.lead_is_summary = work.house.reads_freely and not any(_is_summary(s) for s in cut)
    if work.house.reads_freely:
        leave_repeats(work, cut)
        _doubt_joined(work, cut)
    late = read_titles(work, cut)
    timed = timed_sections(work, cut)
    for before, section in zip([None, *cut], cut, strict=False):
        if section not in timed and section.part is not None:
            SectionReader(work, section, _own_part(section)).read()
        elif section.part is None and not (
            work.house.reads_freely and read_fact_section(work, section, is_inner=_is_inner(before, section))
        ):
            _remain(work, section)
    finish_title(work, late)
    find_severity(work, cut)
    find_status(work, cut)
    read_timelines(work, cut, timed, twins)
    work.scan.found.sort(key=lambda f: (f.first, -f.last))
    for units in work.scan.units.values():
        units.sort(key=lambda u: (u.first, u.last))
    if work.house.reads_freely:
        keep_wordless(work)


def _names(work: Work, blocks: Sequence[Block]) -> list[str]:
    """What the headings of a document say, the first one left out where it tells of the incident."""
    titles = [work.text(block.text) for block in blocks if block.kind == "heading"]
    return titles[1:] if titles and len(titles) > 1 and tells_behind(titles[0]) else titles


def _doubt_joined(work: Work, cut: Sequence[Section]) -> None:
    """Notes sections whose headings name several kinds, all of whose text is read as one."""
    for section in cut:
        field = main_field(section.part)
        names = work.matcher.joined(section.title) if field and section.heading is not None else []
        if field and names:
            work.doubt(
                "RD433",
                f"The heading {section.title!r} names several sections; what stands below it is read as "
                f"{'.'.join(field)}, except where headings or labels in it say otherwise.",
                section.first,
                ".".join(field),
            )


def _is_inner(before: Section | None, section: Section) -> bool:
    """Whether a section stands beside or below another one that stands below a section."""
    return before is not None and section.level > _TOP and before.level >= _TOP


def _is_summary(section: Section) -> bool:
    return main_field(section.part) == ("summary",) and any(b.kind not in {"html", "rule"} for b in section.blocks)


def _own_part(section: Section) -> Part:
    """The part without its sections, for what stands under the title or before the first heading."""
    assert section.part is not None
    return section.part if section.heading is not None and not section.part.title else _without_sections(section.part)


@lru_cache(maxsize=256)
def _without_sections(part: Part) -> Part:
    return replace(part, nodes=tuple(n for n in part.nodes if not isinstance(n, Part) or n.level > 6))


def _remain(work: Work, section: Section) -> None:
    """Keeps a section that no part takes; an empty one counts as absent, and definitions at its end belong to all."""
    source = work.source
    last = section.last
    for block in reversed(section.blocks):
        if block.kind not in {"reference", "footnote"}:
            break
        last = block.first
    while last > section.body and not source.content(last - 1).strip():
        last -= 1
    span = (
        source.lines(section.body, last)
        if last > section.body
        else Span(*[source.lines(section.first, section.body).end] * 2)
    )
    text = source.text[span.start : span.end].replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if not text.strip():
        return
    unit = Unit(
        owner=("remainder",),
        first=section.first,
        last=max(last, section.body),
        layout=Layout(form="heading"),
        item={"heading": section.title or None, "text": text, "line": section.first + 1},
    )
    work.add(unit)


def _assemble(work: Work) -> dict[str, Plain]:
    tree = work.scan.tree
    for owner in work.scan.units:
        items: list[Plain] = []
        for unit in _shown(work, owner):
            item = unit.item
            if owner == ("timeline",):
                item = {**_NO_TIME, **item, "line": unit.first + 1, "end_line": unit.last}
            elif owner == ("actions",):
                item = {**item, "line": unit.first + 1}
            else:
                item = {**item}
            if owner == WHYS:
                if unit.chain or not items:
                    items.append([])
                cast(list[Plain], items[-1]).append(item)
            else:
                items.append(item.get("value") if is_strings(owner) else item)
        if items and not get_in(tree, owner):
            set_in(tree, owner, items)
    return tree


def _shown(work: Work, owner: Path) -> list[Unit]:
    return [u for u in work.scan.units.get(owner, []) if not u.in_table_slot]


def _record(tree: dict[str, Plain], house: House, confidence: float) -> Record:
    name = None if house.is_fallback else house.name
    return from_plain(Record, {**tree, "house": name, "house_confidence": confidence})


def _copy(value: Plain) -> Plain:
    if isinstance(value, dict):
        return {k: _copy(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_copy(v) for v in value]
    return value
