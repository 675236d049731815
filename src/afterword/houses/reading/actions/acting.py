"""Reading the actions of a document of no known house: lists, tables, headings, lines, and sentences that promise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from afterword.houses.fields import read_value
from afterword.houses.house import Hole, Pattern
from afterword.houses.reading.actions.action_groups import named_beside
from afterword.houses.reading.actions.action_marks import Mark, as_status, read_marks
from afterword.houses.reading.actions.action_names import may_be_people, named_in_items
from afterword.houses.reading.actions.action_words import Group, deeds, is_known_group, read_group, says_kind
from afterword.houses.reading.items import finish
from afterword.houses.reading.naming import is_plainly_named
from afterword.houses.reading.outline import main_field, owners
from afterword.houses.reading.places import Layout, Place, Unit
from afterword.houses.reading.residue import is_residue
from afterword.houses.reading.times.timed_items import first_line, indent_of
from afterword.model.plain import Plain
from afterword.model.span import Span
from afterword.text.blocks import Block
from afterword.text.expressions import later
from afterword.text.wording import leading_label, name_key, plain_text

if TYPE_CHECKING:
    from afterword.houses.reading.sections import SectionReader
    from afterword.houses.reading.work import Work

ACTIONS = ("actions",)
PATTERN: Pattern = (Hole(path=("actions", "what")),)
"""How an action is written where neither house nor neighbours say otherwise."""

_HANDLE = later(r"(?<![\w@/])@([A-Za-z][\w-]+)")
_BEHIND_TIME = later(r"\d{1,2}[.:]\d{2}(?:\s?[ap]m)?(?:\s[A-Z]{2,4})?\W{1,4}([A-Z]{2,3})\b(?!:)")
_NAMED = later(r"[A-Z][\w'-]+ [A-Z][\w'-]+ \(([A-Z]{2,3})\)")
_BOX = later(r"\[[ xX]\][ \t]+")
_BOLD = later(r"(\*\*|__)(?P<name>[^*_\n]{1,80}?):?\1:?\s*$")
_NUMBER = later(r"\s*(?:\(?\d+[.):]|#\d+)\s*(?=\S)")
_BULLET = later(r"\s*(?:[\u2022\u00b7\u2023\u25aa\u25cf\u2013\u2014]\s*|\(?[a-z]\)\s+)(?=\S)")
_LEAD = later(r"\s*(?:\*\*|__)[^*_\n]{1,80}?(?:\*\*|__)")
_SENTENCE_END = later(r"(?<=[.!?])\s+|\n\s*\n")
_FULL_STOP = later(r"(?:(?<=[^\W_]{2}[.!?])|(?<=[)\"'`\]][.!?]))\s+(?=[\"'(*_\[`@]*[A-Z])")
_LAST_REMARK = later(r"\((?P<said>[^()\n]{3,200})\)[.\s]*$")
_ISSUE = later(r"https?://\S+/(?:issues|pull|browse|merge_requests)/\S")
_DEED = later(r"(?:(?:now|already|was|were|has been|have been|we(?: have)?)\s+)?[a-z]{2,}ed\b", re.IGNORECASE)
_WORDS_OF_GROUP = 6
_SEVERAL = 2
_SHORT_LINE = 50


def is_free(reader: SectionReader) -> bool:
    """Whether the document is of no known house."""
    return reader.work.house.reads_freely


def people(work: Work) -> frozenset[str]:
    """Names, handles, and initials of those whom the document names, in lower case."""
    if work.people is None:
        text = work.source.text
        found = {m.casefold() for m in _HANDLE.findall(text)}
        for name in (*_BEHIND_TIME.findall(text), *_NAMED.findall(text)):
            if name not in deeds().terms:
                found.add(name.casefold())
        for field in ("authors", "responders", "attendees", "owner", "incident_commander", "scribe", "facilitator"):
            held = work.scan.tree.get(field)
            for name in held if isinstance(held, list) else [held]:
                plain = re.sub(r"\s*\(.*", "", str(name or "")).strip()
                found |= {plain.casefold(), *(w.casefold() for w in plain.split() if w[:1].isupper() and len(w) > 2)}
        work.people = frozenset(found - {"", "none"})
    return work.people


def _people(reader: SectionReader) -> frozenset[str]:
    """Those whose names may stand over a group of actions in this section."""
    return named_beside(reader, people(reader.work))


def _is_person(reader: SectionReader) -> Callable[[str], bool]:
    known = people(reader.work) | named_in_items(reader)
    return lambda text: deeds().are_people(text, known)


def is_no_action(text: str, *, is_boxed: bool = False, is_marked: bool = False) -> bool:
    """Whether a text is guidance, advice to readers, a task about the document itself, or says that there is none."""
    d = deeds()
    plain = text.strip()
    if (not is_marked and is_residue(plain)) or d.is_none(plain) or d.guides.match(plain) or d.advises.match(plain):
        return True
    return is_boxed and bool(d.chores.match(plain))


def take(reader: SectionReader, unit: Unit, place: Place, *, cut: int | None = None) -> bool:
    """Reads an action from its text and takes it; False where the text is none.

    ``cut`` is where the text ends that may carry marks; what follows it are details.
    """
    work = reader.work
    text = work.text(place.span)
    marked = read_marks(text[:cut], _is_person(reader), may_be_people)
    end = marked.end if cut is None else len(text)
    words = text[marked.start : end].rstrip()
    is_none = reader.actions_group.is_example or is_no_action(
        words,
        is_boxed=bool(_BOX.match(text)),
        is_marked=any(m.value is not None and m.name != "status" for m in marked.marks),
    )
    if is_none or not re.search(r"\w", words):
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
        else:
            unit.item.setdefault(name, value)


# Items of lists


def read_action_item(
    reader: SectionReader, item: Block, layout: Layout, read_nested: Callable[[SectionReader, Block], bool]
) -> None:
    """Reads an item of a list in a section of actions: an action with its details, or a group of actions."""
    nested = [child for child in item.children if child.kind == "list"]
    head = reader.work.text(first_line(reader, item))
    if nested and _heads_group(head, nested, _people(reader)):
        held = reader.actions_group
        reader.actions_group = _merged(held, read_group(head, _people(reader)))
        for child in nested:
            read_nested(reader, child)
        reader.actions_group = held
        return
    if not item.children[1:] and says_kind(head):
        return
    layout = layout if layout.pattern else replace(layout, pattern=PATTERN)
    unit = Unit(owner=ACTIONS, first=item.first, last=item.last, layout=layout, item={})
    place = Place(span=item.text, codec="block", indent=indent_of(reader, item))
    if nested and _read_sublabels(reader, unit, item, nested, place):
        return
    cut = None
    if nested:
        last = reader.work.source.bounds[nested[0].first - 1][1]
        cut = max(0, min(last, item.text.end) - item.text.start)
    if not take(reader, unit, place, cut=cut) and reader.work.text(item.text).strip():
        reader.free(item)


def _heads_group(head: str, nested: Iterable[Block], known: frozenset[str]) -> bool:
    """Whether an item names a group of the actions in the list below it."""
    if _BOX.match(head):
        return False
    plain = head.strip(" *_")
    if is_known_group(head) or deeds().are_people(plain, known):
        return True
    words = len(plain_text(plain).split())
    has_items = sum(len(n.children) for n in nested) > 0
    ends = plain.endswith((":", "\uff1a"))
    is_name = bool(_BOLD.match(head.strip())) or ends
    return has_items and is_name and words <= 3 and not deeds().is_order(plain)


def _merged(outer: Group, inner: Group) -> Group:
    fields = {**dict(outer.fields), **dict(inner.fields)}
    return Group(name=inner.name or outer.name, fields=tuple(fields.items()), is_example=inner.is_example)


def _read_sublabels(reader: SectionReader, unit: Unit, item: Block, nested: list[Block], place: Place) -> bool:
    """Reads an action whose list below it says only who, when, and where: ``- Owner: me``."""
    work = reader.work
    found = [_fact(work, child.text) for n in nested for child in n.children]
    if not all(found):
        return False
    own = work.source.bounds[nested[0].first - 1]
    end = max(item.text.start, own[0] + len(work.source.content(nested[0].first - 1).rstrip()))
    for fact in found:
        if fact is not None:
            _set_fact(unit, *fact)
    if not take(reader, unit, replace(place, span=Span(place.span.start, end))):
        reader.free(item)
    return True


# Paragraphs and headings


def read_action_paragraph(reader: SectionReader, block: Block) -> bool:
    """Reads a paragraph in a section of actions: a group's name, lines that are actions, or promises."""
    work = reader.work
    text = work.text(block.text)
    if block.last == block.first + 1 and _names_group(reader, block, text):
        return True
    starts = _starts([work.source.content(n) for n in range(block.first, block.last)], block.first)
    if starts and starts[0] == block.first and (len(starts) > 1 or _BULLET.match(text) or _is_led(reader, text)):
        for first, last in zip(starts, [*starts[1:], block.last], strict=True):
            _line_action(reader, block, first, last)
        return True
    if _has_lists(reader) or not (promises(text) or _reports(text)):
        return False
    return _sentence_actions(reader, block, text) or _paragraph_action(
        reader, block, block.first, block.last, block.text
    )


