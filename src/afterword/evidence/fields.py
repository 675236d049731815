"""What structured records call their time, actor, message, and severity."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.record import NO_TIME, Record
from afterword.evidence.stamps import written_time
from afterword.model.evidence import EntryMoment
from afterword.model.moment import Moment
from afterword.model.plain import Plain

Fields = Mapping[str, Plain]
"""A structured record."""

TIMES: Final = (
    "timegenerated", "eventtimestamp", "eventtime", "occurredat", "sourcerealtimetimestamp", "datetime", "timestamp",
    "timestampns", "time", "ts", "t", "eventdate", "logtime", "logtimestamp", "logdate", "asctime", "timestampz",
    "timelocal", "timeiso8601", "realtimetimestamp", "utctime", "date", "dateutc", "timecreated", "when", "at",
    "createdat", "created", "startedat", "startsat", "starttime", "start", "startdate", "updatedat", "updated",
    "receivetimestamp", "firstseen", "lastseen",
    "originserverts", "datesent", "senttime", "createddate", "createddatetime", "creationtime", "createdtime",
    "eventdatetime", "activitydatetime", "starttimestamp", "starttimemillis", "startts", "performedat", "loggedat",
    "recordedat", "receivedat", "triggeredat", "publishedat", "published", "postedat", "sentat", "insertedat",
    "issuedat", "dateadded", "addedat", "queuetime", "submittedat", "requestreceivedtimestamp", "stagetimestamp",
    "sent", "createdon", "startedon", "openedat", "openedon", "raisedat", "firedat", "detectedat", "reportedat",
    "deployedat", "executedat", "finishedat", "finishedon", "finished", "finishtime", "completedat", "completedon",
    "completed", "endedat", "endtime", "updatedon", "modifiedat", "modifiedon", "lastmodified",
)  # fmt: skip
"""Names of the time at which a record happened, the best first; lower case, letters and digits only."""
_WHO: Final = (
    "actor", "who", "user", "username", "userid", "author", "principalemail", "caller", "callername", "deployedby",
    "createdby", "startedby", "owner", "assignee", "sender", "person", "responder", "by", "from", "useridentity",
    "authenticationinfo", "service", "servicename", "app", "application", "program", "component", "logger",
    "loggername", "name", "syslogidentifier", "unit", "source", "pod", "hostname", "host", "computer", "computername",
    "clientip", "remoteaddr", "senderfullname", "sendername", "authorname", "personemail", "useremail", "email",
    "displayname", "creator", "initiatedby", "eventinitiatedby", "assignedto", "reporter",
)  # fmt: skip
_WHAT: Final = (
    "message", "msg", "log", "syslogmessage", "logmessage", "text", "body", "event", "summary", "title", "what",
    "shortdescription", "description", "details", "methodname", "eventname", "operationname", "action", "activity",
    "reason", "comment", "subject", "note", "notes", "content", "displaymessage", "textpayload", "statusmessage",
    "eventtype", "operation", "resourcestatus", "name",
)  # fmt: skip
_SEVERITY: Final = (
    "level", "severity", "loglevel", "levelname", "severitytext", "lvl", "sev", "priority", "severitylevel",
    "errorseverity", "eventlevelname", "urgency",
)  # fmt: skip
_ENDS: Final = frozenset({"state", "status", "result", "conclusion", "outcome"})
_NAMES: Final = (
    "name",
    "display_name",
    "displayName",
    "login",
    "email",
    "userName",
    "arn",
    "principalEmail",
    "summary",
    "id",
)
_BUNYAN: Final = {10: "trace", 20: "debug", 30: "info", 40: "warn", 50: "error", 60: "fatal"}
SYSLOG: Final = ("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug")
"""The severities of syslog by their numbers."""
_FURTHER = re.compile(r"(?:at|time|timestamp|date|ts|created|updated|start|end|started|ended|resolved|detected)$")
_INSIDE: Final = (
    "_source",
    "fields",
    "event",
    "attributes",
    "log",
    "record",
    "data",
    "payload",
    "protoPayload",
    "properties",
    "details",
    "content",
)
_WRITTEN: Final = frozenset(
    {
        "createdat",
        "created",
        "createddate",
        "createdon",
        "updatedat",
        "updated",
        "updatedon",
        "modifiedat",
        "modifiedon",
        "lastmodified",
        "date",
        "dateadded",
        "addedat",
    }
)
_PLAIN = re.compile(r"[^a-z0-9]")
_LONGEST: Final = 400


@lru_cache(maxsize=8192)
def plain_name(key: str) -> str:
    """A field's name in lower case, letters and digits only."""
    return _PLAIN.sub("", key.lower())


def is_sure(key: str) -> bool:
    """Whether a field of this name says when something happened, rather than when somebody wrote of it."""
    return plain_name(key) not in _WRITTEN


def time_keys(records: Sequence[Fields], clock: Clock) -> tuple[str, ...]:
    """Fields that state when a record happened, the best first; a name that few records use comes late."""
    counts: dict[str, int] = {}
    for record in records:
        for key, value in record.items():
            if plain_name(key) in _RANK and read_time(value, clock) is not None:
                counts[key] = counts.get(key, 0) + 1
    return tuple(sorted(counts, key=lambda key: (counts[key] * 2 < len(records), _RANK[plain_name(key)], key)))


