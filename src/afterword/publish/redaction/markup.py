"""Where Markdown has code, links, and addresses: what a pseudonym must not break."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.model.values import dataclass
from afterword.text.expressions import later

CODE: Final = later(
    r"^[ \t>]{0,12}(?P<fence>`{3,}+(?=[^\n`]*+\n)|~{3,}+)[^\n]*+\n(?:(?![ \t>]{0,12}(?P=fence))[^\n]*+\n)*+"
    r"(?:[ \t>]{0,12}(?P=fence)[`~]*+|[^\n]*+)|(?P<tick>`{1,8})(?!`)[^`\n]{1,400}(?P=tick)",
    re.MULTILINE,
)
"""Fences and spans of code."""
_INLINE: Final = later(
    r"!?\[(?P<words>(?:[^\[\]\\]|\\.|!?\[[^\[\]]{0,200}\](?:\([^()\s]{0,300}\))?){0,600})\]"
    r"\([ \t]{0,20}(?P<target>(?:<[^<>\n]{0,2000}>|(?:[^\s()\\]|\\.|\([^()\s]{0,300}\)){0,2000}))"
    r"(?P<title>[ \t\n]{1,20}(?:\"[^\"]{0,300}\"|'[^']{0,300}'|\([^()]{0,300}\)))?[ \t]{0,20}\)"
)
_DEFINITION: Final = later(
    r"^[ \t>]{0,6}\[(?P<label>(?!\^)[^\[\]\n]{1,200})\]:[ \t]{0,20}(?P<target><[^<>\n]{0,2000}>|\S{1,2000})[^\n]*+\n?+",
    re.MULTILINE,
)
_REFERENCE: Final = later(r"!?\[(?P<words>(?!\^)[^\[\]\n]{1,300})\](?:\[(?P<label>[^\[\]\n]{0,200})\])?(?![(:\[])")
_AUTOMATIC: Final = later(
    r"<(?P<target>[A-Za-z][A-Za-z0-9+.\-]{1,31}:[^\s<>]{0,2000}|[\w.!#$%&'*+/=?^`{|}~\-]{1,64}@[\w.\-]{1,253})>"
)
_ATTRIBUTE: Final = later(
    r"\b(?:href|src|cite|action|poster|data)[ \t]{0,8}=[ \t]{0,8}(?P<quote>[\"'])(?P<target>[^\"'\n]{0,2000})(?P=quote)"
)
_ADDRESS: Final = later(r"[A-Za-z][A-Za-z0-9+.\-]{1,31}://[^\s<>\"'`|]{1,2000}|\bmailto:[^\s<>\"'`|)]{1,300}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link, an image, or an address that is one by itself."""

    start: int
    """Its first character."""
    end: int
    """The character after its last."""
    target: tuple[int, int]
    """Where its target stands, or its label where the target stands elsewhere."""
    words: tuple[int, int] | None
    """Where the words stand that readers see; None for a definition, which nobody sees, and an attribute."""
    label: str | None = None
    """The label of a definition, and of a link to one, as they are compared; None otherwise."""
    is_attribute: bool = False
    """Whether it is an attribute of HTML."""


def links_of(text: str) -> Iterator[Link]:
    """The links of a Markdown text, code left out."""
    hidden = CODE.sub(lambda found: "\ue000" * len(found[0]), text)
    for found in _INLINE.finditer(hidden):
        yield Link(start=found.start(), end=found.end(), target=found.span("target"), words=found.span("words"))
    for found in _DEFINITION.finditer(hidden):
        yield Link(
            start=found.start(), end=found.end(), target=found.span("target"), words=None, label=_key(found["label"])
        )
    for found in _REFERENCE.finditer(hidden):
        label = _key(found["label"] or found["words"])
        yield Link(start=found.start(), end=found.end(), target=(0, 0), words=found.span("words"), label=label)
    for found in _AUTOMATIC.finditer(hidden):
        yield Link(start=found.start(), end=found.end(), target=found.span("target"), words=found.span("target"))
    for found in _ATTRIBUTE.finditer(hidden):
        target = found.span("target")
        yield Link(start=target[0], end=target[1], target=target, words=None, is_attribute=True)


def addresses_of(text: str) -> Iterator[tuple[int, int]]:
    """Where addresses stand, as links or in the text: within them is no place for blanks."""
    for found in _ADDRESS.finditer(text):
        yield found.span()


def _key(label: str) -> str:
    return " ".join(label.split()).casefold()