def _sentence_actions(reader: SectionReader, block: Block, text: str) -> bool:
    """Reads a paragraph several of whose sentences promise work, each with what explains it, as several actions.

    A sentence that decides against something is none, and stays with what no field takes.
    """
    cuts = [(0, 0), *(m.span() for m in _FULL_STOP.finditer(text)), (len(text), len(text))]
    spans = [(before[1], after[0]) for before, after in pairwise(cuts) if before[1] < after[0]]
    promised = [_is_promise(text[start:end]) for start, end in spans]
    refused = [bool(deeds().against.search(text[start:end])) for start, end in spans]
    if not any(promised) or (sum(promised) < _SEVERAL and not any(refused)):
        return False
    held: list[tuple[int, int]] = []
    free: list[tuple[int, int]] = []
    for (start, end), is_promise, is_refused in zip(spans, promised, refused, strict=True):
        if is_refused or (not is_promise and (not held or (free and free[-1][0] > held[-1][0]))):
            free.append((start, end))
        elif is_promise:
            held.append((start, end))
        else:
            held[-1] = (held[-1][0], end)
    for start, end in held:
        first, last = _lines_of(reader, block, start, end)
        at = block.text.start
        _paragraph_action(reader, block, first, last, Span(at + start, at + end))
    for start, end in free:
        first, last = _lines_of(reader, block, start, end)
        at = block.text.start
        item: dict[str, Plain] = {"heading": None, "text": text[start:end], "line": first + 1}
        item["heading"] = reader.section.title or None
        unit = Unit(owner=("remainder",), first=first, last=last, layout=Layout(form="paragraph"), item=item)
        reader.work.add(unit)
    return True


