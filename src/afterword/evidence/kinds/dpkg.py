"""The log of dpkg: what was installed, upgraded, configured, and removed on a Debian system."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.headed import DATE, TIME, moments, opening, share_of
from afterword.evidence.lines import gather
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

BY_LINE: Final = True
"""Each record is read alike without what precedes it."""
_CHANGES: Final = frozenset({"install", "upgrade", "remove", "purge"})
_BEGINS: Final = opening(
    re.compile(
        rf"(?P<stamp>{DATE} {TIME}) (?P<what>(?P<action>startup (?:archives|packages)|status [a-z-]+|conffile|install"
        r"|upgrade|configure|trigproc|disappear|remove|purge) \S.*)"
    )
)


def score(sample: Sample) -> float:
    """The share of lines that are actions of dpkg's."""
    return 0.97 * share_of(sample, _BEGINS)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each line; those that install, upgrade, remove, or purge a package are changes."""
    moment = moments(context.clock)
    for head, _, offset, length, line, lines in gather(text, _BEGINS):
        yield Record(
            offset=offset,
            length=length,
            lines=lines,
            line=line,
            moment=moment(head),
            what=head["what"],
            kind="change" if head["action"] in _CHANGES else None,
        )
