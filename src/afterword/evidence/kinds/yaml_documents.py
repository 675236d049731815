"""YAML documents and lists of objects with a time, such as clients of clouds print, whatever wrote them (generic)."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from afterword.evidence.clock import Clock
from afterword.evidence.fields import Fields, is_sure, is_told, plain_record, time_keys, time_of
from afterword.evidence.lines import blocks
from afterword.evidence.options import Options
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.text.yaml import YamlError, load_lines

JSON: Final = False
"""Of texts that are JSON it is not asked."""

GENERIC: Final = True
"""Asked only where no other kind recognises a text."""

_KEY: Final = re.compile(rb"(?:- )?[A-Za-z_][\w./-]*:(?: |\r?$)")
_MOST: Final = 40
_LEAST: Final = 2
_BREAKS: Final = dict.fromkeys(map(ord, "\r\x85\u2028\u2029"), " ")


class _Part(NamedTuple):
    """The lines of one document, or of one item of a list."""

    lines: list[bytes]
    offset: int
    line: int
    length: int


def score(sample: Sample) -> float:
    """Half sure, where documents or items follow one another and most of them state a time and words."""
    return 0.6 if _time_keys(sample, Options()) else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each document or item; one that is no YAML costs no other."""
    keys = _time_keys(context.sample, context.options)
    number = 0
    for part in _parts(_lines(text)):
        try:
            value = _object(part)
        except YamlError as error:
            context.report("EV204", f"a document is not YAML: {error}", part.line + error.line - 1)
            continue
        if value is not None:
            number += 1
            yield plain_record(value, keys, context.clock)._replace(
                offset=part.offset, length=part.length, line=part.line, lines=len(part.lines), number=number
            )


@lru_cache(maxsize=4)
def _time_keys(sample: Sample, options: Options) -> tuple[str, ...]:
    """The fields that state the times of the objects; empty where they are none, or say nothing that happened."""
    lines = sample.head.split(b"\n")
    edge = [line for line in lines if line[:1].isalpha() or line.startswith(b"- ")]
    if not edge or sum(1 for line in edge if _KEY.match(line)) < len(edge) * 0.9:
        return ()
    found: list[Fields] = []
    parts = list(_parts(line + b"\n" for line in lines))
    for part in parts[:-1][:_MOST] if not sample.whole else parts[:_MOST]:
        try:
            value = _object(part)
        except YamlError:
            continue
        if value is not None:
            found.append(value)
    clock = Clock(options)
    keys = time_keys(found, clock)
    times = [(time_of(value, keys, clock)[1], value) for value in found]
    told = sum(1 for key, value in times if key and is_sure(key) and is_told(value))
    return keys if len(found) >= _LEAST and told * 10 >= len(parts[:_MOST]) * 6 else ()


def _object(part: _Part) -> Fields | None:
    value, _ = load_lines(b"".join(part.lines).decode("utf-8", "replace").translate(_BREAKS))
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, Mapping) else None


def _lines(text: Text) -> Iterator[bytes]:
    for block, after in blocks(text):
        for position, raw in enumerate(block, 1):
            yield raw + (b"\n" if after or position < len(block) else b"")


def _parts(lines: Iterator[bytes]) -> Iterator[_Part]:
    """The text cut between documents, and at the items of a list."""
    held: list[bytes] = []
    start = offset = 0
    number = first = 1
    for line in lines:
        parted = line.rstrip() in (b"---", b"...")
        if (parted or line.startswith(b"- ")) and held:
            yield _Part(held, start, first, sum(map(len, held)))
            held = []
        if parted or (not held and not line.strip()):
            start, first = offset + len(line), number + 1
        else:
            if not held:
                start, first = offset, number
            held.append(line)
        offset += len(line)
        number += line.endswith(b"\n")
    if held:
        yield _Part(held, start, first, sum(map(len, held)))
