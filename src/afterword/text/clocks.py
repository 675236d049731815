"""Clock times as people write them in documents: 24 and 12 hours, with zone, imprecise, relative."""

import re
from functools import lru_cache

from afterword.model.values import dataclass
from afterword.model.vocabulary import Precision
from afterword.text import zones
from afterword.text.expressions import later
from afterword.text.time_words import any_of, time_words

_OFFSET = r"|(?:\+(?:0\d|1[0-4])|[\u2212-](?:0\d|1[0-2])):?(?:00|15|30|45)(?!\d)|\+(?:1[5-9]|[2-9]\d):?[0-5]\d(?![\d:])"
_WORDS = time_words()
_ZONE = (
    r"(?:\s*(?P<zone>Z(?![A-Za-z])|\((?:UTC|GMT)\s?[+\u2212-]\s?\d{1,2}(?::\d{2})?\)"
    r"|(?:UTC|GMT)(?:[+\u2212-]\d{1,2}(?::?\d{2})?|\s[+\u2212-]\d{2}:\d{2})(?![\d:])" + _OFFSET
    + r"|[(\[]?\b(?:(?-i:" + zones.PAIR + r")|UTC|GMT|(?-i:" + "|".join(zones.ABBREVIATIONS)
    + r"))(?![A-Za-z0-9])(?!-\w)[)\]]?"
    r"|\((?:zone unknown)\)"
    r"|\(?(?-i:America|Europe|Asia|Africa|Australia|Atlantic|Pacific|US|Etc)/[A-Za-z_/]+\)?"
    r"|\((?-i:Pacific|Eastern|Mountain|Central)(?: time)?\)"
    r"|(?-i:Pacific|Eastern|Mountain|Central)(?: standard| daylight)? time\b|\((?-i:[A-Z][a-z]{3,}) time\)))?"
)  # fmt: skip
_BEHIND_FOUR = r"(?=Z\b|\s?(?:UTC|GMT|[PMCE][SD]T|CES?T)\b)|\s?h(?:rs|ours)?\b"
_PLACE = r"|(?-i:[A-Z][a-z]{3,}(?:_[A-Z][a-z]+)?)(?=\s+[-\u2013\u2014]\s)"
GUESSED = rf"(?:{any_of(_WORDS.guessed)})(?![^\W\d_])\.?[)\]\uff09]?\s?[:\uff1a]?"
"""A word before a clock time that marks it as a guess, as a pattern."""
_FACE = (
    rf"(?P<about>[~\u2248\u00b1<\u2264\u2265]\s?|{GUESSED}\s*[~\u2248]?\s?"
    r"|(?:about|approx(?:imately|\.)?|around|circa|ca?\.|roughly|just\s+(?:before|after)|before"
    rf"|after|by|until|till|since|from|at|@|{any_of((*_WORDS.exact, *_WORDS.about, *_WORDS.bounds))})(?![^\W\d_])"
    r"\s*[~\u2248]?\s?)?"
    rf"(?:(?P<jhalf>{any_of(_WORDS.halves)})\s?)?"
    r"(?<![\d.:])(?:(?P<h>\d{1,2})[:\uff1a](?P<mi>\d{2}|[0-5?Xx][?Xx])(?:[:\uff1a](?P<s>\d{2})(?:[.,](?P<f>\d{1,9}))?)?"
    r"|(?P<hdot>\d{1,2})\.(?P<midot>\d{2})(?=\s|$|[\])}*_]|[:,]\s|[-\u2013\u2014]\d{1,2}\.\d\d(?![\d.])|\s*[ap]\.?m)"
    r"|(?P<hletter>\d{1,2})(?:h(?:(?P<miletter>[0-5]\d)(?:\s?min)?\b|(?=\s*(?:[:|)\]*_\u2013\u2014-](?:\s|$)|$)))|\sh\s(?P<mispaced>[0-5]\d)\b)"
    r"|(?P<hfour>[01]\d|2[0-3])(?P<mifour>[0-5]\d)(?:" + _BEHIND_FOUR + r")"
    r"|(?P<hh>\d{1,2})(?=\s?[ap]\.?m?\.?\b|\s?(?:Uhr|uur)\b)"
    r"|(?P<jh>\d{1,2})[\u6642\u65f6\u70b9\u9ede\uc2dc](?:\s?(?P<jmi>\d{1,2})[\u5206\ubd84])?(?:\s?(?P<js>\d{1,2})[\u79d2\ucd08])?"
    r"|(?P<word>(?:12\s)?(?:noon|midnight)\b))"
    rf"(?P<jabout>{any_of(_WORDS.about_behind)})?"
    r"(?!\d|:\d)(?:\s?(?P<half>[ap]\.?m\b\.?)|(?P<tight_half>[ap]\b(?!\.\w))"
    rf"|(?P<hour_word>\s?(?:{any_of(_WORDS.hour_words)})(?![^\W\d_])))?(?P<plus>\+(?!\d))?"
)
CLOCK = later(_FACE + _ZONE, re.IGNORECASE)
"""A clock time and the zone behind it."""

