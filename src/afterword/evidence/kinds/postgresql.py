"""PostgreSQL's log as text, whatever its line prefix; details, hints, and statements belong to the message above."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.headed import DATE, TIME, Head, decoded, moments, opening, share_of
from afterword.evidence.lines import gather
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

_ZONE: Final = r"(?: (?P<zone>[A-Z]{2,5}(?![\w/])|[+-]\d\d(?::?\d\d)?(?!\d)))?"
_LEVEL: Final = r"(?P<level>[^\W\d_a-zß-ÿ]{3,15}\d?):  (?P<what>.*)"
_FURTHER: Final = frozenset({"DETAIL", "HINT", "STATEMENT", "CONTEXT", "QUERY", "LOCATION", "BACKTRACE"})
_LINE: Final = re.compile(rf"[<\[(]?(?P<stamp>{DATE} {TIME}{_ZONE})(?P<prefix>[^\n]{{0,300}}?){_LEVEL}", re.DOTALL)
_EPOCH: Final = re.compile(rf"[<\[(]?(?P<epoch>\d{{10}}\.\d{{3}})(?P<prefix>(?!\d)[^\n]{{0,300}}?){_LEVEL}", re.DOTALL)
_ANY: Final = opening(_LINE, _EPOCH)
_USER: Final = re.compile(r"\b(?:user|usr|u)=(?P<name>[^\s,;]+)|(?:^|[\s:\[])(?P<at>[\w.\-]+@[\w.\-]+)(?=[\s:\],]|$)")
_LEVELS: Final = {"FEHLER": "error", "ERREUR": "error", "WARNUNG": "warning", "ATTENTION": "warning"}


def score(sample: Sample) -> float:
    """The share of records that have a severity in PostgreSQL's manner."""
    return 0.97 * share_of(sample, _begins, beside=_ANY)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message, with what belongs to it."""
    moment = moments(context.clock)
    for head, more, offset, length, line, lines in gather(text, _begins):
        epoch = head.re is _EPOCH
        at = (context.clock.epoch(head["epoch"], "s") or NO_TIME) if epoch else moment(head)
        user = _USER.search(head["prefix"])
        what = head["what"]
        if more:
            what = "\n".join([what, *map(_further, more)])
        yield Record(
            offset,
            length,
            lines,
            at,
            what,
            (user["name"] or user["at"]) if user else None,
            _LEVELS.get(head["level"], head["level"].lower()),
            None,
            None,
            None,
            (),
            line,
            None,
        )


def _begins(raw: bytes) -> Head | None:
    found = _ANY(raw)
    return None if found is None or found["level"] in _FURTHER else found


def _further(raw: bytes) -> str:
    """A line below a message, without the prefix that it repeats."""
    found = _ANY(raw)
    return f"{found['level']}: {found['what']}" if found else decoded(raw).strip()
