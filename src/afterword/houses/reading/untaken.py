"""Lines that stand in a known section of a document and that none of its fields takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from afterword.houses.fields import is_empty
from afterword.houses.house import LabelSlot, Literal, Part
from afterword.houses.reading import frontmatter
from afterword.houses.reading.residue import is_residue
from afterword.houses.reading.times.dating import Clock, counts_day
from afterword.houses.reading.times.timed_lines import states_origin
from afterword.houses.reading.times.zone_words import says_only_times
from afterword.houses.reading.work import get_in
from afterword.houses.template import walk
from afterword.model.finding import Finding
from afterword.model.plain import Plain
from afterword.model.record import Remainder
from afterword.text.blocks import Block, parse
from afterword.text.dates import find_days
from afterword.text.expressions import later
from afterword.text.wording import plain_text, shortened

if TYPE_CHECKING:
    from afterword.houses.reading.getting import Reading
    from afterword.houses.reading.places import Found

_STRUCTURE = later(r"[\s>]*(?:[-*_=\s]{3,}|`{3,}.*|~{3,}.*|[-*+]|\d+[.)]|\|?[\s:|-]*-[\s:|-]*)\s*")
_TAG = later(r"<[^<>]*>")
_MOST = 4
_SHORT = 60
_SENTENCE = 80
HEADING = "Further text of "
"""What the heading of lines starts with that stood in a section and that no field of it took."""


def doubt_untaken(reading: Reading) -> Iterator[Finding]:
    """What of a document stands in no field and in no remainder: keys of its front matter, and lines of its text."""
    values, broken = beside_matter(reading)
    keys = [key for key, value in values.items() if not (isinstance(value, str) and is_residue(value))]
    if keys and not broken:
        names = _listed([f"`{key}`" for key in keys])
        line = reading.source.line_at(reading.matter.offset + reading.matter.values[keys[0]].span.start)
        message = f"No field takes what the front matter says of {names}; it stays in the document only."
        yield Finding(code="RD439", message=message, line=line + 1)
    clock = Clock(reading.house)
    for title, lines in _lines_by_section(reading).items():
        said = [(n, text) for n, text in lines if _says(text) and not _is_day(clock, text.lstrip("-*+ "))]
        if said:
            shown = _listed([f"{shortened(text, _SHORT)!r} (line {n + 1})" for n, text in said])
            where = f" in {shortened(title, _SHORT)!r}" if title else ""
            message = f"No field takes {shown}{where}; it stays in the document only."
            yield Finding(code="RD439", message=message, line=said[0][0] + 1)


def _says(line: str) -> bool:
    """Whether a line holds more than marks, and is more than what a template has there."""
    if line.startswith("|"):
        line = line.strip("| ").partition("|")[2]
    is_head = line.startswith("<th")
    return not is_head and any(map(str.isalnum, _TAG.sub("", line))) and not is_residue(line.strip("| "))


def _listed(names: Sequence[str]) -> str:
    """The first names of a list; the others are counted."""
    told = [*names[:_MOST], *([f"{len(names) - _MOST} more"] if len(names) > _MOST else [])]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"


def further_text(reading: Reading) -> tuple[Remainder, ...]:
    """Lines that stand in a known section and that none of its fields takes, by section; the house's own left out."""
    return tuple(
        Remainder(heading=f"{HEADING}{title}" if title else None, text=_joined(lines))
        for title, lines in _lines_by_section(reading).items()
    )


def _lines_by_section(reading: Reading) -> dict[str, list[tuple[int, str]]]:
    """Heading to the lines below it, and their numbers from 0."""
    ours = _house_lines(reading.house.root)
    ours |= {_bare(str(action.group)) for action in reading.record.actions if action.group}
    held: dict[str, list[tuple[int, str]]] = {}
    for number, line in _lines_left(reading):
        if _bare(line) in ours or _is_header(reading, number) or is_about_time(reading, line):
            continue
        held.setdefault(section_of(reading, number), []).append((number, line))
    return held


