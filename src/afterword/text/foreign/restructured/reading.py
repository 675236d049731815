"""A document of reStructuredText as the tree."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from docutils import nodes
from docutils.core import publish_doctree

from afterword.errors import InputError
from afterword.text.foreign.merging import Spanning, filled
from afterword.text.foreign.outline import slug
from afterword.text.foreign.restructured.sphinx import remark, teach
from afterword.text.foreign.tree import (
    Alert,
    Block,
    Break,
    Cell,
    Code,
    CodeBlock,
    Definition,
    Definitions,
    Emphasis,
    Foreign,
    Heading,
    Image,
    Inline,
    Item,
    ItemList,
    Link,
    Note,
    NoteMark,
    Paragraph,
    Quote,
    Raised,
    Remark,
    Rule,
    Strong,
    Table,
    Text,
)

_SETTINGS = {
    "_disable_config": True,  # a docutils.conf beside the user must not turn anything on
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "report_level": 2,
    "halt_level": 5,
    "warning_stream": io.StringIO(),
    "smart_quotes": False,
    "trim_footnote_reference_space": True,
    "syntax_highlight": "none",
    "doctitle_xform": True,
    "sectsubtitle_xform": False,
    "line_length_limit": 1_000_000,
    "input_encoding": "unicode",
    "output_encoding": "unicode",
}
_ALERTS: dict[str, Alert] = {
    **dict.fromkeys(("note", "seealso"), "NOTE"),
    **dict.fromkeys(("tip", "hint"), "TIP"),
    "important": "IMPORTANT",
    **dict.fromkeys(("warning", "attention"), "WARNING"),
    **dict.fromkeys(("caution", "danger", "error"), "CAUTION"),
}
_UNKNOWN = re.compile(r":([\w:+.-]+):`(.*)`$|`(.*)`:([\w:+.-]+):$", re.DOTALL)


_HEADER = re.compile(r"\s*(?=[A-Z]{2,6}: \S)(?:[A-Z][\w-]*:.*\n(?:[ \t]+\S.*\n)*){3,}(?=[ \t]*\n)")
"""The header of a proposal (PEP and its likes), which starts with its number."""

_HARMLESS = re.compile(r"Duplicate|Unknown interpreted text role|No role entry|Title (?:over|under)line too short")
"""What docutils says of text that it reads all the same."""


class StructuredReader:
    """Reads one document."""

    def __init__(self, text: str, name: str) -> None:
        """Parses it.  errors: InputError where it is nested beyond all measure."""
        teach(text)
        try:
            self._document = publish_doctree(
                _with_fields(text), settings_overrides=_SETTINGS | {"warning_stream": io.StringIO()}
            )
        except RecursionError as error:
            raise InputError(f"{name}: nested too deep for any document") from error
        for topic in [*self._document.findall(nodes.topic)]:
            if "contents" in topic["classes"]:  # a list of the headings, which docutils made
                topic.parent.remove(topic)
        self._notes: dict[str, nodes.Element] = {}
        self._sections = {i: n for n in self._document.findall(nodes.section) for i in n["ids"]}

    def read(self) -> Foreign:
        """The document as the tree."""
        for note in self._document.findall(nodes.Element):
            if isinstance(note, nodes.footnote | nodes.citation):
                self._notes[note["ids"][0]] = note
        titles = sum(isinstance(child, nodes.title) for child in self._document.children)
        sections = sum(isinstance(child, nodes.section) for child in self._document.children)
        # several sections and no title above them: none of them is the title
        blocks = tuple(self._blocks(self._document.children, 1 if titles or sections > 1 else 0))
        notes = tuple(Note(key=key, blocks=self._note(node)) for key, node in self._notes.items())
        return Foreign(blocks=blocks, notes=notes, visible=self._visible())

    def _note(self, node: nodes.Element) -> tuple[Block, ...]:
        return tuple(self._blocks([c for c in node.children if not isinstance(c, nodes.label)], 6))

    def _visible(self) -> str:
        marks = nodes.footnote_reference | nodes.citation_reference | nodes.label
        skipped = nodes.system_message | nodes.comment | nodes.problematic | marks
        parts: list[str] = []
        last: nodes.Node | None = None
        for text in self._document.findall(nodes.Text):
            parent: nodes.Node | None = text.parent
            block = parent
            while block is not None and isinstance(block, nodes.Inline):
                block = getattr(block, "parent", None)
            while parent is not None and not isinstance(parent, skipped):
                parent = parent.parent
            if parent is None:
                parts += [" " if block is not last else "", text.astext()]
                last = block
        return "".join(parts)

    def _blocks(self, children: Sequence[nodes.Node], depth: int) -> Iterator[Block]:
        line: list[Inline] = []
        for node in children:
            is_inline = isinstance(node, nodes.Inline) and getattr(node, "tagname", "") != "image"
            if isinstance(node, nodes.Text) or is_inline:
                line.extend(self._inline(node))
                continue
            if line:
                yield Paragraph(children=tuple(line))
                line = []
            yield from self._block(node, depth)
        if line:
            yield Paragraph(children=tuple(line))

    def _block(self, node: nodes.Node, depth: int) -> Iterator[Block]:  # one line a kind of node
        match node:
            case nodes.section() if "system-messages" in node["classes"]:
                yield from self._blocks([c for c in node.children if not isinstance(c, nodes.title)], depth)
            case nodes.section():
                yield from self._blocks(node.children, depth + 1)
            case nodes.title():
                yield Heading(level=max(depth, 1), children=self._line(node))
            case nodes.subtitle() | nodes.rubric():
                yield Paragraph(children=(Strong(children=self._line(node)),))
            case nodes.literal_block() | nodes.doctest_block() | nodes.math_block():
                yield from self._code(node)
            case nodes.bullet_list():
                yield ItemList(
                    items=tuple(self._item(i, depth) for i in node.children if isinstance(i, nodes.list_item))
                )
            case nodes.enumerated_list():
                start = node.get("start", 1)
                yield ItemList(
                    items=tuple(self._item(i, depth) for i in node.children if isinstance(i, nodes.list_item)),
                    start=start,
                )
            case nodes.definition_list() | nodes.field_list() | nodes.option_list() | nodes.docinfo():
                yield Definitions(
                    entries=tuple(
                        self._entry(child, depth) for child in node.children if isinstance(child, nodes.Element)
                    )
                )
            case nodes.table():
                yield from self._table(node, depth)
            case nodes.line_block():
                yield Paragraph(children=tuple(self._lines(node)))
            case nodes.Element() if isinstance(node, nodes.Admonition):
                yield Quote(blocks=tuple(self._admonition(node, depth)), alert=_ALERTS.get(node.tagname, "NOTE"))
            case nodes.topic() | nodes.sidebar():
                yield from self._framed(node, depth)
            case nodes.block_quote():
                yield Quote(blocks=tuple(self._blocks(node.children, depth)))
            case nodes.transition():
                yield Rule()
            case nodes.image():
                yield Paragraph(children=tuple(self._inline(node)))
            case nodes.footnote() | nodes.citation() | nodes.substitution_definition() | nodes.target() | nodes.label():
                return
            case nodes.comment():
                yield from self._remarked(
                    f"A comment was left out: {' '.join(node.astext().split())[:150]!r}.", "IM118"
                )
            case nodes.system_message():
                yield from self._message(node, depth)
            case remark():
                yield Paragraph(children=(Remark(code=node["code"], message=node["message"]),))
            case nodes.raw() | nodes.pending():
                yield from self._remarked("A raw piece for one output format was left out.", "IM108")
            case nodes.paragraph() | nodes.caption() | nodes.attribution():
                yield Paragraph(children=self._line(node))
            case nodes.Element():
                yield from self._blocks(node.children, depth)

    def _remarked(self, message: str, code: str) -> Iterator[Block]:
        yield Paragraph(children=(Remark(code=code, message=message),))

    def _framed(self, node: nodes.Element, depth: int) -> Iterator[Block]:
        for child in node.children:
            if isinstance(child, nodes.title | nodes.subtitle):
                yield Paragraph(children=(Strong(children=self._line(child)),))
            else:
                yield from self._block(child, depth)

    def _admonition(self, node: nodes.Element, depth: int) -> Iterator[Block]:
        if node.tagname not in _ALERTS and not any(isinstance(c, nodes.title) for c in node.children):
            yield Paragraph(children=(Strong(children=(Text(text=node.tagname.title()),)),))
        yield from self._framed(node, depth)

    def _code(self, node: nodes.Element) -> Iterator[Block]:
        inner = [c for c in node.findall(nodes.Element) if isinstance(c, remark)]
        if inner:
            yield from self._blocks(inner, 1)
        classes: list[str] = node.get("classes", [])
        named = [name for name in classes if name not in {"", "code"}]
        language = (
            "math" if isinstance(node, nodes.math_block) else "python" if isinstance(node, nodes.doctest_block) else ""
        )
        language = named[0] if named else language
        yield CodeBlock(text=node.astext(), language="" if language in {"none", "text", "default"} else language)

    def _item(self, node: nodes.list_item, depth: int) -> Item:
        blocks = tuple(self._blocks(node.children, max(depth, 3)))
        first = blocks[0] if blocks else None
        text = first.children[0] if isinstance(first, Paragraph) and first.children else None
        match = re.match(r"\[([ xX])\]\s+", text.text) if isinstance(text, Text) else None
        if match and isinstance(first, Paragraph) and isinstance(text, Text):
            rest = Text(text=text.text[match.end() :])
            first = replace(first, children=(rest, *first.children[1:]))
            return Item(blocks=(first, *blocks[1:]), checked=match.group(1) != " ")
        return Item(blocks=blocks)

    def _entry(self, node: nodes.Element, depth: int) -> Definition:
        """A definition, a field, an option, or an entry of the head of the document."""
        parts = [child for child in node.children if isinstance(child, nodes.Element)]
        bodies = (nodes.definition, nodes.field_body, nodes.description)
        body = next((p for p in parts if isinstance(p, bodies)), None)
        if body is None and not isinstance(node, nodes.field | nodes.definition_list_item | nodes.option_list_item):
            named = Text(text=node.tagname.title())
            many = [Text(text=", ".join(p.astext() for p in parts))] if isinstance(node, nodes.authors) else None
            return Definition(term=(named,), blocks=(Paragraph(children=tuple(many or self._line(node))),))
        term: list[Inline] = []
        for part in parts:
            if part is not body:
                term += [Text(text=" : ")] if isinstance(part, nodes.classifier) else []
                term += self._line(part)
        return Definition(term=tuple(term), blocks=tuple(self._blocks(body.children if body else [], max(depth, 3))))

    def _lines(self, node: nodes.Element, indent: int = 0) -> Iterator[Inline]:
        for number, child in enumerate(node.children):
            if number or indent:
                yield Break()
            if isinstance(child, nodes.line_block):
                yield from list(self._lines(child, indent + 1))[1:]
            elif isinstance(child, nodes.Element):
                yield from self._line(child)

    def _table(self, node: nodes.Element, depth: int) -> Iterator[Block]:
        for child in node.children:
            if isinstance(child, nodes.title):
                yield Paragraph(children=(Strong(children=self._line(child)),))
        rows: list[list[Spanning]] = []
        heads = 0
        for row in node.findall(nodes.row):
            is_head = isinstance(row.parent, nodes.thead)
            heads += is_head
            rows.append([self._cell(e, depth, is_head=is_head) for e in row.children if isinstance(e, nodes.entry)])
        grid, remarks = filled(rows)
        if remarks:
            yield Paragraph(children=tuple(remarks))
        if grid:
            yield Table(rows=grid, header_rows=heads or None)

    def _cell(self, entry: nodes.entry, depth: int, *, is_head: bool) -> Spanning:
        cell = Cell(blocks=tuple(self._blocks(entry.children, max(depth, 3))), is_header=is_head)
        return Spanning(cell=cell, across=entry.get("morecols", 0) + 1, down=entry.get("morerows", 0) + 1)

    def _message(self, node: nodes.Element, depth: int) -> Iterator[Block]:
        """What docutils could not read: a remark, and the text as it stands."""
        said = " ".join(c.astext() for c in node.children if isinstance(c, nodes.paragraph))
        said = " ".join(said.split())
        if node.get("level", 0) < 2 or _HARMLESS.match(said):
            return
        line = f" (line {node['line']} of the source)" if "line" in node else ""
        code = "IM108" if "disabled" in said else "IM107"
        yield Paragraph(children=(Remark(code=code, message=f"docutils says{line}: {said[:200]}"),))
        for block in node.children:
            if isinstance(block, nodes.literal_block) and re.match(r"Inconsistent title|Title level incon", said):
                words = next((line for line in block.astext().split("\n") if re.search(r"\w", line)), "")
                yield Heading(level=max(depth, 1) + 1, children=(Text(text=words.strip()),))
            elif isinstance(block, nodes.literal_block):
                yield CodeBlock(text=block.astext())

    def _line(self, node: nodes.Element) -> tuple[Inline, ...]:
        return tuple(inline for child in node.children for inline in self._inline(child))

    def _inline(self, node: nodes.Node) -> Iterator[Inline]:  # one line a kind of node
        match node:
            case nodes.Text():
                yield Text(text=node.astext())
            case nodes.strong():
                yield Strong(children=self._line(node))
            case nodes.emphasis() | nodes.title_reference():
                yield Emphasis(children=self._line(node))
            case nodes.literal() | nodes.math():
                yield Code(text=node.astext())
            case nodes.superscript() | nodes.subscript():
                yield Raised(tag="sup" if isinstance(node, nodes.superscript) else "sub", children=self._line(node))
            case nodes.reference():
                yield from self._reference(node)
            case nodes.footnote_reference() | nodes.citation_reference():
                key = node.get("refid", "")
                yield NoteMark(key=key) if key in self._notes else Text(text=f"[{node.astext()}]")
            case nodes.image():
                yield Image(url=node["uri"], alt=node.get("alt", ""))
            case nodes.problematic():
                yield from self._problem(node)
            case remark():
                yield Remark(code=node["code"], message=node["message"])
            case nodes.target() | nodes.raw() | nodes.system_message() | nodes.comment():
                return
            case nodes.Element():
                yield from self._line(node)

    def _reference(self, node: nodes.Element) -> Iterator[Inline]:
        children = self._line(node)
        if "xref" in node:
            yield from self._cross_reference(node, children)
        elif node.get("refuri"):
            yield Link(children=children, url=node["refuri"])
        elif node.get("refid") in self._sections:
            title = next((c.astext() for c in self._sections[node["refid"]].children if isinstance(c, nodes.title)), "")
            yield Link(children=children, url=f"#{slug(title)}")
        else:
            yield from children

    def _cross_reference(self, node: nodes.Element, children: tuple[Inline, ...]) -> Iterator[Inline]:
        section = self._sections.get(self._document.nameids.get(node["xref"]) or "")
        if section is None:
            yield from children
            said = (
                f"The link of {node.astext()[:60]!r} to {node['xref'][:100]!r} needs its other pages; its words stay."
            )
            yield Remark(code="IM117", message=said)
            return
        title = next((c.astext() for c in section.children if isinstance(c, nodes.title)), "")
        yield Link(children=children if node["titled"] else (Text(text=title),), url=f"#{slug(title)}")

    def _problem(self, node: nodes.Element) -> Iterator[Inline]:
        words = node.astext()
        match = _UNKNOWN.match(words)
        if match is None:
            yield Text(text=words)
            return
        role, inner = match.group(1) or match.group(4), match.group(2) or match.group(3) or ""
        yield Text(text=inner)
        yield Remark(code="IM107", message=f"The role {role!r} is not known; its words stay.")


def _with_fields(text: str) -> str:
    """A text whose first block is the header of a proposal, with that as a list of fields."""
    head = _HEADER.match(text.replace("\r\n", "\n"))
    if head is None:
        return text
    fields = re.sub(r"^(?=[A-Z][\w-]*:)", ":", head.group(), flags=re.MULTILINE)
    return fields + text.replace("\r\n", "\n")[head.end() :]
