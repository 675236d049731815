"""Logs of the web server Caddy: its requests and its own messages, as JSON."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import find_records, inner, joined, made, moment_of, read_records, words
from afterword.evidence.fields import Fields, what_of
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

BY_LINE: Final = True
"""Each line is a record by itself, where the text is lines."""
_LOGGERS = ("http.", "tls", "admin", "pki.", "docker-proxy")


def score(sample: Sample) -> float:
    """By the part of the objects that have its fields, where some of them are of loggers that only Caddy has."""
    place = find_records(sample, _is_record)
    own = place is not None and any(_is_own(value) for value in place.examples)
    return 0.96 * place.share if place and own else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each request, logged when it was answered, and for each message."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return {"level", "ts", "msg"} <= value.keys() and "caller" not in value


def _is_own(value: Fields) -> bool:
    logger = words(value, "logger") or ""
    return logger.startswith(_LOGGERS) or _is_request(value)


def _is_request(value: Fields) -> bool:
    return isinstance(value.get("request"), Mapping) and "status" in value and "duration" in value


def _record(value: Fields, clock: Clock) -> Record:
    moment, severity = moment_of(value.get("ts"), clock), words(value, "level")
    if not _is_request(value):
        return made(moment, what_of(value, "ts"), who=words(value, "logger") or "Caddy")._replace(severity=severity)
    request = inner(value, "request")
    address = joined("", words(request, "host"), words(request, "uri"))
    what = joined(" ", words(request, "method"), address, words(value, "status"))
    who = words(value, "user_id") or words(request, "client_ip") or words(request, "remote_ip")
    who = who or (words(request, "remote_addr") or "").rpartition(":")[0] or None
    return made(moment, what, who=who)._replace(severity=severity)
