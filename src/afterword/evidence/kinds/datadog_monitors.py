"""Datadog monitors with their state, and when each of their groups changed it."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, inner, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.evidence import EntryMoment

JSON: Final = True
"""Only of texts that are JSON it is asked."""


def score(sample: Sample) -> float:
    """By the part of the objects that are monitors."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each monitor, at the last change of its state; changes of its groups are further times."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return {"overall_state", "query", "name"} <= value.keys()


def _record(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("overall_state_modified") or value.get("modified"), clock)
    moments: list[EntryMoment] = []
    groups = inner(value, "state", "groups")
    for name in groups:
        for key, said in (("last_triggered_ts", "triggered"), ("last_resolved_ts", "resolved")):
            moments += further(inner(groups, name).get(key), f"{said}: {name}", clock, main=main)
    moments.sort(key=lambda moment: moment.at or "")
    what = joined(": ", words(value, "name"), words(value, "overall_state"))
    priority = words(value, "priority")
    record = made(main, what, who="Datadog", moments=moments)
    return record._replace(kind="alert", severity=f"P{priority}" if priority else None, native_id=words(value, "id"))
