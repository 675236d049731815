"""Octopus Deploy: deployments, tasks, events of the audit log, and releases, as lists or answers of the API."""

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
    """By the part of the objects that are deployments, tasks, events, or releases."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each: deployments at their creation, tasks at their start, events when they occurred."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return _is_deployment(value) or _is_task(value) or _is_event(value) or _is_release(value)


def _is_deployment(value: Fields) -> bool:
    return {"Created", "EnvironmentId"} <= value.keys() and bool(value.keys() & {"DeployedBy", "ReleaseId"})


def _is_task(value: Fields) -> bool:
    return {"State", "Description"} <= value.keys() and bool(value.keys() & {"StartTime", "QueueTime", "CompletedTime"})


def _is_event(value: Fields) -> bool:
    return {"Occurred", "Category"} <= value.keys() and bool(value.keys() & {"Message", "Username", "UserId"})


def _is_release(value: Fields) -> bool:
    return {"Version", "Assembled", "ProjectId"} <= value.keys()


def _record(value: Fields, clock: Clock) -> Record:
    name = words(value, "Id")
    if _is_event(value):
        said = words(value, "Message") or words(value, "Category")
        record = made(
            moment_of(value.get("Occurred"), clock), said, who=words(value, "Username") or words(value, "UserId")
        )
        return record._replace(native_id=name)
    if _is_deployment(value):
        what = joined(" ", words(value, "Name"), joined(", ", words(value, "ReleaseId"), words(value, "TaskId")))
        record = made(moment_of(value.get("Created"), clock), what, who=words(value, "DeployedBy"))
        return record._replace(kind="change", native_id=name)
    if _is_task(value):
        return _task(value, clock)._replace(native_id=name)
    what = joined(" ", "Release", words(value, "Version"), f"of {words(value, 'ProjectId')} assembled")
    return made(moment_of(value.get("Assembled"), clock), what)._replace(kind="change", native_id=name)


def _task(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("StartTime") or value.get("QueueTime"), clock)
    state = (words(value, "State") or "").lower()
    ended = further(value.get("CompletedTime"), state or "completed", clock, main=main)
    what = joined(": ", words(value, "Description"), None if ended else state, words(value, "ErrorMessage"))
    return made(main, what, moments=ended)._replace(kind="change")
