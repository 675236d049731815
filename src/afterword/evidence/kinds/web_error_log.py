"""Error logs of nginx and Apache."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.lines import gather
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.stamps import Found, Reader, lay_out
from afterword.evidence.text import Text

JSON: Final = False
"""Of texts that are JSON it is not asked."""

BY_LINE: Final = True
"""Each record is read alike without what precedes it."""

_NGINX: Final = re.compile(
    r"(?P<stamp>(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d) (?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)"
    r"(?P<fraction>(?!))?) \[(?P<level>[a-z]+)\] \d+#\d+: (?P<what>.*)",
    re.DOTALL,
)
_APACHE: Final = re.compile(
    r"\[(?P<stamp>[A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2}) +(?P<day>\d{1,2}) (?P<hour>\d\d):(?P<minute>\d\d):"
    r"(?P<second>\d\d)(?:\.(?P<fraction>\d{1,9}))? (?P<year>\d{4}))\]"
    r" \[(?:(?P<module>\w*):)?(?P<level>[a-z]+\d?)\](?: \[pid [^\]]*\])?"
    r"(?: \[client (?P<client>[^\]]*)\])? ?(?P<what>.*)",
    re.DOTALL,
)
_CLIENT: Final = re.compile(r", client: (?P<client>[^,\s]+)")


def score(sample: Sample) -> float:
    """The share of lines that begin a message of either server."""
    lines = [line for line in sample.lines if not line[:1].isspace()]
    return sum(1 for line in lines if _begins(line)) / len(lines) * 0.98 if lines else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message, with the lines below it."""
    layout = lay_out(["2024-01-01 00:00:00"])
    if layout is None:
        return
    reader = Reader(context.clock, layout)
    for head, more, offset, length, line, lines in gather(text, _begins):
        found = Found(match=head, form="words")
        client = head.groupdict().get("client") or ((_CLIENT.search(head["what"]) or {"client": None})["client"])
        yield Record(
            offset=offset,
            length=length,
            lines=lines,
            line=line,
            moment=reader.moment(found) or NO_TIME,
            what="\n".join([head["what"], *(extra.decode("utf-8", "surrogateescape") for extra in more)]),
            who=client,
            severity=head["level"],
        )


def _begins(raw: bytes) -> re.Match[str] | None:
    line = raw.decode("utf-8", "surrogateescape").rstrip("\r")
    return _APACHE.match(line) if line[:1] == "[" else _NGINX.match(line)
