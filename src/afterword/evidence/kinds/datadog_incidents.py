"""Datadog incidents: answers of the API, with detection, customer impact, and resolution."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, inner, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.vocabulary import Phase

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_CAPITAL: Final = re.compile(r"(?<=[a-z0-9])([A-Z])")
_TIMES: Final[tuple[tuple[str, str, Phase | None], ...]] = (
    ("customer_impact_start", "customer impact began", "began"),
    ("detected", "detected", "detected"),
    ("declared", "declared", "declared"),
    ("customer_impact_end", "customer impact ended", "recovered"),
    ("resolved", "resolved", "resolved"),
    ("modified", "updated", None),
)


def score(sample: Sample) -> float:
    """By the part of the objects that are incidents of Datadog."""
    return score_of(sample, _is_incident)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each incident, at the time of its creation."""
    return read_records(text, context, _is_incident, _record)


def _is_incident(value: Fields) -> bool:
    about = {_plain(key) for key in inner(value, "attributes")}
    return value.get("type") == "incidents" and "created" in about and bool(about & {"customer_impacted", "public_id"})


def _record(value: Fields, clock: Clock) -> Record:
    about: Fields = {_plain(key): item for key, item in inner(value, "attributes").items()}
    main = moment_of(about.get("created"), clock)
    moments = [m for key, what, phase in _TIMES for m in further(about.get(key), what, clock, main=main, phase=phase)]
    severity = words(about, "fields", "severity", "value") or words(about, "severity")
    number = words(about, "public_id")
    what = joined(": ", f"Incident #{number} created" if number else "Incident created", words(about, "title"))
    who = words(about, "commander", "name") or words(about, "created_by", "name")
    return made(main, what, who=who, moments=moments)._replace(severity=severity)


def _plain(key: str) -> str:
    return _CAPITAL.sub(r"_\1", key).lower()
