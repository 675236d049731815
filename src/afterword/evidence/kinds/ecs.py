"""Logs in the Elastic Common Schema: lines with @timestamp, level, and message, and what Beats and agents ship."""

from collections.abc import Iterator, Mapping
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
_WHO: Final = ("user.name", "service.name", "log.logger", "process.name", "host.name", "agent.name", "container.name")
_MARKS: Final = frozenset({"ecs.version", "log.level", "event.dataset", "event.action", "event.kind", "agent.type"})
_TIMES: Final = (("event.start", "started"), ("event.end", "ended"), ("event.ingested", "taken in"))


def score(sample: Sample) -> float:
    """By the part of the objects that have @timestamp and fields of the schema."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each line, at the time of the event; when it was taken in is a further time."""
    return read_records(text, context, _is_record, _record)


def is_ecs(value: Fields) -> bool:
    """Whether an object has @timestamp and fields that only the schema names."""
    return "@timestamp" in value and not _MARKS.isdisjoint(flat(value))


def _is_record(value: Fields) -> bool:
    return is_ecs(value) and "winlog" not in value and not any(key.startswith("winlog.") for key in value)


def flat(value: Fields) -> Fields:
    """The fields by their names, whether a name is one key or a key within an object."""
    found = dict(value)
    for key, part in value.items():
        if isinstance(part, Mapping):
            for name, item in part.items():
                found[f"{key}.{name}"] = item
    return found


def made_of(value: Fields, clock: Clock) -> Record:
    """A record of an object with the schema's fields."""
    own = flat(value)
    main = moment_of(own.get("@timestamp"), clock)
    action = joined(" ", words(own, "event.action"), words(own, "event.outcome"))
    said = words(own, "message") or action or words(own, "event.original")
    error = joined(": ", words(own, "error.type"), words(own, "error.message"))
    what = joined(": ", said, error) if error and error not in (said or "") else said
    who = next((name for path in _WHO if (name := words(own, path))), None)
    moments = [moment for key, told in _TIMES if key in own for moment in further(own[key], told, clock, main=main)]
    record = made(main, what or words(own, "event.dataset"), who=who, moments=moments)
    return record._replace(severity=words(own, "log.level"), native_id=words(own, "event.id"))


def _record(value: Fields, clock: Clock) -> Record:
    return made_of(value, clock)
