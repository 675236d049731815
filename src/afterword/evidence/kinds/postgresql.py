"""PostgreSQL's log as text, whatever its line prefix; details, hints, and statements belong to the message above."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.headed import DATE, TIME, Head, Said, fitting, moments, opening, read_headed, share_of, spoken
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.moment import Moment

JSON: Final = False
"""Of texts that are JSON it is not asked."""

BY_LINE: Final = True
"""Each record is read alike without what precedes it."""
UNCOUNTED: Final = (
    rb"[^\n:]*+(?::(?!  )[^\n:]*+)*+"
    rb"(?:(?<=DETAIL)|(?<=HINT)|(?<=STATEMENT)|(?<=CONTEXT)|(?<=QUERY)|(?<=LOCATION)|(?<=BACKTRACE)):  "
)
"""Lines with a time that belong to the message above."""

_ZONE: Final = r"(?: (?P<zone>[A-Z]{2,5}(?![\w/])|[+-]\d\d(?::?\d\d)?(?!\d)))?"
_LEVEL: Final = r"(?P<level>[^\W\d_a-zß-ÿ]{3,15}\d?):  (?P<what>.*)"
_FURTHER: Final = frozenset({"DETAIL", "HINT", "STATEMENT", "CONTEXT", "QUERY", "LOCATION", "BACKTRACE"})
_LEAD: Final = r"(?:[<\[(] ?|(?:[^\s\"']{1,60} ){1,2}?)??"
_LINE: Final = re.compile(rf"{_LEAD}(?P<stamp>{DATE} {TIME}{_ZONE})(?P<prefix>[^\n]{{0,300}}?){_LEVEL}", re.DOTALL)
_EPOCH: Final = re.compile(rf"[<\[(]?(?P<epoch>\d{{10}}\.\d{{3}})(?P<prefix>(?!\d)[^\n]{{0,300}}?){_LEVEL}", re.DOTALL)
_ANY: Final = opening(_LINE, _EPOCH)
_USER: Final = re.compile(r"\b(?:user|usr|u)=(?P<name>[^\s,;]+)|(?:^|[\s:\[])(?P<at>[\w.\-]+@[\w.\-]+)(?=[\s:\],]|$)")
_LEVELS: Final = {"FEHLER": "error", "ERREUR": "error", "WARNUNG": "warning", "ATTENTION": "warning"}


def score(sample: Sample) -> float:
    """The share of records that have a severity in PostgreSQL's manner."""
    return 0.97 * share_of(sample, _begins, beside=_ANY)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message, with what belongs to it."""
    stamped = moments(context.clock)

    def moment(head: Head) -> Moment:
        return (context.clock.epoch(head["epoch"], "s") or NO_TIME) if head.re is _EPOCH else stamped(head)

    known = opening(*fitting(context.sample, (_LINE, _EPOCH)))

    def begins(raw: bytes) -> Head | None:
        found = known(raw)
        return None if found is None or found["level"] in _FURTHER else found

    yield from read_headed(text, context, begins, _tell, moment=moment, beside=known)


def _tell(head: Head, below: list[str]) -> Said:
    user = _USER.search(head.string, 0, head.start("level"))
    what = spoken(head["what"], [_further(row) for row in below])
    return (user["name"] or user["at"]) if user else None, what, _LEVELS.get(head["level"], head["level"].lower())


def _begins(raw: bytes) -> Head | None:
    found = _ANY(raw)
    return None if found is None or found["level"] in _FURTHER else found


def _further(row: str) -> str:
    """A line below a message, without the prefix that it repeats."""
    found = _LINE.match(row) or _EPOCH.match(row)
    return f"{found['level']}: {found['what']}" if found else row.strip()
