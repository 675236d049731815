"""reStructuredText, Sphinx's directives and roles included."""

import re

from afterword.text.foreign.original import Original
from afterword.text.foreign.restructured.reading import StructuredReader
from afterword.text.foreign.tree import Foreign

_UNDERLINED = re.compile(
    r"^(?!\s)(?![=\-`:'\"~^_*+#<>.]{3,}\s*$)(\S.*)\n([=\-`:'\"~^_*+#<>.])\2{2,}[ \t]*$", re.MULTILINE
)
_LITERAL = re.compile(r"(?<!`)``[^`\n]+``(?!`)")
_SIGNS = (
    re.compile(r"^\.\. [\w-]+(?::[\w-]+)?::(?:\s|$)", re.MULTILINE),  # a directive
    re.compile(r"^\.\. (?:_[^:\n]+:|\[[^\]\n]+\] )", re.MULTILINE),  # a target, a footnote
    re.compile(r":[a-z][\w:+.-]*:`[^`\n]+`"),  # a role
    _LITERAL,
    re.compile(r"`[^`<\n]+ <[^>\n]+>`__?"),  # a link
    re.compile(r"^:[A-Za-z][\w -]*:(?:\s|$)", re.MULTILINE),  # a field
    re.compile(r"^=+(?: +=+)+[ \t]*$|^\+[-=]+(?:\+[-=]+)+\+[ \t]*$", re.MULTILINE),  # a table
    re.compile(r"::[ \t]*\n[ \t]*\n[ \t]+\S"),  # code after a double colon
)
_MARKDOWN = (
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"^```", re.MULTILINE),
    re.compile(r"\]\([^)\s]{1,999}\)"),
    re.compile(r"^\|?[ \t]*:?-{3,}:?[ \t]*\|", re.MULTILINE),
    re.compile(r"^[-*] \[[ xX]\] ", re.MULTILINE),
    re.compile(r"\A---\s*\n.*?\n---\s*\n", re.DOTALL),
)

_HEAD = 1 << 18


def score(original: Original) -> float:
    """How far its signs outweigh those of Markdown, which shares underlined headings with it."""
    if original.is_binary or original.head.startswith(("<", "{")):
        return 0.0
    text = original.text.replace("\r\n", "\n")[:_HEAD]
    text = re.sub(r"^`{3,}[^`\n]*\n.*?^`{3,}", "", text, flags=re.MULTILINE | re.DOTALL)
    signs = sum(sign.search(text) is not None for sign in _SIGNS)
    titles = {mark for _, mark in _UNDERLINED.findall(text)}
    signs += bool(titles - {"=", "-"}) + bool(titles)
    against = sum(sign.search(text) is not None for sign in _MARKDOWN)
    if not titles and not _SIGNS[0].search(text):
        return 0.0
    if titles <= {"=", "-"} and signs <= 1:
        return 0.0
    if signs <= against:
        return 0.0
    # double back quotes under a ruled title are Markdown as well, a directive or a role is not
    start = 0.55 if signs - bool(titles) == 1 and _LITERAL.search(text) else 0.65
    return max(0.0, min(0.95, start + 0.1 * (signs - 1) - 0.25 * against))


def read(original: Original) -> Foreign:
    """The document; nothing outside of it is read, no raw piece is taken over."""
    return StructuredReader(original.text, original.name).read()
