"""PostgreSQL's log as comma-separated values (csvlog), which has no header; fields may hold line breaks."""

import io
from collections.abc import Iterator, Sequence
from typing import Final

from afterword.evidence.clock import ISO, Clock
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.rows import cells, rows
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_LEAST: Final = 23
_SESSION, _SEVERITY, _MESSAGE = 8, 11, 13
_FURTHER: Final = ((14, "DETAIL"), (15, "HINT"), (18, "CONTEXT"), (19, "STATEMENT"))


def score(sample: Sample) -> float:
    """The part of the rows that have its columns."""
    head = sample.head if sample.whole else sample.head[: sample.head.rfind(b"\n") + 1]
    if head.count(b",") < _LEAST - 1 or not ISO.match(head[:40].decode("utf-8", "replace")):
        return 0.0
    found = [row for row, *_ in rows(Text(name="", open=lambda: io.BytesIO(head), size=len(head))) if row.strip()]
    return 0.98 * sum(1 for row in found if _is_message(cells(row))) / len(found)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each row; rows that do not have its columns are in none."""
    number = 0
    for row, offset, length, line, lines in rows(text):
        found = cells(row)
        if _is_message(found):
            number += 1
            yield _record(found, context.clock)._replace(
                offset=offset, length=length, line=line, lines=lines, number=number
            )


def _is_message(found: Sequence[str]) -> bool:
    if len(found) < _LEAST or ISO.fullmatch(found[0]) is None:
        return False
    return found[_SEVERITY].isalnum() and found[_SEVERITY].isupper() and ISO.match(found[_SESSION]) is not None


def _record(found: Sequence[str], clock: Clock) -> Record:
    further = [f"{name}: {found[column]}" for column, name in _FURTHER if found[column]]
    who = "@".join(part for part in (found[1], found[2]) if part)
    return Record(
        offset=0,
        length=0,
        lines=0,
        moment=clock.iso(found[0]) or NO_TIME,
        what="\n".join([found[_MESSAGE], *further]),
        who=who or None,
        severity=found[_SEVERITY].lower(),
    )
