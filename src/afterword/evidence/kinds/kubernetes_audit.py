"""Kubernetes audit log: who asked the API server for what, as lines or lists."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, inner, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

BY_LINE: Final = True
"""Each line is a record by itself, where the text is lines."""


def score(sample: Sample) -> float:
    """By the part of the objects that are events of the audit log."""
    return score_of(sample, _is_event)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each stage of each request, at the time when the request was received."""
    return read_records(text, context, _is_event, _record)


def _is_event(value: Fields) -> bool:
    is_named = "auditID" in value or str(value.get("apiVersion")).startswith("audit.k8s.io/")
    return (
        is_named
        and "verb" in value
        and bool(value.keys() & {"requestReceivedTimestamp", "stageTimestamp", "timestamp"})
    )


def _record(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("requestReceivedTimestamp") or value.get("timestamp"), clock)
    about = inner(value, "objectRef")
    resource = joined("/", words(about, "resource"), words(about, "subresource"))
    name = joined("/", words(about, "namespace"), words(about, "name"))
    target = joined(" ", resource, name) or words(value, "requestURI")
    code = words(value, "responseStatus", "code")
    said = joined(" ", words(value, "verb"), target, code)
    message = words(value, "responseStatus", "message") if code and code >= "4" else None
    who = words(value, "impersonatedUser", "username") or words(value, "user", "username")
    stage = words(value, "stage") or "stage"
    moments = further(value.get("stageTimestamp"), stage, clock, main=main)
    severity = "error" if code and code.startswith("5") else "warning" if code and code.startswith("4") else None
    record = made(main, joined(": ", said, message), who=who, moments=moments)
    return record._replace(severity=severity, native_id=joined("/", words(value, "auditID"), words(value, "stage")))
