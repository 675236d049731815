"""Grafana alerting: the history of states of alert rules, as frames with a line for each change."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import elements_of, find_records, inner, joined, made, many, moment_of, placed, words
from afterword.evidence.fields import Fields
from afterword.evidence.jsontext import EACH
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.plain import Plain

JSON: Final = True
"""Only of texts that are JSON it is asked."""


def score(sample: Sample) -> float:
    """By the part of the objects that are frames of a history."""
    place = find_records(sample, _is_frame)
    return 0.95 * place.share if place else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each change of state, at its time in the frame."""
    number = 0
    for documents, frame in elements_of(text, context, _is_frame):
        if not isinstance(frame.value, Mapping):
            continue
        names = [words(field, "name") for field in many(frame.value, "schema", "fields")]
        columns = inner(frame.value, "data").get("values")
        known = isinstance(columns, list) and len(columns) == len(names) and "time" in names
        times: Plain = columns[names.index("time")] if known and isinstance(columns, list) else None
        for cell in documents.elements("data", "values", EACH, EACH, within=frame):
            column, row = cell.keys[-2:]
            line = isinstance(column, int) and column < len(names) and names[column] == "line"
            if line and isinstance(times, list) and isinstance(row, int) and row < len(times):
                number += 1
                yield placed(_change(cell.value, times[row], context.clock), cell, number)


def _is_frame(value: Fields) -> bool:
    names = {words(field, "name") for field in many(value, "schema", "fields")}
    return {"time", "line"} <= names and isinstance(inner(value, "data").get("values"), list)


def _change(value: Plain, time: Plain, clock: Clock) -> Record:
    about: Fields = value if isinstance(value, Mapping) else {}
    labels = inner(about, "labels")
    old, new = words(about, "previous"), words(about, "current")
    name = words(about, "ruleTitle") or words(labels, "alertname") or words(about, "ruleUID")
    shown = ", ".join(text for key in labels if key != "alertname" and (text := words(labels, key)))
    what = joined(" ", joined(": ", name, joined(" to ", old, new)), f"({shown})" if shown else None)
    record = made(moment_of(time, clock), what or (value if isinstance(value, str) else None), who="Grafana")
    alerting = (new or "").startswith(("Alerting", "Error", "NoData"))
    return record._replace(kind="alert" if alerting else "recovery" if new == "Normal" else None)
