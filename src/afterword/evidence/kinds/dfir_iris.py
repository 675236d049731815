"""DFIR-IRIS: the timeline of a case, as the API and its exports give it."""

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
    """By the part of the objects that are events of a timeline."""
    return score_of(sample, _is_event)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each event, at the time that an analyst gave it."""
    return read_records(text, context, _is_event, _record)


def _is_event(value: Fields) -> bool:
    return {"event_title", "event_date"} <= value.keys()


def _record(value: Fields, clock: Clock) -> Record:
    zone = words(value, "event_tz")
    stated = words(value, "event_date_wtz") or value.get("event_date")
    # its own date is in UTC; the one as written goes with the zone beside it
    main = moment_of(f"{stated}{zone}" if "event_date_wtz" in value and zone else stated, clock)
    moments = further(value.get("event_added"), "written down", clock, main=main)
    what = joined(": ", words(value, "event_title"), words(value, "event_content"))
    record = made(main, what, who=words(value, "user", "user_name") or words(value, "event_source"), moments=moments)
    return record._replace(native_id=words(value, "event_uuid"))
