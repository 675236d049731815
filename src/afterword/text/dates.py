"""Days as people write them in documents: numbers, names of months and weekdays, Japanese."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from afterword.model.values import dataclass
from afterword.text.day_parts import DAY_PART
from afterword.text.expressions import later
from afterword.text.months import MONTH, MONTHS
from afterword.text.time_words import any_of, time_words

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LOCAL_MONTH = any_of(time_words().months)
_MISSPELT = any_of(time_words().misspelt_months)
_MONTH = rf"(?:{MONTH}|{_MISSPELT})\b\.?"
ANY_MONTH = rf"(?:{MONTH}|{_MISSPELT}|{_LOCAL_MONTH})\b\.?"
"""A month's name or its abbreviation in one of several languages, as a pattern."""
WEEKDAY = (
    r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?"
    rf"|{any_of(time_words().weekdays)})\b\.?"
)
"""A weekday's name or its abbreviation."""

_ORDINAL = r"(?:st|nd|rd|th)?"
_DAY_MARK = (
    r"(?:st|nd|rd|th|er|[\u00ba\u00aa\u00b0]|\.(?=\s*(?:" + _LOCAL_MONTH + r")\b"
    r"|\s*(?:" + MONTH + r")\b\.?(?:,?\s+\d{4}|,?\s+(?:[^\W\d]+\s)?~?\d{1,2}[:.]\d\d|\s*$|\s*[:\u2013|-])))?"
)
_JOIN = r"(?:\s+(?:of|de|di|do|del))?"
_UNCOUNTED = "".join(rf"(?<!\b{re.escape(word)}\s\d)(?<!\b{re.escape(word)}\s\d\d)" for word in time_words().numbered)
_JOINS = any_of(time_words().joins)
_APART = rf"\s?&\s?|\s(?:{_JOINS})\s|\s?[-\u2010\u2011\u2013/]\s?"
_TO = (
    rf"(?:[-\u2010\u2011\u2013/]|(?:{_APART})"
    r"(?=\d{1,2}(?:st|nd|rd|th)?(?:,?\s\d{4})?\s*(?:$|[:|,*)\]]|\s[-\u2013\u2014]\s)))"
)
"""What stands between two days of a month."""
_NO_MORE = r"(?![./h]?\d|\s?[ap]\.?m\b|\s?%)"
_LAST_DAY = rf"(?:{_UNCOUNTED}\.?(?:{_APART})(?P<dlast>\d{{1,2}})(?:{_ORDINAL}|\.(?=\s)))?"
_OF_MONTH = rf"(?:st|nd|rd|th)?(?:{_TO}(?P<mlast>\d{{1,2}}){_ORDINAL}{_NO_MORE})?(?!\d|:\d|[a-z])"
_NO_CLOCK = r"(?!\d|:\d|Z\b|\s?h(?:rs|ours)\b)"
_YEAR = r"(?:,?[\s-]+(?P<{}>(?:19|20)\d{{2}})" + _NO_CLOCK + r")?"
_LOCAL_YEAR = (
    r"(?:,?(?:[\s-]+|\s+(?:de|del|do)\s+)(?P<{}>(?:19|20)\d{{2}})" + _NO_CLOCK
    + r"(?:\s?(?:\u0433\.|\u0433\u043e\u0434\u0430|r\.))?)?"
)  # fmt: skip