UNKNOWN = later(r"\[?\?{2,}\]?(?::\?\?)?")
"""Question marks in the place of a time."""

_MAY_HAVE_PLACE = later(r"[^\n]{0,24}?\d\s*[A-Z][a-z]{3,}(?:_[A-Z][a-z]+)?\s+[-\u2013\u2014]\s")
_PARTED = later(r"[\])}*_]*\s*(?:[-\u2013\u2014:|]|$)")
_BOUNDS = frozenset(
    {
        "<",
        "\u2264",
        "\u2265",
        "before",
        "after",
        "by",
        "until",
        "till",
        "just before",
        "just after",
        "since",
        *_WORDS.bounds,
    }
)
_EXACT = frozenset({"", "at", "@", "from", *_WORDS.exact})


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Face:
    """What a clock time says by itself; never changed."""

    hour: int
    """The hour as written, after am and pm."""
    minute: int = 0
    """The minute."""
    second: int = 0
    """The second."""
    fraction: str | None = None
    """Digits after the second."""
    precision: Precision = "minute"
    """How exactly it is written."""
    half: str | None = None
    """``a`` or ``p`` where the text says so."""

    @property
    def is_possible(self) -> bool:
        """Whether a clock can show it."""
        return self.hour <= 24 and self.minute <= 59 and self.second <= 60

    @property
    def minutes(self) -> int:
        """Minutes since midnight."""
        return self.hour % 24 * 60 + self.minute

    def in_half(self, half: str) -> "Face":
        """The same face before noon (``a``) or after it (``p``)."""
        hour = self.hour % 12 + (12 if half == "p" else 0)
        return Face(
            hour=hour,
            minute=self.minute,
            second=self.second,
            fraction=self.fraction,
            precision=self.precision,
            half=half,
        )


def clock_at(text: str, at: int) -> re.Match[str] | None:
    """The clock time at a place of a text, with the zone or the place of the world behind it."""
    return _clock_with_place(text, at) or CLOCK.match(text, at)


def bare_clock_at(text: str, at: int) -> re.Match[str] | None:
    """The clock time at a place of a text, where signed numbers behind it are no offset."""
    return _bare_clock().match(text, at)


def military_clock_at(text: str, at: int) -> re.Match[str] | None:
    """The clock time at a place of a text among others of four figures and nothing else: ``1400``."""
    return _military_clock().match(text, at)


def is_surely_clock(match: re.Match[str], *, is_dotted: bool = False) -> bool:
    """Whether a match without a day beside it is a time: dotted figures and bare hours are often none.

    ``is_dotted`` says that the times around are written with dots.
    """
    if match.group("hdot"):
        is_plain = len(match.group("hdot")) == 2 or half_of(match) or match.group("zone") or match.group("hour_word")
        is_parted = _PARTED.match(match.string, match.end())
        is_range = int(match.group("hdot")) < 24 and int(match.group("midot")) < 60
        return is_range and bool(is_plain or is_parted or is_dotted)
    if match.group("hh"):
        return bool(half_of(match) or match.group("hour_word")) and int(match.group("hh")) <= 24
    return True


def half_of(match: re.Match[str]) -> str | None:
    """``a`` or ``p`` where a clock time states its half of the day."""
    jhalf, half, tight = match.group("jhalf", "half", "tight_half")
    if jhalf:
        return _WORDS.halves[jhalf]
    return (half or tight)[0].lower() if half or tight else None


def zone_in(match: re.Match[str]) -> str | None:
    """The zone that stands behind a clock time, without its brackets."""
    written = match.group("zone")
    return written.strip("()[] ") if written else None


