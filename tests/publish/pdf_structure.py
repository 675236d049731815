"""What PDF/UA-1 and PDF/A-3 ask of a file that a program can check: tags, reading order, alternatives, fonts, metadata.

Wherever a rule of the Matterhorn Protocol is checked, its checkpoint stands beside it.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf

BLOCKS = frozenset({
    "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Title", "Caption", "Lbl", "LBody", "TH", "TD", "TOCI", "Figure",
    "Note", "Formula",
})  # fmt: skip
"""What holds a stretch of text; what stands in a line must be in one of these."""
GROUPS = frozenset({
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "TOC", "Index", "L", "LI", "Table", "THead", "TBody",
    "TFoot", "TR", "NonStruct",
})  # fmt: skip
INLINE = frozenset({"Span", "Quote", "Reference", "BibEntry", "Code", "Link", "Annot"})
PAINTED = frozenset({
    "Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "EI", "INLINE IMAGE",
})  # fmt: skip
_INSIDE = {
    "TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"}, "THead": {"Table"}, "TBody": {"Table"},
    "LI": {"L"}, "LBody": {"LI"}, "TOCI": {"TOC"},
}  # fmt: skip


class Element:
    """A structure element with what it holds."""

    def __init__(self, item: Object, parent: "Element | None", roles: Object | None) -> None:
        self.item = item
        self.parent = parent
        self.kind = _role(str(item.get("/S", "")).lstrip("/"), roles)
        self.children: list[Element] = []
        self.content: list[tuple[int, tuple[int, int]]] = []
        self.objects: list[Object] = []
        page = item.get("/Pg", Dictionary())
        for kid in _listed(item.get("/K")):
            if not isinstance(kid, Object):
                self.content.append((int(kid), page.objgen))
            elif kid.get("/Type") == "/MCR":
                self.content.append((int(kid["/MCID"]), kid.get("/Pg", page).objgen))
            elif kid.get("/Type") == "/OBJR":
                self.objects.append(kid["/Obj"])
            else:
                self.children.append(Element(kid, self, roles))

    def walk(self) -> "Iterator[Element]":
        """It, and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def above(self) -> "Iterator[Element]":
        """All that it is in, the innermost first."""
        if self.parent is not None:
            yield self.parent
            yield from self.parent.above()


def faults(data: bytes) -> list[str]:
    """What is wrong with a PDF; empty for one that keeps all that is checked here."""
    with Pdf.open(BytesIO(data)) as pdf:
        if pdf.is_encrypted:
            return ["encrypted"]
        return [*_catalog(pdf), *_structure(pdf), *_fonts(pdf), *_actions(pdf)]


def _catalog(pdf: Pdf) -> Iterator[str]:
    root = pdf.Root
    if not str(root.get("/Lang", "")):
        yield "no language (11-006)"
    if not bool(root.get("/MarkInfo", Dictionary()).get("/Marked", False)):
        yield "not marked as tagged (06-001)"
    if not bool(root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False)):
        yield "the title is not shown (07-001)"
    if len(root.get("/OutputIntents", Array())) == 0:
        yield "no output intent"
    told = root["/Metadata"].read_bytes().decode("utf-8") if "/Metadata" in root else ""
    for name, wanted in (("pdfuaid:part", "1"), ("pdfaid:part", "3"), ("pdfaid:conformance", "A")):
        if not re.search(rf"<{name}>{wanted}</{name}>|{name}=\"{wanted}\"", told):
            yield f"the metadata do not say {name} {wanted} (05-001)"
    if not re.search(r"<dc:title>.*?<rdf:li[^>]*>[^<]+</rdf:li>", told, re.DOTALL):
        yield "the metadata have no title (06-003)"
    for number, page in enumerate(pdf.pages, 1):
        if "/Annots" in page.obj and page.obj.get("/Tabs") != "/S":
            yield f"page {number}: the order of annotations is not that of the structure (28-010)"


def _structure(pdf: Pdf) -> Iterator[str]:
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None:
        yield "no structure (01-003)"
        return
    kids = [kid for kid in _listed(tree.get("/K")) if isinstance(kid, Object)]
    tops = [Element(kid, None, tree.get("/RoleMap")) for kid in kids]
    every = [element for top in tops for element in top.walk()]
    if [top.kind for top in tops] != ["Document"]:
        yield "the structure does not begin with one Document"
    for element in every:
        yield from _element(element)
    yield from _headings(every)
    yield from _tables(every)
    yield from _content(pdf, every, _numbers(tree.get("/ParentTree")))


def _element(element: Element) -> Iterator[str]:
    kind = element.kind
    if kind not in BLOCKS | GROUPS | INLINE:
        yield f"{kind} is no standard element (02-001)"
    if element.parent is not None and element.item.get("/P") != element.parent.item:
        yield f"{kind} names another parent than it has"
    if kind in _INSIDE and (element.parent is None or element.parent.kind not in _INSIDE[kind]):
        yield f"{kind} stands outside of {'/'.join(sorted(_INSIDE[kind]))} (09-004)"
    if kind == "Figure" and not str(element.item.get("/Alt", "")).strip():
        yield "a figure has no alternative (13-004)"
    if kind == "Figure" and not any("/BBox" in each for each in _attributes(element.item)):
        yield "a figure has no box"
    if element.content and kind in GROUPS:
        yield f"text stands in {kind} itself"
    if kind in INLINE and element.content and not any(each.kind in BLOCKS for each in element.above()):
        yield f"{kind} stands in no paragraph, heading, item, or cell"


def _headings(every: list[Element]) -> Iterator[str]:
    levels = [int(element.kind[1]) for element in every if re.fullmatch(r"H[1-6]", element.kind)]
    if levels and levels[0] != 1:
        yield f"the first heading is of level {levels[0]} (14-002)"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before} (14-003)"


