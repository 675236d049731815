"""Silences of Prometheus Alertmanager: who muted which alerts, from when, and why."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, joined, made, many, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_SIGNS: Final = {(True, False): "=", (False, False): "!=", (True, True): "=~", (False, True): "!~"}


def score(sample: Sample) -> float:
    """By the part of the objects that have matchers, an author, and a beginning."""
    return score_of(sample, _is_silence)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each silence, at the time from which it holds."""
    return read_records(text, context, _is_silence, _record)


def _is_silence(value: Fields) -> bool:
    return isinstance(value.get("matchers"), list) and {"startsAt", "endsAt", "createdBy"} <= value.keys()


def _record(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("startsAt"), clock)
    moments = further(value.get("updatedAt"), "updated", clock, main=main)
    if words(value, "status", "state") == "expired":
        moments += further(value.get("endsAt"), "silence ended", clock, main=main)
    matched = ", ".join(_matcher(matcher) for matcher in many(value, "matchers"))
    until = words(value, "endsAt")
    what = joined(": ", f"silence for {matched}" if matched else "silence", words(value, "comment"))
    if until and not until.startswith("0001-"):
        what = f"{what} (until {until})"
    return made(main, what, who=words(value, "createdBy"), moments=moments)


def _matcher(value: Fields) -> str:
    sign = _SIGNS[value.get("isEqual") is not False, value.get("isRegex") is True]
    return f"{words(value, 'name') or '?'}{sign}{words(value, 'value') or ''}"
