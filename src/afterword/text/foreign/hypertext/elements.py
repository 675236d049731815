"""HTML as elements that a format may rewrite before it becomes the tree."""

from collections.abc import Callable, Iterator
from dataclasses import field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from afterword.model.values import dataclass
from afterword.text.foreign.characters import printable

DEEPEST = 60
"""Elements within elements that are told apart; what is deeper counts as standing at that depth."""
REMARK = "#remark"
"""Tag of a remark that a format leaves in the text; no document can write it."""
_SILENT = frozenset({"script", "style", "template", "head", "noframes"})
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
"""Tags that stand in lines of their own."""


@dataclass(slots=True, eq=False)
class Element:
    """A tag with what stands in it; a format may change it in place, so two are the same only where they are one."""

    tag: str
    """Its name, in lower case."""
    attrs: dict[str, str] = field(default_factory=dict)
    """Its attributes by their names in lower case; one without a value has an empty text."""
    children: "list[Element | str]" = field(default_factory=list)
    """Elements and texts in their order; texts still have the white space of the source."""

    @property
    def classes(self) -> list[str]:
        """The words of its ``class``, in their order."""
        return self.attrs.get("class", "").split()

    def has_class(self, *names: str) -> bool:
        """Whether it has one of these classes."""
        return any(name in self.classes for name in names)

    def elements(self) -> "list[Element]":
        """The elements right within it."""
        return [child for child in self.children if isinstance(child, Element)]

    def walk(self) -> "Iterator[Element]":
        """It and all elements within, in the order of the text."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(reversed(element.elements()))

    def first(self, *tags: str, css: str = "") -> "Element | None":
        """The first element within that has one of these tags, and the class where one is asked for."""
        found = (e for e in self.walk() if e is not self and (not tags or e.tag in tags))
        return next((e for e in found if not css or css in e.classes), None)

    def text(self) -> str:
        """All words within it, with a space where a block or a line ends."""
        parts: list[str] = []
        stack: list[Element | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                parts.append(node)
            elif node.tag == "br":
                parts.append(" ")
            elif node.tag in BLOCKS:
                stack.extend([" ", *reversed(node.children), " "])
            else:
                stack.extend(reversed(node.children))
        return "".join(parts)

    def remove(self, child: "Element") -> None:
        """Take out an element that stands right within it."""
        self.children = [c for c in self.children if c is not child]


def parse(text: str) -> tuple[Element, bool]:
    """The ``html`` element of a document, and whether it was deeper than can be told apart."""
    root = LexborHTMLParser(printable(text)).root
    html = Element("html")
    if root is None:
        return html, False
    too_deep = False
    stack: list[tuple[LexborNode, Element, int]] = [(child, html, 1) for child in _backward(root)]
    while stack:
        node, parent, depth = stack.pop()
        if node.is_text_node:
            parent.children.append(node.text_content or "")
            continue
        if not node.is_element_node:
            continue
        tag = (node.tag or "").lower()
        if tag in _SILENT and not (tag == "head" or (tag == "style" and parent.tag in {"head", "body"})):
            continue
        element = parent
        if depth < DEEPEST or tag == "br":
            element = Element(tag, {name: value or "" for name, value in node.attributes.items()})
            parent.children.append(element)
        else:
            too_deep = True
            if tag in BLOCKS:
                parent.children.append(Element("br"))
        stack.extend((child, element, depth + 1) for child in _backward(node))
    return html, too_deep


def _backward(node: LexborNode) -> Iterator[LexborNode]:
    child = node.last_child
    while child is not None:
        yield child
        child = child.prev


def body_of(root: Element) -> Element:
    """The ``body`` of a page; the page itself where it has none."""
    return next((element for element in root.elements() if element.tag == "body"), root)


def head_text(root: Element, tag: str) -> str:
    """The text of all elements of this tag in the head and right in the body."""
    found = [e for e in root.walk() if e.tag == tag and tag in {"style", "title"}]
    return "\n".join("".join(c for c in e.children if isinstance(c, str)) for e in found)


def rewrite(element: Element, change: "Callable[[Element], Element | None]") -> None:
    """Replace every element within by what ``change`` makes of it, the inner ones first; None takes it out."""
    order = [e for e in element.walk() if e.children]
    for outer in reversed(order):
        kept: list[Element | str] = []
        for child in outer.children:
            new = change(child) if isinstance(child, Element) else child
            if new is not None:
                kept.append(new)
        outer.children = kept


def remark(code: str, message: str) -> Element:
    """An element that shows nothing and becomes a finding at its place."""
    return Element(REMARK, {"code": code, "message": message})


def preformatted(element: Element) -> str:
    """The words of an element with their spaces and ends of lines."""
    parts: list[str] = []
    stack: list[Element | str] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
        elif node.tag == "br" or (node.tag in {"div", "p", "li"} and parts and not parts[-1].endswith("\n")):
            parts.append("\n")
            stack.extend(reversed(node.children))
        else:
            stack.extend(reversed(node.children))
    return "".join(parts).replace("\u00a0", " ")
