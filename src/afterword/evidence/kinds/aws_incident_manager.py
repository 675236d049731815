"""AWS Incident Manager: incident records and the events of their timelines, as the API and its clients give them."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""


def score(sample: Sample) -> float:
    """By the part of the objects that are incident records, or events of their timelines."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each incident at its creation, and for each event at its time."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return _is_event(value) or (
        {"creationTime", "title", "status"} <= value.keys() and ":ssm-incidents:" in (words(value, "arn") or "")
    )


def _is_event(value: Fields) -> bool:
    return {"eventId", "eventTime", "eventType", "incidentRecordArn"} <= value.keys()


def _record(value: Fields, clock: Clock) -> Record:
    if _is_event(value):
        main = moment_of(value.get("eventTime"), clock)
        moments = further(value.get("eventUpdatedTime"), "updated", clock, main=main)
        what = words(value, "eventData") or words(value, "eventType")
        return made(main, what, who="Incident Manager", moments=moments)._replace(native_id=words(value, "eventId"))
    main = moment_of(value.get("creationTime"), clock)
    moments = further(value.get("resolvedTime"), "resolved", clock, main=main, phase="resolved")
    what = joined(": ", "Incident created", words(value, "title"))
    who = words(value, "incidentRecordSource", "createdBy") or "Incident Manager"
    impact = words(value, "impact")
    record = made(main, what, who=who, moments=moments)
    return record._replace(severity=f"impact {impact}" if impact else None, native_id=words(value, "arn"))
