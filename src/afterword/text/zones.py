"""Zones as people write them: offsets, abbreviations that mean one offset, and names of places."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from afterword.text.expressions import later
from afterword.text.time_words import time_words

_HOURS = {
    "UTC": 0,
    "GMT": 0,
    "UT": 0,
    "Z": 0,
    "EST": -5,
    "EDT": -4,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "AKST": -9,
    "AKDT": -8,
    "HST": -10,
    "WET": 0,
    "WEST": 1,
    "CET": 1,
    "CEST": 2,
    "MEZ": 1,
    "MESZ": 2,
    "MET": 1,
    "MEST": 2,
    "EET": 2,
    "EEST": 3,
    "SAST": 2,
    "WAT": 1,
    "CAT": 2,
    "EAT": 3,
    "PHT": 8,
    "MSK": 3,
    "TRT": 3,
    "PKT": 5,
    "NPT": 5.75,
    "WIB": 7,
    "SGT": 8,
    "HKT": 8,
    "AWST": 8,
    "JST": 9,
    "KST": 9,
    "ACST": 9.5,
    "ACDT": 10.5,
    "AEST": 10,
    "AEDT": 11,
    "NZST": 12,
    "NZDT": 13,
    "BRT": -3,
    "ART": -3,
    "NST": -3.5,
    "NDT": -2.5,
}
_AMBIGUOUS = frozenset({"IST", "CST", "BST", "AST", "ADT", "ECT", "SST", "GST", "AMT"})
_REGIONS = {"PT": "America/Los_Angeles", "ET": "America/New_York", "MT": "America/Denver", "CT": "America/Chicago"}
_FULL_NAMES = {
    "pacific": "America/Los_Angeles",
    "pacific time": "America/Los_Angeles",
    "us/pacific": "America/Los_Angeles",
    "eastern": "America/New_York",
    "eastern time": "America/New_York",
    "us/eastern": "America/New_York",
    "us eastern": "America/New_York",
    "us pacific": "America/Los_Angeles",
    "us central": "America/Chicago",
    "us mountain": "America/Denver",
    "us pacific time": "America/Los_Angeles",
    "us eastern time": "America/New_York",
    "us central time": "America/Chicago",
    "us mountain time": "America/Denver",
    "mountain": "America/Denver",
    "mountain time": "America/Denver",
    "us/mountain": "America/Denver",
    "us/central": "America/Chicago",
    "central": "America/Chicago",
    "gmt/utc": "UTC",
    "utc/gmt": "UTC",
    "cst/cdt": "America/Chicago",
    "cdt/cst": "America/Chicago",
    "gmt/bst": "Europe/London",
    "bst/gmt": "Europe/London",
    "pacific standard time": "Etc/GMT+8",
    "pacific daylight time": "Etc/GMT+7",
    "mountain standard time": "Etc/GMT+7",
    "mountain daylight time": "Etc/GMT+6",
    "central standard time": "Etc/GMT+6",
    "central daylight time": "Etc/GMT+5",
    "eastern standard time": "Etc/GMT+5",
    "eastern daylight time": "Etc/GMT+4",
    "central time": "America/Chicago",
    "zulu": "UTC",
    "coordinated universal time": "UTC",
}
_SEASONS = {
    "EST": "America/New_York", "EDT": "America/New_York", "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles",
    "MDT": "America/Denver", "CDT": "America/Chicago", "CET": "Europe/Berlin", "CEST": "Europe/Berlin",
    "MEZ": "Europe/Berlin", "MESZ": "Europe/Berlin",
    "EET": "Europe/Athens", "EEST": "Europe/Athens", "AEST": "Australia/Sydney", "AEDT": "Australia/Sydney",
    "NZST": "Pacific/Auckland", "NZDT": "Pacific/Auckland",
}  # fmt: skip
_REGION_NAMES = ("Europe", "America", "Asia", "Australia", "Africa", "Pacific")
_PLACE = later(r"[A-Z][A-Za-z_-]+(?:/[A-Z][A-Za-z_-]+){1,2}|[A-Z][A-Za-z_-]{3,}")
_MEANINGS = {
    "IST": {
        "Asia/Kolkata": r"India|Kolkata|Mumbai|Delhi|Bangalore|Bengaluru|Chennai|Hyderabad|Pune|\+\s?0?5:30",
        "Europe/Dublin": r"Ireland|Irish|Dublin",
        "Asia/Jerusalem": r"Israel|Tel[ -]Aviv|Jerusalem",
    },
    "CST": {
        "Etc/GMT+6": r"Chicago|Texas|Austin|Dallas|Houston|US Central|CDT|(?:UTC|GMT)\s?[-\u2212]\s?0?6",
        "Asia/Shanghai": r"China|Chinese|Beijing|Shanghai|Shenzhen|(?:UTC|GMT)\s?\+\s?0?8",
    },
    "BST": {
        "Etc/GMT-1": r"London|United Kingdom|\bUK\b|British|England|Europe/London|(?:UTC|GMT)\s?\+\s?0?1\b",
        "Asia/Dhaka": r"Bangladesh|Dhaka",
    },
}
_OFFSET = later(
    r"(?:UTC|GMT)?\s?(?P<sign>[+\u2212-])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d)(?::?(?P<seconds>[0-5]\d))?)?",
    re.IGNORECASE,
)
_FARTHEST = timedelta(hours=14)

ABBREVIATIONS = tuple(sorted({*_HOURS, *_AMBIGUOUS, *_REGIONS} - {"Z"}, key=lambda a: (-len(a), a)))
"""Every abbreviation that is recognised as a zone, the longest first."""
_SEASONAL = "|".join((*_SEASONS, "CST", "BST", "GMT", "UTC"))
PAIR = rf"(?:{_SEASONAL})/(?:{_SEASONAL})"
"""Two abbreviations for winter and summer time of one zone, as a pattern: ``PST/PDT``."""


@lru_cache(maxsize=512)
def zone_of(written: str) -> tzinfo | None:
    """The zone that a text names.

    returns: None for one that is unknown, and for abbreviations that several zones share
    (IST, CST, BST): guessing between continents is worse than not knowing.
    """
    text = written.strip().strip("()[]")
    upper = text.upper()
    if upper in _HOURS:
        return UTC if _HOURS[upper] == 0 and upper != "WET" else timezone(timedelta(hours=_HOURS[upper]), upper)
    if upper in _REGIONS:
        return ZoneInfo(_REGIONS[upper])
    if match := _OFFSET.fullmatch(text):
        hours, minutes, seconds = (int(match[part] or 0) for part in ("hours", "minutes", "seconds"))
        offset = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        if offset > _FARTHEST:
            return None
        return UTC if not offset else timezone(offset if match["sign"] == "+" else -offset)
    if upper in _AMBIGUOUS or (len(text) < 4 and text.isascii()):
        return None
    name = _FULL_NAMES.get(text.lower()) or time_words().zones.get(text.lower()) or _seasons_of(upper)
    name = name or _place(text.removesuffix(" time"))
    return load(name) if name else None


def _seasons_of(upper: str) -> str | None:
    """The region whose winter and summer time two abbreviations name together: ``PST/PDT``."""
    regions = {_SEASONS.get(part.strip()) for part in upper.split("/")} if "/" in upper else set()
    return regions.pop() if len(regions) == 1 else None


def named_zone(written: str) -> tzinfo | None:
    """The zone that somebody names on purpose: any of the zone database too; None for one that is unknown."""
    return zone_of(written) or load(written)


def is_ambiguous(written: str) -> bool:
    """Whether a text is an abbreviation that several zones share."""
    return written.strip().strip("()[]").upper() in _AMBIGUOUS


def meant_in(written: str, text: str) -> str | None:
    """The zone that an abbreviation of several means in a text that names only places of one; None for no hint."""
    meanings = _MEANINGS.get(written.strip().strip("()[]").upper(), {})
    named = [zone for zone, places in meanings.items() if re.search(places, text)]
    return named[0] if len(named) == 1 else None


@lru_cache(maxsize=512)
def season_region(written: str) -> tzinfo | None:
    """The region whose summer or winter time an abbreviation names; None for those without a season."""
    name = _SEASONS.get(written.strip().strip("()").upper())
    return load(name) if name else None


def to_utc(local: datetime, zone: tzinfo, fold: int | None = None) -> datetime:
    """The instant of a naive local time; in a repeated hour ``fold`` 1 is the later one."""
    return local.replace(tzinfo=zone, fold=fold or 0).astimezone(UTC).replace(tzinfo=None, fold=0)


def is_repeated(local: datetime, zone: tzinfo) -> bool:
    """Whether the clocks of a zone show this local time twice."""
    if isinstance(zone, timezone):
        return False
    return local.replace(tzinfo=zone).utcoffset() > local.replace(tzinfo=zone, fold=1).utcoffset()  # type: ignore[operator]


def does_not_exist(local: datetime, zone: tzinfo) -> bool:
    """Whether the clocks of a zone skip this local time."""
    if isinstance(zone, timezone):
        return False
    there = local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    return there.replace(tzinfo=None, fold=0) != local.replace(fold=0)


def _place(text: str) -> str | None:
    """The name in the zone database of a place, with or without its region; walking the database costs too much."""
    name = "/".join(part[:1].upper() + part[1:] for part in text.replace(" ", "_").split("/"))
    candidates = [name] if "/" in name else [f"{region}/{name}" for region in _REGION_NAMES]
    return next((c for c in candidates if load(c)), None) if _PLACE.fullmatch(name) else None


def load(name: str) -> tzinfo | None:
    """The zone of the zone database with this name, or None."""
    try:
        return UTC if name == "UTC" else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
