"""What people and tools say of an incident, by the phrases of one data file; doubts and questions say nothing."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import cast

from afterword.model.values import dataclass
from afterword.model.vocabulary import EventKind, Phase
from afterword.text.expressions import later

_SENTENCE = later(r"(?<=[.!?])\s+(?=[^\s])|\n+|\s+[;\u2014\u2013]\s+")
_QUOTED = later(r"```.*?```|`[^`]*`|^\s*>.*$", re.DOTALL | re.MULTILINE)
_CLAUSE = later(r"[,:;>]|\b(?:but|and|so)\b")
_LONGEST = 4000
_SHORT = 25
_PREFIX = 3
_LITERAL = later(r"[a-z0-9/]+")
_ESCAPED = later(r"\\x[0-9a-f]{2}|\\.")
_AROUND = later(r"\(\?<?[!=](?:[^()]|\([^()]*\))*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What one sentence of a message marks."""

    phase: Phase
    """The milestone."""
    kind: EventKind
    """The sort of happening."""
    words: str
    """The words that say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrases:
    never: re.Pattern[str]
    before: re.Pattern[str]
    denials: re.Pattern[str]
    after: re.Pattern[str]
    bots: re.Pattern[str]
    decisions: re.Pattern[str]
    noise: tuple[tuple[str, re.Pattern[str]], ...]
    phases: tuple[tuple[Phase, EventKind, re.Pattern[str], frozenset[str]], ...]
    decision_hints: frozenset[str]


@lru_cache(maxsize=8192)
def sayings(text: str) -> tuple[Saying, ...]:
    """The milestones that a message states, in the order of its sentences; each phase once.

    shape: quoted text and code say nothing, nor does a sentence that asks, plans, doubts, denies,
    or speaks of another time.
    """
    found: dict[Phase, Saying] = {}
    phrases = _phrases()
    for sentence in sentences(text):
        if phrases.never.search(sentence):
            continue
        begins = {word[:_PREFIX] for word in _LITERAL.findall(sentence.lower())}
        short = len(sentence) <= _SHORT
        for phase, kind, pattern, hints in phrases.phases:
            match = pattern.search(sentence) if short or not hints.isdisjoint(begins) else None
            if match and phase not in found and not _doubted(sentence, match, phrases):
                found[phase] = Saying(phase=phase, kind=kind, words=match.group().strip())
    return tuple(found.values())


def is_decision(text: str) -> bool:
    """Whether a message states a decision."""
    phrases = _phrases()
    if phrases.decision_hints.isdisjoint(word[:_PREFIX] for word in _LITERAL.findall(text.lower())):
        return False
    return any(phrases.decisions.search(s) and not s.rstrip().endswith("?") for s in sentences(text))


@lru_cache(maxsize=4096)
def is_bot(who: str | None) -> bool:
    """Whether a name is that of a tool which repeats elsewhere what it reports."""
    return who is not None and _phrases().bots.search(who) is not None


def noise_of(text: str) -> str | None:
    """Why a message of a chat tells nothing; None where it may tell something."""
    return next((reason for reason, pattern in _phrases().noise if pattern.search(text)), None)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a message, without quoted text and code."""
    plain = _QUOTED.sub(" ", text[:_LONGEST]).replace("\u2019", "'")
    yield from (part.strip() for part in _SENTENCE.split(plain) if part and part.strip())


def _doubted(sentence: str, match: re.Match[str], phrases: _Phrases) -> bool:
    said = sentence[: match.end()]
    clause = sentence[max((end.end() for end in _CLAUSE.finditer(sentence, 0, match.start())), default=0) : match.end()]
    return bool(
        phrases.before.search(said) or phrases.denials.search(clause) or phrases.after.search(sentence[match.end() :])
    )


@cache
def _phrases() -> _Phrases:
    data = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))
    common = frozenset(data["common"].split())
    return _Phrases(
        never=_any(data["doubts"]["sentence"]),
        before=_any(data["doubts"]["before"]),
        denials=_any(data["doubts"]["denials"]),
        after=_any(data["doubts"]["after"]),
        bots=_any([data["bots"]]),
        decision_hints=_hints([word for entry in data["decision"] for word in entry["words"]], common),
        decisions=_any([word for entry in data["decision"] for word in entry["words"]]),
        noise=tuple((reason, _any([pattern])) for reason, pattern in data["noise"].items()),
        phases=tuple(
            (
                cast(Phase, entry["phase"]),
                cast(EventKind, entry["kind"]),
                _any(entry["words"]),
                _hints(entry["words"], common),
            )
            for entry in data["phrase"]
        ),
    )


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def _hints(patterns: list[str], common: frozenset[str]) -> frozenset[str]:
    """Beginnings of words of which every text that a pattern finds has one: looking for them first saves the search."""
    words: set[str] = set()
    for pattern in patterns:
        plain = _ESCAPED.sub(" ", _AROUND.sub(" ", pattern))
        words.update(word[:_PREFIX] for word in _LITERAL.findall(plain.lower()) if word not in common)
    return frozenset(words)
