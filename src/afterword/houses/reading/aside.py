"""What a document says beside its record: keys, definitions, and lines that no field takes."""

from collections.abc import Iterator

from afterword.houses.fields import field_at
from afterword.houses.reading import carried as carrying
from afterword.houses.reading.getting import Reading
from afterword.houses.reading.untaken import (
    beside_matter,
    comment_blocks,
    definition_blocks,
    lines_of,
    residue_blocks,
    taken_lines,
)
from afterword.houses.writing.creating import Aside


def beside(reading: Reading) -> Aside:
    """What a document made of this one keeps beside its record."""
    matter, broken = beside_matter(reading)
    carried = {k: v for k, v in reading.carried.values.items() if k.startswith(carrying.ASIDE) or not _is_field(k)}
    if broken:
        carried["(front matter)"] = broken
    return Aside(
        matter=matter, footnotes=_footnotes(reading), definitions=tuple(_definitions(reading)), carried=carried
    )


def left_behind(reading: Reading) -> tuple[int, ...]:
    """First lines, from 1, of the comments and of the template's words that no value of the record holds."""
    taken = taken_lines(reading)
    silent = [*comment_blocks(reading), *residue_blocks(reading)]
    return tuple(sorted(b.first + 1 for b in silent if not taken & set(lines_of(b))))


def silent_lines(reading: Reading) -> Iterator[int]:
    """Lines, from 0, that no document made of this one repeats: comments, the template's words, the carried block."""
    for block in (*comment_blocks(reading), *residue_blocks(reading)):
        yield from lines_of(block)
    yield from range(reading.carried.first or 0, reading.carried.last)


def _is_field(key: str) -> bool:
    known = field_at(tuple(key.split(".")))
    return known is not None and (known.owner is None or known.shape in {"objects", "chains"})


def _footnotes(reading: Reading) -> dict[str, str]:
    """Label to text of the footnotes that stand in no section that is kept as it is."""
    kept = {n for unit in reading.scan.units.get(("remainder",), []) for n in range(unit.first, unit.last)}
    notes = reading.scan.footnotes.items()
    return {label: text for label, (span, text) in notes if reading.source.line_at(span.start) not in kept}


def _definitions(reading: Reading) -> Iterator[str]:
    """Lines that define links, outside every value."""
    taken = taken_lines(reading)
    for block in definition_blocks(reading):
        yield from (reading.source.content(n).strip() for n in lines_of(block) if n not in taken)
