"""Microsoft Teams: chat and channel messages as Microsoft Graph gives them."""

import html
import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, inner, joined, made, many, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_BREAK: Final = re.compile(r"<(?:br|/p|/div|/li|/tr|/h\d)\b[^>]*>", re.IGNORECASE)
_SYSTEM: Final = "<systemEventMessage/>"
_TAG: Final = re.compile(r"<[A-Za-z/!][^>]*>")


def score(sample: Sample) -> float:
    """By the part of the objects that are messages of Teams."""
    return score_of(sample, _is_message)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message, events of the channel included."""
    return read_records(text, context, _is_message, _record)


def _is_message(value: Fields) -> bool:
    return {"createdDateTime", "body"} <= value.keys() and bool(
        value.keys() & {"messageType", "chatId", "channelIdentity"}
    )


def _record(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("createdDateTime"), clock)
    body = inner(value, "body")
    raw = words(body, "content") or ""
    said = _words(raw) if words(body, "contentType") != "text" else raw
    event = words(value, "eventDetail", "@odata.type")
    if not said and event:
        said = event.rpartition(".")[2].removesuffix("EventMessageDetail")
    if not said and _SYSTEM in raw:
        said = "(system event)"
    files = [name for item in many(value, "attachments") if (name := words(item, "name"))]
    what = joined(" ", joined(": ", words(value, "subject"), said), *(f"[file: {name}]" for name in files))
    edited = further(value.get("lastEditedDateTime"), "edited", clock, main=main)
    who = words(value, "from", "user", "displayName") or words(value, "from", "application", "displayName")
    place = words(value, "chatId") or words(value, "channelIdentity", "channelId")
    name = joined("/", place, words(value, "id")) if "id" in value else None
    return made(main, what, who=who, moments=edited)._replace(native_id=name)


def _words(raw: str) -> str:
    """The words of HTML, for reading only."""
    lines = html.unescape(_TAG.sub("", _BREAK.sub("\n", raw))).replace("\xa0", " ").split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())
