"""Lists of actions outside the sections of actions, announced by the paragraph before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from afterword.houses.reading.actions.acting import ACTIONS, PATTERN, is_free
from afterword.houses.reading.actions.action_facts import following
from afterword.houses.reading.actions.action_lists import read_action_item
from afterword.houses.reading.actions.action_promises import SENTENCE_END
from afterword.houses.reading.actions.action_words import Group, deeds, is_known_group
from afterword.houses.reading.naming import is_plainly_named
from afterword.houses.reading.outline import main_field, owners
from afterword.houses.reading.places import Layout
from afterword.text.blocks import Block
from afterword.text.wording import name_key

if TYPE_CHECKING:
    from afterword.houses.reading.sections import SectionReader

_SHORT_LINE = 50
_WORDS_OF_REFERENCE = 3
_NEAR_START = 16
"""Characters before the verb of a clause of purpose: ``In order to prevent``."""


def announces(reader: SectionReader, block: Block) -> bool:
    """Whether a paragraph outside the sections of actions announces them, and reads the list after it."""
    if not is_free(reader) or block.kind != "paragraph" or owners(reader.root) & {ACTIONS, ("timeline",)}:
        return False
    follower = following(reader, block)
    if follower is None or follower.kind != "list":
        return False
    text = reader.work.text(block.text).strip()
    last = _last_sentence(text)
    is_apart = len(text) > len(last)
    d = deeds()
    is_heading = block.last == block.first + 1 and _is_heading(reader, text)
    if not (is_heading or d.announces.search(last)):
        return False
    label = name_key(last.strip("*_ "))
    is_said = is_known_group(label) or _is_meant_to_prevent(last) or d.commits.search(last)
    if not is_heading and (not is_said or (not is_known_group(label) and d.vague.search(last))):
        return False
    if is_apart and not is_heading:
        reader.free(block)
    held = reader.actions_group
    reader.actions_group = Group()
    for item in follower.children:
        content = reader.work.source.content(item.first)
        lead = content[: len(content) - len(content.lstrip())]
        layout = Layout(form="item", pattern=PATTERN, marker=item.marker, indent=lead)
        read_action_item(reader, item, layout, _no_list)
    reader.actions_group = held
    reader.consumed.add(id(follower))
    reader.joined = False
    return True


def _last_sentence(text: str) -> str:
    """The sentence that announces a list: the last one, or the one before it that it refers to: ``These were:``."""
    *before, last = SENTENCE_END.split(text)
    is_short = len(last.split()) <= _WORDS_OF_REFERENCE and last.rstrip().endswith(":")
    return f"{before[-1].rstrip('.')}:" if before and is_short else last


def _is_meant_to_prevent(sentence: str) -> bool:
    """Whether a sentence starts with what is to be prevented, or ends with measures that prevent."""
    match = deeds().prevents.search(sentence)
    if match is None:
        return False
    clause = sentence[match.end() :]
    return (match.start() <= _NEAR_START and "," in clause) or deeds().announces.match(
        sentence, match.start()
    ) is not None


def _is_heading(reader: SectionReader, text: str) -> bool:
    """Whether a line without any mark is the usual heading of actions: ``Action Items``."""
    part = reader.work.matcher.part(text) if len(text) < _SHORT_LINE and is_plainly_named(text) else None
    return part is not None and main_field(part) == ACTIONS and not reader.work.matcher.is_weak(text)


def _no_list(reader: SectionReader, block: Block) -> bool:
    reader.free(block)
    return False
