"""Zones as logs and people write them."""

import re
from datetime import timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_HOURS = {
    "Z": 0,
    "UTC": 0,
    "GMT": 0,
    "UT": 0,
    "WET": 0,
    "WEST": 1,
    "CET": 1,
    "CEST": 2,
    "MET": 1,
    "MEST": 2,
    "EET": 2,
    "EEST": 3,
    "MSK": 3,
    "SAST": 2,
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
    "BRT": -3,
    "ART": -3,
    "NST": -3.5,
    "NDT": -2.5,
    "PKT": 5,
    "NPT": 5.75,
    "WIB": 7,
    "HKT": 8,
    "SGT": 8,
    "AWST": 8,
    "JST": 9,
    "KST": 9,
    "ACST": 9.5,
    "ACDT": 10.5,
    "AEST": 10,
    "AEDT": 11,
    "NZST": 12,
    "NZDT": 13,
}
AMBIGUOUS = frozenset({"IST", "CST", "BST", "AST", "ADT", "ECT", "SST", "GST", "AMT", "PHT", "WAT", "CAT", "EAT"})
"""Abbreviations that several zones share or that nobody may read alone; the zone stays unknown."""

ABBREVIATIONS = frozenset(_HOURS) - {"Z"} | AMBIGUOUS
"""All abbreviations that are read as zones."""

_OFFSET = re.compile(r"(?:UTC|GMT)?([+\-\u2212])(\d{1,2})(?::?(\d\d))?(?::?(\d\d))?$")


@cache
def fixed_zone(written: str) -> timezone | None:
    """The offset that a written zone states by itself; None for an ambiguous or unknown one."""
    upper = written.strip().upper()
    if upper in _HOURS:
        return timezone(timedelta(hours=_HOURS[upper]))
    found = _OFFSET.match(upper)
    if not found:
        return None
    sign, hours, minutes, seconds = found.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0), seconds=int(seconds or 0))
    if offset > timedelta(hours=15) or int(minutes or 0) > 59:
        return None
    return timezone(offset if sign == "+" else -offset)


@cache
def named_zone(written: str) -> tzinfo | None:
    """The zone of a supplied name: IANA, ``UTC``, an offset, or an unambiguous abbreviation."""
    fixed = fixed_zone(written)
    if fixed is not None:
        return fixed
    try:
        return ZoneInfo(written)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