_RANK: Final = {name: rank for rank, name in enumerate(TIMES)}


def read_time(value: Plain, clock: Clock, column: tuple[str | None, str | None] = (None, None)) -> Moment | None:
    """A time in any form that structured records use; None for what is no time, or for "never".

    ``column`` is what ``stamps.column_order`` found for the place where it stands.
    """
    if isinstance(value, Mapping):
        return read_time(value.get("$date") or value.get("value"), clock) if len(value) < 3 else None
    if isinstance(value, int | float):
        # Nine digits would be before 2001, where no log is: rather a counter.
        return clock.read(value) if abs(value) >= 1e9 else None
    return clock.read(value) or (written_time(value, clock, column) if isinstance(value, str) else None)


def time_of(record: Fields, keys: Sequence[str], clock: Clock) -> tuple[Moment | None, str | None]:
    """When a record happened, and the field that says so."""
    for key in keys:
        if key in record:
            moment = read_time(record[key], clock)
            if moment is not None:
                return moment, key
    return None, None


def further_times(record: Fields, main: str | None, clock: Clock) -> tuple[EntryMoment, ...]:
    """The other full times of a record, by their fields' names."""
    found = []
    for key in _timelike(tuple(record)):
        value = record[key]
        if key != main and isinstance(value, str | int | float):
            moment = read_time(value, clock)
            if moment is not None and moment.at is not None and "T" in moment.at:
                found.append(EntryMoment(at=moment.at, what=key))
    return tuple(found)


def is_told(record: Fields) -> bool:
    """Whether a record names who or what, or how it ended, so that it is about something that happened."""
    return any(_pick(record, names) is not None for names in (_WHAT, _WHO)) or any(
        plain_name(key) in _ENDS and value for key, value in record.items()
    )


def plain_record(record: Fields, keys: tuple[str, ...], clock: Clock, who: str | None = None) -> Record:
    """What a record of which no kind knows more says by the names of its fields; it is not yet placed."""
    moment, main = time_of(record, keys, clock)
    return Record(
        offset=0,
        length=0,
        lines=0,
        moment=moment or NO_TIME,
        what=what_of(record, main),
        who=who_of(record) or who,
        severity=severity_of(record),
        moments=further_times(record, main, clock),
    )


def who_of(record: Fields) -> str | None:
    """Person or system that acted."""
    return _spoken(_pick(record, _WHO))


def severity_of(record: Fields) -> str | None:
    """Severity as worded; the numbers of bunyan, pino, and the journal by their names."""
    value = _pick(record, _SEVERITY)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return _BUNYAN.get(value, str(value))
    if isinstance(value, str):
        return SYSLOG[int(value)] if "PRIORITY" in record and value in "01234567" and value else value.strip() or None
    return _spoken(value)


def what_of(record: Fields, main: str | None) -> str | None:
    """What happened: the message, or the fields that there are."""
    value = _pick(record, _WHAT, spoken=True)
    if isinstance(value, str) and value.strip():
        error = record.get("error") or record.get("err") or record.get("exception")
        words = _spoken(error) if error and not isinstance(error, bool) else None
        return f"{value.strip()}: {words}" if words and words not in value else value.strip()
    pairs = (f"{key}={_short(item)}" for key, item in _flat(record) if key != main and item not in (None, "", [], {}))
    text = " ".join(pairs)
    return text[:_LONGEST] + ("..." if len(text) > _LONGEST else "") or None


def _pick(record: Fields, names: Sequence[str], *, spoken: bool = False) -> Plain:
    """The value of the best named field, in the record or in the usual places within it; ``spoken``: only of texts."""
    for place in (None, *_INSIDE):
        inner = record if place is None else record.get(place)
        if isinstance(inner, Mapping):
            for key in _named(tuple(inner), names):
                value = inner[key]
                if value.strip() if isinstance(value, str) else not spoken and (value or value == 0):
                    return value
    return None


@lru_cache(maxsize=4096)
def _named(keys: tuple[str, ...], names: Sequence[str]) -> tuple[str, ...]:
    """Those of the keys that have one of the names, in the order of the names."""
    # a table's columns may be named by the whole path to a field
    found = {plain_name(key.rpartition(".")[2]): key for key in reversed(keys) if "." in key}
    found |= {plain_name(key): key for key in reversed(keys)}
    return tuple(found[name] for name in names if name in found)


@lru_cache(maxsize=4096)
def _timelike(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key for key in keys if _FURTHER.search(plain_name(key)))


def _spoken(value: Plain) -> str | None:
    if isinstance(value, Mapping):
        return next((str(value[name]) for name in _NAMES if value.get(name)), None) or _message(value)
    if isinstance(value, list) or value is None or isinstance(value, bool):
        return None
    return str(value).strip() or None


def _message(value: Mapping[str, Plain]) -> str | None:
    found = value.get("message") or value.get("msg") or value.get("value")
    return str(found) if isinstance(found, str | int) else None


def _flat(record: Fields) -> Iterator[tuple[str, Plain]]:
    for key, value in record.items():
        if isinstance(value, Mapping):
            yield from (
                (f"{key}.{inner}", item) for inner, item in value.items() if not isinstance(item, Mapping | list)
            )
        elif not isinstance(value, list):
            yield key, value


def _short(value: Plain) -> str:
    text = str(value)
    return text if len(text) <= 120 else text[:117] + "..."
