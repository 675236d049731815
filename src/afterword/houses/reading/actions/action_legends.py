"""What stands among actions and is none: legends of grades and kinds, advice to readers, the same list once more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from afterword.houses.fields import token
from afterword.houses.reading.actions.acting import ACTIONS
from afterword.houses.reading.actions.action_promises import SENTENCE_END
from afterword.houses.reading.actions.action_sections import acts, owns
from afterword.houses.reading.actions.action_signs import BOX, SIGN
from afterword.houses.reading.actions.action_words import deeds
from afterword.houses.reading.facts import fact_slot
from afterword.houses.reading.outline import Section, main_field
from afterword.text import tables
from afterword.text.blocks import Block
from afterword.text.expressions import later
from afterword.text.wording import leading_label, name_key, plain_text

if TYPE_CHECKING:
    from afterword.houses.reading.sections import SectionReader
    from afterword.houses.reading.work import Work

_LEAD = later(
    r"[\s*_`]*+(?P<lead>[^\s:\u2013\u2014(][^:\n\u2013\u2014(]{0,30}?)"
    r"(?:[*_`]*+\s*+[*_`]*+[:\uff1a]|[*_`]*+\s*+(?<=\s)[-\u2013\u2014]\s|[*_`]*+\s*+\()"
)
_GRADE = later(r"(?:p|prio|priority|s|sev|severity|tier|level)[\s-]?\d")
_WORD = later(r"[^\W\d_]{3,}|\d+")
_STEM = 4
"""Letters by which two forms of a word are taken for the same."""
_SAME, _NEAR = 0.85, 0.3
"""Shares of an action's words that another one has: the same action, and the same in other words."""
_SEVERAL = 3


def is_legend(reader: SectionReader, block: Block) -> bool:
    """Whether a list among actions explains the grades and kinds that the table or the list after it uses."""
    leads = [_lead(reader.work.text(item.text)) for item in block.children] if block.kind == "list" else []
    after = [b for b in reader.after(block) if b.kind in {"table", "list"}]
    if len(leads) < 2 or not after or not all(leads) or len(set(leads)) < len(leads):
        return False
    used = {name_key(cell) for b in after if b.kind == "table" for row in _rows(reader.work, b) for cell in row}
    if all(lead in used for lead in leads):
        return True
    is_graded = all(_GRADE.fullmatch(lead) or token((*ACTIONS, "kind"), lead) for lead in leads)
    return is_graded and not any(deeds().is_order(_rest(reader.work.text(item.text))) for item in block.children)


def _lead(text: str) -> str:
    match = _LEAD.match(text)
    return name_key(match.group("lead")) if match else ""


def _rest(text: str) -> str:
    match = _LEAD.match(text)
    return text[match.end() :] if match else text


def leave_no_actions(work: Work, cut: Sequence[Section]) -> None:
    """Leaves to the remainder the sections of actions that are advice to readers, rules, or the same list once more."""
    held = [s for s in cut if s.heading is not None and main_field(s.part) == ACTIONS]
    for section in held:
        if _addresses_readers(work, section):
            section.part = None
    listed = [s for s in held if s.part is not None]
    for section in listed[1:]:
        before = [s for s in listed if s.part is not None and s.first < section.first]
        if before and _repeats(work, section, before):
            section.part = None
            work.doubt(
                "RD404",
                f"The actions below {section.title!r} stand before it as well; those of line {before[0].first + 1} "
                "are read, and this list is kept in the remainder.",
                section.first,
                "actions",
            )
    rules = [s for s in listed if s.part is not None and _rules(s)]
    if any(s.part is not None and s not in rules and _boxes(work, s) >= _SEVERAL for s in listed):
        for section in [*rules, *(s for s in listed if _explains(work, s))]:
            section.part = None
    _leave_measures(work, [s for s in listed if s.part is not None])


def _leave_measures(work: Work, listed: Sequence[Section]) -> None:
    """Leaves what keeps the like from happening again, where the actions stand in a section of their own.

    That section is a table which says who does them, or what is said of prevention orders nothing.
    """
    others = [s for s in listed if not deeds().prevents.search(name_key(s.title)) and not _is_signed(work, s)]
    assigned = any(owns(work, block) for s in others for block in s.blocks if block.kind == "table")
    for section in listed:
        if others and section not in others and (_is_signed(work, section) or _describes(work, section, assigned)):
            section.part = None


