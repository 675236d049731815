"""The words that a page shows, taken from its elements before anything is made of them."""

from afterword.text.foreign.hypertext.elements import BLOCKS, Element

_UNSEEN = frozenset(
    {
        "head",
        "title",
        "style",
        "ac:parameter",
        "ac:task-id",
        "ac:task-uuid",
        "ac:task-status",
        "ac:placeholder",
        "ac:adf-attribute",
        "ac:adf-fallback",
    }
)
_APART = BLOCKS | {"br", "img", "input", "option", "button"}


def visible_text(body: Element) -> str:
    """The words of a page without its mark-up; words that only in-line tags divide stay whole."""
    parts: list[str] = []
    stack: list[Element | str] = [body]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
        elif node.tag not in _UNSEEN:
            gap = [" "] if node.tag in _APART or ":" in node.tag else []
            stack.extend([*gap, *reversed(node.children), *gap])
    return "".join(parts)
