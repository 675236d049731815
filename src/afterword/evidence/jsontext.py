"""JSON documents with the place of every value that a kind asks for."""

import json
import re
from collections.abc import Generator, Iterator
from json import JSONDecodeError

from afterword.model.plain import Plain
from afterword.model.values import dataclass

EACH = "*"
"""The step of a path that stands for every element of an array."""
VALUES = "{*}"
"""The step of a path that stands for every value of an object."""

_SPACE = re.compile(r"[ \t\r\n\x1e]*")
_Walk = Generator["Element", None, int]
_DECODER = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A value within a JSON text."""

    value: Plain
    """The value."""
    keys: tuple[str | int, ...]
    """The keys and positions that lead to it from its document."""
    offset: int
    """Its first byte."""
    length: int
    """Its bytes."""
    line: int
    """1-based line of its first byte."""
    lines: int
    """Line ends within it, plus one where it ends the text."""
    start: int
    """Its first character; for ``JsonText.elements``."""


class JsonText:
    """One or several JSON documents (lines, concatenated, or one alone).

    Text after a place that is not JSON is not read; ``fault`` then says so.
    """

    def __init__(self, data: bytes, *, offset: int = 0, line: int = 1) -> None:
        """Takes the text as bytes, and where it begins in its file; invalid UTF-8 is kept."""
        self._text = data.decode("utf-8", "surrogateescape")
        self._ascii = len(self._text) == len(data)
        self._begin = (0, offset, line)
        self._seen = self._begin
        self.line = line
        """1-based line of its first byte in its file."""
        self.fault: str | None = None
        """Why reading stopped before the end; None where it did not (yet)."""

    def elements(self, *path: str, within: Element | None = None) -> Iterator[Element]:
        """Values at ``path`` of every document (or of ``within``), in order; keys, ``EACH`` for arrays, ``VALUES``.

        shape: an empty path gives the documents themselves. A document without the path gives none.
        """
        try:
            if within is not None:
                yield from self._walk(within.start, path, within.keys)
                return
            at = self._space(0)
            while at < len(self._text):
                at = yield from self._walk(at, path, ())
                at = self._space(at)
        except JSONDecodeError as error:
            self.fault = f"not JSON at line {error.lineno}: {error.msg}"
        except RecursionError:
            self.fault = "nested too deeply"
        except ValueError as error:
            self.fault = f"not readable: {error}"

    def _space(self, at: int) -> int:
        found = _SPACE.match(self._text, at)
        return found.end() if found else at

    def _walk(self, at: int, path: tuple[str, ...], keys: tuple[str | int, ...]) -> _Walk:
        at = self._space(at)
        if not path:
            value, end = _DECODER.raw_decode(self._text, at)
            yield self._element(value, keys, at, end)
            return end
        opening = self._text[at : at + 1]
        if path[0] == EACH and opening == "[":
            return (yield from self._array(at + 1, path[1:], keys))
        if path[0] != EACH and opening == "{":
            return (yield from self._object(at + 1, path, keys))
        return _DECODER.raw_decode(self._text, at)[1]

    def _array(self, at: int, path: tuple[str, ...], keys: tuple[str | int, ...]) -> _Walk:
        at = self._space(at)
        position = 0
        if self._text[at : at + 1] == "]":
            return at + 1
        while True:
            at = self._space((yield from self._walk(at, path, (*keys, position))))
            position += 1
            if self._separated(at, "]"):
                return at + 1
            at += 1

    def _object(self, at: int, path: tuple[str, ...], keys: tuple[str | int, ...]) -> _Walk:
        at = self._space(at)
        if self._text[at : at + 1] == "}":
            return at + 1
        while True:
            key, at = _DECODER.raw_decode(self._text, self._space(at))
            at = self._space(at)
            if not isinstance(key, str) or self._text[at : at + 1] != ":":
                raise JSONDecodeError("Expecting a key and a colon", self._text, at)
            if path[0] in (key, VALUES):
                at = yield from self._walk(at + 1, path[1:], (*keys, key))
            else:
                at = _DECODER.raw_decode(self._text, self._space(at + 1))[1]
            at = self._space(at)
            if self._separated(at, "}"):
                return at + 1
            at += 1

    def _separated(self, at: int, closing: str) -> bool:
        mark = self._text[at : at + 1]
        if mark not in (",", closing) or not mark:
            raise JSONDecodeError(f"Expecting ',' or '{closing}'", self._text, at)
        return mark == closing

    def _element(self, value: Plain, keys: tuple[str | int, ...], start: int, end: int) -> Element:
        offset, line = self._place(start)
        text = self._text[start:end]
        length = end - start if self._ascii else len(text.encode("utf-8", "surrogateescape"))
        lines = text.count("\n") + (end == len(self._text))
        return Element(value=value, keys=keys, offset=offset, length=length, line=line, lines=lines, start=start)

    def _place(self, start: int) -> tuple[int, int]:
        seen, offset, line = self._seen
        if start < seen:
            seen, offset, line = self._begin
        between = self._text[seen:start]
        offset += len(between) if self._ascii else len(between.encode("utf-8", "surrogateescape"))
        line += between.count("\n")
        self._seen = (start, offset, line)
        return offset, line
