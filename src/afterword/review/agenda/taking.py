"""Putting the answers of a meeting into the document, each at its place and none lost."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, cast

from afterword.errors import RefusedEdit, UsageError
from afterword.houses import lens
from afterword.houses.fields import Item, is_empty, items_of
from afterword.houses.house import House
from afterword.houses.reading.work import get_in
from afterword.houses.writing.assigning import assign, parse
from afterword.model.plain import Plain, to_plain
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.review.agenda.notes import Answer
from afterword.review.asked import says_nothing
from afterword.review.policy.shown import brief
from afterword.text.dates import find_day
from afterword.text.expressions import later
from afterword.text.times import Context, read_time
from afterword.timeline.horizons import horizon_of

Outcome = Literal["written", "carried", "noted", "there already", "lost"]
"""What became of an answer: at its place, in the carried block, among the notes of the meeting instead of at its
place, already there, or nowhere."""

_UNKNOWN = later(
    r"(?:unknown|not known|nobody knows|we (?:do not|don['\u2019]t) know|\?+)\b[\s:.,;\u2013\u2014-]*", re.IGNORECASE
)
_OWNER = later(r"(?:,|\()?\s*(?:owner:?\s*)?(@[\w.-]+)\)?")
_BY = later(r"[,;]?\s*\b(?:by|due|until):?\s*(\d{4}-\d\d-\d\d)")
_PRIORITY = later(r"[,;]\s*(critical|high|medium|low)(?: priority)?\b", re.IGNORECASE)
_AFTER = later(r"timeline\[\+\] (?P<how>after|phase) (?P<what>.+)")
_DISCUSSION = "meeting.discussion[+]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An answer and what became of it."""

    answer: Answer
    """The answer."""
    path: str
    """Where it went, as ``afterword set`` names it."""
    outcome: Outcome
    """What became of it."""
    reason: str | None = None
    """Why it did not go to its place."""


@dataclass(slots=True)
class _Document:
    text: str
    own: Sequence[House]

    def set(self, words: Sequence[str]) -> Outcome:
        """Makes assignments.

        errors: UsageError or RefusedEdit where they cannot be made, or would replace what a field says.
        """
        reading = lens.get(self.text, own=self.own)
        wanted = assign(reading.record, reading.house, [parse(word) for word in words])
        held = _replaced(to_plain(reading.record), to_plain(wanted))
        if held is not None:
            raise RefusedEdit(f"the document says {brief(held)!r} there")
        for may_carry in (False, True):
            try:
                new = lens.put(self.text, wanted, own=self.own, may_carry=may_carry)
            except RefusedEdit:
                if may_carry:
                    raise
                continue
            if lens.agrees(new, wanted, self.own):
                block = lens.get(new, own=self.own).carried.values
                was_carried = block != reading.carried.values
                self.text = new
                return "carried" if was_carried else "written"
        raise RefusedEdit("the document would read back different")


def _replaced(old: Plain, new: Plain) -> str | None:
    """What a field says now that it would not say then; None where fields are only filled and items only added."""
    if isinstance(old, dict) and isinstance(new, dict):
        return next((held for name in old if (held := _replaced(old[name], new.get(name))) is not None), None)
    if isinstance(old, list) and isinstance(new, list):
        if len(old) == len(new):
            return next((held for one, other in zip(old, new, strict=True) if (held := _replaced(one, other))), None)
        return None if all(item in new for item in old) else ", ".join(map(str, old))
    is_kept = old == new or is_empty(old) or (isinstance(old, str) and says_nothing(old))
    return None if is_kept else str(old)


def take_in(text: str, answers: Sequence[Answer], own: Sequence[House]) -> tuple[str, tuple[Taken, ...]]:
    """The document with the answers in it, and what became of each, in the order of the notes.

    laws: every answer is written, carried, noted, or reported as lost; a line that no answer concerns keeps its
    bytes, and a field that says something keeps what it says; taking the same notes twice changes nothing the second
    time.
    """
    document = _Document(text, own)
    taken: dict[int, list[Taken]] = {}
    # places in lists are counted before anything is added to them
    for number in sorted(range(len(answers)), key=lambda n: "[+]" in (answers[n].path or "[+]")):
        taken[number] = list(_take(document, answers[number]))
    return document.text, tuple(each for number in sorted(taken) for each in taken[number])


def _take(document: _Document, answer: Answer) -> Iterator[Taken]:
    path = answer.path
    unknown = _UNKNOWN.match(answer.text) if path and answer.asked and not path.startswith("meeting.") else None
    if unknown:
        rest = " ".join(answer.text[unknown.end() :].split())
        told = [f"unknowns[+].evidence_so_far={rest}"] if rest else []
        yield _tried(document, answer, "unknowns[+]", [f"unknowns[+].what={answer.asked}", *told])
        return
    if path is None or path == _DISCUSSION:
        yield from (_noted(document, answer, line) for line in _sentences(answer))
        return
    if "[+]" in path:
        for line in answer.items:
            words = _added(document, path, line)
            if words is None:
                yield _noted(document, answer, f"{answer.asked} {line}".strip(), reason="it does not start with a time")
            else:
                yield _tried(document, answer, path.split(" ")[0], words, line)
        return
    yield _tried(document, answer, path, [f"{path}={_value(path, answer)}"])


