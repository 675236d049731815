"""Headings in a section of actions: the names of groups, and actions with what explains them below."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from afterword.houses.reading.actions.acting import ACTIONS, PATTERN, known_people, person_test, take
from afterword.houses.reading.actions.action_described import are_described, are_tasks
from afterword.houses.reading.actions.action_facts import facts_among, facts_in, following, has_lists, read_facts
from afterword.houses.reading.actions.action_marks import read_marks
from afterword.houses.reading.actions.action_signs import NUMBER
from afterword.houses.reading.actions.action_words import Group, deeds, is_known_group, read_group
from afterword.houses.reading.outline import main_field
from afterword.houses.reading.places import Layout, Place, Unit
from afterword.model.span import Span
from afterword.text.blocks import Block
from afterword.text.wording import plain_text

if TYPE_CHECKING:
    from afterword.houses.reading.sections import SectionReader

_BESIDE = frozenset({("links",), ("supporting_data",), ("appendices",)})


def read_action_heading(reader: SectionReader, block: Block, title: str) -> bool:
    """Reads a heading in a section of actions: the name of a group, or an action where no lists stand below any."""
    known = known_people(reader)
    group = read_group(plain_text(title), known)
    reader.actions_heading = reader.actions_group = group
    reader.group = group.name
    follower = following(reader, block)
    if _holds_none(reader, title):
        reader.actions_heading = reader.actions_group = Group(is_example=True)
        return True
    below = [*takewhile(lambda b: b.kind != "heading", reader.after(block))]
    said = facts_among(reader, below)
    facts = said or (facts_in(reader, follower) if follower is not None else [])
    is_told = are_described(reader, below) or are_tasks(reader)
    is_set_apart = not facts and not is_told and has_lists(reader)
    if is_set_apart or is_known_group(title) or follower is None:
        return True
    number = NUMBER.match(title)
    start = block.text.start + (number.end() if number else 0)
    marked = read_marks(title[start - block.text.start :], person_test(reader))
    words = title[start - block.text.start + marked.start :]
    if not (facts or is_told or marked.marks or deeds().is_order(words) or _are_numbered(reader)):
        return True
    layout = Layout(form="heading", pattern=PATTERN, marker="#" * (block.level or 3))
    unit = Unit(owner=ACTIONS, first=block.first, last=block.last, layout=layout, item={})
    read_facts(reader, unit, follower)
    for name, value in said.items():
        unit.item.setdefault(name, value)
    reader.actions_heading = reader.actions_group = Group()
    take(reader, unit, Place(span=Span(start, block.text.end), codec="line"))
    # what stands below it says more of it, and is no further action
    reader.actions_heading = reader.actions_group = Group(is_example=True)
    return True


def _holds_none(reader: SectionReader, title: str) -> bool:
    """Whether a heading among actions is that of links or data, which are none."""
    return main_field(reader.work.matcher.part(title)) in _BESIDE


def _are_numbered(reader: SectionReader) -> bool:
    """Whether all headings of a section without lists are numbered, several of them."""
    titles = [reader.work.text(b.text).lstrip("# ") for b in reader.section.blocks if b.kind == "heading"]
    return len(titles) > 1 and all(map(NUMBER.match, titles))
