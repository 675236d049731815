"""Argo CD applications: the history of what was deployed, as single objects, lists, or lines."""

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

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_SHORT = 10


def score(sample: Sample) -> float:
    """By the part of the objects that are applications with a history of deployments."""
    place = find_records(sample, _is_application)
    return 0.96 * place.share if place else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each deployment of an application's history."""
    number = 0
    for documents, application in elements_of(text, context, _is_application):
        if not isinstance(application.value, Mapping):
            continue
        for element in documents.elements("status", "history", EACH, within=application):
            if isinstance(element.value, Mapping):
                number += 1
                yield placed(_deployment(element.value, application.value, context.clock), element, number)


def _is_application(value: Fields) -> bool:
    return any("deployedAt" in item for item in many(value, "status", "history"))


def _deployment(value: Fields, application: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("deployedAt"), clock)
    name = words(application, "metadata", "name")
    source = inner(value, "source")
    revision = words(value, "revision")
    target = words(source, "targetRevision")
    to = joined(" ", revision[:_SHORT] if revision else None, f"({target})" if target and target != revision else None)
    what = joined(" ", "Application", name, "deployed", f"at {to}" if to else None)
    moments = further(value.get("deployStartedAt"), "deployment started", clock, main=main)
    who = words(value, "initiatedBy", "username")
    automatic = inner(value, "initiatedBy").get("automated") is True
    return made(main, what, who=who or ("Argo CD" if automatic else None), moments=moments)._replace(kind="change")
