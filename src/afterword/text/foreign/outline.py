"""Headings as a person would number them: one title, sections below it, links that find their heading."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from afterword.text.foreign.spelling import plain_of
from afterword.text.foreign.tree import (
    Block,
    Definition,
    Definitions,
    Heading,
    Inline,
    Item,
    ItemList,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
)

_LONGEST_TITLE = 120


def titled(blocks: Iterable[Block], title: tuple[Inline, ...]) -> tuple[Block, ...]:
    """Blocks under a title of their own: the sections move down by one where they stood at its level.

    Where the first heading says the title again, as on pages of wikis, it stands once.
    """
    blocks = tuple(blocks)
    first = next((n for n, block in enumerate(blocks) if isinstance(block, Heading)), None)
    if first is not None and _words(blocks[first]) == " ".join(plain_of(title).split()).casefold():
        blocks = (*blocks[:first], *blocks[first + 1 :])
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    down = 1 if levels and min(levels) == 1 else 0
    if not plain_of(title).strip():
        return blocks
    moved = (replace(b, level=b.level + down) if isinstance(b, Heading) else b for b in blocks)
    return (Heading(level=1, children=title), *moved)


def _words(block: Block) -> str:
    return " ".join(plain_of(block.children).split()).casefold() if isinstance(block, Heading) else ""


def has_title(blocks: Iterable[Block]) -> bool:
    """Whether a heading of the first level stands before any other."""
    return next((b.level == 1 for b in blocks if isinstance(b, Heading) and plain_of(b.children).strip()), False)


def with_title(blocks: tuple[Block, ...], title: str) -> tuple[tuple[Block, ...], bool]:
    """Blocks, under a title from elsewhere where they have none; and whether it was taken."""
    words = " ".join(title.split())
    if not words or has_title(blocks):
        return blocks, False
    return titled(blocks, (Text(text=words),)), True


def looks_like_title(block: Block) -> bool:
    """Whether a block is a short line that is bold as a whole."""
    if not isinstance(block, Paragraph):
        return False
    words = plain_of(block.children).strip()
    is_bold = all(isinstance(inline, Strong) or not plain_of([inline]).strip() for inline in block.children)
    return is_bold and 0 < len(words) <= _LONGEST_TITLE and not words.endswith(":")


def slug(text: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", text.strip().lower()))


def each_line(
    blocks: tuple[Block, ...], change: Callable[[tuple[Inline, ...]], tuple[Inline, ...]]
) -> tuple[Block, ...]:
    """Blocks with every line changed."""
    return tuple(_changed(block, change) for block in blocks)


def _changed(block: Block, change: Callable[[tuple[Inline, ...]], tuple[Inline, ...]]) -> Block:
    if isinstance(block, ItemList):
        return replace(block, items=tuple(replace(i, blocks=each_line(i.blocks, change)) for i in block.items))
    if isinstance(block, Quote):
        return replace(block, blocks=each_line(block.blocks, change))
    if isinstance(block, Definitions):
        entries = (Definition(term=change(e.term), blocks=each_line(e.blocks, change)) for e in block.entries)
        return Definitions(entries=tuple(entries))
    if isinstance(block, Table):
        rows = tuple(tuple(replace(c, blocks=each_line(c.blocks, change)) for c in row) for row in block.rows)
        return replace(block, rows=rows)
    if isinstance(block, Heading | Paragraph):
        return replace(block, children=change(block.children))
    return block


def joined_lists(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Blocks with neighbouring lists of one kind as one: some formats write a list for every item."""
    done: list[Block] = []
    for block in blocks:
        last = done[-1] if done else None
        if isinstance(block, ItemList) and isinstance(last, ItemList) and _continues(last, block):
            done[-1] = replace(last, items=(*last.items, *block.items))
        elif isinstance(block, Definitions) and isinstance(last, Definitions):
            done[-1] = Definitions(entries=(*last.entries, *block.entries))
        else:
            done.append(block)
    return tuple(replace(b, items=_under_their_items(b.items)) if isinstance(b, ItemList) else b for b in done)


def _under_their_items(items: Iterable[Item]) -> tuple[Item, ...]:
    """Items, where one that is nothing but a list belongs to the item before it."""
    done: list[Item] = []
    for item in items:
        if done and _is_bare(item):
            done[-1] = replace(done[-1], blocks=(*done[-1].blocks, *item.blocks))
        else:
            done.append(item)
    return tuple(replace(item, blocks=joined_lists(item.blocks)) for item in done)


def _is_bare(item: Item) -> bool:
    return bool(item.blocks) and item.checked is None and all(isinstance(block, ItemList) for block in item.blocks)


def _continues(last: ItemList, block: ItemList) -> bool:
    if _is_bare(block.items[0]):
        return True
    if last.start is None or block.start is None:
        boxes = {item.checked is None for item in (*last.items, *block.items)}
        return last.start is block.start is None and len(boxes) == 1
    return block.start == last.start + len(last.items)