def _describes(work: Work, section: Section, is_assigned: bool) -> bool:
    """Whether a section tells of measures and assigns none; ``is_assigned`` says that another section does so."""
    is_named = deeds().announces.search(f"{name_key(section.title)}:") is not None
    if is_named or any(b.kind == "table" for b in section.blocks) or _boxes(work, section):
        return False
    texts = [work.text(item.text) for b in section.blocks if b.kind == "list" for item in b.children]
    return is_assigned or (bool(texts) and not any(acts(SENTENCE_END.split(text)[0]) for text in texts))


def _is_signed(work: Work, section: Section) -> bool:
    """Whether a label with a sign behind it, on one line, is all of a section: ``**Prevention**: ✅ agreed``."""
    head = section.heading
    if head is None or section.body > head.first or any(b.kind in {"list", "table"} for b in section.blocks):
        return False
    lead = next(iter(section.blocks), None)
    return lead is not None and lead.last == head.first + 1 and SIGN.match(work.text(lead.text)) is not None


def _addresses_readers(work: Work, section: Section) -> bool:
    """Whether the words before a section's list say that it is for those who read it."""
    lead = next((b for b in section.blocks if b.kind != "html"), None)
    return lead is not None and lead.kind == "paragraph" and bool(deeds().addresses.search(work.text(lead.text)))


def _rules(section: Section) -> bool:
    """Whether a section beside one of tasks has sections of its own with code in them: how things are to be done."""
    kinds = [b.kind for b in section.blocks]
    return kinds.count("heading") > 1 and "fence" in kinds


def _explains(work: Work, section: Section) -> bool:
    """Whether a section beside one of tasks has no box, and a heading that speaks of what prevents a recurrence."""
    is_table = any(b.kind == "table" for b in section.blocks)
    return not is_table and not _boxes(work, section) and bool(deeds().prevents.search(name_key(section.title)))


def is_colophon(reader: SectionReader, block: Block) -> bool:
    """Whether a paragraph below the last rule says of the document who wrote it and when: labels, line by line."""
    if block.kind != "paragraph" or any(b.kind not in {"html", "rule"} for b in reader.after(block)):
        return False
    blocks = reader.section.blocks
    at = next((n for n, b in enumerate(blocks) if b is block), 0)
    if not at or blocks[at - 1].kind != "rule":
        return False
    lines = (reader.work.source.content(n).lstrip() for n in range(block.first, block.last))
    labels = [leading_label(line) for line in lines]
    return all(labels) and any(label and fact_slot(label[0]) for label in labels)


def _boxes(work: Work, section: Section) -> int:
    texts = (work.text(i.text) for b in section.blocks if b.kind == "list" for i in b.children)
    return sum(BOX.match(text) is not None for text in texts)


def _repeats(work: Work, section: Section, before: Sequence[Section]) -> bool:
    """Whether each item of a section is an action of those before it, each another one."""
    items = [_stems(text) for text in _texts(work, section)]
    known = [_stems(text) for s in before for text in _texts(work, s)]
    if len(items) < 2 or len(items) > len(known) or any(b.kind == "table" for b in section.blocks):
        return False
    is_status = bool(deeds().restates.search(section.title)) and _boxes(work, section) == len(items)
    least = _NEAR if is_status else _SAME
    for item in items:
        shares = [len(item & other) / len(item) if item else 0.0 for other in known]
        best = max(range(len(known)), key=shares.__getitem__)
        if shares[best] < least:
            return False
        known.pop(best)
    return True


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM].casefold() for word in _WORD.findall(plain_text(BOX.sub("", text, count=1))))


def _texts(work: Work, section: Section) -> Iterator[str]:
    for block in section.blocks:
        if block.kind == "list":
            yield from (work.text(item.text) for item in block.children)
        elif block.kind == "table":
            yield from (max(row, key=len, default="") for row in _rows(work, block))


def _rows(work: Work, table: Block) -> Iterator[list[str]]:
    """The cells of a table's rows, the one with the names left out."""
    source = work.source
    for line in range(table.first + 2, table.last):
        yield [work.text(s) for s in tables.cells(source.content(line), source.bounds[line][0])]
