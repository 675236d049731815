"""AWS Security Hub: findings in the AWS Security Finding Format."""

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
    """By the part of the objects that are findings."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each finding, when it was first observed."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return {"ProductArn", "GeneratorId", "Title"} <= value.keys()


def _record(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("FirstObservedAt") or value.get("CreatedAt"), clock)
    moments = [
        *further(value.get("CreatedAt"), "reported", clock, main=main),
        *further(value.get("LastObservedAt"), "last seen", clock, main=main),
    ]
    state = joined(" ", words(value, "Compliance", "Status"), words(value, "RecordState"))
    what = joined(": ", words(value, "Title"), words(value, "Description"))
    who = words(value, "ProductName") or (words(value, "ProductArn") or "").rpartition("/")[2] or None
    record = made(main, joined(" ", what, f"({state})" if state else None), who=who, moments=moments)
    return record._replace(kind="alert", severity=words(value, "Severity", "Label"), native_id=words(value, "Id"))
