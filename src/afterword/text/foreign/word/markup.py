"""XML of an office document, read without anything that could reach out of it or grow without measure."""

from collections.abc import Iterator
from dataclasses import field
from xml.parsers import expat

from afterword.errors import InputError
from afterword.model.values import dataclass

_DEEPEST = 400
_MOST = 3_000_000
_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "urn:schemas-microsoft-com:vml": "v",
}


@dataclass(slots=True, eq=False)
class Node:
    """An XML element; words between elements are kept only where the format puts them, in ``text``."""

    tag: str
    """Its name with the usual prefix, for instance ``w:p``."""
    attrs: dict[str, str] = field(default_factory=dict)
    """Its attributes, named likewise."""
    children: "list[Node]" = field(default_factory=list)
    """The elements right within it."""
    text: str = ""
    """The characters right within it."""

    def child(self, tag: str) -> "Node | None":
        """The first element of this name right within."""
        return next((node for node in self.children if node.tag == tag), None)

    def value(self, *path: str) -> str | None:
        """The ``w:val`` at the end of a path of children; an empty text where the element has none."""
        node: Node | None = self
        for tag in path:
            node = node.child(tag) if node else None
        return None if node is None else node.attrs.get("w:val", "")

    def is_on(self, *path: str) -> bool | None:
        """A switch at the end of a path of children; None where it is not there."""
        value = self.value(*path)
        return None if value is None else value not in {"0", "false", "off", "none"}

    def walk(self) -> "Iterator[Node]":
        """It and all elements within, in order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


def parse_xml(data: bytes, name: str) -> Node:
    """The root of a part.

    errors: InputError where it is not well-formed, declares a document type or entities, or is beyond all measure.
    """
    builder = _Builder(name)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = builder.refuse
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(data, True)  # noqa: FBT003  # expat knows no names
    except expat.ExpatError as error:
        raise InputError(f"{name}: damaged XML at line {error.lineno}") from error
    return builder.root.children[0] if builder.root.children else builder.root


class _Builder:
    def __init__(self, name: str) -> None:
        self.root = Node("")
        self._name = name
        self._stack = [self.root]
        self._count = 0

    def refuse(self, *_: object) -> None:
        raise InputError(f"{self._name}: declares a document type, which no office document does")

    def start(self, name: str, attrs: dict[str, str]) -> None:
        self._count += 1
        if self._count > _MOST or len(self._stack) > _DEEPEST:
            raise InputError(f"{self._name}: too many elements, or too deep in one another, for any document")
        node = Node(_short(name), {_short(key): value for key, value in attrs.items()})
        self._stack[-1].children.append(node)
        self._stack.append(node)

    def end(self, _: str) -> None:
        self._stack.pop()

    def data(self, text: str) -> None:
        self._stack[-1].text += text


def _short(name: str) -> str:
    space, parted, local = name.partition("}")
    if not parted:
        return name
    return f"{_PREFIXES[space]}:{local}" if space in _PREFIXES else f"?:{local}"
