"""Times as logs of any make write them: where in a line, in which form, in which order of day and month."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from afterword.evidence.clock import Clock, Stamp
from afterword.evidence.minutes import Minutes
from afterword.model.moment import Moment
from afterword.model.values import dataclass
from afterword.text.expressions import later
from afterword.text.months import MONTH, MONTHS
from afterword.text.zones import ABBREVIATIONS

LEVELS: Final = (
    "TRACE|FINEST|FINER|FINE|DEBUG|CONFIG|INFORMATION|INFO|NOTICE|WARNING|WARN|ERROR|ERR|SEVERE|CRITICAL|CRIT|FATAL|ALERT"
    "|EMERGENCY|EMERG|PANIC|VERBOSE"
)
"""Words of severity, as a pattern."""

_LEVEL_WORD = later(
    rf"(?P<level>{LEVELS.lower()}|{LEVELS})(?=[\s\[])|[\w\-]+\.(?P<named>{LEVELS}): "  # Monolog's channel.LEVEL
)
_LEVEL_LATER = later(rf"(?<![\w.])(?:\[\s*|<|\(|\|\s*)?(?P<level>{LEVELS}|(?<=[\[<])(?i:{LEVELS})(?=[\]>]))(?![\w.])")
_LATER: Final = 80
_ANSI = r"(?:\x1b\[[0-9;?]*[A-Za-z])*"
_MONTH = rf"(?P<month>{MONTH})\.?"
_WEEKDAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}"
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d\d):(?P<second>\d\d)(?:(?:[.,]|:(?=\d{3}))(?P<fraction>\d{1,12}))?"
_SHORT = r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:(?:[.,]|:(?=\d{3}))(?P<fraction>\d{1,12}))?)?"
_HALF = r"(?:[ \u00a0\u202f]?(?P<half>[AaPp]\.?[Mm]\.?)(?!\w))?"
_ZONE = (
    r"(?: ?(?P<zone>[Zz](?!\w)|[+-]\d\d:?\d\d(?!\d|:\d)|[+-]\d\d(?![\d:.\-])"
    rf"|(?:UTC|GMT)(?:[+-]\d{{1,2}}(?::?\d\d)?)?(?!\w)|(?:{'|'.join(ABBREVIATIONS)})(?![\w-])"
    r"|(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Z]\w+(?:[/-][A-Z]\w+)*))?"
)
_FORMS: Final = {
    "iso": (
        rf"(?:{_WEEKDAY},? +)?(?P<year>\d{{4}})(?P<sep>[-/.])(?P<month>\d\d)(?P=sep)(?P<day>\d\d)"
        rf"(?:[Tt_:]|,?[ \t]{{1,2}}|-){_SHORT}{_ZONE}"
    ),
    "compact": (
        r"(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)"
        r"(?:(?:[T _:-])(?P<hour>[0-2]\d)(?P<colon>:?)(?P<minute>[0-5]\d)(?P=colon)(?P<second>[0-6]\d))"
        rf"(?:[.,:](?P<fraction>\d{{1,9}}))?{_ZONE}(?![\w])"
    ),
    "digits": (
        r"(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)(?P<second>[0-6]\d)"
        rf"(?:[.,]?(?P<fraction>\d{{3}}|(?<=[.,])\d{{1,9}}))?(?!\d){_ZONE}(?!\w)"
    ),
    "clf": rf"(?P<day>\d{{1,2}})/{_MONTH}/(?P<year>\d{{4}})[: ]{_TIME}{_ZONE}",
    "words": (
        rf"(?:{_WEEKDAY},? +)?(?P<day>\d{{1,2}})[ /.-]{_MONTH}[ /.,-]+(?P<year>\d{{4}}),?[ -]+{_TIME}{_HALF}{_ZONE}"
    ),
    "american": (
        rf"(?:{_WEEKDAY},? +)?{_MONTH} +(?P<day>\d{{1,2}}),? (?P<year>\d{{4}})(?:,? +| at | @ ){_TIME}{_HALF}{_ZONE}"
    ),
    "short": rf"(?P<day>\d{{1,2}})(?P<sign>[-/]){_MONTH}(?P=sign)(?P<year>\d\d),? +{_SHORT}{_HALF}{_ZONE}",
    "git": rf"(?:{_WEEKDAY} +){_MONTH} +(?P<day>\d{{1,2}}) {_TIME} (?P<year>\d{{4}}) (?P<zone>[+-]\d{{4}})(?!\d)",
    "ctime": rf"(?:{_WEEKDAY} +){_MONTH} +(?P<day>\d{{1,2}}) {_TIME}{_ZONE} (?P<year>\d{{4}})(?!\d)",
    "bsd": rf"(?:{_WEEKDAY},? +)?{_MONTH} +(?P<day>\d{{1,2}}) {_TIME}{_ZONE}(?! \d{{4}}(?!\d))",
    "glog": rf"(?P<letter>[IWEFD])(?P<month>[01]\d)(?P<day>[0-3]\d) {_TIME}",
    "logcat": rf"(?P<month>[01]\d)-(?P<day>[0-3]\d) {_TIME}(?= +\d+ +\d+ [VDIWEFS] | [VDIWEFS]/)",
    "snort": rf"(?P<month>[01]\d)/(?P<day>[0-3]\d)-{_TIME}(?= +\[\*\*\])",
    "numeric": (
        rf"(?P<first>\d{{1,4}})(?P<sep>[/.-])(?P<middle>\d{{1,2}})(?P=sep)(?P<last>\d{{4}}|\d\d)(?:,?[ \t]+|[-T])"
        rf"{_SHORT}{_HALF}{_ZONE}"
    ),
    "mysql": rf"(?P<year>\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d) +{_TIME}(?= )",
    "tai64n": r"@(?P<tai>4[0-9a-f]{23})",
    "epoch": r"(?P<epoch>\d{10}(?:\.\d{1,9})?|\d{13}|\d{16}|\d{19})(?![\w.])",
    "clock": rf"{_TIME}(?!\d)",
}
_LEAD = (
    rf"{_ANSI}(?:(?P<service>[\w.\-/]+) +\| )?{_ANSI}(?:\[(?P<bracket>(?!(?i:{LEVELS})\])[\w.\-/]{{1,120}})\] )?"
    # a priority, Ruby's logger, Redis, apt, Zabbix
    r"(?:<\d{1,3}>|[A-Z], (?=\[)|\d+:[A-Z] |Start-Date: | {0,8}\d{1,9}:(?=\d{8}:\d{6}))?"
    rf"[\[(<\"'*]{{0,2}}(?:(?P<before>{LEVELS}|(?<=\[)(?i:{LEVELS})(?=\]))\b[\]):,|> -]*[\[(]?)?"
)
_LEADING = {name: later(rf"{_LEAD}(?P<stamp>{form})", re.DOTALL) for name, form in _FORMS.items()}
_INNER = {
    name: later(rf"(?P<inner>[^\n]{{1,300}}?)[\[(](?P<stamp>{_FORMS[name]})[\])]", re.DOTALL)
    for name in ("iso", "clf", "words", "ctime")
}
_WORD_BEFORE = r"(?:[^\s,;|\"']{1,60}?(?:[,;|]|::|[ \t]{1,4}))"
_LATER_FORMS = {
    name: later(rf"(?P<inner>[ \t]{{0,8}}{_WORD_BEFORE}{{0,2}}?)(?P<stamp>{_FORMS[name]})", re.DOTALL)
    for name in ("iso", "clf", "words", "ctime")
}
"""Full times behind a word or two: the host, the process, the columns of a table without a header."""
_HADOOP = later(r"\d\d/\d\d/\d\d \d\d:\d\d:\d\d (?:INFO|WARN|ERROR|DEBUG|FATAL|TRACE) [\w.$]+: ")


class Found(NamedTuple):
    """A time in a line."""

    match: re.Match[str]
    """Groups ``stamp`` and its parts; ``service``, ``bracket``, ``before`` of what precedes it."""
    form: str
    """Which form it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the lines of one text state their times, decided over the whole sample."""

    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    """Forms in use, the most frequent first."""
    share: float
    """The part of the sample's lines that begin with a time."""
    count: int
    """How many lines begin with a time."""
    opening: bool
    """Whether one of the first ten lines does."""
    order: str | None = None
    """Order of a numeric date: ``ymd``, ``dmy``, ``mdy``; None where it cannot be known, or where there is none."""
    reason: str | None = None
    """Why that order."""

    def find(self, line: str) -> Found | None:
        """The time with which a record begins at a line; None where none begins."""
        for form, pattern in self.patterns:
            match = pattern.match(line)
            if match:
                return Found(match, form)
        return None


