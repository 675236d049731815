"""HTML that Google Docs exported."""

import re
import urllib.parse

from afterword.text.foreign.hypertext.elements import Element, remark
from afterword.text.foreign.hypertext.reading import Page
from afterword.text.foreign.hypertext.recognising import score_by
from afterword.text.foreign.original import Original
from afterword.text.foreign.tree import Foreign

_MARK = re.compile(
    r"lst-kix_|doc-content|docs-internal-guid-|https://www\.google\.com/url\?q=|\bcmnt_ref\d|\bftnt_ref\d"
)
_LIST = re.compile(r"lst-(kix_[\w]+?)-(\d)$")
_LONGEST_SIGN = 6
_NOTE = re.compile(r"#?(ftnt|cmnt)(_ref)?(\d+|[a-z]+)$")


def score(original: Original) -> float:
    """By its marks."""
    return score_by(_MARK, original)


def read(original: Original) -> Foreign:
    """The document: emphasis by its classes, lists by theirs, notes, comments, links without Google's redirection."""
    page = Page(original.text)
    page.is_word_processed = True
    comments = _take_notes(page)
    for element in list(page.body.walk()):
        _prepare(element)
        element.children = _nested(element.children)
    title = next((e for e in page.body.walk() if e.tag == "p" and e.has_class("title") and e.text().strip()), None)
    if title is not None:
        page.drop(title)
        page.title = title
    if comments:
        levels = sorted(e.tag for e in page.body.walk() if re.fullmatch(r"h[1-6]", e.tag))
        heading = Element(levels[0] if levels else "h2", {}, ["Comments in the original"])
        page.body.children += [heading, Element("ul", {}, list(comments))]
    return page.finished()


def _prepare(element: Element) -> None:
    href = element.attrs.get("href", "")
    if href.startswith(("https://www.google.com/url?", "http://www.google.com/url?")):
        asked = urllib.parse.parse_qs(urllib.parse.urlsplit(href).query)
        element.attrs["href"] = (asked.get("q") or asked.get("url") or [href])[0]
    if element.tag in {"p", "li"} and re.search(r"list-style-type:\s*none", element.attrs.get("style", "")):
        element.attrs.pop("style")


def _nested(children: list[Element | str]) -> list[Element | str]:
    """Lists that stand one after another and name their depth, within one another."""
    done: list[Element | str] = []
    open_lists: list[tuple[str, int, Element]] = []
    for child in children:
        named = next((m for c in child.classes if (m := _LIST.match(c))), None) if isinstance(child, Element) else None
        if named is None or not isinstance(child, Element) or child.tag not in {"ul", "ol"}:
            if isinstance(child, Element) or child.strip():
                open_lists = []
            done.append(child)
            continue
        name, depth = named.group(1), int(named.group(2))
        while open_lists and open_lists[-1][1] > depth:
            open_lists.pop()
        if open_lists and open_lists[-1][:2] == (name, depth) and open_lists[-1][2].tag == child.tag:
            open_lists[-1][2].children += child.children
            continue
        if open_lists and open_lists[-1][1] == depth:
            open_lists.pop()
        if open_lists and open_lists[-1][2].elements():
            open_lists[-1][2].elements()[-1].children.append(child)
        else:
            done.append(child)
        open_lists.append((name, depth, child))
    return done


def _take_notes(page: Page) -> list[Element]:
    """Take notes and comments out of the end of the page; references become marks, comments items of a list."""
    bodies: dict[tuple[str, str], Element] = {}
    for parent in list(page.body.walk()):
        for child in parent.elements():
            anchor = next((e for e in child.walk() if e.tag == "a" and _NOTE.match(e.attrs.get("id", ""))), None)
            named = _NOTE.match(anchor.attrs["id"]) if anchor and child.tag in {"p", "div"} else None
            if named and anchor and not named.group(2) and (child.tag == "p" or len(_ids(child)) == 1):
                if len(anchor.text().strip()) <= _LONGEST_SIGN:
                    _without(child, anchor)
                key = (named.group(1), named.group(3))
                held = bodies.setdefault(key, Element("div"))
                held.children.append(child)
                parent.remove(child)
                rules = [e for e in page.body.elements() if e.tag == "hr"]
                if named.group(1) == "ftnt" and rules:
                    page.body.remove(rules[-1])
    comments: list[Element] = []
    for element in list(page.body.walk()):
        if element.tag == "a" and (named := _NOTE.match(element.attrs.get("href", ""))) and not named.group(2):
            _refer(page, element, bodies.pop((named.group(1), named.group(3)), None), named, comments)
    # what nothing refers to stays where it was, at the end
    page.body.children += [child for body in bodies.values() for child in body.children]
    return comments


def _ids(element: Element) -> list[str]:
    return [e.attrs["id"] for e in element.walk() if e.tag == "a" and _NOTE.match(e.attrs.get("id", ""))]


def _without(element: Element, inner: Element) -> None:
    for holder in element.walk():
        if inner in holder.elements():
            holder.remove(inner)
            return


def _refer(page: Page, mark: Element, body: Element | None, named: re.Match[str], comments: list[Element]) -> None:
    kind, number = named.group(1), named.group(3)
    sign = mark.text().strip()
    mark.attrs.pop("href")
    if kind == "ftnt" and number in page.notes:
        body = page.notes[number]
    if body is None:
        return
    if kind == "ftnt":
        mark.tag, mark.children = "#note", []
        mark.attrs["key"] = number
        page.notes[number] = body
        return
    mark.tag, mark.children = "span", [remark("IM106", f"The comment {sign} on this place stands at the end.")]
    said = body.children if len(body.children) > 1 else [c for p in body.elements() for c in _lines(p)]
    comments.append(Element("li", {}, [f"{sign} ", *said]))


def _lines(element: Element) -> list[Element | str]:
    """The words of a paragraph, however deep it stands."""
    while element.tag == "div" and len(element.elements()) == 1 and len(element.children) == 1:
        element = element.elements()[0]
    return element.children
