"""Writing times as a house writes them."""

from datetime import date, datetime, timedelta, tzinfo

from afterword.houses.comparing import NO_ZONE, bare_time
from afterword.houses.house import TimeStyle
from afterword.model.moment import instant
from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.text import zones


@dataclass(slots=True)
class TimeWriter:
    """Writes the times of one timeline in order; a day is written where it changes."""

    style: TimeStyle
    """How the house writes times."""
    day: date | None = None
    """The day that stands over the next entry."""
    zone: str | None = None
    """The zone that the document states for all entries, where the house sets none."""

    def heading(self, event: dict[str, Plain]) -> str | None:
        """The line that starts a new day before an event; None where the house has none or the day goes on."""
        if not self.style.day_heading:
            return None
        local = self._local(str(event.get("at") or ""))
        day = local[0].date() if local else _day(event)
        if day is None or day == self.day:
            return None
        self.day = day
        return day.strftime(self.style.day_heading)

    def write(self, event: dict[str, Plain], *, with_day: bool = False) -> str:
        """The time of an event; what the author wrote where it is no known time."""
        at = event.get("at")
        if not isinstance(at, str):
            return self._clock_only(event)
        if at.startswith("--"):
            return self._without_year(event, at)
        found = self._local(at, event)
        if found is None:
            day = _day(event)
            self.day = day or self.day
            return at
        local, suffix = found
        text = self._clock(event, local, _fraction(at))
        if local.date() != self.day or with_day:
            text = f"{local.date().isoformat()} {text}" if not (self.style.day_heading and not with_day) else text
            self.day = local.date()
        return self._until(event, text, local) + suffix

    def _without_year(self, event: dict[str, Plain], at: str) -> str:
        # any leap year does: it is not written
        moment = _naive(f"2000{at[1:]}")
        if moment is None:
            return at[2:]
        text = f"{moment:%B} {moment.day}"
        return f"{text} {self._clock(event, moment, _fraction(at))}{self._unresolved(event)}" if "T" in at else text

    def _clock_only(self, event: dict[str, Plain]) -> str:
        """A time without a day as its author wrote it, with its zone where the house would read another."""
        written = str(event.get("written") or "")
        if not written or event.get("precision") in {None, "unknown"}:
            return written
        return bare_time(written, event.get("zone")) + self._unresolved(event)

    def _unresolved(self, event: dict[str, Plain]) -> str:
        """What follows a local time whose instant is not known: its zone as written, or that there is none."""
        ours = self.style.zone or self.zone
        zone = event.get("zone")
        if not zone:
            return NO_ZONE if ours else ""
        return "" if zone == ours else f" {zone}"

    def _clock(self, event: dict[str, Plain], local: datetime, fraction: str) -> str:
        precision = event.get("precision")
        text = local.strftime("%H:%M")
        if precision == "hour" and not local.minute and not local.second:
            text = local.strftime("%H:??")
        elif local.second or fraction or precision in {"second", "exact"}:
            text += local.strftime(":%S") + fraction
        return f"~{text}" if precision == "approximate" else text

    def _until(self, event: dict[str, Plain], text: str, local: datetime) -> str:
        until = event.get("until")
        end = self._local(until, event) if isinstance(until, str) else None
        if end is None or end[0].date() != local.date():
            return text
        return f"{text}\u2013{end[0].strftime('%H:%M:%S' if end[0].second else '%H:%M')}"

    def _local(self, at: str, event: dict[str, Plain] | None = None) -> tuple[datetime, str] | None:
        """Local time and what follows it; None for days and for what is no time."""
        if "T" not in at:
            return None
        moment = instant(at)
        if moment is None:
            naive = _naive(at)
            return (naive, self._unresolved(event or {})) if naive else None
        written = str((event or {}).get("zone") or "UTC")
        name = self.style.zone or self.zone or written
        zone = zones.zone_of(name) or zones.zone_of("UTC")
        assert zone is not None
        local = moment.astimezone(zone)
        naive = local.replace(tzinfo=None, microsecond=0, fold=0)
        return naive, self._suffix(local, naive, zone, name)

    def _suffix(self, local: datetime, naive: datetime, zone: tzinfo, name: str) -> str:
        if self.style.zone_in == "entry" or not (self.style.zone or self.zone):
            return f" {_short(local, name)}"
        if zones.is_repeated(naive, zone):
            return f" {local.strftime('%Z')}"
        return ""


def _short(local: datetime, name: str) -> str:
    if name.upper() == "Z":
        return "UTC"
    if "/" not in name:
        return name
    short = local.strftime("%Z")
    read = zones.zone_of(short)
    offset = local.utcoffset() or timedelta()
    if read is not None and read.utcoffset(local.replace(tzinfo=None)) == offset:
        return short
    hours, minutes = divmod(int(abs(offset).total_seconds()) // 60, 60)
    return f"{'-' if offset < timedelta() else '+'}{hours:02d}:{minutes:02d}"


def _fraction(at: str) -> str:
    tail = at.rstrip("Z").partition(".")[2]
    return f".{tail}" if tail else ""


def _naive(at: str) -> datetime | None:
    try:
        return datetime.fromisoformat(at.partition(".")[0])
    except ValueError:
        return None


def _day(event: dict[str, Plain]) -> date | None:
    at = event.get("at")
    try:
        return date.fromisoformat(at) if isinstance(at, str) and len(at) == 10 else None
    except ValueError:
        return None
