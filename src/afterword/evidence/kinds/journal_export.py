"""The systemd journal in its export format: fields as text or as counted bytes, entries parted by blank lines."""

from collections.abc import Iterator
from typing import BinaryIO, Final

from afterword.evidence.kinds._journal import journal_record
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_LONGEST_FIELD: Final = 64 * 1024 * 1024

_Entry = dict[str, str]


def score(sample: Sample) -> float:
    """Whether it starts with the fields that every entry has."""
    head = sample.head.lstrip()[:4096]
    starts = head.startswith((b"__CURSOR=", b"__REALTIME_TIMESTAMP="))
    return 0.99 if starts and b"\n__" in head and b"REALTIME_TIMESTAMP=" in head else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each entry."""
    with text.open() as file:
        file.seek(text.mark)
        for fields, offset, length, line, ends in _entries(file, text.mark):
            made = journal_record(fields, context.clock)
            yield made._replace(offset=offset, length=length, lines=ends, line=line)


def _entries(file: BinaryIO, mark: int) -> Iterator[tuple[_Entry, int, int, int, int]]:
    """Fields of each entry with its offset, length, first line, and line ends."""
    fields: _Entry = {}
    start = at = 0
    first = line = 1
    while raw := file.readline():
        begins, at = at, at + len(raw)
        if not raw.strip():
            if fields:
                yield fields, start, begins - start, first, line - first
            fields, start, line = {}, at, line + 1
            first = line
            continue
        line += 1
        name, equals, value = raw.rstrip(b"\r\n").partition(b"=")
        if not equals:
            counted = _counted(file, mark + at)
            if counted is None:
                continue
            value = counted
            line += value.count(b"\n") + int.to_bytes(len(value), 8, "little").count(b"\n") + 1
            at += 8 + len(value) + 1
        if not fields and begins != start:
            start, first = begins, line - 1
        # a field may stand several times; the first is what it is mostly about
        fields.setdefault(name.decode("ascii", "replace"), value.decode("utf-8", "surrogateescape"))
    if fields:
        yield fields, start, at - start, first, line - first


def _counted(file: BinaryIO, at: int) -> bytes | None:
    """The value whose length stands before it; None, and nothing read, where there is none such."""
    length = int.from_bytes(file.read(8), "little")
    value = file.read(length) if 0 <= length <= _LONGEST_FIELD else b""
    if len(value) == length and file.read(1) == b"\n":
        return value
    file.seek(at)
    return None
