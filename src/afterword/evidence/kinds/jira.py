"""Jira and Jira Service Management: issues with their history and comments, change logs, and webhooks."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, inner, joined, made, many, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.evidence import EntryMoment
from afterword.model.plain import Plain

JSON: Final = True
"""Only of texts that are JSON it is asked."""


def score(sample: Sample) -> float:
    """By the part of the objects that are issues, or entries of their history."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each issue at its creation; a history, a comment, or a webhook that stands alone is one too."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return _is_issue(value) or _is_webhook(value) or _is_history(value) or _is_comment(value)


def _is_issue(value: Fields) -> bool:
    return "key" in value and "created" in inner(value, "fields")


def _is_webhook(value: Fields) -> bool:
    return {"webhookEvent", "timestamp"} <= value.keys()


def _is_history(value: Fields) -> bool:
    return {"author", "created"} <= value.keys() and any("field" in item for item in many(value, "items"))


def _is_comment(value: Fields) -> bool:
    return {"author", "body", "created"} <= value.keys() and bool(value.keys() & {"updateAuthor", "jsdPublic"})


def _record(value: Fields, clock: Clock) -> Record:
    if _is_webhook(value):
        return _webhook(value, clock)
    if _is_issue(value):
        return _issue(value, clock)
    said = _changes(value) if _is_history(value) else joined(": ", "Comment", _plain(value.get("body")))
    record = made(moment_of(value.get("created"), clock), said, who=_name(value, "author"))
    return record._replace(native_id=words(value, "id"), kind=None if _is_history(value) else "communication")


def _issue(value: Fields, clock: Clock) -> Record:
    fields = inner(value, "fields")
    main = moment_of(fields.get("created"), clock)
    sort = words(fields, "issuetype", "name") or "Issue"
    moments: list[EntryMoment] = []
    for entry in many(value, "changelog", "histories"):
        by = joined(" by ", _changes(entry), _name(entry, "author"))
        moments += further(entry.get("created"), by or "changed", clock, main=main)
    for comment in many(fields, "comment", "comments"):
        who = _name(comment, "author")
        said = joined(": ", f"comment by {who}" if who else "comment", _plain(comment.get("body")))
        moments += further(comment.get("created"), said or "comment", clock, main=main)
    if not moments:
        moments = further(fields.get("resolutiondate"), "resolved", clock, main=main)
    moments.sort(key=lambda moment: moment.at or "")
    what = joined(": ", f"{sort} {words(value, 'key')} created", words(fields, "summary"))
    record = made(main, what, who=_name(fields, "reporter") or _name(fields, "creator"), moments=moments)
    return record._replace(severity=words(fields, "priority", "name"), native_id=words(value, "key"))


def _webhook(value: Fields, clock: Clock) -> Record:
    issue = inner(value, "issue")
    title = joined(" ", words(issue, "key"), words(issue, "fields", "summary"))
    event = (words(value, "webhookEvent") or "").removeprefix("jira:").replace("_", " ").capitalize()
    comment = _plain(inner(value, "comment").get("body"))
    what = joined(": ", joined(" ", event, title), _changes(inner(value, "changelog")), comment)
    who = _name(value, "user") or _name(inner(value, "comment"), "author")
    record = made(moment_of(value.get("timestamp"), clock), what, who=who)
    return record._replace(severity=words(issue, "fields", "priority", "name"))


def _name(value: Fields, key: str) -> str | None:
    return words(value, key, "displayName") or words(value, key, "name") or words(value, key, "emailAddress")


def _changes(entry: Fields) -> str | None:
    """What an entry of the history changed."""
    changes = []
    for item in many(entry, "items"):
        old, new = words(item, "fromString"), words(item, "toString")
        changes.append(joined(": ", words(item, "field"), joined(" \u2192 ", old, new)))
    return joined("; ", *changes)


def _plain(body: Plain) -> str | None:
    """The words of a text, or of a document of Atlassian."""
    if isinstance(body, str):
        return body.strip() or None
    if isinstance(body, list):
        return joined(" ", *(_plain(part) for part in body))
    if not isinstance(body, Mapping):
        return None
    return words(body, "text") or _plain(body.get("content"))
