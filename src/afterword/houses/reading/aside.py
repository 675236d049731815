"""What a document says beside its record: keys, definitions, and lines that no field takes."""

from collections.abc import Iterator

from afterword.houses.fields import field_at, is_empty
from afterword.houses.house import LabelSlot, Literal
from afterword.houses.reading import carried as carrying
from afterword.houses.reading import frontmatter
from afterword.houses.reading.getting import Reading
from afterword.houses.reading.places import Found
from afterword.houses.reading.residue import is_residue
from afterword.houses.reading.times.dating import Clock
from afterword.houses.reading.times.zone_words import says_only_times
from afterword.houses.reading.work import get_in
from afterword.houses.template import walk
from afterword.houses.writing.creating import Aside
from afterword.model.plain import Plain
from afterword.model.record import Remainder
from afterword.text.blocks import Block, parse
from afterword.text.dates import find_day
from afterword.text.expressions import later
from afterword.text.wording import plain_text

_STRUCTURE = later(r"[\s>]*(?:[-*_=\s]{3,}|`{3,}.*|~{3,}.*|[-*+]|\d+[.)]|\|?[\s:|-]*-[\s:|-]*)\s*")
_SHORT = 60
_SENTENCE = 80
HEADING = "Further text of "
"""What the heading of lines starts with that stood in a section and that no field of it took."""


def beside(reading: Reading) -> Aside:
    """What a document made of this one keeps beside its record."""
    matter, broken = _matter(reading)
    carried = {k: v for k, v in reading.carried.values.items() if k.startswith(carrying.ASIDE) or not _is_field(k)}
    if broken:
        carried["(front matter)"] = broken
    return Aside(
        matter=matter, footnotes=_footnotes(reading), definitions=tuple(_definitions(reading)), carried=carried
    )


def left_behind(reading: Reading) -> tuple[int, ...]:
    """First lines, from 1, of the comments and of the template's words that no value of the record holds."""
    taken = _taken(reading)
    silent = [*_comment_blocks(reading), *_residue(reading)]
    return tuple(sorted(b.first + 1 for b in silent if not taken & set(_lines(b))))


def silent_lines(reading: Reading) -> Iterator[int]:
    """Lines, from 0, that no document made of this one repeats: comments, the template's words, the carried block."""
    for block in (*_comment_blocks(reading), *_residue(reading)):
        yield from _lines(block)
    yield from range(reading.carried.first or 0, reading.carried.last)


def further_text(reading: Reading) -> tuple[Remainder, ...]:
    """Lines that stand in a known section and that none of its fields takes, by section; the house's own left out."""
    taken = _taken(reading)
    nodes = [n for part in walk(reading.house.root) for n in part.nodes]
    ours = {_bare(line) for n in nodes if isinstance(n, Literal) for line in n.text.splitlines()}
    ours |= {_bare(n.label) for n in nodes if isinstance(n, LabelSlot)}  # its value stands below it
    groups = {_bare(str(action.group)) for action in reading.record.actions if action.group}
    headings = [b for b in parse(reading.source, reading.matter.lines) if b.kind == "heading"]
    silent = [*_definition_blocks(reading), *_comment_blocks(reading), *_residue(reading), *headings]
    taken = (taken | {n for block in silent for n in _lines(block)}) - _other_titles(reading) - _other_values(reading)
    held: dict[str, list[tuple[int, str]]] = {}
    for number in range(len(reading.source.bounds)):
        line = reading.source.content(number).strip()
        if number in taken or not line or _STRUCTURE.fullmatch(line) or line.startswith(("<!--", "#")):
            continue
        if _bare(line) in ours | groups or _is_about_time(reading, line) or _is_header(reading, number):
            continue
        held.setdefault(section_of(reading, number), []).append((number, line))
    return tuple(
        Remainder(heading=f"{HEADING}{title}" if title else None, text=_joined(lines)) for title, lines in held.items()
    )


def _other_titles(reading: Reading) -> set[int]:
    """The heading with which a document begins, where its front matter gives it another title."""
    title = get_in(reading.visible, ("title",))
    lines = {found.first for found in reading.scan.found if found.part.title and found.body > found.first}
    if not isinstance(title, str):
        return set()
    return {n for n in lines if _bare(title.split("\n", 1)[0]) not in _bare(reading.source.content(n))}


def _other_values(reading: Reading) -> set[int]:
    """The lines of short values that stand a second time and say something else than the one that is read."""
    source, found = reading.source, set()
    for path, places in reading.scan.scalars.items():
        held = get_in(reading.visible, path)
        lines = [source.line_at(place.span.start) for place in places]
        for line, place in zip(lines[1:], places[1:], strict=True):
            text = place.decode(source.text[place.span.start : place.span.end]).strip()
            value = frontmatter.read_one(path, text) if text and "\n" not in text and len(text) <= _SHORT else None
            if path != ("title",) and not is_empty(value) and not _is_same(value, held) and line != lines[0]:
                found.add(line)
    return found


