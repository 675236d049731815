"""Assignments to fields of a record by path: ``actions[A-3].status=done``, ``timeline[+].what=...``, ``lucky[2]-``."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from afterword.errors import UsageError
from afterword.houses.fields import (
    DATES,
    DERIVED,
    Path,
    field_at,
    is_empty,
    items_of,
    main_name,
    read_value,
    token,
    token_values,
)
from afterword.houses.house import Hole, House, LabelSlot
from afterword.houses.reading.times.entries import time_values
from afterword.houses.reading.work import get_in, set_in
from afterword.houses.template import walk
from afterword.houses.writing.fitting import fitted
from afterword.houses.writing.rendering import has_boxes
from afterword.model.moment import sort_instant
from afterword.model.plain import Plain, from_plain, to_plain
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.text.times import Context, find_day, read_time

_STEP = re.compile(r"([a-z_]+)((?:\[[^\]]+\])*)(?:\.|$)")
_ASSIGNMENT = re.compile(r"((?:[^=\[\]:]|\[[^\]]*\])+?)(:=|=|-$)", re.DOTALL)

Item = dict[str, Plain]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One change to a record."""

    written: str
    """The path as the user wrote it."""
    path: Path
    """The field, without places in lists."""
    places: tuple[str, ...]
    """What stands in brackets, in order: a number from 1, an id, or ``+``."""
    value: Plain
    """The value: a text as given, or JSON; None clears."""
    removes: bool = False
    """Whether the item at the path is removed."""


def parse(text: str) -> Assignment:
    """The assignment that a command-line word states.

    errors: UsageError for a word that is none, a field that does not exist, or broken JSON.
    """
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise UsageError("an assignment holds bytes that are no UTF-8")
    match = _ASSIGNMENT.match(text)
    if match is None:
        raise UsageError(
            f"{text!r} is no assignment; write PATH=VALUE, PATH:=JSON, PATH= to clear, or PATH- to remove an item"
        )
    written, operator = match.group(1).strip(), match.group(2)
    names: list[str] = []
    places: list[str] = []
    at = 0
    while at < len(written):
        step = _STEP.match(written, at)
        if step is None:
            raise UsageError(
                f"{written!r} is no path; write names joined by dots, items as actions[A-3] or timeline[2]"
            )
        names.append(step.group(1))
        places += re.findall(r"\[([^\]]+)\]", step.group(2))
        at = step.end()
    path = tuple(names)
    if path[-1:] == ("value",) and (known := field_at(path[:-1])) and known.shape in {"spelled", "severity"}:
        path = path[:-1]
    if field_at(path) is None or path[0] in DERIVED:
        raise UsageError(f"{written}: there is no such field that can be set; `afterword schema` lists the fields")
    rest = text[match.end() :]
    return Assignment(
        written=written, path=path, places=tuple(places), value=_value(operator, rest, written), removes=operator == "-"
    )


def _value(operator: str, rest: str, written: str) -> Plain:
    if operator == ":=":
        try:
            return cast(Plain, json.loads(rest))
        except (ValueError, RecursionError) as error:
            raise UsageError(f"{written}: {rest!r} is no JSON; use = for plain text") from error
    return rest.strip() or None


def assign(record: Record, house: House, assignments: Sequence[Assignment]) -> Record:
    """The record with all assignments made, in order.

    shape: all assignments to ``[+]`` of one list fill one new item; a new event goes to its place in
    time, a new action after the last of its group.
    errors: UsageError for an item that is not there and for a value that the field cannot have.
    """
    tree = cast(dict[str, Plain], to_plain(record))
    fresh: dict[Path, Item] = {}
    for each in assignments:
        _assign(tree, house, each, fresh)
    for path, item in fresh.items():
        owner = path if field_at(path) else path[:-1]
        if owner[-1] == "questions" and not item.get("question"):
            item["question"] = question_of(house, owner, str(item.get("key")))
        if owner == ("actions",) and has_boxes(house, items_of(owner, get_in(tree, owner))):
            item.setdefault("status", {"value": "pending", "written": "[ ]"})
        _place(tree, owner, item)
    try:
        return from_plain(Record, tree)
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        named = ", ".join(dict.fromkeys(each.written for each in assignments))
        raise UsageError(f"{named}: a value does not fit its field; `afterword schema` says what each takes") from error


