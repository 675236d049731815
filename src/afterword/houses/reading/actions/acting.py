"""Taking an action of a document of no known house from its text, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from afterword.houses.fields import read_value
from afterword.houses.house import Hole, Pattern
from afterword.houses.reading.actions.action_groups import named_beside
from afterword.houses.reading.actions.action_marks import Mark, as_status, read_marks
from afterword.houses.reading.actions.action_names import may_be_people, named_in_items
from afterword.houses.reading.actions.action_signs import BOX
from afterword.houses.reading.actions.action_words import Group, deeds
from afterword.houses.reading.items import finish
from afterword.houses.reading.places import Place, Unit
from afterword.houses.reading.residue import is_residue
from afterword.model.span import Span
from afterword.text.expressions import later

if TYPE_CHECKING:
    from afterword.houses.reading.sections import SectionReader
    from afterword.houses.reading.work import Work

ACTIONS = ("actions",)
PATTERN: Pattern = (Hole(path=("actions", "what")),)
"""How an action is written where neither house nor neighbours say otherwise."""

_HANDLE = later(r"@(?<![\w@/]@)([A-Za-z][\w-]+)")
_BEHIND_TIME = later(r"\d\d?[.:]\d{2}(?:\s?[ap]m)?(?:\s[A-Z]{2,4})?\W{1,4}([A-Z]{2,3})\b(?!:)")
_REFUSED = later(r"(?i:(no [a-z -]{3,30}?))\s*[:.;\u2013\u2014]\s")
"""What says that nothing is to be done, before the reason: ``No action: it worked fine``."""
_LETTER = later(r"\w")
_REMARK = later(r"\s*\(.*")
_INITIALS = later(r" \([A-Z]{2,3}\)")
_NAMED = later(r"[A-Z][\w'-]+ [A-Z][\w'-]+ \(([A-Z]{2,3})\)")


def is_free(reader: SectionReader) -> bool:
    """Whether the document is of no known house."""
    return reader.work.house.reads_freely


def people(work: Work) -> frozenset[str]:
    """Names, handles, and initials of those whom the document names, in lower case."""
    if work.people is None:
        text = work.source.text
        found = {m.casefold() for m in _HANDLE.findall(text)}
        for name in (*_BEHIND_TIME.findall(text), *(_NAMED.findall(text) if _INITIALS.search(text) else ())):
            if name not in deeds().terms:
                found.add(name.casefold())
        for field in ("authors", "responders", "attendees", "owner", "incident_commander", "scribe", "facilitator"):
            held = work.scan.tree.get(field)
            for name in held if isinstance(held, list) else [held]:
                plain = _REMARK.sub("", str(name or "")).strip()
                found |= {plain.casefold(), *(w.casefold() for w in plain.split() if w[:1].isupper() and len(w) > 2)}
        work.people = frozenset(found - {"", "none"})
    return work.people


def known_people(reader: SectionReader) -> frozenset[str]:
    """Those whose names may stand over a group of actions in this section."""
    return named_beside(reader, people(reader.work))


def person_test(reader: SectionReader) -> Callable[[str], bool]:
    """Tells which texts name people in this section."""
    known = people(reader.work) | named_in_items(reader)
    return lambda text: deeds().are_people(text, known)


def is_no_action(text: str, *, is_boxed: bool = False, is_marked: bool = False) -> bool:
    """Whether a text is guidance, advice to readers, a task about the document itself, or says that there is none."""
    d = deeds()
    plain = text.strip()
    if (not is_marked and is_residue(plain)) or d.is_none(plain) or d.guides.match(plain) or d.advises.match(plain):
        return True
    if _REFUSED.match(plain) and d.is_none(_REFUSED.split(plain, maxsplit=1)[1]):
        return True
    return is_boxed and bool(d.chores.match(plain))


def take(reader: SectionReader, unit: Unit, place: Place, *, cut: int | None = None) -> bool:
    """Reads an action from its text and takes it; False where the text is none.

    ``cut`` is where the text ends that may carry marks; what follows it are details.
    """
    work = reader.work
    text = work.text(place.span)
    marked = read_marks(text[:cut], person_test(reader), may_be_people)
    end = marked.end if cut is None else len(text)
    words = text[marked.start : end].rstrip()
    is_none = reader.actions_group.is_example or is_no_action(
        words,
        is_boxed=bool(BOX.match(text)),
        is_marked=any(m.value is not None and m.name != "status" for m in marked.marks),
    )
    if is_none or not _LETTER.search(words):
        return False
    for mark in marked.marks:
        _set(unit, mark, place, loose=cut is not None and bool(mark.span) and (mark.span or (0,))[0] >= marked.end)
    _inherit(unit, reader.actions_group)
    unit.places["what"] = _within(place, marked.start, marked.start + len(words))
    unit.item["what"] = unit.places["what"].decode(words) or None
    if not unit.item["what"]:
        return False
    finish(work, unit)
    if marked.doubtful and "owner" not in unit.item:
        message = f"{marked.doubtful!r} may be the owner of this action; nothing says so, and it stays among its words."
        work.doubt("RD435", message, work.source.line_at(place.span.start))
    return True


def _within(place: Place, start: int, end: int) -> Place:
    return place.at(place.span.start + start, place.span.start + end)


def _set(unit: Unit, mark: Mark, place: Place, *, loose: bool) -> None:
    if mark.value is not None:
        unit.item[mark.name] = mark.value
    if mark.span is not None and not loose:
        start, end = mark.span
        span = Span(place.span.start + start, place.span.start + end)
        unit.places[mark.name] = Place(
            span=span, codec="line", indent=place.indent, before=place.before, after=place.after
        )


def _inherit(unit: Unit, group: Group) -> None:
    """Gives an action what its group says of all of them."""
    if group.name:
        unit.item["group"] = group.name
    for name, value in group.fields:
        if name == "status":
            unit.item.setdefault(name, as_status(group.name, value=value))
        elif name == "priority":
            unit.item.setdefault(name, read_value((*ACTIONS, name), value))
        else:
            unit.item.setdefault(name, value)


def merged(outer: Group, inner: Group) -> Group:
    """What a group within another says of its actions."""
    fields = {**dict(outer.fields), **dict(inner.fields)}
    return Group(
        name=inner.name or outer.name, fields=tuple(fields.items()), is_example=outer.is_example or inner.is_example
    )
