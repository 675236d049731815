"""HTML and XML, sound or not: words, comments, attributes, and what stands in scripts and styles."""

import re
from collections.abc import Iterator
from html import unescape

from afterword.publish.leaktest.files.place import Place

_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)|<!\[CDATA\[(.*?)(?:\]\]>|\Z)|<[!?]([^<>]*)>", re.DOTALL)
_RAW = re.compile(r"<(script|style)\b[^>]*>(.*?)(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)/?>")
_ATTRIBUTE = re.compile(r"([\w:.@-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))")
_POLICY = "Content-Security-Policy"
_INLINE = frozenset({
    "a", "b", "strong", "i", "em", "s", "del", "u", "code", "span", "sup", "sub", "small", "wbr", "text", "tspan",
    "w:r", "w:t", "w:rPr", "w:b", "w:i", "w:u", "w:rFonts", "w:sz", "w:color", "w:hyperlink", "w:lang", "w:strike",
    "w:vertAlign", "w:proofErr", "w:bookmarkStart", "w:bookmarkEnd", "w:noProof", "w:szCs", "w:bCs", "w:iCs",
    "w:lastRenderedPageBreak", "w:ins", "w:del", "w:delText", "w:moveFrom", "w:moveTo", "w:vanish", "w:instrText", "r",
    "t", "rPr", "a:rPr", "w:smartTag", "a:r", "a:t", "text:span", "text:a", "w:softHyphen",
})  # fmt: skip


def places(text: str) -> Iterator[Place]:
    """The words of a marked-up text with no space where only a tag for the look stands, then all that is not shown."""
    hidden: dict[Place, None] = {}

    def without(match: re.Match[str]) -> str:
        comment, cdata, declared = match.groups()
        if cdata is not None:
            return cdata
        name = "comment" if comment is not None else "declaration"
        hidden[Place(name=name, text=comment or declared or "")] = None
        return ""

    def raw(match: re.Match[str]) -> str:
        hidden[Place(name=match[1].lower(), text=match[2], is_prose=False)] = None
        return "\n"

    def tag(match: re.Match[str]) -> str:
        for name, *values in _ATTRIBUTE.findall(match[3]):
            value = unescape("".join(values))
            said = name.lower() in _WORDS and _POLICY not in match[3]
            hidden[Place(name=f"{match[2]} {name}", text=value, is_prose=said)] = None
        return "" if match[2] in _INLINE else "\n"

    body = _TAG.sub(tag, _RAW.sub(raw, _COMMENT.sub(without, text)))
    yield Place(name="text", text=unescape(body))
    yield from hidden


_WORDS = frozenset({"alt", "title", "aria-label", "content", "summary", "href", "descr", "name", "value", "label"})
"""Attributes that hold words or addresses."""
