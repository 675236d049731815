"""What labels in the lines or items below an action say of it: who, when, and where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from afterword.houses.fields import read_value
from afterword.houses.reading.actions.action_days import is_when
from afterword.houses.reading.actions.action_marks import as_status
from afterword.houses.reading.actions.action_words import deeds
from afterword.houses.reading.places import Place, Unit
from afterword.model.plain import Plain
from afterword.model.span import Span
from afterword.text.blocks import Block
from afterword.text.expressions import later
from afterword.text.wording import leading_label, name_key

if TYPE_CHECKING:
    from afterword.houses.reading.sections import SectionReader
    from afterword.houses.reading.work import Work

Fact = tuple[str, str, Place]
"""A field of an action, what is said of it, and where."""

_NEXT = later(r"(?<!\s)\s++[|;\u00b7\u2022,]\s+|[|;\u00b7\u2022,]\s+")
_SURE = frozenset({"owner", "due", "status"})
_LONGEST_NAME = 60


def read_facts(reader: SectionReader, unit: Unit, block: Block) -> None:
    """Reads who, when, and where from the block below an action's heading, where it says nothing else."""
    found = facts_in(reader, block)
    if not found:
        return
    for name, value, place in found:
        set_fact(unit, name, value, place)
    unit.last = block.last
    reader.consumed.add(id(block))


def facts_in(reader: SectionReader, block: Block) -> list[Fact]:
    """What the lines or items of a block say of an action; nothing where one of them says something else."""
    found = [facts_at(reader.work, span) for span in _spans(reader, block)]
    return [fact for facts in found for fact in facts] if all(found) else []


def facts_among(reader: SectionReader, blocks: Iterable[Block]) -> dict[str, Plain]:
    """Who, when, and how far, as labels in the lines or items of blocks say that hold other things as well."""
    found: dict[str, Plain] = {}
    for block in blocks:
        for name, value, _ in (f for span in _spans(reader, block) for f in facts_at(reader.work, span)):
            if name in _SURE and _fits(name, value):
                found.setdefault(name, _valued(name, value))
    return found


def _spans(reader: SectionReader, block: Block) -> list[Span]:
    source = reader.work.source
    if block.kind == "list":
        return [child.text for child in block.children]
    if block.kind != "paragraph":
        return []
    lines = [(source.bounds[n][0], source.content(n).rstrip()) for n in range(block.first, block.last)]
    return [Span(start, start + len(content)) for start, content in lines]


def facts_at(work: Work, span: Span) -> list[Fact]:
    """What a line of labels says, one or several; nothing where it says something else."""
    text = work.text(span)
    if "\n" in text.strip():
        return []
    cuts = [m.span() for m in _NEXT.finditer(text) if _label(text[m.end() :])]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
    found = [_fact(text[start:end], span.start + start) for start, end in zip(starts, ends, strict=True)]
    return [fact for fact in found if fact] if all(found) else []


def _label(text: str) -> tuple[str, int] | None:
    """The field that a label at the start of a text names, other than that of the words, and where its value starts."""
    lead = len(text) - len(text.lstrip())
    label = leading_label(text[lead:])
    name = deeds().labels.get(name_key(label[0])) if label else None
    return None if label is None or name in {None, "what"} else (str(name), lead + label[1])


def _fact(text: str, at: int) -> Fact | None:
    label = _label(text)
    if label is None:
        return None
    rest = text[label[1] :].rstrip("\\ ")
    start = at + label[1] + len(rest) - len(rest.lstrip())
    return label[0], rest.strip(), Place(span=Span(start, start + len(rest.strip())), codec="line")


def _fits(name: str, value: str) -> bool:
    if deeds().is_none(value):
        return False
    if name == "due":
        return is_when(value.strip(" *_`"))
    return len(value) <= _LONGEST_NAME and (name != "status" or deeds().status(value) is not None)


def _valued(name: str, value: str) -> Plain:
    return as_status(value) if name == "status" else read_value(("actions", name), value)


def set_fact(unit: Unit, name: str, value: str, place: Place) -> None:
    """Sets what a label says, unless it is nothing or is known."""
    if not deeds().is_none(value) and name not in unit.item:
        unit.item[name] = _valued(name, value)
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
