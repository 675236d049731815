"""Elements to the tree: the flow of blocks and lines that every HTML format shares."""

import base64
import binascii
import re
import urllib.parse
from collections.abc import Iterator, Sequence
from dataclasses import field

from afterword.model.values import dataclass
from afterword.text.foreign.characters import spaced
from afterword.text.foreign.hypertext.elements import BLOCKS, REMARK, Element, preformatted
from afterword.text.foreign.hypertext.flow import PLAIN
from afterword.text.foreign.hypertext.listing import definitions, list_block
from afterword.text.foreign.hypertext.styles import Style, declared
from afterword.text.foreign.hypertext.tabling import table_blocks
from afterword.text.foreign.tree import (
    Alert,
    Attachment,
    Block,
    Break,
    Code,
    CodeBlock,
    Definition,
    Definitions,
    Emphasis,
    Heading,
    Image,
    Inline,
    Link,
    NoteMark,
    Paragraph,
    Quote,
    Raised,
    Remark,
    Rule,
    Strike,
    Strong,
    Text,
)

_STYLE_OF = {
    **dict.fromkeys(("b", "strong"), Style(bold=True)),
    **dict.fromkeys(("i", "em", "cite", "var", "dfn"), Style(italic=True)),
    **dict.fromkeys(("del", "s", "strike"), Style(struck=True)),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), Style(mono=True)),
    "sup": Style(raised="sup"),
    "sub": Style(raised="sub"),
    "mark": Style(coloured=True),
}
_FOREIGN = frozenset(["iframe", "object", "embed", "video", "audio", "canvas", "svg", "map", "applet"])
_EXTENSIONS = {"jpeg": "jpg", "svg+xml": "svg", "x-icon": "ico", "vnd.microsoft.icon": "ico", "tiff": "tif"}
_LANGUAGE = re.compile(r"(?:language|lang|highlight-source|highlight)-([\w+#.-]+)|brush:\s*([\w+#.-]+)", re.IGNORECASE)
_LARGEST_IMAGE = 32 * 1024 * 1024


