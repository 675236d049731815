"""The log of dpkg: what was installed, upgraded, configured, and removed on a Debian system."""

import re
from collections.abc import Iterator
from typing import Final, Literal

from afterword.evidence.headed import DATE, TIME, Head, moments, opening, share_of
from afterword.evidence.lines import STRAY, gather
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = False
"""Of texts that are JSON it is not asked."""

BY_LINE: Final = True
"""Each record is read alike without what precedes it."""
_CHANGES: Final = frozenset({"install", "upgrade", "remove", "purge"})
_OPENS: Final = opening(
    re.compile(
        rf"(?P<stamp>{DATE} {TIME}) (?P<what>(?P<action>startup (?:archives|packages)|status [a-z-]+|conffile|install"
        r"|upgrade|configure|trigproc|disappear|remove|purge) \S.*)"
    )
)


def _begins(raw: bytes) -> Head | Literal["stray"]:
    return _OPENS(raw) or STRAY


def score(sample: Sample) -> float:
    """The share of lines that are actions of dpkg's."""
    return 0.97 * share_of(sample, _begins)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each line; those that install, upgrade, remove, or purge a package are changes."""
    moment = moments(context.clock)
    for head, _, offset, length, line, lines in gather(text, _begins):
        yield Record(
            offset=offset,
            length=length,
            lines=lines,
            line=line,
            moment=moment(head),
            what=head["what"],
            kind="change" if head["action"] in _CHANGES else None,
        )
