"""HTML of no particular origin."""

import re

from afterword.text.foreign.hypertext.framing import take_frame
from afterword.text.foreign.hypertext.reading import Page
from afterword.text.foreign.original import Original
from afterword.text.foreign.tree import Foreign

_START = re.compile(
    r"<!doctype\s+html|<html[\s>]|<(?:\?xml|head|body|meta|title|article|section|main)\b", re.IGNORECASE
)
_TAG = re.compile(
    r"</?(?:p|h[1-6]|ul|ol|li|table|tr|td|th|div|span|br|strong|em|b|i|a|pre|code|blockquote)\b[^<>]*>", re.IGNORECASE
)


def score(original: Original) -> float:
    """0.8 for a page, 0.75 for a piece of one; each known origin is surer than that."""
    head = original.head
    if _START.match(head):
        return 0.8 if _TAG.search(head) else 0.6
    if (
        head.startswith("<")
        and len(_TAG.findall(head)) >= 3
        and not re.search(r"^#{1,6} |^\|?\s*:?-{3,}", head, re.MULTILINE)
    ):
        return 0.75
    return 0.0


def read(original: Original) -> Foreign:
    """The page as the tree, without what its wiki puts around it."""
    page = Page(original.text)
    take_frame(page)
    return page.finished()
