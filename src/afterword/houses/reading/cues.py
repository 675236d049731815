"""What the words of a heading say of its kind where it is none of the usual names: stems of words, and misspellings."""

import re
from collections.abc import Sequence
from functools import lru_cache

from afterword.houses.words import words
from afterword.model.values import dataclass
from afterword.text.expressions import later

_WORD = later(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_ELIDED = later(r"[^\W_]{1,5}['\u2019](?P<rest>[^\W_].+)")
"""A word behind an article that has lost its vowel: ``l'incident``."""
_UNSPACED = (("\u3005", "\u30ff"), ("\u3400", "\u9fff"), ("\uac00", "\ud7af"))
"""Letters of scripts in which a stem stands anywhere in a word; as an expression it would take 4 ms to compile."""
_LONGEST, _MOST_WORDS = 80, 9
_LITTLE = 3
"""Letters; a shorter word changes nothing."""
_HALF = 0.4
"""A heading of which less is understood says something else."""
_WHOLE = 0.99
_SHORTEST = 6
"""Letters; a shorter word that is one letter off is another word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cued:
    """What the words of a heading say."""

    name: str
    """The usual name."""
    is_whole: bool
    """Whether every word of the heading is understood."""


@lru_cache(maxsize=1 << 14)
def cued(text: str) -> Cued | None:
    """The usual name that a heading's words point to, as compared; None where they point nowhere."""
    if len(text) > _LONGEST or text in words().updates or _other_numbers().search(text):
        return None
    said = _WORD.findall(text.replace("i\u0307", "i"))
    if not 0 < len(said) <= _MOST_WORDS:
        return None
    spoken = [*said, *(m["rest"] for word in said if (m := _ELIDED.fullmatch(word)))]
    met = _stems_in(spoken)
    if not met:
        return None
    for name, cues in _cues():
        for cue in cues:
            if met.issuperset(cue):
                share = _share(said, met)
                return Cued(name=name, is_whole=share > _WHOLE) if share >= _HALF else None
    return None


def respelled(text: str) -> str | None:
    """A heading with its misspelt long words as they should be; None where none is misspelt."""
    if not text.isascii() or len(text) > _LONGEST:
        return None
    said = text.split()
    mended = [_mended(word) for word in said]
    return " ".join(mended) if mended != said else None


def _is_unspaced(word: str) -> bool:
    return max(word) >= _UNSPACED[0][0] and any(first <= char <= last for char in word for first, last in _UNSPACED)


def _stems_in(spoken: Sequence[str]) -> frozenset[str]:
    """The stems of all cues that stand in these words."""
    starts, inside = _stems()
    met: set[str] = set()
    for word in spoken:
        if _is_unspaced(word):
            met.update(stem for stem in inside if stem in word)
        else:
            met.update({word[:end] for end in range(1, len(word) + 1)} & starts)
        if word + "$" in starts:
            met.add(word + "$")
    return frozenset(met)


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[str, tuple[frozenset[str], ...]], ...]:
    """The cues of every usual name, each as its stems."""
    return tuple(
        (name, tuple(frozenset(map(_stem, cue.casefold().split())) for line in lines for cue in line.split("|")))
        for name, lines in words().cues
    )


def _stem(text: str) -> str:
    """A stem as it is compared; so short a one of an alphabet is a word of its own, as it starts many."""
    is_short = len(text) <= _LITTLE and text.isalpha() and not _is_unspaced(text)
    return f"{text}$" if is_short else text


@lru_cache(maxsize=1)
def _other_numbers() -> re.Pattern[str]:
    """What finds a number that is no stem; a heading with one is that of a single thing."""
    starts, inside = _stems()
    known = "|".join(re.escape(stem) for stem in sorted(starts | inside) if stem[:1].isdigit())
    return later(rf"(?<!\d)(?!(?:{known})(?!\d))\d")


@lru_cache(maxsize=1)
def _stems() -> tuple[frozenset[str], frozenset[str]]:
    """The stems with which words start, and those that stand anywhere in them."""
    every = {stem for _, cues in _cues() for cue in cues for stem in cue}
    inside = {stem for stem in every if _is_unspaced(stem)}
    return frozenset(every - inside), frozenset(inside)


def _share(said: Sequence[str], met: frozenset[str]) -> float:
    """How much of a heading is understood, 0 to 1, by the letters of its words."""
    whole = understood = 0.0
    for word in said:
        whole += len(word)
        understood += _understood(word, met)
    return understood / whole


def _understood(word: str, met: frozenset[str]) -> float:
    if _is_unspaced(word):
        left = word
        for stem in sorted((s for s in met if s in word), key=len, reverse=True):
            left = left.replace(stem, " ")
        for filler in words().cue_fillers:
            left = left.replace(filler, " ")
        return len(word) - len(left.replace(" ", ""))
    behind = m["rest"] if (m := _ELIDED.fullmatch(word)) else word
    is_known = len(behind) <= _LITTLE or behind in words().qualifiers or behind in words().cue_fillers
    is_met = any(_fits(text, stem) for text in (word, behind) for stem in met)
    return len(word) if is_known or is_met else 0


def _fits(word: str, stem: str) -> bool:
    return word == stem[:-1] if stem.endswith("$") else word.startswith(stem)


def _mended(word: str) -> str:
    """The one long word of headings that a word is but for one letter; the word itself where there is none."""
    core = word.strip(".,:;()")
    if len(core) < _SHORTEST or core in words().lookalikes or core in words().misspelt:
        return word
    near = [right for right in words().misspelt if right[0] == core[0] and _is_one_off(core, right)]
    return word.replace(core, near[0]) if len(near) == 1 else word


def _is_one_off(one: str, other: str) -> bool:
    """Whether two words differ by one letter more, less, or other, or by two that changed places."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(long) > len(short):
        return short[at:] == long[at + 1 :]
    swapped = short[:at] + short[at + 1 : at + 2] + short[at : at + 1] + short[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped == long
