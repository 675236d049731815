"""A text with pseudonyms where hits were, and its Markdown still whole."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from afterword.publish.redaction.markup import Link, addresses_of, links_of
from afterword.publish.redaction.pseudonyms import Pseudonyms
from afterword.text.expressions import later
from afterword.text.sensitive.hits import Hit

_JOINTS: Final = frozenset("/\\=~_")
"""Before a name: it is a part of a path or a value of a setting."""
_GOES_ON: Final = later(r"-\w")
_JOINTS_AFTER: Final = frozenset("/\\@=_")


class _Edit(NamedTuple):
    """A stretch of the text and what stands there afterwards."""

    start: int
    end: int
    words: str


def redact(text: str, hits: Iterable[Hit], pseudonyms: Pseudonyms) -> str:
    """The text with a pseudonym in place of each hit.

    shape: a link whose target is hit becomes its words, and goes where nobody sees words; within code and addresses a
    pseudonym is written so that these stay what they are. ``hits`` are those of ``find``, in order and apart.
    """
    found = list(hits)
    if not found:
        return text
    edits = _unlinked(text, found) if _may_link(text) else []
    gone = sorted((edit.start, edit.end) for edit in edits if edit.words or edit.end - edit.start > 1)
    addresses = sorted(addresses_of(text))
    last: _Edit | None = None
    for hit in found:
        if _within(gone, hit):
            continue
        edit = _replacing(text, hit, pseudonyms, addresses)
        if last and last.words == edit.words and _is_aside(text[last.end : edit.start], text[edit.end : edit.end + 1]):
            edit = _Edit(last.end, edit.end, "")  # "Jane Doe <jane@...>" names one person once
        else:
            last = edit
        edits.append(edit)
    return _applied(text, edits)


def _may_link(text: str) -> bool:
    return "](" in text or "]:" in text or "<" in text


def _replacing(text: str, hit: Hit, pseudonyms: Pseudonyms, addresses: Sequence[tuple[int, int]]) -> _Edit:
    at = bisect_right(addresses, (hit.start, len(text) + 1)) - 1
    inside = at >= 0 and addresses[at][0] <= hit.start < addresses[at][1] and addresses[at] != (hit.start, hit.end)
    inside = inside or (text[hit.start - 1 : hit.start] in _JOINTS and hit.start > 0)
    inside = inside or text[hit.end : hit.end + 1] in _JOINTS_AFTER or _GOES_ON.match(text, hit.end) is not None
    words = pseudonyms.in_address(hit) if inside else pseudonyms.of(hit)
    return _Edit(hit.start, hit.end, words)


def _is_aside(between: str, after: str) -> bool:
    """Whether what stands between two hits only opens an address behind a name."""
    return re.fullmatch(r"\s{1,2}<", between) is not None and after == ">"


def _unlinked(text: str, hits: Sequence[Hit]) -> list[_Edit]:
    """What makes words of links whose targets are hit."""
    links = list(links_of(text))
    starts = [hit.start for hit in hits]
    struck = [link for link in links if link.target[1] and _touches(hits, starts, link.target)]
    labels = {link.label for link in struck if link.label}
    edits: list[_Edit] = []
    for link in (*struck, *(link for link in links if not link.target[1] and link.label in labels)):
        edits += _without_link(link)
    return edits


def _touches(hits: Sequence[Hit], starts: Sequence[int], span: tuple[int, int]) -> bool:
    at = bisect_right(starts, span[1] - 1) - 1
    return at >= 0 and hits[at].end > span[0]


def _without_link(link: Link) -> list[_Edit]:
    if link.is_attribute:
        return [_Edit(link.start, link.end, "#")]
    if link.words is None:
        return [_Edit(link.start, link.end, "")]
    return [_Edit(link.start, link.words[0], ""), _Edit(link.words[1], link.end, "")]


def _within(gone: Sequence[tuple[int, int]], hit: Hit) -> bool:
    at = bisect_right(gone, (hit.start, 1 << 60)) - 1
    return at >= 0 and gone[at][0] <= hit.start and hit.end <= gone[at][1]


def _applied(text: str, edits: Iterable[_Edit]) -> str:
    """The text with edits that may touch; of two that overlap the first holds, and the rest of the other goes."""
    parts = []
    at = 0
    for edit in sorted(set(edits), key=lambda edit: (edit.start, -edit.end)):
        if edit.start >= at:
            parts += [text[at : edit.start], edit.words]
            at = edit.end
        elif edit.end > at:
            at = edit.end
    return "".join([*parts, text[at:]])