DATE = later(
    r"(?<![\d.:/\w#-])(?:"
    r"(?P<y>\d{4})(?P<mark>[-/.\u2010\u2011])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})(?!\d|/(?!\d{1,2}:\d\d|\d{1,2}(?![\d/:.-])|\d{4}-\d\d-\d\d(?!\d)))"
    r"|(?P<weekday>(?:" + WEEKDAY + r",?\s+(?:the\s+)?)?)(?:"
    r"(?P<mname>" + _MONTH + r")\s+(?:the\s+)?(?P<mday>\d{1,2})" + _OF_MONTH + _YEAR.format("myear")
    + r"|(?P<dday>\d{1,2})" + _DAY_MARK + _LAST_DAY
    + _JOIN + r"(?:\s+|-|" + _UNCOUNTED + r"[\s-]+)(?P<dname>" + ANY_MONTH + r")" + _LOCAL_YEAR.format("dyear") + r")"
    r"|(?:(?P<first>\d{1,2})\.(?:(?P<firstm>\d{1,2})\.)?\s?[-\u2013/]\s?)?(?P<a>\d{1,2})(?P<part>[-/.])(?P<b>\d{1,2})(?P=part)(?P<ny>\d{4})(?!\d)"
    r"|(?P<sa>\d{1,2})/(?P<sb>\d{1,2})/(?P<sy>\d{2})(?![\d/])"
    r"|(?P<bm>\d{2})-(?P<bd>\d{2})(?=[ T][~\u2248]?\d{1,2}:\d{2}|\s+" + DAY_PART + r")"
    r"|(?P<ba>\d{1,2})/(?P<bb>\d{1,2})(?=,?\s+(?:at\s+|@\s*|-\s+)?~?\d{1,2}(?::\d{2}|\s?[ap]m)|:?\s*(?:$|\|))"
    r"|(?:(?P<jy>\d{4})[\u5e74\ub144]\s*)?(?P<jm>\d{1,2})[\u6708\uc6d4]\s*(?P<jd>\d{1,2})[\u65e5\u53f7\u865f\uc77c](?:\s*[(\uff08][\u65e5\u6708\u706b\u6c34\u6728\u91d1\u571f][)\uff09])?"
    r"|(?P<cy>20\d{2})(?P<cm>0[1-9]|1[0-2])(?P<cd>[0-2]\d|3[01])(?=[T ]\s?\d{2}:?\d{2})"
    r")",
    re.IGNORECASE,
)  # fmt: skip
"""A day, with or without its year."""

_NUMBER = later(r"\d(?<![\d.:/\w#-]\d)")
"""The first digit of what may be a number of a day."""
_LETTERS = later(r"[^\W\d_]+")
_LONGEST_BEFORE = 48
"""Characters before the first number of a day within which it starts."""
_HAS_ORDINAL = later(r"\d(?:st|nd|rd|th)\b", re.IGNORECASE)
_COMPACT = later(r"(?<![\dA-Za-z])(20\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?![\dA-Za-z])")
_ONLY_MONTH = later(rf"(?P<month>{ANY_MONTH}),?\s+(?:(?:de|of)\s+)?(?P<year>(?:19|20)\d{{2}})", re.IGNORECASE)
_IN_NAME = later(r"(?<!\d)((?:19|20)\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?([0-2]\d|3[01])(?!\d)")


@dataclass(slots=True, kw_only=True)
class WrittenDay:
    """A day as its numbers say it; never changed."""

    year: int | None
    """The year; None where none is written."""
    month: int
    """The month."""
    day: int
    """The day of the month."""
    is_ambiguous: bool = False
    """Whether day and month may be the other way round; ``month`` is the first number then."""

    def on(self, year: int | None = None) -> date | None:
        """The date, in ``year`` where none is written; None where there is no such day."""
        full = self.year or year
        return date(full, self.month, self.day) if full and is_date(full, self.month, self.day) else None


def day_of(match: re.Match[str], day_first: bool | None = None) -> WrittenDay | None:
    """What a match of ``DATE`` says; None where its numbers are no day.

    ``day_first`` says which number is the day where both could be; None leaves that open.
    """
    group = match.group
    if group("y"):
        return _valid(int(group("y")), int(group("m")), int(group("d")))
    if group("mname"):
        return _valid(_number(group("myear")), _month(group("mname")), int(group("mday")))
    if group("dname"):
        return _valid(_number(group("dyear")), _month(group("dname")), int(group("dday")))
    if group("cy"):
        return _valid(int(group("cy")), int(group("cm")), int(group("cd")))
    if group("jm"):
        return _valid(_number(group("jy")), int(group("jm")), int(group("jd")))
    if group("bm"):
        return _valid(None, int(group("bm")), int(group("bd")))
    if group("first") and group("part") == ".":
        return _valid(int(group("ny")), int(group("firstm") or group("b")), int(group("first")))
    if group("part") == ".":
        day_first = True
    if group("a"):
        return _either(int(group("ny")), int(group("a")), int(group("b")), day_first)
    if group("sa"):
        return _either(2000 + int(group("sy")), int(group("sa")), int(group("sb")), day_first)
    return _either(None, int(group("ba")), int(group("bb")), day_first)


