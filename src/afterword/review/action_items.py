"""The action items of a document as rules read them: the words of what is to be done, at their place."""

import re
from collections.abc import Callable, Iterator
from typing import cast

from afterword.houses.reading.places import Layout, Unit
from afterword.model.action import Action
from afterword.model.span import Span
from afterword.model.spelled import Spelled
from afterword.model.values import dataclass
from afterword.review.case import Case
from afterword.review.diagnostic import Hit
from afterword.review.passages import masked
from afterword.text.expressions import later

DONE = frozenset({"done", "cancelled"})
"""The statuses of an item that needs nothing more."""
_LEAD = later(r"[\s*_~]*(?:\[[ xX]\]\s*)?(?:[A-Z]{1,6}-?\d+[:.)]?\s+)?(?:\[[^\]]{1,30}\]\s*)?")
_BOUND = later(
    r"\d+(?:\.\d+)?\s*(?:%|percent|ms|s\b|sec|min|h\b|hour|day|week|MB|GB|KB|requests?|connections?|rps|qps|errors?)"
    r"|[<>\u2264\u2265=]\s*\d|\b(?:until|by|before) (?:\d{4}-\d\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct"
    r"|Nov|Dec)\w*|Q[1-4])"
    r"|\bwhen(?:ever)? \S+ (?:\w+ )*(?:exceeds?|drops?|falls?|rises?|is (?:above|below|over|under))",
    re.IGNORECASE,
)
_DECIDED = later(
    r"\b(?:accept(?:ed|s)?|decid(?:ed|e) not|won['\u2019]t|will not|no action|out of scope|risk is)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An action item and where it stands."""

    action: Action
    """What reading made of it."""
    unit: Unit
    """Its place in the document."""
    text: str
    """What is to be done, masked as prose is."""
    start: int
    """Offset of its first character."""

    @property
    def lead(self) -> int:
        """Where its words begin, after marks, a box, and an id."""
        found = _LEAD.match(self.text)
        return found.end() if found else 0

    @property
    def is_open(self) -> bool:
        """Whether it still has to be done."""
        return self.action.status is None or self.action.status.value not in DONE

    @property
    def is_bounded(self) -> bool:
        """Whether it names a threshold, a figure with a unit, or a day."""
        return _BOUND.search(self.text) is not None or bool(self.action.done_when)

    def span(self, match: re.Match[str], group: int | str = 0) -> Span:
        """Where a match in ``text`` stands in the document."""
        return Span(self.start + match.start(group), self.start + match.end(group))

    @property
    def whole(self) -> Span:
        """Where all of its words stand."""
        return Span(self.start + self.lead, self.start + len(self.text.rstrip()))


def items(case: Case) -> tuple[Item, ...]:
    """The action items that have a place of their own, in the order of the text."""
    known = case.memory.get("items")
    if known is None:
        known = case.memory["items"] = tuple(_items(case))
    return cast(tuple[Item, ...], known)


def _items(case: Case) -> Iterator[Item]:
    by_line = {action.line: action for action in case.record.actions}
    for number, unit in enumerate(case.units("actions")):
        action = by_line.get(unit.first + 1)
        if action is None and number < len(case.record.actions):
            action = case.record.actions[number]
        place = unit.places.get("what")
        if action is None or not action.what:
            continue
        span = place.span if place else case.line(unit.first + 1)
        yield Item(action=action, unit=unit, text=masked(case.text[span.start : span.end]), start=span.start)


def worded(case: Case) -> tuple[Item, ...]:
    """The action items, and the points among them that reading took for no items: rules for people, wishes."""
    known = case.memory.get("worded")
    if known is None:
        known = case.memory["worded"] = (*items(case), *_points(case))
    return cast(tuple[Item, ...], known)


def _points(case: Case) -> Iterator[Item]:
    lines = {line for item in items(case) for line in range(item.unit.first, item.unit.last)}
    for passage in case.passages_in("actions"):
        is_known = passage.owner == ("actions",) or passage.line in lines
        if passage.kind == "item" and not (is_known or passage.quoted or _is_title(passage.text)):
            action = Action(what=passage.text.strip(), line=passage.line + 1)
            unit = Unit(
                owner=("actions",), first=passage.line, last=passage.line + 1, layout=Layout(form="item"), item={}
            )
            yield Item(action=action, unit=unit, text=passage.text, start=passage.start)


def _is_title(words: str) -> bool:
    """Whether a point is only what the points under it are about."""
    return words.rstrip(" *_").endswith(":") and len(words.rstrip(" *_:").split()) <= _CLAUSE


_CLAUSE = 4
_DAY = later(
    r"\d{4}-\d\d-\d\d|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b(?:Q[1-4]|[A-Z][a-z]{2,8}) \d{1,4}"
    r"|\b\d{1,2}\.? [A-Z][a-z]{2,8}\b"
)


def is_day(text: str) -> bool:
    """Whether a due date names a day, a month, or a quarter, and not only "soon"."""
    return _DAY.search(text) is not None


def is_answered(case: Case, words: str) -> bool:
    """Whether an action addresses a factor or a lesson, or its own words say that none shall."""
    addressed = (name for action in case.record.actions for name in action.addresses)
    return words in addressed or _DECIDED.search(words) is not None


def missing(case: Case, field: str, name: str, ask: str, *, is_there: Callable[[str], bool] = bool) -> Iterator[Hit]:
    """A finding for each open item that lacks a field, or one for all of them where none has it.

    A house that says what every action has asks for nothing else.
    """
    wanted = case.policy.get("every_action")
    if isinstance(wanted, list) and field not in wanted:
        return
    every = [item for item in items(case) if item.is_open]
    lacking = [item for item in every if not is_there(_written(item.action, field))]
    if len(lacking) == len(every) > 1:
        words = f"none of the {len(every)} items has {'an' if name[0] in 'aeiou' else 'a'} {name}"
        yield Hit(span=case.heading("actions") or lacking[0].whole, message=words, suggestion=ask)
        return
    for item in lacking:
        yield Hit(span=item.whole, message=f"has no {name}", suggestion=ask)


def _written(action: Action, field: str) -> str:
    value = getattr(action, field)
    return value.written or value.value or "" if isinstance(value, Spelled) else value or ""
