"""Items of lists other than rows: what an item's text says, and the citations it carries."""

import re
from dataclasses import replace
from typing import cast

from afterword.houses.fields import Path, field_at, main_name, read_value, token
from afterword.houses.house import Hole, LabelSlot, Pattern
from afterword.houses.notation import Tail, read_id, read_links, read_tail
from afterword.houses.patterns import hole_spans, is_marked, marked_spans
from afterword.houses.reading.places import Layout, Place, Unit
from afterword.houses.reading.residue import is_example_event
from afterword.houses.reading.work import Work
from afterword.model.plain import Plain
from afterword.model.span import Span
from afterword.text.expressions import later

_CHECK = later(r"\[([ xX])\][ \t]+")
_LINK = later(r"\[([^\]]*)\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)|<?(https?://[^\s>)]+)>?")
_NAME = later(r"(?<![^\s,;&])(?!and\b)[^\s,;&()](?:[^\s,;&()]|\s+(?!and\b)(?=[^\s,;&])|\([^()\n]*\))*")
_LINKS = later(rf"(?:(?:{_LINK.pattern})\s*[,;]?\s*)+")
_TRACKER = later(
    r"\s*[-\u2013\u2014:,(]*\s*((?:https?://\S+?|<https?://[^>]+>)|[A-Z][A-Z0-9]+-\d+|[\w./-]*#\d+"
    r"|\[(?:[^\]]*)\]\([^)]*\)|\[[^\]]+\]\[[^\]]*\])\)?[.\s]*$"
)
_WHAT = Hole(path=("actions", "what"))
_NOTE = later(r"\s*\[\^([^\]\s]+)\]")
_OWNER = later(
    r"\s*[-\u2013\u2014,]?\s*(?:\(\s*)?\b(?:owner|assigned to|assignee|responsible)\b\s*:?\s*(@?[^,;()\n]+?)\s*\)?\s*$",
    re.IGNORECASE,
)
_DUE = later(
    r"\s*[-\u2013\u2014,;]?\s*(?:\(\s*)?\b(?:due|deadline|by)\b(?:\s+date)?\s*:?\s*(\d{4}-\d{2}-\d{2})\s*\)?\s*$",
    re.IGNORECASE,
)


def take_tail(work: Work, unit: Unit, tail: Tail) -> None:
    """Adds what the notation at the end of an entry says to the item."""
    if tail.chain:
        unit.chain = True
    if not tail.notes:
        return
    texts = [work.scan.footnotes[n][1] for n in tail.notes if n in work.scan.footnotes]
    work.scan.used_footnotes.update(n for n in tail.notes if n in work.scan.footnotes)
    if texts:
        unit.item["evidence"] = [*cast(list[Plain], unit.item.get("evidence") or []), *texts]


def read_field(work: Work, unit: Unit, hole: Hole, place: Place) -> None:
    """Reads one field of an item from its place."""
    name = hole.path[-1]
    text = work.text(place.span)
    if name == main_name(unit.owner):
        read_main(work, unit, text, place)
        return
    value = place.decode(text)
    known = field_at(hole.path)
    if known and known.shape == "strings" and unit.owner == ("timeline",):
        labels = tuple(_NOTE.findall(value))
        names = [part.strip() for part in _NOTE.sub("", value).split(",") if part.strip()]
        unit.item[name] = cast(Plain, names)
        take_tail(work, unit, Tail(start=len(value), notes=labels))
        return
    unit.item[name] = work.value(hole.path, value)


def read_labelled_item(
    work: Work, slot: LabelSlot, hole: Hole, value: str, place: Place, first: int, last: int
) -> bool:
    """Reads a labelled value that is an item of a list; False for a single value."""
    known = field_at(hole.path)
    if known is None or known.owner is None:
        return False
    if parts := _several_links(known.owner, value, place) or _several_names(known.owner, value, place):
        for part in parts:
            read_labelled_item(work, slot, hole, part.decode(work.text(part.span)), part, first, last)
        return True
    fixed = dict(hole.fixed)
    form = "item" if slot.form in {"item", "check"} else slot.form
    layout = Layout(
        form="item" if form == "item" else "row" if form == "row" else "line",
        pattern=slot.pattern,
        fixed=tuple(fixed.items()),
    )
    unit = Unit(owner=known.owner, first=first, last=last, layout=layout, item=cast(dict[str, Plain], dict(fixed)))
    unit.in_table_slot = not value.strip()
    unit.places[known.name] = place
    if known.owner[-1] == "questions":
        unit.item["question"] = slot.label.strip().strip("*_ ") or None
    if value.strip():
        read_main(work, unit, work.text(place.span), place) if known.name == main_name(
            known.owner
        ) else unit.item.update({known.name: work.value(hole.path, value)})
    finish(work, unit)
    return True


