"""The log of uWSGI: its requests, with the lines that applications write between them."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.headed import TIME, Head, Said, opening, read_headed, share_of, spoken
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.text.months import MONTH

JSON: Final = False
"""Of texts that are JSON it is not asked."""

BY_LINE: Final = True
"""Each record is read alike without what precedes it."""
_STAMP: Final = rf"(?P<stamp>[A-Z][a-z]{{2}} (?P<month>{MONTH}) +(?P<day>\d{{1,2}}) {TIME} (?P<year>\d{{4}}))"
_REQUEST: Final = re.compile(
    r"\[pid: \d+\|app: [\d-]+\|req: [\d/-]+\] (?P<client>\S+) \((?P<user>[^)]*)\) \{[^}]*\} "
    rf"\[{_STAMP}\] (?P<request>\S+ .*?) => generated (?P<made>.*)",
    re.DOTALL,
)
_SERVER: Final = re.compile(rf"(?:\*\*\* )?(?P<what>Starting uWSGI \S+ \([^)]*\)) on \[{_STAMP}\]")
_DATED: Final = re.compile(rf"{_STAMP} - (?P<what>.*)", re.DOTALL)
_BEGINS: Final = opening(_REQUEST, _SERVER, _DATED)
_OWN: Final = opening(_REQUEST, _SERVER)
_STATUS: Final = re.compile(r"\(HTTP/[\d.]+ (?P<status>\d{3})\)")


def score(sample: Sample) -> float:
    """The share of records that have its form, where one of them is a request or its start."""
    if not any(_OWN(line) for line in sample.lines):
        return 0.0
    return 0.97 * share_of(sample, _BEGINS)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each request and each dated line, with the lines below it."""
    yield from read_headed(text, context, _BEGINS, _tell)


def _tell(head: Head, below: list[str]) -> Said:
    if head.re is not _REQUEST:
        return None, spoken(head["what"], below), None
    status = _STATUS.search(head["made"])
    code = status["status"] if status else ""
    return (
        head["user"] or head["client"],
        spoken(f"{head['request']} {code}".strip(), below),
        "error" if code[:1] == "5" else None,
    )
