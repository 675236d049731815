"""Check boxes that were typed as characters."""

from afterword.text.foreign.spelling import plain_of
from afterword.text.foreign.tree import Inline, Item, Paragraph, Text

STATES = {**dict.fromkeys("☐□❏❑◻", False), **dict.fromkeys("☑☒✔✓◼", True)}
"""The characters that word processors draw as boxes."""
_TYPED = frozenset("☐☑☒")


def box_of(line: tuple[Inline, ...]) -> tuple[bool | None, tuple[Inline, ...]]:
    """The state of the check box that a line starts with, and the line without it; None where it has none."""
    first = next((n for n, inline in enumerate(line) if plain_of([inline]).strip()), None)
    start = None if first is None else line[first]
    words = start.text.lstrip() if isinstance(start, Text) else ""
    if first is None or words[:1] not in _TYPED or not words:
        return None, line
    rest = Text(text=words[1:].lstrip())
    return STATES[words[0]], (*line[:first], rest, *line[first + 1 :])


def with_box(item: Item) -> Item:
    """An item whose first characters are a check box, as one that has it."""
    first = item.blocks[0] if item.blocks else None
    if item.checked is not None or not isinstance(first, Paragraph):
        return item
    checked, line = box_of(first.children)
    return item if checked is None else Item(blocks=(Paragraph(children=line), *item.blocks[1:]), checked=checked)