def last_of(match: re.Match[str], first: date) -> date | None:
    """The last of several days that ``match`` names (``7-13th Nov``, ``16./17.10.2025``); None where it names one."""
    if match.group("first") and (found := _valid(int(match.group("ny")), int(match.group("b")), int(match.group("a")))):
        until = found.on()
        return until if until and until > first else None
    last = int(match.group("dlast") or match.group("mlast") or 0)
    return first.replace(day=last) if last > first.day and is_date(first.year, first.month, last) else None


def order_of(match: re.Match[str]) -> tuple[int | None, int, int] | None:
    """Year and the two numbers, as they stand, of a numeric date whose year does not come first; None for others."""
    if match.group("a"):
        return int(match.group("ny")), int(match.group("a")), int(match.group("b"))
    if match.group("sa"):
        return 2000 + int(match.group("sy")), int(match.group("sa")), int(match.group("sb"))
    return (None, int(match.group("ba")), int(match.group("bb"))) if match.group("ba") else None


def _either(year: int | None, first: int, second: int, day_first: bool | None) -> WrittenDay | None:
    if first > 12 >= second or (day_first and second <= 12):
        return _valid(year, second, first)
    if second > 12 >= first or first == second or day_first is False:
        return _valid(year, first, second)
    return WrittenDay(year=year, month=first, day=second, is_ambiguous=True) if first <= 12 and second <= 12 else None


