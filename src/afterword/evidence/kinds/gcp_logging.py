"""Google Cloud Logging: audit, text, and structured entries, as lists or lines."""

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
    """By the part of the objects that are log entries of Google Cloud."""
    return score_of(sample, _is_entry)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each entry, at the time of what it reports."""
    return read_records(text, context, _is_entry, _record)


def _is_entry(value: Fields) -> bool:
    return (
        "logName" in value
        and bool(value.keys() & {"timestamp", "receiveTimestamp"})
        and bool(value.keys() & {"insertId", "resource", "protoPayload", "textPayload", "jsonPayload"})
    )


def _record(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("timestamp") or value.get("receiveTimestamp"), clock)
    # BigQuery keeps the payload under the name of its type.
    payload = inner(value, "protoPayload") or inner(value, "protopayload_auditlog")
    operation = inner(value, "operation")
    stage = " started" if operation.get("first") is True and operation.get("last") is not True else ""
    stage = " finished" if operation.get("last") is True and operation.get("first") is not True else stage
    method = words(payload, "methodName")
    call = joined(" ", f"{method}{stage}" if method else None, words(payload, "resourceName"))
    failed = words(payload, "status", "message")
    what = joined(": ", call, failed) or words(value, "textPayload") or _structured(value)
    who = words(payload, "authenticationInfo", "principalEmail") or words(value, "resource", "labels", "container_name")
    who = who or words(value, "resource", "labels", "service_name") or words(value, "resource", "type")
    moments = further(value.get("receiveTimestamp"), "received", clock, main=main)
    # Exports repeat entries; those of one id and one time are the same.
    name = joined("/", words(value, "insertId"), main.at) if "insertId" in value else None
    return made(main, what, who=who, moments=moments)._replace(severity=words(value, "severity"), native_id=name)


def _structured(value: Fields) -> str | None:
    payload, request = inner(value, "jsonPayload"), inner(value, "httpRequest")
    said = words(payload, "message") or words(payload, "msg") or words(payload, "event") or words(payload, "reason")
    called = joined(" ", words(request, "requestMethod"), words(request, "requestUrl"), words(request, "status"))
    return said or called or " ".join(f"{key}={item}" for key, item in payload.items() if isinstance(item, str)) or None
