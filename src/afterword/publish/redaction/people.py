"""Whom a record names, with the roles that it gives them."""

from collections.abc import Iterator
from typing import Final

from afterword.model.record import Record

_ONE: Final = (
    ("incident_commander", "Incident commander"),
    ("scribe", "Scribe"),
    ("facilitator", "Facilitator"),
    ("owner", "Postmortem owner"),
)


def named(record: Record) -> Iterator[tuple[str, str | None, bool]]:
    """What stands in the fields that name people, in the order of the record.

    returns: the words, the role that the field gives, and whether the field is for people only.
    """
    for field, role in _ONE:
        if words := getattr(record, field):
            yield words, role, True
    for participant in record.participants:
        if participant.name:
            yield participant.name, _role(participant.role), True
    for reviewer in record.reviewers:
        if reviewer.name:
            yield reviewer.name, None, True
    for words in (*record.authors, *record.responders, *record.attendees, *record.meeting.attendees):
        yield words, None, True
    if record.impact.disclosure and record.impact.disclosure.reporter:
        yield record.impact.disclosure.reporter, "Reporter", True
    if record.detection.noticed_by:
        yield record.detection.noticed_by, None, False
    if record.response.who:
        yield record.response.who, None, False
    for action in record.actions:
        if action.owner:
            yield action.owner, None, False
    for event in record.timeline:
        if event.who:
            yield event.who, None, False
    for file in record.evidence:
        if file.collected_by:
            yield file.collected_by, None, False


def _role(words: str | None) -> str | None:
    plain = " ".join((words or "").replace("*", "").split())
    return plain[:1].upper() + plain[1:] if plain else None
