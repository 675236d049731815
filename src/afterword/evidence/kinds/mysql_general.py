"""The general query log of MySQL and MariaDB; a time that it does not repeat is that of the line above."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from afterword.evidence.headed import DATE, OFFSET, TIME, decoded, moments, opening, share_of
from afterword.evidence.lines import gather
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_COMMANDS: Final = (
    "Sleep|Quit|Init DB|Query|Field List|Create DB|Drop DB|Refresh|Shutdown|Statistics|Processlist|Connect|Kill|Debug"
    "|Ping|Time|Delayed insert|Change user|Binlog Dump(?: GTID)?|Table Dump|Connect Out|Register Slave|Register Replica"
    "|Prepare|Execute|Long Data|Close stmt|Reset stmt|Set option|Fetch|Daemon|Error|Reset Connection"
)
_SHORT: Final = r"(?P<year>\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)"
_CLOCK: Final = r"(?P<hour>\d{1,2}):(?P<minute>\d\d):(?P<second>\d\d)(?P<fraction>(?!))?"
_CALL: Final = rf"[\t ]+(?P<id>\d+) (?P<command>{_COMMANDS})(?:\t(?P<what>.*)|\s*$)"
_NEW: Final = re.compile(rf"(?P<stamp>{DATE}T{TIME}{OFFSET}){_CALL}", re.DOTALL)
_OLD: Final = re.compile(rf"(?P<stamp>{_SHORT} +{_CLOCK}){_CALL}", re.DOTALL)
_SAME: Final = re.compile(rf"(?P<stamp>)\t{_CALL}", re.DOTALL)
_BEGINS: Final = opening(_NEW, _OLD, _SAME)
_TIMED: Final = opening(_NEW, _OLD)
_USER: Final = re.compile(r"(?P<user>\S+@\S*)")


def score(sample: Sample) -> float:
    """The share of records that are calls to the server, where one of them has a time."""
    if not any(_TIMED(line) for line in sample.lines):
        return 0.0
    return 0.97 * share_of(sample, _BEGINS)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each call, with the lines of its statement."""
    moment = moments(context.clock)
    last = NO_TIME
    users: dict[str, str] = {}
    for head, more, offset, length, line, lines in gather(text, _BEGINS):
        if head["stamp"]:
            at = last = moment(head)
        else:
            at = replace(last, basis_reason="the time is that of the line above, which the log does not repeat")
        said = head["what"] or ""
        if more:
            said = "\n".join([said, *map(decoded, more)])
        connected = _USER.match(said) if head["command"] in ("Connect", "Change user") else None
        if connected:
            users[head["id"]] = connected["user"].rstrip("@")
        who = users.get(head["id"])
        what = f"{head['command']} {said}".strip()
        yield Record(offset, length, lines, at, what, who, None, None, None, None, (), line, None)
        if head["command"] == "Quit":
            users.pop(head["id"], None)
