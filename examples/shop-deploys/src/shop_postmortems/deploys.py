"""Lines of the shop's deploy tool: epoch, person, service, version, outcome."""

import re
from collections.abc import Iterator

from afterword.evidence.lines import gather
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

_LINE = re.compile(rb"(\d{10}) (\w+) (\w+) (v\d+) (done|failed)\s*")


def score(sample: Sample) -> float:
    """The share of the lines that are ours: 0 is not mine, from 0.5 on it is."""
    return sum(_LINE.fullmatch(line) is not None for line in sample.lines) / max(len(sample.lines), 1)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record a line, with lines that are none of ours below it."""
    for found in gather(text, _LINE.fullmatch):
        epoch, who, service, version, outcome = (part.decode() for part in found.head.groups())
        yield Record(
            offset=found.offset,
            length=found.length,
            line=found.line,
            lines=found.lines,
            moment=context.clock.epoch(epoch, "s") or NO_TIME,
            who=who,
            what=f"Deploy of {service} {version}: {outcome}",
            kind="change",
            native_id=f"{service}-{version}-{epoch}",
        )
