"""Cloudflare audit logs: answers of the API (versions 1 and 2), and Logpush."""

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


def score(sample: Sample) -> float:
    """By the part of the objects that are entries of the audit log."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each change, when it happened."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return _is_pushed(value) or (
        isinstance(value.get("action"), Mapping)
        and isinstance(value.get("actor"), Mapping)
        and ("when" in value or "time" in inner(value, "action"))
    )


def _is_pushed(value: Fields) -> bool:
    return {"ActionType", "ActorType"} <= value.keys() and bool(value.keys() & {"When", "ActionTimestamp"})


def _record(value: Fields, clock: Clock) -> Record:
    if _is_pushed(value):
        about = joined(" ", words(value, "ResourceType"), words(value, "ResourceID"))
        said = words(value, "ActionDescription") or words(value, "ActionType")
        failed = value.get("ActionResult") in (False, "failure")
        who = words(value, "ActorEmail") or words(value, "ActorType")
        time, name = value.get("When") or value.get("ActionTimestamp"), words(value, "ID") or words(value, "AuditLogID")
    else:
        about = joined(" ", words(value, "resource", "type"), words(value, "resource", "id"))
        said = words(value, "action", "description") or words(value, "action", "type")
        failed = inner(value, "action").get("result") in (False, "failure")
        who = words(value, "actor", "email") or words(value, "actor", "type")
        time, name = value.get("when") or inner(value, "action").get("time"), words(value, "id")
    changed = joined(" → ", words(value, "oldValue"), words(value, "newValue"))
    what = joined(": ", joined(" ", said, about), changed, "failed" if failed else None)
    record = made(moment_of(time, clock), what, who=who)
    return record._replace(kind="change", severity="error" if failed else None, native_id=name)