def _is_same(one: Plain, other: Plain) -> bool:
    """Whether two values are one, however they are written."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.get("value") == other.get("value") and (bool(one.get("value")) or one == other)
    return one == other


def _is_field(key: str) -> bool:
    known = field_at(tuple(key.split(".")))
    return known is not None and (known.owner is None or known.shape in {"objects", "chains"})


def _matter(reading: Reading) -> tuple[dict[str, Plain], str | None]:
    """Keys of the front matter that became no field, and its text where it is no YAML."""
    matter = reading.matter
    if matter.broken:
        return {}, reading.source.text[matter.offset : matter.end].strip("\r\n")
    kept: dict[str, Plain] = {}
    seen = set()
    for key, value in matter.values.items():
        path = frontmatter.field_of(key, reading.house)
        read = frontmatter.read_one(path, value.plain) if path else None
        is_other = isinstance(read, str) and path is not None and get_in(reading.tree, path) != read
        if key != "house" and not is_empty(value.plain) and (is_empty(read) or is_other or path in seen):
            kept[key] = value.plain
        seen.add(path)
    return kept, None


def _footnotes(reading: Reading) -> dict[str, str]:
    """Label to text of the footnotes that stand in no section that is kept as it is."""
    kept = {n for unit in reading.scan.units.get(("remainder",), []) for n in range(unit.first, unit.last)}
    notes = reading.scan.footnotes.items()
    return {label: text for label, (span, text) in notes if reading.source.line_at(span.start) not in kept}


def _definitions(reading: Reading) -> Iterator[str]:
    """Lines that define links, outside every value."""
    taken = _taken(reading)
    for block in _definition_blocks(reading):
        yield from (reading.source.content(n).strip() for n in _lines(block) if n not in taken)


def _definition_blocks(reading: Reading) -> Iterator[Block]:
    blocks = _leaves(parse(reading.source, reading.matter.lines))
    return (block for block in blocks if block.kind == "reference")


def _comment_blocks(reading: Reading) -> list[Block]:
    blocks = parse(reading.source, reading.matter.lines)
    return [b for b in blocks if b.kind == "html" and reading.source.content(b.first).lstrip().startswith("<!--")]


def _residue(reading: Reading) -> list[Block]:
    """Paragraphs and lists that only say what a template asks to be written."""
    blocks = parse(reading.source, reading.matter.lines)
    worded = (b for b in blocks if b.kind in {"paragraph", "list", "quote"})
    return [b for b in worded if is_residue(_text(reading, b), asks=reading.house.is_fallback)]


def _text(reading: Reading, block: Block) -> str:
    span = reading.source.lines(block.first, block.last)
    return reading.source.text[span.start : span.end]


def _lines(block: Block) -> range:
    return range(block.first, block.last)


def _leaves(blocks: tuple[Block, ...] | list[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from _leaves(block.children)


def _taken(reading: Reading) -> set[int]:
    """Lines that hold values, headings, footnotes, front matter, or the carried block."""
    source, scan = reading.source, reading.scan
    spans = [place.span for places in scan.scalars.values() for place in places]
    spans += [span for span, _ in scan.footnotes.values()]
    ranges = [range(source.line_at(s.start), source.line_at(max(s.start, s.end - 1)) + 1) for s in spans]
    ranges += [range(u.first, u.last) for units in scan.units.values() for u in units]
    ranges += [range(found.first, found.body) for found in scan.found]
    ranges += [range(reading.matter.lines), range(reading.carried.first or 0, reading.carried.last)]
    return {line for held in ranges for line in held}


def _is_about_time(reading: Reading, line: str) -> bool:
    """Whether a short line gives only the day or the zone of the entries below it."""
    text = plain_text(line)
    return (
        len(text) < _SENTENCE
        and (find_day(text) is not None or Clock(reading.house).note_zone(text))
        and says_only_times(text)
    )


def _is_header(reading: Reading, number: int) -> bool:
    """Whether a line names the columns of a table."""
    source = reading.source
    above = source.content(number - 1).strip() if number else ""
    below = source.content(number + 1).strip() if number + 1 < len(source.bounds) else ""
    return "|" in source.content(number) and (above.startswith("```") or bool(_STRUCTURE.fullmatch(below)))


def section_of(reading: Reading, number: int) -> str:
    """The heading that a line stands under; empty for none."""
    around: Found | None = None
    for found in reading.scan.found:
        if found.first <= number < found.last and found.body > found.first:
            around = found
    return plain_text(reading.source.content(around.first)).strip(" #*_:|-") if around else ""


def _joined(lines: list[tuple[int, str]]) -> str:
    text = ""
    for n, (number, line) in enumerate(lines):
        text += ("" if not n else "\n" if number == lines[n - 1][0] + 1 else "\n\n") + line
    return text


def _bare(line: str) -> str:
    return plain_text(line).strip(" -*_|.:#>").casefold()