def _lines_of(reader: SectionReader, block: Block, start: int, end: int) -> tuple[int, int]:
    source = reader.work.source
    return source.line_at(block.text.start + start), source.line_at(block.text.start + end - 1) + 1


def _names_group(reader: SectionReader, block: Block, text: str) -> bool:
    plain = text.strip()
    bold = _BOLD.fullmatch(plain)
    name = bold.group("name") if bold else plain
    words = len(plain_text(name).split())
    if words > _WORDS_OF_GROUP and not is_known_group(name):
        return False
    ends = plain.rstrip("*_ ").endswith((":", "\uff1a"))
    if not bold and not (ends and (words <= 3 or is_known_group(name))) and not is_known_group(plain):
        return False
    if _following(reader, block) is None and not read_group(name, _people(reader), initials=bool(bold)).fields:
        return False
    reader.actions_group = _merged(reader.actions_heading, read_group(name, _people(reader), initials=bool(bold)))
    return True


def _starts(lines: list[str], first: int) -> list[int]:
    """The lines of a paragraph on which an action starts: with a bold lead, a bullet of another kind, or an order."""
    if all(_BULLET.match(line) for line in lines):
        return list(range(first, first + len(lines)))
    if len(lines) > 1 and all(deeds().is_order(line) and not line.rstrip().endswith(",") for line in lines):
        return list(range(first, first + len(lines)))
    return [n for n, line in enumerate(lines, first) if _is_lead(line)]


