"""What the codes of findings mean, by the page of docs/reference that travels with the program."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from afterword.model.values import dataclass

_PAGE = Path(__file__).with_name("findings.md")
_ROW = re.compile(r"\| `(?P<code>[A-Z]{2,3}\d{3})` \| (?P<means>.+) \| (?P<remedy>.+) \|")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a code means."""

    code: str
    """The code."""
    where: str
    """The work at which it is given: "reading a document"."""
    means: str
    """What is imperfect, and what was done about it."""
    remedy: str
    """What a person can do."""


@cache
def meanings() -> Mapping[str, Meaning]:
    """The meaning of every code that is no rule's."""
    found: dict[str, Meaning] = {}
    where = ""
    for line in _PAGE.read_text(encoding="utf-8").split("\n"):
        if line.startswith("## "):
            where = line[3:].lower()
        elif row := _ROW.fullmatch(line):
            means, remedy = (_plain(row[name]) for name in ("means", "remedy"))
            found[row["code"]] = Meaning(code=row["code"], where=where, means=means, remedy=remedy)
    return found


def _plain(cell: str) -> str:
    """The words of a cell, without addresses, which lead to pages beside the page."""
    return _LINK.sub(r"\1", cell).replace("\\|", "|")
