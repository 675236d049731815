"""Confluence's own elements as HTML: macros, links, images, tasks."""

import html
import re

from afterword.text.foreign.hypertext.elements import BLOCKS, Element, remark, rewrite
from afterword.text.foreign.hypertext.reading import Page
from afterword.text.foreign.hypertext.tasks import assign

_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_CLOSED = re.compile(r"<([A-Za-z][\w:.-]*)((?:\s[^<>]*?)?)\s*/>")
_VOID = frozenset({"br", "hr", "img", "col", "input", "wbr", "meta", "link", "area", "base", "source", "track"})
_BODIES = frozenset({"div", "ac:plain-text-body", "ac:link-body", "ac:plain-text-link-body"})
_OWN = frozenset({"ac:parameter", "ac:task-id", "ac:task-uuid", "ac:task-status", "ac:caption", "ac:default-parameter"})
_ALERTS = {"info": "NOTE", "note": "WARNING", "warning": "CAUTION", "tip": "TIP", "success": "TIP", "error": "CAUTION"}
_CODES = frozenset(
    {"code", "noformat", "mermaid", "mermaid-cloud", "plantuml", "latex-block", "mathblock", "html", "sql"}
)
_FRAMES = frozenset(
    [
        "panel",
        "section",
        "column",
        "excerpt",
        "details",
        "expand",
        "ui-expand",
        "ui-expands",
        "ui-tab",
        "ui-tabs",
        "layout",
        "div",
        "span",
        "cloak",
        "show-if",
        "hide-if",
        "card",
        "deck",
        "easy-heading-free",
        "page-properties",
    ]
)
_GENERATED = frozenset(
    [
        "toc",
        "toc-zone",
        "children",
        "pagetree",
        "recently-updated",
        "contributors",
        "contentbylabel",
        "detailssummary",
        "attachments",
        "gallery",
        "change-history",
        "livesearch",
        "anchor",
        "profile-picture",
        "numberedheadings",
    ]
)
_EMOTICONS = {"tick": "✓", "cross": "✗", "warning": "⚠", "information": "ℹ", "question": "?", "plus": "+", "minus": "−"}


def as_html(text: str) -> str:
    """Storage format as HTML can be parsed: character data escaped, empty elements closed."""
    text = _CDATA.sub(lambda m: html.escape(m.group(1), quote=False), text)
    return _CLOSED.sub(
        lambda m: m.group() if m.group(1).lower() in _VOID else f"<{m.group(1)}{m.group(2)}></{m.group(1)}>", text
    )


def prepare(page: Page) -> None:
    """Rewrite the elements of a page."""
    rewrite(page.body, _changed)


def _changed(element: Element) -> Element | None:  # one line an element
    match element.tag:
        case "ac:structured-macro" | "ac:macro":
            return _with_the_rest(_macro(element), element)
        case "ac:link":
            return _with_the_rest(_link(element), element)
        case "ac:image":
            return _with_the_rest(_image(element), element)
        case "ac:task-list":
            return Element("ul", {}, element.children)
        case "ac:task":
            return _with_the_rest(_task(element), element)
        case "ac:emoticon":
            name = element.attrs.get("ac:name", "")
            shown = element.attrs.get("ac:emoji-fallback") or _EMOTICONS.get(name) or f":{name}:"
            return Element("span", {}, [shown])
        case "ac:placeholder":
            return None  # guidance of a template, which no reader of the page sees
        case "ac:inline-comment-marker":
            place = " ".join(element.text().split())[:60]
            said = f"A comment stood on {place!r}; exports leave its text out."
            return Element("span", {}, [*element.children, remark("IM106", said)])
        case "ac:adf-fallback" | "ac:adf-attribute":
            return None
        case "ac:adf-node" if element.attrs.get("type") == "panel":
            return Element("blockquote", {"data-alert": "NOTE"}, element.children)
        case "time" if not element.text().strip():
            element.children = [element.attrs.get("datetime", "")]
        case (
            "ac:layout"
            | "ac:layout-section"
            | "ac:layout-cell"
            | "ac:rich-text-body"
            | "ac:task-body"
            | "ac:adf-content"
            | "ac:adf-node"
            | "ac:adf-extension"
        ):
            element.tag = "div"
    return element


def _with_the_rest(made: Element | None, element: Element) -> Element | None:
    """What became of an element, and after it the words within that stand at no place where they should."""
    body = next((e for e in element.elements() if e.tag in _BODIES), None)
    rest = [c for c in element.children if c is not body and (c.strip() if isinstance(c, str) else not _is_known(c))]
    if not rest:
        return made
    if made is not None and made.tag == "li":
        made.children += rest
        return made
    return Element("div", {}, [*([made] if made else []), *rest])


def _is_known(child: Element) -> bool:
    return (child.tag.startswith("ri:") and not child.text().strip()) or child.tag in _OWN


def _parameter(macro: Element, name: str) -> str:
    found = (e for e in macro.elements() if e.tag == "ac:parameter" and e.attrs.get("ac:name", "") == name)
    return " ".join("".join(e.text() for e in found).split())


