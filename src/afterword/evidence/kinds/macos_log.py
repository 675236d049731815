"""The unified log of macOS and iOS as `log show` and `log stream` write it: default, compact, syslog, JSON, lines."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.headed import DATE, TIME, Head, Said, fitting, opening, read_headed, share_of, spoken
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

_TYPES: Final = r"(?P<level>Default|Info|Debug|Error|Fault|Notice|Activity|Signpost|Loss|State|Timesync|Trace)"
_STAMP: Final = rf"(?P<stamp>{DATE} {TIME}(?P<zone>[+-]\d\d:?\d\d)?)"
_DEFAULT: Final = re.compile(
    rf"{_STAMP} 0x[0-9a-f]+ +{_TYPES} +0x[0-9a-f]+ +\d+ +(?:\d+ +)?(?P<who>[^:]+): (?P<what>.*)", re.DOTALL
)
_COMPACT: Final = re.compile(
    rf"{_STAMP} (?P<level>Df|I|Db|E|F|A|S|N|Ac|Ls|St|Ts|Sb|Se|Sp|L) +(?P<who>[^\[\n]+)"
    r"\[\d+(?::[0-9a-f]+)?\] (?P<what>.*)",
    re.DOTALL,
)
_SYSLOG: Final = re.compile(
    rf"(?=.{{19}}\.\d{{6}}[+-]){_STAMP} +(?P<host>\S+) (?P<who>[^\[\n]+)\[\d+\]: "
    r"(?:\([^)]*\) )?(?:<(?P<level>\w+)>: ?)?(?P<what>.*)",
    re.DOTALL,
)
_PATTERNS: Final = (_DEFAULT, _COMPACT, _SYSLOG)
_SHORT: Final = {"Df": "default", "I": "info", "Db": "debug", "E": "error", "F": "fault", "A": "activity"}


def score(sample: Sample) -> float:
    """The share of lines, or of objects, that have one of its forms."""
    if sample.documents:
        return 1.02 * score_of(sample, _is_record)
    return 0.96 * share_of(sample, opening(*_PATTERNS))


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message, with the lines below it."""
    if context.sample.documents:
        yield from read_records(text, context, _is_record, _record)
        return
    yield from read_headed(text, context, opening(*fitting(context.sample, _PATTERNS)), _tell)


def _tell(head: Head, below: list[str]) -> Said:
    level = head["level"]
    return head["who"].strip(), spoken(head["what"], below), _SHORT.get(level, level) if level else None


def _is_record(value: Fields) -> bool:
    return "timestamp" in value and "eventMessage" in value and ("processImagePath" in value or "subsystem" in value)


def _record(value: Fields, clock: Clock) -> Record | None:
    process = words(value, "processImagePath") or words(value, "process")
    subsystem = joined(":", words(value, "subsystem"), words(value, "category"))
    what = joined(" ", f"[{subsystem}]" if subsystem else None, words(value, "eventMessage"))
    who = PurePosixPath(process).name if process else None
    level = words(value, "messageType") or words(value, "eventType")
    return made(moment_of(value.get("timestamp"), clock), what, who=who)._replace(severity=level)
