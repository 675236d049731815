"""Tables and lists written in HTML within Markdown: their cells and items with their places."""

import html
import re

from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.text.expressions import later

_TABLE = later(r"<table\b[^>]*>(?P<body>(?:(?!<table\b).)*?)(?:</table\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_ROW = later(r"<tr\b[^>]*>(?P<row>.*?)(?=<tr\b|</tr\b|</t(?:head|body|foot|able)\b|\Z)", re.IGNORECASE | re.DOTALL)
_CELL = later(r"<(?P<tag>t[dh])\b[^>]*>(?P<cell>.*?)(?=<t[dh]\b|</t[dh]\b|\Z)", re.IGNORECASE | re.DOTALL)
_ITEM = later(r"<(?P<tag>li)\b[^>]*>(?P<item>.*?)(?=<li\b|</li\b|</?[uo]l\b|\Z)", re.IGNORECASE | re.DOTALL)
_OPEN = later(
    r"\s*<(?P<tag>p|b|i|u|em|strong|span|div|code|font|blockquote|center)\b[^>]*>\s*", re.IGNORECASE | re.DOTALL
)
_LINK = later(
    r"<a\b[^>]*?\bhref\s*=\s*(?P<q>[\"'])(?P<to>[^\"'\s]+)(?P=q)[^>]*>(?P<text>.*?)</a\s*>", re.IGNORECASE | re.DOTALL
)
_BREAK = later(r"<br\s*/?>|</(?:p|div|li|tr)\s*>", re.IGNORECASE)
_TAG = later(r"<[^>]*>")
_BLANKS = later(r"[ \t\r]*\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table, or one item of a list."""

    text: str
    """What it says, as Markdown without tags and entities."""
    span: Span
    """The characters of its words, the tags around all of them left out."""
    is_plain: bool
    """Whether the words stand there as ``text`` says them, so that others can be written in their place."""
    is_head: bool
    """Whether it is a cell of names, ``th``."""


def rows_in(text: str, offset: int = 0) -> list[list[Cell]]:
    """The rows of the tables in a text that starts at ``offset``; those of tables within tables are left out."""
    found = []
    for table in _TABLE.finditer(text):
        for row in _ROW.finditer(text, *table.span("body")):
            cells = [_cell(text, *m.span("cell"), offset, m["tag"]) for m in _CELL.finditer(text, *row.span("row"))]
            if cells:
                found.append(cells)
    return found


def items_in(text: str, offset: int = 0) -> list[Cell]:
    """The items of the lists in a text that starts at ``offset``, those of lists within items after them."""
    if "<li" not in text.lower():
        return []
    return [_cell(text, *m.span("item"), offset, m["tag"]) for m in _ITEM.finditer(text) if m["item"].strip()]


def around_items(text: str) -> str:
    """What a text says outside of its lists' items."""
    return said_in(_ITEM.sub("", text))


def _cell(text: str, start: int, end: int, offset: int, tag: str) -> Cell:
    start, end = _trimmed(text, start, end)
    while (around := _OPEN.match(text, start, end)) is not None:
        close = f"</{around['tag'].lower()}>"
        if not text[start:end].lower().endswith(close) or text[start:end].lower().count(close) > 1:
            break
        start, end = _trimmed(text, around.end(), end - len(close))
    raw = text[start:end]
    said = said_in(raw)
    return Cell(
        text=said,
        span=Span(offset + start, offset + max(start, end)),
        is_plain=said == raw and "\n" not in raw,
        is_head=tag.lower() == "th",
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    lead = len(part) - len(part.lstrip())
    return min(start + lead, end), min(start + lead, end) + len(part.strip())


def said_in(raw: str) -> str:
    """What HTML in a cell says, as words of Markdown on lines of their own."""
    if "<" not in raw and "&" not in raw and "\n" not in raw:
        return raw
    marked = _LINK.sub(lambda m: f"[{_TAG.sub('', m['text']).strip()}]({m['to']})", _BLANKS.sub(" ", raw))
    lines = [html.unescape(_TAG.sub("", part)).strip() for part in _BREAK.split(marked)]
    return "\n".join(line for line in lines if line)
