"""What a clock time means at its place: the day it falls on, its zone, the instant."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from afterword.model.moment import Moment
from afterword.model.vocabulary import Basis
from afterword.text import zones
from afterword.text.clocks import Face, face_of, zone_in
from afterword.text.time_context import Context, day_without_year
from afterword.text.time_pieces import Parts

_DAY = timedelta(days=1)


def day_of_parts(parts: Parts | None, context: Context) -> tuple[date | None, tuple[int, int] | None, Basis]:
    """The day of a written time, else its month and day of an unknown year, and where the year comes from.

    ``parts`` is None for a clock time alone.
    """
    if parts is not None and parts.weekday is not None:
        return parts.weekday, None, "inferred"
    if parts is not None and parts.is_impossible:
        return None, None, "unknown"
    written = parts.day if parts else None
    if written is None:
        if context.day is not None:
            return context.day, None, context.day_basis
        return None, context.month_day, "unknown"
    if written.is_ambiguous:
        return None, None, "unknown"
    if written.year is not None:
        return written.on(), None, "stated" if written.on() else "unknown"
    day = day_without_year(written, context)
    if day is not None:
        return day, None, "inferred"
    return None, (written.month, written.day) if written.on(2000) else None, "unknown"


def zone_of_clock(text: str | None, context: Context) -> tuple[str | None, Basis]:
    """The zone of a clock time behind which this one is written, and where it comes from."""
    if text is None:
        return context.zone, context.zone_basis if context.zone else "unknown"
    if text.lower() == "zone unknown":
        return None, "unknown"
    return text, "stated" if tz(text, context) else "unknown"


def with_clock(
    clock: re.Match[str],
    day: date | None,
    month_day: tuple[int, int] | None,
    parts: Parts | None,
    context: Context,
    basis: Basis,
    written: str | None = None,
) -> tuple[date | None, datetime | None, Moment]:
    """The day, the local time, and the moment of a clock time of a day; without a day there is no local time."""
    face = face_of(clock)
    zone_text, zone_basis = zone_of_clock(zone_in(clock), context)
    if not face.is_possible:
        return day, None, Moment(written=written, zone=zone_text, zone_basis=zone_basis)
    is_bare = parts is not None and not parts.has_day and parts.weekday is None
    return at_face(face, zone_text, zone_basis, day, month_day, context, basis, written, is_bare=is_bare)


def at_face(
    face: Face,
    zone_text: str | None,
    zone_basis: Basis,
    day: date | None,
    month_day: tuple[int, int] | None,
    context: Context,
    basis: Basis,
    written: str | None,
    *,
    is_bare: bool,
) -> tuple[date | None, datetime | None, Moment]:
    """The same for what a clock shows; ``is_bare`` says that no day stands beside it."""
    if context.is_twelve_hour and is_bare:
        face = _likely_half(face, context)
    if day is None:
        stamp = f"T{face.hour % 24:02d}:{face.minute:02d}:{face.second:02d}" + (
            f".{face.fraction}" if face.fraction else ""
        )
        at = f"--{month_day[0]:02d}-{month_day[1]:02d}{stamp}" if month_day else None
        moment = Moment(at=at, written=written, precision=face.precision, zone=zone_text, zone_basis=zone_basis)
        return None, None, moment
    local = datetime(  # noqa: DTZ001 (local time of a zone that may be unknown)
        day.year, day.month, day.day, face.hour % 24, face.minute, min(face.second, 59)
    )
    is_midnight = face.hour == 24
    if is_midnight:
        local += _DAY
    if is_bare and context.previous and (days := _days_between(local, zone_text, context)):
        local += timedelta(days=days)
    moment = Moment(
        at=_at(local, face.fraction, zone_text, context),
        written=written,
        precision=face.precision,
        zone=zone_text,
        zone_basis=zone_basis,
        year_basis=basis,
        basis_reason=_reason(basis, zone_basis, context) if "inferred" in {basis, zone_basis} else None,
    )
    return (local - _DAY if is_midnight else local).date(), local, moment


def _likely_half(face: Face, context: Context) -> Face:
    """A clock without am or pm among some with it: the half of the day that follows the time before soonest."""
    if face.half or face.hour > 12 or not face.hour or context.previous is None:
        return face
    before = context.previous.hour * 60 + context.previous.minute
    step = -1 if context.is_newest_first else 1
    halves = [face.in_half(half) for half in "ap"]
    return min(halves, key=lambda f: (f.minutes - before) * step % 1440)


def _days_between(local: datetime, zone_text: str | None, context: Context) -> int:
    """How many days after the day of the time before a clock is: 1 or -1 where it passed midnight."""
    assert context.previous is not None
    before, now = context.previous, local
    is_same = zone_text == context.previous_zone
    zone, zone_before = (None, None) if is_same else (tz(zone_text, context), tz(context.previous_zone, context))
    mixed = zone is not None and zone_before is not None
    if zone is not None and zone_before is not None:
        before, now = zones.to_utc(before, zone_before), zones.to_utc(now, zone)
    elif before.date() != now.date() or (now >= before and not context.is_newest_first):
        return 0
    minutes = (now - before).total_seconds() / 60
    if context.is_newest_first:
        return -1 if minutes > context.overnight else 0
    if mixed and minutes > 1440 - context.overnight:
        return -1
    return 1 if minutes < -context.overnight else 0


def placed(moment: Moment, local: datetime, fraction: str | None, zone_text: str | None, context: Context) -> Moment:
    """The moment at another local time."""
    reason = _reason(moment.year_basis, moment.zone_basis, context)
    return replace(moment, at=_at(local, fraction, zone_text, context), basis_reason=reason)


def _at(local: datetime, fraction: str | None, zone_text: str | None, context: Context) -> str:
    tail = f".{fraction.rstrip('0')}" if fraction and fraction.strip("0") else ""
    zone = tz(zone_text, context)
    if zone is None:
        return local.isoformat() + tail
    if zone is UTC:
        return local.isoformat() + tail + "Z"
    fold = 0
    if zones.is_repeated(local, zone) and context.previous and context.previous > local.replace(fold=0):
        fold = 1
    return zones.to_utc(local, zone, fold).isoformat() + tail + "Z"


def _reason(year_basis: Basis, zone_basis: Basis, context: Context) -> str | None:
    year = context.reason if year_basis == "inferred" else None
    zone = context.zone_reason if zone_basis == "inferred" else None
    return f"{year}; {zone}" if year and zone and year != zone else year or zone or None


def tz(zone_text: str | None, context: Context | None = None) -> tzinfo | None:
    """The zone that a text names in a document; None for none that is known."""
    if not zone_text:
        return None
    if context and context.meant and zone_text == context.meant[0]:
        return zones.named_zone(context.meant[1])
    return zones.zone_of(zone_text)


def rezone(moment: Moment, local: datetime, zone_text: str, context: Context) -> Moment:
    """The moment of a local time in a zone that is stated behind it."""
    zone = tz(zone_text, context)
    moment = replace(moment, zone=zone_text, zone_basis="stated")
    if zone is None or moment.at is None or moment.at.startswith("--"):
        return moment
    return replace(moment, at=zones.to_utc(local, zone).isoformat() + "Z")


def shown_clock(clock: re.Match[str]) -> str:
    """A clock time as it is written, without its zone."""
    return (
        clock.group()[: clock.start("zone") - clock.start()].strip() if clock.group("zone") else clock.group().strip()
    )
