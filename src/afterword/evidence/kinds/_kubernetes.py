"""What objects of Kubernetes say of times, whether they come as JSON or as YAML."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, inner, joined, made, many, moment_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.jsontext import EACH
from afterword.evidence.record import Record
from afterword.model.evidence import EntryMoment
from afterword.model.plain import Plain

Path = tuple[str | int, ...]
"""The keys and positions that lead from an object to a part of it."""

_CONTAINERS: Final = ("initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses")
PARTS: Final[tuple[tuple[str, ...], ...]] = (
    ("metadata", "creationTimestamp"),
    ("metadata", "deletionTimestamp"),
    ("metadata", "managedFields", EACH),
    ("status", "conditions", EACH),
    *(("status", sort, EACH, state) for sort in _CONTAINERS for state in ("state", "lastState")),
)
"""Where the parts of an object stand that are records."""

_LAST: Final = (("series", "lastObservedTime"), ("lastTimestamp",), ("deprecatedLastTimestamp",), ("eventTime",))
_FIRST: Final = (("firstTimestamp",), ("deprecatedFirstTimestamp",), ("metadata", "creationTimestamp"))


def is_event(value: Fields) -> bool:
    """Whether an object is an event, of either API."""
    about = value.get("involvedObject", value.get("regarding"))
    return isinstance(about, Mapping) and "reason" in value and bool(value.keys() & {"metadata", "message", "note"})


def is_object(value: Fields) -> bool:
    """Whether it is another object, with conditions or at least a creation."""
    # An application of Argo CD has a history of its own.
    if (words(value, "apiVersion") or "").startswith("argoproj.io/") or "auditID" in value:
        return False
    if any("lastTransitionTime" in item for item in many(value, "status", "conditions")):
        return "metadata" in value
    return {"apiVersion", "kind"} <= value.keys() and "creationTimestamp" in inner(value, "metadata")


def event_record(value: Fields, clock: Clock) -> Record:
    """An event at its last occurrence; the first one is a further time."""
    last, first = _first_of(value, _LAST), _first_of(value, _FIRST)
    main = moment_of(last or first, clock)
    about = inner(value, "involvedObject") or inner(value, "regarding")
    count = words(value, "series", "count") or words(value, "count") or words(value, "deprecatedCount")
    said = joined(": ", words(value, "reason"), words(value, "message") or words(value, "note"))
    what = joined(": ", _named(about, words(about, "kind")), said)
    repeated = count is not None and count not in ("0", "1")
    moments: list[EntryMoment] = further(first, "first seen", clock, main=main) if last else []
    who = words(value, "source", "component") or words(value, "reportingController")
    who = who or words(value, "reportingComponent") or words(value, "deprecatedSource", "component")
    record = made(main, f"{what} ({count} times)" if what and repeated else what, who=who, moments=moments)
    return record._replace(severity=words(value, "type"), native_id=words(value, "metadata", "uid"))


def object_records(value: Fields, clock: Clock) -> Iterator[tuple[Path, Record]]:
    """The records of an object, each with its place; its creation alone only where it says nothing else."""
    name = _named(inner(value, "metadata"), words(value, "kind"))
    found = list(_parts(value, name, clock))
    yield from found
    if all(path == ("metadata", "deletionTimestamp") for path, _ in found):
        created = moment_of(inner(value, "metadata").get("creationTimestamp"), clock)
        if created.at:
            yield ("metadata", "creationTimestamp"), made(created, joined(" ", name, "created"))


def _parts(value: Fields, name: str | None, clock: Clock) -> Iterator[tuple[Path, Record]]:
    deleted = moment_of(inner(value, "metadata").get("deletionTimestamp"), clock)
    if deleted.at:
        record = made(deleted, joined(" ", name, "is to be deleted"))
        yield ("metadata", "deletionTimestamp"), record._replace(kind="change")
    for position, item in _listed(value, "metadata", "managedFields"):
        if "time" in item:
            yield ("metadata", "managedFields", position), _change(item, name, clock)
    for position, item in _listed(value, "status", "conditions"):
        yield ("status", "conditions", position), _condition(item, name, clock)
    for sort in _CONTAINERS:
        for position, item in _listed(value, "status", sort):
            for state in ("state", "lastState"):
                told = _state(item, state, name, clock)
                if told is not None:
                    yield ("status", sort, position, state), told


def _listed(value: Fields, *path: str) -> Iterator[tuple[int, Fields]]:
    items: Plain = inner(value, *path[:-1]).get(path[-1])
    for position, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, Mapping):
            yield position, item


def _change(item: Fields, name: str | None, clock: Clock) -> Record:
    """Who changed fields of the object last; changes of its status are its controllers' daily work."""
    who, part = words(item, "manager"), words(item, "subresource")
    done = "applied" if words(item, "operation") == "Apply" else "updated"
    what = joined(" ", f"{name}:" if name else None, part or "fields", done, f"by {who}" if who else None)
    return made(moment_of(item.get("time"), clock), what, who=who)._replace(kind=None if part else "change")


def _condition(value: Fields, name: str | None, clock: Clock) -> Record:
    main = moment_of(value.get("lastTransitionTime"), clock)
    state = joined("=", words(value, "type"), words(value, "status"))
    what = joined(": ", state, words(value, "reason"), words(value, "message"))
    seen = value.get("lastUpdateTime", value.get("lastHeartbeatTime"))
    return made(main, joined(": ", name, what), moments=further(seen, "last seen", clock, main=main))


def _state(container: Fields, key: str, name: str | None, clock: Clock) -> Record | None:
    """Since when a container runs, or how it ended; None where it says no time."""
    running, ended = inner(container, key, "running"), inner(container, key, "terminated")
    about = joined(", ", name, joined(" ", "container", words(container, "name")))
    count = words(container, "restartCount")
    restarts = f"({count} restarts)" if count not in (None, "0") else None
    if "startedAt" in running:
        what = joined(" ", joined(": ", about, "running"), restarts)
        return made(moment_of(running.get("startedAt"), clock), what)
    if not ended:
        return None
    main = moment_of(ended.get("finishedAt") or ended.get("startedAt"), clock)
    code = words(ended, "exitCode")
    end = joined(" ", words(ended, "reason") or "terminated", f"(exit code {code})" if code else None, restarts)
    moments = further(ended.get("startedAt"), "started", clock, main=main)
    record = made(main, joined(": ", about, end, words(ended, "message")), moments=moments)
    return record._replace(severity="error" if code not in (None, "0") else None)


def _first_of(value: Fields, paths: tuple[tuple[str, ...], ...]) -> Plain:
    """The first of several times that is there; None, "never", and what is no text are not."""
    for path in paths:
        found = inner(value, *path[:-1]).get(path[-1])
        if isinstance(found, str) and found and not found.startswith("0001-"):
            return found
    return None


def _named(value: Fields, kind: str | None) -> str | None:
    """An object as people name it: kind, namespace, name."""
    name = joined("/", words(value, "namespace"), words(value, "name"))
    return joined(" ", kind, name)
