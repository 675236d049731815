"""IRC logs of XChat and HexChat, irssi, mIRC, WeeChat, ZNC, and bots that keep them."""

import re
from collections.abc import Iterator
from typing import Final, Literal

from afterword.evidence.clock import Stamp
from afterword.evidence.lines import STRAY, gather
from afterword.evidence.local_months import LOCAL_MONTHS
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.values import dataclass

JSON: Final = False
"""Of texts that are JSON it is not asked."""

# the headers are in the client's language, their dates in that of C
_OPENED: Final = re.compile(
    r"(?:\*{4} \D+|--- Log (?:opened|closed) \w{3}|Session (?:Start|Time|Close): \w{3})"
    r" (?P<month>[A-Z][a-z]{2}) +(?P<day>\d{1,2}) \d\d:\d\d:\d\d (?P<year>\d{4})$"
)
_TURNED: Final = re.compile(r"--- Day changed \w{3} (?P<month>[A-Z][a-z]{2}) (?P<day>\d\d) (?P<year>\d{4})$")
_CLOCK: Final = r"(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))?"
_DATED: Final = re.compile(rf" ?(?P<stamp>(?P<month>[^\W\d_]{{3,5}})\.? (?P<day>\d\d) {_CLOCK}) +(?P<text>.*)")
_TIMED: Final = re.compile(rf"(?P<stamp>\[?{_CLOCK}\]?) (?P<text>.*)")
_FULL: Final = re.compile(
    rf"(?P<stamp>(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d) {_CLOCK})\t(?P<nick>[^\t]*)\t(?P<text>.*)"
)
_ISO: Final = re.compile(
    rf"\[?(?P<stamp>(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)[T ]{_CLOCK}(?:\.(?P<fraction>\d+))?"
    r"(?P<zone>Z|[+-]\d\d:?\d\d)?)\]? +(?P<text>(?:<[^>\s]+>|\*{1,3} ).*)"
)
_BARE: Final = re.compile(r"\[(?P<stamp>\d\d:\d\d:\d\d)\] (?P<text>(?:<[^>\s]+> |\*{1,3} |-[^\s-]+- ).*)")
_LEAST_BARE: Final = 0.6
_SPOKEN: Final = re.compile(r"<[ @+%~&]?(?P<nick>[^>\s]+)> ?(?P<text>.*)|\* (?! )(?P<actor>\S+) (?P<act>.*)")
_SIGNS: Final = frozenset({"-->", "<--", "--", "*", "=!=", "", " *"})


@dataclass(frozen=True, slots=True)
class _Line:
    stamp: Stamp | str
    """A text where it is a time of day alone."""
    who: str | None
    what: str


@dataclass(slots=True)
class _Log:
    """Goes through the lines; knows the day that the last header stated."""

    year: int | None = None
    month: int = 0
    day: int = 0
    bare: bool = False

    def begins(self, raw: bytes) -> _Line | Literal["stray"]:
        line = raw.decode("utf-8", "surrogateescape").rstrip("\r")
        header = _OPENED.match(line) or _TURNED.match(line)
        if header:
            self.year, self.month = int(header["year"]), LOCAL_MONTHS.get(header["month"].lower(), 0)
            self.day = int(header["day"])
            return STRAY
        found = (
            _FULL.match(line) or _ISO.match(line) or _DATED.match(line) or (_TIMED.match(line) if self.year else None)
        )
        if self.bare and not found and (clock := _BARE.match(line)):
            return _Line(clock["stamp"], *_spoken(clock["text"]))
        return self._line(found) if found else STRAY

    def _line(self, found: re.Match[str]) -> _Line | Literal["stray"]:
        part = found.groupdict()
        month = part.get("month") or ""
        number = int(month) if month.isdecimal() else LOCAL_MONTHS.get(month.lower(), 0) if month else self.month
        if not number:
            return STRAY
        year = int(part["year"]) if part.get("year") else self._year(number)
        stamp = Stamp(
            written=part["stamp"].strip("[]"),
            year=year,
            month=number,
            day=int(part["day"]) if part.get("day") else self.day,
            hour=int(part["hour"]),
            minute=int(part["minute"]),
            second=int(part["second"]) if part["second"] else None,
            fraction=part.get("fraction") or "",
            zone=part.get("zone"),
            year_basis="stated" if part.get("year") else "inferred",
            year_reason=None if part.get("year") else "the year stands in the log's header",
        )
        nick = part.get("nick")
        who, what = (None if nick in _SIGNS else nick, part["text"]) if nick is not None else _spoken(part["text"])
        return _Line(stamp, who and who.lstrip("@+%~& "), what)

    def _year(self, month: int) -> int | None:
        """That of the header, and the next after a December that a header stated."""
        return self.year + 1 if self.year and self.month - month > 6 else self.year


def score(sample: Sample) -> float:
    """The share of lines of a log that a header opens, or that has WeeChat's three columns."""
    lines = [line.decode("utf-8", "replace") for line in sample.lines]
    opened = any(_OPENED.match(line) for line in lines)
    bare = not opened and _is_bare(lines)
    forms = (_DATED, _TIMED, _OPENED, _TURNED) if opened else (_BARE,) if bare else (_FULL, _ISO)
    ours = sum(1 for line in lines if any(form.match(line) for form in forms))
    return 0.97 * ours / len(lines) if lines else 0.0


def _is_bare(lines: list[str]) -> bool:
    """Whether it is a log of ZNC, which states the day in the name of its file alone."""
    spoken = sum(1 for line in lines if _BARE.match(line))
    return any("] <" in line for line in lines) and spoken >= _LEAST_BARE * len(lines)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each line that somebody or the server wrote; a line with an impossible time is reported."""
    log = _Log(bare=_is_bare([line.decode("utf-8", "replace") for line in context.sample.lines]))
    for head, _, offset, length, line, lines in gather(text, log.begins):
        if isinstance(head.stamp, str):
            bare = context.clock.read(head.stamp) or NO_TIME
            yield Record(offset, length, lines, bare, head.what.strip(), head.who, line=line)
            continue
        moment = context.clock.moment(head.stamp) or NO_TIME
        if moment.at is None:
            context.report("EV210", f"{head.stamp.written} is no time; the line is in no record", line)
            continue
        yield Record(
            offset=offset, length=length, lines=lines, line=line, moment=moment, who=head.who, what=head.what.strip()
        )


def _spoken(text: str) -> tuple[str | None, str]:
    found = _SPOKEN.match(text.lstrip())
    if found is None:
        return None, text
    return (found["nick"], found["text"]) if found["nick"] else (found["actor"], found["act"])