def _macro(macro: Element) -> Element | None:
    name = macro.attrs.get("ac:name", "")
    body = next((e for e in macro.elements() if e.tag in {"div", "ac:plain-text-body"}), None)
    inner = body.children if body else []
    title = _parameter(macro, "title")
    if name in _CODES or (body is not None and body.tag == "ac:plain-text-body"):
        language = _parameter(macro, "language") or (
            name.split("-")[0] if name in {"mermaid", "mermaid-cloud", "plantuml"} else ""
        )
        pre = Element("pre", {"class": f"language-{language}" if language else ""}, list(inner))
        return _under(title, [pre])
    if name in _ALERTS:
        return Element("blockquote", {"data-alert": _ALERTS[name]}, _under(title, inner).children)
    if name == "status":
        return Element("span", {}, [title])
    if name in {"jira", "jiraissues"}:
        return _jira(macro)
    if name in {"view-file", "viewpdf", "viewdoc", "viewxls", "multimedia"}:
        file = macro.first("ri:attachment")
        named = file.attrs.get("ri:filename", "") if file else _parameter(macro, "name")
        return Element("a", {"href": named}, [named]) if named else None
    if name in _FRAMES:
        return _under(title or _parameter(macro, "label") if name not in {"excerpt", "details"} else "", inner)
    if name in _GENERATED and not inner:
        return None
    return _unknown(macro, name, inner)


def _under(title: str, inner: list[Element | str]) -> Element:
    """A frame: its title as a line of its own, then its content; one that stands in a line stays there."""
    blocks = [c for c in inner if isinstance(c, Element) and any(e.tag in BLOCKS for e in c.walk())]
    if not title:
        return Element("div" if blocks else "span", {}, list(inner))
    return Element("div", {}, [Element("p", {}, [Element("b", {}, [title])]), *inner])


def _jira(macro: Element) -> Element:
    key, server = _parameter(macro, "key"), _parameter(macro, "server")
    if key:
        return Element("span", {"title": server}, [key])
    query = _parameter(macro, "jqlQuery") or _parameter(macro, "url")
    said = f"A list of issues that Confluence fetches when it shows the page was not in it: {query[:200]!r}."
    return Element("p", {}, [remark("IM107", said)])


def _unknown(macro: Element, name: str, inner: list[Element | str]) -> Element:
    given = [
        (e.attrs.get("ac:name", ""), " ".join(e.text().split())) for e in macro.elements() if e.tag == "ac:parameter"
    ]
    names = [
        e.attrs.get("ri:content-title") or e.attrs.get("ri:filename") for e in macro.walk() if e.tag.startswith("ri:")
    ]
    said = ", ".join([*(f"{n}={v}" for n, v in given if v), *(n for n in names if n)])
    code = "IM108" if name in {"include", "excerpt-include", "include-page"} else "IM107"
    what = "What it shows is on another page" if code == "IM108" else "Its words stay, what it does is lost"
    message = f"The macro {name!r} has no counterpart. {what}{f' ({said[:200]})' if said else ''}."
    return Element("div", {}, [Element("p", {}, [remark(code, message)]), *inner])


def _link(link: Element) -> Element:
    body = next((e for e in link.elements() if e.tag in {"ac:link-body", "ac:plain-text-link-body"}), None)
    words: list[Element | str] = list(body.children) if body else []
    for target in link.elements():
        if target.tag == "ri:user":
            who = (
                target.attrs.get("ri:username")
                or target.attrs.get("ri:account-id")
                or target.attrs.get("ri:userkey", "")
            )
            return Element("span", {"class": "user-mention"}, words or [f"@{who}"])
        if target.tag == "ri:page":
            title = target.attrs.get("ri:content-title", "")
            said = f"The link to the page {title!r} has no address here; its words stay."
            return Element("span", {}, [*(words or [title]), remark("IM117", said)])
        if target.tag == "ri:attachment":
            file = target.attrs.get("ri:filename", "")
            return Element("a", {"href": file}, words or [file])
        if target.tag == "ri:url":
            address = target.attrs.get("ri:value", "")
            return Element("a", {"href": address}, words or [address])
    return Element("span", {}, words)


def _image(image: Element) -> Element:
    alt = image.attrs.get("ac:alt") or image.attrs.get("ac:title") or ""
    caption = next((e.children for e in image.elements() if e.tag == "ac:caption"), [])
    source = ""
    for target in image.elements():
        source = source or target.attrs.get("ri:filename") or target.attrs.get("ri:value") or ""
    picture = Element("img", {"src": source, "alt": alt})
    return Element("div", {}, [picture, Element("p", {}, list(caption))]) if caption else picture


def _task(task: Element) -> Element:
    status = next((e.text().strip() for e in task.elements() if e.tag == "ac:task-status"), "")
    body = next((e for e in task.elements() if e.tag == "div"), Element("div"))
    made = Element("li", {"data-checked": "true" if status == "complete" else "false"}, list(body.children))
    assign(made)
    return made
