"""Zeek logs as JSON: connections, requests, names, certificates, notices, and others."""

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

BY_LINE: Final = True
"""Each line is a record by itself, where the text is lines."""
_NAMES: Final = ("query", "server_name", "filename", "mime_type", "subject", "service", "conn_state", "user", "cause")


def score(sample: Sample) -> float:
    """By the part of the objects that are records of Zeek."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each line, at the time when it began."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    ends = {"id.orig_h", "id_orig_h"} & value.keys()
    return "ts" in value and bool((ends and "uid" in value) or value.keys() & {"_path", "@stream"} or _is_notice(value))


def _is_notice(value: Fields) -> bool:
    return {"note", "actions"} <= value.keys()


def _record(value: Fields, clock: Clock) -> Record:
    source = _end(value, "orig")
    main = moment_of(value.get("ts"), clock)
    path = words(value, "_path") or words(value, "@stream") or ("notice" if _is_notice(value) else None)
    request = joined(" ", words(value, "method"), joined("", words(value, "host"), words(value, "uri")))
    said = joined(" ", request, words(value, "status_code"), words(value, "status_msg")) if "method" in value else None
    said = said or joined(": ", words(value, "note") or words(value, "name"), words(value, "msg"), words(value, "sub"))
    said = said or joined(" ", words(value, "proto"), *(words(value, name) for name in _NAMES))
    way = joined(" → ", source, _end(value, "resp"))
    what = joined(" ", joined(": ", path, said), f"({way})" if way else None)
    moments = further(value.get("_write_ts"), "written", clock, main=main)
    record = made(main, what, who=_address(value, "orig_h") or words(value, "src"), moments=moments)
    return record._replace(kind="alert" if _is_notice(value) else None, native_id=None)


def _address(value: Fields, name: str) -> str | None:
    return words(value, f"id.{name}") or words(value, f"id_{name}")


def _end(value: Fields, side: str) -> str | None:
    return joined(":", _address(value, f"{side}_h"), _address(value, f"{side}_p"))
