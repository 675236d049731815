"""ServiceNow: incidents and other tasks, and their journal, as the table API gives them."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.evidence import EntryMoment
from afterword.model.moment import Moment
from afterword.model.vocabulary import Phase

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_STORED: Final = "ServiceNow stores times in UTC, and this answer gives values as stored"
_TIMES: Final[tuple[tuple[str, str, Phase | None], ...]] = (
    ("acknowledged_on", "acknowledged", "acknowledged"),
    ("work_start", "work began", None),
    ("resolved_at", "resolved", "resolved"),
    ("closed_at", "closed", None),
)


def score(sample: Sample) -> float:
    """By the part of the objects that are tasks, or entries of a journal."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each task when it was opened, and for each entry of a journal."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return _is_entry(value) or (
        "number" in value
        and bool(value.keys() & {"opened_at", "sys_created_on"})
        and bool(value.keys() & {"sys_id", "short_description"})
    )


def _is_entry(value: Fields) -> bool:
    return {"element", "value", "sys_created_on"} <= value.keys()


def _record(value: Fields, clock: Clock) -> Record:
    if _is_entry(value):
        said = joined(": ", (_shown(value, "element") or "").replace("_", " ").capitalize(), _shown(value, "value"))
        record = made(_moment(value, "sys_created_on", clock), said, who=_shown(value, "sys_created_by"))
        return record._replace(kind="communication", native_id=_shown(value, "sys_id"))
    main = _moment(value, "opened_at", clock)
    main = main if main.at else _moment(value, "sys_created_on", clock)
    moments: list[EntryMoment] = []
    for key, said, phase in _TIMES:
        at = _moment(value, key, clock).at
        if at and at != main.at:
            moments.append(EntryMoment(at=at, what=said, phase=phase))
    what = joined(": ", f"{_shown(value, 'number')} opened", _shown(value, "short_description"))
    who = _shown(value, "opened_by") or _shown(value, "caller_id") or _shown(value, "sys_created_by")
    record = made(main, what, who=who, moments=moments)
    severity = _shown(value, "priority") or _shown(value, "severity") or _shown(value, "urgency")
    return record._replace(severity=severity, native_id=_shown(value, "sys_id"))


def _shown(value: Fields, key: str) -> str | None:
    """A field as people see it, where the answer has that."""
    shown = words(value, key) or words(value, key, "display_value") or words(value, key, "displayValue")
    return shown or words(value, key, "value")


def _moment(value: Fields, key: str, clock: Clock) -> Moment:
    """A time of a task: UTC where the answer shows that it gives stored values, else of the caller's unknown zone."""
    stored = words(value, key, "value")
    text = stored or words(value, key)
    if text and (stored or _is_stored(value)):
        found = clock.iso(text, assume="UTC", reason=_STORED)
        if found is not None:
            return found
    return moment_of(text, clock)


def _is_stored(value: Fields) -> bool:
    """Whether a field that points to another record shows that record's key instead of its name."""
    return any(isinstance(item, Mapping) and {"link", "value"} <= item.keys() for item in value.values())
