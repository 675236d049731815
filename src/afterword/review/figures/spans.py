"""Durations and stretches of clock time as people write them, with the place where each stands."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.model.values import dataclass
from afterword.text.expressions import later

_WORDS: Final = {
    "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0,
    "eight": 8.0, "nine": 9.0, "ten": 10.0, "twelve": 12.0, "fifteen": 15.0, "twenty": 20.0, "thirty": 30.0,
    "forty": 40.0, "half an": 0.5, "half a": 0.5,
}  # fmt: skip
_UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_UNIT = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|(?-i:[smhdw])(?![A-Za-z]))(?![A-Za-z])(?!\s*/)"
_NUMBER = r"\d{1,4}(?:[.,]\d{1,2})?(?![\d:])"
_DURATION: Final = later(
    rf"(?<![\w.:/$#-])(?P<first>{_NUMBER}|half an?|(?:an?(?![\s-]sec)|one|two|three|four|five|six|seven|eight|nine|ten"
    rf"|twelve|fifteen|twenty|thirty|forty)(?=[\s-]))[\s-]?(?P<unit>{_UNIT})"
    rf"(?P<rest>(?:\s?,?\s?(?:and\s)?{_NUMBER}[\s-]?{_UNIT})*)(?P<half>\s+and\s+a\s+half)?",
    re.IGNORECASE,
)
_PART: Final = later(rf"({_NUMBER})[\s-]?({_UNIT})", re.IGNORECASE)
_UNIT_THERE: Final = later(r"\d\s?-?[smhdwSMHDW]|hour|minute|day|week|second", re.IGNORECASE)
_APPROXIMATE: Final = later(
    r"(?:~|\u2248|[<>\u2264\u2265]=?|\b(?:about|approx(?:imately|\.)?|around|roughly|nearly|almost|over|under|some"
    r"|more than|less than|at least|at most|up to|close to|just|circa|ca\.|c\.|an estimated|well|fewer than|within)"
    r")\s*(?:of\s+|an?\s+)?(?:total of\s+)?$",
    re.IGNORECASE,
)
_APPROXIMATELY_AFTER: Final = later(r"\s?(?:\+|or so\b|-ish\b|or more\b|approx|\(approx|\(estimated)", re.IGNORECASE)
_CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?"
_ZONE = r"(?:\s?(?:[ap]\.?m\.?(?![a-z])|[A-Z]{3,4}\b|Z\b|UTC[+-]\d+))*"
_RANGE: Final = later(
    rf"(?<![\d:.-])(?P<from>{_CLOCK})(?P<zone>{_ZONE})\s?(?:-|\u2013|\u2014|\u2192|->|to|until|till)\s?"
    rf"(?P<to>{_CLOCK})(?P<after>{_ZONE})(?![\d:])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """A stated duration."""

    start: int
    """Where it stands in the text that was searched."""
    end: int
    """Where it ends."""
    seconds: float
    """How long."""
    unit: int
    """The finest unit that is stated, in seconds."""
    is_rounded: bool
    """Whether words or marks say that it is not exact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Two clock times, the second after the first."""

    start: int
    """Where it stands in the text that was searched."""
    end: int
    """Where it ends."""
    first: int
    """Seconds from midnight."""
    last: int
    """Seconds from midnight of the same day; from 86400 on where it is of the next one."""
    first_length: int
    """How many characters the first time has."""
    last_at: int
    """Where the second time starts."""
    last_end: int
    """Where the second time ends."""
    zone: str
    """The zone as written; empty for none."""

    @property
    def seconds(self) -> int:
        """How long."""
        return self.last - self.first


def durations(text: str) -> Iterator[Duration]:
    """The durations in a text, in order."""
    if not _UNIT_THERE.search(text):
        return
    for match in _DURATION.finditer(text):
        seconds, unit = _amount(match["first"]), _UNITS[match["unit"][0].lower()]
        seconds *= unit
        for number, name in _PART.findall(match["rest"]):
            unit = _UNITS[name[0].lower()]
            seconds += _amount(number) * unit
        if match["half"]:
            seconds, unit = seconds + unit / 2, unit // 2
        elif "." in match["first"] or "half" in match["first"].lower():
            unit = max(unit // 10, 1)
        before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 14]
        rounded = _APPROXIMATE.search(before) is not None or _APPROXIMATELY_AFTER.match(after) is not None
        yield Duration(
            start=match.start(), end=match.end(), seconds=seconds, unit=unit, is_rounded=rounded or _is_vague(match)
        )


def _is_vague(match: re.Match[str]) -> bool:
    return not match["first"][0].isdigit() and not match["rest"]


def _amount(text: str) -> float:
    return _WORDS.get(text.lower()) or float(text.replace(",", ".") if text[0].isdigit() else 1)


def stretches(text: str) -> Iterator[Stretch]:
    """The stretches of clock time in a text, in order; those on a 12-hour clock are left out."""
    if ":" not in text:
        return
    for match in _RANGE.finditer(text):
        zones = f"{match['zone']} {match['after']}"
        if "m" in zones.lower().replace("gmt", ""):
            continue
        first, last = _clock(match["from"]), _clock(match["to"])
        yield Stretch(
            start=match.start(),
            end=match.end("to"),
            first=first,
            last=last if last >= first else last + 86400,
            first_length=len(match["from"]),
            last_at=match.start("to"),
            last_end=match.end("to"),
            zone=match["after"].strip() or match["zone"].strip(),
        )


def _clock(text: str) -> int:
    parts = [int(part) for part in text.split(":")]
    return parts[0] * 3600 + parts[1] * 60 + (parts[2] if len(parts) > 2 else 0)


def agrees(stated: Duration, seconds: float) -> bool:
    """Whether a stated figure says the same as a measured one: less than a minute apart, or rounded and marked.

    shape: marked, it may be off by half of what it looks rounded to, or a tenth; a bare number of hours or days
    may be off by a tenth.
    """
    apart = abs(stated.seconds - seconds)
    if apart < 60:
        return True
    if stated.is_rounded:
        return apart <= max(_step(stated) / 2, seconds / 10, 60)
    return stated.unit >= 3600 and apart <= seconds / 10


def _step(stated: Duration) -> float:
    """What a figure looks rounded to."""
    number = stated.seconds / stated.unit
    for step in (10, 5):
        if number >= step and number % step == 0 and stated.unit < 3600:
            return step * stated.unit
    return stated.unit
