"""What can be written at a place: missing sections and labels of the house, and the values that a field takes."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from afterword.houses import library
from afterword.houses.fields import Path, read_value, token_values
from afterword.houses.house import Hole, House, LabelSlot, Part, Pattern, TableSlot
from afterword.houses.reading.frontmatter import FACTS
from afterword.houses.reading.outline import label_slots, list_slots
from afterword.houses.reading.places import Found
from afterword.houses.template import walk
from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.review.assistance.blanks import Blank, blank_label, blank_section
from afterword.review.assistance.hints import asked_below
from afterword.review.case import Case
from afterword.review.registry import registered_rules
from afterword.text.blocks import Block
from afterword.text.expressions import later
from afterword.text.tables import cells
from afterword.text.wording import leading_label, name_key

OfferKind = Literal["section", "field", "value", "rule"]
"""What an offer is."""
_SECTION = 6
_ITEM = later(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_OPENING = later(r"[ \t]*(?:#{1,6}[ \t]*|[-*+][ \t]*|\*\*|__)?[\w '/&()-]{0,60}$")
_KEY = later(r"(?P<key>[A-Za-z_][\w -]*):[ \t]*(?P<value>[^#]*)$")
_IGNORE = later(r"<!--\s*afterword:\s*ignore\s+(?:[A-Z]{3}\d{3}[\s,]+)*(?P<code>\w*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something that can be written at a place."""

    label: str
    """What it is called in a list."""
    kind: OfferKind
    """What it is."""
    detail: str = ""
    """A few words about it."""
    about: str = ""
    """What the house says of it, in Markdown."""
    blank: Blank
    """What is written, with the places to fill in; lines end as those of the document."""
    span: Span
    """What it replaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Here:
    """A place in a text, as what is offered looks at it."""

    case: Case
    offset: int
    start: int
    """First character of its line."""
    end: int
    """End of its line."""
    line: int

    @property
    def before(self) -> str:
        return self.case.text[self.start : self.offset]

    @property
    def whole(self) -> str:
        return self.case.text[self.start : self.end]


def offers_at(case: Case, offset: int, own: Sequence[House] = ()) -> tuple[Offer, ...]:
    """What can be written at a place, the likeliest first; ``own`` are the team's houses."""
    here = _here(case, offset)
    if found := _IGNORE.search(here.before):
        return tuple(_rules(here, found))
    if here.line < case.reading.matter.lines - 1:
        return tuple(_in_matter(here, own)) if here.line else ()
    block = next((b for b in case.blocks if b.first <= here.line < b.last), None)
    if block is not None and block.kind in {"fence", "code", "html"}:
        return ()
    if here.before.lstrip().startswith("|"):
        return tuple(_in_row(here, block))
    if path := _labelled(here):
        at = here.start + _value_at(here.before)
        return tuple(_values(case, path, Span(at, offset)))
    if _OPENING.match(here.before) and not case.text[offset : here.end].strip():
        return (*_labels(here), *_sections(here))
    return ()


def _here(case: Case, offset: int) -> _Here:
    bounds = case.source.bounds
    offset = max(0, min(offset, len(case.text)))
    if bounds and offset <= bounds[-1][1]:
        line = case.source.line_at(offset)
        start, end, _ = bounds[line]
        return _Here(case=case, offset=max(offset, start), start=start, end=end, line=line)
    end = len(case.text)
    return _Here(case=case, offset=end, start=end, end=end, line=len(bounds))


def _rules(here: _Here, found: re.Match[str]) -> Iterator[Offer]:
    span = Span(here.start + found.start("code"), here.offset)
    for rule in registered_rules():
        text = Blank(text=rule.code, gaps=())
        yield Offer(label=rule.code, kind="rule", detail=rule.name, about=rule.message, blank=text, span=span)


# Front matter


