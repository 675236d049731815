"""Paragraphs in a section of actions: the name of a group, lines that are actions, or promises."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from afterword.houses.reading.actions.acting import ACTIONS, PATTERN, known_people, merged, person_test, take
from afterword.houses.reading.actions.action_facts import facts_among, facts_in, following, has_lists, read_facts
from afterword.houses.reading.actions.action_marks import read_marks
from afterword.houses.reading.actions.action_names import may_be_people
from afterword.houses.reading.actions.action_promises import FULL_STOP, is_promise, promises, reports
from afterword.houses.reading.actions.action_signs import BOX, BULLET, FLAG_OF, LEAD, NUMBER, SIGN
from afterword.houses.reading.actions.action_words import Group, deeds, is_flag, is_known_group, read_group
from afterword.houses.reading.heads import lines_of
from afterword.houses.reading.naming import is_plainly_named
from afterword.houses.reading.outline import BOLD_LINE, main_field
from afterword.houses.reading.places import Layout, Place, Unit
from afterword.model.plain import Plain
from afterword.model.span import Span
from afterword.text.blocks import Block
from afterword.text.expressions import later
from afterword.text.wording import leading_label, name_key, plain_text

if TYPE_CHECKING:
    from afterword.houses.reading.sections import SectionReader

_ADDRESS = later(r"\]\(|://|[\w-]#\d")
_LONGEST_SOLE = 200
_SHORT_LINE = 100
_WORDS_OF_GROUP = 6
_WORDS_OF_POINTER = 14
_SEVERAL = 2
_SHOWN = frozenset({("links",), ("supporting_data",), ("appendices",)})
"""What a label before a list among actions may say that the list is, so that its items are none."""
_TOLD = frozenset({("lessons",), ("went_well",), ("went_wrong",), ("lucky",)})
"""What a label before a text among actions may say that it tells, so that it is none."""


def read_action_paragraph(reader: SectionReader, block: Block) -> bool:
    """Reads a paragraph in a section of actions: a group's name, lines that are actions, or promises."""
    work = reader.work
    text = work.text(block.text)
    if block.last == block.first + 1 and (_read_title(reader, block, text) or _names_group(reader, block, text)):
        return True
    if _points_elsewhere(text):
        return False
    if _is_titled(reader, block):
        name = work.source.content(block.first).strip(" *_:")
        reader.actions_group = merged(reader.actions_heading, read_group(name, known_people(reader)))
        below = lines_of(work.source, block, block.first + 1, block.last)
        return _paragraph_action(reader, below, below.first, below.last, below.text)
    starts = _starts([work.source.content(n) for n in range(block.first, block.last)], block.first)
    if starts and starts[0] == block.first and (len(starts) > 1 or _is_marked(text) or _is_led(reader, text)):
        for first, last in zip(starts, [*starts[1:], block.last], strict=True):
            _line_action(reader, block, first, last)
        return True
    if (
        has_lists(reader)
        or _are_led(reader)
        or (
            not (promises(text) or reports(text))
            and not (_stands_for_action(reader, text) or _is_announced(reader, block, text))
        )
    ):
        return False
    return _sentence_actions(reader, block, text) or _paragraph_action(
        reader, block, block.first, block.last, block.text
    )


def _read_title(reader: SectionReader, block: Block, text: str) -> bool:
    """Reads a bold line as an action where labels below it say who and when, or a text that it heads explains it."""
    bold, after = BOLD_LINE.fullmatch(text.strip()), following(reader, block)
    if bold is None or after is None or is_known_group(bold["name"]):
        return False
    said = facts_among(reader, [after])
    explains = after.kind == "paragraph" and not has_lists(reader) and deeds().is_order(NUMBER.sub("", bold["name"]))
    if (
        not said
        and not facts_in(reader, after)
        and (not explains or BOLD_LINE.fullmatch(reader.work.text(after.text).strip()))
    ):
        return False
    unit = Unit(
        owner=ACTIONS, first=block.first, last=block.last, layout=Layout(form="paragraph", pattern=PATTERN), item={}
    )
    reader.actions_group = reader.actions_heading
    read_facts(reader, unit, after)
    for name, value in said.items():
        unit.item.setdefault(name, value)
    start = block.text.start + text.index(bold["name"])
    number = NUMBER.match(bold["name"])
    span = Span(start + (number.end() if number else 0), start + len(bold["name"]))
    if not take(reader, unit, Place(span=span, codec="line")):
        return False
    reader.actions_group = Group(is_example=True)
    return True