def _several_links(owner: Path, value: str, place: Place) -> list[Place]:
    """The places of links that stand beside each other under one label; empty for a single one."""
    if owner != ("links",) or not _LINKS.fullmatch(value) or (place.codec == "cell" and "\\|" in value):
        return []
    spans = [m.span() for m in _LINK.finditer(value)]
    return [place.at(place.span.start + a, place.span.start + b) for a, b in spans] if len(spans) > 1 else []


def _several_names(owner: Path, value: str, place: Place) -> list[Place]:
    """The places of the names of reviewers that stand beside each other under one label; empty for a single one."""
    if owner != ("reviewers",) or "\n" in value:
        return []
    spans = [m.span() for m in _NAME.finditer(value)]
    return [place.at(place.span.start + a, place.span.start + b) for a, b in spans] if len(spans) > 1 else []


def read_main(work: Work, unit: Unit, text: str, place: Place) -> None:
    """Reads the words of an item, with the links and citations at their end."""
    name = main_name(unit.owner)
    tail = _tail_of(unit, text)
    take_tail(work, unit, tail)
    body = text[: tail.start].rstrip()
    if unit.owner in {("analysis", "contributing_factors"), ("lessons",)}:
        body, ids = read_links(body)
        if ids:
            unit.item["actions"] = list(ids)
    if unit.owner == ("links",):
        _read_link(unit, body, place)
        return
    unit.places[name] = place.at(place.span.start, place.span.start + len(body))
    unit.tail = place.at(place.span.start + len(body), place.span.start + len(text))
    unit.item[name] = unit.places[name].decode(body) or None


def _tail_of(unit: Unit, text: str) -> Tail:
    """The notation at the end of an item; citations are words of a list that has no evidence."""
    tail = read_tail(text)
    return Tail(start=len(text)) if tail.notes and field_at((*unit.owner, "evidence")) is None else tail


def _read_link(unit: Unit, body: str, place: Place) -> None:
    unit.places["url"] = place.at(place.span.start, place.span.start + len(body))
    match = _LINK.fullmatch(body.strip())
    if match is None:
        unit.item["text"] = place.decode(body) or None
    elif match.group(3):
        unit.item["url"] = match.group(3)
    else:
        unit.item.update({"text": match.group(1) or None, "url": match.group(2)})


def finish(work: Work, unit: Unit) -> None:
    """Takes an item that says something, or the empty place of one."""
    fixed = dict(unit.layout.fixed)
    says = [
        name
        for name, value in unit.item.items()
        if name not in fixed and (value or not (value is None or isinstance(value, list | dict)))
    ]
    if unit.owner == ("timeline",) and says in (["phase"], ["precision"]):
        says = []
    if unit.owner == ("timeline",) and work.house.reads_freely and says and not unit.item.get("phase"):
        what = unit.item.get("what")  # what stands in the cell of the time is not known here yet
        says = [] if what and is_example_event(str(what)) else says
    if unit.owner[-1] == "questions" and not unit.item.get("answer"):
        says = []
    if not says or _is_copy(work, unit):
        unit.in_table_slot = True
    work.add(unit)


def _is_copy(work: Work, unit: Unit) -> bool:
    """Whether a labelled item repeats one that stands under another label of the house."""
    if not unit.layout.fixed or unit.owner != ("links",):
        return False
    return any(u.item == unit.item and u.layout.form != unit.layout.form for u in work.scan.units.get(unit.owner, []))


def read_item(work: Work, owner: Path, pattern: Pattern, unit: Unit, place: Place) -> None:
    """Reads an item's text by the house's pattern, with the marks that actions carry."""
    text = work.text(place.span)
    if owner == ("actions",):
        _read_action(unit, pattern, text, place)
    elif len([p for p in pattern if isinstance(p, Hole)]) > 1:
        tail = _tail_of(unit, text)
        take_tail(work, unit, tail)
        body = text[: tail.start].rstrip()
        for hole, (start, end) in _spans(owner, pattern, body).items():
            inner = place.at(place.span.start + start, place.span.start + end)
            unit.places[hole.path[-1]] = inner
            unit.item[hole.path[-1]] = work.value(hole.path, inner.decode(body[start:end]))
        unit.tail = place.at(place.span.start + len(body), place.span.start + len(text))
    else:
        read_main(work, unit, text, place)
    finish(work, unit)


def _spans(owner: Path, pattern: Pattern, body: str) -> dict[Hole, tuple[int, int]]:
    """Where the values of an item stand; a why without the house's separator is parted at its question mark."""
    spans = hole_spans(pattern, body)
    mark = re.match(r"[^?]*\?[*_]*\s+(?=\S)", body, re.DOTALL)
    if owner != ("analysis", "whys") or len(spans) > 1 or mark is None:
        return spans
    holes = [p for p in pattern if isinstance(p, Hole)]
    return {holes[0]: (0, len(body[: mark.end()].rstrip())), holes[1]: (mark.end(), len(body))}


