"""Items that are no action but the bare name over a list of them: ``- Gate team`` over items with owners and days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from afterword.houses.reading.actions.acting import person_test
from afterword.houses.reading.actions.action_facts import facts_in
from afterword.houses.reading.actions.action_marks import read_marks
from afterword.houses.reading.actions.action_names import may_be_people
from afterword.houses.reading.actions.action_signs import BOX
from afterword.houses.reading.actions.action_words import deeds
from afterword.houses.reading.times.timed_items import first_line
from afterword.text.expressions import later
from afterword.text.wording import name_key

if TYPE_CHECKING:
    from afterword.houses.reading.sections import SectionReader
    from afterword.text.blocks import Block

_NAME = later(r"[*_]{0,3}[^\W\d_][^.,;:!?()\[\]\n`@#]*[*_]{0,3}[:\uff1a]?[*_]{0,3}")
_LONGEST = 3
"""Words; a longer text says what to do."""
_OWN = frozenset({"owner", "due", "status"})
"""What an item says of itself only where it is an action."""


def is_bare_group(reader: SectionReader, item: Block, nested: Sequence[Block]) -> bool:
    """Whether an item is a short name and all items of the list below it are actions of their own.

    They are where each has an owner, a day, or a box, or is an order; a name that may be an order itself has to be a
    team's, over items of the first kind.
    """
    span = first_line(reader, item)
    head = reader.work.text(span).strip()
    if len(item.children) != 1 + len(nested) or item.children[0].last > item.children[0].first + 1:
        return False
    if len(head.split()) > _LONGEST or not _NAME.fullmatch(head) or any(facts_in(reader, block) for block in nested):
        return False
    d = deeds()
    if d.is_order(head):
        return name_key(head.split()[-1]) in d.teams and all(_is_marked(reader, i) for b in nested for i in b.children)
    return all(_is_marked(reader, i) or _orders(reader, i) for block in nested for i in block.children)


def _is_marked(reader: SectionReader, item: Block) -> bool:
    """Whether an item has a box, an owner, or a day."""
    text = reader.work.text(first_line(reader, item))
    if BOX.match(text):
        return True
    found = read_marks(text, person_test(reader), may_be_people).marks
    return any(mark.name in _OWN and mark.value is not None for mark in found)


def _orders(reader: SectionReader, item: Block) -> bool:
    return deeds().is_order(reader.work.text(first_line(reader, item)))
