"""Timelines of Mandiant Redline as CSV: what was found of a file, a process, or an entry, and its tag."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.rows import cells, rows
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_HEADER: Final = ("Alert", "Tag", "Timestamp", "Field", "Summary")
_UNTAGGED: Final = frozenset({"", "No", "None"})


def score(sample: Sample) -> float:
    """Whether it has the header of such a timeline."""
    return 0.97 if sample.lines and tuple(cells(sample.lines[0])) == _HEADER else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each row: which time of what it is, and the tag that an analyst gave it."""
    number = -1
    for row, offset, length, line, lines in rows(text):
        fields = cells(row)
        if not any(fields):
            continue
        number += 1
        if not number:
            continue
        _, tag, at, field, summary = (*fields, *[""] * len(_HEADER))[: len(_HEADER)]
        said = ": ".join(part for part in (field, summary) if part)
        what = f"{said} [{tag}]" if tag not in _UNTAGGED else said
        moment = context.clock.read(at) or NO_TIME
        yield Record(offset, length, lines, moment, what or None, line=line, number=number)
