"""Reading Markdown lists: labelled values, groups, and items."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from afterword.houses.asking import likeness
from afterword.houses.fields import Path, main_name
from afterword.houses.house import GroupSlot, Hole, LabelSlot, ListSlot, Part, Pattern
from afterword.houses.patterns import marked_spans
from afterword.houses.reading.actions.acting import is_free
from afterword.houses.reading.actions.action_lists import read_action_item
from afterword.houses.reading.items import read_item
from afterword.houses.reading.outline import label_slots, list_slots, owners
from afterword.houses.reading.places import Layout, Place, Unit
from afterword.houses.reading.residue import is_residue
from afterword.houses.reading.rows import read_label
from afterword.houses.reading.times import entries
from afterword.houses.reading.times.timed_items import first_line, indent_of, read_timed_item
from afterword.houses.template import walk
from afterword.model.span import Span
from afterword.text.blocks import Block
from afterword.text.expressions import later
from afterword.text.wording import leading_label, name_key, plain_text, short_key

if TYPE_CHECKING:
    from afterword.houses.reading.sections import SectionReader
    from afterword.houses.reading.work import Work

_ALIKE = 0.59
_CHECK = later(r"\[([ xX])\][ \t]+")
_WHAT = Hole(path=("actions", "what"))


def read_list(reader: SectionReader, block: Block) -> bool:
    """Reads a list as labelled values, groups, or items; False where it is free text."""
    part = reader.part
    slots = _labels(tuple(c.part for c in reader.stack))
    if not slots and not owners(part) and not any(owners(c.part) for c in reader.stack):
        return False
    if is_house_list(reader, block):
        return True
    matched = [_label_of(reader, item, slots) for item in block.children]
    if not any(matched) and not _list_owner(reader):
        return False
    for item, slot in zip(block.children, matched, strict=True):
        if isinstance(slot, Part):
            _read_part_item(reader, item, slot)
        elif slot is not None:
            _read_label_item(reader, item, slot)
        else:
            _read_plain_item(reader, item)
    reader.joined = False
    return True


def is_house_list(reader: SectionReader, block: Block) -> bool:
    """Whether a list is the house's own words, item for item."""
    ours = reader.house_words()
    if not ours:
        return False
    is_any = False
    for item in block.children:
        text = plain_text(reader.work.text(first_line(reader, item))).strip(" -*_|.:").casefold()
        if text and text not in ours:
            return False
        is_any = is_any or bool(text)
    return is_any


@lru_cache(maxsize=4096)
def _labels(stack: tuple[Part, ...]) -> Mapping[str, LabelSlot | Part]:
    """What labels in a list may be, by their keys, where these parts are open; the innermost is the last."""
    found: dict[str, LabelSlot | Part] = {}
    for depth, outer in enumerate(reversed(stack)):
        for part in walk(outer) if not depth else (outer,):
            for slot in label_slots(part):
                found.setdefault(slot.key, slot)
            for node in part.nodes:
                if isinstance(node, GroupSlot):
                    for line in node.lines:
                        found.setdefault(line.key, line)
                if isinstance(node, Part) and node.level == 9:
                    for key in node.keys:
                        found.setdefault(key, node)
    return found


def _label_of(reader: SectionReader, item: Block, slots: Mapping[str, LabelSlot | Part]) -> LabelSlot | Part | None:
    if not slots:
        return None
    content = reader.work.text(first_line(reader, item))
    check = _CHECK.match(content)
    content = content[check.end() :] if check else content
    label = leading_label(content)
    for name in (label[0], content) if label else (content,):
        for key in (name_key(name), short_key(name)):
            if key and key in slots:
                return slots[key]
    folded = name_key(content)
    ticks, questions = _ticks_and_questions(tuple(c.part for c in reader.stack))
    return next((s for k, s in ticks if folded.startswith(k)), None) or _question_of(folded, questions)


_Labels = tuple[tuple[str, LabelSlot | Part], ...]


@lru_cache(maxsize=4096)
def _ticks_and_questions(stack: tuple[Part, ...]) -> tuple[_Labels, _Labels]:
    """Of these labels those of boxes to tick, and those that ask something."""
    known = _labels(stack).items()
    ticks = tuple((k, s) for k, s in known if isinstance(s, LabelSlot) and s.form == "check")
    return ticks, tuple((k, s) for k, s in known if k.endswith("?"))


