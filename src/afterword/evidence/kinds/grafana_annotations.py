"""Grafana annotations: marks on dashboards and changes of state of alerts, as the API gives them."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""


def score(sample: Sample) -> float:
    """By the part of the objects that are annotations."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each annotation, at its start; its end is a further time."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return {"time", "text"} <= value.keys() and bool(
        value.keys() & {"panelId", "dashboardId", "dashboardUID", "newState", "timeEnd"}
    )


def _record(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("time"), clock)
    state = joined(" to ", words(value, "prevState"), words(value, "newState"))
    alert = words(value, "alertName")
    tags = value.get("tags")
    shown = " ".join(f"#{tag}" for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else None
    what = joined(" ", joined(": ", alert, state), words(value, "text"), shown)
    ended = further(value.get("timeEnd"), "ended", clock, main=main)
    who = words(value, "login") or words(value, "userName") or words(value, "email")
    return made(main, what, who=who, moments=ended)._replace(
        kind="alert" if state and alert else None, native_id=words(value, "id")
    )
