"""Kubernetes objects as YAML, as kubectl gives them: their conditions, containers, changes, and events."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from afterword.evidence.clock import Clock
from afterword.evidence.kinds._kubernetes import Path, event_record, is_event, is_object, object_records
from afterword.evidence.lines import blocks
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.plain import Plain
from afterword.text.yaml import YamlError, load_lines

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_BEGINS: Final = re.compile(rb"(?:- )?(?:apiVersion|kind|metadata|status|spec|data|items|involvedObject):")
_ITEM: Final = re.compile(rb"- (?:apiVersion|kind|metadata):")
_TIMED: Final = re.compile(rb"(?:creationTimestamp|lastTransitionTime|lastTimestamp|eventTime|startedAt):")
# What YAML counts as the end of a line, and the evidence does not.
_BREAKS: Final = dict.fromkeys(map(ord, "\r\x85\u2028\u2029"), " ")


def score(sample: Sample) -> float:
    """By the keys at the left edge, which are those of an object, and by times in it."""
    lines = sample.lines[:400]
    edge = [line for line in lines if line[:1] not in (b" ", b"#") and not line.startswith(b"---")]
    own = sum(1 for line in edge if _BEGINS.match(line))
    whole = b"kind:" in sample.head and b"apiVersion:" in sample.head and b"metadata:" in sample.head
    timed = any(_TIMED.search(line) for line in sample.lines)
    return 0.9 if whole and timed and own >= 2 and own * 2 > len(edge) else 0.0


class _Chunk(NamedTuple):
    """The lines of one object, or of the frame of a list."""

    lines: list[bytes]
    offset: int
    line: int
    open: bool = False
    """Whether its last line has no end."""


def read(text: Text, context: Context) -> Iterator[Record]:
    """The records of each object, an object at a time; one that is no YAML costs no other."""
    number = 0
    for chunk in _chunks(text):
        try:
            value, lines = load_lines(b"\n".join(chunk.lines).decode("utf-8", "replace").translate(_BREAKS))
        except YamlError as error:
            context.report("EV204", f"an object is not YAML: {error}", chunk.line + error.line - 1)
            continue
        top: Path = (0,) if isinstance(value, list) and len(value) == 1 else ()
        about = value[0] if isinstance(value, list) and len(value) == 1 else value
        found = [(lines[top + path], record) for path, record in _records(about, context.clock) if top + path in lines]
        end = 0
        for (first, last), record in sorted(found, key=lambda pair: pair[0]):
            if first >= end:
                number += 1
                end = last
                yield _placed(record, chunk, first, last, number)


def _records(value: Plain, clock: Clock) -> Iterator[tuple[Path, Record]]:
    if not isinstance(value, Mapping):
        return
    if is_event(value):
        yield (), event_record(value, clock)
    elif is_object(value):
        yield from object_records(value, clock)


def _placed(record: Record, chunk: _Chunk, first: int, last: int, number: int) -> Record:
    """The record on whole lines of its object."""
    offset = chunk.offset + sum(len(line) + 1 for line in chunk.lines[:first])
    length = sum(len(line) + 1 for line in chunk.lines[first:last]) - (chunk.open and last == len(chunk.lines))
    return record._replace(offset=offset, length=length, line=chunk.line + first, lines=last - first, number=number)


def _chunks(text: Text) -> Iterator[_Chunk]:
    """The text cut where an object begins: at the items of a list, and between documents."""
    lines: list[bytes] = []
    end = True
    start = offset = 0
    number = first = 1
    for block, after in blocks(text):
        for position, raw in enumerate(block, 1):
            document = raw.rstrip() == b"---"
            if (document or _ITEM.match(raw)) and lines:
                yield _Chunk(lines, start, first)
                lines = []
            elif lines and raw[:1] not in (b" ", b"-", b"#", b"\r", b"") and lines[0].startswith(b"- "):
                yield _Chunk(lines, start, first)  # what follows the items belongs to the list
                lines = []
            if not lines:
                start, first = offset, number
            if document:
                start, first = offset + len(raw) + 1, number + 1
            else:
                lines.append(raw)
            end = bool(after) or position < len(block)
            offset += len(raw) + end
            number += end
    if lines:
        yield _Chunk(lines, start, first, open=not end)
