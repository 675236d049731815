"""Documents that were written for an earlier form of a team's own house: names on both sides that do not meet."""

from collections.abc import Iterator, Sequence

from afterword.houses.house import LabelSlot
from afterword.houses.reading.work import Work
from afterword.houses.template import walk
from afterword.model.plain import Plain
from afterword.text import tables
from afterword.text.blocks import Block
from afterword.text.wording import leading_label, name_key, plain_text, short_key

_MOST = 4


def doubt_earlier_form(work: Work, blocks: Sequence[Block]) -> None:
    """Notes the headings and labels that the house does not know, where some of its own are not in the document."""
    house = work.house
    if house.file is None or house.reads_freely:
        return
    headings = [(b.first, plain_text(work.text(b.text)), b.level) for b in blocks if b.kind == "heading"]
    labels = list(_labels_left(work))
    known, levels = set[str](), set[int]()
    missing: list[str] = []
    written = {key for _, title, _ in headings for key in (name_key(title), short_key(title))}
    lines = {key for n in range(len(work.source.bounds)) if (key := _label_key(work.source.content(n)))}
    for part in walk(house.root):
        keys = {*part.keys, *((name_key(part.heading.strip("#* ")),) if part.heading else ())}
        known |= keys
        if part.heading is not None and not part.title and part.level < 6:
            levels.add(part.level)
            missing += [] if keys & written else [part.heading.strip("#* ")]
        slots = [node for node in part.nodes if isinstance(node, LabelSlot) and node.form in {"row", "line"}]
        known |= {slot.key for slot in slots}
        missing += [slot.label.strip(" *_:") for slot in slots if slot.key not in lines]
    unknown = [(n, t) for n, t, level in headings if level in levels and not {name_key(t), short_key(t)} & known]
    unknown += [(n, label) for n, label in labels if name_key(label) not in known]
    if unknown and missing:
        here = _listed([name for _, name in sorted(unknown)])
        message = (
            f"House {house.name!r} has no {here}; its {_listed(missing)} {'are' if missing[1:] else 'is'} not in this "
            "document, which may be written for an earlier form of the house: what is set now stands in the places "
            "that it has today."
        )
        work.find("RD442", message, min(unknown)[0])


def _labels_left(work: Work) -> Iterator[tuple[int, str]]:
    """The labels with values that no field took, with their lines."""
    for unit in work.scan.units.get(("remainder",), []):
        text: Plain = unit.item.get("text")
        for n, line in enumerate(str(text or "").split("\n")):
            if name := _label(line):
                yield unit.first + n, name


def _label(line: str) -> str:
    """The label that a line or a row of two cells starts with; empty where there is none."""
    if line.lstrip().startswith("|"):
        cells = [line[span.start : span.end].strip() for span in tables.cells(line, 0)]
        return plain_text(cells[0]) if len(cells) == 2 and any(map(str.isalnum, cells[1])) else ""
    found = leading_label(line.lstrip(" -*+")) if line.lstrip().startswith(("**", "__", "- **", "* **")) else None
    return found[0].strip(" *_:") if found else ""


def _label_key(line: str) -> str:
    """The key of the name that a line of the document starts with, in a row or before a colon."""
    if line.lstrip().startswith("|"):
        cells = [line[span.start : span.end].strip() for span in tables.cells(line, 0)]
        return name_key(cells[0]) if cells else ""
    found = leading_label(line.lstrip())
    return name_key(found[0]) if found else ""


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(map(repr, names[:_MOST]))
    return f"{shown} and {len(names) - _MOST} more" if names[_MOST:] else shown