def _is_lead(line: str) -> bool:
    """Whether a line starts with a bold run and goes on behind it."""
    label = leading_label(line.lstrip())
    field = deeds().labels.get(name_key(label[0])) if label else None
    return bool(_LEAD.match(line)) and not _BOLD.match(line.strip()) and field in {None, "what"}


def _is_led(reader: SectionReader, text: str) -> bool:
    """Whether a paragraph with a bold lead is an action by itself: somebody's, an order, or a promise."""
    label = leading_label(text.lstrip())
    if label and is_known_group(label[0]):
        return True
    marked = read_marks(text, _is_person(reader))
    rest = text[label[1] :] if label else text
    if any(m.name == "owner" for m in marked.marks):
        return True
    return not _has_lists(reader) and (deeds().is_order(rest) or promises(rest))


def _line_action(reader: SectionReader, block: Block, first: int, last: int) -> None:
    source = reader.work.source
    start = block.text.start if first == block.first else source.bounds[first][0]
    bullet = _BULLET.match(source.content(first))
    start += bullet.end() if bullet else 0
    end = source.bounds[last - 1][0] + len(source.content(last - 1).rstrip())
    follower = _following(reader, block)
    heads = source.content(last - 1).rstrip().endswith(":")
    if heads and last == block.last and follower is not None and follower.kind == "list":
        reader.consumed.add(id(follower))
        last = follower.last
        end = source.bounds[last - 1][0] + len(source.content(last - 1).rstrip())
    _paragraph_action(reader, block, first, last, Span(start, end))


def _paragraph_action(reader: SectionReader, block: Block, first: int, last: int, span: Span) -> bool:
    unit = Unit(owner=ACTIONS, first=first, last=last, layout=Layout(form="paragraph", pattern=PATTERN), item={})
    place = Place(span=span, codec="block")
    cut = None
    if last > block.last:
        cut = reader.work.source.bounds[block.last - 1][1] - span.start
    if take(reader, unit, place, cut=cut):
        return True
    reader.free(Block(kind="paragraph", first=first, last=last, text=span))
    return True


def read_action_heading(reader: SectionReader, block: Block, title: str) -> bool:
    """Reads a heading in a section of actions: the name of a group, or an action where no lists stand below any."""
    known = _people(reader)
    group = read_group(plain_text(title), known)
    reader.actions_heading = reader.actions_group = group
    reader.group = group.name
    follower = _following(reader, block)
    if _has_lists(reader) or is_known_group(title) or follower is None:
        return True
    number = _NUMBER.match(title)
    start = block.text.start + (number.end() if number else 0)
    marked = read_marks(title[start - block.text.start :], _is_person(reader))
    if not marked.marks and not deeds().is_order(title[start - block.text.start + marked.start :]):
        return True
    layout = Layout(form="heading", pattern=PATTERN, marker="#" * (block.level or 3))
    unit = Unit(owner=ACTIONS, first=block.first, last=block.last, layout=layout, item={})
    _read_facts(reader, unit, follower)
    reader.actions_heading = reader.actions_group = Group()
    take(reader, unit, Place(span=Span(start, block.text.end), codec="line"))
    # what stands below it says more of it, and is no further action
    reader.actions_heading = reader.actions_group = Group(is_example=True)
    return True


def _read_facts(reader: SectionReader, unit: Unit, block: Block) -> None:
    """Reads who, when, and where from the block below an action's heading, where it says nothing else."""
    found = _facts(reader, block)
    if not found:
        return
    for name, value, place in found:
        _set_fact(unit, name, value, place)
    unit.last = block.last
    reader.consumed.add(id(block))


def _facts(reader: SectionReader, block: Block) -> list[tuple[str, str, Place]]:
    """What the lines or items of a block say of an action; nothing where one of them says something else."""
    work = reader.work
    if block.kind == "list":
        spans = [child.text for child in block.children]
    elif block.kind == "paragraph":
        lines = [(work.source.bounds[n][0], work.source.content(n).rstrip()) for n in range(block.first, block.last)]
        spans = [Span(start, start + len(content)) for start, content in lines]
    else:
        return []
    found = [_fact(work, span) for span in spans]
    return [fact for fact in found if fact] if all(found) else []


