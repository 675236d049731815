"""Suricata EVE: alerts, requests, flows, and other events, as JSON lines or lists."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import inner, joined, made, many, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

BY_LINE: Final = True
"""Each line is a record by itself, where the text is lines."""
_GRADES: Final = {"1": "high", "2": "medium", "3": "low", "4": "info"}


def score(sample: Sample) -> float:
    """By the part of the objects that are events of Suricata."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each event, at its own time."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    known = {"flow_id", "in_iface", "stats", "src_ip", "pcap_cnt"}
    return {"timestamp", "event_type"} <= value.keys() and bool(value.keys() & known)


def _record(value: Fields, clock: Clock) -> Record:
    sort = words(value, "event_type") or ""
    about = inner(value, sort)
    said = _SAID[sort](about) if sort in _SAID else words(about, "message") or words(about, "event")
    source = joined(":", words(value, "src_ip"), words(value, "src_port"))
    target = joined(":", words(value, "dest_ip"), words(value, "dest_port"))
    way = joined(" ", words(value, "proto"), joined(" → ", source, target))
    what = joined(" ", joined(": ", sort, said), f"({way})" if way else None)
    severity = words(inner(value, "alert"), "severity")
    record = made(moment_of(value.get("timestamp"), clock), what, who=words(value, "host") or words(value, "src_ip"))
    return record._replace(
        severity=_GRADES.get(severity, severity) if severity else None, kind="alert" if sort == "alert" else None
    )


def _dns(about: Fields) -> str | None:
    asked = [words(query, "rrname") for query in many(about, "queries")]
    return joined(" ", words(about, "type"), words(about, "rrname") or joined(" ", *asked), words(about, "rcode"))


_SAID: Final[Mapping[str, Callable[[Fields], str | None]]] = {
    "alert": lambda about: joined(", ", words(about, "signature"), words(about, "category"), words(about, "action")),
    "http": lambda about: joined(
        " ",
        words(about, "http_method"),
        joined("", words(about, "hostname"), words(about, "url")),
        words(about, "status"),
    ),
    "dns": _dns,
    "tls": lambda about: joined(" ", words(about, "sni"), words(about, "version")),
    "fileinfo": lambda about: joined(" ", words(about, "filename"), words(about, "state")),
    "flow": lambda about: joined(" ", words(about, "state"), words(about, "reason")),
    "anomaly": lambda about: joined(" ", words(about, "type"), words(about, "event")),
}
