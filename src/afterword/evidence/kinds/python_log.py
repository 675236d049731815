"""Logs of Python programs: usual layouts of logging, Celery, Gunicorn, Flask, Airflow, Loguru, with tracebacks."""

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
_LEVELS: Final = r"(?P<level>DEBUG|INFO|WARNING|WARN|ERROR|CRITICAL|FATAL|NOTSET|TRACE|SUCCESS|AUDIT|NOTICE)"
_STAMP: Final = rf"(?P<stamp>{DATE}(?:[ T]|, ){TIME}(?: ?(?P<zone>Z|UTC|[+-]\d\d:?\d\d))?)"
_PLAIN: Final = rf"(?P<stamp>{DATE} {TIME}(?P<zone>(?!))?)"
_NAME: Final = r"(?P<who>(?!(?:org|com|net|io)\.)[a-z_][a-z0-9_\-]*(?:\.[a-z0-9_]+)*)"
_WHAT: Final = r"(?P<what>.*)"
_DASHED: Final = rf"{_STAMP} - (?P<who>[\w.\-/ ]{{1,80}}?) - (?:\[?{_LEVELS}\]?)(?: -|:) {_WHAT}"
_SHORT: Final = rf"{_STAMP} - {_LEVELS}(?: -|:) {_WHAT}"
_NAMED: Final = rf"{_PLAIN},? +\[?{_LEVELS}\]?:? +(?:\d+ )?\[?{_NAME}(?::\d+)?\]?(?: -|:) {_WHAT}"
_BRACKETED: Final = rf"{_PLAIN} +\[?{_LEVELS}\]? +\[{_NAME}(?::\d+)?\] (?![\[(]|(?:[\w$-]+\.)+[\w$]+ ){_WHAT}"
_CELERY: Final = rf"\[{_STAMP}: {_LEVELS}/(?P<who>[\w\-]+)\] {_WHAT}"
_GUNICORN: Final = rf"\[{_STAMP}\] \[(?P<who>\d+)\] \[{_LEVELS}\] {_WHAT}"
_FLASK: Final = rf"\[{_STAMP}\] {_LEVELS} in (?P<who>[\w.]+): {_WHAT}"
_AIRFLOW: Final = rf"\[{_STAMP}\] \{{(?P<who>[\w.\-]+:\d+)\}} {_LEVELS} - {_WHAT}"
_LOGURU: Final = rf"{_STAMP} \| {_LEVELS} +\| (?P<who>[\w.<>]+:[\w.<>]+:\d+) - {_WHAT}"
_OPENSTACK: Final = rf"{_STAMP} \d+ {_LEVELS} (?P<who>[a-z_][\w.\-]*) (?P<what>\[.*)"
_ODOO: Final = rf"{_STAMP} \d+ {_LEVELS} \S+ (?P<who>[a-z_][\w.]*): {_WHAT}"
_SALT: Final = rf"{_STAMP} \[(?P<who>[\w.\-]+) *:\d+ *\]\[{_LEVELS} *\](?:\[\d+\])? {_WHAT}"
_PATTERNS: Final = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        _DASHED, _SHORT, _NAMED, _BRACKETED, _CELERY, _GUNICORN, _FLASK, _AIRFLOW, _LOGURU, _OPENSTACK, _ODOO, _SALT,
    )
)  # fmt: skip
_LEAST: Final = 0.6


def score(sample: Sample) -> float:
    """The share of records that have one of the layouts; lines of tracebacks go on."""
    share = share_of(sample, opening(*fitting(sample, _PATTERNS)))
    return 0.95 * share if share >= _LEAST else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message, with its traceback."""
    yield from read_headed(text, context, opening(*fitting(context.sample, _PATTERNS)), _tell)


def _tell(head: Head, below: list[str]) -> Said:
    who = head["who"].strip() if "who" in head.re.groupindex and head["who"] else None
    return who if who and not who.isdigit() else None, spoken(head["what"], below), head["level"]
