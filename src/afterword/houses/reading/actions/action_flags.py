"""Paragraphs and items outside the sections of actions that a flag makes actions: ``**TODO**: watch the disks``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from afterword.houses.reading.actions.acting import ACTIONS, PATTERN, is_free, is_no_action
from afterword.houses.reading.actions.action_lists import read_action_item
from afterword.houses.reading.actions.action_promises import SENTENCE_END, is_promise
from afterword.houses.reading.actions.action_texts import read_flagged_lines, says_what
from afterword.houses.reading.actions.action_words import deeds, is_flag
from afterword.houses.reading.heads import lines_of
from afterword.houses.reading.listing import read_list
from afterword.houses.reading.outline import owners
from afterword.houses.reading.places import Layout
from afterword.text.blocks import Block
from afterword.text.expressions import later
from afterword.text.wording import leading_label, name_key

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
        return _read_items(reader, block)
    if block.kind != "paragraph":
        return False
    if _read_called(reader, block):
        return True
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
    """Reads the items of a list that a label makes actions; the others stay as they are."""
    content = reader.work.source.content
    is_any = calls if owners(reader.root) else _says
    if not any(is_any(reader.work.text(item.text)) for item in block.children):
        return False
    for item in block.children:
        line = content(item.first)
        if is_any(reader.work.text(item.text)):
            lead = line[: len(line) - len(line.lstrip())]
            layout = Layout(form="item", pattern=PATTERN, marker=item.marker, indent=lead)
            read_action_item(reader, item, layout, _no_list)
            reader.joined = False
        elif not owners(reader.root) or not read_list(reader, replace(block, children=(item,))):
            reader.free(item)
    reader.joined = False
    return True


def _says(text: str) -> bool:
    return says_what(text) or calls(text)


def calls(text: str) -> bool:
    """Whether a text starts with a label that calls what is behind it an action: ``Action point: watch the disks``.

    Behind a label that could tell what was done (``Follow-up``), an order or a promise has to follow.
    """
    label = leading_label(text.lstrip())
    if label is None or not (said := text.lstrip()[label[1] :].strip()):
        return False
    key = name_key(label[0]).rstrip("0123456789# ")
    if key not in deeds().calls:
        return key in deeds().perhaps and (deeds().is_order(said) or is_promise(SENTENCE_END.split(said)[0]))
    return not is_no_action(said)


def _read_called(reader: SectionReader, block: Block) -> bool:
    """Reads the lines of a paragraph that a label calls actions, each up to the next label or the end."""
    content = reader.work.source.content
    called = [line for line in range(block.first, block.last) if calls(content(line))]
    if not called:
        return False
    starts = [n for n in range(block.first, block.last) if n in called or _flag(reader, n) is not None]
    if starts[0] > block.first:
        reader.free(lines_of(reader.work.source, block, block.first, starts[0]))
    for first, last in zip(starts, [*starts[1:], block.last], strict=True):
        read_flagged_lines(reader, block, first, last)
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
