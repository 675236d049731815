"""Whose the groups of a section's actions are: a list of headings or bold lines, some of which name somebody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from afterword.houses.reading.actions.action_words import NAME, NAMES, deeds, is_known_group
from afterword.houses.reading.outline import BOLD_LINE
from afterword.text.expressions import later
from afterword.text.wording import name_key

if TYPE_CHECKING:
    from afterword.houses.reading.sections import SectionReader
    from afterword.text.blocks import Block

_LABEL = later(r"[\s*+-]*(?P<name>[^:\n*_]{1,40}):\s*")


def named_beside(reader: SectionReader, known: frozenset[str]) -> frozenset[str]:
    """The people whom the document names, and those whose names stand beside theirs over groups of actions.

    A name is one word or few with capital letters, no order, no theme, and no usual group's name; all of the groups
    that are no teams have to look so, and one of them has to be known as somebody's.
    """
    at = reader.section.first
    held = reader.work.named_beside.get(at)
    if held is None:
        reader.work.named_beside[at] = held = frozenset(_beside(list(_heads(reader)), known))
    return known | held


def _beside(heads: Sequence[str], known: frozenset[str]) -> Iterator[str]:
    d = deeds()
    others = [head for head in heads if not d.is_team(head)]
    sure = [head for head in others if d.are_people(head, known)]
    if not sure or not all(head in sure or _may_be_names(head) for head in others):
        return
    for head in others:
        yield from (name.casefold() for name in NAMES.split(head) if name)


def _may_be_names(head: str) -> bool:
    d = deeds()
    names = [name for name in NAMES.split(head) if name]
    return (
        bool(names) and not is_known_group(head) and all(_may_be_name(name) and not d.is_order(name) for name in names)
    )


def _may_be_name(name: str) -> bool:
    if name.startswith("@"):
        return True
    return NAME.fullmatch(name) is not None and not {w.casefold() for w in name.split()} & deeds().themes


def _heads(reader: SectionReader) -> Iterator[str]:
    """What stands over the groups of the section: headings, bold lines and labels alone, items with lists below."""
    text = reader.work.text
    for block in reader.section.blocks:
        if block.kind == "heading":
            yield text(block.text).strip(" *_:#")
        elif block.kind == "paragraph" and block.last == block.first + 1:
            line = text(block.text)
            match = BOLD_LINE.fullmatch(line) or _LABEL.fullmatch(line)
            if match:
                yield match.group("name").strip()
        elif block.kind == "list":
            yield from _items(reader, block)


def _items(reader: SectionReader, block: Block) -> Iterator[str]:
    for item in block.children:
        if any(child.kind == "list" for child in item.children):
            head = reader.work.source.content(item.first).lstrip(" -*+\t").strip(" *_:")
            if name_key(head):
                yield head