def question_of(house: House, owner: Path, key: str) -> str | None:
    """The words in which a house asks one of its questions; None where it asks none with this key."""
    for part in walk(house.root):
        for node in part.nodes:
            if isinstance(node, LabelSlot) and any(
                isinstance(h, Hole) and h.path[:-1] == owner and ("key", key) in h.fixed for h in node.pattern
            ):
                return node.label.strip().strip("*_ ")
    return None


def _assign(tree: dict[str, Plain], house: House, each: Assignment, fresh: dict[Path, Item]) -> None:
    known = field_at(each.path)
    assert known is not None
    if known.owner is None or (known.shape in {"objects", "chains"} and known.owner == each.path and not each.places):
        if known.shape == "strings" and each.places:
            _text_item(tree, each)
            return
        if each.places or each.removes:
            raise UsageError(f"{each.written}: {'.'.join(each.path)} is no list of items")
        set_in(tree, each.path, _typed(each, house))
        return
    owner = known.owner
    if not each.places:
        raise UsageError(f"{each.written}: say which item, as {'.'.join(owner)}[1] or {'.'.join(owner)}[+]")
    items = cast("list[Item]", get_in(tree, owner) or [])
    if owner == ("analysis", "whys"):
        items = _chain(tree, items, each)
    place = each.places[-1]
    if place == "+":
        item = fresh.setdefault(owner, {})
    elif owner[-1] == "questions" and place not in {i.get("key") for i in items} and question_of(house, owner, place):
        item = fresh.setdefault((*owner, place), {"key": place})
    else:
        at = _index(items, owner, place, each)
        if each.removes and each.path == owner:
            items.pop(at)
            return
        item = items[at]
    _fill(item, owner, known.name if each.path != owner else main_name(owner), each, house)


def _chain(tree: dict[str, Plain], chains: list[Item], each: Assignment) -> list[Item]:
    number = each.places[0] if len(each.places) > 1 else "1"
    held = cast("list[list[Item]]", chains)
    if not held:
        set_in(tree, ("analysis", "whys"), [[]])
        held = cast("list[list[Item]]", get_in(tree, ("analysis", "whys")))
    if not number.isdigit() or not 1 <= int(number) <= len(held):
        raise UsageError(f"{each.written}: there are {len(held)} why chains")
    return held[int(number) - 1]


def _text_item(tree: dict[str, Plain], each: Assignment) -> None:
    texts = [str(v) for v in cast("list[Plain]", get_in(tree, each.path) or [])]
    place = each.places[0]
    if place == "+":
        texts.append(str(each.value))
    else:
        at = _index(items_of(each.path, cast(Plain, texts)), each.path, place, each)
        texts[at : at + 1] = [] if each.removes or each.value is None else [str(each.value)]
    set_in(tree, each.path, cast(Plain, texts))


def _index(items: Sequence[Item], owner: Path, place: str, each: Assignment) -> int:
    for at, item in enumerate(items):
        if place in {item.get("id"), item.get("key")}:
            return at
    if place.isdigit() and 1 <= int(place) <= len(items):
        return int(place) - 1
    ids = [str(i["id"]) for i in items if i.get("id")]
    hint = f"; ids are {', '.join(ids[:8])}" if ids else ""
    raise UsageError(f"{each.written}: there is no item {place} among the {len(items)} of {'.'.join(owner)}{hint}")


