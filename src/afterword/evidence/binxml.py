"""Binary XML as Windows event logs (EVTX) hold it: templates, and the values that each event puts into them.

source: the format as documented for libevtx; nothing of it depends on the machine that wrote a log.
"""

import struct
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID
from xml.etree import ElementTree as ET

from afterword.model.values import dataclass

_DEEPEST: Final = 40
_MOST_VALUES: Final = 4096
_ENTITIES: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_NUMBERS: Final = {
    0x03: "<b", 0x04: "<B", 0x05: "<h", 0x06: "<H", 0x07: "<i", 0x08: "<I", 0x09: "<q", 0x0A: "<Q", 0x0B: "<f",
    0x0C: "<d",
}  # fmt: skip
_FIRST: Final = 512
_FRAGMENT: Final = 0x21
_ARRAY: Final = 0x80
_START_OF_FILETIME: Final = datetime(1601, 1, 1, tzinfo=UTC)


class NotBinaryXml(ValueError):
    """Bytes that are no binary XML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hole:
    """A place where an event's value goes."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    """An element of a template."""

    name: str
    attributes: tuple[tuple[str, "_Parts"], ...]
    parts: "_Parts"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    """A value of an event: its type, and where in the chunk it stands."""

    kind: int
    start: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Instance:
    """A template with the values that go into it."""

    parts: "_Parts"
    values: tuple[_Value, ...]


_Part = str | _Hole | _Node | _Instance
_Parts = tuple[_Part, ...]


class Chunk:
    """A chunk of an event log, whose events share names and templates."""

    def __init__(self, data: bytes) -> None:
        """Takes its bytes."""
        self._data = data
        self._names: dict[int, tuple[str, int]] = {}
        self._templates: dict[int, _Parts] = {}

    def event(self, start: int, end: int) -> ET.Element:
        """The element that the binary XML between two places is.  errors: NotBinaryXml."""
        try:
            parts, _ = self._fragment(start, end, 0)
            made = [item for item in self._filled(parts, (), 0) if isinstance(item, ET.Element)]
        except (struct.error, IndexError, UnicodeDecodeError, OverflowError) as error:
            raise NotBinaryXml(str(error)) from error
        if not made:
            raise NotBinaryXml("it holds no element")
        return made[0]

    def _fragment(self, at: int, end: int, depth: int) -> tuple[_Parts, int]:
        if depth > _DEEPEST:
            raise NotBinaryXml("nested too deeply")
        parts: list[_Part] = []
        while at < end:
            token = self._data[at] & 0x3F
            if token == 0x00:
                return tuple(parts), at + 1
            if token == 0x0F:
                at += 4
            elif token == 0x0C:
                instance, at = self._instance(at, depth)
                parts.append(instance)
            elif token == 0x01:
                node, at = self._element(at, end, depth)
                parts.append(node)
            else:
                raise NotBinaryXml(f"token {token:#04x} stands where none may")
        return tuple(parts), at

    def _instance(self, at: int, depth: int) -> tuple[_Instance, int]:
        (offset,) = struct.unpack_from("<I", self._data, at + 6)
        begin = at
        at += 10
        (size,) = struct.unpack_from("<I", self._data, offset + 20)
        if offset > begin:  # it stands here, and later events point to it
            at = offset + 24 + size
        if offset not in self._templates:
            self._templates[offset] = self._fragment(offset + 24, offset + 24 + size, depth + 1)[0]
        (count,) = struct.unpack_from("<I", self._data, at)
        if count > _MOST_VALUES:
            raise NotBinaryXml(f"{count} values are more than an event has")
        at += 4
        start = at + 4 * count
        values = []
        for number in range(count):
            length, kind = struct.unpack_from("<HB", self._data, at + 4 * number)
            values.append(_Value(kind=kind, start=start, size=length))
            start += length
        if start > len(self._data):
            raise NotBinaryXml("its values end beyond the chunk")
        return _Instance(parts=self._templates[offset], values=tuple(values)), start

    def _element(self, at: int, end: int, depth: int) -> tuple[_Node, int]:
        if depth > _DEEPEST:
            raise NotBinaryXml("nested too deeply")
        has_attributes = self._data[at] & 0x40
        at += 1
        # a fragment that is a value has no identifier of what the element depends on
        at += 2 if self._is_start(at + 2, end) else 0
        name, at = self._name(at + 4)
        attributes: list[tuple[str, _Parts]] = []
        if has_attributes:
            at += 4
            while self._data[at] & 0x3F == 0x06:
                key, at = self._name(at + 1)
                parts, at = self._content(at, end, depth, inside=False)
                attributes.append((key, parts))
        closing = self._data[at]
        at += 1
        if closing == 0x03:
            return _Node(name=name, attributes=tuple(attributes), parts=()), at
        if closing != 0x02:
            raise NotBinaryXml(f"token {closing:#04x} stands where an element's start should end")
        parts, at = self._content(at, end, depth, inside=True)
        if self._data[at] != 0x04:
            raise NotBinaryXml("an element does not end")
        return _Node(name=name, attributes=tuple(attributes), parts=parts), at + 1

    def _is_start(self, at: int, end: int) -> bool:
        """Whether an element's size and the place of its name stand there."""
        size, offset = (int(number) for number in struct.unpack_from("<II", self._data, at))
        return size <= end - at and _FIRST <= offset < len(self._data) - 8

    def _content(self, at: int, end: int, depth: int, *, inside: bool) -> tuple[_Parts, int]:
        """What an attribute holds, or an element up to its end."""
        parts: list[_Part] = []
        while True:
            token = self._data[at] & 0x3F
            if token in {0x05, 0x07}:
                at += 1 if token == 0x07 else 2
                (count,) = struct.unpack_from("<H", self._data, at)
                parts.append(self._text(at + 2, 2 * count))
                at += 2 + 2 * count
            elif token == 0x08:
                parts.append(chr(struct.unpack_from("<H", self._data, at + 1)[0]))
                at += 3
            elif token == 0x09:
                name, at = self._name(at + 1)
                parts.append(_ENTITIES.get(name, f"&{name};"))
            elif token in {0x0D, 0x0E}:
                parts.append(_Hole(number=struct.unpack_from("<H", self._data, at + 1)[0]))
                at += 4
            elif token == 0x01 and inside:
                node, at = self._element(at, end, depth + 1)
                parts.append(node)
            elif token == 0x0C and inside:
                instance, at = self._instance(at, depth + 1)
                parts.append(instance)
            else:
                return tuple(parts), at

    def _name(self, at: int) -> tuple[str, int]:
        """The name to which the place points, and where what follows begins: behind the name, if it stands here."""
        (offset,) = struct.unpack_from("<I", self._data, at)
        if offset not in self._names:
            (count,) = struct.unpack_from("<H", self._data, offset + 6)
            self._names[offset] = (self._text(offset + 8, 2 * count), offset + 8 + 2 * count + 2)
        name, behind = self._names[offset]
        return name, behind if offset == at + 4 else at + 4

    def _text(self, at: int, size: int) -> str:
        if at + size > len(self._data):
            raise NotBinaryXml("a text ends beyond the chunk")
        return self._data[at : at + size].decode("utf-16-le", "replace")

    def _filled(self, parts: _Parts, values: Sequence[_Value], depth: int) -> Iterator[str | ET.Element]:
        """Texts and elements, the values put into their places."""
        if depth > _DEEPEST:
            raise NotBinaryXml("nested too deeply")
        for part in parts:
            if isinstance(part, str):
                yield part
            elif isinstance(part, _Instance):
                yield from self._filled(part.parts, part.values, depth + 1)
            elif isinstance(part, _Node):
                yield self._made(part, values, depth)
            elif part.number < len(values):
                value = values[part.number]
                if value.kind == _FRAGMENT:
                    inner, _ = self._fragment(value.start, value.start + value.size, depth + 1)
                    yield from self._filled(inner, (), depth + 1)
                else:
                    yield written(value.kind, self._data[value.start : value.start + value.size])

    def _made(self, node: _Node, values: Sequence[_Value], depth: int) -> ET.Element:
        made = ET.Element(node.name)
        for name, parts in node.attributes:
            text = "".join(item for item in self._filled(parts, values, depth + 1) if isinstance(item, str))
            if text:
                made.set(name, text)
        for item in self._filled(node.parts, values, depth + 1):
            if isinstance(item, ET.Element):
                made.append(item)
            elif len(made):
                made[-1].tail = (made[-1].tail or "") + item
            else:
                made.text = (made.text or "") + item
        return made