def _read_action(unit: Unit, pattern: Pattern, text: str, place: Place) -> None:
    start, end = 0, len(text)
    check = _CHECK.match(text)
    if check:
        start = check.end()
        done = check.group(1) != " "
        unit.item["status"] = {"value": "done" if done else "pending", "written": f"[{check.group(1)}]"}
        unit.places["status"] = replace(place, span=Span(place.span.start, place.span.start + 3), codec="line")
    found = read_id(text[start:end])
    if found:
        unit.item["id"] = found[0]
        unit.places["id"] = _within(place, text, start, start + text[start:].index(found[0]) + len(found[0]))
        start += found[1]
    told = _without_id(pattern) if found else pattern
    if is_marked(told, _WHAT) and (spans := marked_spans(told, _WHAT, text[start:end])):
        start, end = _read_marked(unit, spans, text, start, place)
    elif sum(isinstance(p, Hole) for p in pattern) > 3:
        end = _read_listed(unit, text, start, end, place)
    else:
        end = _read_marks(unit, text, start, end, place)
    body = text[start:end].rstrip()
    unit.places["what"] = _within(place, text, start, start + len(body))
    unit.item["what"] = place.decode(body) or None


def _without_id(pattern: Pattern) -> Pattern:
    """What an action says behind its id."""
    return pattern[2:] if pattern and isinstance(first := pattern[0], Hole) and first.path[-1] == "id" else pattern


def _read_marked(
    unit: Unit, spans: dict[Hole, tuple[int, int]], text: str, start: int, place: Place
) -> tuple[int, int]:
    """Reads the fields that the house's own words tell apart; returns where the words of the action stand."""
    for hole, (first, last) in spans.items():
        if hole != _WHAT:
            name, words = hole.path[-1], text[start + first : start + last]
            value = link.group(2) or link.group(3) if (link := _LINK.fullmatch(words)) and name == "tracker" else words
            unit.item[name] = read_value(hole.path, value)
            unit.places[name] = place.at(place.span.start + start + first, place.span.start + start + last)
    return start + spans[_WHAT][0], start + spans[_WHAT][1]


def _within(place: Place, text: str, start: int, end: int) -> Place:
    part = text[start:end]
    lead = len(part) - len(part.lstrip())
    return place.at(place.span.start + start + lead, place.span.start + end)


def _read_marks(unit: Unit, text: str, start: int, end: int, place: Place) -> int:
    """Reads owner, due date, and tracker from the end of an action's text; returns where its words end."""
    for _ in range(4):
        rest = text[start:end]
        for name, expression in (("due", _DUE), ("owner", _OWNER), ("tracker", _TRACKER)):
            match = expression.search(rest)
            if match is None or not match.start() or name in unit.item:
                continue
            value = match.group(1)
            link = _LINK.fullmatch(value)
            unit.item[name] = (link.group(2) or link.group(3)) if link and name == "tracker" else value
            unit.places[name] = _within(place, text, start + match.start(1), start + match.end(1))
            end = start + match.start()
            break
        else:
            return end
    return end


def _read_listed(unit: Unit, text: str, start: int, end: int, place: Place) -> int:
    """Reads ``what, owner, due, priority, status, tracker`` from the right; returns where the words end."""
    parts = [(m.start(), m.end()) for m in re.finditer(r"[^,]+(?:,(?!\s)[^,]+)*", text[start:end])]
    while len(parts) > 1:
        begin, stop = parts[-1]
        value = text[start + begin : start + stop].strip()
        name, read_as = _listed_field(value, unit, alone=len(parts) == 2)
        if name is None:
            break
        unit.item[name] = read_as
        words = value[: -len(" priority")] if name == "priority" and value.lower().endswith(" priority") else value
        if name == "owner":
            words = str(read_as)
        at = start + begin + text[start + begin : start + stop].index(words)
        unit.places[name] = _within(place, text, at, at + len(words))
        end = start + begin
        parts.pop()
        if name == "owner":
            break
    return len(text[:end].rstrip().rstrip(",").rstrip()) if end < len(text) else end


def _listed_field(value: str, unit: Unit, *, alone: bool) -> tuple[str | None, Plain]:
    link = _LINK.fullmatch(value)
    later = {"owner", "due", "priority"} & set(unit.item)
    if "tracker" not in unit.item and not later and (link or re.fullmatch(r"[A-Z][A-Z0-9]+-\d+|[\w./-]*#\d+", value)):
        return "tracker", (link.group(2) or link.group(3)) if link else value
    if "status" not in unit.item and not later and token(("actions", "status"), value):
        return "status", {"value": token(("actions", "status"), value), "written": value}
    if "priority" not in unit.item and (match := re.fullmatch(r"(\w+) priority", value, re.IGNORECASE)):
        return "priority", read_value(("actions", "priority"), match.group(1))
    if "due" not in unit.item and re.search(r"\d", value):
        due = read_value(("actions", "due"), value)
        if due != value or re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            return "due", due
    if "owner" not in unit.item and value.lower().startswith("owner:"):
        return "owner", value[len("owner:") :].strip()
    if "owner" not in unit.item and len(value.split()) <= 4 and (later or unit.item.get("tracker") or alone):
        return ("owner", value) if later else (None, None)
    return None, None
