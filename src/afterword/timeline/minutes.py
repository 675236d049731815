"""Minutes of a day as text keys, counted through without gaps."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

_LONGEST = 14 * 24 * 60


def minute_of(key: str) -> str:
    """The minute of an order key; empty for one without a clock time."""
    minute = key[:16]
    return minute if minute[-3:-2] == ":" else ""


def seconds_of(key: str) -> float | None:
    """Seconds of an order key on a line of its own, for distances only; None for one without a time."""
    moment = _moment(key)
    return moment.timestamp() if moment else None


def filled(counts: Mapping[str, int], low: str, high: str) -> tuple[list[str], list[int]]:
    """Every minute from ``low`` to ``high`` with its count, zeros included.

    shape: only the minutes that are counted, where the stretch is longer than two weeks or has no times.
    """
    names = sorted(counts)
    start, end = _moment(minute_of(low)), _moment(minute_of(high))
    if start is None or end is None or (end - start).total_seconds() > _LONGEST * 60:
        return names, [counts[name] for name in names]
    steps = range(int((end - start).total_seconds()) // 60 + 1)
    every = [(start + timedelta(minutes=step)).isoformat()[:16] for step in steps]
    known = set(every)
    every = sorted([*every, *(name for name in names if name not in known)])
    return every, [counts.get(name, 0) for name in every]


def _moment(key: str) -> datetime | None:
    head, _, fraction = key.partition(".")
    try:
        value = datetime.fromisoformat(f"{head}.{fraction[:6].ljust(6, '0')}" if fraction else head)
    except ValueError:
        return None
    return value.replace(tzinfo=UTC)
