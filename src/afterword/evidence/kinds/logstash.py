"""Events of Logstash and of its encoders for the JVM: @timestamp, @version, message, logger_name."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.kinds.ecs import flat
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

BY_LINE: Final = True
"""Each line is a record by itself, where the text is lines."""
_WHO: Final = (
    "service",
    "application",
    "app",
    "logger_name",
    "program",
    "host",
    "host.name",
    "hostname",
    "source_host",
)


def score(sample: Sample) -> float:
    """By the part of the objects that have @timestamp, @version, and a message."""
    return 0.85 * score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each event; a stack trace below the message it goes with."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return {"@timestamp", "@version", "message"} <= value.keys()


def _record(value: Fields, clock: Clock) -> Record:
    what = joined("\n", words(value, "message"), words(value, "stack_trace"))
    own = flat(value)
    who = next((name for path in _WHO if (name := words(own, path))), None)
    level = words(value, "level") or words(value, "loglevel") or words(own, "log.level") or words(value, "severity")
    return made(moment_of(value.get("@timestamp"), clock), what, who=who)._replace(severity=level)
