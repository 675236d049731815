"""A document of HTML as a whole: its body, title, links within, and what is said of the whole."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from afterword.text.foreign.hypertext.converting import Converter
from afterword.text.foreign.hypertext.elements import Element, body_of, head_text, parse, remark
from afterword.text.foreign.hypertext.styles import sheet
from afterword.text.foreign.hypertext.visible import visible_text
from afterword.text.foreign.outline import joined_lists, looks_like_title, slug, titled, with_title
from afterword.text.foreign.spelling import plain_of
from afterword.text.foreign.tree import Block, Foreign, Heading, Note, Paragraph, Remark, Text

_BACK = re.compile(
    r"#(?:user-content-)?(?:fn-?ref|footnote-reference|id\d|_(?:ftn|edn)ref|sd(?:foot|end)note\d+anc)", re.IGNORECASE
)
_WORD_MARK = re.compile(r"#_(?:ftn|edn)\d+$")
_MARK_CLASSES = ("footnote-ref", "footnote-reference", "footnoteRef", "brackets", "sdfootnoteanc", "sdendnoteanc")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class Page:
    """A parsed page, which a format prepares before it is converted."""

    def __init__(self, text: str) -> None:
        """Parses a page."""
        self.root, self.too_deep = parse(text)
        self.body = body_of(self.root)
        self.visible = visible_text(self.body)
        self.converter = Converter(styles=sheet(head_text(self.root, "style")))
        self.is_word_processed = False
        self.title: Element | None = None
        self.notes: dict[str, Element] = {}
        self.aside: list[str] = []
        self.properties: list[tuple[str, str]] = []
        self.remarks: list[Remark] = []

    def set_aside(self, element: Element, parent: Element) -> None:
        """Take an element that is no part of the text out of it, and keep its words."""
        parent.remove(element)
        if words := " ".join(element.text().split()):
            self.aside += [words] if words not in self.aside else []

    def set_aside_all(self, is_beside: Callable[[Element], bool]) -> None:
        """Set aside every element that is beside the text, the outer ones as a whole."""
        stack = [self.body]
        while stack:
            parent = stack.pop()
            for child in parent.elements():
                if is_beside(child):
                    self.set_aside(child, parent)
                else:
                    stack.append(child)

    def drop(self, *elements: Element) -> None:
        """Take elements out wherever they stand."""
        gone = {id(element) for element in elements}
        for parent in list(self.root.walk()):
            if any(id(child) in gone for child in parent.elements()):
                parent.children = [child for child in parent.children if id(child) not in gone]

    def finished(self) -> Foreign:
        """The page as the tree."""
        self._take_notes()
        named = list(self.notes.items())
        _link_headings(self.root)
        blocks = joined_lists(self.converter.blocks(self.body.children))
        notes = tuple(Note(key=key, blocks=self.converter.blocks(element.children)) for key, element in named)
        blocks = self._with_title(blocks)
        return Foreign(
            blocks=blocks,
            notes=notes,
            attachments=tuple(self.converter.attachments),
            remarks=(*self.remarks, *self._of_the_whole()),
            aside=tuple(self.aside),
            properties=tuple(self.properties),
            visible=self.visible,
        )

    def _take_notes(self) -> None:
        """Make notes of what references in the usual forms lead to, and drop the way back from them."""
        known = {e.attrs["id"]: e for e in self.body.walk() if e.attrs.get("id")}
        marks = [e for e in self.body.walk() if e.tag == "a" and _is_note_mark(e)]
        for mark in marks:
            target = mark.attrs["href"][1:]
            # word processors name the anchor within the note a little otherwise than the note
            key = next((k for k in (target, target.removesuffix("sym"), target.lstrip("_")) if k in known), "")
            if (body := known.get(key)) is None or body is mark:
                continue
            back = [e for e in body.walk() if e.tag == "a" and _BACK.match(e.attrs.get("href", ""))]
            labels = [e for e in body.elements() if e.has_class("label")]
            if key not in self.notes:
                self.drop(body, *back, *labels)
                self.notes[key] = Element("div", {}, list(body.children))
            mark.tag, mark.children, mark.attrs = "#note", [], {"key": key}
        if marks:
            frames = [e for e in self.body.walk() if e.has_class("footnotes", "footnote-list") and not e.text().strip()]
            self.drop(*frames)

    def _with_title(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        if self.title is not None:
            made = self.converter.blocks([replace_tag(self.title, "h1")])
            top = made[0] if made else None
            if isinstance(top, Heading):
                return titled((*made[1:], *blocks), top.children)
            blocks = (*made, *blocks)  # half the page stands in it, since an end tag is missing
        named = " ".join(head_text(self.root, "title").split())
        first_block = blocks[0] if blocks else None
        first = " ".join(plain_of(getattr(first_block, "children", ())).split())
        if named and first == named and not isinstance(blocks[0], Heading):
            return titled(blocks[1:], (Text(text=named),))
        has_top = any(isinstance(block, Heading) and block.level == 1 for block in blocks)
        is_untitled = self.is_word_processed and not (named or has_top)
        if is_untitled and isinstance(first_block, Paragraph) and looks_like_title(first_block):
            message = "The first line, bold and alone, was taken for the title."
            self.remarks.append(Remark(code="IM113", message=message))
            return titled(blocks[1:], first_block.children)
        blocks, was_taken = with_title(blocks, named)
        if was_taken:
            self.remarks.append(Remark(code="IM113", message=f"The title {named[:80]!r} is the name of the page."))
        return blocks

    def _of_the_whole(self) -> list[Remark]:
        remarks = []
        if self.too_deep:
            remarks.append(
                Remark(code="IM116", message="Elements stand too deep in one another; the inner were flattened.")
            )
        if self.converter.coloured:
            message = f"Highlighting by colour was not kept, in {self.converter.coloured} places."
            remarks.append(Remark(code="IM115", message=message))
        if self.aside:
            message = "Words beside the text (navigation, author, footer) stand in a comment at the end."
            remarks.append(Remark(code="IM110", message=message))
        return remarks


def _is_note_mark(element: Element) -> bool:
    """Whether a link is the mark of a note, as Markdown and reStructuredText tools write them."""
    if not re.match(r"#.", element.attrs.get("href", "")):
        return False
    said = element.attrs.get("role") == "doc-noteref" or "data-footnote-ref" in element.attrs
    return said or element.has_class(*_MARK_CLASSES) or _WORD_MARK.match(element.attrs["href"]) is not None


def replace_tag(element: Element, tag: str) -> Element:
    """An element with another name."""
    return replace(element, tag=tag)


def _link_headings(root: Element) -> None:
    """Let links within the page name the anchors that Markdown gives headings; others keep only their words."""
    anchors: dict[str, str] = {}
    for element in root.walk():
        if element.tag in _HEADINGS:
            anchor = slug(" ".join(element.text().split()))
            for inner in element.walk():
                anchors.update((inner.attrs[name], anchor) for name in ("id", "name") if inner.attrs.get(name))
    for element in root.walk():
        href = element.attrs.get("href", "")
        if element.tag == "a" and re.match(r"#.", href):
            if href[1:] in anchors:
                element.attrs["href"] = f"#{anchors[href[1:]]}"
            else:
                del element.attrs["href"]
                place = " ".join(element.text().split())[:60]
                message = (
                    f"The link of {place!r} leads to a place of the page that Markdown cannot name; its words stay."
                )
                if place:
                    element.children.append(remark("IM117", message))


def leading(nodes: Sequence[Element | str]) -> Element | None:
    """The first element among nodes that no words precede."""
    for node in nodes:
        if isinstance(node, Element):
            return node
        if node.strip():
            return None
    return None