def written(kind: int, data: bytes) -> str:
    """A value as Windows writes it into XML; empty where there is none.  errors: struct.error for too few bytes."""
    if kind & _ARRAY:
        return ", ".join(_items(kind & ~_ARRAY, data))
    if kind in _NUMBERS:
        return str(struct.unpack_from(_NUMBERS[kind], data)[0]) if data else ""
    if kind == 0x01:
        return data.decode("utf-16-le", "replace").rstrip("\0")
    if kind == 0x02:
        return data.decode("cp1252", "replace").rstrip("\0")
    if not data or kind == 0x00:
        return ""
    if kind == 0x0D:
        return "true" if any(data) else "false"
    if kind == 0x0F:
        return f"{{{str(UUID(bytes_le=data[:16])).upper()}}}"
    if kind in {0x10, 0x14, 0x15}:
        return f"{int.from_bytes(data, 'little'):#x}"
    if kind == 0x11:
        return filetime(int.from_bytes(data[:8], "little"))
    if kind == 0x12:
        year, month, _, day, hour, minute, second, millisecond = struct.unpack_from("<8H", data)
        return f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}.{millisecond:03d}Z"
    if kind == 0x13:
        authority = int.from_bytes(data[2:8], "big")
        return "-".join(["S", str(data[0]), str(authority), *map(str, struct.unpack_from(f"<{data[1]}I", data, 8))])
    return data.hex().upper()


def filetime(count: int) -> str:
    """A time in hundreds of nanoseconds since 1601, in UTC; empty for one beyond the year 9999."""
    seconds, rest = divmod(count, 10_000_000)
    try:
        whole = _START_OF_FILETIME + timedelta(seconds=seconds)
    except OverflowError:
        return ""
    return f"{whole:%Y-%m-%dT%H:%M:%S}.{rest:07d}Z"


def _items(kind: int, data: bytes) -> Iterator[str]:
    if kind in {0x01, 0x02}:
        text = written(kind, data)
        yield from (part for part in text.split("\0") if part)
        return
    sizes = {0x0D: 4, 0x0F: 16, 0x11: 8, 0x12: 16, 0x14: 4, 0x15: 8}
    size = struct.calcsize(_NUMBERS[kind]) if kind in _NUMBERS else sizes.get(kind)
    if size is None:
        yield data.hex().upper()
        return
    yield from (written(kind, data[at : at + size]) for at in range(0, len(data) - size + 1, size))