def face_of(match: re.Match[str]) -> Face:
    """What a match of ``CLOCK`` says."""
    word, h, hdot, hh, hletter, hfour, jh = match.group("word", "h", "hdot", "hh", "hletter", "hfour", "jh")
    if word:
        return Face(hour=12 if "noon" in word.lower() else 0, precision=_precision(match, "minute"))
    hour = int(h or hdot or hh or hletter or hfour or jh)
    mi, midot, miletter, mispaced, mifour, jmi = match.group("mi", "midot", "miletter", "mispaced", "mifour", "jmi")
    written = mi or midot or miletter or mispaced or mifour or jmi
    precision: Precision = "minute"
    if written is None or not written.isdigit():
        precision, written = "hour", None
    half = half_of(match)
    jhalf, s, js, fraction = match.group("jhalf", "s", "js", "f")
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif jhalf and hour < 12:
        hour += 12 if half == "p" else 0
    second = s or js
    if second:
        precision = "second"
    if fraction:
        precision = "exact"
    return Face(
        hour=hour,
        minute=int(written or 0),
        second=int(second or 0),
        fraction=fraction,
        precision=_precision(match, precision),
        half=half,
    )


def _precision(match: re.Match[str], stated: Precision) -> Precision:
    about, plus, jabout = match.group("about", "plus", "jabout")
    said = " ".join(about.lower().split()) if about else ""
    if said in _BOUNDS:
        return "bounded"
    return "approximate" if said not in _EXACT or plus or jabout else stated


@lru_cache(maxsize=1)
def _placed_clock() -> re.Pattern[str]:
    """Compiled when it is needed: these patterns are a tenth of a short command's time."""
    return re.compile(_FACE + _ZONE.removesuffix("))?") + _PLACE + "))?", re.IGNORECASE)


@lru_cache(maxsize=1)
def _military_clock() -> re.Pattern[str]:
    return re.compile(_FACE.replace(_BEHIND_FOUR, _BEHIND_FOUR + r"|(?![\w%/]|[.,:]\d)") + _ZONE, re.IGNORECASE)


@lru_cache(maxsize=1)
def _bare_clock() -> re.Pattern[str]:
    return re.compile(_FACE + _ZONE.replace(_OFFSET, ""), re.IGNORECASE)


def _clock_with_place(text: str, at: int) -> re.Match[str] | None:
    """A clock time behind which the name of a place stands for its zone: ``16:37 Denver - restarted``."""
    if not _MAY_HAVE_PLACE.match(text, at):
        return None
    clock = _placed_clock().match(text, at)
    return clock if clock and clock.group("zone") and zones.zone_of(clock.group("zone")) else None


@lru_cache(maxsize=1)
def _relative() -> re.Pattern[str]:
    unit = r"(?:[.,]\d+)?\s?(?:d|days?|h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?)(?![^\W\d_])"
    return re.compile(
        r"(?:T\s?0?\s?(?P<sign>[+\u2212\u2013-])\s?(?=\d)|T\s?0|T(?=\s*[:|*)\]]|\s[-\u2013\u2014]\s)|0\s?(?:m(?:in(?:ute)?s?)?|s(?:ec(?:ond)?s?)?|h(?:ours?)?)\b|Post[\s-]\s?(?=\d+(?:[.,]\d+)?\s?[dhms])|(?P<plus>[+])\s?)"
        r"(?:(?P<clock>\d{1,3}:\d{2}(?::\d{2})?)|(?P<parts>\d+" + unit + r"(?:\s?\d+" + unit + r")*)|(?P<bare>\d+)\b)?"
        r"(?=[\s:)\]*_|,-]|$)",
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """A time counted from another: ``T+5m``, ``+00:12``."""

    seconds: int
    """How long after it; negative for before."""
    end: int
    """The character after it."""


_UNITS = {"d": 86400, "h": 3600, "m": 60, "s": 1}


def relative_at(text: str, at: int) -> Relative | None:
    """A relative time at a place of a text; a bare number counts minutes."""
    at += text[at : at + 1] in {"~", "\u2248"}
    if text[at : at + 1] not in {"T", "t", "+", "P", "p", "0"}:
        return None
    match = _relative().match(text, at)
    if match is None or (match.group("plus") and not (match.group("clock") or match.group("parts"))):
        return None
    if match.group("sign") and not (match.group("clock") or match.group("parts") or match.group("bare")):
        return None
    return Relative(
        seconds=-_seconds(match) if match.group("sign") in {"-", "\u2212", "\u2013"} else _seconds(match),
        end=match.end(),
    )


def _seconds(match: re.Match[str]) -> int:
    if match.group("clock"):
        numbers = [int(n) for n in match.group("clock").split(":")]
        return numbers[0] * 3600 + numbers[1] * 60 + (numbers[2] if len(numbers) > 2 else 0)
    if match.group("parts"):
        parts = re.findall(r"(\d+(?:[.,]\d+)?)\s?([a-z])", match.group("parts").lower())
        return round(sum(float(n.replace(",", ".")) * _UNITS[unit] for n, unit in parts))
    return int(match.group("bare") or 0) * 60
