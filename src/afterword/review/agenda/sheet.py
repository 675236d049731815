"""The facilitator's sheet in Markdown: what to say, what to ask, and places for the answers."""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import count

from afterword.model.record import Record
from afterword.review.agenda.plan import Plan
from afterword.review.agenda.question import Question
from afterword.review.policy.shown import Shown
from afterword.text.expressions import later

LABELS = ("Answer", "Owner", "Due", "Done when", "Next check", "Instead", "Held", "Attendees")
"""What stands before a place for an answer."""
_SEAL = "<!-- afterword:sheet"


def take(path: str) -> str:
    """The mark of a place whose text goes to a field; of an empty path to the notes of the meeting."""
    return f"<!-- take: {path or 'meeting.discussion[+]'} -->"


def sheet(record: Record, name: str, house: str, planned: Plan) -> str:
    """The sheet; ``name`` is the document's file, ``house`` says its house in words."""
    lines = list(_lines(record, name, house, planned))
    return "\n".join([*lines, "", seal(lines), ""])


def mark(line: str) -> str:
    """What a line of a sheet is known by."""
    return hashlib.sha256(" ".join(line.split()).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def seal(lines: Sequence[str]) -> str:
    """The comment that tells the sheet's own lines from what people write between them."""
    marks = dict.fromkeys(mark(line) for line in lines if line.strip())
    return f"{_SEAL} {' '.join(marks)} -->"


def sealed(line: str) -> frozenset[str] | None:
    """The marks of a sheet's own lines, where a line is that comment."""
    words = line.strip()
    return frozenset(words[len(_SEAL) : -3].split()) if words.startswith(_SEAL) and words.endswith("-->") else None


def clock(minutes: int) -> str:
    """Minutes after the start: ``1:05``."""
    return f"{minutes // 60}:{minutes % 60:02}"


def _lines(record: Record, name: str, house: str, planned: Plan) -> Iterator[str]:
    status = record.status.value.replace("_", " ") if record.status and record.status.value else "no status"
    given = "the house gives" if planned.is_own else "usual are"
    yield f"# Meeting: {record.title or name}"
    yield ""
    yield f"{name}, {house}, {status}. {planned.minutes} minutes; {given} {planned.least} to {planned.most}."
    yield ""
    yield f"Held: {_first(record.meeting.when)}{take('meeting.when')}"
    yield f"Attendees: {_first(', '.join(record.meeting.attendees))}{take('meeting.attendees')}"
    yield ""
    yield "Write answers after their labels or below them; a line that stands alone becomes a note of the meeting."
    yield f"`afterword agenda {name} --take NOTES.md` puts them into the document."
    yield ""
    yield f"## {clock(0)} Opening (5 min)"
    yield ""
    for role in planned.roles:
        yield f"- {role.role}: {role.name or 'nobody is named'}"
    yield ""
    for principle in planned.principles:
        yield f"> {principle}"
    numbers = count(1)
    for part in planned.parts:
        yield ""
        yield f"## {clock(part.start)} {part.topic.capitalize()} ({part.minutes} min)"
        for question in part.questions:
            yield from _question(next(numbers), question)
    yield ""
    yield f"## {clock(planned.closing)} Closing (5 min)"
    yield ""
    yield f"Decisions, a line each: {take('meeting.decisions[+]')}"
    yield ""
    yield f"New actions, a line each (what, @owner, by 2026-03-26): {take('actions[+]')}"
    yield ""
    yield f"Assumptions, surprises, anything else: {take('')}"
    if planned.aside:
        yield ""
        yield "## In writing"
        yield ""
        yield f"There is no time for {'this one' if len(planned.aside) == 1 else f'these {len(planned.aside)}'}."
        for question in planned.aside:
            yield from _question(next(numbers), question)


def _first(text: str | None) -> str:
    return f"{' '.join(text.split())} " if text else ""


def _question(number: int, question: Question) -> Iterator[str]:
    yield ""
    yield f"### {number}. {question.ask}"
    yield ""
    if question.why:
        yield f"> {question.why}"
    for shown in question.about:
        yield f"> {quoted(shown)}"
    if question.why or question.about:
        yield ""
    for field in question.fields:
        yield f"{field.label or 'Answer'}: {take(field.path)}"


def quoted(shown: Shown) -> str:
    """A stretch of the document with its line."""
    return f"line {shown.line}: {shown.text}" if shown.line else shown.text


_COMMENT = later(r"\s*<!--.*?-->")


def plain(markdown: str) -> Iterator[str]:
    """The sheet without marks, to be printed or read aloud."""
    blank = True
    for line in markdown.splitlines():
        words = _COMMENT.sub("", line).rstrip()
        if line.startswith(("`afterword agenda", "Write answers")) or (not words and (blank or line.strip())):
            continue
        blank = not words
        if words.startswith("#"):
            level, _, title = words.partition(" ")
            yield title.upper() if level == "##" else title
        else:
            yield f"    {words[2:]}" if words.startswith("> ") else words
