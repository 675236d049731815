"""Messages of one template, found in one pass: what varies in them is replaced by a mark."""

from collections.abc import Sequence
from typing import Final

from afterword.text.expressions import later
from afterword.timeline.forms import ACT, MARK, acted, key_of, mask, spoken, words_of
from afterword.timeline.joining import Key, Patterns, joined

_DROP_DIGITS = {ord(c): None for c in "0123456789"}
_DROP_HEX = {ord(c): None for c in "0123456789abcdefABCDEF"}
_HEX = later(r"(?<![A-Za-z0-9])(?=[0-9a-fA-F-]*\d)(?=[0-9a-fA-F-]*[a-fA-F])[0-9a-fA-F-]{6,}(?![A-Za-z0-9])")
_MOST_KEYS: Final = 60_000
_MOST_OPEN: Final = 5_000
_MOST_NUMBERS: Final = 20_000
OTHER: Final = _MOST_NUMBERS
"""The number of what is too much."""


class Templates:
    """A growing set of templates, each with a number from 0.

    shape: a text is first looked up without its digits; a new one is masked, and its key looked up, in which values
    are marks. At the end keys that differ only in a word that varies are put together, which ``final`` tells.
    Texts that differ by plain words only ("started", "stopped") stay apart until there are many such.
    Beyond 5,000 templates new texts that are of none of them share the number ``OTHER``.
    """

    __slots__ = ("_bare", "_closed", "_finals", "_keys", "_masks", "_numbers", "_open", "_patterns", "_shown", "_wide")

    def __init__(self) -> None:
        self._keys: dict[str, int] = {}
        self._bare: dict[str, int] = {}
        self._masks: dict[str, int] = {}
        self._numbers: dict[Key, int] = {}
        self._shown: list[Sequence[str]] = []
        self._finals: list[int] | None = None
        self._patterns: dict[int, Sequence[str]] = {}
        self._wide: tuple[Patterns, dict[Key, int]] | None = None
        self._open = 0
        self._closed = False

    def __len__(self) -> int:
        return len(self._shown)

    def number(self, text: str, *, act: bool = False) -> int:
        """The number of the text's template; ``OTHER`` where there are too many already.

        shape: ``act`` says that it begins with what was done, in which texts of one template are alike.
        """
        opening = text.partition(" ")[0] + ACT if act else ""
        key = opening + text.translate(_DROP_DIGITS)
        known = self._keys.get(key)
        if known is not None:
            return known
        # a text with a digest never comes twice, so that it is looked up without any of its digits' letters
        bare = opening + text.translate(_DROP_HEX)
        known = self._bare.get(bare)
        if known is not None:
            return known
        for kept in (self._keys, self._bare):
            if len(kept) >= _MOST_KEYS:
                kept.clear()
        number = self._by_mask(acted(text) if act else mask(text))
        if _HEX.search(text):
            self._bare[bare] = number
        else:
            self._keys[key] = number
        return number

    def final(self, number: int) -> int:
        """The number under which a template stands now; another one where it was joined later."""
        finals = self._finals if self._finals is not None else self._settled()
        return finals[number] if number < len(finals) else number

    def pattern(self, number: int) -> str:
        """The text of a template, by its final number, with an ellipsis for what varies."""
        self.final(number)
        return spoken(self._patterns[number]) if number in self._patterns else MARK

    def _by_mask(self, masked: str) -> int:
        known = self._masks.get(masked)
        if known is not None:
            return known
        if len(self._masks) >= _MOST_KEYS:
            self._masks.clear()
        words = words_of(masked)
        number = self._masks[masked] = self._by_key(key_of(words), words)
        if number < len(self._shown) and self._shown[number] != words:
            self._shown[number] = _common(self._shown[number], words)
            self._finals = None
        return number

    def _by_key(self, key: Key, words: Sequence[str]) -> int:
        known = self._numbers.get(key)
        if known is not None:
            return known
        if self._wide:
            held = self._wide[0].holding(key)
            if held is not None:
                return self._wide[1][held]
        if not self._closed and self._open >= _MOST_OPEN:
            self._narrow()
        if self._closed:
            return OTHER
        self._open += 1
        self._finals = None
        self._shown.append(words)
        number = self._numbers[key] = len(self._shown) - 1
        return number

    def _narrow(self) -> None:
        """Put together what is there, so that there is room; what belongs to it later joins it at once."""
        stands = joined(self._numbers)
        first: dict[Key, int] = {}
        for key, now in stands.items():
            first.setdefault(now, self._numbers[key])
        self._open = len(first)
        self._wide = Patterns(first), first
        self._closed = self._open > _MOST_OPEN * 4 // 5 or len(self._shown) > _MOST_NUMBERS - _MOST_OPEN

    def _settled(self) -> list[int]:
        first: dict[Key, int] = {}
        finals = list(range(len(self._shown)))
        self._patterns = {}
        for key, now in joined(self._numbers).items():
            number = self._numbers[key]
            root = finals[number] = first.setdefault(now, number)
            known = self._patterns.get(root)
            self._patterns[root] = self._shown[number] if known is None else _common(known, self._shown[number])
        self._finals = finals
        return finals


def _common(one: Sequence[str], other: Sequence[str]) -> Sequence[str]:
    """What two messages have in common, with a mark for what they do not."""
    if one == other:
        return one
    if len(one) == len(other):
        return tuple(a if a == b else MARK for a, b in zip(one, other, strict=True))
    shorter = min(len(one), len(other))
    head = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    tail = next((at for at in range(shorter - head) if one[-1 - at] != other[-1 - at]), shorter - head)
    return (*one[:head], MARK, *(one[len(one) - tail :] if tail else ()))