def _fill(item: Item, owner: Path, name: str, each: Assignment, house: House) -> None:
    if owner == ("timeline",) and name == "at":
        item.update(_time(each, house))
        return
    item[name] = _typed(replace(each, path=(*owner, name)), house)


def _time(each: Assignment, house: House) -> Item:
    if each.value is None:
        return dict.fromkeys(("at", "until", "written", "zone", "basis_reason")) | {
            "precision": "unknown",
            "zone_basis": "unknown",
            "year_basis": "unknown",
        }
    text = str(each.value)
    found = read_time(text, Context(zone=house.time.zone, zone_basis="stated" if house.time.zone else "unknown"))
    if found is None or found.moment.at is None or text[found.end :].strip():
        raise UsageError(
            f"{each.written}: {text!r} is no time with its day; write 2024-02-15T14:32Z or 2024-02-15 14:32 EST"
        )
    return time_values(found.moment)


def _typed(each: Assignment, house: House) -> Plain:
    """The value in the field's own type; text is read as a document's text would be."""
    known = field_at(each.path)
    assert known is not None
    value = each.value
    if value is None or is_empty(value):
        return [] if known.shape in {"strings", "objects", "chains"} else {} if known.shape == "object" else None
    if not isinstance(value, str):
        return fitted(each.path, value, each.written)
    if known.shape in {"objects", "object", "chains"}:
        raise UsageError(f"{each.written}: takes JSON after :=, or one of its fields")
    if known.shape in {"spelled", "token"}:
        meant = token(each.path, value) or (value if value in token_values(each.path) else None)
        if meant is None:
            raise UsageError(f"{each.written}: {value!r} is unknown; it can be {', '.join(token_values(each.path))}")
        spelled = house.spelling.get(".".join(each.path), {}).get(meant, meant)
        return {"value": meant, "written": spelled} if known.shape == "spelled" else meant
    if each.path in DATES and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) and not find_day(value):
        raise UsageError(f"{each.written}: {value} is no day of the calendar")
    read = read_value(each.path, value, house.time.zone)
    if known.shape == "flag" and read is None:
        raise UsageError(f"{each.written}: is true or false")
    return read


def _inherit(item: Item, others: Sequence[Item]) -> None:
    """Gives a new action what the heading of its group says of all actions under it."""
    heading = str(item["group"]).casefold()
    for name in ("horizon", "kind", "category", "owner", "status"):
        value = others[-1].get(name)
        written = value.get("written") if isinstance(value, dict) else value
        is_said = name in {"horizon", "kind", "category"} or (written and str(written).casefold() in heading)
        if value is not None and is_said and all(other.get(name) == value for other in others):
            item.setdefault(name, value)


def _place(tree: dict[str, Plain], owner: Path, item: Item) -> None:
    items = cast("list[Item]", get_in(tree, owner) or [])
    if owner == ("analysis", "whys"):
        cast("list[list[Item]]", items)[-1].append(item)
        return
    at = len(items)
    if owner == ("timeline",) and isinstance(item.get("at"), str):
        moment = sort_instant(str(item["at"]))
        later = (
            n
            for n, e in enumerate(items)
            if moment and (other := sort_instant(cast("str | None", e.get("at")))) and other > moment
        )
        at = next(later, at)
    elif owner == ("actions",):
        group = [
            n
            for n, a in enumerate(items)
            if a.get("horizon") == item.get("horizon") and a.get("group") == item.get("group", a.get("group"))
        ]
        if not group and items and items[-1].get("group") and not {"group", "horizon"} & set(item):
            group = [n for n, a in enumerate(items) if a.get("group") == items[-1]["group"]]
        at = group[-1] + 1 if group else at
        if group and "group" not in item and items[group[-1]].get("group"):
            item["group"] = items[group[-1]]["group"]
        if group and item.get("group"):
            _inherit(item, [items[n] for n in group])
    items.insert(at, item)
    set_in(tree, owner, cast(Plain, items))
