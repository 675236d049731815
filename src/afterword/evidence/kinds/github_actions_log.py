"""Logs of GitHub Actions and Azure Pipelines: stamped lines with their marks of groups, errors, and warnings."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.headed import DATE, TIME, Head, Said, opening, read_headed, share_of, spoken
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.stamps import level_within
from afterword.evidence.text import Text

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_LINE: Final = re.compile(
    rf"(?:(?P<job>[^\t\n]+)\t(?P<step>[^\t\n]+)\t)?\ufeff?(?P<stamp>{DATE}T{TIME}(?P<zone>Z)) ?"
    r"(?:##\[(?P<mark>[a-z]+)\])?(?P<what>.*)",
    re.DOTALL,
)
_BEGINS: Final = opening(_LINE)
_MARK: Final = re.compile(rb"\d\.\d{7}Z ?##\[(?:group|endgroup|error|warning|section|command|debug)\]")
_LEVELS: Final = frozenset({"error", "warning", "notice", "debug"})


def score(sample: Sample) -> float:
    """The share of stamped lines, where one of them has a mark."""
    if not _MARK.search(sample.head):
        return 0.0
    return 0.96 * share_of(sample, _BEGINS)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each stamped line; lines of a command that have no stamp go with the one above."""
    yield from read_headed(text, context, _BEGINS, _tell)


def _tell(head: Head, below: list[str]) -> Said:
    mark = head["mark"]
    said = f"[{mark}] {head['what']}".strip() if mark else head["what"]
    return head["job"], spoken(said, below), mark if mark in _LEVELS else level_within(head["what"])
