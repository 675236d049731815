"""Words of the evidence made safe to stand in a Markdown document, and short enough to be read there."""

import re

from afterword.text.expressions import later

_HTML = later(r"<(?=[A-Za-z/!?])")
_EMPHASIS = later(r"\*|(?<![A-Za-z0-9])_+|_+(?![A-Za-z0-9])|~~")
_BRACKET = later(r"\[(?=\^|[^\]]*\][(\[:]|[ xX]\])")
_FENCE = later(r"`{3,}")
_LEAD = later(r"^(?=#{1,6}\s|>|[-+*]\s|\d+[.)]\s|\|)")
_LONGEST = 280


def one_line(text: str | None, longest: int = _LONGEST) -> str:
    """The text's words on one line, cut at a word where there are too many.

    shape: code fences become spaces; a line break becomes a space.
    """
    words = " ".join(_FENCE.sub(" ", text or "").split())
    if len(words) <= longest:
        return words
    return words[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + " \u2026"


def safe(text: str) -> str:
    """The text with what Markdown or HTML would take for more than words escaped.

    shape: comments cannot open, so nothing in the evidence can pose as the document's own notation;
    code spans in pairs of backticks stay.
    """
    if text.count("`") % 2:
        text = text.replace("`", "'")
    parts = re.split(r"(`[^`]*`)", text)
    return _LEAD.sub(r"\\", "".join(part if index % 2 else _escaped(part) for index, part in enumerate(parts)))


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\")
    text = _EMPHASIS.sub(lambda found: "".join("\\" + c for c in found.group()), text)
    return _HTML.sub("&lt;", _BRACKET.sub(r"\\[", text))
