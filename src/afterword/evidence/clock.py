"""Times of one text turned into moments: normalised, and nothing guessed."""

import re
from collections.abc import Callable
from dataclasses import field, replace
from datetime import UTC, datetime, timedelta, tzinfo

from afterword.errors import UsageError
from afterword.evidence.making import maker
from afterword.evidence.options import Options
from afterword.model.moment import Moment
from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.model.vocabulary import Basis, Precision
from afterword.text.zones import named_zone, season_region, zone_of

ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    r"(?:[T t_](?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,12}))?)?"
    r"(?: ?(?P<zone>[Zz]|[+\-]\d\d(?::?\d\d)?|(?:UTC|GMT|[A-Z]{2,5})\b))?)?",
    re.ASCII,
)
"""An ISO 8601 or RFC 3339 time, or a date."""

_ZULU = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d):[0-5]\d(\.\d{1,9})?Z\Z", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?((?:[.,]\d+)?(?:[Zz]|[+\-]\d\d:?\d\d)?)$", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?$", re.ASCII)
_NUMBER = re.compile(r"(\d{9,20})(?:\.(\d+))?$", re.ASCII)
_SENTINEL_YEARS = (1, 9999)
_LATE = timedelta(minutes=10)
_HALF_YEAR = timedelta(days=183)
_UNITS = ((10, 0), (13, 3), (16, 6), (20, 9))


_moment = maker(Moment)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """The parts of a written time."""

    written: str
    """As written."""
    year: int | None
    """Four digits; None where the text states none."""
    month: int
    """1 to 12, not checked."""
    day: int
    """1 to 31, not checked."""
    hour: int | None = None
    """None for a date alone; 24 is the next day's midnight."""
    minute: int = 0
    """0 to 59, not checked."""
    second: int | None = None
    """None where it is not written; 60 is a leap second."""
    fraction: str = ""
    """Digits after the second's point."""
    zone: str | None = None
    """As written; None where the text states none."""
    zone_basis: Basis = "stated"
    """``inferred`` where ``zone`` comes from the format's rules."""
    reason: str | None = None
    """Why the zone was inferred."""
    year_basis: Basis = "stated"
    """``inferred`` where the order of the date's numbers was decided over the whole text."""
    year_reason: str | None = None
    """Why that order."""


