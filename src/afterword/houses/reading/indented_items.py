"""Lists whose inner items are indented by less than Markdown asks for, as people see them: one below the other."""

from dataclasses import replace

from afterword.houses.reading.actions.action_words import deeds
from afterword.houses.reading.times.surveying import survey
from afterword.model.span import Span
from afterword.text.blocks import Block
from afterword.text.source import Source
from afterword.text.wording import leading_label, name_key

_SEVERAL = 2


def nested_as_indented(source: Source, block: Block) -> Block:
    """A list in which items that are indented by a space stand below the item before them; itself where none are.

    That is certain where they say who does what stands above or until when, and where only what stands above has
    times; a single one without is a slip of the hand.
    """
    outer = _indent(source, block.children[0])
    deeper = [item for item in block.children if _indent(source, item) > outer]
    if not deeper or not (any(_states_fact(source, item) for item in deeper) or _are_details(source, block, deeper)):
        return block
    made: list[Block] = []
    for item in block.children:
        if _indent(source, item) > outer:
            made[-1] = _with_child(made[-1], item)
        else:
            made.append(item)
    return replace(block, children=tuple(made))


def _states_fact(source: Source, item: Block) -> bool:
    label = leading_label(source.text[item.text.start : item.text.end])
    return label is not None and name_key(label[0]) in deeds().labels


def _are_details(source: Source, block: Block, deeper: list[Block]) -> bool:
    """Whether there are several, and all other items start with a time, and none of these."""
    inner = {id(item) for item in deeper}
    above = [source.content(item.first) for item in block.children if id(item) not in inner]
    has_times = survey(above).entries == len(above)
    return len(deeper) >= _SEVERAL and has_times and not survey(source.content(item.first) for item in deeper).entries


def _indent(source: Source, item: Block) -> int:
    content = source.content(item.first)
    return len(content) - len(content.lstrip(" "))


def _with_child(item: Block, child: Block) -> Block:
    held = [block for block in item.children[-1:] if block.kind == "list"]
    before = item.children[: len(item.children) - len(held)]
    inner = Block(kind="list", first=child.first, last=child.last, marker=child.marker, children=(child,))
    below = replace(held[0], last=child.last, children=(*held[0].children, child)) if held else inner
    return replace(
        item,
        last=child.last,
        text=Span(item.text.start, max(item.text.end, child.text.end)),
        children=(*before, below),
        starts=(*item.starts, *child.starts) if item.starts else (),
    )
