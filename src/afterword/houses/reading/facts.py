"""Short facts about the whole incident that a document of no known house states after labels or in tables."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from afterword.houses.fields import Path, field_at, read_severity
from afterword.houses.house import Hole, LabelSlot, Part
from afterword.houses.reading.heads import value_end
from afterword.houses.reading.outline import Section, label_slots, main_field
from afterword.houses.reading.places import Codec, Layout, Place, Unit
from afterword.houses.reading.rows import doubt_columns, read_label
from afterword.houses.reading.unknown_rows import keep_unknown_rows, says_something
from afterword.houses.reading.work import Work
from afterword.houses.words import words
from afterword.model.plain import Plain
from afterword.model.span import Span
from afterword.text import tables
from afterword.text.blocks import Block
from afterword.text.expressions import later
from afterword.text.wording import leading_label, name_key, short_key

_BAR = later(r"[ \t]*(?:[-*+][ \t]+)?[*_]*(?P<name>[^|*_\n]{2,40}?)[*_]*[ \t]*\|[ \t]*(?P<value>[^|\n]*)$")
_GRADE = later(
    r"[*_`\s]*(?:sev(?:erity)?[\s-]*\d|[PS]\d|(?:level|tier|class|grade)\s*\d|\d|(?!sev[\s-]*\d)[^\W\d_]+)[*_`]*(?=\s*(?:[-\u2013\u2014:,;/|(\\\u2192]|\.\s|$))",
    re.IGNORECASE,
)
_FRAMED = later(r"\s*(?:~~[^~\n]*~~\s*)?(?:\[(?P<link>[^\]\n]+)\]\([^)\n]*\)|(?P<plain>[^~\n]+))\s*")
_OTHER_LABEL = later(r"\s*[,;|/]\s*[*_]*[A-Z][\w -]{2,20}[*_]*:[*_]*\s")
_PARTING = " \t.|\u2013\u2014\u00b7\u2022\u2219\u30fb;,"
_PARTED = later(
    r"\s*[|\u00b7\u2022\u2219\u30fb;]\s*|,\s+|\.\s+|\t+|\s{3,}|\s+(?=(?P<m>\*\*?|__?)[^*_\n]{2,30}(?::(?P=m)|(?P=m)\s*:))"
)
"""What stands between several facts of one line."""
_LEADING = later(r"\s+[-\u2013\u2014]\s+|[;(]")
"""What parts a grade in the house's own words from what explains it."""
_SHORT = 40
"""Characters; a longer severity or status is a grade with words about it."""
_WORDS_OF_KEY = 2
_WORDS_OF_GRADE = 2
_LONGEST = 120
"""Characters; a longer paragraph is a text, not a fact."""
_LONGEST_WRAPPED = 240
"""Characters; more than one line holds only as a status or a severity with words about it."""
_WIDTH = 56
"""Characters; a line that would be longer with the first word of the next one is wrapped."""
_GRADES: frozenset[Path] = frozenset({("severity",), ("status",)})
_BROKEN = later(r"(?: {2,}|\\|<br\s*/?>)\s*$", re.IGNORECASE)
"""The end of a line that the author broke."""
_IMPACT = "impact.text"
_EDGES = "*_`[]\u3010\u3011\u25a0\u25cf \t"


@lru_cache(maxsize=512)
def fact_slot(label: str, *, of_impact: bool = False) -> LabelSlot | None:
    """The place of a value after a label that means a fact in every document; None for other labels.

    ``of_impact`` says that it stands in the section of the impact, where more labels do.
    """
    label = label.strip(_EDGES)
    path = _first_of(words().labels_of_impact, label) if of_impact else None
    path = path or _first_of(words().labels, label)
    if path is None or (of_impact and path == _IMPACT):
        return None
    hole = Hole(path=tuple(path.split(".")))
    return LabelSlot(form="line", label=f"{label}: ", key=name_key(label), pattern=(hole,))


def _first_of(labels: Mapping[str, str], label: str) -> str | None:
    return labels.get(name_key(label)) or labels.get(short_key(label))


