"""Facebook Messenger and Instagram: conversations as JSON, newest first, their letters mended."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import made, many, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""


def score(sample: Sample) -> float:
    """By the part of the objects that are messages."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return {"sender_name", "timestamp_ms"} <= value.keys()


def _record(value: Fields, clock: Clock) -> Record:
    said = [words(value, "content"), words(value, "share", "link")]
    for key in ("photos", "videos", "files", "audio_files", "gifs"):
        said += [f"[file: {(words(item, 'uri') or '').rpartition('/')[2]}]" for item in many(value, key)]
    what = " ".join(part for part in said if part) or None
    who = words(value, "sender_name")
    moment = moment_of(value.get("timestamp_ms"), clock)
    return made(moment, _mended(what) if what else None, who=_mended(who) if who else None)


def _mended(text: str) -> str:
    """The export writes each byte of UTF-8 as a letter of its own."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
