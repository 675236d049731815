"""What a wiki puts around its pages: navigation, tables of contents, footers stand beside the text, not in it."""

import json
from functools import cache
from pathlib import Path

from afterword.text.foreign.hypertext.elements import Element
from afterword.text.foreign.hypertext.reading import Page

_LEAST_SHARE = 0.5


@cache
def _signs() -> dict[str, dict[str, frozenset[str]]]:
    loaded = json.loads(Path(__file__).with_name("frames.json").read_text(encoding="utf-8"))
    return {part: {kind: frozenset(names) for kind, names in kinds.items()} for part, kinds in loaded.items()}


def take_frame(page: Page) -> None:
    """Set aside what stands beside the text of a page; none of its words is lost.

    An element that calls itself the content counts as that where it holds at least half of the words.
    """
    page.set_aside_all(lambda element: _is(element, "beside"))
    content = _content(page.body)
    if content is not None:
        _leave_only(page, content)


def _is(element: Element, part: str) -> bool:
    signs = _signs()[part]
    return (
        element.tag in signs["tags"]
        or element.attrs.get("role") in signs["roles"]
        or element.attrs.get("id") in signs["ids"]
        or not signs.get("classes", frozenset()).isdisjoint(element.classes)
    )


def _content(body: Element) -> Element | None:
    least = _LEAST_SHARE * len(body.text().split())
    found = [e for e in body.walk() if e is not body and _is(e, "content")]
    return next((e for e in found if len(e.text().split()) >= max(least, 1)), None)


def _leave_only(page: Page, content: Element) -> None:
    """Set aside everything but an element; a heading before it stays where it has no title of its own."""
    has_title = content.first("h1") is not None
    within = {id(element) for element in content.walk()}
    outside = [e for e in page.body.walk() if e.tag == "h1" and id(e) not in within]
    if not has_title and len(outside) == 1:
        page.drop(outside[0])
        page.title = outside[0]
    parents = {id(child): element for element in page.body.walk() for child in element.elements()}
    inner = content
    while (parent := parents.get(id(inner))) is not None:
        for child in parent.elements():
            if child is not inner:
                page.set_aside(child, parent)
        words = " ".join(" ".join(c.split()) for c in parent.children if isinstance(c, str)).strip()
        page.aside += [words] if words else []
        parent.children = [inner]
        inner = parent
