"""Line formats: complete lines in 1 MiB blocks, and continuation lines joined to the record above."""

import codecs
from collections.abc import Callable, Iterator
from typing import Final, Generic, Literal, NamedTuple, TypeVar

from afterword.evidence.text import Text

T = TypeVar("T")

STRAY: Final = "stray"
"""What ``begins`` returns for a line that belongs to no record: neither it nor what follows is joined."""

_ODD = (b"\0", codecs.BOM_UTF8[:1])
LONGEST_LINE = 32 * 1024 * 1024
"""Bytes of a line above which it belongs to no record."""
LONGEST_RECORD = 4 * 1024 * 1024
"""Bytes up to which further lines are joined to a record."""


class Gathered(NamedTuple, Generic[T]):
    """A record of a line format: its first line and those joined to it."""

    head: T
    """What ``begins`` made of the first line."""
    more: tuple[bytes, ...]
    """The joined lines, without their ends."""
    offset: int
    """First byte."""
    length: int
    """Bytes, line ends included."""
    line: int
    """1-based line of the first byte."""
    lines: int
    """Lines."""


def blocks(text: Text) -> Iterator[tuple[list[bytes], int]]:
    """Complete lines without their line feed, in blocks of about 1 MiB, and the bytes that follow the last.

    shape: the second value is 1, or 0 for the last block of a text that does not end its last line.
    A line above ``LONGEST_LINE`` comes in several pieces, each as a block of its own with 0 after it.
    """
    rest: list[bytes] = []
    size = 0
    for chunk in text.chunks():
        cut = chunk.rfind(b"\n")
        if cut < 0:
            rest.append(chunk)
            size += len(chunk)
            if size > LONGEST_LINE:
                yield [b"".join(rest)], 0
                rest, size = [], 0
            continue
        rest.append(chunk[:cut])
        yield b"".join(rest).split(b"\n"), 1
        rest = [chunk[cut + 1 :]]
        size = len(rest[0])
    if size:
        yield [b"".join(rest)], 0


def gather(text: Text, begins: Callable[[bytes], T | Literal["stray"] | None]) -> Iterator[Gathered[T]]:
    """Records of a line format: ``begins`` says whether one starts at a line, and what it makes of it.

    shape: lines above the first record, blank lines between records, and stray lines are in none.
    """
    offset, line = 0, 1
    head: T | None = None
    start = first = end = lines = 0
    more: list[bytes] = []
    for block, after in blocks(text):
        long = not after and len(block[0]) > LONGEST_LINE
        for raw in block:
            if raw[:1] in _ODD:
                offset += len(raw)
                raw = _bare(raw)  # noqa: PLW2901  what stands before the line is of no record
                offset -= len(raw)
            found = STRAY if long else begins(raw)
            if found is not None:
                if head is not None:
                    yield Gathered(head, tuple(more), start, end - start, first, lines)
                head = None if found == STRAY else found
                start, first, more = offset, line, []
                end, lines = offset + len(raw) + 1, 1
            elif head is not None and raw and not raw.isspace() and end - start < LONGEST_RECORD:
                more.extend([b""] * (line - first - lines))
                more.append(raw)
                end, lines = offset + len(raw) + 1, line - first + 1
            offset += len(raw) + 1
            line += 1
        if not after:
            offset -= 1
            end = min(end, offset)
            line -= long
    if head is not None:
        yield Gathered(head, tuple(more), start, end - start, first, lines)


def _bare(raw: bytes) -> bytes:
    """A line without the NUL bytes that a crash left before it, and the byte order mark of a file put behind others."""
    return raw.lstrip(b"\0").removeprefix(codecs.BOM_UTF8)


def longest_line(text: Text) -> tuple[int, int] | None:
    """The 1-based number of the first line above ``LONGEST_LINE``, and its bytes; None where there is none."""
    line, size = 1, 0
    for chunk in text.chunks():
        end = chunk.find(b"\n")
        size += len(chunk) if end < 0 else end
        if end < 0:
            continue
        if size > LONGEST_LINE:
            return line, size
        line += chunk.count(b"\n")
        size = len(chunk) - chunk.rfind(b"\n") - 1
    return (line, size) if size > LONGEST_LINE else None


def count_ends(data: bytes, *, last: bool) -> int:
    """Lines of a stretch as the ledger counts them; ``last`` where the text ends with it."""
    return data.count(b"\n") + (last and not data.endswith(b"\n"))