def _in_matter(here: _Here, own: Sequence[House]) -> Iterator[Offer]:
    found = _KEY.match(here.before)
    if found is None:
        if re.fullmatch(r"\w*", here.before):
            yield from _keys(here)
        return
    key, span = found["key"].strip(), Span(here.start + found.start("value"), here.offset)
    if key == "house":
        known = {house.name: house.summary for house in (*own, *map(library.load, library.names()))}
        for name, summary in known.items():
            yield _value(name, span, summary)
        return
    path = here.case.house.document.get(key) or (key.replace(" ", "_").lower(),)
    yield from _values(here.case, path, span)


def _keys(here: _Here) -> Iterator[Offer]:
    there = set(here.case.reading.matter.plain)
    span = Span(here.start, here.offset)
    for name in ("house", *FACTS):
        if name not in there:
            text = f"{name}: "
            yield Offer(label=name, kind="field", blank=Blank(text=text, gaps=(len(text),)), span=span)


# Values


def _value(text: str, span: Span, detail: str = "") -> Offer:
    return Offer(label=text, kind="value", detail=detail, blank=Blank(text=text, gaps=()), span=span)


def _values(case: Case, path: Path, span: Span) -> Iterator[Offer]:
    """The values that a field takes, in the house's spelling."""
    for text in values_of(case, path):
        yield _value(text, span, ".".join(path))


def values_of(case: Case, path: Path) -> tuple[str, ...]:
    """The values that a field of a house takes, as the house writes them; empty where it takes any."""
    spelling = case.house.spelling.get(".".join(path), {})
    if path == ("severity",):
        named = case.require.get("severity")
        return tuple(map(str, named)) if isinstance(named, list) else tuple(spelling.values())
    told = []
    for token in token_values(path):
        plain = token.replace("_", " ")
        kept = read_value(path, plain)
        value = kept.get("value") if isinstance(kept, dict) else kept
        told.append(spelling.get(token) or (plain if value == token else token))
    return tuple(dict.fromkeys(told))


def _path(pattern: Pattern) -> Path | None:
    return next((piece.path for piece in pattern if isinstance(piece, Hole)), None)


def _labelled(here: _Here) -> Path | None:
    """The field whose label stands before a place on its line."""
    marker = _ITEM.match(here.before)
    label = leading_label(here.before[marker.end() if marker else 0 :])
    if label is None:
        return None
    slot = _slot(here, name_key(label[0]))
    return _path(slot.pattern) if slot else None


def _value_at(before: str) -> int:
    """Where on a line the value behind its label starts."""
    marker = _ITEM.match(before)
    at = marker.end() if marker else 0
    label = leading_label(before[at:])
    at += label[1] if label else 0
    return at + len(before[at:]) - len(before[at:].lstrip())


def _slot(here: _Here, key: str) -> LabelSlot | None:
    """The place behind a label: in the section that holds the line first, then anywhere."""
    inner = [part for found in _around(here) for part in walk(found.part)]
    for part in (*inner, *walk(here.case.house.root)):
        for slot in label_slots(part):
            if slot.key == key:
                return slot
    return None


def _around(here: _Here) -> list[Found]:
    """The parts of the house that hold a line, the innermost first."""
    found = [f for f in here.case.reading.scan.found if f.first <= here.line < max(f.last, f.first + 1)]
    if not found and here.line >= len(here.case.source.bounds):
        found = [f for f in here.case.reading.scan.found if f.last >= len(here.case.source.bounds)]
    return sorted(found, key=lambda f: (-f.first, f.last))


def _in_row(here: _Here, block: Block | None) -> Iterator[Offer]:
    """The values of a cell: by its row's label, or by its column."""
    spans = cells(here.whole, here.start)
    number = here.case.text.count("|", here.start, here.offset) - 1
    if not 0 <= number < len(spans):
        return
    start = here.offset - len(here.before.rpartition("|")[2].lstrip())
    label = name_key(here.case.text[spans[0].start : spans[0].end])
    slot = _slot(here, label) if number == 1 else None
    path = _path(slot.pattern) if slot and slot.form == "row" else _column(here, block, number)
    if path is not None:
        yield from _values(here.case, path, Span(start, here.offset))


