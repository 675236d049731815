"""Syslog: RFC 3164 and RFC 5424, rsyslog's ISO files, auth.log and cron, framed streams without line ends."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from afterword.evidence.clock import Stamp
from afterword.evidence.lines import STRAY, count_ends, gather
from afterword.evidence.local_months import LOCAL_MONTH, LOCAL_MONTHS
from afterword.evidence.minutes import Minutes
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.text.months import SHORT

JSON: Final = False
"""Of texts that are JSON it is not asked."""

BY_LINE: Final = True
"""Each message is read alike without what precedes it."""
SEVERITIES: Final = ("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug")
"""Severities by their number."""
_LEVELS: Final = frozenset({"EMERG", "ALERT", "CRIT", "ERR", "ERROR", "WARNING", "WARN", "NOTICE", "INFO", "DEBUG"})

_MONTH = "|".join(SHORT)
_ISO = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)"
_BSD = (
    rf"(?:{_MONTH}|{LOCAL_MONTH})\.? (?:[ 0]\d|\d{{1,2}}) (?:\d{{4}} )?"
    r"\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: \d{4}(?= ))?"
)
_OLD = re.compile(
    rf"(?:\d+ (?=<))?(?:<(?P<pri>\d{{1,3}})>)?(?:\d{{1,10}}: )?(?:(?P<origin>(?=[\w.\-]*?[A-Za-z])[\w.\-]+): )?"
    rf"[*.]?(?P<stamp>(?:\d{{4}} )?{_BSD}):?(?: (?P<zone>[A-Z]{{3,4}}):)?"
    r"(?: {1,2}(?!last message )(?P<host>\w[\w.:\-]*(?<=[\w\-]))(?: :(?= %)|(?= [^:])))?"
    r"(?: (?P<tag>[^\s:\[\]<>]+)(?:\[(?P<pid>[^\]\s]*)\])?(?: <(?P<level>[A-Z][a-z]+)>| \([^()\s]{1,80}\))?:)?"
    r" ?(?P<what>.*)",
    re.DOTALL,
)
_NEW = re.compile(
    rf"(?:\d+ )?<(?P<pri>\d{{1,3}})>\d{{1,2}} (?P<stamp>{_ISO}|-) (?P<host>\S+) (?P<tag>\S+) (?P<pid>\S+) (?P<id>\S+)"
    r" (?P<data>-|(?:\[(?:[^\]\\\"]|\\.|\"(?:[^\"\\]|\\.)*\")*\])+) ?(?:\ufeff)?(?P<what>.*)",
    re.DOTALL,
)
_BARE = re.compile(
    rf"(?P<stamp>{_ISO}) (?P<host>[\w.:\-]+) (?P<tag>[\w./\-]+) (?P<pid>\d+|-) (?P<id>[\w.\-]+)"
    r" (?P<data>-|(?:\[(?:[^\]\\\"]|\\.|\"(?:[^\"\\]|\\.)*\")*\])+) ?(?P<what>.*)",
    re.DOTALL,
)
_FILE = re.compile(
    rf"(?:\d+ )?(?:<(?P<pri>\d{{1,3}})>)?(?P<stamp>{_ISO}) (?P<host>[\w.:\-]+)"
    r" (?P<tag>[^\s:\[\]<>]+)(?:\[(?P<pid>[^\]\s]*)\])?(?P<colon>:)?(?: |$)(?P<what>.*)",
    re.DOTALL,
)
_QUICK = re.compile(
    rf"((?:{_MONTH}) [ \d]\d \d\d:\d\d):(\d\d) "
    r"(\w[\w.:\-]*(?<=[\w\-])) ([^\s:\[\]<>]+)(?:\[[^\]\s]*\])?: ?(.*)",
    re.DOTALL,
)
_JOURNAL: Final = re.compile(
    rb"-- (?:Logs begin|Journal begins) at \w+ (?P<year>\d{4})-\d\d-\d\d [\d:]+ (?P<zone>[A-Z]{2,5}|[+-]\d\d)"
    rb", ends? at \w+ (?P=year)-\d\d-\d\d [\d:]+ (?P<last>[A-Z]{2,5}|[+-]\d\d)\. --"
)
_MARK: Final = re.compile(rb"-- .* --\s*$")
_CISCO: Final = re.compile(r"%[A-Z][\w\-]*?-(?P<severity>[0-7])-\w+")
_BROKEN = re.compile(rb"(?:<\d{1,3}>)?[A-Z][A-Za-z]{2} [ \d]\d ")
_STAMP = re.compile(
    r"(?:(?P<first>\d{4}) (?=[^\W\d_]))?(?:(?P<month>[^\W\d_]{3,5})\.? +(?P<day>\d{1,2}) "
    r"(?:(?P<year>\d{4}) )?|(?P<date>\d{4}-\d\d-\d\d)T)"
    r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)(?:[.,](?P<fraction>\d+))?(?P<rest>.*)"
)
_ANY_LANGUAGE = re.compile(rf"(?:\d{{4}} )?(?!(?:{_MONTH})\b)[^\W\d_]")
_FRAME = re.compile(rb"<\d{1,3}>(?=\d{1,2} \d{4}-\d\d-\d\dT|\d{4}-\d\d-\d\dT|[A-Z][a-z]{2} [ \d]\d \d\d:)")


class _Line(NamedTuple):
    minute: str
    second: str
    fraction: str
    stamp: str
    host: str | None
    tag: str | None
    severity: str | None
    what: str


def score(sample: Sample) -> float:
    """The share of lines that begin a message; lines that are indented do not count."""
    if _is_framed(sample):
        frames = _FRAME.findall(sample.head)
        return 0.9 if len(frames) > 1 and _FRAME.match(sample.head) else 0.0
    lines = [line for line in sample.lines if not line[:1].isspace() and not _MARK.match(line)]
    if not lines:
        return 0.0
    return sum(map(_is_telling, lines)) / len(lines) * 0.92


def _is_telling(line: bytes) -> bool:
    """Whether a line shows that this is syslog: chats, too, begin with months in small letters or other languages."""
    head = _begins(line)
    return isinstance(head, _Line) and bool((head.host and head.tag) or not _ANY_LANGUAGE.match(head.stamp))


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message."""
    _know_journal(context)
    minutes = Minutes(context.clock, _split)
    if _is_framed(context.sample):
        yield from _framed(text, context, minutes)
        return
    moment = minutes.moment
    for head, more, offset, length, line, lines in gather(text, _begins):
        minute, second, fraction, stamp, host, tag, severity, what = head
        if more:
            what = "\n".join([what, *(extra.decode("utf-8", "surrogateescape").rstrip("\r") for extra in more)])
        yield Record(
            offset,
            length,
            lines,
            (moment(minute, second, fraction, stamp) if minute else None) or NO_TIME,
            what,
            f"{host} {tag}" if host and tag else host or tag,
            severity,
            None,
            None,
            None,
            (),
            line,
            None,
        )