def _valid(year: int | None, month: int, day: int) -> WrittenDay | None:
    return WrittenDay(year=year, month=month, day=day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def dates_in(text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """Every match of ``DATE`` in a text from a place on, in order.

    A day has a number, and nothing before it but names of weekdays and months: it is looked for at numbers only.
    """
    at = start
    while number := _NUMBER.search(text, at):
        found = _date_with(text, at, number.start())
        if found is not None:
            yield found
        at = found.end() if found else number.end()


def _date_with(text: str, start: int, number: int) -> re.Match[str] | None:
    """The day whose first number stands at a place, from ``start`` on."""
    begin = max(start, number - _LONGEST_BEFORE)
    if text[number - 1 : number].isspace() and text[begin:number].rstrip().rstrip(".,").casefold().endswith(_names()):
        for word in _LETTERS.finditer(text, begin, number):
            if found := DATE.match(text, word.start()):
                return found
    return DATE.match(text, number)


@lru_cache(maxsize=1)
def _names() -> tuple[str, ...]:
    """The last words of what may stand before the first number of a day."""
    known = time_words()
    english = (*MONTHS, *_DAYS, "tues", "wednes", "thur", "thurs", "satur", "day", "the")
    every = (*english, *known.months, *known.misspelt_months, *known.weekdays)
    return tuple({name.casefold().split()[-1].rstrip(".,") for name in every})


def find_days(text: str) -> Iterator[tuple[WrittenDay, re.Match[str]]]:
    """Every day in a text that is not ambiguous, in order."""
    for match in dates_in(text):
        found = day_of(match)
        if found and not found.is_ambiguous:
            yield found, match


def find_day(text: str, default_year: int | None = None) -> tuple[date, re.Match[str]] | None:
    """The first full date in a text, or one without year where ``default_year`` gives it."""
    for found, match in find_days(text):
        day = found.on(default_year)
        if day:
            return day, match
    if (compact := _COMPACT.search(text)) and is_date(*(int(g) for g in compact.groups())):
        return date(*(int(g) for g in compact.groups())), compact
    return None


def month_of(text: str) -> tuple[int, int] | None:
    """Year and number of the month that a text names and nothing else: ``May 2026``; None for any other text."""
    match = _ONLY_MONTH.fullmatch(text.strip())
    return (int(match["year"]), _month(match["month"])) if match else None


def day_in_name(name: str) -> date | None:
    """The day that the name of a file states: ``2021-01-12-outage.md``, ``20210529-outage.md``."""
    match = _IN_NAME.search(name)
    numbers = [int(g) for g in match.groups()] if match else []
    return date(*numbers) if numbers and is_date(*numbers) else None


def nearest(found: WrittenDay, to: date) -> date | None:
    """The date of a day without year that is nearest to another."""
    years = (to.year - 1, to.year, to.year + 1) if found.year is None else (found.year,)
    days = [d for y in years if (d := found.on(y))]
    return min(days, key=lambda d: abs((d - to).days), default=None)


@lru_cache(maxsize=1)
def _lone_weekday() -> re.Pattern[str]:
    return re.compile(r"(?P<name>" + WEEKDAY + r")[,:]?(?=[\s*_)\]]|$)", re.IGNORECASE)


def weekday_at(text: str, at: int, after: date | None) -> tuple[int, date | None] | None:
    """The end of a weekday that stands alone in a text, and the first such day from ``after`` on."""
    if not text[at : at + 1].isalpha():
        return None
    match = _lone_weekday().match(text, at)
    if match is None:
        return None
    wanted = _weekday(match.group("name"))
    return match.end(), after + timedelta(days=(wanted - after.weekday()) % 7) if after else None


@lru_cache(maxsize=1)
def _lone_ordinal() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?P<name>" + WEEKDAY + r"),?\s+)?(?:the\s+)?(?P<number>\d{1,2})(?:st|nd|rd|th)\b"
        r"(?=[:,*_)\]|]|\s+(?:at\s+)?~?\d{1,2}(?:[:.h]\d\d|\s?[ap]\.?m)|\s*[-\u2013\u2014(]|\s*$)",
        re.IGNORECASE,
    )


def ordinal_at(text: str, at: int, near: date | None) -> tuple[int, date | None] | None:
    """The end of a number of the month that stands without it (``Tuesday 10th``), and the nearest such day."""
    if not _HAS_ORDINAL.search(text, at, at + 24):
        return None
    match = _lone_ordinal().match(text, at)
    if match is None:
        return None
    if near is None:
        return match.end(), None
    number = int(match.group("number"))
    around = [near + timedelta(days=n) for n in range(-31, 32)]
    weekday = match.group("name")
    days = [d for d in around if d.day == number]
    named = [d for d in days if weekday and d.weekday() == _weekday(weekday)]
    return match.end(), min(named or days, key=lambda d: (abs((d - near).days), d < near), default=None)


def is_impossible(match: re.Match[str]) -> bool:
    """Whether a match of ``DATE`` is written as a day and is none: ``2024-02-30``, ``Feb 32, 2024``, ``2024-13-01``."""
    found = day_of(match, day_first=True) or day_of(match, day_first=False)
    if found is None:
        return bool(match.group("y") or match.group("mname") or match.group("dname") or match.group("a"))
    return found.on(2000 if found.year is None else None) is None


def is_date(year: int, month: int, day: int) -> bool:
    """Whether there is such a day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _month(name: str) -> int:
    key = name.lower().strip(".")
    return MONTHS.get(key) or time_words().misspelt_months.get(key) or time_words().months[key]


def _weekday(name: str) -> int:
    """The number of a weekday by its name, Monday 0."""
    key = name.lower().strip(".")
    known = time_words().weekdays.get(key)
    return _DAYS.index(key[:3]) if known is None else known


def _number(text: str | None) -> int | None:
    return int(text) if text else None
