"""What is said about a place: what the house asks below a heading, and what instant a time means."""

import re
from collections.abc import Iterator

from afterword.houses.house import GroupSlot, Guidance, House, LabelSlot, Part, TableSlot
from afterword.model.event import Event
from afterword.model.moment import Moment, instant
from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.review.case import Case
from afterword.review.figures.rows import rows
from afterword.text.expressions import later
from afterword.text.tables import cells
from afterword.text.time_context import Context
from afterword.text.times import read_time
from afterword.text.wording import name_key

_COMMENT = later(r"<!--(.*?)-->", re.DOTALL)
_TIME = later(r"(?<![\w:])(?=\d{1,4}[-:. /]?\d|\d{1,2}\s?[ap]\.?m\b)", re.IGNORECASE)
_WIDEST = 60
_SECTION = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What is said about a stretch of the text."""

    span: Span
    """The stretch."""
    text: str
    """Markdown."""


def hints_at(case: Case, offset: int) -> tuple[Hint, ...]:
    """What is to be said about a place; nothing for most."""
    line = case.source.line_at(offset)
    return (*_heading(case, line), *_time(case, offset, line))


def _heading(case: Case, line: int) -> Iterator[Hint]:
    """What the house asks below the heading of a line."""
    for found in case.reading.scan.found:
        if found.first == line and found.title and found.part.heading and (text := asked_below(case, found.part)):
            yield Hint(span=case.line(line + 1), text=text)
            return


def asked_below(case: Case, part: Part) -> str:
    """What a house asks in a section; empty where it says nothing about it."""
    house = case.house
    name = _name(part)
    required = case.require.get("sections")
    keys = {name_key(str(each)) for each in required} if isinstance(required, list) else set()
    asks = list(_asks(part))
    guidance = [text for node in _own(part) if isinstance(node, Guidance) for text in _told(node)]
    is_own = _is_of(house, part)
    if not asks and not guidance and not is_own:
        return ""
    head = f"**{name}**"
    if is_own and not house.is_fallback:
        head += f": a section of house `{house.name}`" + (", required" if keys & set(part.keys) else "")
    return "\n\n".join([head, *guidance, *(["\n".join(f"- {ask}" for ask in asks)] if asks else [])])


def _is_of(house: House, part: Part) -> bool:
    return any(part is node or _is_within(node, part) for node in house.root.nodes if isinstance(node, Part))


def _is_within(outer: Part, part: Part) -> bool:
    return any(node is part or _is_within(node, part) for node in outer.nodes if isinstance(node, Part))


def _name(part: Part) -> str:
    return re.sub(r"\{\{.*?\}\}", "", part.heading or "").strip("#* :")


def _own(part: Part) -> Iterator[object]:
    """What a part holds, its labelled stretches included, sections within it not."""
    for node in part.nodes:
        if isinstance(node, Part):
            yield node
            if node.level > _SECTION:
                yield from _own(node)
        else:
            yield node


def _told(node: Guidance) -> Iterator[str]:
    for match in _COMMENT.finditer(node.text):
        yield " ".join(match[1].split())


def _asks(part: Part) -> Iterator[str]:
    for node in _own(part):
        if isinstance(node, LabelSlot):
            yield node.label.strip(" *_:-|")
        elif isinstance(node, TableSlot):
            line = node.header[0].rstrip("\n")
            yield "a row with " + ", ".join(line[s.start : s.end] for s in cells(line, 0))
        elif isinstance(node, GroupSlot):
            yield "a group of " + ", ".join(slot.label.strip(" *_:-|") for slot in node.lines)
        elif isinstance(node, Part):
            yield f"a section {_name(node)}" if node.level <= _SECTION else _name(node)


def _time(case: Case, offset: int, line: int) -> Iterator[Hint]:
    """The instant that an entry's time, or a time in a sentence, means."""
    for row in rows(case):
        if row.time.start <= offset <= row.time.end and row.time != row.whole:
            yield Hint(span=row.time, text=in_utc(row.event))
            return
    if line >= len(case.source.bounds):
        return
    start, end, _ = case.source.bounds[line]
    context = _context(case.record.timeline)
    for match in _TIME.finditer(case.text, max(start, offset - _WIDEST), min(end, offset + 1)):
        found = read_time(case.text[match.start() : min(end, match.start() + 2 * _WIDEST)], context)
        if found and found.has_clock and found.end and match.start() <= offset <= match.start() + found.end:
            span = Span(match.start() + found.start, match.start() + found.end)
            if instant(found.moment.at):
                yield Hint(span=span, text=in_utc(found.moment))
            return


def _context(timeline: tuple[Event, ...]) -> Context:
    """The zone and the day that a time in a sentence most likely has: those of the timeline."""
    known = next((event for event in timeline if event.zone and instant(event.at)), None)
    if known is None:
        return Context()
    moment = instant(known.at)
    only = {event.at[:10] for event in timeline if event.at and instant(event.at)}
    return Context(
        day=moment.date() if moment and len(only) == 1 else None,
        day_basis="inferred",
        zone=known.zone,
        zone_basis="inferred",
        zone_reason="the timeline's zone",
    )


def in_utc(moment: Moment) -> str:
    """A time in UTC, with how well it is known; where it has no instant, what is missing for one."""
    at = moment.at
    if at is None:
        return "No instant: the day is not known."
    shown = shown_time(at, moment)
    if not at.endswith("Z"):
        lacks = "the zone is not known" if "T" in at else "only the day is known"
        lacks = "the year is not known" if at.startswith("--") else lacks
        return f"`{shown.removeprefix('--')}`: {lacks}."
    until = f" to `{shown_time(moment.until, moment)}`" if moment.until else ""
    parts = [f"`{shown}`{until} UTC"]
    if moment.precision not in {"second", "minute", "exact"}:
        parts.append(f"precision: {moment.precision}")
    if moment.zone and moment.zone != "UTC":
        parts.append(f"zone {moment.zone}, {moment.zone_basis}")
    if moment.basis_reason:
        parts.append(moment.basis_reason)
    return "; ".join(parts)


def shown_time(at: str, moment: Moment) -> str:
    """An ``at`` for a person: without the letters, and without seconds that nobody stated."""
    shown = at.removesuffix("Z").replace("T", " ")
    return shown.removesuffix(":00") if moment.precision == "minute" and shown.count(":") > 1 else shown