def _is_titled(reader: SectionReader, block: Block) -> bool:
    """Whether a paragraph is a bold name and below it what to do, as others of a section without lists are.

    What stands below all of them says who, until when, or how far it is, or orders something.
    """
    if has_lists(reader) or not _has_title(reader, block):
        return False
    work = reader.work
    titled = [b for b in reader.section.blocks if b.kind == "paragraph" and _has_title(reader, b)]
    texts = [work.text(lines_of(work.source, b, b.first + 1, b.last).text) for b in titled]
    said = [read_marks(text, person_test(reader), may_be_people).marks or deeds().is_order(text) for text in texts]
    return len(titled) >= _SEVERAL and all(said)


def _has_title(reader: SectionReader, block: Block) -> bool:
    is_bold = BOLD_LINE.fullmatch(reader.work.source.content(block.first).strip())
    return is_bold is not None and block.last > block.first + 1


def _is_marked(text: str) -> bool:
    """Whether a bullet of another kind starts a text, or a sign of how far it is."""
    flag = FLAG_OF.match(text)
    starts = BULLET.match(text) or SIGN.match(text) or BOX.match(text.lstrip())
    return bool(starts or says_what(text) or (flag and is_flag(flag["flag"])))


def _is_announced(reader: SectionReader, block: Block, text: str) -> bool:
    """Whether a short paragraph is one of several behind a sentence that announces the actions and ends in a colon."""
    paragraphs = [b for b in reader.section.blocks if b.kind == "paragraph"]
    first = reader.work.text(paragraphs[0].text) if len(paragraphs) > _SEVERAL else ""
    is_behind = bool(paragraphs) and block.first > paragraphs[0].first
    is_short = len(text) <= _LONGEST_SOLE and not text.rstrip().endswith(":")
    return is_behind and is_short and bool(deeds().announces.search(first)) and not deeds().tells.search(text)


def _points_elsewhere(text: str) -> bool:
    """Whether a text only says in which place the actions are."""
    is_short = len(plain_text(text).split()) <= _WORDS_OF_POINTER
    return is_short and bool(deeds().points.match(text)) and bool(_ADDRESS.search(text))


def _stands_for_action(reader: SectionReader, text: str) -> bool:
    """Whether a short text below the usual heading of actions is one although it neither orders nor promises.

    It tells nothing of how things are or were; no list, heading, or promise stands in the section, and no action
    before it.
    """
    section = reader.section
    kinds = {block.kind for block in section.blocks}
    is_usual = is_plainly_named(section.title) and not reader.work.matcher.is_weak(section.title)
    if any(unit.first < section.first for unit in reader.work.scan.units.get(ACTIONS, ())):
        return False
    if (
        not is_usual
        or kinds - {"paragraph", "html", "rule"}
        or len(text) > _LONGEST_SOLE
        or text.rstrip().endswith(":")
    ):
        return False
    if deeds().tells.search(text) or leading_label(text.lstrip()):
        return False
    return not any(promises(reader.work.text(block.text)) for block in section.blocks if block.kind == "paragraph")


def _sentence_actions(reader: SectionReader, block: Block, text: str) -> bool:
    """Reads a paragraph several of whose sentences promise work, each with what explains it, as several actions.

    A sentence that decides against something is none, and stays with what no field takes.
    """
    cuts = [(0, 0), *(m.span() for m in FULL_STOP.finditer(text)), (len(text), len(text))]
    spans = [(before[1], after[0]) for before, after in pairwise(cuts) if before[1] < after[0]]
    promised = [is_promise(text[start:end]) for start, end in spans]
    refused = [bool(deeds().against.search(text[start:end])) for start, end in spans]
    if not any(promised) or (sum(promised) < _SEVERAL and not any(refused)):
        return False
    if not any(refused) and _is_one_of_orders(reader, [text[start:end] for start, end in spans]):
        return False
    held: list[tuple[int, int]] = []
    free: list[tuple[int, int]] = []
    for (start, end), is_kept, is_refused in zip(spans, promised, refused, strict=True):
        if is_refused or (not is_kept and (not held or (free and free[-1][0] > held[-1][0]))):
            free.append((start, end))
        elif is_kept:
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


def _is_one_of_orders(reader: SectionReader, sentences: Sequence[str]) -> bool:
    """Whether a paragraph orders something and then explains it, as most of a section's paragraphs do."""
    first, *after = sentences
    if not deeds().is_order(first) or any(map(deeds().is_order, after)):
        return False
    texts = [reader.work.text(b.text) for b in reader.section.blocks if b.kind == "paragraph"]
    ordering = sum(map(deeds().is_order, texts))
    return ordering > _SEVERAL and 2 * ordering > len(texts)


def _lines_of(reader: SectionReader, block: Block, start: int, end: int) -> tuple[int, int]:
    source = reader.work.source
    return source.line_at(block.text.start + start), source.line_at(block.text.start + end - 1) + 1


