"""A Word document as a whole."""

import html
import re
from collections.abc import Sequence
from dataclasses import replace

from afterword.text.foreign.outline import each_line, looks_like_title, slug, titled, with_title
from afterword.text.foreign.tree import (
    Attachment,
    Block,
    Foreign,
    Heading,
    Inline,
    Item,
    ItemList,
    Note,
    NoteMark,
    Paragraph,
    Remark,
    Strong,
    Text,
)
from afterword.text.foreign.word.body import TITLE, Body
from afterword.text.foreign.word.lines import Lines
from afterword.text.foreign.word.markup import Node
from afterword.text.foreign.word.numbering import Numbering
from afterword.text.foreign.word.package import Package
from afterword.text.foreign.word.styles import Styles

_NOTES = {"footnotes": "w:footnote", "endnotes": "w:endnote"}
_UNSEEN = re.compile(
    rb"<mc:Fallback\b.*?</mc:Fallback>|<w:moveFrom\b(?![A-Za-z]).*?</w:moveFrom>|<w:instrText\b.*?</w:instrText>",
    re.DOTALL,
)
_APART = re.compile(rb"</w:p>|<w:(?:tab|br|cr)\b[^>]*/>|</w:tc>")
_WORDS = re.compile(rb"<w:t(?:\s[^>]*)?>([^<]*)</w:t>|(\0)")


