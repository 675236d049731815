"""Microsoft 365 unified audit log: records of the API, results of searches in PowerShell, and exports as CSV."""

import json
from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import inner, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.rows import cells, rows
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.moment import Moment
from afterword.model.plain import Plain

_UTC: Final = "Microsoft 365 writes CreationTime in UTC"
_TIMES: Final = ("CreationTime", "CreationDate", "createdDateTime")


def score(sample: Sample) -> float:
    """By the part of the objects that are records, or by the header of an export."""
    return 0.97 if _header(sample) else score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each entry; those of searches and exports hold the record itself as text."""
    header = _header(context.sample)
    if not header:
        yield from read_records(text, context, _is_record, _record)
        return
    number = -1
    for row, offset, length, line, lines in rows(text):
        fields = cells(row)
        if not any(fields):
            continue
        number += 1
        if number:
            record = _record(dict(zip(header, fields, strict=False)), context.clock)
            yield record._replace(offset=offset, length=length, line=line, lines=lines, number=number)


def _header(sample: Sample) -> tuple[str, ...]:
    """The columns of an export; empty where the text is none."""
    first = sample.head.lstrip(b"\r\n").split(b"\n", 1)[0]
    header = tuple(cells(first)) if b"AuditData" in first and not first.startswith((b"{", b"[")) else ()
    return (
        header if {"AuditData", "CreationDate"} <= set(header) or {"AuditData", "CreationTime"} <= set(header) else ()
    )


def _is_record(value: Fields) -> bool:
    if _is_found(value) or {"CreationTime", "RecordType", "Id"} <= value.keys():
        return True
    return {"CreationTime", "Operation"} <= value.keys() and bool(value.keys() & {"Workload", "RecordType", "UserKey"})


def _is_found(value: Fields) -> bool:
    return bool(value.keys() & {"AuditData", "auditData"}) and any(key in value for key in _TIMES)


def _record(value: Fields, clock: Clock) -> Record:
    own = _inside(value.get("AuditData", value.get("auditData"))) if _is_found(value) or "AuditData" in value else value
    outer = next((value[key] for key in _TIMES if value.get(key)), None)
    main = _moment(own.get("CreationTime"), clock)
    main = main if main.at else _moment(outer, clock)
    operation = words(own, "Operation") or words(value, "Operations") or words(value, "Operation")
    if operation is None and "RecordType" in own:
        operation = f"record of type {words(own, 'RecordType')}"
    about = words(own, "ObjectId") or words(own, "SourceFileName") or words(own, "Item", "Subject")
    origin = words(own, "ClientIP") or words(own, "ClientIPAddress") or words(own, "ActorIpAddress")
    result = words(own, "ResultStatus") or ""
    failed = result.lower().startswith(("fail", "false"))
    what = joined(" ", words(own, "Workload"), operation, about, f"from {origin}" if origin else None)
    who = words(own, "UserId") or words(value, "UserIds") or words(value, "UserId") or words(value, "userPrincipalName")
    record = made(main, joined(": ", what, "failed" if failed else None), who=who)
    name = words(own, "Id") or words(value, "RecordId") or words(value, "Identity") or words(value, "id")
    return record._replace(severity="error" if failed else None, native_id=name)


def _inside(value: Plain) -> Fields:
    """The record itself, which searches and exports hold as text; an empty one where it is damaged."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return {}
    return value if isinstance(value, Mapping) else {}


def _moment(value: Plain, clock: Clock) -> Moment:
    """UTC, although the record does not say so; times that say their zone are taken as they are."""
    if isinstance(value, str):
        found = clock.iso(value.strip(), assume="UTC", reason=_UTC)
        if found is not None:
            return found
    return moment_of(inner({"it": value}, "it").get("DateTime", value), clock) if value else NO_TIME
