"""The words of documents as they are compared: without endings, without those that say nothing."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from pathlib import Path
from typing import cast

from afterword.model.plain import Plain
from afterword.model.record import Record
from afterword.text.expressions import later

_FENCED = later(r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)", re.DOTALL)
_NOISE = later(
    r"<!--.*?(?:-->|\Z)|https?://\S+|!?\[(?=[^\[\]]{0,400}\]\()|\]\([^()]{0,2000}\)|<[^>\n]{1,200}>", re.DOTALL
)
_WORD = later(r"[^\W\d_][\w'\u2019]*(?:[-.][^\W_][\w]*)*")
_JOINED = later(r"[-.'\u2019_]+")
_UNSPACED = later(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0e7f]{2,}")
_ENDINGS = (
    ("ization", "ize"), ("isation", "ize"), ("ations", "ate"), ("ation", "ate"), ("ities", "ity"), ("sses", "ss"),
    ("ies", "y"), ("ments", "ment"), ("ings", ""), ("ing", ""), ("edly", ""), ("ed", ""), ("ly", ""), ("es", "e"),
    ("s", ""),
)  # fmt: skip
_LEAST_STEM = 3
_PART = 4
# from Thai on, writings in which a word may stand within others without a space
_UNSPACED_FROM = "\u0e00"


@cache
def table() -> Mapping[str, Plain]:
    """The data file of words."""
    text = Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
    return cast("Mapping[str, Plain]", tomllib.loads(text))


@cache
def _common() -> frozenset[str]:
    return frozenset(str(cast("Mapping[str, Plain]", table()["common"])["words"]).split())


def terms(text: str) -> Iterator[str]:
    """The words of a text that say something, as stems, in their order; of writing without spaces, pairs of signs.

    shape: code blocks, addresses, and comments say nothing; ``connection-pool`` gives ``connection`` and ``pool``.
    """
    clean = _NOISE.sub(" ", _FENCED.sub(" ", text)).casefold()
    for run in _UNSPACED.findall(clean) if not clean.isascii() else ():
        yield from (run[n : n + 2] for n in range(len(run) - 1))
    for match in _WORD.finditer(clean):
        word = match[0]
        for part in _JOINED.split(word) if not word.isalpha() else (word,):
            if len(part) > 1 and part not in _common() and part.isascii() | (not _UNSPACED.search(part)):
                yield stem(part)


def spelled(stems: Sequence[str], *texts: str) -> list[str]:
    """Those of the stems that are words of one of the texts, as words; all of them as stems where hardly any is."""
    words: dict[str, str] = {}
    for text in texts:
        for match in _WORD.finditer(text.casefold()):
            for part in (match[0], *_JOINED.split(match[0])):
                words.setdefault(stem(part), part)
    found = [words[one] for one in stems if one in words]
    return found if len(found) > 1 else [words.get(one, one) for one in stems]


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word without its ending, so that ``expired``, ``expires``, and ``expiring`` are one."""
    for ending, put in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM and not word.endswith("ss"):
            word = word[: -len(ending)] + put
            break
    if len(word) > _LEAST_STEM + 1 and word.endswith("e"):
        word = word[:-1]
    if len(word) > _LEAST_STEM + 1 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word


class AnyOf:
    """Any of the words of a list of the data file, each where a word may begin, in text of small letters.

    A word is only looked for where its longest plain part stands in the text, and only at the places where its plain
    beginning stands: both are told many times as fast as an expression is searched for.
    """

    def __init__(self, words: object) -> None:
        """The list, of regular expressions."""
        assert isinstance(words, list)
        self._entries = [
            (_plain_part(word), _plain_start(word), later(rf"\b{word}" if word[0] < _UNSPACED_FROM else word))
            for word in map(str, words)
        ]

    def likely(self, text: str, parts: AbstractSet[str]) -> "AnyOf | None":
        """Those of them that may stand in a text, of which ``parts`` are all parts (``parts_of``); None without any."""
        entries = [one for one in self._entries if (one[0][:_PART] in parts or len(one[0]) < _PART) and one[0] in text]
        if not entries:
            return None
        some = AnyOf([])
        some._entries = entries
        return some

    def matches(self, text: str) -> list[re.Match[str]]:
        """Where any of them stands, in the order of the list."""
        return [
            match for plain, start, pattern in self._entries if plain in text for match in _found(start, pattern, text)
        ]

    def first(self, text: str) -> int | None:
        """Where the first of them stands; None where none does."""
        found = (next(_found(start, pattern, text), None) for plain, start, pattern in self._entries if plain in text)
        return min((match.start() for match in found if match), default=None)


