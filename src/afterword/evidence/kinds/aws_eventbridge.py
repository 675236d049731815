"""Amazon EventBridge: events of AWS services and of one's own, such as changes of tasks, instances, and alarms."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import inner, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_SAID: Final = (
    "alarmName", "eventName", "group", "lastStatus", "desiredStatus", "state", "status", "stoppedReason", "reason",
    "stopCode", "cause", "pipeline", "stage", "instance-id", "EC2InstanceId", "StatusMessage", "Message", "message",
    "eventDescription",
)  # fmt: skip


def score(sample: Sample) -> float:
    """By the part of the objects that are events of EventBridge and do not only carry another kind's record."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each event."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    detail = inner(value, "detail")
    if "eventName" in detail or {"type", "severity"} <= detail.keys() or "findings" in detail:
        return False
    return {"detail-type", "detail", "time"} <= value.keys()


def _record(value: Fields, clock: Clock) -> Record:
    sort, detail = words(value, "detail-type"), inner(value, "detail")
    said = [_said(detail, key) for key in _SAID]
    old, new = words(detail, "previousState", "value"), words(detail, "state", "value")
    if old and new:
        said[_SAID.index("state")] = joined(": ", f"{old} to {new}", words(detail, "state", "reason"))
    resources = value.get("resources")
    about = resources[0] if isinstance(resources, list) and resources and isinstance(resources[0], str) else None
    short = about.rpartition(":")[2] if about else None
    told = joined(" ", *dict.fromkeys(said))
    what = joined(": ", sort, short if short and short not in (told or "") else None, told)
    record = made(moment_of(value.get("time"), clock), what, who=words(value, "source"))
    alarm = isinstance(detail.get("alarmName"), str)
    return record._replace(kind="alert" if alarm else None, native_id=words(value, "id"))


def _said(detail: Fields, key: str) -> str | None:
    value = detail.get(key)
    if isinstance(value, Mapping):
        return words(value, "value") or words(value, "name")
    return words(detail, key)
