"""Lists and definition lists of HTML."""

from collections.abc import Iterator

from afterword.text.foreign.hypertext.elements import Element
from afterword.text.foreign.hypertext.flow import Flow
from afterword.text.foreign.hypertext.styles import Style
from afterword.text.foreign.tree import Block, Definition, Definitions, Item, ItemList

_LISTS = frozenset({"ul", "ol", "menu", "dir"})


def list_block(flow: Flow, element: Element, style: Style) -> Iterator[Block]:
    """A list; what stands in it outside of items belongs to the item before."""
    items: list[Item] = []
    for child in element.children:
        if isinstance(child, str):
            if child.strip():
                items.append(Item(blocks=flow.blocks([child], style)))
        elif child.tag == "li":
            items.append(_item(flow, child, style))
        else:
            blocks = flow.blocks([child], style)
            if items and child.tag in _LISTS:
                items[-1] = Item(blocks=(*items[-1].blocks, *blocks), checked=items[-1].checked)
            elif blocks:
                items.append(Item(blocks=blocks))
    start = _number(element.attrs.get("start", "1")) if element.tag == "ol" else None
    if items:
        yield ItemList(items=tuple(items), start=start)


def _item(flow: Flow, element: Element, style: Style) -> Item:
    style = flow.style_of(element).over(style)
    return Item(blocks=flow.blocks(element.children, style), checked=_checked(element))


def _checked(element: Element) -> bool | None:
    """The state of the check box that an item starts with."""
    if "data-checked" in element.attrs:
        return element.attrs["data-checked"] == "true"
    for inner in element.walk():
        if inner is not element and inner.tag in _LISTS:
            return None
        if inner.tag == "input" and inner.attrs.get("type", "").lower() == "checkbox":
            return "checked" in inner.attrs
    return None


def _number(text: str) -> int:
    return int(text) if text.strip().isascii() and text.strip().isdigit() and len(text.strip()) <= 9 else 1


def definitions(flow: Flow, element: Element, style: Style) -> Definitions:
    """A definition list; several definitions of one term stand under it."""
    entries: list[Definition] = []
    waiting: list[Element] = [
        inner for child in element.elements() for inner in (child.elements() if child.tag == "div" else [child])
    ]
    for child in waiting:
        if child.tag == "dt":
            term = tuple(flow.inlines(child.children, style))
            entries.append(Definition(term=term, blocks=()))
            continue
        blocks = flow.blocks(child.children if child.tag == "dd" else [child], style)
        if entries:
            entries[-1] = Definition(term=entries[-1].term, blocks=(*entries[-1].blocks, *blocks))
        elif blocks:
            entries.append(Definition(term=(), blocks=blocks))
    return Definitions(entries=tuple(entries))
