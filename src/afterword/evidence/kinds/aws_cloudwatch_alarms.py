"""Amazon CloudWatch alarms: their history, their state, and notifications of SNS."""

import json
from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.vocabulary import EventKind

JSON: Final = True
"""Only of texts that are JSON it is asked."""


def score(sample: Sample) -> float:
    """By the part of the objects that are alarms, or about one."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each entry of a history, notification, or alarm, at the change of its state."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return (
        "AlarmName" in value and bool(value.keys() & {"HistoryItemType", "NewStateValue", "StateValue"})
    ) or _is_sent(value)


def _is_sent(value: Fields) -> bool:
    return {"TopicArn", "Message", "Timestamp"} <= value.keys() and "NewStateValue" in _message(value)


def _message(value: Fields) -> Fields:
    """What a notification holds as text."""
    text = value.get("Message")
    try:
        found = json.loads(text) if isinstance(text, str) and text.startswith("{") else None
    except (ValueError, RecursionError):
        found = None
    return found if isinstance(found, Mapping) else {}


def _record(value: Fields, clock: Clock) -> Record:
    about = _message(value) if _is_sent(value) else value
    name = words(about, "AlarmName")
    if "HistoryItemType" in about:
        summary = words(about, "HistorySummary") or words(about, "HistoryItemType")
        record = made(moment_of(about.get("Timestamp"), clock), joined(": ", name, summary), who="CloudWatch")
        return record._replace(kind=_kind(summary or ""))
    state = words(about, "NewStateValue") or words(about, "StateValue")
    old = words(about, "OldStateValue")
    time = about.get("StateChangeTime") or about.get("StateTransitionedTimestamp") or about.get("StateUpdatedTimestamp")
    change = f"{old} to {state}" if old else state
    what = joined(": ", name, change, words(about, "NewStateReason") or words(about, "StateReason"))
    record = made(moment_of(time or value.get("Timestamp"), clock), what, who="CloudWatch")
    return record._replace(kind="recovery" if state == "OK" else "alert", native_id=words(value, "MessageId"))


def _kind(summary: str) -> EventKind | None:
    """An update to OK ends what an update to ALARM began; changes of the alarm itself are neither."""
    return "recovery" if summary.endswith("to OK") else "alert" if summary.endswith("to ALARM") else None
