"""The part of a text by which its kind is recognised: head, middle, and tail."""

import json
import re
from dataclasses import replace
from functools import cached_property

from afterword.evidence.anycase import AnyCase, any_case
from afterword.model.plain import Plain
from afterword.model.values import dataclass

WINDOW = 64 * 1024
"""Bytes taken from the head, from the middle, and from the tail."""

_ENOUGH = 40
_BLANK = b" \t\r\f\v\0"
_DEEPEST = 200
_DECODER = json.JSONDecoder(strict=False)
_PREFIX = re.compile(rb"(?:\x1b\[[0-9;?]*[A-Za-z])*(?P<service>[\w.\-/]+) +\| +(?=\{)")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|"|[\[\]{},]')


def line_object(raw: bytes) -> tuple[dict[str, Plain], str | None] | None:
    """The JSON object that a line is, and the service that docker compose wrote before it; None for other lines."""
    service = None
    if not raw.startswith(b"{"):
        prefix = _PREFIX.match(raw)
        if not prefix:
            return None
        service = prefix["service"].decode("ascii", "replace")
        raw = raw[prefix.end() :]
    try:
        value = _DECODER.decode(raw.decode("utf-8", "surrogateescape"))
    except (ValueError, RecursionError):
        return None
    return (value, service) if isinstance(value, dict) else None


@dataclass(frozen=True)
class Sample:
    """Up to three windows of a text, its byte order mark removed."""

    head: bytes
    """The first window; the whole text where ``whole``."""
    middle: bytes = b""
    """A window around the middle, cut at line ends; empty where ``whole``."""
    tail: bytes = b""
    """The last window, cut at a line end; empty where ``whole``."""
    whole: bool = True
    """Whether ``head`` is the whole text."""
    any_case: bool = False
    """Whether its objects give a field for any spelling of its name."""

    @cached_property
    def in_any_case(self) -> "Sample":
        """The same text, with objects that give a field for any spelling of its name."""
        return replace(self, any_case=True)

    @property
    def size(self) -> int:
        """Bytes of the windows."""
        return len(self.head) + len(self.middle) + len(self.tail)

    @cached_property
    def lines(self) -> tuple[bytes, ...]:
        """Complete, non-empty lines of the three windows, without their ends."""
        head = self.head if self.whole or b"\n" not in self.head else self.head[: self.head.rindex(b"\n")]
        every = (head + b"\n" + self.middle + b"\n" + self.tail).split(b"\n")
        return tuple(line.rstrip(b"\r").lstrip(b"\0") for line in every if line.strip(_BLANK))

    @cached_property
    def objects(self) -> tuple[dict[str, Plain], ...]:
        """The JSON objects that single lines are; empty where they are not most of the lines."""
        found = tuple(made[0] for line in self.lines if (made := line_object(line)))
        if len(found) * 2 <= len(self.lines):
            return ()
        return tuple(map(AnyCase, found[:_ENOUGH])) if self.any_case else found

    @cached_property
    def is_json(self) -> bool:
        """Whether most of its lines are JSON objects, or it begins with a document that holds some.

        shape: not where it begins with lines that are objects, and goes on with more that are none.
        """
        if self.objects:
            return True
        documents, rest = self._parsed
        if rest and rest[0] not in "{[" and self.lines and line_object(self.lines[0]):
            return False
        return any(
            isinstance(value, dict)
            or (isinstance(value, list) and any(isinstance(item, dict | list) for item in value))
            for value in documents
        )

    @cached_property
    def documents(self) -> tuple[Plain, ...]:
        """JSON documents that the head starts with; the last may be cut short, its lists shortened.

        returns: empty where the text does not start as JSON.
        """
        found = self._parsed[0]
        return tuple(map(any_case, found)) if self.any_case else found

    @cached_property
    def _parsed(self) -> tuple[tuple[Plain, ...], str]:
        """The documents, and the text after them that is not JSON."""
        text = self.head.decode("utf-8", "replace").strip()
        if text[:1] not in ("{", "["):
            return (), text
        found: list[Plain] = []
        decoder = json.JSONDecoder()
        at = 0
        try:
            while at < len(text):
                value, at = decoder.raw_decode(text, at)
                found.append(value)
                while at < len(text) and text[at] in " \t\r\n\x1e,":
                    at += 1
        except ValueError:
            if not self.whole or not found:
                found.extend(_cut_short(text[at:]))
        except RecursionError:
            return tuple(found), ""
        return tuple(found), text[at:]


def _cut_short(text: str) -> list[Plain]:
    """The JSON value that a prefix begins, closed after its last complete element."""
    brackets: list[str] = []
    cut, closing = 0, ""
    for token in _TOKEN.finditer(text):
        mark = token.group()
        if mark in "[{":
            brackets.append("]" if mark == "[" else "}")
        elif mark in "]}":
            if not brackets or brackets.pop() != mark:
                return []
        elif mark == ",":
            cut, closing = token.start(), "".join(reversed(brackets))
        if mark == '"' or not brackets or len(brackets) > _DEEPEST:
            break
    try:
        return [json.loads(text[:cut] + closing)] if cut else []
    except (ValueError, RecursionError):
        return []
