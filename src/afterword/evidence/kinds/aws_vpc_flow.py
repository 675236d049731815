"""AWS VPC flow logs: traffic of network interfaces, accepted and rejected, in the default or in stated columns."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, Literal

from afterword.evidence.headed import decoded
from afterword.evidence.lines import STRAY, gather
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_COLUMNS: Final = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end"
_DEFAULT: Final = [*_COLUMNS.split(), "action", "log-status"]
_OUTCOMES: Final = frozenset({"OK", "NODATA", "SKIPDATA"})
_LEAST: Final = 0.8


def score(sample: Sample) -> float:
    """Whether its rows have the default columns, or the first names some of them."""
    columns = _columns(sample)
    if columns is None:
        return 0.0
    rows = [row for line in sample.lines if (row := decoded(line).split()) != columns]
    good = sum(1 for row in rows if len(row) == len(columns) and _is_flow(dict(zip(columns, row, strict=False))))
    return 0.97 if rows and good >= _LEAST * len(rows) else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each flow, from the first of its packets to the last."""
    columns = _columns(context.sample) or _DEFAULT

    def begins(raw: bytes) -> dict[str, str] | Literal["stray"]:
        fields = dict(zip(columns, decoded(raw).split(), strict=False))
        return fields if _is_flow(fields) else STRAY

    for fields, _, offset, length, line, lines in gather(text, begins):
        started = context.clock.epoch(fields.get("start", ""), "s") or NO_TIME
        ended = context.clock.epoch(fields.get("end", ""), "s")
        later = ended is not None and started.at is not None and ended.at is not None and ended.at > started.at
        yield Record(
            offset=offset,
            length=length,
            lines=lines,
            line=line,
            moment=replace(started, until=ended.at) if ended and later else started,
            what=_said(fields),
            who=_known(fields, "srcaddr") or _known(fields, "interface-id"),
        )


def _columns(sample: Sample) -> list[str] | None:
    first = decoded(sample.lines[0]).split() if sample.lines else []
    if "start" in first and "end" in first and ("srcaddr" in first or "interface-id" in first):
        return first
    return _DEFAULT if len(first) == len(_DEFAULT) and _is_flow(dict(zip(_DEFAULT, first, strict=True))) else None


def _is_flow(fields: dict[str, str]) -> bool:
    times = fields.get("start", "").isdecimal() and fields.get("end", "").isdecimal()
    return times and ("log-status" not in fields or fields["log-status"] in _OUTCOMES)


def _said(fields: dict[str, str]) -> str:
    ends = [
        ":".join(part for part in (_known(fields, f"{side}addr"), _known(fields, f"{side}port")) if part)
        for side in ("src", "dst")
    ]
    outcome = _known(fields, "action") or _known(fields, "log-status")
    size = f"{fields['packets']} packets {fields['bytes']} bytes" if _known(fields, "packets") else ""
    return " ".join(part for part in (outcome, " -> ".join(end for end in ends if end), size) if part)


def _known(fields: dict[str, str], name: str) -> str:
    return "" if fields.get(name, "-") == "-" else fields[name]
