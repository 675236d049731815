"""What labels in the lines or items below an action say of it: who, when, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from afterword.houses.fields import read_value
from afterword.houses.reading.actions.action_marks import as_status
from afterword.houses.reading.actions.action_words import deeds
from afterword.houses.reading.places import Place, Unit
from afterword.model.span import Span
from afterword.text.blocks import Block
from afterword.text.wording import leading_label, name_key

if TYPE_CHECKING:
    from afterword.houses.reading.sections import SectionReader
    from afterword.houses.reading.work import Work


def read_facts(reader: SectionReader, unit: Unit, block: Block) -> None:
    """Reads who, when, and where from the block below an action's heading, where it says nothing else."""
    found = facts_in(reader, block)
    if not found:
        return
    for name, value, place in found:
        set_fact(unit, name, value, place)
    unit.last = block.last
    reader.consumed.add(id(block))


def facts_in(reader: SectionReader, block: Block) -> list[tuple[str, str, Place]]:
    """What the lines or items of a block say of an action; nothing where one of them says something else."""
    work = reader.work
    if block.kind == "list":
        spans = [child.text for child in block.children]
    elif block.kind == "paragraph":
        lines = [(work.source.bounds[n][0], work.source.content(n).rstrip()) for n in range(block.first, block.last)]
        spans = [Span(start, start + len(content)) for start, content in lines]
    else:
        return []
    found = [fact_at(work, span) for span in spans]
    return [fact for fact in found if fact] if all(found) else []


def fact_at(work: Work, span: Span) -> tuple[str, str, Place] | None:
    """The field, the value, and its place, of a text that is one label; None where it says something else."""
    text = work.text(span)
    lead = len(text) - len(text.lstrip())
    label = leading_label(text[lead:])
    name = deeds().labels.get(name_key(label[0])) if label else None
    if label is None or name in {None, "what"} or "\n" in text.strip():
        return None
    rest = text[lead + label[1] :].rstrip("\\ ")
    start = span.start + lead + label[1] + len(rest) - len(rest.lstrip())
    return str(name), rest.strip(), Place(span=Span(start, start + len(rest.strip())), codec="line")


def set_fact(unit: Unit, name: str, value: str, place: Place) -> None:
    """Sets what a label says, unless it is nothing or is known."""
    if not deeds().is_none(value) and name not in unit.item:
        unit.item[name] = as_status(value) if name == "status" else read_value(("actions", name), value)
    unit.places[name] = place


def has_lists(reader: SectionReader) -> bool:
    """Whether the section holds lists or tables, which are its actions then."""
    return any(
        b.kind == "table" or (b.kind == "list" and not facts_in(reader, b))
        for b in reader.section.blocks
        if id(b) not in reader.consumed
    )


def following(reader: SectionReader, block: Block) -> Block | None:
    """The next block of the section; None where a heading or nothing follows."""
    after = next(reader.after(block), None)
    return after if after is not None and after.kind != "heading" else None
