"""Names of people nobody introduces: what looks like one, and lists in which several items end with one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from afterword.houses.reading.actions.action_words import NAME, NAMES, deeds
from afterword.text.expressions import later

if TYPE_CHECKING:
    from afterword.houses.reading.sections import SectionReader
    from afterword.text.blocks import Block

_LAST_NAME = later(
    r"(?:\s[*_]{0,2}[(\[](?P<in>[^()\[\]:\n]{2,60}?)(?:[,;][^()\[\]\n]{0,40})?[)\]]|\s(?:-{1,2}|[\u2013\u2014])\s+"
    r"(?P<after>[^()\[\]:\n\u2013\u2014-]{2,60}?))[*_]{0,2}(?P<end>(?:\s*[-\u2013\u2014,(\[:]*\s*[A-Z][A-Z0-9]+-\d+[)\]]?"
    r"|\s(?:-{1,2}|[\u2013\u2014])\s\d{4}-\d\d-\d\d)*)[\s.]*$"
)
"""What may be a name at the end of an item, before its issue or its day."""
_LEAST = 2
_LONGEST = 600


def may_be_people(text: str) -> bool:
    """Whether a text has the shape of people's names: up to three words with capitals, none known as something else."""
    d = deeds()
    names = [n for n in NAMES.split(text.strip(" *_`")) if n]
    return bool(names) and all(_may_be_name(name) for name in names) and not d.is_order(text) and not d.is_team(text)


def _may_be_name(name: str) -> bool:
    d = deeds()
    parts = [p.casefold() for p in name.split()]
    if NAME.fullmatch(name) is None or name.isupper() or any(c.isdigit() for c in name):
        return False
    if name.casefold() in d.statuses or name.casefold() in d.none:
        return False
    return not set(parts) & (d.themes | d.no_names | d.verbs | {t.casefold() for t in d.terms})


def named_in_items(reader: SectionReader) -> frozenset[str]:
    """The names that end several items of one list in a section of actions, most of its items, in lower case."""
    held = reader.work.named_in_items.get(reader.section.first)
    if held is None:
        found = frozenset(_named(reader, reader.section.blocks))
        reader.work.named_in_items[reader.section.first] = held = found
    return held


def _named(reader: SectionReader, blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind == "list":
            names = [name for item in block.children if (name := _last_name(reader, item))]
            if len(names) >= _LEAST and 2 * len(names) >= len(block.children):
                for name in names:
                    yield from (part.casefold() for part in NAMES.split(name.strip(" *_`")) if part)
        for child in block.children:
            yield from _named(reader, list(child.children))


def _last_name(reader: SectionReader, item: Block) -> str | None:
    """What ends an item and looks like a name; None where the document speaks of it as of a thing."""
    text = reader.work.text(item.text)
    match = _LAST_NAME.search(text) if len(text) < _LONGEST else None
    name = (match["in"] or match["after"]) if match else None
    if name is None or not may_be_people(name):
        return None
    whole = reader.work.source.text.casefold()
    return None if any(f"{article} {name.casefold()} " in whole for article in deeds().articles) else name
