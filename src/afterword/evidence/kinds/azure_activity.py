"""Azure activity log: events of the REST API, its clients, and the portal, as lists or lines."""

import re
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

BY_LINE: Final = True
"""Each line is a record by itself, where the text is lines."""
_CAPITAL: Final = re.compile(r"(?<=[a-z0-9])([A-Z])")


def score(sample: Sample) -> float:
    """By the part of the objects that are events of the activity log."""
    return score_of(sample, _is_event)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each event, at the time of the event rather than of its submission."""
    return read_records(text, context, _is_event, _record)


def _is_event(value: Fields) -> bool:
    keys = {_snake(key) for key in value}
    return {"event_timestamp", "operation_name"} <= keys and bool(
        keys & {"correlation_id", "caller", "resource_id", "submission_timestamp"}
    )


def _snake(key: str) -> str:
    """A name as the clients of the API spell it."""
    return _CAPITAL.sub(r"_\1", key).lower().replace("-", "_")


def _record(value: Fields, clock: Clock) -> Record:
    fields: Fields = {_snake(key): item for key, item in value.items()}
    main = moment_of(fields.get("event_timestamp"), clock)
    operation = _label(fields, "operation_name")
    state = joined(" ", _label(fields, "status"), _label(fields, "sub_status"))
    resource = (words(fields, "resource_id") or "").rpartition("/")[2]
    what = joined(": ", joined(" ", operation, resource or None), state)
    moments = further(fields.get("submission_timestamp"), "submitted", clock, main=main)
    record = made(main, what or words(fields, "description"), who=words(fields, "caller"), moments=moments)
    return record._replace(severity=words(fields, "level"), native_id=words(fields, "event_data_id"))


def _label(value: Fields, key: str) -> str | None:
    """A name that stands by itself or with its translation."""
    return words(value, key, "value") or words(value, key, "localizedValue") or words(value, key)
