"""Container logs of Docker (the json-file driver): log, stream, and time; lines that were cut are joined."""

import json
from collections.abc import Iterator, Mapping
from typing import Final, Literal

from afterword.evidence.clock import Clock
from afterword.evidence.fields import Fields
from afterword.evidence.lines import STRAY, gather
from afterword.evidence.parts import Part, joined
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

BY_LINE: Final = True
"""Each line is read alike without what precedes it, unless one of them goes on in the next."""

PARTED: Final = rb'(?m)^\{(?![^\n]*\\n"[,}])'
"""Found where a line goes on in the next."""

_UTC: Final = "Docker writes the time of a line in UTC"
_DECODER: Final = json.JSONDecoder(strict=False)
_NAMES: Final = ("tag", "name", "com.docker.compose.service", "io.kubernetes.container.name")


def score(sample: Sample) -> float:
    """The share of lines that are such objects."""
    if not sample.head.lstrip().startswith(b"{"):
        return 0.0
    return 0.97 * sum(1 for line in sample.lines if _object(line) != STRAY) / len(sample.lines)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each line that a container wrote."""
    yield from joined(_parts(text, context.clock))


def _parts(text: Text, clock: Clock) -> Iterator[Part]:
    for value, _, offset, length, line, lines in gather(text, _object):
        log, stream = str(value["log"]), str(value.get("stream"))
        moment = clock.iso(str(value["time"]), assume="UTC", reason=_UTC) or NO_TIME
        yield Part(moment, stream, log.rstrip("\r\n"), log.endswith("\n"), _name(value), offset, length, line, lines)


def _object(raw: bytes) -> Fields | Literal["stray"]:
    try:
        value = _DECODER.decode(raw.decode("utf-8", "surrogateescape"))
    except (ValueError, RecursionError):
        return STRAY
    if not isinstance(value, dict) or not isinstance(value.get("log"), str) or not isinstance(value.get("time"), str):
        return STRAY
    return value if value.get("stream") in ("stdout", "stderr") and len(value) <= 4 else STRAY


def _name(value: Fields) -> str | None:
    attributes = value.get("attrs")
    if not isinstance(attributes, Mapping):
        return None
    return next((str(attributes[name]) for name in _NAMES if attributes.get(name)), None)
