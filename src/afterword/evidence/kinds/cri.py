"""Container logs of Kubernetes (CRI: containerd, CRI-O): time, stream, and line; lines that were cut are joined."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.headed import DATE, OFFSET, TIME, decoded, moments, opening, share_of
from afterword.evidence.lines import gather
from afterword.evidence.parts import Part, joined
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = False
"""Of texts that are JSON it is not asked."""

BY_LINE: Final = True
"""Each line is read alike without what precedes it, unless one of them goes on in the next."""

PARTED: Final = rb" (?:stdout|stderr) P[ :\n]"
"""Found where a line goes on in the next."""

_BEGINS: Final = opening(
    re.compile(
        rf"(?P<stamp>{DATE}T{TIME}{OFFSET}) (?P<stream>stdout|stderr) (?P<tag>[PF])(?::\S*)?(?: (?P<what>.*)|$)",
        re.DOTALL,
    )
)


def score(sample: Sample) -> float:
    """The share of lines that a runtime wrote."""
    return 0.97 * share_of(sample, _BEGINS)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each line that a container wrote."""
    yield from joined(_parts(text, context))


def _parts(text: Text, context: Context) -> Iterator[Part]:
    moment = moments(context.clock)
    for head, more, offset, length, line, lines in gather(text, _BEGINS):
        what = head["what"] or ""
        if more:
            what = "\n".join([what, *map(decoded, more)])
        yield Part(moment(head), head["stream"], what, head["tag"] == "F", None, offset, length, line, lines)
