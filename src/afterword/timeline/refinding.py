"""Events of a working file found again in evidence that has grown, moved, or been exported anew."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

from afterword.timeline.choices import Choice, likeness, mark, place, proposed
from afterword.timeline.happening import Happening
from afterword.timeline.minutes import seconds_of

H = TypeVar("H", bound=Hashable)

_NEAR = 15 * 60.0


class Refinding:
    """Knows the events that the evidence gives before any are joined, by what they may be known by.

    shape: an event is known by what its record is called, its time, and its words; else by the bytes that it cites;
    else, where it is the nearest within a quarter of an hour, by its kind and its words without their figures.
    """

    def __init__(self, items: Sequence[Happening]) -> None:
        """The events in order; their numbers are their places in it."""
        self._items = items
        self._marks = _index(items, lambda item: [mark(item.entry)])
        self._places = _index(items, lambda item: [place(source) for source in item.entry.sources])
        self._likes: dict[str, list[int]] | None = None

    def found(self, choice: Choice) -> tuple[int, ...]:
        """The numbers of the events that it was made of, the main one first; empty where none is known again."""
        by_name = [number for name in (choice.id, *choice.also) for number in self._named(name)]
        return tuple(dict.fromkeys([*by_name, *self._placed(choice)]))

    def like(self, choice: Choice, taken: frozenset[int]) -> tuple[int, ...]:
        """The number of the event that says nearly the same at nearly the same time, if it is not taken."""
        if self._likes is None:
            self._likes = _index(self._items, lambda item: [likeness(item.entry)])
        at = seconds_of((choice.text.get("at") or "").removesuffix("Z"))
        near = []
        for number in self._likes.get(choice.like, ()):
            other = seconds_of(self._items[number].key)
            if number not in taken and at is not None and other is not None and abs(at - other) <= _NEAR:
                near.append((abs(at - other), number))
        return (min(near)[1],) if near else ()

    def _named(self, name: str) -> Iterator[int]:
        """The events of one name; where a number behind it tells them apart, that one."""
        head, _, number = name.partition("-")
        found = self._marks.get(head, [])
        at = int(number) - 1 if number.isdecimal() else -1
        yield from found[at : at + 1] if at >= 0 else found

    def _placed(self, choice: Choice) -> Iterator[int]:
        """The events that stand at a place that it cites: of several that a record gives, that of its time or words."""
        for cited in choice.places:
            numbers = self._places.get(cited, [])
            if len(numbers) > 1:
                for name in ("at", "what"):
                    same = [n for n in numbers if proposed(self._items[n].entry)[name] == choice.text.get(name)]
                    numbers = same or numbers
            if len(numbers) == 1:
                yield numbers[0]


def _index(items: Sequence[Happening], names: Callable[[Happening], Sequence[H]]) -> dict[H, list[int]]:
    found: dict[H, list[int]] = {}
    for number, item in enumerate(items):
        for name in names(item):
            found.setdefault(name, []).append(number)
    return found
