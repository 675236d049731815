"""What a message is made of: words that stay, values that vary, and the key under which alike messages meet."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from afterword.text.expressions import later

MARK: Final = "…"
"""What stands for a part that varies."""

ANY: Final = "\0"
"""Stands in a key for any word, or at the end of one for what is assigned."""

ACT: Final = "\x1e"
"""Stands behind a word that says what was done, and so never varies."""

_VARIABLE = later(
    r"""
    \b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b        # UUID
    | \b(?:[0-9a-fA-F]{2}[ ]){7,}<?[0-9a-fA-F]{2}\b>?(?:[ ]<?[0-9a-fA-F]{2}\b>?)*   # bytes one by one
    | \b(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?\b                          # IPv4 and port
    | \b(?:[0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F]{1,4}\b                # IPv6, MAC
    | \b(?:[0-9a-fA-F]{1,4}:){1,6}:(?:[0-9a-fA-F]{1,4})?\b
    | \b0[xX][0-9a-fA-F]+\b
    | \b(?=[0-9a-fA-F]*\d)(?=[0-9a-fA-F]*[a-fA-F])[0-9a-fA-F]{6,}\b # digests and short ids
    | \b(?=[\w-]*\d[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{20,}\b          # other long identifiers
    | (?<![\w/])(?=[A-Za-z/+]*\d)[A-Za-z0-9+/]{24,}={0,2}(?![\w/])  # base64
    | (?:(?<![A-Za-z])[-+])?\d+(?:[.,:]\d+)*(?:[eE][-+]?\d+)?
    """,
    re.VERBOSE,
)
_QUOTED = later(r""""[^"]{0,200}"|(?<![\w'])'[^']{1,200}'(?!\w)|\[[^\[\]]{0,300},[^\[\]]{0,300}\]|\{[^{}]{0,300}\}""")
_WORDS = later(r"\s+")
_INNER = later(r"(?<=[\[(]) +")
_RUN = later(rf"{MARK}(?:[ ,;]+{MARK})+")
_EDGES: Final = ".,:;!?()[]{}<>\"'"
_OPEN: Final = "\x1f"
_LONGEST: Final = 2000
_HARD = later(rf"[\d{MARK}/@\\]|\w\.\w|[\"'{{]|\[.*,")
_ENCLOSED = later(r"<\w+>[.,;]?")
_SOFT = later(r"\w[-_#:]\w")
_ASSIGNED = later(r"(?P<key>[A-Za-z_][\w.-]*=)(?P<value>.*)", re.DOTALL)
_OPTION = later(r"--[A-Za-z][\w-]*(?:=.*)?", re.DOTALL)


def mask(text: str) -> str:
    """The text's first line with numbers, addresses, and identifiers replaced by an ellipsis."""
    first = text[:_LONGEST].partition("\n")[0]
    return _WORDS.sub(" ", _VARIABLE.sub(MARK, first)).strip()


def acted(text: str) -> str:
    """The mask of a message that begins with what was done, which stays as it is."""
    act, _, rest = text.partition("\n")[0].strip().partition(" ")
    return f"{act}{ACT} {mask(rest)}".rstrip() if act else mask(text)


def words_of(masked: str) -> tuple[str, ...]:
    """The words of a masked message; what stands in quotes or is a list is one word."""
    joined = _QUOTED.sub(lambda found: found[0].replace(" ", _OPEN), _INNER.sub("", masked))
    return tuple(joined.split(" "))


def spoken(words: Sequence[str]) -> str:
    """Words as a message; values in a row are one."""
    return _RUN.sub(MARK, " ".join(words).replace(_OPEN, " ").replace(ACT, ""))


def key_of(words: Sequence[str]) -> tuple[str, ...]:
    """What messages are compared by: the words in lower case, with a mark for each that is by its looks a value.

    shape: values between commas are one, so that lists of any length are alike; so are the arguments of a program,
    which are what follows a first ``--option`` where there is a value or another option among it.
    """
    key: list[str] = []
    for at, word in enumerate(words):
        kept = _canonical(word, first=at == 0)
        if at == 1 and words[0].endswith(ACT) and MARK not in kept:
            kept += ACT
        if at and word.startswith("--") and _are_arguments(words[at:]):
            key.append(MARK)
            break
        if kept != MARK or not key or key[-1] != MARK or words[at - 1][-1] not in ",;":
            key.append(kept)
    return tuple(key)


def place_of(word: str) -> str:
    """What stays of a word of a key where its value does not matter: ``user=`` and a sign for anything."""
    assigned = _ASSIGNED.match(word)
    return (assigned["key"] if assigned else "") + ANY


def is_assigned(word: str) -> bool:
    """Whether a word of a key assigns a value: ``user=…``, not ``state=up``."""
    return word.endswith(("=", "=" + MARK, "=" + ANY)) and bool(_ASSIGNED.match(word))


def is_name(word: str) -> bool:
    """Whether a word of a key is more of a name than of a word: ``checkout-api``, ``user=ann``."""
    return not word.endswith(ACT) and bool(_SOFT.search(word) or _ASSIGNED.match(word))


def variety(word: str) -> int:
    """How much a word of a key speaks for its place being one for values."""
    if word.endswith(ACT):
        return 0
    if MARK in word:
        return 8
    if _SOFT.search(word):
        return 4
    return 3 if _ASSIGNED.match(word) else 2


@lru_cache(maxsize=50_000)
def _canonical(word: str, *, first: bool) -> str:
    """A word of a key."""
    if word.endswith(ACT):
        return word
    assigned = _ASSIGNED.match(word)
    if assigned:
        value = assigned["value"]
        stays = not value or value.strip(_EDGES).casefold() in _states()
        return assigned["key"].lower() + (value.lower() if stays else MARK)
    if word.endswith(":") and not any(c.isdigit() or c == MARK for c in word):
        return word.lower()
    bare = word.strip(_EDGES)
    if not bare:
        return word
    if _HARD.search(bare) or _HARD.search(word.strip(".,:;!?()<>")):
        return MARK
    if _ENCLOSED.fullmatch(word) or (not first and word.startswith("[") and word.rstrip(".,:;").endswith("]")):
        return MARK
    return word.lower()


def _are_arguments(words: Sequence[str]) -> bool:
    """Whether words that a possible option begins are what a program was given."""
    if not _OPTION.fullmatch(words[0]):
        return False
    return any(_OPTION.fullmatch(word) or _canonical(word, first=False) == MARK for word in words[1:])


@cache
def _states() -> frozenset[str]:
    """What ``states.toml`` says."""
    text = Path(__file__).with_name("states.toml").read_text(encoding="utf-8")
    return frozenset(str(tomllib.loads(text)["words"]).split())
