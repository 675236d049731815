"""Telegram: chats exported as JSON."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.plain import Plain

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_FILES: Final = ("file_name", "file", "photo")


def score(sample: Sample) -> float:
    """By the part of the objects that are messages of Telegram."""
    return score_of(sample, _is_message)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message, those of the service included."""
    return read_records(text, context, _is_message, _record)


def _is_message(value: Fields) -> bool:
    return value.get("type") in ("message", "service") and bool(value.keys() & {"date_unixtime", "from_id", "actor_id"})


def _record(value: Fields, clock: Clock) -> Record:
    # The plain date is in the zone of whoever exported it, and does not say which.
    main = moment_of(value.get("date_unixtime") or value.get("date"), clock)
    said = _words(value.get("text"))
    action = words(value, "action")
    file = next((name for key in _FILES if (name := words(value, key))), None)
    what = joined(
        " ", joined(": ", action.replace("_", " ") if action else None, said), f"[file: {file}]" if file else None
    )
    edited = further(value.get("edited_unixtime"), "edited", clock, main=main)
    return made(main, what, who=words(value, "from") or words(value, "actor"), moments=edited)


def _words(value: Plain) -> str | None:
    """The text, whole or in pieces of which some are marked."""
    if isinstance(value, list):
        pieces = [
            item if isinstance(item, str) else item.get("text") for item in value if isinstance(item, str | Mapping)
        ]
        return "".join(piece for piece in pieces if isinstance(piece, str)) or None
    return value if isinstance(value, str) and value else None