def _tables(every: list[Element]) -> Iterator[str]:
    for table in (element for element in every if element.kind == "Table"):
        rows = [row for row in table.walk() if row.kind == "TR"]
        widths = {sum(_span(cell) for cell in row.children) for row in rows}
        if len(widths) != 1:
            yield f"a table has rows of {sorted(widths)} cells (15-003)"
        heads = [cell for cell in table.walk() if cell.kind == "TH"]
        if not heads:
            yield "a table has no heads"
        if any(not any("/Scope" in each for each in _attributes(cell.item)) for cell in heads):
            yield "a head of a table has no scope (15-003)"


def _content(pdf: Pdf, every: list[Element], numbers: dict[int, Object]) -> Iterator[str]:
    """What is drawn is in the structure or an artifact, once; what the structure names is drawn."""
    told = {place: element for element in every for place in element.content}
    if len(told) != sum(len(element.content) for element in every):
        yield "two elements hold the same content"
    objects = {item.objgen: element for element in every for item in element.objects}
    drawn: set[tuple[int, tuple[int, int]]] = set()
    for number, page in enumerate(pdf.pages, 1):
        found, faults_here = _marked(page)
        yield from (f"page {number}: {fault}" for fault in faults_here)
        parents = numbers.get(int(page.obj.get("/StructParents", -1)))
        for mark in found:
            place = (mark, page.obj.objgen)
            drawn.add(place)
            owner = told.get(place)
            known = parents[mark] if isinstance(parents, Array) and mark < len(parents) else None
            if owner is None:
                yield f"page {number}: content {mark} is in no element (01-005)"
            elif known is None or known.objgen != owner.item.objgen:
                yield f"page {number}: the parent tree says another element for content {mark}"
        yield from _annotations(page, number, objects, numbers)
    for mark, _page in sorted(told.keys() - drawn):
        yield f"the structure names content {mark}, which is not drawn"


def _marked(page: pikepdf.Page) -> tuple[list[int], list[str]]:
    """The numbers of the marked content of a page, and what is drawn outside of it."""
    found: list[int] = []
    wrong: list[str] = []
    open_marks: list[str] = []
    for instruction in pikepdf.parse_content_stream(page):
        name = str(instruction.operator)
        if name in {"BMC", "BDC"}:
            operands = list(instruction.operands)
            open_marks.append(str(operands[0]))
            if name == "BDC" and isinstance(operands[1], Dictionary) and "/MCID" in operands[1]:
                if "/Artifact" in open_marks[:-1]:
                    wrong.append("tagged content within an artifact (01-004)")
                found.append(int(operands[1]["/MCID"]))
        elif name == "EMC":
            if not open_marks:
                wrong.append("marked content ends that never began")
                return found, wrong
            open_marks.pop()
        elif name in PAINTED and not open_marks:
            wrong.append(f"{name} is neither tagged nor an artifact (01-003)")
    if open_marks:
        wrong.append("marked content never ends")
    return found, wrong


def _annotations(
    page: pikepdf.Page, number: int, objects: dict[tuple[int, int], Element], numbers: dict[int, Object]
) -> Iterator[str]:
    for annotation in page.obj.get("/Annots", Array()):
        kind = str(annotation.get("/Subtype"))
        owner = objects.get(annotation.objgen)
        known = numbers.get(int(annotation.get("/StructParent", -1)))
        if owner is None or known is None or known.objgen != owner.item.objgen:
            yield f"page {number}: {kind} is in no element (28-002)"
        elif kind == "/Link" and owner.kind not in {"Link", "Reference"}:
            yield f"page {number}: a link is in {owner.kind} (28-011)"
        if kind == "/Link" and not str(annotation.get("/Contents", "")).strip():
            yield f"page {number}: a link does not say where it leads (28-012)"


def _fonts(pdf: Pdf) -> Iterator[str]:
    for item in pdf.objects:
        if not isinstance(item, Dictionary) or item.get("/Type") != "/Font":
            continue
        name = str(item.get("/BaseFont", item.get("/Name", "a font")))
        if item.get("/Subtype") != "/Type3":
            inner = item["/DescendantFonts"][0] if "/DescendantFonts" in item else item
            described = inner.get("/FontDescriptor", Dictionary())
            if not any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"{name} is not embedded (31-009)"
        if item.get("/Subtype") in {"/Type0", "/Type3"} and "/ToUnicode" not in item:
            yield f"{name} does not say what its letters are (10-001)"


def _actions(pdf: Pdf) -> Iterator[str]:
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/S") in {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData"}:
            yield f"an action {item['/S']}"


def _numbers(node: Object | None) -> dict[int, Object]:
    """A number tree as a map."""
    if node is None:
        return {}
    pairs = list(node.get("/Nums", Array()))
    made = {int(pairs[n]): pairs[n + 1] for n in range(0, len(pairs), 2)}
    for kid in node.get("/Kids", Array()):
        made.update(_numbers(kid))
    return made


def _role(kind: str, roles: Object | None) -> str:
    for _ in range(8):
        if kind in BLOCKS | GROUPS | INLINE or roles is None or f"/{kind}" not in roles:
            break
        kind = str(roles[f"/{kind}"]).lstrip("/")
    return kind


def _listed(value: Object | int | None) -> list[Object | int]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def _attributes(item: Object) -> list[Object]:
    return [each for each in _listed(item.get("/A")) if isinstance(each, Dictionary)]


def _span(cell: Element) -> int:
    return next((int(each["/ColSpan"]) for each in _attributes(cell.item) if "/ColSpan" in each), 1)
