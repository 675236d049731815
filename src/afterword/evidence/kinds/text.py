"""Free-form text logs: lines that begin with a time in any common form (generic)."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from afterword.evidence.headed import decoded
from afterword.evidence.lines import Gathered, gather
from afterword.evidence.objects_beside import ObjectsBeside, is_object
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.stamps import LEVELS, Found, Layout, Reader, lay_out, level_within
from afterword.evidence.text import Text
from afterword.model.plain import Plain

JSON: Final = False
"""Of texts that are JSON it is not asked."""

GENERIC: Final = True
"""Asked only where no other kind recognises a text."""
BY_LINE: Final = True
"""Each record is read alike without what precedes it."""

_GLOG: Final = {"I": "info", "W": "warning", "E": "error", "F": "fatal", "D": "debug"}
_AFTER = re.compile(r"[\])>\"':,;|]{0,2}\s*(?:[-|:–]\s+)?")
_LEVEL = re.compile(
    rf"[\[<(]?(?P<level>{LEVELS}|(?<=[\[<(])(?i:{LEVELS})(?=[\])>])|(?:{LEVELS.lower()})(?=\t))"
    r"[\])>]?(?:(?=\s)|$|(?=[:,|\]-]))[:,|-]?\s*(?:-\s+)?"
)
_LEVEL_BELOW = re.compile(rf"(?P<level>{LEVELS}): ")


def score(sample: Sample) -> float:
    """By the part of the lines that begin with a time; what has a structure of its own is not text."""
    if (sample.is_json and any(map(_is_structured, sample.documents))) or sample.head.startswith(
        (b"#Software:", b"#Version:", b"#Fields:", b"#Date:")
    ):
        return 0.0
    layout = _layout(sample)
    if layout is None or (layout.patterns[0][0] in ("clock", "epoch", "numeric") and layout.share < 0.5):
        return 0.0
    if layout.share >= 0.5:
        return 0.7
    if layout.opening and (layout.share >= 0.1 or (layout.count >= 3 and layout.share >= 0.02)):
        return 0.6
    return 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each line that begins with a time, with the lines below it up to the next."""
    layout = _layout(context.sample)
    if layout is None:
        return
    reader = Reader(context.clock, layout)
    named = "service" in layout.patterns[0][1].groupindex
    unclear = 0
    objects = ObjectsBeside(context)
    gathered: Iterator[Gathered[Found | dict[str, Plain]]] = gather(
        text, lambda raw: objects.find(raw) or layout.find(decoded(raw))
    )
    for head, more, offset, length, line, lines in gathered:
        if isinstance(head, dict):
            made = objects.record(head, [decoded(raw) for raw in more])
            yield made._replace(offset=offset, length=length, lines=lines, line=line)
            continue
        moment = reader.moment(head) or NO_TIME
        unclear += head.form == "numeric" and moment.at is None and moment.precision != "unknown"
        what, severity = _said(head)
        if more:
            below = _LEVEL_BELOW.match(decoded(more[0]))
            severity = severity or (below["level"] if below else None)
            what = "\n".join([what, *map(decoded, more)]).lstrip("\n")
        who = head.match["service"] or head.match["bracket"] if named else None
        who = None if who and who.isdigit() else who
        yield Record(offset, length, lines, moment, what, who, severity, None, None, None, (), line, None)
    if unclear:
        context.report("EV203", f"day, month, and year cannot be told apart in {unclear} record(s)", None)


def _is_structured(value: Plain) -> bool:
    """Whether a JSON document is one to its writer: a number between brackets is rather how a line of a log begins."""
    return isinstance(value, Mapping) or (isinstance(value, list) and any(isinstance(item, Mapping) for item in value))


@lru_cache(maxsize=4)
def _layout(sample: Sample) -> Layout | None:
    return lay_out([decoded(line) for line in sample.lines if not is_object(line)])


def _said(head: Found) -> tuple[str, str | None]:
    """What a line says besides its time, and its severity."""
    match = head.match
    line, end = match.string, match.end("stamp")
    if "inner" in match.re.groupindex:
        return line.strip(), level_within(line, end)
    after = _AFTER.match(line, end)
    at = after.end() if after else end
    severity = _GLOG[match["letter"]] if head.form == "glog" else match["before"]
    level = _LEVEL.match(line, at)
    if level:
        return line[level.end() :].strip() or line[at:].strip(), severity or level["level"]
    if severity is None:
        severity = level_within(line, at)
    return line[at:].strip(), severity