def _question_of(folded: str, questions: _Labels) -> LabelSlot | Part | None:
    """The house's question that an item asks in the same or in similar words."""
    best: tuple[float, LabelSlot | Part | None] = (0.0, None)
    for key, slot in questions:
        if folded.startswith(key):
            return slot
        share = likeness(folded.partition("?")[0], key) if "?" in folded else 0.0
        if share > max(best[0], _ALIKE):
            best = (share, slot)
    return best[1]


def _read_label_item(reader: SectionReader, item: Block, slot: LabelSlot) -> None:
    work = reader.work
    content = work.text(item.text)
    check = _CHECK.match(content)
    begin = check.end() if check else 0
    end = _label_end(content, begin, slot)
    rest = content[end:]
    lead = len(rest) - len(rest.lstrip())
    start = item.text.start + end + (lead if rest.strip() else min(lead, 1))
    place = Place(
        span=Span(min(start, item.text.end), item.text.end),
        codec="block",
        before="" if rest[:1].isspace() else " ",
        indent=indent_of(reader, item),
    )
    group = _group_of(reader, slot)
    if group is not None:
        _read_group_line(reader, group, slot, place, item)
        return
    names = _nested_names(reader, item, slot)
    if names is not None:
        return
    read_label(work, slot, place, item.first, item.last)
    if slot.form == "check" and check and check.group(1) != " ":
        units = work.scan.units.get(("runbooks",), [])
        if units and units[-1].first == item.first and units[-1].in_table_slot:
            units[-1].in_table_slot = False
            units[-1].item.setdefault("name", None)


def _nested_names(reader: SectionReader, item: Block, slot: LabelSlot) -> bool | None:
    """Reads the items of a list below a label, each by itself, where the label's field is a list of objects."""
    nested = [child for child in item.children if child.kind == "list"]
    hole = next((p for p in slot.pattern if isinstance(p, Hole)), None)
    first = first_line(reader, item)
    if not nested or hole is None or not dict(hole.fixed) or hole.path[-2:-1] == ("questions",):
        return None
    if reader.work.text(first)[_label_end(reader.work.text(first), 0, slot) :].strip():
        return None
    for child in nested[0].children:
        place = Place(span=child.text, codec="block", indent=indent_of(reader, child))
        read_label(reader.work, replace(slot, form="item"), place, child.first, child.last)
    return True


def _label_end(content: str, begin: int, slot: LabelSlot) -> int:
    label = leading_label(content[begin:])
    if (label and name_key(label[0]) in {slot.key, short_key(slot.key)}) or (label and short_key(label[0]) == slot.key):
        return begin + label[1]
    plain = slot.label.strip()
    if content[begin:].startswith(plain):
        return begin + len(plain)
    question = re.match(r"[*_]*[^?\n]*\?[*_]*", content[begin:])
    if question:
        return begin + question.end()
    words = re.match(re.escape(plain.strip("*_: ")) + r"[*_:]*", content[begin:].lstrip("*_"), re.IGNORECASE)
    return begin + (words.end() if words else len(content.split("\n", 1)[0]) - begin)


def _group_of(reader: SectionReader, slot: LabelSlot) -> GroupSlot | None:
    for collector in reader.stack:
        if (group := _groups(collector.part).get(id(slot))) is not None:
            return group
    return None


@lru_cache(maxsize=4096)
def _groups(outer: Part) -> Mapping[int, GroupSlot]:
    """The groups of lines in a part and the parts within it, by the identity of each line."""
    nodes = [node for part in walk(outer) for node in part.nodes if isinstance(node, GroupSlot)]
    return {id(line): node for node in reversed(nodes) for line in node.lines}


