"""Items of lists as actions: one with its details or what is said of it below, or the name of a group."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from afterword.houses.reading.actions.acting import ACTIONS, PATTERN, known_people, merged, take
from afterword.houses.reading.actions.action_facts import facts_among, facts_in, set_fact
from afterword.houses.reading.actions.action_grouping import is_bare_group
from afterword.houses.reading.actions.action_promises import is_promise
from afterword.houses.reading.actions.action_signs import BOX
from afterword.houses.reading.actions.action_words import deeds, is_known_group, read_group, says_kind
from afterword.houses.reading.outline import BOLD_LINE
from afterword.houses.reading.places import Layout, Place, Unit
from afterword.houses.reading.times.timed_items import first_line, indent_of
from afterword.model.span import Span
from afterword.text.blocks import Block
from afterword.text.wording import plain_text

if TYPE_CHECKING:
    from afterword.houses.reading.sections import SectionReader


def read_action_item(
    reader: SectionReader, item: Block, layout: Layout, read_nested: Callable[[SectionReader, Block], bool]
) -> None:
    """Reads an item of a list in a section of actions: an action with its details, or a group of actions."""
    nested = [child for child in item.children if child.kind == "list"]
    head = reader.work.text(first_line(reader, item))
    is_group = nested and (_heads_group(head, nested, known_people(reader)) or is_bare_group(reader, item, nested))
    if is_group and not _is_numbered_title(reader, item, nested):
        held = reader.actions_group
        reader.actions_group = merged(held, read_group(head, known_people(reader)))
        for child in nested:
            read_nested(reader, child)
        reader.actions_group = held
        return
    if not item.children[1:] and says_kind(head):
        return
    layout = layout if layout.pattern else replace(layout, pattern=PATTERN)
    unit = Unit(owner=ACTIONS, first=item.first, last=item.last, layout=layout, item={})
    place = Place(span=item.text, codec="block", indent=indent_of(reader, item))
    if nested and _read_sublabels(reader, unit, item, nested, place):
        return
    cut = None
    if nested:
        last = reader.work.source.bounds[nested[0].first - 1][1]
        cut = max(0, min(last, item.text.end) - item.text.start)
    if not take(reader, unit, place, cut=cut) and reader.work.text(item.text).strip():
        reader.free(item)


def _heads_group(head: str, nested: Iterable[Block], known: frozenset[str]) -> bool:
    """Whether an item names a group of the actions in the list below it."""
    if BOX.match(head):
        return False
    plain = head.strip(" *_")
    if is_known_group(head) or deeds().are_people(plain, known):
        return True
    words = len(plain_text(plain).split())
    has_items = sum(len(n.children) for n in nested) > 0
    ends = plain.endswith((":", "\uff1a"))
    is_name = bool(BOLD_LINE.match(head.strip())) or ends
    return has_items and is_name and words <= 3 and not deeds().is_order(plain)


def _is_numbered_title(reader: SectionReader, item: Block, nested: Iterable[Block]) -> bool:
    """Whether a numbered item is the bold title of an action that the list below it describes.

    Nothing below it orders or promises anything, and its title is neither a theme nor a usual name of a group.
    """
    head = reader.work.text(first_line(reader, item))
    title = BOLD_LINE.match(head.strip())
    if title is None or not item.marker[:1].isdigit() or is_known_group(head):
        return False
    if {word.casefold() for word in title["name"].split()} <= deeds().themes:
        return False
    texts = (reader.work.text(child.text) for block in nested for child in block.children)
    return not any(deeds().is_order(text) or is_promise(text) or BOX.match(text) for text in texts)


def _read_sublabels(reader: SectionReader, unit: Unit, item: Block, nested: list[Block], place: Place) -> bool:
    """Reads an action whose list below it says only who, when, and where: ``- Owner: me``."""
    work = reader.work
    found = [facts_in(reader, block) for block in nested]
    if not all(found):
        unit.item.update(facts_among(reader, nested))
        return False
    own = work.source.bounds[nested[0].first - 1]
    end = max(item.text.start, own[0] + len(work.source.content(nested[0].first - 1).rstrip()))
    for name, value, where in (fact for facts in found for fact in facts):
        set_fact(unit, name, value, where)
    if not take(reader, unit, replace(place, span=Span(place.span.start, end))):
        reader.free(item)
    return True
