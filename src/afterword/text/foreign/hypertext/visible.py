"""The words that HTML shows, taken from its text alone, to check the conversion against."""

import html
import re

from afterword.text.foreign.hypertext.elements import BLOCKS

_UNSEEN = re.compile(
    r"<!--.*?-->|<(script|style|template|head|noframes|ac:parameter|ac:task-id|ac:task-uuid|ac:task-status)\b[^>]*(?<!/)>"
    r".*?</\1\s*>",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"</?([A-Za-z][^\s/>]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|<[!?][^>]*>")
_APART = BLOCKS | {"br", "img", "body", "html", "input", "option", "button"}


def visible_text(text: str) -> str:
    """The words of a document without its mark-up; words that only in-line tags divide stay whole."""
    return html.unescape(_TAG.sub(_space, _UNSEEN.sub(" ", text)))


def _space(match: re.Match[str]) -> str:
    tag = (match.group(1) or "").lower()
    return " " if tag in _APART or ":" in tag else ""
