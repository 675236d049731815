"""git log: default, fuller, raw, with patches or graph, and one line a commit where it has a date."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.fields import read_time
from afterword.evidence.lines import gather
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.evidence import EntryMoment
from afterword.model.moment import Moment

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_COMMIT: Final = re.compile(
    r"(?P<graph>[*|\\/ _.\-]*)commit (?P<hash>[0-9a-f]{7,64})(?: [0-9a-f ]*)?(?: \((?P<refs>.*)\))?$"
)
_FIELD: Final = re.compile(
    r"(?P<name>Author|AuthorDate|Commit|CommitDate|Date|Merge|author|committer):? +(?P<value>.*)$"
)
_PERSON: Final = re.compile(r"(?P<name>.*?) *<[^>]*>(?: (?P<epoch>\d+) (?P<zone>[+-]\d{4}))?$")
_ONE_LINE: Final = re.compile(
    r"(?P<graph>[*|\\/ _.\-]*)(?P<hash>[0-9a-f]{7,40}) [(\[]?"
    r"(?P<date>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d:\d\d ?(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|[A-Z][a-z]{2},? .{15,26}?[+-]\d{4}|\d{10}(?= ))[)\]]? (?P<what>.*)$"
)
_GRAPH: Final = re.compile(r"^[*|\\/ _.\-]*")

_Head = tuple[str, str, str, str]
"""Hash, graph before it, date and subject where the line has them."""


def score(sample: Sample) -> float:
    """Whether it starts with a commit and its author, or is one line a commit with its date."""
    lines = [line.decode("utf-8", "replace").rstrip("\r") for line in sample.lines]
    if not lines:
        return 0.0
    first = _COMMIT.match(lines[0])
    if first:
        cut = len(first["graph"])
        fields = [found["name"] for line in lines[1:8] if (found := _FIELD.match(line[cut:]))]
        return 0.97 if "Author" in fields or "author" in fields else 0.0
    return sum(1 for line in lines if _ONE_LINE.match(line)) / len(lines) * 0.95


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each commit, its patch included; its time is the committer's where that is given."""
    for head, more, offset, length, line, lines in gather(text, _begins):
        body = [extra.decode("utf-8", "surrogateescape").rstrip("\r") for extra in more]
        made = _commit(head, body, context.clock) if not head[2] else _short(head, context.clock)
        yield made._replace(offset=offset, length=length, line=line, lines=lines)


def _begins(raw: bytes) -> _Head | None:
    line = raw.decode("utf-8", "surrogateescape").rstrip("\r")
    found = _COMMIT.match(line)
    if found:
        return found["hash"], found["graph"], "", ""
    short = _ONE_LINE.match(line)
    return (short["hash"], short["graph"], short["date"], short["what"]) if short else None


def _short(head: _Head, clock: Clock) -> Record:
    moment = read_time(head[2].strip(), clock)
    return _record(moment, f"{head[3].strip()} ({head[0][:10]})", None, ())


def _commit(head: _Head, body: Sequence[str], clock: Clock) -> Record:
    fields: dict[str, str] = {}
    cut = len(head[1])
    message: list[str] = []
    for line in body:
        plain = _GRAPH.sub("", line[:cut]) + line[cut:] if cut else line
        found = _FIELD.match(plain)
        if found and not message:
            fields[found["name"]] = found["value"].strip()
        elif plain.startswith("    "):
            message.append(plain[4:])
        elif message and plain.strip():
            break
    author = _PERSON.match(fields.get("Author") or fields.get("author") or "")
    written = fields.get("AuthorDate") or fields.get("Date") or ""
    authored = _raw(fields.get("author"), clock) or (read_time(written, clock) if written else None)
    committed = _raw(fields.get("committer"), clock) or (
        read_time(fields["CommitDate"], clock) if "CommitDate" in fields else None
    )
    other = (EntryMoment(at=authored.at, what="authored"),) if authored and committed and authored.at else ()
    same = committed is not None and authored is not None and committed.at == authored.at
    subject = next((line.strip() for line in message if line.strip()), "")
    return _record(
        committed or authored,
        f"{subject} ({head[0][:10]})".strip(),
        author["name"] if author else None,
        () if same else other,
    )


def _raw(person: str | None, clock: Clock) -> Moment | None:
    found = _PERSON.match(person or "")
    return clock.epoch(found["epoch"], "s") if found and found["epoch"] else None


def _record(moment: Moment | None, what: str, who: str | None, moments: tuple[EntryMoment, ...]) -> Record:
    return Record(
        offset=0, length=0, lines=0, moment=moment or NO_TIME, what=what, who=who, kind="change", moments=moments
    )
