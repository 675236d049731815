"""MongoDB logs since 4.4: lines with t.$date, severity, component, context, and attributes."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.documents import read_records, score_of
from afterword.evidence.fields import Fields
from afterword.evidence.kinds._mongodb import record_of
from afterword.evidence.kinds.mongodb_text import begins, tell
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

BY_LINE: Final = True
"""Each line is a record by itself, where the text is lines."""


def score(sample: Sample) -> float:
    """By the part of the objects that are log lines of MongoDB."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each line: its message, and what its attributes say; lines of before 4.4 are read too."""
    return read_records(text, context, _is_record, record_of, (begins, tell))


def _is_record(value: Fields) -> bool:
    return {"t", "s", "c", "msg"} <= value.keys() and isinstance(value["t"], Mapping) and "$date" in value["t"]
