"""Confluence's storage format: the XHTML of a page with its macros, alone or in the JSON of the REST API."""

import json
import re

from afterword.errors import InputError
from afterword.text.foreign.hypertext.elements import Element
from afterword.text.foreign.hypertext.reading import Page
from afterword.text.foreign.hypertext.storage import as_html, prepare
from afterword.text.foreign.original import Original
from afterword.text.foreign.tree import Foreign

_MARK = re.compile(r"<(?:ac|ri):[a-z-]+")
_JSON = re.compile(r"\{.*?\"(?:body|storage|results)\"\s*:", re.DOTALL)


def score(original: Original) -> float:
    """0.95 for the JSON of a page, 0.9 for mark-up with Confluence's own elements."""
    head = original.head
    if head.startswith("{"):
        return (
            0.95
            if _JSON.match(head) and re.search(r"\"(?:storage|view|export_view)\"\s*:\s*\{", original.text)
            else 0.0
        )
    return 0.9 if head.startswith("<") and _MARK.search(original.text) else 0.0


def read(original: Original) -> Foreign:
    """The page: macros become what Markdown has for them, the others are named in a remark."""
    text, title, properties = _from_json(original) if original.head.startswith("{") else (original.text, "", [])
    page = Page(as_html(text))
    prepare(page)
    page.properties += properties
    if title:
        page.title = Element("h1", {}, [title])
    return page.finished()


def _from_json(original: Original) -> tuple[str, str, list[tuple[str, str]]]:
    """The mark-up, the title, and what else the JSON of a page says."""
    try:
        page = json.loads(original.text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{original.name}: broken JSON: {error}") from error
    body = page.get("body") if isinstance(page, dict) else None
    forms = body if isinstance(body, dict) else {}
    found: dict[str, object] = next(
        (forms[name] for name in ("storage", "export_view", "view") if isinstance(forms.get(name), dict)), {}
    )
    value = found.get("value")
    if not isinstance(value, str):
        raise InputError(f"{original.name}: the JSON of a page without body.storage.value")
    title = page.get("title")
    named = [(name, page[name]) for name in ("id", "type", "status") if isinstance(page.get(name), str)]
    return value, title if isinstance(title, str) else "", named
