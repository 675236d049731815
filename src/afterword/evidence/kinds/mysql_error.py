"""The error log of MySQL and MariaDB, old and new, with the lines of mysqld_safe."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.headed import DATE, OFFSET, TIME, Head, Said, fitting, opening, read_headed, share_of, spoken
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = False
"""Of texts that are JSON it is not asked."""

BY_LINE: Final = True
"""Each record is read alike without what precedes it."""
_LEVEL: Final = r"\[(?P<level>Note|Warning|ERROR|Error|System|Entry)\]"
_CLOCK: Final = r"(?P<hour>\d{1,2}):(?P<minute>\d\d):(?P<second>\d\d)(?P<fraction>(?!))?"
_NEW: Final = re.compile(
    rf"(?P<stamp>{DATE}T{TIME}{OFFSET}) +\d+ {_LEVEL} (?:\[MY-\d+\] )?(?:\[(?P<part>\w+)\] )?(?P<what>.*)", re.DOTALL
)
_MIDDLE: Final = re.compile(rf"(?P<stamp>{DATE} +{_CLOCK}) (?:\d+ |0x\w+ )?{_LEVEL} (?P<what>.*)", re.DOTALL)
_SHORT: Final = r"(?P<year>\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)"
_OLD: Final = re.compile(rf"(?P<stamp>{_SHORT} +{_CLOCK}) {_LEVEL} (?P<what>.*)", re.DOTALL)
_BARE: Final = re.compile(
    rf"(?P<stamp>{_SHORT} +{_CLOCK}) +(?P<what>(?:InnoDB|mysqld|mysqld_safe|mysqld_safe_helper)\b.*)", re.DOTALL
)
_SAFE: Final = re.compile(rf"(?P<stamp>{DATE}T{TIME}{OFFSET}) (?P<what>mysqld_safe .*)", re.DOTALL)
_PATTERNS: Final = (_NEW, _MIDDLE, _OLD, _BARE, _SAFE)


def score(sample: Sample) -> float:
    """The share of records that have one of its forms."""
    return 0.97 * share_of(sample, opening(*_PATTERNS))


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message, with the lines below it."""
    yield from read_headed(text, context, opening(*fitting(context.sample, _PATTERNS)), _tell)


def _tell(head: Head, below: list[str]) -> Said:
    part = head.groupdict()
    return part.get("part"), spoken(head["what"], below), (part.get("level") or "").lower() or None
