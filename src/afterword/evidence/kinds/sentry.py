"""Sentry: issues with their first and last event, events, and webhooks about them."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, inner, joined, made, many, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.evidence import EntryMoment

JSON: Final = True
"""Only of texts that are JSON it is asked."""


def score(sample: Sample) -> float:
    """By the part of the objects that are issues or events."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each issue at its first event, and for each event."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return _is_issue(value) or _is_event(value)


def _is_issue(value: Fields) -> bool:
    return {"shortId", "firstSeen"} <= value.keys()


def _is_event(value: Fields) -> bool:
    api = {"eventID", "dateCreated"} <= value.keys()
    stored = {"event_id", "platform"} <= value.keys() and bool(value.keys() & {"timestamp", "datetime", "received"})
    return api or stored


def _record(value: Fields, clock: Clock) -> Record:
    title = words(value, "title") or words(value, "message") or words(value, "logentry", "formatted") or _thrown(value)
    culprit = words(value, "culprit") or words(value, "transaction")
    what = joined(" ", title, f"in {culprit}" if culprit else None)
    level = words(value, "level")
    if _is_event(value) and not _is_issue(value):
        main = moment_of(value.get("dateCreated") or value.get("datetime") or value.get("timestamp"), clock)
        tags = {words(tag, "key"): words(tag, "value") for tag in many(value, "tags")}
        who = words(value, "user", "email") or tags.get("server_name") or words(value, "platform")
        record = made(main, what, who=who)
        return record._replace(
            severity=level or tags.get("level"), native_id=words(value, "eventID") or words(value, "event_id")
        )
    main = moment_of(value.get("firstSeen"), clock)
    count = words(value, "count")
    what = joined(
        " ", f"{words(value, 'shortId')}:", what, f"({count} times)" if count not in (None, "0", "1") else None
    )
    record = made(main, what, who=words(value, "project", "slug"), moments=_activity(value, clock, record=main.at))
    return record._replace(severity=level, kind="alert", native_id=words(value, "id"))


def _activity(value: Fields, clock: Clock, *, record: str | None) -> list[EntryMoment]:
    """The last event, and what people did with the issue."""
    main = moment_of(value.get("firstSeen"), clock)
    found = further(value.get("lastSeen"), "last seen", clock, main=main)
    for item in many(value, "activity"):
        said = (words(item, "type") or "").replace("_", " ")
        who = words(item, "user", "name")
        found += further(item.get("dateCreated"), f"{said} by {who}" if who else said, clock, main=main)
    return sorted((moment for moment in found if moment.at != record), key=lambda moment: moment.at or "")


def _thrown(value: Fields) -> str | None:
    """The type and the words of the last exception of a stored event."""
    thrown = many(inner(value, "exception"), "values")
    return joined(": ", words(thrown[-1], "type"), words(thrown[-1], "value")) if thrown else None
