"""TheHive: cases, alerts, and tasks of security teams, as the API gives them."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.vocabulary import Phase

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_SORTS: Final = {"case": "Case", "alert": "Alert", "task": "Task", "case_task": "Task", "case_task_log": "Log"}
_SEVERITIES: Final = {"1": "low", "2": "medium", "3": "high", "4": "critical"}
_TIMES: Final[tuple[tuple[str, str, Phase | None], ...]] = (
    ("newDate", "new", None),
    ("startDate", "started", None),
    ("acknowledgeDate", "acknowledged", "acknowledged"),
    ("inProgressDate", "in progress", None),
    ("endDate", "ended", None),
    ("closedDate", "closed", None),
)


def score(sample: Sample) -> float:
    """By the part of the objects that are cases, alerts, or tasks."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each of them, at the date that it states, else at its creation."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return _sort(value) in _SORTS and {"_createdAt", "_createdBy"} <= value.keys()


def _sort(value: Fields) -> str:
    return (words(value, "_type") or "").lower()


def _record(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("date") or value.get("_createdAt"), clock)
    moments = [m for key, what, phase in _TIMES for m in further(value.get(key), what, clock, main=main, phase=phase)]
    number = words(value, "number") or words(value, "sourceRef")
    sort = joined(" ", _SORTS.get(_sort(value)), f"#{number}" if number else None)
    what = joined(": ", sort, words(value, "title") or words(value, "message"))
    record = made(main, what, who=words(value, "assignee") or words(value, "_createdBy"), moments=moments)
    severity = _SEVERITIES.get(words(value, "severity") or "")
    return record._replace(severity=severity, native_id=words(value, "_id"))
