"""How far two sources are apart, by the times that both give to the same things."""

from collections.abc import Mapping
from statistics import median

from afterword.model.values import dataclass
from afterword.timeline.minutes import seconds_of

LEAST = 3.0
"""Seconds; sources that are less apart agree."""
QUARTER = 900.0
"""Zones are whole quarters of an hour apart."""
DELIVERY = 120.0
"""Seconds that a notice may take on its way from a monitor to a pager, or from there to a chat."""

_FEWEST = 15
_FEWEST_NOTICES = 3
_EVEN = 5.0
_NEAR_QUARTER = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Two sources that mention the same things."""

    one: str
    """A source."""
    other: str
    """Another one."""
    seconds: float
    """By how much the first one's times are later; 0 where they agree."""
    shared: int
    """How many things both mention."""
    things: str
    """What those are, in the plural."""
    even: bool
    """Whether the times are so evenly apart that one of the clocks can be set by the other."""

    @property
    def quarters(self) -> int:
        """Whole quarters of an hour, two at least, of which the sources are apart; 0 where they are not."""
        found = round(abs(self.seconds) / QUARTER)
        return found if found >= 2 and abs(abs(self.seconds) - found * QUARTER) <= _NEAR_QUARTER else 0


def by_identifiers(one: str, other: str, first: Mapping[str, str], second: Mapping[str, str]) -> Apart | None:
    """By when each first mentions an identifier; None where too few are shared, or there is no one answer."""
    apart = _differences(first, second)
    if len(apart) < _FEWEST:
        return None
    middle = median(apart)
    spread = median(abs(value - middle) for value in apart)
    if abs(middle) >= LEAST and spread > max(1.0, abs(middle) / 10):
        return None
    agreed = abs(middle) < LEAST
    return _made(one, other, 0.0 if agreed else middle, len(apart), "identifiers", spread)


def by_notices(one: str, other: str, first: Mapping[str, str], second: Mapping[str, str], steps: int) -> Apart | None:
    """By when each tells of the same alert; None where too few are told of by both, or there is no one answer.

    shape: ``steps`` says how far the second is behind the first on the way of a notice (monitor, pager, chat), below
    zero where it is before it; what comes later on that way may take two minutes to get there.
    """
    apart = _differences(first, second)
    if len(apart) < _FEWEST_NOTICES:
        return None
    middle = median(apart)
    off = sorted(abs(value - middle) for value in apart)
    # one in four may be what somebody only said of it later
    spread = off[len(off) - len(off) // 4 - 1]
    if spread > 2 * _EVEN:
        return None
    late = DELIVERY if steps <= 0 else LEAST
    early = DELIVERY if steps >= 0 else LEAST
    agreed = -early < middle < late
    return _made(one, other, 0.0 if agreed else middle, len(apart), "alerts", spread / 2)


def _differences(first: Mapping[str, str], second: Mapping[str, str]) -> list[float]:
    apart = []
    for word in first.keys() & second.keys():
        one, other = seconds_of(first[word]), seconds_of(second[word])
        if one is not None and other is not None:
            apart.append(one - other)
    return apart


def _made(one: str, other: str, seconds: float, shared: int, things: str, spread: float) -> Apart:
    found = Apart(one=one, other=other, seconds=seconds, shared=shared, things=things, even=spread <= _EVEN)
    if found.quarters and spread <= _NEAR_QUARTER:
        return Apart(one=one, other=other, seconds=seconds, shared=shared, things=things, even=True)
    return found


def spoken(seconds: float) -> str:
    """A length of time in words: ``2 h 5 min``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "h"), (minutes, "min"), (rest, "s")]
    return " ".join(f"{number} {unit}" for number, unit in parts if number)
