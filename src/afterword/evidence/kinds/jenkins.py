"""Jenkins builds as its API gives them, alone or within a job."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import joined, made, many, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.evidence import EntryMoment
from afterword.model.moment import format_instant, instant

JSON: Final = True
"""Only of texts that are JSON it is asked."""


def score(sample: Sample) -> float:
    """By the part of the objects that are builds."""
    return score_of(sample, _is_build)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each build, at its start; its end is the start and the stated duration."""
    return read_records(text, context, _is_build, _record)


def _is_build(value: Fields) -> bool:
    return {"timestamp", "number"} <= value.keys() and len(value.keys() & {"result", "duration", "building"}) > 1


def _record(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("timestamp"), clock)
    result = (words(value, "result") or "").lower().replace("_", " ")
    moments: list[EntryMoment] = []
    start, duration = instant(main.at), value.get("duration")
    # A running build has no result, and a duration of zero.
    if start and result and isinstance(duration, int) and not isinstance(duration, bool) and 0 < duration < 10**11:
        moments = [EntryMoment(at=format_instant(start + timedelta(milliseconds=duration)), what=result)]
    name = words(value, "fullDisplayName") or joined(" ", words(value, "displayName"))
    name = name or joined(" ", "#" + (words(value, "number") or "?"))
    causes = [cause for action in many(value, "actions") for cause in many(action, "causes")]
    why = next((text for cause in causes if (text := words(cause, "shortDescription"))), None)
    who = next((text for cause in causes if (text := words(cause, "userName") or words(cause, "userId"))), None)
    what = joined(": ", joined(" ", "Build", name), why)
    return made(main, what if moments else joined(": ", what, result or None), who=who, moments=moments)
