"""Rows of GFM tables, with the span of every cell, and what a cell can hold."""

import re
from functools import lru_cache

from afterword.model.span import Span

_CELL_END = re.compile(r"(?<!\\)(?:\\\\)*\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@lru_cache(maxsize=1 << 10)
def cells(line: str, offset: int) -> tuple[Span, ...]:
    """The cells of one row, without the spaces around them; pipes in code spans count as GFM says.

    shape: one span a cell; an empty cell is an empty span between its pipes.
    """
    body = line.rstrip()
    start = len(body) - len(body.lstrip())
    if body[start : start + 1] == ">" and (row := body[start:].lstrip("> \t")).startswith("|"):
        start = len(body) - len(row)  # a table within a quote
    if body[start : start + 1] == "|":
        start += 1
    bounds = []
    if "\\" in body:
        for match in _CELL_END.finditer(body, start):
            bounds.append((start, match.end() - 1))
            start = match.end()
    else:
        while (end := body.find("|", start)) >= 0:
            bounds.append((start, end))
            start = end + 1
    if start < len(body):
        bounds.append((start, len(body)))
    return tuple([_trim(line, a, b, offset) for a, b in bounds])


def _trim(line: str, start: int, end: int, offset: int) -> Span:
    text = line[start:end].lstrip()
    lead = end - start - len(text)
    if not text:
        middle = offset + start + min(1, lead)
        return Span(middle, middle)
    return Span(offset + start + lead, offset + start + lead + len(text.rstrip()))


def from_cell(text: str) -> str:
    r"""The value that a cell's text stands for: ``\|`` is a pipe, ``<br>`` a line break."""
    if "<" in text:
        text = "\n".join(part.strip() for part in _BREAK.split(text))
    return text.replace("\\|", "|").strip()


def to_cell(value: str) -> str:
    """The text that holds a value in one cell; ``from_cell`` gives the value back where it can be held."""
    return re.sub(r"\r\n|\r|\n", "<br>", value.strip()).replace("|", "\\|")


def row(values: list[str]) -> str:
    """A row of cells that are already in cell form."""
    return "| " + " | ".join(values) + " |" if any(values) else "|" + " |" * len(values)
