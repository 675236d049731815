"""The history of apt: one block for each run, with its command, who asked for it, and what it changed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, Literal

from afterword.evidence.headed import DATE, TIME, Head, decoded, moments
from afterword.evidence.lines import STRAY, gather
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_START: Final = re.compile(rf"Start-Date: (?P<stamp>{DATE} +{TIME})")
_END: Final = re.compile(rf"End-Date: (?P<stamp>{DATE} +{TIME})")
_FIELD: Final = re.compile(r"(?P<name>[A-Z][A-Za-z-]+): (?P<value>.*)")
_ACTIONS: Final = ("Install", "Reinstall", "Upgrade", "Downgrade", "Remove", "Purge", "Error")
_LONGEST: Final = 300


def score(sample: Sample) -> float:
    """Whether its lines are fields, and blocks of them start with a date."""
    lines = [decoded(line) for line in sample.lines]
    if not any(_START.match(line) for line in lines):
        return 0.0
    return 0.97 * sum(1 for line in lines if _FIELD.match(line)) / len(lines)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each run, from its start to its end."""
    moment = moments(context.clock)
    for head, more, offset, length, line, lines in gather(text, _begins):
        rest = [decoded(raw) for raw in more]
        fields = {found["name"]: found["value"] for raw in rest if (found := _FIELD.match(raw))}
        started = moment(head)
        ended = next((moment(found) for raw in rest if (found := _END.match(raw))), None)
        until = ended.at if ended and started.at and ended.at and ended.at > started.at else None
        yield Record(
            offset=offset,
            length=length,
            lines=lines,
            line=line,
            moment=replace(started, until=until) if until else started,
            what=_said(fields),
            who=fields.get("Requested-By"),
            severity="error" if "Error" in fields else None,
            kind="change",
        )


def _begins(raw: bytes) -> Head | Literal["stray"] | None:
    line = decoded(raw)
    return _START.match(line) or (None if _FIELD.match(line) else STRAY)


def _said(fields: dict[str, str]) -> str:
    done = [f"{name}: {fields[name]}" for name in _ACTIONS if name in fields]
    said = "; ".join([fields.get("Commandline", "apt"), *done])
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}..."