def _begins(raw: bytes) -> _Line | Literal["stray"] | None:
    line = raw.decode("utf-8", "surrogateescape").rstrip("\r")
    quick = _QUICK.match(line)
    if quick:
        minute, second, host, tag, what = quick.groups()
        return _Line(minute, second, "", line[:15], host, tag, _cisco(tag) if tag[0] == "%" else None, what)
    first = line[:1]
    if first.isalpha() or first in "*.":
        found = _OLD.match(line)
    elif first == "<" or first.isdigit():
        found = _NEW.match(line) or _BARE.match(line)
        if not found:
            found = _FILE.match(line)
            if found and not found["colon"] and not found["pri"]:
                found = None
            found = found or _OLD.match(line)
    else:
        return STRAY if _MARK.match(raw) else None
    if found:
        return _line(found)
    return STRAY if _BROKEN.match(raw) else None


def _line(found: re.Match[str]) -> _Line:
    part = found.groupdict()
    what = part["what"] or (part["data"] if part.get("data", "-") != "-" else "")
    named = part["host"] or part.get("origin")
    host, tag = (value if value and value != "-" else None for value in (named, part["tag"]))
    severity = SEVERITIES[int(part["pri"]) % 8] if part.get("pri") else part.get("level")
    severity = severity or _cisco(tag or "")
    if host in _LEVELS:
        # Where a system logs for itself alone, the severity takes the place of the host.
        host, severity = None, host
    stamp = found["stamp"]
    time = _STAMP.match(stamp)
    if not time:
        return _Line("", "", "", "", host, tag, severity, what)
    whole = f"{stamp} {part['zone']}" if part.get("zone") else stamp
    fraction = time["fraction"] or ""
    minute = whole[: time.start("second")] + whole[time.end("fraction" if fraction else "second") :]
    return _Line(minute, time["second"], fraction, whole, host, tag, severity, what)


def _know_journal(context: Context) -> None:
    """Takes year and zone from the head that journalctl writes over its lines, where they are one throughout."""
    head = _JOURNAL.match(context.sample.head)
    if head is None:
        return
    year, why = int(head["year"]), "the journal's head says that it begins and ends in that year"
    context.clock.carried = lambda _: (year, why)
    if head["zone"] == head["last"]:
        context.clock.assumed = (head["zone"].decode(), "the journal's head is in that zone")


def _cisco(tag: str) -> str | None:
    """The severity within the name of a message of Cisco's."""
    found = _CISCO.fullmatch(tag)
    return SEVERITIES[int(found["severity"])] if found else None


def _split(written: str) -> Stamp:
    found = _STAMP.match(written)
    if not found:
        raise ValueError(written)
    rest = found["rest"].strip()
    date = found["date"]
    late_year = rest if rest.isdigit() else None
    year = date[:4] if date else found["first"] or found["year"] or late_year
    return Stamp(
        written=written,
        year=int(year) if year else None,
        month=int(date[5:7]) if date else LOCAL_MONTHS[found["month"].lower()],
        day=int(date[8:]) if date else int(found["day"]),
        hour=int(found["hour"]),
        minute=int(found["minute"]),
        second=int(found["second"]),
        fraction=found["fraction"] or "",
        zone=rest if rest and not late_year else None,
    )


@lru_cache(maxsize=4)
def _is_framed(sample: Sample) -> bool:
    """Whether messages follow each other without line ends, as a forwarded stream is stored."""
    return len(_FRAME.findall(sample.head)) > sum(1 for line in sample.lines if _FRAME.match(line)) + len(
        re.findall(rb"(?:^|\n)\d+ <\d{1,3}>", sample.head)
    )


def _framed(text: Text, context: Context, minutes: Minutes) -> Iterator[Record]:
    data = text.data(context.options.largest_document)
    starts = [found.start() for found in _FRAME.finditer(data)]
    line, seen = 1, 0
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(data)], strict=True), 1):
        line += data.count(b"\n", seen, start)
        seen = start
        head = _begins(data[start:end])
        if isinstance(head, _Line):
            yield Record(
                offset=start,
                length=end - start,
                lines=count_ends(data[start:end], last=end == len(data)),
                moment=(minutes.moment(*head[:4]) if head.minute else None) or NO_TIME,
                what=head.what,
                who=" ".join(part for part in (head.host, head.tag) if part) or None,
                severity=head.severity,
                line=line,
                number=number,
            )
