"""The systemd journal as JSON: what journalctl writes with -o json, and the like with times as it stores them."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import read_records, score_of
from afterword.evidence.fields import Fields
from afterword.evidence.kinds._journal import journal_record
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.plain import Plain

JSON: Final = True
"""Only of texts that are JSON it is asked."""

BY_LINE: Final = True
"""Each line is a record by itself, where the text is lines."""


def score(sample: Sample) -> float:
    """By the part of the objects that have the times of the journal."""
    return score_of(sample, _is_entry)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each entry, at the time at which it was sent, where it says so."""
    return read_records(text, context, _is_entry, _record)


def _is_entry(value: Fields) -> bool:
    return "__REALTIME_TIMESTAMP" in value and bool(value.keys() & {"__CURSOR", "_BOOT_ID", "MESSAGE"})


def _record(value: Fields, clock: Clock) -> Record:
    return journal_record(_Words(value), clock)


class _Words(Mapping[str, str]):
    """Fields as text: bytes that are no text stand in a list, and so do the values of a repeated field."""

    __slots__ = ("_fields",)

    def __init__(self, fields: Fields) -> None:
        self._fields = fields

    def __getitem__(self, name: str) -> str:
        found = _text(self._fields[name])
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._fields if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _text(value: Plain) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value:
        if all(isinstance(byte, int) and 0 <= byte < 256 for byte in value):
            return bytes(byte for byte in value if isinstance(byte, int)).decode("utf-8", "surrogateescape")
        return _text(value[0])
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return str(value)
