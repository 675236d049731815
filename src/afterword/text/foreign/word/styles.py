"""Styles of a Word document: what each says of headings, lists, code, and emphasis, with what it is based on."""

import re

from afterword.model.values import dataclass
from afterword.text.foreign.word.markup import Node

_MONO = re.compile(
    r"mono|courier|consolas|menlo|monaco|source code|fira code|inconsolata|lucida console", re.IGNORECASE
)
_CODE = re.compile(r"\b(?:code|source|preformatted|verbatim|macro text|listing|terminal)\b", re.IGNORECASE)
_HEADING = re.compile(r"heading ([1-9])$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How words look; None where nothing is said."""

    bold: bool | None = None
    """Bold."""
    italic: bool | None = None
    """Italic."""
    struck: bool | None = None
    """Struck out."""
    mono: bool | None = None
    """In a typewriter's letters."""
    raised: str | None = None
    """``sup``, ``sub``, or an empty text for neither."""
    hidden: bool | None = None
    """Not shown."""
    coloured: bool | None = None
    """Highlighted."""
    size: int | None = None
    """Size in half points."""

    def over(self, below: "Look") -> "Look":
        """This look where it says something, else the one below."""
        pairs = {
            name: getattr(below, name) if getattr(self, name) is None else getattr(self, name)
            for name in ("bold", "italic", "struck", "mono", "raised", "hidden", "coloured", "size")
        }
        return Look(**pairs)


def look_of(properties: Node | None) -> Look:
    """The look that the properties of a run give."""
    if properties is None:
        return Look()
    fonts = properties.child("w:rFonts")
    family = next((fonts.attrs[n] for n in ("w:ascii", "w:hAnsi", "w:cs") if n in fonts.attrs), None) if fonts else None
    raised = properties.value("w:vertAlign")
    struck = properties.is_on("w:strike")
    size = properties.value("w:sz") or ""
    fill = (properties.child("w:shd") or Node("")).attrs.get("w:fill", "auto").lower()
    highlight = properties.value("w:highlight")
    return Look(
        bold=properties.is_on("w:b"),
        italic=properties.is_on("w:i"),
        struck=properties.is_on("w:dstrike") if struck is None else struck,
        mono=None if family is None else _MONO.search(family) is not None,
        raised={"superscript": "sup", "subscript": "sub", None: None}.get(raised, ""),
        hidden=properties.is_on("w:vanish"),
        coloured=True if highlight not in {None, "none", "white"} or fill not in {"auto", "ffffff"} else None,
        size=int(size) if size.isascii() and size.isdigit() else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A style of paragraphs or words."""

    name: str = ""
    """Its name, which for Word's own styles is English in every language."""
    look: Look = Look()
    """How words in it look."""
    outline: int | None = None
    """Level of heading, from 1."""
    numbering: tuple[str | None, int | None] = (None, None)
    """Key of a numbering and level in it."""

    @property
    def is_title(self) -> bool:
        """Whether it is that of the document's title."""
        return self.name.casefold() == "title"

    @property
    def is_code(self) -> bool:
        """Whether its name says that it is for code."""
        return _CODE.search(self.name) is not None

    @property
    def is_quote(self) -> bool:
        """Whether its name says that it is for quotations."""
        return "quote" in self.name.casefold() or self.name.casefold() in {"block text", "quotations"}

    @property
    def heading(self) -> int | None:
        """Level of heading by its name or its outline."""
        match = _HEADING.match(self.name)
        return int(match.group(1)) if match else self.outline


class Styles:
    """All styles of a document."""

    def __init__(self, root: Node | None) -> None:
        """From the part that holds them; None where there is none."""
        self._nodes = {n.attrs.get("w:styleId", ""): n for n in (root.children if root else []) if n.tag == "w:style"}
        self._known: dict[str, Style] = {}
        self._default = next(
            (
                k
                for k, n in self._nodes.items()
                if n.attrs.get("w:default") in {"1", "true"} and n.attrs.get("w:type") == "paragraph"
            ),
            "",
        )

    def paragraph(self, key: str | None) -> Style:
        """The style of a paragraph."""
        return self.get(key or self._default)

    def get(self, key: str) -> Style:
        """A style with all that it is based on; an empty one for a key that is not known."""
        if key in self._known:
            return self._known[key]
        chain: list[Node] = []
        at: str | None = key
        while at in self._nodes and self._nodes[at] not in chain:
            chain.append(self._nodes[at])
            at = self._nodes[at].value("w:basedOn")
        style = Style(name=key)
        for node in reversed(chain):
            style = _over(node, style)
        self._known[key] = style
        return style


def _over(node: Node, below: Style) -> Style:
    name = node.value("w:name") or below.name
    heading = _HEADING.match(below.name)
    inherited = below.outline if below.outline is not None else int(heading.group(1)) if heading else None
    outline = outline_of(node.child("w:pPr"))
    number, level = numbering_of(node.child("w:pPr"))
    return Style(
        name=name,
        look=look_of(node.child("w:rPr")).over(below.look),
        outline=inherited if outline is None else outline or None,
        numbering=(below.numbering[0] if number is None else number, below.numbering[1] if level is None else level),
    )


def outline_of(properties: Node | None) -> int | None:
    """The level of heading that the properties of a paragraph give, from 1; 0 for body text, None where not said."""
    value = properties.value("w:outlineLvl") if properties else None
    if value is None or not value.isascii() or not value.isdigit():
        return None
    return int(value) + 1 if int(value) < 9 else 0


def numbering_of(properties: Node | None) -> tuple[str | None, int | None]:
    """The key of a numbering and the level in it, each None where not said."""
    node = properties.child("w:numPr") if properties else None
    if node is None:
        return None, None
    level = node.value("w:ilvl") or ""
    return node.value("w:numId"), int(level) if level.isascii() and level.isdigit() else None