def lay_out(lines: Sequence[str]) -> Layout | None:
    """The layout of a text by the lines of its sample; None where none begins with a time."""
    if not lines:
        return None
    for patterns, least in ((_LEADING, 0.01), (_INNER, 0.8), (_LATER_FORMS, 0.8)):
        found = [(n, form, match) for n, line in enumerate(lines) for form, match in _first(line, patterns)]
        counts = Counter(form for _, form, _ in found)
        if "clock" in counts and (len(counts) > 1 or counts["clock"] < 0.8 * len(lines)):
            del counts["clock"]
        used = [form for form, count in counts.most_common() if count >= least * len(lines)]
        taken = [(n, match) for n, form, match in found if form in used]
        if taken:
            order, reason = _date_order([match for _, match in taken], lines)
            return Layout(
                patterns=tuple((form, patterns[form]) for form in used),
                share=len(taken) / len(lines),
                count=len(taken),
                opening=taken[0][0] < 10,
                order=order,
                reason=reason,
            )
    return None


def _first(line: str, patterns: dict[str, re.Pattern[str]]) -> Iterable[tuple[str, re.Match[str]]]:
    for form, pattern in patterns.items():
        match = pattern.match(line)
        if match:
            return ((form, match),)
    return ()


def level_within(line: str, at: int = 0) -> str | None:
    """The word of severity that stands at or soon after ``at``; None where none does."""
    found = _LEVEL_WORD.match(line, at) or _LEVEL_LATER.search(line, at, at + _LATER)
    return (found["level"] or found.groupdict().get("named")) if found else None


