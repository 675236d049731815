"""Cloudflare Logpush: requests and events of the firewall, with times in any of its forms."""

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


def score(sample: Sample) -> float:
    """By the part of the objects that are requests or events of the firewall."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each request when it reached the edge, and for each event of the firewall."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return _is_request(value) or {"Datetime", "Action", "RayID"} <= value.keys()


def _is_request(value: Fields) -> bool:
    return "EdgeStartTimestamp" in value and bool(value.keys() & {"ClientRequestMethod", "RayID", "EdgeResponseStatus"})


def _record(value: Fields, clock: Clock) -> Record:
    method = words(value, "ClientRequestMethod")
    path = words(value, "ClientRequestURI") or words(value, "ClientRequestPath")
    address = joined("", words(value, "ClientRequestHost"), path)
    who, ray = words(value, "ClientIP"), words(value, "RayID")
    if not _is_request(value):
        action = joined(" ", words(value, "Action"), "by", words(value, "Source"), words(value, "RuleID"))
        called = joined(" ", method, address)
        record = made(moment_of(value.get("Datetime"), clock), joined(": ", action, called), who=who)
        return record._replace(native_id=ray)
    main = moment_of(value.get("EdgeStartTimestamp"), clock)
    ended = further(value.get("EdgeEndTimestamp"), "answered", clock, main=main)
    # Which fields are sent is chosen by who sets the job up.
    what = joined(" ", method, address, words(value, "EdgeResponseStatus")) or joined(" ", "request", ray)
    return made(main, what, who=who, moments=ended)._replace(native_id=ray)