@dataclass(slots=True)
class Converter:
    """Turns elements into blocks and collects what was inside them."""

    styles: dict[str, Style] = field(default_factory=dict)
    """Styles of the classes."""
    attachments: list[Attachment] = field(default_factory=list)
    """Images that were inside the text."""
    coloured: int = 0
    """How many stretches are highlighted by a colour."""

    def blocks(self, children: Sequence[Element | str], style: Style = PLAIN) -> tuple[Block, ...]:
        """What stands in an element, as blocks."""
        return tuple(self._flow(children, style))

    def style_of(self, element: Element) -> Style:
        """The style that an element itself asks for."""
        style = _STYLE_OF.get(element.tag, PLAIN)
        for name in element.classes:
            if name in self.styles:
                style = self.styles[name].over(style)
        return declared(element.attrs["style"]).over(style) if element.attrs.get("style") else style

    def _flow(self, children: Sequence[Element | str], style: Style) -> Iterator[Block]:
        line: list[Inline] = []
        for child in children:
            if isinstance(child, str) or not _holds_blocks(child):
                line.extend(self.inlines([child], style))
                continue
            yield from _paragraph(line)
            line = []
            yield from self._block(child, style)
        yield from _paragraph(line)

    def _block(self, element: Element, style: Style) -> Iterator[Block]:
        match element.tag:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                yield from self._heading(element)
            case "ul" | "ol" | "menu" | "dir":
                yield from list_block(self, element, style)
            case "li":
                yield from list_block(self, Element("ul", {}, [element]), style)
            case "table":
                yield from table_blocks(self, element)
            case "dl":
                yield definitions(self, element, style)
            case "pre":
                yield CodeBlock(text=preformatted(element), language=_language(element))
            case "blockquote":
                yield from self._quote(element, style)
            case "details":
                yield from self._details(element, style)
            case "hr":
                yield Rule()
            case "#field":
                entry = Definition(term=(Text(text=element.attrs["name"]),), blocks=self.blocks(element.children))
                yield Definitions(entries=(entry,))
            case _:
                if element.tag in _FOREIGN:
                    yield Paragraph(children=(_unreadable(element),))
                yield from self._flow(element.children, self.style_of(element).over(style))

    def _heading(self, element: Element) -> Iterator[Block]:
        level = int(element.tag[1])
        inner = [child for child in element.walk() if child is not element and child.tag in BLOCKS]
        if any(child.tag in {"table", "pre", "ul", "ol"} for child in inner):
            yield from self._flow(element.children, PLAIN)
            return
        children: list[Element | str] = []
        for child in element.children:
            children += [child, Element("br")] if isinstance(child, Element) and child.tag in BLOCKS else [child]
        # a heading is bold by nature; what its class says of weight means nothing
        yield Heading(level=level, children=tuple(self.inlines(children, Style(bold=False))))

    def _quote(self, element: Element, style: Style) -> Iterator[Block]:
        blocks = self.blocks(element.children, style)
        alert = element.attrs.get("data-alert")
        kinds: dict[str, Alert] = {k: k for k in ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")}
        if alert and any(not isinstance(block, Paragraph | CodeBlock) for block in blocks) and len(blocks) > 3:
            yield from blocks  # a call-out around half a document is a frame, not a quotation
        elif blocks:
            yield Quote(blocks=blocks, alert=kinds.get(alert or ""))

    def _details(self, element: Element, style: Style) -> Iterator[Block]:
        for child in element.children:
            if isinstance(child, Element) and child.tag == "summary":
                words = [c for c in self.inlines(child.children, style) if not isinstance(c, Break)]
                yield from _paragraph([Strong(children=tuple(words))])
        rest = [c for c in element.children if not (isinstance(c, Element) and c.tag == "summary")]
        yield from self._flow(rest, style)

    def inlines(self, nodes: Sequence[Element | str], style: Style) -> Iterator[Inline]:
        """What stands in a line."""
        for node in nodes:
            if isinstance(node, str):
                yield from self._words(node, style)
            else:
                yield from self._inline(node, style)

    def _inline(self, element: Element, style: Style) -> Iterator[Inline]:
        match element.tag:
            case "br":
                yield Break()
            case "img":
                yield from self._image(element)
            case "a" if element.attrs.get("href"):
                inner = tuple(self.inlines(element.children, self.style_of(element).over(style)))
                yield Link(children=inner, url=element.attrs["href"])
            case "q":
                yield from (Text(text="“"), *self.inlines(element.children, style), Text(text="”"))
            case "wbr" | "input" | "style" | "title" | "head":
                return
            case "#note":
                yield NoteMark(key=element.attrs["key"])
            case tag if tag == REMARK:
                yield Remark(code=element.attrs["code"], message=element.attrs["message"])
            case tag if tag in _FOREIGN:
                yield _unreadable(element)
                yield from self.inlines(element.children, style)
            case _:
                own = self.style_of(element)
                self.coloured += own.coloured and bool(element.text().strip())
                yield from self.inlines(element.children, own.over(style))
                if element.tag in BLOCKS:
                    yield Break()

    def _words(self, text: str, style: Style) -> Iterator[Inline]:
        if not text:
            return
        inline: Inline = Code(text=text) if style.mono and text.strip() else Text(text=text)
        if style.mono and text.strip() and text != text.strip():
            head, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
            yield from ([Text(text=head)] if head else [])
            yield from self._words(text.strip(), style)
            yield from ([Text(text=tail)] if tail else [])
            return
        if style.raised and text.strip():
            inline = Raised(tag="sup" if style.raised == "sup" else "sub", children=(inline,))
        for is_set, kind in ((style.struck, Strike), (style.italic, Emphasis), (style.bold, Strong)):
            inline = kind(children=(inline,)) if is_set else inline
        yield inline

    def _image(self, element: Element) -> Iterator[Inline]:
        source = element.attrs.get("src", "").strip() or element.attrs.get("data-src", "").strip()
        alt = element.attrs.get("alt") or element.attrs.get("title") or ""
        if not source:
            if alt:
                yield Text(text=alt)
            return
        if source.lower().startswith("data:"):
            name = self._embedded(source)
            if name is None:
                yield Text(text=alt)
                yield Remark(code="IM102", message="An image inside the document is damaged; only its words were kept.")
                return
            source = f"attachment:{name}"
        yield Image(url=source, alt=alt)

    def _embedded(self, source: str) -> str | None:
        head, _, body = source[5:].partition(",")
        kind = head.split(";")[0].strip().lower()
        if not kind.startswith("image/") or len(body) > _LARGEST_IMAGE:
            return None
        try:
            raw = urllib.parse.unquote_to_bytes(body)
            data = base64.b64decode(raw, validate=False) if ";base64" in head.lower() else raw
        except (binascii.Error, ValueError):
            return None
        if not data:
            return None
        known = next((a for a in self.attachments if a.data == data), None)
        if known:
            return known.name
        ending = kind.removeprefix("image/")
        ending = re.sub(r"\W", "", _EXTENSIONS.get(ending, ending)) or "bin"
        self.attachments.append(Attachment(name=f"image-{len(self.attachments) + 1}.{ending}", data=data))
        return self.attachments[-1].name


def _unreadable(element: Element) -> Remark:
    source = element.attrs.get("src") or element.attrs.get("data") or ""
    where = f" ({spaced(source)[:100]})" if source and not source.startswith("data:") else ""
    return Remark(code="IM101", message=f"An element that Markdown cannot hold was left out: {element.tag}{where}.")


def _holds_blocks(element: Element) -> bool:
    if element.tag in BLOCKS or element.tag == "#field":
        return True
    return any(inner.tag in BLOCKS for inner in element.walk())


def _paragraph(line: list[Inline]) -> Iterator[Block]:
    while line and (isinstance(line[-1], Break) or (isinstance(line[-1], Text) and not spaced(line[-1].text).strip())):
        line.pop()
    while line and (isinstance(line[0], Break) or (isinstance(line[0], Text) and not spaced(line[0].text).strip())):
        line.pop(0)
    if line:
        yield Paragraph(children=tuple(line))


def _language(element: Element) -> str:
    for inner in element.walk():
        said = " ".join(
            inner.attrs.get(name, "") for name in ("class", "data-syntaxhighlighter-params", "data-language")
        )
        if inner.attrs.get("data-language"):
            return inner.attrs["data-language"].lower()
        if match := _LANGUAGE.search(said):
            language = (match.group(1) or match.group(2)).lower()
            return "" if language in {"none", "plain", "plaintext", "text"} else language
    return ""
