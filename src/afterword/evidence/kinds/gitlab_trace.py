"""Traces of GitLab's jobs: sections with the times at which they started and ended, and what stands in them."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.headed import Head, decoded
from afterword.evidence.lines import gather
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_SECTION: Final = re.compile(
    r"(?:\x1b\[[0-9;]*[A-Za-z])*section_(?P<edge>start|end):(?P<epoch>\d{10}):(?P<name>[\w.\-]+)(?:\[[^\]]*\])?\r?"
    r"(?:\x1b\[[0-9;]*[A-Za-z])*(?P<rest>.*)",
    re.DOTALL,
)
_FAILED: Final = re.compile(r"ERROR: Job failed|\bJob failed\b")


def score(sample: Sample) -> float:
    """Whether sections open in it."""
    lines = [decoded(line) for line in sample.lines]
    found = [match for line in lines if (match := _SECTION.match(line))]
    return 0.97 if any(match["edge"] == "start" for match in found) and len(found) * 100 >= len(lines) else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each start and end of a section, with the lines up to the next."""
    for head, more, offset, length, line, lines in gather(text, lambda raw: _SECTION.match(decoded(raw))):
        below = [decoded(raw) for raw in more]
        rest, edges = head["rest"], [_edge(head)]
        # the end of a section and the start of the next stand on one line
        while found := _SECTION.match(rest):
            rest = found["rest"]
            edges.append(_edge(found))
        said = [part for part in (rest.strip(), *below) if part]
        yield Record(
            offset=offset,
            length=length,
            lines=lines,
            line=line,
            moment=context.clock.epoch(head["epoch"], "s") or NO_TIME,
            what="\n".join([", ".join(edges), *said]),
            severity="error" if any(_FAILED.search(row) for row in below) else None,
        )


def _edge(head: Head) -> str:
    return f"section {head['name']} {'started' if head['edge'] == 'start' else 'ended'}"
