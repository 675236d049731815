"""Days and months as policies count them."""

import calendar
from datetime import date


def day_of(text: str | None) -> date | None:
    """The day that a field states in ISO form; None for none, and for another form."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def is_after(text: str | None, today: date) -> bool:
    """Whether a field states a day that is still to come; one that states none does not."""
    day = day_of(text)
    return day is not None and day > today


def months_after(day: str, months: int) -> str:
    """The day so many months after one, the last of the month where that month is shorter.  shape: ISO 8601."""
    start = day_of(day)
    if start is None:
        return ""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max.isoformat()
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1])).isoformat()