@dataclass(slots=True)
class Clock:
    """Reads the times of one text in the text's order.

    Zones and years that are not stated are those of the options, or stay unknown.
    """

    options: Options
    """The caller's year and zone."""
    notes: dict[str, str] = field(init=False, default_factory=dict)
    """What is odd about the times read so far, each with the first that showed it."""
    repeated: bool = field(init=False, default=False)
    """Whether the time read last stands in an hour that occurs twice, so that its place decides which it is."""
    assumed: tuple[str, str] | None = None
    """Zone and reason for times without one, where the text's own header or format says so."""
    carried: Callable[[int], tuple[int, str] | None] | None = None
    """The year of a month and the reason, for times without one, where the text states years elsewhere."""
    _zone: tzinfo | None = field(init=False, default=None)
    _minute: str = field(init=False, default="")
    _previous: datetime | None = field(init=False, default=None)
    _fold: datetime | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Resolves the supplied zone.  errors: UsageError for a zone that does not exist."""
        if self.options.tz is not None:
            self._zone = named_zone(self.options.tz)
            if self._zone is None:
                raise UsageError(f"unknown time zone {self.options.tz!r}; use a name such as Europe/Berlin or +02:00")

    def read(self, value: Plain) -> Moment | None:
        """A time in any form that JSON values use: ISO text, epoch number, epoch text, bare clock time.

        returns: None for what is no time at all, and for the values that mean "never".
        """
        if isinstance(value, bool) or value is None:
            return None
        if isinstance(value, int | float):
            return self.epoch(value)
        if not isinstance(value, str) or len(value) > 64:
            return None
        text = value.strip()
        if _NUMBER.match(text):
            return self.epoch(text)
        return self.iso(text) or _bare_clock(text)

    def iso(self, text: str, *, assume: str | None = None, reason: str | None = None) -> Moment | None:
        """An ISO 8601 time; ``assume`` is the zone that the format prescribes where none is written.

        returns: None for other text and for the values that mean "never"; an impossible time has ``at`` None.
        """
        quick = _ZULU.match(text)
        if quick and self._is_minute(quick[1]):
            return _moment(text, None, text, "exact" if quick[2] else "second", "Z", "stated", "stated", None)
        compact = _COMPACT.match(text)
        if compact:
            y, mo, d, h, mi, s, rest = compact.groups()
            found = ISO.fullmatch(f"{y}-{mo}-{d}T{h}:{mi}" + (f":{s}" if s else "") + rest)
        else:
            found = ISO.fullmatch(text)
        if not found:
            return None
        part = found.groupdict()
        stamp = Stamp(
            written=text,
            year=int(part["year"]),
            month=int(part["month"]),
            day=int(part["day"]),
            hour=_number(part["hour"]),
            minute=int(part["minute"] or 0),
            second=_number(part["second"]),
            fraction=part["fraction"] or "",
            zone=part["zone"] or assume,
            zone_basis="inferred" if assume and not part["zone"] else "stated",
            reason=reason if assume and not part["zone"] else None,
        )
        return self.moment(stamp)

    def _is_minute(self, text: str) -> bool:
        """Whether a minute exists and does not mean "never"; logs repeat the last one many times over."""
        if text == self._minute:
            return True
        try:
            datetime.fromisoformat(text)
        except ValueError:
            return False
        if int(text[:4]) in _SENTINEL_YEARS or text.startswith("1970-01-01"):
            return False
        self._minute = text
        return True

    def epoch(self, value: float | str, unit: str | None = None) -> Moment | None:
        """A count since 1970-01-01Z; ``unit`` is ``s``, ``ms``, ``us``, ``ns``, or None for by magnitude.

        returns: None for zero, for what is no number, and for magnitudes that no log writes.
        """
        text = repr(value) if isinstance(value, float) else str(value).strip()
        found = _NUMBER.match(text)
        if not found:
            return None
        whole, fraction = found.group(1), found.group(2) or ""
        shift = {"s": 0, "ms": 3, "us": 6, "ns": 9}[unit] if unit else next(s for n, s in _UNITS if len(whole) <= n)
        if shift:
            whole, fraction = whole[:-shift] or "0", whole[-shift:].rjust(shift, "0") + fraction
        seconds = int(whole)
        if not 0 < seconds < 32_503_680_000:
            return None
        at = datetime.fromtimestamp(seconds, UTC).isoformat()[:19] + point(fraction) + "Z"
        return Moment(
            at=at,
            written=text,
            precision="exact" if fraction else "second",
            zone="UTC",
            zone_basis="stated",
            year_basis="stated",
        )

    def moment(self, stamp: Stamp) -> Moment | None:
        """The moment of a stamp; its ``at`` is None for an impossible time.

        returns: None for the values that mean "never".
        """
        if stamp.zone is None and self.assumed is not None:
            zone, why = self.assumed
            stamp = replace(stamp, zone=zone, zone_basis="inferred", reason=why)
        if stamp.year in _SENTINEL_YEARS or (stamp.year, stamp.month, stamp.day, stamp.hour) == (1970, 1, 1, 0):
            return None
        year, year_basis, reason = self._year(stamp)
        try:
            local = datetime(2000 if year is None else year, stamp.month, stamp.day, tzinfo=UTC) + timedelta(
                hours=_within(stamp.hour or 0, 24),
                minutes=_within(stamp.minute, 59),
                seconds=min(_within(stamp.second or 0, 60), 59),
            )
        except (ValueError, OverflowError):
            return Moment(written=stamp.written)
        return self._placed(stamp, local, year_basis, reason)

    def _placed(self, stamp: Stamp, local: datetime, year_basis: Basis, reason: str | None) -> Moment:
        """``local`` is the wall clock, tagged as UTC; its year means nothing where ``year_basis`` is unknown."""
        dated = year_basis != "unknown"
        precision = _precision(stamp)
        if precision == "day":
            at = f"{local:%Y-%m-%d}" if dated else f"--{local:%m-%d}"
            return Moment(at=at, written=stamp.written, precision="day", year_basis=year_basis, basis_reason=reason)
        zone, zone_basis, utc = self._utc(stamp, local) if dated else (stamp.zone, _stated(stamp), None)
        if zone_basis == "inferred" and stamp.reason:
            reason = f"{reason}; {stamp.reason}" if reason else stamp.reason
        text = (utc or local).strftime("%Y-%m-%dT%H:%M:%S" if dated else "--%m-%dT%H:%M:%S") + point(stamp.fraction)
        return Moment(
            at=_four(text) + ("Z" if utc else ""),
            written=stamp.written,
            precision=precision,
            zone=zone,
            zone_basis=zone_basis,
            year_basis=year_basis,
            basis_reason=reason,
        )

    def _utc(self, stamp: Stamp, local: datetime) -> tuple[str | None, Basis, datetime | None]:
        if stamp.zone is not None:
            zone = zone_of(stamp.zone)
            if zone is None:
                return stamp.zone, "unknown", None
            self._season(stamp.zone.upper(), local)
            return stamp.zone, stamp.zone_basis, local.replace(tzinfo=zone).astimezone(UTC)
        if self._zone is None:
            return None, "unknown", None
        utc = local.replace(tzinfo=self._zone).astimezone(UTC)
        later = local.replace(tzinfo=self._zone, fold=1).astimezone(UTC)
        self.repeated = later > utc
        # The autumn hour occurs twice: a text that has already passed the first goes on in the second. Lines that come
        # a little late are no reason to think so.
        if later > utc and self._fold is not None and utc < self._fold - _LATE:
            utc = later
        if later < utc:
            self.notes.setdefault(f"times that the clocks of {self.options.tz} skip in spring", stamp.written)
        self._fold = max(utc, self._fold) if self._fold else utc
        return self.options.tz, "supplied", utc

    def _season(self, zone: str, local: datetime) -> None:
        """Notes an abbreviation of the other season; it is taken literally all the same."""
        region = season_region(zone)
        other = local.replace(tzinfo=region).tzname() if region else zone
        if other != zone:
            note = f"times in {zone} at a time of year when most who use it are on {other}; taken as {zone}"
            self.notes.setdefault(note, local.strftime("%Y-%m-%d"))

    def _year(self, stamp: Stamp) -> tuple[int | None, Basis, str | None]:
        if stamp.year is not None:
            return stamp.year, stamp.year_basis, stamp.year_reason
        if self.carried is not None and (found := self.carried(stamp.month)):
            return found[0], "inferred", found[1]
        if self.options.year is None:
            return None, "unknown", None
        year = self._previous.year if self._previous else self.options.year
        try:
            here = datetime(year, stamp.month, min(stamp.day, 28), tzinfo=UTC)
            if self._previous and self._previous - here > _HALF_YEAR:
                here = here.replace(year=year + 1)
            elif self._previous and here - self._previous > _HALF_YEAR and year > self.options.year:
                here = here.replace(year=year - 1)
        except ValueError:
            return year, "supplied", None
        self._previous = here
        turned = here.year != self.options.year
        return here.year, "supplied", f"the year {self.options.year} was supplied and has turned" if turned else None


def _stated(stamp: Stamp) -> Basis:
    return "unknown" if stamp.zone is None or zone_of(stamp.zone) is None else stamp.zone_basis


def _bare_clock(text: str) -> Moment | None:
    found = _CLOCK.match(text)
    if not found or int(found.group(1)) > 24 or int(found.group(2)) > 59:
        return None
    precision: Precision = "minute" if found.group(3) is None else "exact" if found.group(4) else "second"
    return Moment(written=text, precision=precision)


def _precision(stamp: Stamp) -> Precision:
    if stamp.hour is None:
        return "day"
    if stamp.second is None:
        return "minute"
    return "exact" if stamp.fraction else "second"


def _within(value: int, largest: int) -> int:
    if not 0 <= value <= largest:
        raise ValueError(value)
    return value


def point(fraction: str) -> str:
    """A fraction of a second as ``at`` writes it: as written, up to nine digits."""
    return "." + fraction[:9] if fraction else ""


def _four(text: str) -> str:
    return text if text.startswith("--") else text[: text.index("-")].rjust(4, "0") + text[text.index("-") :]


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)
