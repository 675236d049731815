"""Paragraphs and items outside the sections of actions that a flag makes actions: ``**TODO**: watch the disks``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from afterword.houses.reading.actions.acting import ACTIONS, PATTERN, is_free
from afterword.houses.reading.actions.action_lists import read_action_item
from afterword.houses.reading.actions.action_texts import read_flagged_lines, says_what
from afterword.houses.reading.actions.action_words import deeds, is_flag
from afterword.houses.reading.outline import owners
from afterword.houses.reading.places import Layout
from afterword.text.blocks import Block
from afterword.text.expressions import later
from afterword.text.wording import name_key

if TYPE_CHECKING:
    from afterword.houses.reading.sections import SectionReader

_TIMELINE = ("timeline",)
_BEFORE_WORDS = " \t-*+"
_FLAG = later(
    r"\s*(?:(?P<bold>\*\*|__)(?P<marked>[^*_\n]{2,20}?):?(?P=bold)\s*:?|(?P<plain>[A-Z][A-Z ]{2,18}):\s)[ \t]*(?=\S)"
)


def read_flagged(reader: SectionReader, block: Block) -> bool:
    """Reads a paragraph that a flag starts, in a section where one of them says that something is to be done."""
    if not is_free(reader) or owners(reader.root) & {ACTIONS, _TIMELINE}:
        return False
    if block.kind == "list":
        return not owners(reader.root) and _read_items(reader, block)
    if block.kind != "paragraph":
        return False
    if _flag(reader, block.first) is None:
        return False
    paragraphs = [b for b in reader.section.blocks if b.kind == "paragraph"]
    if "pending" not in {_flag(reader, line) for b in paragraphs for line in range(b.first, b.last)}:
        return False
    starts = [line for line in range(block.first, block.last) if _flag(reader, line) is not None]
    for first, last in zip(starts, [*starts[1:], block.last], strict=True):
        read_flagged_lines(reader, block, first, last)
    reader.joined = False
    return True


def _read_items(reader: SectionReader, block: Block) -> bool:
    """Reads the items of a list that a label in capital letters makes actions; the others stay as they are."""
    content = reader.work.source.content
    if not any(says_what(content(item.first).lstrip(_BEFORE_WORDS)) for item in block.children):
        return False
    for item in block.children:
        line = content(item.first)
        if says_what(line.lstrip(_BEFORE_WORDS)):
            lead = line[: len(line) - len(line.lstrip())]
            layout = Layout(form="item", pattern=PATTERN, marker=item.marker, indent=lead)
            read_action_item(reader, item, layout, _no_list)
            reader.joined = False
        else:
            reader.free(item)
    reader.joined = False
    return True


def _no_list(reader: SectionReader, block: Block) -> bool:
    reader.free(block)
    return False


def _flag(reader: SectionReader, line: int) -> str | None:
    """The status that a word in capital letters at the start of a line gives; None where none starts it."""
    content = reader.work.source.content(line)
    match = _FLAG.match(content)
    if match and " " not in content[match.end() :].strip():
        return None  # "TODO: write" reminds of the document itself
    name = (match["marked"] or match["plain"]) if match else ""
    return deeds().statuses[name_key(name)] if name and is_flag(name) else None
