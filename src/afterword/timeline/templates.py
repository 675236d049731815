"""Messages of one template, found in one pass: what varies in them is replaced by a mark."""

import re
from collections.abc import Sequence

from afterword.text.expressions import later

MARK = "…"
"""What stands for a part that varies."""

_DROP_DIGITS = {ord(c): None for c in "0123456789"}
_DROP_HEX = {ord(c): None for c in "0123456789abcdefABCDEF"}
_HEX = later(r"(?<![A-Za-z0-9])(?=[0-9a-fA-F-]*\d)(?=[0-9a-fA-F-]*[a-fA-F])[0-9a-fA-F-]{6,}(?![A-Za-z0-9])")
_VARIABLE = later(
    r"""
    \b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b        # UUID
    | \b(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?\b                          # IPv4 and port
    | \b(?:[0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F]{1,4}\b                # IPv6, MAC
    | \b0[xX][0-9a-fA-F]+\b
    | \b(?=[0-9a-fA-F]*\d)(?=[0-9a-fA-F]*[a-fA-F])[0-9a-fA-F]{6,}\b # digests and short ids
    | \b(?=[\w-]*\d[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{20,}\b            # other long identifiers
    | "[^"]{0,200}" | (?<![\w'])'[^']{1,200}'
    | (?<![A-Za-z])[-+]?\d[\d.,:]*(?:[eE][-+]?\d+)?
    """,
    re.VERBOSE,
)
_WORDS = later(r"\s+")
_SIMILAR = 0.6
_LONGEST = 2000
_MOST_KEYS = 60_000
_MOST_TEMPLATES = 5_000
_MOST_IN_BRANCH = 200
_MANY_VARIANTS = 6


class Templates:
    """A growing set of templates, each with a number from 0.

    shape: a text is first looked up without its digits; a new one is masked, then compared word by
    word with the templates of as many words that start alike, of which the nearest takes it.
    Texts that differ by plain words only ("started", "stopped") stay apart until there are many such.
    Beyond 5,000 templates new texts share the one numbered ``other``.
    """

    __slots__ = ("_aliases", "_bare", "_branches", "_keys", "_masks", "_roots", "_variants", "_words")

    def __init__(self) -> None:
        self._keys: dict[str, int] = {}
        self._bare: dict[str, int] = {}
        self._masks: dict[str, int] = {}
        self._branches: dict[tuple[int, str], list[int]] = {}
        self._words: list[list[str]] = []
        self._roots: dict[int, int] = {}
        self._variants: dict[int, list[int]] = {}
        self._aliases: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._words)

    def number(self, text: str) -> int:
        """The number of the text's template; ``_MOST_TEMPLATES`` where there are too many already."""
        key = text.translate(_DROP_DIGITS)
        known = self._keys.get(key)
        if known is not None:
            return known
        # a text with a digest never comes twice, so that it is looked up without any of its digits' letters
        bare = text.translate(_DROP_HEX)
        known = self._bare.get(bare)
        if known is not None:
            return known
        for kept in (self._keys, self._bare):
            if len(kept) >= _MOST_KEYS:
                kept.clear()
        number = self._by_mask(mask(text))
        if _HEX.search(text):
            self._bare[bare] = number
        else:
            self._keys[key] = number
        return number

    def final(self, number: int) -> int:
        """The number under which a template stands now; another one where it was joined later."""
        return self._aliases.get(number, number)

    def pattern(self, number: int) -> str:
        """The template's text, with an ellipsis for what varies."""
        return " ".join(self._words[number]) if number < len(self._words) else MARK

    def _by_mask(self, masked: str) -> int:
        known = self._masks.get(masked)
        if known is not None:
            return known
        if len(self._masks) >= _MOST_KEYS:
            self._masks.clear()
        number = self._masks[masked] = self._by_words(masked.split(" "))
        return number

    def _by_words(self, words: list[str]) -> int:
        branch = self._branches.setdefault((len(words), _first_fixed(words)), [])
        best, score = -1, 0.0
        for number in branch[-_MOST_IN_BRANCH:]:
            likeness = _likeness(self._words[number], words)
            if likeness > score:
                best, score = number, likeness
        if best >= 0 and score >= _SIMILAR and not _tells_apart(self._words[best], words):
            self._join(best, words)
            return best
        if len(self._words) >= _MOST_TEMPLATES:
            return _MOST_TEMPLATES
        self._words.append(words)
        new = len(self._words) - 1
        if best >= 0 and score >= _SIMILAR:
            return self._variant(branch, best, new)
        branch.append(new)
        return new

    def _variant(self, branch: list[int], best: int, new: int) -> int:
        """Keep apart what differs by plain words, until there are so many that they must be names."""
        root = self._roots.get(best, best)
        variants = self._variants.setdefault(root, [])
        variants.append(new)
        self._roots[new] = root
        if len(variants) < _MANY_VARIANTS:
            branch.append(new)
            return new
        for number in variants:
            self._join(root, self._words[number])
            self._aliases[number] = root
            if number in branch:
                branch.remove(number)
        variants.clear()
        return root

    def _join(self, number: int, words: Sequence[str]) -> None:
        pairs = zip(self._words[number], words, strict=True)
        self._words[number] = [a if a == b else MARK for a, b in pairs]


def mask(text: str) -> str:
    """The text's first line with numbers, addresses, identifiers, and quoted parts replaced by an ellipsis."""
    first = text[:_LONGEST].partition("\n")[0]
    return _WORDS.sub(" ", _VARIABLE.sub(MARK, first)).strip()


def _first_fixed(words: Sequence[str]) -> str:
    """The word that decides the branch: the first one that hardly varies."""
    return next((w for w in words[:3] if MARK not in w and w.isascii() and not any(c.isdigit() for c in w)), "")


def _likeness(template: Sequence[str], words: Sequence[str]) -> float:
    """Share of the words that are the same; a mark in the template agrees with anything, by half."""
    pairs = zip(template, words, strict=True)
    same = sum(1.0 if a == b and MARK not in a else 0.5 if MARK in a else 0.0 for a, b in pairs)
    fixed = sum(0.5 if MARK in a else 1.0 for a in template)
    return same / fixed if fixed else 1.0


def _tells_apart(template: Sequence[str], words: Sequence[str]) -> bool:
    """Whether some word that differs is a plain word in both: it may be what the message is about."""
    pairs = zip(template, words, strict=True)
    return any(a != b and a.strip(".,:;!()[]").isalpha() and b.strip(".,:;!()[]").isalpha() for a, b in pairs)
