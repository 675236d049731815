"""Harness: executions of pipelines (next generation and first), as lists or answers of the API."""

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
    """By the part of the objects that are executions."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each execution, at its start; its end is a further time."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    new = "planExecutionId" in value and bool(value.keys() & {"startTs", "createdAt", "pipelineIdentifier"})
    return new or {"startedAt", "endedAt", "status", "application"} <= value.keys()


def _record(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("startTs") or value.get("startedAt") or value.get("createdAt"), clock)
    state = (words(value, "status") or "").lower()
    ended = further(value.get("endTs") or value.get("endedAt"), state or "ended", clock, main=main)
    name = words(value, "name") or words(value, "pipelineIdentifier") or words(value, "pipeline", "name")
    application = words(value, "application", "name")
    number = words(value, "runSequence")
    what = joined(" ", "Execution of", name or application or "a pipeline", f"#{number}" if number else None)
    what = f"{what} ({application})" if name and application else what
    failed = words(value, "failureInfo", "message") or words(value, "failureDetails")
    what = joined(": ", what, failed, None if ended else state)
    who = words(value, "executionTriggerInfo", "triggeredBy", "identifier")
    who = who or words(value, "cause", "triggeredBy", "name") or words(value, "triggeredBy", "name")
    record = made(main, what, who=who, moments=ended)
    return record._replace(kind="change", native_id=words(value, "planExecutionId") or words(value, "id"))
