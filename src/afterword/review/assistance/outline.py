"""The outline of a document: its sections, and in them the events and the actions."""

from collections.abc import Iterator
from dataclasses import field
from typing import Literal

from afterword.model.action import Action
from afterword.model.event import Event
from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.review.assistance.hints import shown_time
from afterword.review.case import Case
from afterword.text.wording import plain_text, shortened

EntryKind = Literal["section", "event", "action"]
"""What an entry of an outline is."""
_LONGEST = 100
_LOWEST = 6


@dataclass(slots=True, kw_only=True)
class Entry:
    """An entry of an outline."""

    name: str
    """What it is called; never empty."""
    detail: str = ""
    """Time, or owner and day."""
    kind: EntryKind
    """What it is."""
    span: Span
    """All of it."""
    head: Span
    """Its first line, within ``span``."""
    children: "list[Entry]" = field(default_factory=list)
    """What stands in it, in the order of the text."""


@dataclass(slots=True)
class _Line:
    first: int
    level: int
    title: str


def outline(case: Case) -> tuple[Entry, ...]:
    """The sections of a document as a tree, each with its events and actions."""
    last = len(case.source.bounds)
    roots: list[Entry] = []
    open_: list[tuple[int, int, Entry]] = []
    sections: list[tuple[int, int, Entry]] = []
    headings = sorted(_headings(case), key=lambda each: each.first)
    for number, each in enumerate(headings):
        end = next((h.first for h in headings[number + 1 :] if h.level <= each.level), last)
        entry = Entry(
            name=_short(each.title) or "(no title)",
            kind="section",
            span=_lines(case, each.first, end),
            head=case.line(each.first + 1),
        )
        while open_ and open_[-1][1] <= each.first:
            open_.pop()
        (open_[-1][2].children if open_ else roots).append(entry)
        open_.append((each.first, end, entry))
        sections.append((each.first, end, entry))
    at = -1
    for first, entry in sorted(_items(case), key=lambda pair: pair[0]):
        while at + 1 < len(sections) and sections[at + 1][0] <= first:
            at += 1
        (sections[at][2].children if at >= 0 else roots).append(entry)
    for _, _, entry in sections:
        entry.children.sort(key=lambda child: child.span)
    return tuple(sorted(roots, key=lambda entry: entry.span))


def _lines(case: Case, first: int, last: int) -> Span:
    """Lines up to, not including, ``last``, without the end of the last one."""
    bounds = case.source.bounds
    return Span(bounds[first][0], max(bounds[max(last, first + 1) - 1][1], bounds[first][1]))


def _headings(case: Case) -> Iterator[_Line]:
    told = set()
    for block in case.blocks:
        if block.kind == "heading":
            told.add(block.first)
            yield _Line(block.first, block.level, case.text[block.text.start : block.text.end])
    for found in case.reading.scan.found:
        if found.title and found.first not in told and found.part.level <= _LOWEST and found.body > found.first:
            told.add(found.first)
            yield _Line(found.first, found.part.level, found.title)


def _items(case: Case) -> Iterator[tuple[int, Entry]]:
    count = len(case.source.bounds)
    for event in case.record.timeline:
        if event.line and event.line <= count:
            last = min(max(event.end_line or event.line, event.line), count)
            name = _short(event.what or event.written or "") or "(event)"
            yield event.line - 1, _item(case, name, _when(event), "event", event.line, last)
    ends = {unit.first + 1: unit.last for unit in case.units("actions")}
    for action in case.record.actions:
        if action.line and action.line <= count:
            last = min(max(ends.get(action.line, action.line), action.line), count)
            name = _short(" ".join(filter(None, [action.id, action.what]))) or "(action)"
            yield action.line - 1, _item(case, name, _who(action), "action", action.line, last)


def _item(case: Case, name: str, detail: str, kind: EntryKind, line: int, last: int) -> Entry:
    head = case.line(line)
    whole = _lines(case, line - 1, last)
    return Entry(name=name, detail=detail, kind=kind, span=Span(whole.start, max(whole.end, head.end)), head=head)


def _when(event: Event) -> str:
    at = event.at
    if at is None:
        return event.written or ""
    return shown_time(at, event).removeprefix("--") + (" UTC" if at.endswith("Z") else "")


def _who(action: Action) -> str:
    status = (action.status.written or action.status.value) if action.status else None
    return ", ".join(filter(None, [action.owner, action.due, status]))


def _short(text: str) -> str:
    return shortened(plain_text(text), _LONGEST)