def _column(here: _Here, block: Block | None, number: int) -> Path | None:
    """The field of a column: as its rows were read, or as the house's table has it."""
    first, last = (block.first, block.last) if block else (here.line, here.line + 1)
    for owner, units in here.case.reading.scan.units.items():
        for unit in units:
            if first <= unit.first < last and number < len(unit.layout.columns):
                pattern = unit.layout.columns[number]
                return _owned(owner, _path(pattern)) if pattern else None
    head = [here.case.text[s.start : s.end] for s in cells(*_line(here.case, first))]
    name = name_key(head[number]) if number < len(head) else ""
    for found in _around(here):
        for slot in list_slots(found.part):
            if isinstance(slot, TableSlot) and name in slot.names:
                return _owned(slot.owner, _path(slot.columns[slot.names.index(name)]))
    return None


def _line(case: Case, line: int) -> tuple[str, int]:
    if line >= len(case.source.bounds):
        return "", len(case.text)
    start, end, _ = case.source.bounds[line]
    return case.text[start:end], start


def _owned(owner: Path, path: Path | None) -> Path | None:
    return None if path is None else path if path[: len(owner)] == owner else (*owner, *path)


# Labels and sections that are missing


def _labels(here: _Here) -> Iterator[Offer]:
    """Labels of the section around a place that it does not have yet."""
    around = next((found for found in _around(here) if label_slots(found.part)), None)
    if around is None or here.before.lstrip().startswith("#"):
        return
    lines = range(around.first, min(around.last, len(here.case.source.bounds)))
    there = {name_key(label[0]) for n in lines if (label := _label_of(here.case.source.content(n)))}
    lead = len(here.before) - len(here.before.lstrip())
    for slot in label_slots(around.part):
        if slot.key not in there and slot.form != "row":
            name = slot.label.strip(" *_:")
            span = Span(here.start + (0 if slot.before.strip() else lead), here.offset)
            path = _path(slot.pattern)
            yield Offer(label=name, kind="field", detail=".".join(path or ()), blank=blank_label(slot), span=span)


def _label_of(line: str) -> tuple[str, int] | None:
    marker = _ITEM.match(line)
    return leading_label(line[marker.end() if marker else 0 :])


def _sections(here: _Here) -> Iterator[Offer]:
    """Sections of the house that the document does not have yet, in the house's order."""
    case = here.case
    if case.house.is_fallback:
        return
    there = {found.part for found in case.reading.scan.found if found.title}
    named = {key for found in case.reading.scan.found if found.title for key in found.part.keys}

    def is_missing(part: Part) -> bool:
        return part not in there and not (part.level <= _SECTION and named & set(part.keys))

    required = case.require.get("sections")
    keys = {name_key(str(each)) for each in required} if isinstance(required, list) else set()
    lead = _newline_before(here)
    for part in _missing(case.house.root, is_missing):
        blank = blank_section(case.house, part, is_missing)
        yield Offer(
            label=(part.heading or "").strip("# *"),
            kind="section",
            detail="required" if keys & set(part.keys) else "",
            about=asked_below(case, part),
            blank=_with_ends(blank, lead, case.source.newline),
            span=Span(here.start, here.offset),
        )


def _missing(around: Part, is_missing: Callable[[Part], bool]) -> Iterator[Part]:
    """Sections that are missing; those within such a one come with it."""
    for part in around.nodes:
        if not isinstance(part, Part):
            continue
        if part.heading is None or part.title or part.level > _SECTION or not is_missing(part):
            yield from _missing(part, is_missing)
            continue
        yield part
        if part.level == 1:  # the whole document stands in it, wherever its sections are written
            yield from _missing(part, is_missing)


def _newline_before(here: _Here) -> str:
    """An empty line where the line before is none."""
    before, _ = _line(here.case, here.line - 1) if here.line else ("", 0)
    return "\n" if before.strip() else ""


def _with_ends(blank: Blank, lead: str, newline: str) -> Blank:
    text = lead + blank.text
    gaps = [gap + len(lead) for gap in blank.gaps]
    if newline == "\n":
        return Blank(text=text, gaps=tuple(gaps))
    extra = len(newline) - 1
    return Blank(text=text.replace("\n", newline), gaps=tuple(gap + extra * text.count("\n", 0, gap) for gap in gaps))