def _read_group_line(reader: SectionReader, group: GroupSlot, slot: LabelSlot, place: Place, item: Block) -> None:
    work = reader.work
    hole = next(p for p in slot.pattern if isinstance(p, Hole))
    units = work.scan.units.get(group.owner, [])
    name = hole.path[-1]
    unit = units[-1] if units else None
    if unit is None or name in unit.places or unit.last != item.first:
        layout = Layout(form="group", group=tuple((line.before + line.label, line.pattern) for line in group.lines))
        unit = Unit(owner=group.owner, first=item.first, last=item.last, layout=layout, item={}, in_table_slot=True)
        work.add(unit)
    unit.last = item.last
    unit.places[name] = place
    value = place.decode(work.text(place.span)) or None
    unit.item[name] = value
    unit.in_table_slot = unit.in_table_slot and value is None


def _read_part_item(reader: SectionReader, item: Block, part: Part) -> None:
    reader.leave_labels(item.first, part)
    reader.open(part, item.first, item.first + 1)
    for child in item.children:
        if child.kind == "list":
            read_list(reader, child)
    reader.close(item.last)


def _list_owner(reader: SectionReader) -> tuple[Path, Pattern, tuple[tuple[str, str], ...]] | None:
    for collector in reversed(reader.stack):
        slots = sorted(list_slots(collector.part), key=lambda s: not isinstance(s, ListSlot))
        for slot in slots:
            pattern = slot.pattern if isinstance(slot, ListSlot) else ()
            return slot.owner, pattern, slot.fixed
        if collector is reader.stack[0]:
            inner = [s for p in walk(collector.part) for s in list_slots(p)]
            held = {s.owner for s in inner}
            if len(held) == 1 and len(inner) > 1:
                return inner[0].owner, next((s.pattern for s in inner if isinstance(s, ListSlot)), ()), ()
            if is_free(reader) and ("actions",) in held:
                return ("actions",), (), ()
    return None


def _read_plain_item(reader: SectionReader, item: Block) -> None:
    work = reader.work
    chosen = _list_owner(reader)
    if chosen is None:
        reader.free(item)
        return
    owner, pattern, fixed = chosen
    text = work.text(item.text)
    is_empty = text.strip() in {"", "[ ]"}
    if owner == ("timeline",) and (text.strip() or item.children or work.house.is_fallback):
        read_timed_item(reader, item, _layout(item, pattern or entries.PATTERN, (), reader), read_list)
        return
    if owner == ("actions",) and is_free(reader) and not is_empty and not _has_form(work, text, pattern):
        read_action_item(reader, item, _layout(item, pattern, fixed, reader), read_list)
        return
    if is_empty or (work.house.reads_freely and is_residue(text)):
        unit = Unit(
            owner=owner,
            first=item.first,
            last=item.last,
            layout=_layout(item, pattern, fixed, reader),
            item=dict(fixed),
            in_table_slot=True,
        )
        unit.places[main_name(owner)] = Place(
            span=item.text, codec="block", indent=indent_of(reader, item), before="" if _spaced(reader, item) else " "
        )
        work.add(unit)
        return
    unit = Unit(
        owner=owner, first=item.first, last=item.last, layout=_layout(item, pattern, fixed, reader), item=dict(fixed)
    )
    if owner == ("actions",) and reader.group:
        unit.item["group"] = reader.group
    place = Place(span=item.text, codec="block", indent=indent_of(reader, item))
    read_item(work, owner, pattern, unit, place)


def _has_form(work: Work, text: str, pattern: Pattern) -> bool:
    """Whether an action says several things in the form that its house has for them."""
    if work.house.is_fallback or sum(isinstance(piece, Hole) for piece in pattern) <= 1:
        return False
    check = _CHECK.match(text)
    return marked_spans(pattern, _WHAT, text[check.end() :] if check else text) is not None


def _spaced(reader: SectionReader, item: Block) -> bool:
    start = reader.work.source.bounds[item.first][0]
    return reader.work.source.text[start : item.text.start].endswith(" ")


def _layout(item: Block, pattern: Pattern, fixed: tuple[tuple[str, str], ...], reader: SectionReader) -> Layout:
    content = reader.work.source.content(item.first)
    lead = content[: len(content) - len(content.lstrip(" \t>"))]
    is_boxed = bool(_CHECK.match(reader.work.text(item.text)))
    return Layout(form="item", pattern=pattern, marker=item.marker, indent=lead, fixed=fixed, is_boxed=is_boxed)
