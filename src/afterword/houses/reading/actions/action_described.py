"""Headings in a section of actions that are the actions, though lists stand below some of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from afterword.houses.reading.actions.action_facts import following
from afterword.houses.reading.actions.action_scopes import marked_items
from afterword.houses.reading.actions.action_words import is_known_group
from afterword.houses.reading.steps import are_counted
from afterword.text.blocks import Block
from afterword.text.expressions import later
from afterword.text.wording import leading_label, name_key

if TYPE_CHECKING:
    from afterword.houses.reading.sections import SectionReader
    from afterword.houses.reading.work import Work

_LISTS = frozenset({"list", "table"})
_SEVERAL = 2
_CODE = later(r"\s*[A-Z]{1,3}-?\d{1,2}(?:[.:)]\s+|\s+[-\u2013\u2014]\s+)(?=\S)")


def are_described(reader: SectionReader, below: Sequence[Block]) -> bool:
    """Whether what stands below a heading describes it by labels that describe another one too: scope, risk, effect."""
    own = [labels for block in below if (labels := item_labels(reader.work, block))]
    mine = {id(block) for block in below}
    others = [labels for b in reader.section.blocks if id(b) not in mine and (labels := item_labels(reader.work, b))]
    return any(len(labels & other) >= _SEVERAL for labels in own for other in others)


def item_labels(work: Work, block: Block) -> frozenset[str]:
    """The labels with which all items of a list start; empty where one has none, or where an item is marked."""
    found = [leading_label(work.text(item.text)) for item in block.children] if block.kind == "list" else []
    if not found or not all(found) or marked_items(work, [block]):
        return frozenset()
    return frozenset(name_key(label[0]) for label in found if label)


def are_tasks(reader: SectionReader) -> bool:
    """Whether the headings of a section count its actions: no item below one is marked, and one has no list below.

    Where letters count them (``A1.``, ``P0:``), texts stand below most of them, and lists are details of these.
    """
    heads = [b for b in reader.section.blocks if b.kind == "heading"]
    titles = [reader.work.text(b.text) for b in heads]
    if _are_coded(reader, heads, titles):
        return True
    if not are_counted(titles) or any(map(is_known_group, titles)) or marked_items(reader.work, reader.section.blocks):
        return False
    starts = [next(n for n, b in enumerate(reader.section.blocks) if b is head) for head in heads]
    stops = [*starts[1:], len(reader.section.blocks)]
    return any(
        not any(b.kind in _LISTS for b in reader.section.blocks[start:stop])
        for start, stop in zip(starts, stops, strict=True)
    )


def _are_coded(reader: SectionReader, heads: Sequence[Block], titles: Sequence[str]) -> bool:
    codes = [_CODE.match(title) for title in titles]
    rests = [title[code.end() :] for title, code in zip(titles, codes, strict=True) if code]
    if len(titles) < _SEVERAL or len(rests) < len(titles) or any(map(is_known_group, rests)):
        return False
    below = [following(reader, head) for head in heads]
    return 2 * sum(block is not None and block.kind not in _LISTS for block in below) > len(heads)
