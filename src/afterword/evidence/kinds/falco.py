"""Falco: alerts about what containers and hosts do, as JSON lines."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import inner, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

BY_LINE: Final = True
"""Each line is a record by itself, where the text is lines."""
_STAMP: Final = re.compile(r"\d\d:\d\d:\d\d\.\d+: [A-Z][a-z]+ ")


def score(sample: Sample) -> float:
    """By the part of the objects that are alerts of Falco."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each alert, at its own time."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return {"rule", "output", "priority", "time"} <= value.keys()


def _record(value: Fields, clock: Clock) -> Record:
    # The words begin with the time of day and the priority, which the record states better.
    said = _STAMP.sub("", words(value, "output") or "", count=1)
    fields = inner(value, "output_fields")
    place = words(fields, "k8s.pod.name") or words(fields, "container.name") or words(value, "hostname")
    who = words(fields, "user.name") or place
    record = made(moment_of(value.get("time"), clock), joined(": ", words(value, "rule"), said), who=who)
    return record._replace(kind="alert", severity=words(value, "priority"))
