"""Kubernetes: events (v1 and events.k8s.io), and the conditions of objects, as single objects, lists, or lines."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import (
    elements_of,
    find_records,
    further,
    inner,
    joined,
    made,
    many,
    moment_of,
    placed,
    words,
)
from afterword.evidence.fields import Fields
from afterword.evidence.jsontext import EACH
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.evidence import EntryMoment
from afterword.model.plain import Plain

_LAST: Final = (("series", "lastObservedTime"), ("lastTimestamp",), ("deprecatedLastTimestamp",), ("eventTime",))
_FIRST: Final = (("firstTimestamp",), ("deprecatedFirstTimestamp",), ("metadata", "creationTimestamp"))


def score(sample: Sample) -> float:
    """By the part of the objects that are events, or that have conditions."""
    place = find_records(sample, _is_record)
    return 0.94 * place.share if place else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each event at its last occurrence, and one for each condition at its last transition."""
    number = 0
    for documents, element in elements_of(text, context, _is_record):
        if not isinstance(element.value, Mapping):
            continue
        if _has_conditions(element.value) and not _is_event(element.value):
            name = _named(inner(element.value, "metadata"), words(element.value, "kind"))
            for condition in documents.elements("status", "conditions", EACH, within=element):
                if isinstance(condition.value, Mapping):
                    number += 1
                    yield placed(_condition(condition.value, name, context.clock), condition, number)
        else:
            number += 1
            yield placed(_event(element.value, context.clock), element, number)


def _is_record(value: Fields) -> bool:
    return _is_event(value) or _has_conditions(value)


def _is_event(value: Fields) -> bool:
    about = value.get("involvedObject", value.get("regarding"))
    return isinstance(about, Mapping) and "reason" in value and bool(value.keys() & {"metadata", "message", "note"})


def _has_conditions(value: Fields) -> bool:
    # An application of Argo CD has a history of its own.
    if (words(value, "apiVersion") or "").startswith("argoproj.io/"):
        return False
    return "metadata" in value and any("lastTransitionTime" in item for item in many(value, "status", "conditions"))


def _event(value: Fields, clock: Clock) -> Record:
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
    return record._replace(severity=words(value, "type"))


def _condition(value: Fields, name: str | None, clock: Clock) -> Record:
    main = moment_of(value.get("lastTransitionTime"), clock)
    state = joined("=", words(value, "type"), words(value, "status"))
    what = joined(": ", state, words(value, "reason"), words(value, "message"))
    seen = value.get("lastUpdateTime", value.get("lastHeartbeatTime"))
    return made(main, joined(": ", name, what), who=name, moments=further(seen, "last seen", clock, main=main))


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
