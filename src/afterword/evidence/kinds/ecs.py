"""Logs in the Elastic Common Schema: lines with @timestamp, level, and message, and what Beats and agents ship."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, inner, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.plain import Plain

BY_LINE: Final = True
"""Each line is a record by itself, where the text is lines."""
_WHO: Final = ("user.name", "service.name", "log.logger", "process.name", "host.name", "agent.name", "container.name")
_MARKS: Final = ("ecs.version", "log.level", "event.dataset", "event.action", "event.kind", "agent.type")


def score(sample: Sample) -> float:
    """By the part of the objects that have @timestamp and fields of the schema."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each line, at the time of the event; when it was taken in is a further time."""
    return read_records(text, context, _is_record, _record)


def is_ecs(value: Fields) -> bool:
    """Whether an object has @timestamp and fields that only the schema names."""
    return "@timestamp" in value and any(at(value, mark) is not None for mark in _MARKS)


def _is_record(value: Fields) -> bool:
    return is_ecs(value) and "winlog" not in value and not any(key.startswith("winlog.") for key in value)


def at(value: Fields, path: str) -> Plain:
    """A field by its name, whether the name is one key or a path through objects; None where there is none."""
    if path in value:
        return value[path]
    key, _, rest = path.partition(".")
    return at(inner(value, key), rest) if rest else None


def text_at(value: Fields, path: str) -> str | None:
    """The text or number of a field; None where there is none."""
    return words({"it": at(value, path)}, "it")


def made_of(value: Fields, clock: Clock) -> Record:
    """A record of an object with the schema's fields."""
    main = moment_of(value.get("@timestamp"), clock)
    action = joined(" ", text_at(value, "event.action"), text_at(value, "event.outcome"))
    said = text_at(value, "message") or action or text_at(value, "event.original")
    error = joined(": ", text_at(value, "error.type"), text_at(value, "error.message"))
    what = joined(": ", said, error) if error and error not in (said or "") else said
    who = next((name for path in _WHO if (name := text_at(value, path))), None)
    moments = [
        moment
        for path, said in (("event.start", "started"), ("event.end", "ended"), ("event.ingested", "taken in"))
        for moment in further(at(value, path), said, clock, main=main)
    ]
    severity = text_at(value, "log.level") or text_at(value, "log.syslog.severity.name")
    record = made(main, what or text_at(value, "event.dataset"), who=who, moments=moments)
    return record._replace(severity=severity, native_id=text_at(value, "event.id"))


def _record(value: Fields, clock: Clock) -> Record:
    return made_of(value, clock)
