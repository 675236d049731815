"""Headings in a section of actions: the names of groups, and actions with what explains them below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from afterword.houses.reading.actions.acting import ACTIONS, PATTERN, known_people, person_test, take
from afterword.houses.reading.actions.action_facts import following, has_lists, read_facts
from afterword.houses.reading.actions.action_marks import read_marks
from afterword.houses.reading.actions.action_signs import NUMBER
from afterword.houses.reading.actions.action_words import Group, deeds, is_known_group, read_group
from afterword.houses.reading.places import Layout, Place, Unit
from afterword.model.span import Span
from afterword.text.blocks import Block
from afterword.text.wording import plain_text

if TYPE_CHECKING:
    from afterword.houses.reading.sections import SectionReader


def read_action_heading(reader: SectionReader, block: Block, title: str) -> bool:
    """Reads a heading in a section of actions: the name of a group, or an action where no lists stand below any."""
    known = known_people(reader)
    group = read_group(plain_text(title), known)
    reader.actions_heading = reader.actions_group = group
    reader.group = group.name
    follower = following(reader, block)
    if has_lists(reader) or is_known_group(title) or follower is None:
        return True
    number = NUMBER.match(title)
    start = block.text.start + (number.end() if number else 0)
    marked = read_marks(title[start - block.text.start :], person_test(reader))
    if not marked.marks and not deeds().is_order(title[start - block.text.start + marked.start :]):
        return True
    layout = Layout(form="heading", pattern=PATTERN, marker="#" * (block.level or 3))
    unit = Unit(owner=ACTIONS, first=block.first, last=block.last, layout=layout, item={})
    read_facts(reader, unit, follower)
    reader.actions_heading = reader.actions_group = Group()
    take(reader, unit, Place(span=Span(start, block.text.end), codec="line"))
    # what stands below it says more of it, and is no further action
    reader.actions_heading = reader.actions_group = Group(is_example=True)
    return True