class WordReader:
    """Reads one file."""

    def __init__(self, package: Package) -> None:
        """Opens the parts that say how to read the text."""
        self.package = package
        self.relations = package.relations(package.main)
        self.styles = Styles(self._part("styles"))
        self.numbering = Numbering(self._part("numbering"))
        self.attachments: list[Attachment] = []
        self.anchors: dict[str, str] = {}
        self.bodies: list[Body] = []

    def read(self) -> Foreign:
        """The document as the tree."""
        root = self.package.xml(self.package.main).child("w:body") or Node("")
        self._find_anchors(root)
        blocks = self._body(self.package.main).blocks(root.children)
        notes = self._notes()
        blocks, comments = self._with_comments(blocks)
        known = {note.key for note in notes}
        blocks = each_line(blocks, lambda line: tuple(i for i in line if not isinstance(i, NoteMark) or i.key in known))
        blocks, remarks = self._with_title(blocks)
        if comments:
            blocks = (*blocks, *comments)
        aside = self._aside()
        return Foreign(
            blocks=blocks,
            notes=notes,
            attachments=tuple(self.attachments),
            remarks=(*remarks, *self._of_the_whole(aside)),
            aside=aside,
            properties=self._properties(),
            visible=self._visible(),
        )

    def _part(self, kind: str) -> Node | None:
        found = self.package.related(self.relations, kind)
        return self.package.xml(found[0]) if found else None

    def _body(self, part: str) -> Body:
        relations = self.relations if part == self.package.main else self.package.relations(part)
        lines = Lines(self.package, relations, self.styles, self.attachments, self.anchors)
        self.bodies.append(Body(lines, self.numbering))
        return self.bodies[-1]

    def _find_anchors(self, root: Node) -> None:
        """The bookmarks that stand in headings."""
        for paragraph in (n for n in root.walk() if n.tag == "w:p"):
            marks = [n.attrs.get("w:name", "") for n in paragraph.walk() if n.tag == "w:bookmarkStart"]
            properties = paragraph.child("w:pPr")
            if marks and self.styles.paragraph(properties.value("w:pStyle") if properties else None).heading:
                words = "".join(n.text for n in paragraph.walk() if n.tag == "w:t")
                self.anchors.update((mark, slug(words)) for mark in marks)

    def _notes(self) -> tuple[Note, ...]:
        notes = []
        for kind, tag in _NOTES.items():
            for part in self.package.related(self.relations, kind)[:1]:
                body = self._body(part)
                for node in self.package.xml(part).children:
                    if node.tag == tag and node.attrs.get("w:type", "normal") == "normal":
                        key = f"{tag[2:]}:{node.attrs.get('w:id', '')}"
                        notes.append(Note(key=key, blocks=body.blocks(node.children)))
        return tuple(notes)

    def _with_comments(self, blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
        """Blocks in which each comment's place has a remark, and the comments as a section."""
        found = self.package.related(self.relations, "comments")
        if not found:
            return blocks, ()
        body = self._body(found[0])
        items = []
        said: dict[str, Remark] = {}
        for node in self.package.xml(found[0]).children:
            author, day = node.attrs.get("w:author", "somebody"), node.attrs.get("w:date", "")[:10]
            inner = body.blocks(node.children)
            head: list[Inline] = [
                Strong(children=(Text(text=f"{author}{f', {day}' if day else ''}"),)),
                Text(text=": "),
            ]
            first = inner[0].children if inner and isinstance(inner[0], Paragraph) else ()
            rest = inner[1:] if first else inner
            items.append(Item(blocks=(Paragraph(children=(*head, *first)), *rest)))
            key = f"comment:{node.attrs.get('w:id', '')}"
            said[key] = Remark(code="IM106", message=f"The comment of {author} on this place stands at the end.")

        def marked(line: tuple[Inline, ...]) -> tuple[Inline, ...]:
            return tuple(said.get(i.key, i) if isinstance(i, NoteMark) else i for i in line)

        section = (Heading(level=2, children=(Text(text="Comments in the original"),)), ItemList(items=tuple(items)))
        return each_line(blocks, marked), section if items else ()

    def _with_title(self, blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], list[Remark]]:
        at = next((n for n, b in enumerate(blocks) if isinstance(b, Heading) and b.level == TITLE), None)
        if at is not None:
            heading = blocks[at]
            assert isinstance(heading, Heading)
            rest = (*blocks[:at], *blocks[at + 1 :])
            return titled([_below_title(b) for b in rest], heading.children), []
        first = blocks[0] if blocks else None
        has_top = any(isinstance(b, Heading) and b.level == 1 for b in blocks)
        if isinstance(first, Paragraph) and looks_like_title(first) and not has_top:
            said = Remark(code="IM113", message="The first line, bold and alone, was taken for the title.")
            return titled(blocks[1:], first.children), [said]
        named = dict(self._properties()).get("title", "")
        blocks, was_taken = with_title(blocks, named)
        said = Remark(code="IM113", message=f"The title {named[:80]!r} stands in the file's properties only.")
        return blocks, [said] if was_taken else []

    def _aside(self) -> tuple[str, ...]:
        """The words of tables of contents, page headers, and footers, each once."""
        contents = " / ".join(words for body in self.bodies for line in body.lines.contents if (words := line.strip()))
        found = [contents] if contents else []
        for part in self.package.related(self.relations, "header", "footer"):
            words = " ".join("".join(_texts(self.package.xml(part))).split())
            found += [words] if words and words not in found else []
        return tuple(found)

    def _of_the_whole(self, aside: Sequence[str]) -> list[Remark]:
        remarks = []
        inserted = sum(body.lines.inserted for body in self.bodies)
        coloured = sum(body.lines.coloured for body in self.bodies)
        if inserted:
            many = "insertions that were" if inserted > 1 else "insertion that was"
            said = f"{inserted} {many} still to be accepted {'were' if inserted > 1 else 'was'} taken as accepted."
            remarks.append(Remark(code="IM105", message=said))
        if coloured:
            remarks.append(Remark(code="IM115", message=f"Highlighting by colour was not kept, in {coloured} places."))
        if aside:
            said = "Page headers, footers, and tables of contents stand in a comment at the end."
            remarks.append(Remark(code="IM110", message=said))
        return remarks

    def _properties(self) -> tuple[tuple[str, str], ...]:
        names = {"dc:title": "title", "dc:creator": "author", "cp:lastModifiedBy": "last modified by"}
        names |= {"dcterms:created": "created", "dcterms:modified": "modified"}
        found = self.package.related(self.package.relations(""), "core-properties")
        nodes = self.package.xml(found[0]).children if found else []
        return tuple((names[n.tag], n.text.strip()) for n in nodes if n.tag in names and n.text.strip())

    def _visible(self) -> str:
        """The words of the text, notes, and comments, taken from the bytes of their parts."""
        import_kinds = self.package.related(self.relations, "footnotes", "endnotes", "comments")
        parts = [self.package.read(part) for part in [self.package.main, *import_kinds]]
        return "\n".join(_words(part) for part in parts)


def _below_title(block: Block) -> Block:
    return replace(block, level=1) if isinstance(block, Heading) and block.level == TITLE else block


def _texts(root: Node) -> list[str]:
    return [
        " " if n.tag in {"w:p", "w:tab", "w:br"} else n.text
        for n in root.walk()
        if n.tag in {"w:t", "w:p", "w:tab", "w:br"}
    ]


def _words(part: bytes) -> str:

    spaced = _APART.sub(b"\0", _UNSEEN.sub(b"", part))
    found = (text or b" " for text, _ in _WORDS.findall(spaced))
    return html.unescape(b"".join(found).decode("utf-8", "replace"))
