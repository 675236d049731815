"""Discord: channel exports of DiscordChatExporter, and messages as the API gives them."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, inner, joined, made, many, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_CAPITAL: Final = re.compile(r"(?<=[a-z])([A-Z])")
_ORDINARY: Final = {"Default", "Reply", "0", "19", "20", "ChatInputCommand", "ApplicationCommand"}


def score(sample: Sample) -> float:
    """By the part of the objects that are messages of Discord."""
    return score_of(sample, _is_message)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message, pins and joins included."""
    return read_records(text, context, _is_message, _record)


def _is_message(value: Fields) -> bool:
    return (
        {"id", "timestamp", "author", "content"} <= value.keys()
        and isinstance(value["author"], Mapping)
        and bool(value.keys() & {"timestampEdited", "edited_timestamp", "embeds", "isPinned", "pinned"})
    )


def _record(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("timestamp"), clock)
    author = inner(value, "author")
    who = words(author, "nickname") or words(author, "global_name") or words(author, "name")
    kind = words(value, "type") or "Default"
    said = joined("\n", words(value, "content"), *(_embed(embed) for embed in many(value, "embeds")))
    if kind not in _ORDINARY and not kind.isdigit():
        said = joined(": ", _CAPITAL.sub(r" \1", kind).lower(), said)
    for file in many(value, "attachments"):
        name = words(file, "fileName") or words(file, "filename")
        said = joined(" ", said, f"[file: {name}]" if name else None)
    edited = further(value.get("timestampEdited", value.get("edited_timestamp")), "edited", clock, main=main)
    record = made(main, said, who=who or words(author, "username"), moments=edited)
    return record._replace(native_id=words(value, "id"))


def _embed(value: Fields) -> str | None:
    fields = [joined(": ", words(field, "name"), words(field, "value")) for field in many(value, "fields")]
    return joined("\n", words(value, "title"), words(value, "description"), *fields)
