"""Logs of .NET programs as text: Serilog, NLog, and the console of Microsoft's own logging where it writes the time."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.headed import DATE, TIME, Head, Said, fitting, opening, read_headed, share_of, spoken
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = False
"""Of texts that are JSON it is not asked."""

BY_LINE: Final = True
"""Each record is read alike without what precedes it."""
_STAMP: Final = rf"(?P<stamp>{DATE}[ T]{TIME}(?: ?(?P<zone>Z|[+-]\d\d:?\d\d))?)"
_LEVELS: Final = {
    "VRB": "verbose",
    "DBG": "debug",
    "INF": "information",
    "WRN": "warning",
    "ERR": "error",
    "FTL": "fatal",
    "trce": "trace",
    "dbug": "debug",
    "fail": "error",
    "crit": "critical",
}
_SERILOG: Final = rf"\[?{_STAMP} \[?(?P<level>VRB|DBG|INF|WRN|ERR|FTL)\] (?:\[(?P<who>[\w.]+)\] )?(?P<what>.*)"
_NLOG: Final = rf"{_STAMP}\|(?P<level>[A-Za-z]{{4,5}})\|(?P<who>[\w.+`<>]*)\|(?P<what>.*)"
_CONSOLE: Final = rf"{_STAMP} ?(?P<level>trce|dbug|info|warn|fail|crit): (?P<who>[\w.+]+)\[-?\d+\](?P<what>.*)"
_PATTERNS: Final = tuple(re.compile(pattern, re.DOTALL) for pattern in (_SERILOG, _NLOG, _CONSOLE))


def score(sample: Sample) -> float:
    """The share of records that have one of the forms; lines of stack traces go on."""
    return 0.96 * share_of(sample, opening(*fitting(sample, _PATTERNS)))


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message, with the lines below it."""
    yield from read_headed(text, context, opening(*fitting(context.sample, _PATTERNS)), _tell)


def _tell(head: Head, below: list[str]) -> Said:
    level = head["level"]
    return head["who"] or None, spoken(head["what"], below).strip(), _LEVELS.get(level, level)
