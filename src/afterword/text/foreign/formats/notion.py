"""HTML that Notion exported."""

import re

from afterword.text.foreign.hypertext.elements import BLOCKS, Element
from afterword.text.foreign.hypertext.reading import Page
from afterword.text.foreign.original import Original
from afterword.text.foreign.tree import Foreign

_CONTENT = frozenset({"h1", "h2", "h3", "table", "ul", "ol", "pre"})


def score(original: Original) -> float:
    """0.95 for its article with a page title."""
    head = original.head
    if not head.startswith("<"):
        return 0.0
    return 0.95 if re.search(r'<article[^>]*class="page\b', head) and "page-title" in head else 0.0


def read(original: Original) -> Foreign:
    """The page: its title, its properties as fields, to-do lists, call-outs, toggles."""
    page = Page(original.text)
    title = page.root.first("h1", css="page-title")
    if title is not None:
        page.drop(title)
        page.title = title
    for element in list(page.body.walk()):
        _prepare(element)
    return page.finished()


def _prepare(element: Element) -> None:
    if element.tag == "table" and element.has_class("properties"):
        _fields(element)
    elif element.tag == "ul" and element.has_class("to-do-list"):
        _boxes(element)
    elif element.tag == "figure" and element.has_class("callout"):
        element.tag = "blockquote"
        element.attrs["data-alert"] = "NOTE"
        for inner in element.elements():
            if inner.first("span", css="icon") is not None:
                inner.tag = "span"  # the icon stands in the line of the words, not above them
                inner.children.append(" ")
            else:
                inner.tag = (
                    "div" if any(child.tag in BLOCKS for child in inner.walk() if child is not inner) else "span"
                )
    elif element.tag == "figure" and (annotation := element.first("annotation")) is not None:
        element.tag, element.children = "pre", [annotation.text()]
    elif element.tag == "math":
        element.children = [Element("code", {}, [a.text()]) for a in element.walk() if a.tag == "annotation"]
    elif element.tag == "a" and any(child.tag == "img" for child in element.elements()):
        images = [child for child in element.elements() if child.tag == "img"]
        if images[0].attrs.get("src") == element.attrs.get("href"):
            element.attrs.pop("href", None)


def _fields(table: Element) -> None:
    """The table of a page's properties as fields."""
    if any(inner.tag in _CONTENT for inner in table.walk() if inner is not table):
        return  # an end tag is missing, and half the page stands in it
    fields: list[Element | str] = []
    for row in table.walk():
        cells = row.elements()
        if row.tag == "tr" and len(cells) >= 2:
            name = " ".join(cells[0].text().split())
            for value in cells[1].elements():
                if value.has_class("selected-value", "user") and value is not cells[1].elements()[-1]:
                    value.children.append(", ")
            rest = [inner for cell in cells[2:] for inner in cell.children]
            fields.append(Element("#field", {"name": name}, [*cells[1].children, *rest]))
        elif row.tag == "tr":
            fields.append(Element("p", {}, [inner for cell in cells for inner in cell.children]))
    table.tag, table.children = "div", fields


def _boxes(element: Element) -> None:
    for item in element.elements():
        box = item.first(css="checkbox")
        if item.tag == "li" and box is not None:
            item.attrs["data-checked"] = "true" if box.has_class("checkbox-on") else "false"
            box.tag = "span"
