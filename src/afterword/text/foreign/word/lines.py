"""What stands in the lines of a Word document: runs, links, fields, images, revisions, references."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import field

from afterword.errors import InputError
from afterword.model.values import dataclass
from afterword.text.foreign.characters import spaced
from afterword.text.foreign.spelling import plain_of
from afterword.text.foreign.tree import (
    Attachment,
    Break,
    Code,
    Emphasis,
    Image,
    Inline,
    Link,
    NoteMark,
    Raised,
    Remark,
    Strike,
    Strong,
    Text,
)
from afterword.text.foreign.word.markup import Node
from afterword.text.foreign.word.package import Package, Relation
from afterword.text.foreign.word.styles import Look, Styles, look_of

_TRANSPARENT = frozenset(
    [
        "w:ins",
        "w:moveTo",
        "w:smartTag",
        "w:customXml",
        "w:bdo",
        "w:dir",
        "w:sdtContent",
        "w:ruby",
        "w:rubyBase",
        "w:rt",
        "mc:Choice",
        "m:oMathPara",
        "m:e",
    ]
)
_LINK_FIELD = re.compile(r"\s*HYPERLINK\s+(?:\\l\s+)?(?:\"([^\"]*)\"|(\S+))", re.IGNORECASE)
_SYMBOLS = {"F0FC": "✓", "F0FB": "✗", "F0A8": "☐", "F0FE": "☒", "F0E0": "→", "F0B7": "•", "F0DF": "←", "F04A": "☺"}


@dataclass(slots=True)
class Field:
    """A field that has begun."""

    instruction: str = ""
    """What it asks for."""
    has_result: bool = False
    """Whether its result has begun."""
    result: list[Inline] = field(default_factory=list)
    """What it shows."""
    box: bool | None = None
    """State of its check box, where it is one."""


@dataclass(slots=True)
class Lines:
    """Reads the lines of one part and collects what belongs to the whole document."""

    package: Package
    """The file."""
    relations: dict[str, Relation]
    """What the part refers to."""
    styles: Styles
    """The document's styles."""
    attachments: list[Attachment]
    """Images found so far."""
    anchors: dict[str, str]
    """The anchor of the heading at each bookmark."""
    frames: list[Node] = field(default_factory=list)
    """Text boxes met and not yet placed."""
    inserted: int = 0
    """Stretches that were inserted and not yet accepted."""
    coloured: int = 0
    """Stretches highlighted by a colour."""
    fields: list[Field] = field(default_factory=list)
    """Fields that are open, the innermost last; one may end paragraphs later."""
    contents: list[str] = field(default_factory=list)
    """What tables of contents say, which Word makes of the headings."""

    @property
    def is_in_contents(self) -> bool:
        """Whether a table of contents is open."""
        return any(_kind(each.instruction) == "TOC" for each in self.fields)

    def read(self, nodes: Sequence[Node], base: Look) -> list[Inline]:
        """The inlines of elements in a line; ``base`` is the look of their paragraph."""
        done: list[Inline] = []
        for node in nodes:
            for inline in self._of(node, base):
                target = self.fields[-1].result if self.fields and self.fields[-1].has_result else done
                if not self.fields or self.fields[-1].has_result or isinstance(inline, Remark):
                    target.append(inline)
        if self.fields:
            # a field that spans paragraphs (a table of contents) shows what stands in each
            for open_field in self.fields:
                done.extend(open_field.result)
                open_field.result = []
        return done

    def _of(self, node: Node, base: Look) -> Iterator[Inline]:  # one line an element
        match node.tag:
            case "w:r":
                yield from self._run(node, base)
            case "w:hyperlink":
                yield from self._hyperlink(node, base)
            case "w:fldSimple":
                yield from self._shown(node.attrs.get("w:instr", ""), self.read(node.children, base))
            case "w:del" | "w:moveFrom":
                yield from self._deleted(node)
            case "w:sdt":
                yield from self._control(node, base)
            case "mc:AlternateContent":
                chosen = node.child("mc:Choice") or node.child("mc:Fallback")
                yield from self.read(chosen.children if chosen else [], base)
            case "m:oMath":
                text = "".join(n.text for n in node.walk() if n.tag in {"m:t", "w:t"})
                yield from (Code(text=text), Remark(code="IM101", message="A formula was kept as its characters only."))
            case "w:commentReference":
                yield NoteMark(key=f"comment:{node.attrs.get('w:id', '')}")
            case tag if tag in _TRANSPARENT:
                self.inserted += tag == "w:ins" and any(n.tag == "w:t" and n.text for n in node.walk())
                for child in node.children:
                    yield from self._of(child, base)

    def _run(self, run: Node, base: Look) -> Iterator[Inline]:
        properties = run.child("w:rPr")
        named = (
            self.styles.get(properties.value("w:rStyle") or "") if properties and properties.value("w:rStyle") else None
        )
        look = look_of(properties)
        look = look.over(named.look).over(base) if named else look.over(base)
        is_code = bool(look.mono) or bool(named and named.is_code)
        for child in run.children:
            for inline in self._in_run(child, base):
                if isinstance(inline, Text) and look.hidden:
                    if inline.text.strip():
                        yield Remark(code="IM114", message=f"Hidden words were left out: {inline.text.strip()[:80]!r}.")
                    continue
                if isinstance(inline, Text):
                    self.coloured += bool(look.coloured) and bool(inline.text.strip())
                yield _looking(inline, look, is_code=is_code)

    def _in_run(self, node: Node, base: Look) -> Iterator[Inline]:  # one line an element
        match node.tag:
            case "w:t":
                yield Text(text=node.text)
            case "w:tab" | "w:ptab":
                yield Text(text=" ")
            case "w:br" | "w:cr":
                if node.attrs.get("w:type", "textWrapping") == "textWrapping":
                    yield Break()
            case "w:noBreakHyphen":
                yield Text(text="-")
            case "w:sym":
                yield Text(text=_symbol(node))
            case "w:footnoteReference" | "w:endnoteReference":
                yield NoteMark(key=f"{node.tag[2:-9]}:{node.attrs.get('w:id', '')}")
            case "w:drawing" | "w:pict" | "w:object":
                yield from self._drawn(node)
            case "w:fldChar":
                yield from self._field(node)
            case "w:instrText":
                if self.fields:
                    self.fields[-1].instruction += node.text
            case "w:commentReference" | "mc:AlternateContent" | "w:ruby":
                yield from self._of(node, base) if node.tag != "mc:AlternateContent" else self._alternative(node, base)

    def _alternative(self, node: Node, base: Look) -> Iterator[Inline]:
        chosen = node.child("mc:Choice") or node.child("mc:Fallback")
        for child in chosen.children if chosen else []:
            yield from self._in_run(child, base)

    def _hyperlink(self, node: Node, base: Look) -> Iterator[Inline]:
        relation = self.relations.get(node.attrs.get("r:id", ""))
        children = tuple(self.read(node.children, base))
        anchor = node.attrs.get("w:anchor", "")
        if relation and relation.is_external:
            yield Link(children=children, url=f"{relation.target}#{anchor}" if anchor else relation.target)
        else:
            yield from self._within(anchor, children)

    def _within(self, anchor: str, children: Sequence[Inline]) -> Iterator[Inline]:
        """A link to a place of the document: to the heading that stands there, or only its words."""
        if anchor in self.anchors:
            yield Link(children=tuple(children), url=f"#{self.anchors[anchor]}")
        else:
            yield from children

    def _field(self, node: Node) -> Iterator[Inline]:
        match node.attrs.get("w:fldCharType"):
            case "begin":
                box = next((n for n in node.walk() if n.tag == "w:checkBox"), None)
                state = (
                    None
                    if box is None
                    else box.is_on("w:checked")
                    if box.child("w:checked")
                    else box.is_on("w:default")
                )
                self.fields.append(Field(box=None if box is None else bool(state)))
            case "separate" if self.fields:
                self.fields[-1].has_result = True
            case "end" if self.fields:
                ended = self.fields.pop()
                shown = list(self._shown(ended.instruction, ended.result, ended.box))
                if self.fields and self.fields[-1].has_result:
                    self.fields[-1].result.extend(shown)
                else:
                    yield from shown

    def _shown(self, instruction: str, result: Sequence[Inline], box: bool | None = None) -> Iterator[Inline]:
        kind = _kind(instruction)
        if kind == "TOC":
            self.contents.append(plain_of(result))
        elif match := _LINK_FIELD.match(instruction):
            target = match.group(1) or match.group(2) or ""
            is_inner = re.search(r"\\l\b", instruction) is not None
            yield from self._within(target, result) if is_inner else [Link(children=tuple(result), url=target)]
        elif box is not None:
            yield Text(text="☒ " if box else "☐ ")
        elif result or kind in {"", "TC", "XE", "SEQ", "PAGEREF", "SET", "ASK"}:
            yield from result
        else:
            yield Remark(
                code="IM109", message=f"A field without a result was left out: {spaced(instruction).strip()[:80]}."
            )

    def _deleted(self, node: Node) -> Iterator[Inline]:
        words = spaced("".join(n.text for n in node.walk() if n.tag in {"w:delText", "w:t"})).strip()
        if words and node.tag == "w:del":
            yield Remark(
                code="IM105", message=f"Words whose deletion was still to be accepted were left out: {words[:200]!r}."
            )

    def _control(self, node: Node, base: Look) -> Iterator[Inline]:
        content = node.child("w:sdtContent")
        properties = node.child("w:sdtPr")
        shows_prompt = properties is not None and properties.is_on("w:showingPlcHdr")
        inlines = self.read(content.children if content else [], base)
        if shows_prompt and inlines:
            words = spaced("".join(i.text for i in inlines if isinstance(i, Text))).strip()
            yield Remark(code="IM109", message=f"A field of the form was never filled in; it asks: {words[:80]!r}.")
        yield from inlines

    def _drawn(self, node: Node) -> Iterator[Inline]:
        described = next((n for n in node.walk() if n.tag == "wp:docPr"), Node(""))
        alt = described.attrs.get("descr") or described.attrs.get("title") or ""
        found = False
        for part in node.walk():
            if part.tag in {"a:blip", "v:imagedata"}:
                found = True
                key = part.attrs.get("r:embed") or part.attrs.get("r:link") or part.attrs.get("r:id") or ""
                yield from self._image(self.relations.get(key), alt)
            elif part.tag == "w:txbxContent":
                found = True
                self.frames.append(part)
            elif part.tag in {"c:chart", "dgm:relIds"}:
                found = True
                what = "chart" if part.tag == "c:chart" else "diagram"
                named = f" ({alt})" if alt else ""
                yield Remark(code="IM101", message=f"A {what} was left out{named}; save it as an image.")
        if not found and alt:
            yield Remark(code="IM101", message=f"A drawing was left out: {alt[:100]!r}.")

    def _image(self, relation: Relation | None, alt: str) -> Iterator[Inline]:
        if relation is None:
            yield Remark(code="IM102", message=f"An image is missing in the file{f': {alt!r}' if alt else ''}.")
        elif relation.is_external:
            yield Image(url=relation.target, alt=alt)
        else:
            try:
                data = self.package.read(relation.target)
            except InputError as error:
                yield Remark(code="IM102", message=f"An image could not be taken along: {error}.")
                return
            yield Image(url=f"attachment:{self._attached(posixpath.basename(relation.target), data)}", alt=alt)

    def _attached(self, name: str, data: bytes) -> str:
        known = next((a.name for a in self.attachments if a.data == data), None)
        if known:
            return known
        stem, ending = posixpath.splitext(re.sub(r"[^\w.-]", "-", name).lstrip(".-") or "image")
        taken = {a.name for a in self.attachments}
        number, unique = 1, f"{stem}{ending}"
        while unique in taken:
            number, unique = number + 1, f"{stem}-{number + 1}{ending}"
        self.attachments.append(Attachment(name=unique, data=data))
        return unique


def _looking(inline: Inline, look: Look, *, is_code: bool) -> Inline:
    if not isinstance(inline, Text):
        return inline
    if not inline.text.strip():
        return inline
    shown: Inline = Code(text=inline.text) if is_code and inline.text == inline.text.strip() else inline
    if look.raised:
        shown = Raised(tag="sup" if look.raised == "sup" else "sub", children=(shown,))
    for is_set, kind in ((look.struck, Strike), (look.italic, Emphasis), (look.bold, Strong)):
        shown = kind(children=(shown,)) if is_set else shown
    return shown


def _symbol(node: Node) -> str:
    code = node.attrs.get("w:char", "").upper()
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    return (
        chr(value - 0xF000 if 0xF020 <= value <= 0xF0FF else value) if 0x20 <= value < 0xD800 or value >= 0xE000 else ""
    )


def _kind(instruction: str) -> str:
    """The name of a field."""
    return instruction.split(maxsplit=1)[0].upper() if instruction.split() else ""
