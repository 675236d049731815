"""Times as people note them while an incident runs: a day once, then bare clock times."""

import re
from dataclasses import field, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from afterword.evidence.clock import Clock, Stamp
from afterword.evidence.stamps import day_order
from afterword.model.moment import Moment
from afterword.model.values import dataclass
from afterword.text.months import MONTH, MONTHS
from afterword.text.zones import ABBREVIATIONS

_BACKWARDS: Final = 12 * 60
_MONTH: Final = rf"(?:{MONTH})\.?"
_DAY: Final = (
    r"(?P<iso>\d{4}-\d\d-\d\d)"
    rf"|(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{{0,6}},? +)?(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th|\.)?[ -](?P<m1>{_MONTH})"
    rf"|(?P<m2>{_MONTH}) +(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!:))(?:,?[ -]+(?P<y>\d{{4}}))?(?!\d)"
    r"|(?P<first>\d{1,4})(?P<sep>[/.])(?P<middle>\d{1,2})(?P=sep)(?P<last>\d{4})"
)
# In lower case many abbreviations are words: "10:30 met with the vendor".
_ZONES: Final = rf"(?-i:{'|'.join(ABBREVIATIONS)})|z|utc|gmt|[ecmp][sd]t|[ce]es?t|bst"
# An hour after a hyphen is the end of a range (09:40-09:55) unless the time before it has the form of ISO 8601.
_ZONE: Final = (
    rf"Z|\+\d\d:?\d\d(?!\d)|-\d{{4}}(?!\d)|(?:(?<=T\d\d:\d\d)|(?<=:\d\d:\d\d))-\d\d:\d\d"
    rf"|(?:UTC|GMT)[+-]\d{{1,2}}(?::\d\d)?|(?:{_ZONES})(?![\w])"
)
DAY: Final = re.compile(_DAY)
"""A day, with or without its year."""
_NOTED: Final = re.compile(
    rf"(?P<about>~|≈|ca\. ?|c\. ?|approx\.? |approximately |around |about )?"
    rf"(?:(?P<day>{_DAY})(?:T|,? +(?:at |@ )?| ?[-–—] ?))?"
    r"(?P<hour>[0-2]?\d):(?P<minute>[0-5]\d)(?::(?P<second>[0-6]\d)(?:[.,](?P<fraction>\d{1,9}))?)?(?![\d:])"
    rf"(?: ?(?P<half>[AaPp]\.?[Mm]\.?)(?!\w))?(?: ?[(\[]?(?P<zone>{_ZONE})[)\]]?)?"
    rf"(?: ?(?:-|–|—|to|until) ?(?P<until>[0-2]?\d:[0-5]\d(?::[0-5]\d)?)(?![\d:])(?: ?(?P<zone2>{_ZONE}))?)?",
    re.IGNORECASE,
)
_STATED_ZONE: Final = re.compile(
    rf"(?:\btimes?\b[^.|\n]{{0,40}}?\b(?:in|are|:)\s*\(?|\btime ?zone\W{{1,6}}|\((?:all times (?:in )?)?)"
    rf"(?P<zone>(?:{_ZONE}))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Noted:
    """A time at the start of a note."""

    match: re.Match[str]
    """Its parts."""
    end: int
    """The character after it."""


def find_noted(text: str) -> Noted | None:
    """The time with which a note begins; None where it begins with none."""
    found = _NOTED.match(text)
    if not found or int(found["hour"]) > 24:
        return None
    return Noted(match=found, end=found.end())


def stated_zone(line: str) -> str | None:
    """The zone that a header or a sentence gives for the times below it, as written."""
    found = _STATED_ZONE.search(line)
    return found["zone"] if found else None


@dataclass(slots=True)
class Diary:
    """Follows the day through notes that state it only now and then."""

    clock: Clock
    """The text's clock."""
    _day: tuple[int | None, int, int] | None = field(init=False, default=None)
    _reason: str = field(init=False, default="")
    _minute: int = field(init=False, default=-1)

    @property
    def dated(self) -> bool:
        """Whether a day is known."""
        return self._day is not None

    def turn(self, found: re.Match[str], reason: str) -> None:
        """Takes the day of a heading for the notes below it; a day of unclear order is no day."""
        day = _day(found)
        if day is not None:
            self._day, self._reason, self._minute = day, reason, -1

    def moment(self, noted: Noted) -> Moment:
        """The moment of a note: its own day, or the one carried from above; past midnight, the day after."""
        found = noted.match
        written = found.string[found.start() : noted.end].strip()
        own = _day(found) if found["day"] else None
        if found["day"] and own is None:
            return Moment(written=written, precision="minute")
        if own is not None:
            self._day, self._reason, self._minute = own, "", -1
        hour, minute = _hour(found), int(found["minute"])
        if self._day is None:
            return Moment(written=written, precision="second" if found["second"] else "minute")
        if own is None and self._minute - (hour * 60 + minute) > _BACKWARDS:
            self._pass_midnight()
        self._minute = hour * 60 + minute
        return self._at(found, written, hour, own=own is not None)

    def _pass_midnight(self) -> None:
        year, month, day = self._day or (None, 1, 1)
        try:
            following = datetime(year or 2000, month, day, tzinfo=UTC) + timedelta(days=1)
        except ValueError:
            return
        self._day = (following.year if year else None, following.month, following.day)
        self._reason = "the day is carried from above, past midnight"

    def _at(self, found: re.Match[str], written: str, hour: int, *, own: bool) -> Moment:
        year, month, day = self._day or (None, 1, 1)
        stamp = Stamp(
            written=written,
            year=year,
            month=month,
            day=day,
            hour=hour,
            minute=int(found["minute"]),
            second=int(found["second"]) if found["second"] else None,
            fraction=found["fraction"] or "",
            zone=found["zone"] or found["zone2"],
        )
        made = self.clock.moment(stamp) or Moment(written=written)
        if not own and made.at is not None:
            carried = self._reason or "the day is carried from above"
            made = replace(made, basis_reason=f"{carried}; {made.basis_reason}" if made.basis_reason else carried)
        if found["about"]:
            made = replace(made, precision="approximate")
        if found["until"] and made.at is not None:
            made = replace(made, until=self._until(found["until"], stamp))
        return made

    def _until(self, until: str, stamp: Stamp) -> str | None:
        parts = [int(part) for part in until.split(":")]
        if parts[0] * 60 + parts[1] < (stamp.hour or 0) * 60 + stamp.minute:
            return None
        end = replace(stamp, hour=parts[0], minute=parts[1], second=parts[2] if len(parts) > 2 else None)
        made = self.clock.moment(end)
        return made.at if made else None


def _hour(found: re.Match[str]) -> int:
    hour, half = int(found["hour"]), found["half"]
    return hour if not half or hour > 12 else hour % 12 + (12 if half[0] in "pP" else 0)


def _day(found: re.Match[str]) -> tuple[int | None, int, int] | None:
    if found["iso"]:
        year, month, day = found["iso"].split("-")
        return int(year), int(month), int(day)
    name = found["m1"] or found["m2"]
    if name:
        return int(found["y"]) if found["y"] else None, MONTHS[name[:3].lower()], int(found["d1"] or found["d2"])
    order = day_order(found["first"], found["middle"], found["last"])
    if order is None:
        return None
    part = dict(zip(order, (found["first"], found["middle"], found["last"]), strict=True))
    return int(part["y"]), int(part["m"]), int(part["d"])
