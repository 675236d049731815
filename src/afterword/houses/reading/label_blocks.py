"""Paragraphs of bold labels before the sections of a document: what they say are facts, each up to the next label."""

from collections.abc import Callable

from afterword.houses.reading.facts import fact_slot, is_text
from afterword.houses.reading.heads import BEFORE, Head
from afterword.text.blocks import Block
from afterword.text.dates import find_days
from afterword.text.expressions import later
from afterword.text.source import Source

_CLOCK = later(r"\d{1,2}[:.h]\d{2}|\d{1,2}\s?[ap]m\b")
_COLONS = (":", "\uff1a")


def states_facts_first(source: Source, block: Block, names: Callable[[str], bool]) -> bool:
    """Whether a paragraph is bold labels with values, one of them a plain fact, and none that only heads a section."""
    found = [BEFORE.match(source.content(line)) for line in range(block.first, block.last)]
    if found[0] is None or sum(match is not None for match in found) == 1:
        return False
    labels = [match.group("name") for match in found if match is not None]
    slots = [fact_slot(label) for label in labels]
    if any(slot is None and names(label) for label, slot in zip(labels, slots, strict=True)):
        return False
    return any(slot is not None and not is_text(slot) for slot in slots)


def is_label(source: Source, head: Head) -> bool:
    """Whether bold words before a text are a label with a colon, and no time."""
    name = source.text[head.name.start : head.name.end]
    behind = source.text[head.name.end : head.rest].strip("*_ \t")
    is_time = _CLOCK.search(name) is not None or next(find_days(name), None) is not None
    return behind in _COLONS and not is_time
