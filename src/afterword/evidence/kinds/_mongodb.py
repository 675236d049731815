"""What a line of MongoDB's log since 4.4 says, alone or below lines of before."""

from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import inner, joined, made, moment_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Record

LEVELS: Final = {"F": "fatal", "E": "error", "W": "warning", "I": "info", "D": "debug"}
"""The words of MongoDB's letters."""

_LONGEST: Final = 240


def record_of(value: Fields, clock: Clock) -> Record:
    """What a line says; it is not yet placed."""
    letter = words(value, "s") or ""
    said = " ".join(f"{key}={text}" for key in inner(value, "attr") if (text := _short(inner(value, "attr"), key)))
    what = joined(" ", words(value, "msg"), f"({said[:_LONGEST]})" if said else None)
    who = joined(" ", words(value, "c"), words(value, "ctx"))
    record = made(moment_of(inner(value, "t").get("$date"), clock), what, who=who)
    return record._replace(severity=LEVELS.get(letter[:1], letter or None))


def _short(attributes: Fields, key: str) -> str | None:
    """An attribute in words; an error says its name and its message, other objects nothing."""
    about = inner(attributes, key)
    return words(attributes, key) or joined(": ", words(about, "codeName"), words(about, "errmsg"))
