"""Soft line breaks: where a source wraps a paragraph, Markdown reads a space."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from afterword.text.expressions import later

_STARTS = later(
    r"[ \t]*(?:[-*+](?:[ \t]|$)|\d{1,9}[.)](?:[ \t]|$)|#{1,6}(?:[ \t]|$)|>|\||```|~~~|\[\^?[^\]]+\]:"
    r"|(?:[-*_][ \t]*){3,}$|[-=]{2,}[ \t]*$|<(?!(?:https?:|mailto:|[\w.+-]+@)))"
)
_ENDS = later(r"(?:  |\\|<br\s*/?>[ \t]*|-->[ \t]*)$", re.IGNORECASE)
_ALONE = later(r"[ \t]*(?:#{1,6}[ \t]|>|\||<(?!(?:https?:|mailto:|[\w.+-]+@))|\[\^?[^\]]+\]:|[-=*_ \t]{2,}$)")
_FENCE = later(r"[ \t]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)?(```+|~~~+)")
_ROWS = later(r"[ \t|:-]*-[ \t|:-]*\|[ \t|:-]*$|[ \t]*\|[ \t|:-]+$")
_CODE = later(r"(?: {4}|\t)")
_WIDE = {"W", "F"}


def unwrap(text: str) -> str:
    """A text with its soft line breaks as spaces; paragraphs, lists, tables, code, and hard breaks keep their lines.

    shape: between two wide (Chinese, Japanese) characters nothing takes the place of the break.
    """
    return "\n".join(_lines(text)) if "\n" in text else text


def _lines(text: str) -> Iterator[str]:
    fence = ""
    stretch: list[str] = []
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and mark.group(1).startswith(fence) and not line.strip(" \t`~") else fence
            yield line
        elif mark or not line.strip():
            yield from _joined(stretch)
            stretch = []
            fence = mark.group(1) if mark else ""
            yield line
        else:
            stretch.append(line)
    yield from _joined(stretch)


def _joined(stretch: list[str]) -> list[str]:
    """The lines between two blank ones."""
    if len(stretch) < 2 or _CODE.match(stretch[0]) or any(_ROWS.match(line) for line in stretch):
        return stretch
    made = stretch[:1]
    for before, line in pairwise(stretch):
        if _STARTS.match(line) or _ENDS.search(before) or _ALONE.match(before):
            # a hard break at the end of a line that was joined to others stays one
            made[-1] += "  " if before.endswith("  ") and not made[-1].endswith("  ") else ""
            made.append(line)
        else:
            made[-1] = _with(made[-1].rstrip(), line.strip())
    return made


def _with(before: str, after: str) -> str:
    is_wide = all(unicodedata.east_asian_width(c) in _WIDE for c in (before[-1:], after[:1]) if c)
    return f"{before}{after}" if is_wide else f"{before} {after}"