@lru_cache(maxsize=64)
def _house_lines(root: Part) -> frozenset[str]:
    """The lines and labels that a house writes itself, as they are compared; the value of a label stands below it."""
    nodes = [n for part in walk(root) for n in part.nodes]
    texts = frozenset(_bare(line) for n in nodes if isinstance(n, Literal) for line in n.text.splitlines())
    return texts | {_bare(n.label) for n in nodes if isinstance(n, LabelSlot)}


def _lines_left(reading: Reading) -> list[tuple[int, str]]:
    """The lines with words that stand in no field, less those that are only there to be replaced or to refer."""
    source = reading.source
    others = _other_titles(reading) | _other_values(reading)
    taken = taken_lines(reading) - others
    lines = ((n, content.strip()) for n, content in enumerate(source.contents) if n not in taken)
    left = [
        (n, line) for n, line in lines if line and not line.startswith(("<!--", "#")) and not _STRUCTURE.fullmatch(line)
    ]
    if all(n in others for n, _ in left):
        return left
    numbers = {n for n, _ in left}
    around = [b for b in parse(source, reading.matter.lines) if not numbers.isdisjoint(lines_of(b))]
    silent = [b for b in _leaves(around) if b.kind == "reference"]
    silent += (b for b in around if b.kind == "heading" or _is_comment(reading, b) or _is_residue(reading, b))
    unsaid = {n for block in silent for n in lines_of(block)} - others
    return [(n, line) for n, line in left if n not in unsaid]


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
    several = [(path, places) for path, places in reading.scan.scalars.items() if len(places) > 1]
    for path, places in several:
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


def definition_blocks(reading: Reading) -> Iterator[Block]:
    """The definitions of links."""
    blocks = _leaves(parse(reading.source, reading.matter.lines))
    return (block for block in blocks if block.kind == "reference")


def comment_blocks(reading: Reading) -> list[Block]:
    """The comments that stand by themselves."""
    return [b for b in parse(reading.source, reading.matter.lines) if _is_comment(reading, b)]


def _is_comment(reading: Reading, block: Block) -> bool:
    return block.kind == "html" and reading.source.content(block.first).lstrip().startswith("<!--")


def residue_blocks(reading: Reading) -> list[Block]:
    """Paragraphs and lists that only say what a template asks to be written."""
    return [b for b in parse(reading.source, reading.matter.lines) if _is_residue(reading, b)]


def _is_residue(reading: Reading, block: Block) -> bool:
    is_worded = block.kind in {"paragraph", "list", "quote"}
    return is_worded and is_residue(_text(reading, block), asks=reading.house.is_fallback)


def _text(reading: Reading, block: Block) -> str:
    span = reading.source.lines(block.first, block.last)
    return reading.source.text[span.start : span.end]


def lines_of(block: Block) -> range:
    """The lines of a block, from 0."""
    return range(block.first, block.last)


def _leaves(blocks: tuple[Block, ...] | list[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from _leaves(block.children)


def taken_lines(reading: Reading) -> set[int]:
    """Lines that hold values, headings, footnotes, front matter, or the carried block."""
    source, scan = reading.source, reading.scan
    spans = [place.span for places in scan.scalars.values() for place in places]
    spans += [span for span, _ in scan.footnotes.values()]
    ranges = [range(source.line_at(s.start), source.line_at(max(s.start, s.end - 1)) + 1) for s in spans]
    ranges += [range(u.first, u.last) for units in scan.units.values() for u in units]
    ranges += [range(found.first, found.body) for found in scan.found]
    ranges += [range(reading.matter.lines), range(reading.carried.first or 0, reading.carried.last)]
    return {line for held in ranges for line in held}


def _is_day(clock: Clock, text: str) -> bool:
    return clock.is_day(text) or counts_day(text) or states_origin(text)


def is_about_time(reading: Reading, line: str) -> bool:
    """Whether a short line gives only the day or the zone of the entries below it."""
    text = plain_text(line)
    if states_origin(text):
        return True
    return (
        len(text) < _SENTENCE
        and (next(find_days(text), None) is not None or Clock(reading.house).note_zone(text))
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


def beside_matter(reading: Reading) -> tuple[dict[str, Plain], str | None]:
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