def _value(path: str, answer: Answer) -> str:
    if path.endswith((".due", ".when")):
        found = find_day(answer.text) if path.endswith(".due") else None
        return found[0].isoformat() if found else " ".join(answer.items)
    lines = answer.items
    return lines[0] if len(lines) == 1 else ", ".join(lines) if path.endswith("attendees") else answer.text.strip()


def _sentences(answer: Answer) -> tuple[str, ...]:
    """Notes of the meeting: with the question that they answer, else a line each, with the heading that people set."""
    if answer.asked.endswith("?"):
        return (f"{answer.asked} {' '.join(answer.items)}",)
    if answer.path is None and answer.asked and not answer.is_of_sheet:
        return tuple(f"{answer.asked}: {item}" for item in answer.items)
    return answer.items


def _added(document: _Document, path: str, line: str) -> list[str] | None:
    """The assignments that add an item; None for an entry of the timeline without a time."""
    if found := _AFTER.fullmatch(path):
        return _event(document, found["how"], found["what"], line)
    if path == "actions[+]":
        return list(_action(line, lens.get(document.text, own=document.own).record))
    return [f"{path}={line}"]


def _event(document: _Document, how: str, what: str, line: str) -> list[str] | None:
    reading = lens.get(document.text, own=document.own)
    days = [event.at[:10] for event in reading.record.timeline if event.at and event.at[:4].isdigit()]
    zone = reading.house.time.zone
    day = what[:10] if how == "after" and what[:4].isdigit() else days[-1] if days else None
    context = Context(zone=zone, zone_basis="inferred" if zone else "unknown")
    found = read_time(line, context)
    if found is None:
        return None
    written, rest = line[: found.end].strip(), line[found.end :].strip(" :,\u2013\u2014-")
    has_day = find_day(written) is not None
    stamp = written if has_day or day is None else f"{day} {written}"
    if zone and found.moment.zone_basis != "stated":
        stamp = f"{stamp} {zone}"
    words = [f"timeline[+].at={stamp}", f"timeline[+].what={rest or what}"]
    phase = reading.house.phases.get(what) if how == "phase" else None
    return [*words, f"timeline[+].phase={phase}"] if phase else words


def _action(line: str, record: Record) -> Iterator[str]:
    rest = line
    for name, pattern in (("owner", _OWNER), ("due", _BY), ("priority", _PRIORITY)):
        found = pattern.search(rest)
        if found:
            yield f"actions[+].{name}={found[1].lower() if name == 'priority' else found[1]}"
            rest = rest[: found.start()] + rest[found.end() :]
        horizon = horizon_of(record, found[1]) if found and name == "due" else None
        if horizon and any(action.horizon for action in record.actions):
            yield f"actions[+].horizon={horizon}"
    yield f"actions[+].what={' '.join(rest.split()).strip(' ,;')}"


def _tried(document: _Document, answer: Answer, path: str, words: Sequence[str], line: str | None = None) -> Taken:
    before = document.text
    if "[+]" in path and _is_there(document, words):
        return Taken(answer=answer, path=path, outcome="there already")
    try:
        outcome = document.set(words)
    except (UsageError, RefusedEdit) as error:
        said = line if line is not None else " ".join(answer.items)
        return _noted(document, answer, f"{answer.asked} {said}".strip(), reason=str(error))
    return Taken(answer=answer, path=path, outcome="there already" if document.text == before else outcome)


def _noted(document: _Document, answer: Answer, line: str, reason: str | None = None) -> Taken:
    """A note of the meeting; with a reason it stands there because its own place could not take it."""
    words = " ".join(line.split())
    if words in lens.get(document.text, own=document.own).record.meeting.discussion:
        return Taken(answer=answer, path=_DISCUSSION, outcome="there already")
    try:
        outcome = document.set([f"{_DISCUSSION}={words}"])
    except (UsageError, RefusedEdit) as error:
        return Taken(answer=answer, path=_DISCUSSION, outcome="lost", reason=f"{brief(words)}: {error}")
    return Taken(answer=answer, path=_DISCUSSION, outcome="noted" if reason else outcome, reason=reason)


def _is_there(document: _Document, words: Sequence[str]) -> bool:
    """Whether the list has such an item already, with more of its fields filled or not."""
    reading = lens.get(document.text, own=document.own)
    owner = tuple(words[0].partition("[+]")[0].split("."))
    try:
        wanted = assign(reading.record, reading.house, [parse(word) for word in words])
    except UsageError:
        return False
    old, new = (items_of(owner, get_in(cast("Item", to_plain(each)), owner)) for each in (reading.record, wanted))
    held = [_core(item) for item in old]
    added = [core for item in new if (core := _core(item)) not in held]
    return len(new) == len(old) + 1 and not added


def _core(item: Item) -> tuple[Plain, ...]:
    """What two items that are the same agree in, whatever else is known of one of them."""
    return tuple(
        item.get(name) for name in ("at", "what", "text", "value", "name", "url", "question", "answer", "control")
    )
