"""Serilog logs of .NET: compact events (@t, @mt, @l) and the older form with MessageTemplate."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import inner, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

BY_LINE: Final = True
"""Each line is a record by itself, where the text is lines."""
_HOLE: Final = re.compile(r"\{[@$]?(?P<name>\w+)[^{}]*\}")
_WHO: Final = ("SourceContext", "Application", "ApplicationName", "MachineName")


def score(sample: Sample) -> float:
    """By the part of the objects that are events of Serilog."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each event, its template filled in."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    compact = "@t" in value and bool(value.keys() & {"@mt", "@m", "@i", "@x"})
    return compact or {"Timestamp", "Level", "MessageTemplate"} <= value.keys()


def _record(value: Fields, clock: Clock) -> Record:
    own = inner(value, "Properties") or value
    said = words(value, "@m") or words(value, "RenderedMessage")
    said = said or _filled(words(value, "@mt") or words(value, "MessageTemplate"), own)
    error = (words(value, "@x") or words(value, "Exception") or "").strip()
    what = "\n".join(part for part in (said, error) if part) or None
    who = next((name for key in _WHO if (name := words(own, key))), None)
    record = made(moment_of(value.get("@t", value.get("Timestamp")), clock), what, who=who)
    # The compact form leaves out the level where it is Information.
    level = words(value, "@l") or words(value, "Level") or ("information" if "@t" in value else None)
    return record._replace(severity=level)


def _filled(template: str | None, values: Fields) -> str | None:
    """A template with the values of its holes; a hole without a value stays."""
    if template is None:
        return None
    return _HOLE.sub(lambda hole: words(values, hole["name"]) or hole.group(), template)
