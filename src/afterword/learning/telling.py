"""Figures and names in words."""

import re
from pathlib import Path

from afterword.learning.trends import Share
from afterword.text.expressions import later
from afterword.timeline.plainly import one_line

_COMMENT = later(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CODE = later(r"(`+)(?!`)(.{1,400}?)(?<!`)\1(?!`)")
_LINK = later(r"!?\[([^\[\]]{0,400})\]\([^()\s]{0,2000}\)")
_STRONG = later(r"(\*\*|(?<!\w)__|~~)(?=\S)(.{1,400}?)(?<=\S)\1(?:(?<!__)|(?!\w))")
_WEAK = later(r"(?<![\w*_])([*_])(?=[^\s*_])(.{1,400}?)(?<=[^\s*_])\1(?![\w*_])")
_HELD = later("\0(\\d+)\0")
_UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))


def took(seconds: float | None) -> str:
    """A duration in its two largest units: ``1 h 20 min``; ``unknown`` for None."""
    if seconds is None:
        return "unknown"
    rest = round(seconds)
    parts: list[str] = []
    for size, unit in _UNITS:
        if rest >= size and len(parts) < 2:
            parts.append(f"{rest // size} {unit}")
            rest %= size
        elif parts:
            break
    return " ".join(parts) or "0 s"


def in_days(days: float | None) -> str:
    """A number of days."""
    if days is None:
        return "unknown"
    return f"{days:g} day{'' if days == 1 else 's'}"


def share_of(share: Share) -> str:
    """How many of how many, with those of which it is not known; ``-`` where there are none."""
    known = share.yes + share.no
    if not known and not share.unknown:
        return "-"
    unknown = f", {share.unknown} unknown" if share.unknown else ""
    return f"{share.yes} of {known}{unknown}" if known else f"{share.unknown} unknown"


def number_of(count: int, noun: str) -> str:
    """``1 action``, ``2 actions``."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def plainly(text: str) -> str:
    """Markdown as words on one line for a person: no marks of emphasis, code, and links, and every letter of the rest.

    shape: ``snake_case``, ``2*3``, and what stands in code keep their signs.
    """
    held: list[str] = []

    def put_by(code: re.Match[str]) -> str:
        held.append(code[2])
        return f"\0{len(held) - 1}\0"

    words = _CODE.sub(put_by, _COMMENT.sub("", text).replace("\0", ""))
    bare = _WEAK.sub(r"\2", _STRONG.sub(r"\2", _LINK.sub(r"\1", words)))
    return " ".join(_HELD.sub(lambda place: held[int(place[1])], bare).split())


def cell(text: str) -> str:
    """Words as they stand in a cell of a table of Markdown."""
    return " ".join(one_line(text).split()).replace("|", "\\|")


def short_name(name: str) -> str:
    """An id as it is; of a file its name."""
    return Path(name).name if "/" in name or "\\" in name else name