class Reader:
    """Moments of the times of one text."""

    def __init__(self, clock: Clock, layout: Layout) -> None:
        """Reads by the text's clock and layout."""
        self._clock = clock
        self._layout = layout
        self._current: Found | None = None
        self._minutes = Minutes(clock, self._split)

    def moment(self, found: Found) -> Moment | None:
        """The moment of a time; ``at`` is None where it is impossible or its day and month cannot be told apart."""
        match, written = found.match, found.match["stamp"]
        if found.form == "epoch":
            return self._clock.epoch(written)
        if found.form == "tai64n":
            return _tai64n(self._clock, written)
        if found.form == "clock":
            return Moment(written=written, precision="exact" if match["fraction"] else "second")
        if found.form == "numeric" and _order_of(found.match, self._layout.order) is None:
            return Moment(written=written, precision="second" if match["second"] else "minute")
        self._current = found
        second = match["second"]
        if second is None:
            return self._clock.moment(self._split(written))
        start = match.start("stamp")
        end = match.end("fraction") if match["fraction"] else match.end("second")
        key = written[: match.start("second") - start] + written[end - start :]
        return self._minutes.moment(key, second, (match["fraction"] or "")[:9], written)

    def _split(self, written: str) -> Stamp:
        found = self._current
        if found is None or found.match["stamp"] != written:
            raise ValueError(written)
        part = found.match.groupdict()
        numeric = found.form == "numeric"
        year, month, day = _date(part, _order_of(found.match, self._layout.order) if numeric else None)
        inferred = numeric and len(part["first"]) < 4
        return Stamp(
            written=written,
            year=year,
            month=month,
            day=day,
            hour=_hour(int(part["hour"]), part.get("half")),
            minute=int(part["minute"]),
            second=int(part["second"]) if part["second"] else None,
            fraction=(part["fraction"] or "")[:9],
            zone=part.get("zone"),
            year_basis="inferred" if inferred and len(part["last"]) < 4 else "stated",
            year_reason=self._layout.reason if inferred else None,
        )


def _date(part: dict[str, str | None], order: str | None) -> tuple[int | None, int, int]:
    if part.get("first"):
        fields = dict(zip(order or "", (part["first"], part["middle"], part["last"]), strict=False))
        return _four_digits(fields["y"] or ""), int(fields["m"] or 0), int(fields["d"] or 0)
    month = part["month"] or ""
    year = part.get("year")
    return (
        _four_digits(year) if year else None,
        int(month) if month.isdigit() else MONTHS[month[:3].lower()],
        int(part["day"] or 0),
    )


def _four_digits(year: str) -> int:
    return int(year) + (0 if len(year) > 2 else 2000 if int(year) < 70 else 1900)


def _hour(hour: int, half: str | None) -> int:
    if not half:
        return hour
    return hour % 12 + (12 if half[0] in "pP" else 0) if hour <= 12 else 99


def _tai64n(clock: Clock, written: str) -> Moment | None:
    # daemontools writes unix time + 2**62 + 10 s, not the true TAI of the date.
    seconds, nanoseconds = int(written[1:17], 16) - 2**62 - 10, int(written[17:25], 16)
    found = clock.epoch(f"{seconds}.{nanoseconds:09d}", "s")
    return replace(found, written=written) if found else Moment(written=written)


def _order_of(match: re.Match[str], order: str | None) -> str | None:
    """The order of one numeric date: four digits show the year; else what holds for the text."""
    return "ymd" if len(match["first"]) == 4 else order