def states_facts(part: Part) -> bool:
    """Whether labels in a part may state facts about the whole: at the top, in the summary, among other facts."""
    return part.level == 0 or bool(part.title) or main_field(part) == ("summary",) or bool(label_slots(part))


def _is_headed(work: Work, slot: LabelSlot) -> bool:
    """Whether a section below a heading tells what a label only names in short."""
    return _path(slot) in work.headed


def is_text(slot: LabelSlot) -> bool:
    """Whether the value after a label may be several lines of text."""
    path = _path(slot)
    return path[0] in {"summary", "impact", "analysis", "detection", "recovery"}


def read_fact_line(work: Work, part: Part, block: Block, line: int) -> int:
    """Reads a line ``label: value`` or ``label | value`` that states a fact.

    returns: the line after it; behind a bold label a text goes on to the next one; ``line`` for any other line.
    """
    start = work.source.bounds[line][0]
    content = work.source.content(line)
    if ":" not in content and "\uff1a" not in content and "|" not in content:
        return line
    lead = len(content) - len(content.lstrip(" \t>"))
    label = leading_label(content[lead:])
    if label is None:
        match = _BAR.match(content)
        slot = fact_slot(match.group("name")) if match else None
        if match is None or slot is None:
            return line
        begin, end = match.span("value")
    else:
        slot = fact_slot(label[0])
        if slot is None or _is_headed(work, slot) or (main_field(part) == ("summary",) and not _is_marked(work, block)):
            return line
        begin, end = lead + label[1], len(content.rstrip())
        if not is_text(slot) and (beside := list(_beside(content, begin, end))):
            _read_beside(work, start, content, beside, line)
            end = begin + len(content[begin : beside[0][0]].rstrip(_PARTING))
    last = value_end(work.source, block, line) if is_text(slot) and label else line + 1
    if label and _path(slot) in _GRADES and end == len(content.rstrip()) and content[begin:end].strip():
        last = _wrapped_end(work, block, line)
    if last > line + 1:
        end = work.source.bounds[last - 1][0] - start + len(work.source.content(last - 1).rstrip())
    span = Span(start + begin, start + max(begin, end))
    if not _fits(_path(slot), work.text(_grade(work, slot, span)).strip()):
        return line
    _read(work, slot, span, line, last, codec="line")
    return last


def _wrapped_end(work: Work, block: Block, line: int) -> int:
    """The line after a value that goes on over lines which are no labels, quotes, or rows, and end a paragraph or so.

    A line goes on where its author did not break it and the next word had no room.
    """
    content = work.source.content
    last = line + 1
    while last < block.last and _goes_on(content(last - 1), content(last)):
        last += 1
    is_short = work.source.bounds[last - 1][1] - work.source.bounds[line][0] <= _LONGEST_WRAPPED
    is_ended = last == block.last or leading_label(content(last).lstrip(" \t>")) is not None
    return last if is_short and is_ended else line + 1


def _goes_on(before: str, after: str) -> bool:
    words = after.split()
    if not words or _BROKEN.search(before) or words[0][:1] in {"|", ">", "-", "*", "_", "#", "<"}:
        return False
    return len(before) + len(words[0]) >= _WIDTH and leading_label(after.lstrip()) is None


