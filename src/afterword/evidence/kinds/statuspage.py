"""Statuspage incidents with their updates, as the public and the private API give them."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, joined, made, many, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.evidence import EntryMoment

JSON: Final = True
"""Only of texts that are JSON it is asked."""


def score(sample: Sample) -> float:
    """By the part of the objects that are incidents or maintenances with updates."""
    return score_of(sample, _is_incident)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each incident at its creation, its updates as further times."""
    return read_records(text, context, _is_incident, _record)


def _is_incident(value: Fields) -> bool:
    return isinstance(value.get("incident_updates"), list) and {"name", "created_at"} <= value.keys()


def _record(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("created_at"), clock)
    moments: list[EntryMoment] = []
    first: list[str | None] = []
    for update in many(value, "incident_updates"):
        said = joined(": ", _state(update), words(update, "body"))
        # The time that readers were shown; created_at may be when it was typed in.
        shown = clock.read(update.get("display_at") or update.get("created_at"))
        if shown is not None and shown.at == main.at:
            first.append(said)
        elif said:
            moments += further(update.get("display_at") or update.get("created_at"), said, clock, main=main)
    impact = words(value, "impact")
    name = joined(" ", words(value, "name"), f"({impact})" if impact and impact != "none" else None)
    moments.sort(key=lambda moment: moment.at or "")
    return made(main, joined("\n", name, *first), moments=moments)


def _state(update: Fields) -> str | None:
    state = words(update, "status")
    return state.replace("_", " ").capitalize() if state else None