def _date_order(matches: Sequence[re.Match[str]], lines: Sequence[str]) -> tuple[str | None, str | None]:
    """Order of day, month, and year in numeric dates: what all dates allow, then what puts them in order."""
    dates = [(m["first"], m["middle"], m["last"], m) for m in matches if m.groupdict().get("first")]
    dates = [date for date in dates if len(date[0]) < 4]
    if not dates:
        return None, None
    four = any(len(date[2]) == 4 for date in dates)
    orders = ["dmy", "mdy"] if four else ["ymd", "dmy", "mdy"]
    fitting = [order for order in orders if all(_fits(date[:3], order) for date in dates)]
    if len(fitting) == 1:
        return fitting[0], f"day, month, and year can only stand in the order {_spelled(fitting[0])} in this text"
    if "ymd" in fitting and sum(1 for line in lines if _HADOOP.match(line)) > len(dates) / 2:
        return "ymd", "this is the default layout of Hadoop and Spark, which write year, month, day"
    rising = [order for order in fitting if _rises([_key(date[:3], order) for date in dates])]
    if len(rising) == 1:
        return rising[0], f"only in the order {_spelled(rising[0])} do the dates of this text ascend"
    return None, None


def _spelled(order: str) -> str:
    return "-".join({"y": "year", "m": "month", "d": "day"}[letter] for letter in order)


def _fits(date: tuple[str, str, str], order: str) -> bool:
    part = dict(zip(order, date, strict=True))
    return 1 <= int(part["m"]) <= 12 and 1 <= int(part["d"]) <= 31 and len(part["y"]) != 1


def _key(date: tuple[str, str, str], order: str) -> tuple[int, int, int]:
    part = dict(zip(order, date, strict=True))
    return _four_digits(part["y"]), int(part["m"]), int(part["d"])


def _rises(keys: Sequence[tuple[int, int, int]]) -> bool:
    """Whether the days ascend and at no point leave a gap of more than a month within a day's change."""
    days = []
    for year, month, day in keys:
        try:
            days.append(datetime(year, month, 1, tzinfo=UTC) + timedelta(days=day - 1))
        except ValueError:
            return False
    return len(set(days)) > 1 and all(a <= b for a, b in pairwise(days))


def column_order(values: Sequence[str]) -> tuple[str | None, str | None]:
    """The order of day, month, and year in a column of numeric dates, and the reason; None where nothing tells."""
    forms = (_WHOLE["numeric"], _DAYS[0])
    matches = [match for value in values for form in forms if (match := form.fullmatch(value.strip()))]
    return _date_order(matches, ())


def written_time(text: str, clock: Clock, column: tuple[str | None, str | None] = (None, None)) -> Moment | None:
    """A text that is nothing but a time in one of the forms that logs use; None for other text.

    ``column`` is what ``column_order`` found for the place where it stands.
    """
    text = text.strip()
    if not 6 <= len(text) <= 64:
        return None
    for pattern in _DAYS:
        match = pattern.fullmatch(text)
        if match:
            return _day(text, match.groupdict(), clock, column[0])
    for form, pattern in _WHOLE.items():
        match = pattern.fullmatch(text)
        if match:
            order, reason = _date_order([match], ()) if form == "numeric" and not column[0] else column
            layout = Layout(patterns=(), share=1, count=1, opening=True, order=order, reason=reason)
            return Reader(clock, layout).moment(Found(match=match, form=form))
    return None


_WHOLE = {
    name: later(rf"[\[(]?(?P<stamp>{form})[\])]?", re.DOTALL)
    for name, form in _FORMS.items()
    if name not in {"epoch", "clock", "mysql", "glog", "logcat"}
}

_DAYS = (
    later(r"(?P<first>\d{1,4})(?P<sep>[/.-])(?P<middle>\d{1,2})(?P=sep)(?P<last>\d{4}|\d\d)"),
    later(rf"(?:{_WEEKDAY},? +)?(?P<day>\d{{1,2}})[ /.-]{_MONTH}[ /.,-]+(?P<year>\d{{4}})"),
    later(rf"(?:{_WEEKDAY},? +)?{_MONTH} +(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})"),
)


def _day(text: str, part: dict[str, str | None], clock: Clock, column: str | None) -> Moment | None:
    """The moment of a day without a time; ``at`` is None where its numbers may stand in several orders."""
    first = part.get("first")
    order = "ymd" if first and len(first) == 4 else column
    if first and order is None:
        order = day_order(first, part["middle"] or "", part["last"] or "")
    if first and order is None:
        return Moment(written=text, precision="day")
    year, month, day = _date(part, order)
    return clock.moment(Stamp(written=text, year=year, month=month, day=day))


def day_order(first: str, middle: str, last: str) -> str | None:
    """The only order that the three numbers of a date allow: ``ymd``, ``dmy``, ``mdy``; None for several."""
    if len(first) == 4:
        return "ymd"
    orders = ["dmy", "mdy"] if len(last) == 4 else ["ymd", "dmy", "mdy"]
    fitting = [order for order in orders if _fits((first, middle, last), order)]
    return fitting[0] if len(fitting) == 1 else None
