"""Chains of whys as people write them: questions in bold or as headings, answers nested below, plain labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from afterword.houses.fields import WHYS
from afterword.houses.house import Hole
from afterword.houses.reading.heads import lines_of
from afterword.houses.reading.places import Layout, Place, Unit
from afterword.model.span import Span
from afterword.text.blocks import Block
from afterword.text.expressions import later
from afterword.text.wording import leading_label, name_key

if TYPE_CHECKING:
    from afterword.houses.reading.sections import SectionReader

_QUESTION = later(r"[?\uff1f][*_ \t]*$")
_BOLD_QUESTION = later(r"(?P<m>\*\*|__)(?P<question>[^*_\n]{3,200}?[?\uff1f])(?P=m)[ \t]*(?:[-\u2013\u2014:][ \t]*)?")
"""A question in bold at the start of a line."""
_WHY = later(r"why(?: ?#?\d)?|#?\d(?:st|nd|rd|th)? why|because|\u306a\u305c\d?")
_LAYOUT = Layout(form="paragraph", pattern=(Hole(path=(*WHYS, "question")), " \u2014 ", Hole(path=(*WHYS, "answer"))))


def read_whys(reader: SectionReader, blocks: Sequence[Block]) -> list[Block]:
    """Reads the whys that stand in other forms than items that ask and answer; returns the blocks that are none."""
    rest: list[Block] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        if block.kind == "paragraph" and (lines := _asked_by_line(reader, block)):
            for line in lines:
                _answered(reader, line)
        elif block.kind == "list" and (_is_nested(block) or _is_labelled(reader, block)):
            _read_items(reader, block)
        elif block.kind in {"heading", "paragraph"} and _asks(reader, block):
            end = at
            while end < len(blocks) and not (blocks[end].kind == "heading" or _asks(reader, blocks[end])):
                end += 1
            _asked(reader, block, blocks[at:end])
            at = end
        else:
            rest.append(block)
    return rest


def is_question(text: str) -> bool:
    """Whether a text asks."""
    return _QUESTION.search(text) is not None


def _asks(reader: SectionReader, block: Block) -> bool:
    """Whether a block is a question alone, as a heading or in bold."""
    text = reader.work.text(block.text)
    return is_question(text) and (block.kind == "heading" or (text[:2] in {"**", "__"} and "\n" not in text))


def _asked_by_line(reader: SectionReader, block: Block) -> list[Block]:
    """The lines of a paragraph, where there are several and each is a question in bold with its answer behind it."""
    lines = [lines_of(reader.work.source, block, n, n + 1) for n in range(block.first, block.last)]
    are_asked = len(lines) > 1 and all(_BOLD_QUESTION.match(reader.work.text(line.text)) for line in lines)
    return lines if are_asked else []


def _answered(reader: SectionReader, line: Block) -> None:
    text = reader.work.text(line.text)
    asked = _BOLD_QUESTION.match(text)
    assert asked is not None
    start = line.text.start
    end = start + len(text.rstrip())
    question = Place(span=Span(start + asked.start("question"), start + asked.end("question")), codec="line")
    answer = Place(span=Span(start + asked.end(), end), codec="line") if start + asked.end() < end else None
    _add(reader, question, answer, line.first, line.last)


def _is_nested(block: Block) -> bool:
    """Whether the answers stand in lists below the items."""
    return any(child.kind == "list" for item in block.children for child in item.children)


def _is_labelled(reader: SectionReader, block: Block) -> bool:
    return sum(_label(reader.work.text(item.text)) is not None for item in block.children) > 1


def _label(text: str) -> int | None:
    """Where the text behind ``Why:`` starts; None without such a label."""
    label = leading_label(text)
    return label[1] if label and _WHY.fullmatch(name_key(label[0])) else None


def _add(reader: SectionReader, question: Place | None, answer: Place | None, first: int, last: int) -> None:
    unit = Unit(owner=WHYS, first=first, last=last, layout=_LAYOUT, item={})
    for name, place in (("question", question), ("answer", answer)):
        if place is not None:
            unit.places[name] = place
            unit.item[name] = reader.work.value((*WHYS, name), place.decode(reader.work.text(place.span)))
    if any(unit.item.values()):
        reader.work.add(unit)


def _line(reader: SectionReader, item: Block, begin: int = 0) -> Place:
    """The first line of an item."""
    end = min(item.text.end, reader.work.source.bounds[item.first][1])
    text = reader.work.source.text[item.text.start + begin : end]
    start = item.text.start + begin + len(text) - len(text.lstrip())
    return Place(span=Span(start, max(start, end - len(text) + len(text.rstrip()))), codec="line")


def _asked(reader: SectionReader, question: Block, below: Sequence[Block]) -> None:
    source = reader.work.source
    text = reader.work.text(question.text)
    lead = len(text) - len(text.lstrip("*_ "))
    asked = Place(span=Span(question.text.start + lead, question.text.start + len(text.rstrip("*_ "))), codec="line")
    answer = None
    if below:
        start = below[0].text.start if below[0].kind == "paragraph" else source.bounds[below[0].first][0]
        end = source.bounds[below[-1].last - 1][0] + len(source.content(below[-1].last - 1).rstrip())
        answer = Place(span=Span(start, max(start, end)), codec="block")
    _add(reader, asked, answer, question.first, below[-1].last if below else question.last)


def _read_items(reader: SectionReader, block: Block) -> None:
    """Reads the items of a list and what is nested below them, from the top down."""
    for item in block.children:
        text = reader.work.text(item.text).split("\n", 1)[0]
        nested = [child for child in item.children if child.kind == "list"]
        label = _label(text)
        below = nested[0].children[0] if nested else None
        if label is not None and text[label:].strip():
            _add(reader, None, _line(reader, item, label), item.first, item.first + 1)
        elif below is not None and is_question(text):
            is_answer = not is_question(reader.work.text(below.text).split("\n", 1)[0])
            answer = _line(reader, below) if is_answer else None
            _add(reader, _line(reader, item), answer, item.first, below.first + 1 if is_answer else item.first + 1)
            if is_answer:
                inner = [child for child in below.children if child.kind == "list"]
                others = nested[0].children[1:]
                for child in inner:
                    _read_items(reader, child)
                for other in others:
                    _add(reader, None, _line(reader, other), other.first, other.first + 1)
                continue
        else:
            _add(reader, _line(reader, item), None, item.first, item.first + 1)
        for child in nested:
            _read_items(reader, child)
