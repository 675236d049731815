"""Records that stand in several exports under the name that their source gave them, told once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from afterword.model.evidence import Entry, Source
from afterword.timeline.happening import Happening

COPY = "another copy of a record that is told"
"""The disposition of a record of a log that was read before."""
MOST: Final = 500_000
"""So many records of logs are remembered; those after them are compared with these only."""

_MOST_CITED = 2_000
_CITED = 3


class Copies:
    """Knows the records of logs again that state what their source calls them.

    shape: a copy has the kind, the name, the time, and the words of a record of another file; one whose words differ
    is told by itself, since a later state of the same thing may have the same name.
    """

    __slots__ = ("_file", "_here", "_most", "_seen", "_sources")

    def __init__(self, most: int = MOST) -> None:
        """Remembers at most so many."""
        self._most = most
        self._seen: set[int] = set()
        self._here: set[int] = set()
        self._file = ""
        self._sources: dict[int, list[Source]] = {}

    def is_copy(self, entry: Entry) -> bool:
        """Whether the same record was seen in a file before; where not, it is remembered."""
        if entry.native_id is None or not entry.sources:
            return False
        file, mark = entry.sources[0].file, _mark(entry)
        if file != self._file:
            self._seen |= self._here
            self._file, self._here = file, set()
        if mark not in self._seen:
            if len(self._seen) + len(self._here) < self._most:
                self._here.add(mark)
            return False
        if mark in self._sources or len(self._sources) < _MOST_CITED:
            cited = self._sources.setdefault(mark, [])
            cited.extend(entry.sources[: max(_CITED - len(cited), 0)])
        return True

    def cited(self, item: Happening) -> Happening:
        """An event with the places of the copies of its record."""
        entry = item.entry
        if not self._sources or entry.native_id is None or not entry.sources:
            return item
        further = self._sources.get(_mark(entry))
        if not further:
            return item
        sources = tuple(dict.fromkeys([*entry.sources, *further]))
        return replace(item, entry=replace(entry, sources=sources))


def _mark(entry: Entry) -> int:
    return hash((entry.sources[0].kind, entry.native_id, entry.at, entry.what))


def of_one_record(items: Sequence[Happening]) -> list[list[Happening]]:
    """The events of stories, those of one record in several exports together, in the order of the first of each.

    shape: a record is known by its kind and its name at one time; of several events that one record gives at that
    time, by the words too. The first of each list tells most.
    """
    groups: list[list[Happening]] = []
    known: dict[tuple[str | None, ...], list[Happening]] = {}
    for item in items:
        keys = _names(item)
        group = next((known[key] for key in keys if key in known), None)
        if group is None or any(_record(item) == _record(other) for other in group):
            group = []
            groups.append(group)
        group.append(item)
        for key in keys:
            known.setdefault(key, group)
    return [sorted(group, key=lambda item: -len(item.entry.moments)) for group in groups]


def _names(item: Happening) -> list[tuple[str | None, ...]]:
    entry = item.entry
    if entry.native_id is None or not entry.sources or not entry.at:
        return []
    name = (entry.sources[0].kind, entry.native_id, item.key)
    words = (*name, "said", entry.what)
    # a further time of a record has no text of its own in the evidence
    return [words, (*name, "sign", item.sign)] if entry.written is not None else [words]


def _record(item: Happening) -> tuple[str, int]:
    return item.entry.sources[0].file, item.entry.sources[0].offset
