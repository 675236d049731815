"""Markdown as the field writes it (CommonMark, GFM, footnotes), read into tokens; raw HTML stays text."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

MAX_LEVEL = 16
"""Blocks nested deeper (a quotation is one level, a list two) are shown as the text they are."""

MAX_INLINE = 20_000
"""Characters of a paragraph or cell in which emphasis, links, and the like are looked for."""

_COMMENT = re.compile("<!--.*?-->", re.DOTALL)
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?P<attributes>(?:\s+[A-Za-z_:@][\w:.-]*"
    r"(?:\s*=\s*(?:\"[^\"<>]{0,2000}\"|'[^'<>]{0,2000}'|[^\s\"'=<>`]{1,2000}))?){0,20})\s*/?>"
)
_ATTRIBUTE = re.compile(r"([A-Za-z_:@][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))")
_WRAPPERS = {
    "b": "strong",
    "strong": "strong",
    "summary": "strong",
    "th": "strong",
    "i": "em",
    "em": "em",
    "del": "s",
    "s": "s",
    "strike": "s",
}
_NEUTRAL = frozenset(
    [
        "details",
        "div",
        "center",
        "span",
        "font",
        "small",
        "big",
        "sub",
        "sup",
        "u",
        "ins",
        "mark",
        "p",
        "section",
        "article",
        "picture",
        "figure",
        "figcaption",
        "a",
        "ul",
        "ol",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "abbr",
        "kbd",
        "code",
        "wbr",
    ]
)
_BREAKS = frozenset({"br", "li", "tr"})


@cache
def parser() -> MarkdownIt:
    """The one parser; its tokens carry line ranges, and it never passes HTML through."""
    made = MarkdownIt("commonmark", {"html": False, "maxNesting": 60}).enable(["table", "strikethrough"])
    made.use(footnote_plugin).disable(["footnote_inline", "footnote_tail"])
    made.block.ruler.before("table", "too_deep", _too_deep)
    made.core.ruler.at("inline", _inline)
    made.inline.ruler.before("autolink", "comment", _comment)
    made.inline.ruler.before("autolink", "tag", _tag)
    return made


def _inline(state: StateCore) -> None:
    """Read the inlines of each block, but of endless ones, whose reading would take endless time, the words alone."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = []
        if len(token.content) <= MAX_INLINE:
            state.md.inline.parse(token.content, state.md, state.env, token.children)
            continue
        for line in _COMMENT.sub("", token.content).split("\n"):
            token.children += [Token("text", "", 0, content=line), Token("softbreak", "br", 0)]


def _too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Text beyond the deepest level, kept as text: the parser itself would drop it."""
    if state.level < MAX_LEVEL:
        return False
    if not silent:
        token = state.push("plain_text", "", 0)
        token.content = state.getLines(start, end, state.blkIndent, keepLastLF=False)
        token.map = [start, end]
        state.line = end
    return True


def _comment(state: StateInline, silent: bool) -> bool:  # noqa: ARG001  # the parser's signature
    """A comment that is still there, for instance behind a fence that its list item closed: not for readers."""
    if not state.src.startswith("<!--", state.pos):
        return False
    end = state.src.find("-->", state.pos + 4)
    if end < 0 or end + 3 > state.posMax:
        return False
    state.pos = end + 3
    return True


def _tag(state: StateInline, silent: bool) -> bool:
    """An HTML tag whose meaning survives without HTML; any other stays text."""
    if state.src[state.pos] != "<":
        return False
    match = _TAG.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    name, closing = match["name"].lower(), bool(match["close"])
    if name not in _NEUTRAL and name not in _BREAKS and name not in _WRAPPERS and name != "img":
        return False
    if not silent:
        _push(state, name, closing, match["attributes"])
    state.pos = match.end()
    return True


def _push(state: StateInline, name: str, closing: bool, attributes: str) -> None:
    given = {key.lower(): a or b or c for key, a, b, c in _ATTRIBUTE.findall(attributes)}
    if name == "img" and given.get("src"):
        token = state.push("image", "img", 0)
        token.attrs = {"src": given["src"], "title": given.get("title", "")}
        token.content = given.get("alt", "")
    elif name == "a" and (closing or "href" in given):
        token = state.push("link_close" if closing else "link_open", "a", 0)
        token.attrs = {"href": given.get("href", "")}
    elif name in _WRAPPERS:
        state.push(f"{_WRAPPERS[name]}_{'close' if closing else 'open'}", name, 0)
    elif name in _BREAKS and not closing:
        state.push("hardbreak", "br", 0)
