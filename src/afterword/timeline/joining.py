"""Messages that differ in a word that varies too much to be what they are about."""

from collections.abc import Iterable, Mapping
from typing import Final

from afterword.timeline.forms import ANY, is_assigned, is_name, place_of, variety

Key = tuple[str, ...]
"""The words by which messages are compared."""

_ENOUGH: Final = 12
_MOST_ROUNDS: Final = 8
_FEWEST_WORDS: Final = 2


def joined(keys: Iterable[Key]) -> dict[Key, Key]:
    """For each key the one under which it stands with others that differ only in words that vary.

    A place varies where six words, or three names, have been seen in it between the same other words; other names do
    not count as other words. Messages of the same words of which some assign a value more (``port=…``) are one.
    shape: a key that stands alone is its own; in the others ``ANY`` stands where words vary.
    """
    found = {key: key for key in keys}
    for step in (_named, *[_round] * _MOST_ROUNDS):
        moved = _absorbed(step(list(dict.fromkeys(found.values()))))
        if not moved and step is _round:
            break
        found = {key: moved.get(now, now) for key, now in found.items()}
    moved = _with_all_assigned(found.values())
    return {key: moved.get(now, now) for key, now in found.items()}


class Patterns:
    """Keys with places that vary, and the keys that they hold."""

    def __init__(self, keys: Iterable[Key]) -> None:
        """Keys without such places hold nothing."""
        self._by_length: dict[int, dict[tuple[int, ...], set[Key]]] = {}
        for key in keys:
            places = tuple(at for at, word in enumerate(key) if ANY in word)
            if places:
                self._by_length.setdefault(len(key), {}).setdefault(places, set()).add(key)

    def holding(self, key: Key) -> Key | None:
        """The key that holds another one, the one with the most such places; None where none does."""
        best: Key | None = None
        for places, keys in self._by_length.get(len(key), {}).items():
            words = list(key)
            for at in places:
                words[at] = place_of(words[at])
            wide = tuple(words)
            if wide != key and wide in keys and (best is None or len(places) > sum(ANY in word for word in best)):
                best = wide
        return best


def _with_all_assigned(keys: Iterable[Key]) -> dict[Key, Key]:
    """For keys of the same words the one with the most assigned values, where it has all that the others have."""
    alike: dict[Key, set[Key]] = {}
    for key in keys:
        words = tuple(word for word in key if not is_assigned(word))
        if len(words) < len(key) and sum(word[:1].isalpha() for word in words) >= _FEWEST_WORDS:
            alike.setdefault(words, set()).add(key)
    moved: dict[Key, Key] = {}
    for members in alike.values():
        fullest = max(members, key=lambda key: (len(key), key))
        moved.update((key, fullest) for key in members if key != fullest and _names(key) <= _names(fullest))
    return moved


def _names(key: Key) -> frozenset[str]:
    return frozenset(place_of(word) for word in key if is_assigned(word))


def _named(keys: list[Key]) -> dict[Key, Key]:
    """The places of names given up, whatever other names stand beside them."""
    alike: dict[Key, list[Key]] = {}
    for key in keys:
        alike.setdefault(tuple(place_of(word) if is_name(word) else word for word in key), []).append(key)
    moved = {}
    for skeleton, members in alike.items():
        places = [at for at, word in enumerate(skeleton) if ANY in word and _vary(at, skeleton, members)]
        for key in members:
            moved[key] = tuple(place_of(word) if at in places else word for at, word in enumerate(key))
    return moved


def _round(keys: list[Key]) -> dict[Key, Key]:
    """One place of each key given up, where enough others differ only in it."""
    around: dict[tuple[int, Key], list[Key]] = {}
    for key in keys:
        for at, word in enumerate(key):
            if ANY not in word:
                around.setdefault((at, (*key[:at], place_of(word), *key[at + 1 :])), []).append(key)
    enough = [(place, members) for place, members in around.items() if _vary(*place, members)]
    moved: dict[Key, Key] = {}
    for place, members in sorted(enough, key=lambda item: -len(item[1])):
        rest = [key for key in members if key not in moved]
        if _vary(*place, rest):
            moved.update(dict.fromkeys(rest, place[1]))
    return {key: moved.get(key, key) for key in keys}


def _vary(at: int, wide: Key, keys: list[Key]) -> bool:
    """Whether the words of these keys at a place are too many to be what they are about."""
    if len(keys) < 2 or not any(word[:1].isalpha() for word in wide):
        return False
    words = {key[at] for key in keys}
    return len(words) > 1 and sum(map(variety, words)) >= _ENOUGH


def _absorbed(moved: Mapping[Key, Key]) -> dict[Key, Key]:
    """With keys that stood alone under one that holds them; only those that moved."""
    held = Patterns(moved.values())
    wide = {key: held.holding(now) or now for key, now in moved.items()}
    return {key: now for key, now in wide.items() if now != key}
