"""HTML that Word or Outlook wrote, whose lists are paragraphs with typed markers."""

import re

from afterword.text.foreign.hypertext.elements import Element, preformatted
from afterword.text.foreign.hypertext.reading import Page
from afterword.text.foreign.hypertext.visible import visible_text
from afterword.text.foreign.original import Original
from afterword.text.foreign.tree import Foreign

_MARK = re.compile(
    r"urn:schemas-microsoft-com:office:(?:word|office)|class=[\"']?Mso[A-Z]|content=[\"']?Microsoft Word"
)
_LEVEL = re.compile(r"mso-list:\s*l\d+\s+level(\d)")
_NUMBER = re.compile(r"\(?(\d{1,4})[.)]$")
_LETTER = re.compile(r"\(?[A-Za-z]{1,4}[.)]$")
_TYPED = re.compile(r"\s*(\(?(?:\d{1,4}|[A-Za-z])[.)]|[·•§▪o\u00d8\uf0b7\uf0a7-])\s+")


def score(original: Original) -> float:
    """0.88 for its classes or its name spaces."""
    return 0.88 if original.head.startswith("<") and _MARK.search(original.text) else 0.0


def read(original: Original) -> Foreign:
    """The document: its title by its class, its lists by their markers."""
    page = Page(original.text)
    page.is_word_processed = True
    for element in list(page.body.walk()):
        element.children = _listed(element.children)
    page.visible = visible_text(page.body)  # the markers of lists are mark-up, not words
    title = next((e for e in page.body.walk() if e.has_class("MsoTitle") and e.text().strip()), None)
    if title is not None:
        page.drop(title)
        page.title = title
    return page.finished()


def _listed(children: list[Element | str]) -> list[Element | str]:
    """Paragraphs that are items, as lists within lists."""
    done: list[Element | str] = []
    waiting: list[tuple[int, Element]] = []
    for child in children:
        item = _item(child) if isinstance(child, Element) else None
        if item is not None:
            waiting.append(item)
        elif isinstance(child, Element) or child.strip():
            done += [*_nested(waiting), child]
            waiting = []
    return [*done, *_nested(waiting)]


def _item(paragraph: Element) -> tuple[int, Element] | None:
    """The depth of an item and a list that holds only it; None for a paragraph that is none."""
    style = paragraph.attrs.get("style", "")
    level = _LEVEL.search(style)
    named = any(name.startswith("MsoListParagraph") for name in paragraph.classes)
    if paragraph.tag != "p" or not (level or named):
        return None
    sign = _taken_marker(paragraph)
    if sign is None:
        return None
    number = _NUMBER.match(sign)
    is_numbered = number is not None or _LETTER.match(sign) is not None
    attrs = {"start": number.group(1)} if number else {}
    item = Element("li", {}, paragraph.children)
    return int(level.group(1)) if level else 1, Element("ol" if is_numbered else "ul", attrs, [item])


def _taken_marker(paragraph: Element) -> str | None:
    """The marker of an item, taken out of it; None where there is none."""
    for holder in paragraph.walk():
        for child in holder.elements():
            if re.search(r"mso-list:\s*Ignore", child.attrs.get("style", "")):
                holder.remove(child)
                return " ".join(child.text().split())
    match = _TYPED.match(preformatted(paragraph))
    if match is None:
        return None
    _cut(paragraph, match.end())
    return match.group(1)


def _cut(element: Element, left: int) -> int:
    """Take so many characters from the start of an element; how many are still to be taken after it."""
    for at, child in enumerate(element.children):
        if isinstance(child, Element):
            left = _cut(child, left)
        elif left:
            element.children[at], left = child[left:], max(left - len(child), 0)
    return left


def _nested(items: list[tuple[int, Element]]) -> list[Element]:
    done: list[Element] = []
    stack: list[tuple[int, Element]] = []
    for depth, made in items:
        while stack and stack[-1][0] > depth:
            stack.pop()
        if stack and stack[-1][0] == depth and stack[-1][1].tag == made.tag:
            stack[-1][1].children += made.children
            continue
        if stack and stack[-1][0] == depth:
            stack.pop()
        if stack:
            stack[-1][1].elements()[-1].children.append(made)
        else:
            done.append(made)
        stack.append((depth, made))
    return done
