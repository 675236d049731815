"""Better Stack (Better Uptime): incidents of its monitors, as the API gives them."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, inner, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.vocabulary import Phase

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_TIMES: Final[tuple[tuple[str, Phase], ...]] = (("acknowledged", "acknowledged"), ("resolved", "resolved"))


def score(sample: Sample) -> float:
    """By the part of the objects that are incidents of Better Stack."""
    return score_of(sample, _is_incident)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each incident, at its start."""
    return read_records(text, context, _is_incident, _record)


def _is_incident(value: Fields) -> bool:
    return value.get("type") == "incident" and {"cause", "started_at"} <= inner(value, "attributes").keys()


def _record(value: Fields, clock: Clock) -> Record:
    about = inner(value, "attributes")
    main = moment_of(about.get("started_at"), clock)
    moments = []
    for step, phase in _TIMES:
        said = joined(" by ", step, words(about, f"{step}_by")) or step
        moments += further(about.get(f"{step}_at"), said, clock, main=main, phase=phase)
    what = joined(": ", "Incident triggered", words(about, "name"), words(about, "cause"))
    record = made(main, what, who=words(about, "team_name") or "Better Stack", moments=moments)
    return record._replace(kind="alert", native_id=words(value, "id"))
