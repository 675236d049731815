"""Rows of comma-separated values with their places; a quoted field goes on over line ends."""

import csv
import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.lines import blocks, count_ends
from afterword.evidence.text import Text

_LONGEST: Final = 4 * 1024 * 1024


def cells(row: bytes, delimiter: str = ",") -> list[str]:
    """The fields of a row, unquoted; broken bytes are kept for the framework to show."""
    text = row.decode("utf-8", "surrogateescape").strip("\r\n")
    try:
        return (
            next(csv.reader([text], delimiter=delimiter), [])
            if "\n" not in text
            else next(csv.reader(text.splitlines(keepends=True), delimiter=delimiter), [])
        )
    except csv.Error:
        return text.split(delimiter)


def rows(text: Text, delimiter: str = ",") -> Iterator[tuple[bytes, int, int, int, int]]:
    """Rows with offset, length, line, and lines; a quoted field goes on over line ends."""
    field = re.compile(
        rb'(?:"(?:[^"]|"")*(?P<open>$)|"(?:[^"]|"")*"|)[^%b]*(?:%b|$)' % ((re.escape(delimiter.encode()),) * 2)
    )
    pending: list[bytes] = []
    size = offset = 0
    line = 1
    for block, after in blocks(text):
        for raw in block:
            pending.append(raw)
            size += len(raw) + 1
            row = b"\n".join(pending) if len(pending) > 1 else raw
            quoted = b'"' in raw or len(pending) > 1
            if quoted and size < _LONGEST and _is_open(field, row):
                continue
            length = size - (not after and raw is block[-1])
            yield row, offset, length, line, len(pending)
            offset, line = offset + length, line + len(pending)
            pending, size = [], 0
    if pending:
        row = b"\n".join(pending)
        yield row, offset, len(row), line, count_ends(row, last=True)


def _is_open(field: re.Pattern[bytes], row: bytes) -> bool:
    at = 0
    while at <= len(row):
        found = field.match(row, at)
        if not found:
            return False
        if found["open"] is not None:
            return True
        if found.end() == at or found.end() >= len(row):
            return False
        at = found.end()
    return False