def _beside(content: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Where further labels with their values start and end in a line; nothing where none of them is a fact's."""
    starts = [
        m.end() for m in _PARTED.finditer(content, begin, end) if _begins_label(content[m.end() : end], m.group())
    ]
    if any((label := leading_label(content[at:end])) and fact_slot(label[0]) for at in starts):
        for at, after in zip(starts, [*starts[1:], end], strict=True):
            is_sentence = content[begin:at].rstrip().endswith(".")
            yield at, at + len(content[at:after].rstrip(_PARTING if after < end or is_sentence else " \t"))


def _begins_label(text: str, parting: str) -> bool:
    """Whether a label follows a sign that parts facts; behind a comma or a full stop only one that is a fact's."""
    label = leading_label(text)
    return label is not None and (parting.strip() not in {",", ".", ""} or fact_slot(label[0]) is not None)


def _read_beside(work: Work, start: int, content: str, found: Sequence[tuple[int, int]], line: int) -> None:
    """Reads the further labels of a line; one that is no fact stays as it is in the remainder."""
    for at, end in found:
        label = leading_label(content[at:end])
        slot = fact_slot(label[0]) if label else None
        if label is not None and slot is not None:
            _read(work, slot, Span(start + at + label[1], start + end), line, line + 1, codec="line")
        else:
            item: dict[str, Plain] = {"heading": None, "text": content[at:end], "line": line + 1}
            layout = Layout(form="paragraph")
            work.add(Unit(owner=("remainder",), first=line, last=line + 1, layout=layout, item=item))


def _is_marked(work: Work, block: Block) -> bool:
    """Whether every line of a paragraph is a label and a value."""
    lines = [work.source.content(n).strip() for n in range(block.first, block.last)]
    is_bold = lines[0][:2] in {"**", "__"}
    return all(text[:2] in {"**", "__"} or leading_label(text) for text in lines) and (len(lines) > 1 or is_bold)


def read_fact_list(work: Work, block: Block) -> list[Block] | None:
    """Reads the items of a list that state facts; the other items, or None where hardly any does."""
    slots = [_item_slot(work, item) for item in block.children]
    known = sum(slot is not None for slot in slots)
    short = sum(_is_short_form(work, item) for item in block.children)
    if not known or (known + short) * 2 < len(slots):
        return None
    for item, found in zip(block.children, slots, strict=True):
        if found is not None:
            slot, begin = found
            _read(work, slot, Span(begin, max(begin, item.text.end)), item.first, item.last, codec="block")
    return [item for item, slot in zip(block.children, slots, strict=True) if slot is None]


def _is_short_form(work: Work, item: Block) -> bool:
    """Whether an item names in short what a section below a heading tells."""
    label = leading_label(work.text(item.text))
    slot = fact_slot(label[0]) if label else None
    return slot is not None and _is_headed(work, slot)


def _item_slot(work: Work, item: Block) -> tuple[LabelSlot, int] | None:
    text = work.text(item.text)
    label = leading_label(text)
    slot = fact_slot(label[0]) if label else None
    if label is None or slot is None or _is_headed(work, slot):
        return None
    rest = text[label[1] :]
    known = field_at(_path(slot))
    is_listed = is_text(slot) or (known is not None and known.shape == "strings")
    if "\n" in rest.rstrip() and not is_listed and not _is_wrapped(slot, rest, item.children):
        return None
    return slot, item.text.start + label[1] + len(rest) - len(rest.lstrip())


def _is_wrapped(slot: LabelSlot, text: str, blocks: Sequence[Block]) -> bool:
    """Whether a grade and the words about it go on over several lines of one paragraph."""
    lines = text.strip().split("\n")
    is_whole = _path(slot) in _GRADES and len(blocks) <= 1 and len(text) <= _LONGEST_WRAPPED
    return is_whole and len(lines) > 1 and not any(leading_label(line.lstrip()) for line in lines[1:])


def read_fact_section(work: Work, section: Section, *, is_inner: bool = False) -> bool:
    """Reads a section that is a fact by itself (``## Severity``, ``## Status: closed``); False for any other.

    ``is_inner`` says that it stands below another heading than the title, so that a list in it may tell of a part.
    """
    block = section.heading
    if block is None or section.part is not None:
        return False
    label = leading_label(section.title)
    if label and section.title[label[1] :].strip():
        slot = fact_slot(label[0])
        if slot is None or is_text(slot) or any(b.kind not in {"html", "rule"} for b in section.blocks):
            return False
        _read(work, slot, Span(block.text.start + label[1], block.text.end), block.first, block.last, codec="line")
        return True
    texts = [b for b in section.blocks if b.kind not in {"html", "rule"}]
    if len(texts) == 1 and texts[0].kind in {"list", "table"} - ({"list"} if is_inner else set()):
        return _read_listed(work, section, texts[0])
    slot = fact_slot(section.title)
    if slot is None or is_text(slot) or len(texts) != 1 or texts[0].kind != "paragraph":
        return False
    span = texts[0].text
    if texts[0].last > texts[0].first + 1 and not _is_wrapped(slot, work.text(span), texts):
        return False
    if span.end - span.start > (_LONGEST_WRAPPED if _path(slot) in _GRADES else _LONGEST) or not _fits(
        _path(slot), work.text(span)
    ):
        return False
    _read(work, slot, span, texts[0].first, texts[0].last, codec="line")
    return True


def _read_listed(work: Work, section: Section, block: Block) -> bool:
    """Reads a section that is a list or a table of facts and nothing else; an item that is none is kept by itself."""
    if block.kind == "table":
        return read_fact_table(work, range(block.first, block.last), is_beside=True)
    known = sum(_item_slot(work, item) is not None for item in block.children)
    rest = read_fact_list(work, block) if known > 1 else None
    for item in rest or ():
        kept: dict[str, Plain] = {"heading": section.title or None, "text": work.text(item.text)}
        kept["line"] = item.first + 1
        layout = Layout(form="paragraph")
        work.add(Unit(owner=("remainder",), first=item.first, last=item.last, layout=layout, item=kept))
    return rest is not None


def read_impact_table(work: Work, lines: range) -> bool:
    """Reads a table of names and values in the section of the impact; False where half its names are none of facts."""
    rows = [_cells(work, line) for line in (lines.start, *lines[2:])]
    found = list(_downwards(work, rows, lines, of_impact=True))
    if 2 * len(found) < len(rows) - 1:
        return False
    return _take_rows(work, rows, lines, found, of_impact=True)


def read_fact_table(work: Work, lines: range, *, is_beside: bool = False) -> bool:
    """Reads a table of names and values, downwards or across; False for a table of something else.

    ``is_beside`` says that it stands in a section of its own, whose texts give way to those below headings.
    """
    rows = [_cells(work, line) for line in (lines.start, *lines[2:])]
    across = list(_across(work, rows, lines))
    found = across or list(_downwards(work, rows, lines))
    if is_beside:
        found = [each for each in found if not (is_text(each[0]) and _is_headed(work, each[0]))]
    return _take_rows(work, rows, lines, found, across=bool(across))


def _take_rows(
    work: Work,
    rows: Sequence[Sequence[Span]],
    lines: range,
    found: Sequence[tuple[LabelSlot, Span, int]],
    *,
    across: bool = False,
    of_impact: bool = False,
) -> bool:
    for slot, span, line in found:
        _read(work, slot, span, line, line + 1, codec="cell")
    if found and not across:
        keep_unknown_rows(work, lines[2:], {line for _, _, line in found})
    if found:
        lines_of_rows = (lines.start, *lines[2:])
        taken = {line for _, _, line in found}
        pairs = zip(*rows, strict=True) if across else _pairs(rows, lines_of_rows, taken)
        _doubt_beside(work, pairs, lines.start, of_impact=of_impact)
    return bool(found)


def _pairs(rows: Sequence[Sequence[Span]], lines: Sequence[int], taken: Collection[int]) -> Iterator[tuple[Span, Span]]:
    """The names and values of the rows that some lines hold."""
    for row, line in zip(rows, lines, strict=True):
        if line in taken:
            yield from zip(row[::2], row[1::2], strict=True)


def _doubt_beside(work: Work, pairs: Iterable[tuple[Span, ...]], line: int, *, of_impact: bool) -> None:
    """Notes the names that are no fact's and whose values stand in one row with those of facts."""
    told = [(work.text(name), work.text(value)) for name, value in pairs]
    unknown = [
        name
        for name, value in told
        if fact_slot(name, of_impact=of_impact) is None and says_something(value) and name_key(name)
    ]
    doubt_columns(work, unknown, line, "it stays in the document only")


def _cells(work: Work, line: int) -> tuple[Span, ...]:
    return tables.cells(work.source.content(line), work.source.bounds[line][0])


def _downwards(
    work: Work, rows: Sequence[Sequence[Span]], lines: range, *, of_impact: bool = False
) -> Iterator[tuple[LabelSlot, Span, int]]:
    if not all(len(row) in {2, 4} for row in rows):
        return
    named = [
        (fact_slot(work.text(row[at]), of_impact=of_impact), row[at + 1], line)
        for row, line in zip(rows, (lines.start, *lines[2:]), strict=True)
        for at in range(0, len(row), 2)
    ]
    known = [(slot, span, line) for slot, span, line in named if slot is not None]
    if len(known) * 3 >= len(named) and (len(known) > 1 or len(named) < 3):
        yield from known


def _across(work: Work, rows: Sequence[Sequence[Span]], lines: range) -> Iterator[tuple[LabelSlot, Span, int]]:
    if len(rows) != 2 or len(rows[0]) != len(rows[1]):
        return
    slots = [fact_slot(work.text(span)) for span in rows[0]]
    known = [(slot, span, lines[2]) for slot, span in zip(slots, rows[1], strict=True) if slot is not None]
    if len(known) * 2 > len(slots) and len(known) > 1:
        yield from known


def _read(work: Work, slot: LabelSlot, span: Span, first: int, last: int, *, codec: Codec) -> None:
    text = work.text(span)
    lead = len(text) - len(text.lstrip())
    start = span.start + lead if text.strip() else span.start + min(lead, 1)
    span = _grade(work, slot, Span(start, max(start, span.end)))
    kind: Codec = "cell" if codec == "cell" else "block" if "\n" in work.text(span) else "line"
    below = work.text(span).partition("\n")[2]
    indent = " " * (len(below) - len(below.lstrip(" ")))
    place = Place(span=span, codec=kind, before="" if lead or codec == "cell" else " ", indent=indent)
    if not _fits(_path(slot), work.text(span)):
        return
    value = work.value(_path(slot), place.decode(work.text(place.span)))
    if value is None:
        work.put(_path(slot), None, place)
        return
    read_label(work, slot, place, first, last)


def _fits(path: Path, text: str) -> bool:
    """Whether a value has the form of its field: a key is one word, a day or a moment has figures."""
    if path == ("severity",):
        is_grade = _LEADING.split(text, maxsplit=1)[0].split() if text.strip() else []
        return read_severity(text)["rank"] is not None or len(is_grade) <= _WORDS_OF_GRADE
    if path == ("id",):
        return len(text.split()) < _WORDS_OF_KEY
    if path == ("status",):
        return not text.rstrip("*_` ").endswith((":", "\uff1a"))  # the words before a list
    return path[0] not in {"incident", "report_date"} or not text.strip() or any(char.isdigit() for char in text)


def _grade(work: Work, slot: LabelSlot, span: Span) -> Span:
    """The grade alone, where words about it follow on the line."""
    text = work.text(span)
    if _path(slot) not in {("severity",), ("status",)}:
        return span
    if ("](" in text or "~~" in text) and (framed := _FRAMED.fullmatch(text)):
        name = "link" if framed.group("link") else "plain"
        span = Span(span.start + framed.start(name), span.start + framed.end(name))
        text = framed.group(name)
    bare = text.strip("*_` ").rstrip("\\ ")
    at = span.start + text.find(bare) if bare else span.start
    match = _GRADE.match(bare)
    if match and _OTHER_LABEL.match(bare[match.end() :]):
        return Span(at, at + len(match.group().rstrip("*_` ")))
    if match and (len(bare) <= _SHORT or _is_explained(slot, bare, match.end())):
        behind = bare[match.end() :].lstrip()[:1]
        match = match if _path(slot) == ("severity",) and behind in set("-\u2013\u2014;") else None
    return Span(at, at + (len(match.group().rstrip("*_` ")) if match else len(bare)))


def _is_explained(slot: LabelSlot, text: str, at: int) -> bool:
    """Whether what stands behind a status goes on with it: ``Resolved (the cause is still there)``, no sentence."""
    return _path(slot) == ("status",) and len(text) <= _LONGEST_WRAPPED and text[at:].lstrip()[:1] != "."


def _path(slot: LabelSlot) -> Path:
    hole = slot.pattern[0]
    assert isinstance(hole, Hole)
    return hole.path