def _names_group(reader: SectionReader, block: Block, text: str) -> bool:
    plain = text.strip()
    bold = BOLD_LINE.fullmatch(plain)
    name = bold.group("name") if bold else plain
    words = len(plain_text(name).split())
    if words > _WORDS_OF_GROUP and not is_known_group(name):
        return False
    ends = plain.rstrip("*_ ").endswith((":", "\uff1a"))
    if not bold and not (ends and (words <= 3 or is_known_group(name))) and not is_known_group(plain):
        return False
    if main_field(reader.work.matcher.part(name.strip(" :\uff1a"))) in _SHOWN and following(reader, block):
        reader.actions_group = Group(is_example=True)
        return True
    if following(reader, block) is None and not read_group(name, known_people(reader), initials=bool(bold)).fields:
        return False
    reader.actions_group = merged(reader.actions_heading, read_group(name, known_people(reader), initials=bool(bold)))
    return True


def _starts(lines: list[str], first: int) -> list[int]:
    """The lines of a paragraph on which an action starts: with a bold lead, a bullet of another kind, or an order."""
    if all(_is_marked(line) for line in lines) or _are_orders(lines):
        return list(range(first, first + len(lines)))
    if all(says_what(line) or _is_flagged(line) for line in lines):
        return list(range(first, first + len(lines)))
    if SIGN.match(lines[0]):
        return [n for n, line in enumerate(lines, first) if SIGN.match(line)]
    return [n for n, line in enumerate(lines, first) if _is_lead(line)]


def _is_flagged(line: str) -> bool:
    """Whether a line starts with a word in capital letters that says how far it is."""
    label = leading_label(line.lstrip())
    flag = FLAG_OF.match(line)
    return bool(flag and is_flag(flag["flag"])) or (label is not None and is_flag(label[0]))


def says_what(line: str) -> bool:
    """Whether a line starts with a label that says an action: ``ACTION: check the disks``."""
    label = leading_label(line.lstrip())
    return label is not None and label[0].isupper() and deeds().labels.get(name_key(label[0])) == "what"


def _are_orders(lines: list[str]) -> bool:
    """Whether lines are short texts of their own, each with a capital letter, and most of them orders."""
    if len(lines) < _SEVERAL or any(line.rstrip().endswith(",") for line in lines):
        return False
    orders = sum(map(deeds().is_order, lines))
    are_apart = all(line.lstrip()[:1].isupper() and len(line) < _SHORT_LINE for line in lines)
    return orders == len(lines) or (are_apart and 2 * orders > len(lines))


def _are_led(reader: SectionReader) -> bool:
    """Whether several paragraphs of a section without lists start with a bold lead and go on behind it."""
    content = reader.work.source.content
    leads = [b for b in reader.section.blocks if b.kind == "paragraph" and _is_lead(content(b.first))]
    return len(leads) >= _SEVERAL and not has_lists(reader)


def _is_lead(line: str) -> bool:
    """Whether a line starts with a bold run and goes on behind it."""
    label = leading_label(line.lstrip())
    field = deeds().labels.get(name_key(label[0])) if label else None
    if label and is_known_group(label[0]) and deeds().is_order(line.lstrip()[label[1] :]):
        return True
    return bool(LEAD.match(line)) and not BOLD_LINE.match(line.strip()) and field in {None, "what"}


def _is_led(reader: SectionReader, text: str) -> bool:
    """Whether a paragraph with a bold lead is an action by itself: somebody's, an order, or a promise."""
    label = leading_label(text.lstrip())
    if label and is_known_group(label[0]):
        return True
    marked = read_marks(text, person_test(reader))
    rest = text[label[1] :] if label else text
    if any(m.name == "owner" for m in marked.marks) or _are_led(reader):
        return True
    return not has_lists(reader) and (deeds().is_order(rest) or promises(rest))


def _line_action(reader: SectionReader, block: Block, first: int, last: int) -> None:
    source = reader.work.source
    start = block.text.start if first == block.first else source.bounds[first][0]
    label = leading_label(source.content(first).lstrip())
    if label and main_field(reader.work.matcher.part(label[0])) in _TOLD:
        reader.free(lines_of(source, block, first, last))
        return
    bullet = BULLET.match(source.content(first))
    start += bullet.end() if bullet else 0
    end = source.bounds[last - 1][0] + len(source.content(last - 1).rstrip())
    follower = following(reader, block)
    heads = source.content(last - 1).rstrip().endswith(":") or bool(SIGN.match(source.content(first)))
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


def read_flagged_lines(reader: SectionReader, block: Block, first: int, last: int) -> None:
    """Reads lines of a paragraph as an action of no group."""
    held, reader.actions_group = reader.actions_group, Group()
    _line_action(reader, block, first, last)
    reader.actions_group = held
