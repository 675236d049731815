"""The same event in several sources, told once with every citation kept."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from afterword.timeline.happening import GROUPED, Happening
from afterword.timeline.lanes import STORY
from afterword.timeline.minutes import seconds_of
from afterword.timeline.phrases import is_bot

_WORD = re.compile(r"[^\W_]+(?:[.-][^\W_]+)*")
_ECHO = 180.0
_NOTED = 75.0
_LIKE = 0.7
_ALIKE = 0.5
_FEWEST_WORDS = 3
_SECOND = 19


def merged(happenings: Sequence[Happening]) -> list[Happening]:
    """The events without those that say again what another one says.

    shape: equal words at the same second are one event; so is a tool's message in a chat that repeats, within
    three minutes, what the tool itself recorded, and a note of the minute that repeats what was said. Messages
    of logs are not compared: a repetition there is a fact.
    """
    first: dict[tuple[str, str], Happening] = {}
    rest: list[Happening] = []
    for item in happenings:
        if item.lane not in STORY or not item.entry.at:
            rest.append(item)
            continue
        key = (item.key[:_SECOND], " ".join((item.entry.what or "").casefold().split()))
        known = first.get(key)
        first[key] = joined(known, item, "the same in several records") if known else item
    return [*_without_echoes(list(first.values())), *rest]


def _without_echoes(items: list[Happening]) -> Iterator[Happening]:
    tools = [item for item in items if item.lane in {"alert", "pager", "deploy", "status"}]
    voices = [*tools, *(item for item in items if item.lane == "chat")]
    kept: dict[int, Happening] = {}
    gone: set[int] = set()
    for echo in items:
        original, reason = None, ""
        if echo.lane == "chat" and is_bot(echo.entry.who):
            original = _original(echo, tools, (-5.0, _ECHO), _LIKE)
            reason = f"repeated in the chat by {echo.entry.who}"
        elif echo.lane == "note":
            original = _original(echo, voices, (-_NOTED, _NOTED), _ALIKE, by_echo=True)
            reason = f"noted in {echo.entry.sources[0].file}"
        if original is not None:
            kept[id(original)] = joined(kept.get(id(original), original), echo, reason)
            gone.add(id(echo))
    yield from (kept.get(id(item), item) for item in items if id(item) not in gone)


def _original(
    echo: Happening, originals: Sequence[Happening], span: tuple[float, float], least: float, *, by_echo: bool = False
) -> Happening | None:
    """The event that an echo repeats: near in time, and with most of its words; ``by_echo``: of the echo's words."""
    when, words = seconds_of(echo.key), _words(echo)
    best, score = None, 0.0
    for item in originals:
        at = seconds_of(item.key)
        if when is None or at is None or not span[0] <= when - at <= span[1]:
            continue
        own = _words(item)
        counted = words if by_echo else own
        if len(counted) < _FEWEST_WORDS:
            continue
        shared = len(own & words)
        likeness = shared / len(counted) if shared >= _FEWEST_WORDS else 0.0
        if likeness >= least and likeness > score:
            best, score = item, likeness
    return best


def _words(item: Happening) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(item.entry.what or ""))


def joined(one: Happening, other: Happening, reason: str) -> Happening:
    """The first of two events with the citations, records, and count of both; ``reason`` says why they are one."""
    early, late = (one, other) if (one.key, one.sequence) <= (other.key, other.sequence) else (other, one)
    entry = one.entry
    sources = tuple(dict.fromkeys([*entry.sources, *other.entry.sources]))
    entry = replace(
        entry,
        who=entry.who or other.entry.who,
        sources=sources,
        count=entry.count + other.entry.count,
        first=early.entry.first or early.entry.at,
        last=late.entry.last or late.entry.at,
        reason=reason if entry.reason is None or entry.reason == reason else f"{entry.reason}; {reason}",
    )
    fates = tuple(dict.fromkeys([*one.fates, *other.fates]))
    return replace(one, entry=entry, fates=fates, told=GROUPED, weight=max(one.weight, other.weight))