def parts_of(text: str) -> frozenset[str]:
    """All parts of a text that are as long as ``AnyOf.likely`` asks for: made once, they answer for many lists."""
    return frozenset([text[n : n + _PART] for n in range(len(text) - _PART + 1)])


def _found(start: str, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Where a pattern stands in a text; ``start`` is what it begins with, empty where that is not plain."""
    if not start:
        yield from pattern.finditer(text)
        return
    place = text.find(start)
    while place >= 0:
        match = pattern.match(text, place)
        if match:
            yield match
        place = text.find(start, max(match.end(), place + 1) if match else place + 1)


def _plain_start(word: str) -> str:
    """The plain letters that an expression begins with, where there are enough of them to be looked for."""
    if "|" in re.sub(r"\(.*\)", "", word):
        return ""
    plain = re.match(r"[^\W_]+(?:[ -][^\W_]+)*[ -]?", word)
    if plain is None:
        return ""
    held, rest = plain[0], word[plain.end() :]
    # what is optional or repeated is no part of the beginning
    return (held[:-1] if rest[:1] in {"?", "*", "{", "+"} else held) if len(held) > _LEAST_STEM else ""


def _plain_part(word: str) -> str:
    """The longest part of an expression that every match of it holds as it is; empty where there is none."""
    text, depth, kept = word, 0, []
    for char in re.sub(r"\\.|\[[^\]]*\]", "\0", text):
        depth += (char == "(") - (char == ")")
        kept.append("\0" if depth or char in ")|.^$" else char)
    plain = re.sub(r"[^\0](?:[?*]|\{[^}]*\})|[+?*]|\{[^}]*\}", "\0", "".join(kept))
    return max(plain.split("\0"), key=len)


@cache
def _noticed() -> tuple[tuple[str, AnyOf], ...]:
    return tuple((name, AnyOf(words)) for name, words in cast("Mapping[str, Plain]", table()["noticed"]).items())


@cache
def _near_miss() -> AnyOf:
    return AnyOf(table()["near_miss"])


def noticed_by(record: Record) -> str | None:
    """Who or what noticed an incident: as the document says it, else by the words of its detection.

    returns: monitoring, customer, team, or other; None where nothing says so.
    """
    detection = record.detection
    stated = " ".join(part for part in (detection.how, detection.origin, detection.noticed_by) if part)
    told = [event.what or "" for event in record.timeline if event.phase == "detected"]
    for text in (stated, detection.source or "", detection.text or "", " ".join(told)):
        found = _first_noticed(text)
        if found:
            return found
    return "other" if stated else None


def _first_noticed(text: str) -> str | None:
    small = text.lower()
    places = [(place, name) for name, words in _noticed() if (place := words.first(small)) is not None]
    return min(places)[1] if places else None


def is_near_miss(record: Record) -> bool:
    """Whether a document calls its incident a near miss."""
    said = (record.title, record.document_type, record.type, *record.tags, *record.classes)
    return any(_near_miss().first(text.lower()) is not None for text in said if text)


@cache
def _runbook_words() -> tuple[AnyOf, AnyOf, AnyOf]:
    words = cast("Mapping[str, Plain]", table()["runbook"])
    return AnyOf(words["name"]), AnyOf(words["new"]), AnyOf(words["update"])


def runbook_asked(text: str) -> str | None:
    """Whether words ask for a runbook: ``new``, ``update``; None where they speak of none or of neither."""
    name, new, update = _runbook_words()
    small = text.lower()
    if name.first(small) is None:
        return None
    return "update" if update.first(small) is not None else "new" if new.first(small) is not None else None