def _fact(work: Work, span: Span) -> tuple[str, str, Place] | None:
    text = work.text(span)
    lead = len(text) - len(text.lstrip())
    label = leading_label(text[lead:])
    name = deeds().labels.get(name_key(label[0])) if label else None
    if label is None or name in {None, "what"} or "\n" in text.strip():
        return None
    rest = text[lead + label[1] :].rstrip("\\ ")
    start = span.start + lead + label[1] + len(rest) - len(rest.lstrip())
    return str(name), rest.strip(), Place(span=Span(start, start + len(rest.strip())), codec="line")


def _set_fact(unit: Unit, name: str, value: str, place: Place) -> None:
    if not deeds().is_none(value) and name not in unit.item:
        unit.item[name] = as_status(value) if name == "status" else read_value(("actions", name), value)
    unit.places[name] = place


def _has_lists(reader: SectionReader) -> bool:
    """Whether the section holds lists or tables, which are its actions then."""
    return any(
        b.kind == "table" or (b.kind == "list" and not _facts(reader, b))
        for b in reader.section.blocks
        if id(b) not in reader.consumed
    )


def _following(reader: SectionReader, block: Block) -> Block | None:
    following = next(reader.after(block), None)
    return following if following is not None and following.kind != "heading" else None


def promises(text: str) -> bool:
    """Whether one of the sentences of a text says what will be done."""
    return any(_is_promise(sentence) for sentence in _SENTENCE_END.split(text))


def read_flagged_lines(reader: SectionReader, block: Block, first: int, last: int) -> None:
    """Reads lines of a paragraph as an action of no group."""
    held, reader.actions_group = reader.actions_group, Group()
    _line_action(reader, block, first, last)
    reader.actions_group = held


def _reports(text: str) -> bool:
    """Whether a paragraph ends with a remark in brackets that says what was done: ``(fixed by a new role)``."""
    remark = _LAST_REMARK.search(text)
    return remark is not None and bool(_ISSUE.search(remark["said"]) or _DEED.match(remark["said"]))


def _is_promise(sentence: str) -> bool:
    d = deeds()
    if d.vague.search(sentence) or d.advises.match(sentence) or d.guides.match(sentence) or d.against.search(sentence):
        return False
    return bool(d.commits.search(sentence) or d.intends.search(sentence)) or d.is_order(sentence)


# Elsewhere


def _is_heading(reader: SectionReader, text: str) -> bool:
    """Whether a line without any mark is the usual heading of actions: ``Action Items``."""
    part = reader.work.matcher.part(text) if len(text) < _SHORT_LINE and is_plainly_named(text) else None
    return part is not None and main_field(part) == ACTIONS and not reader.work.matcher.is_weak(text)


def _no_list(reader: SectionReader, block: Block) -> bool:
    reader.free(block)
    return False


def announces(reader: SectionReader, block: Block) -> bool:
    """Whether a paragraph outside the sections of actions announces them, and reads the list after it."""
    if not is_free(reader) or block.kind != "paragraph" or owners(reader.root) & {ACTIONS, ("timeline",)}:
        return False
    text = reader.work.text(block.text).strip()
    last = _SENTENCE_END.split(text)[-1]
    follower = _following(reader, block)
    d = deeds()
    is_heading = block.last == block.first + 1 and _is_heading(reader, text)
    if follower is None or follower.kind != "list" or not (is_heading or d.announces.search(last)):
        return False
    label = name_key(last.strip("*_ "))
    if not is_heading and not is_known_group(label) and (not d.commits.search(last) or d.vague.search(last)):
        return False
    if len(text) > len(last) and not is_heading:
        reader.free(block)
    held = reader.actions_group
    reader.actions_group = Group()
    for item in follower.children:
        content = reader.work.source.content(item.first)
        lead = content[: len(content) - len(content.lstrip())]
        layout = Layout(form="item", pattern=PATTERN, marker=item.marker, indent=lead)
        read_action_item(reader, item, layout, _no_list)
    reader.actions_group = held
    reader.consumed.add(id(follower))
    reader.joined = False
    return True
