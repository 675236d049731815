"""Sections of actions that no usual heading names, known by what stands in them."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import takewhile

from afterword.houses.house import Part
from afterword.houses.reading.actions.acting import ACTIONS, is_no_action
from afterword.houses.reading.actions.action_marks import Mark, read_marks
from afterword.houses.reading.actions.action_promises import promises
from afterword.houses.reading.actions.action_signs import BOX, SIGN
from afterword.houses.reading.actions.action_words import deeds
from afterword.houses.reading.outline import Section, main_field
from afterword.houses.reading.rows import columns_for
from afterword.houses.reading.work import Work
from afterword.text import tables
from afterword.text.blocks import Block
from afterword.text.wording import leading_label, name_key

_HINTED, _SURE, _TURNED = 0.34, 0.67, 0.6
_WORDS_OF_NAME = 6
_FROM: frozenset[tuple[str, ...] | None] = frozenset({("recovery", "text"), ("response", "text")})


def claim_actions(work: Work, cut: list[Section]) -> None:
    """Makes sections whose items are orders and promises those of actions, in a document of no known house."""
    part = work.matcher.part("Action Items")
    if part is None:
        return
    has_own = any(main_field(s.part) == ACTIONS and s.blocks for s in cut)
    at = 0
    while at < len(cut):
        section = cut[at]
        at += 1
        if section.heading is None:
            continue
        if section.part is None:
            below = list(_below(cut, at))
            blocks = [*section.blocks, *(b for s in below for b in s.blocks)]
            if not _is_claimed(work, section, blocks, below, has_own=has_own):
                continue
        elif not _may_turn(work, section) or not _turns(work, section, has_own=has_own):
            continue
        else:
            below = []
        section.part = part
        _merge(section, below)
        del cut[at : at + len(below)]
    _part_ticked(work, cut, part)


def _below(cut: Sequence[Section], at: int) -> Iterator[Section]:
    """The sections below the one before place ``at`` that no field takes."""
    level = cut[at - 1].level
    while at < len(cut) and cut[at].level > level and cut[at].part is None:
        yield cut[at]
        at += 1


def _merge(section: Section, below: Sequence[Section]) -> None:
    for other in below:
        if other.heading is not None:
            section.blocks.append(other.heading)
        section.blocks.extend(other.blocks)
        section.last = other.last


def _is_claimed(
    work: Work, section: Section, blocks: Sequence[Block], below: Sequence[Section], *, has_own: bool
) -> bool:
    d = deeds()
    key = name_key(section.title)
    if d.instructs.search(key):
        return False
    is_hinted = bool(d.hints.search(key))
    share, count = _share(work, blocks, numbered=is_hinted)
    if not is_hinted:
        return not has_own and count > 1 and share >= _SURE
    if count:
        return share >= _HINTED
    texts = [work.text(b.text) for b in blocks if b.kind == "paragraph"]
    marked = [s for s in below if read_marks(s.title, lambda _: False).marks]
    if below and len(marked) == len(below):
        return True
    if has_own:
        return False  # promises in prose say again what the list of actions says, or less
    is_name = len(key.split()) <= _WORDS_OF_NAME and not section.title.rstrip().endswith("?")
    return is_name and bool(texts) and 2 * sum(map(promises, texts)) >= len(texts)


def _part_ticked(work: Work, cut: list[Section], part: Part) -> None:
    """Makes a section of its own of what was done and is ticked off, below a heading beside one of actions."""
    for at in range(len(cut) - 1, 0, -1):
        section = cut[at - 1]
        if main_field(section.part) not in _FROM:
            continue
        after = takewhile(partial(_acts_below, section.level), cut[at:])
        levels = {s.level for s in after}
        heads = [n for n, b in enumerate(section.blocks) if b.kind == "heading" and b.level in levels]
        if not heads or not _is_ticked(work, section.blocks[heads[-1] + 1 :]):
            continue
        head, held = section.blocks[heads[-1]], section.blocks[heads[-1] + 1 :]
        cut.insert(
            at,
            Section(
                part=part,
                heading=head,
                title=work.text(head.text),
                level=head.level or section.level + 1,
                first=head.first,
                body=head.last,
                last=section.last,
                blocks=held,
            ),
        )
        section.blocks = section.blocks[: heads[-1]]
        section.last = head.first


def _acts_below(level: int, section: Section) -> bool:
    return main_field(section.part) == ACTIONS and section.level > level


def _is_ticked(work: Work, blocks: Sequence[Block]) -> bool:
    """Whether most items are ticked off."""
    items = [work.text(item.text) for block in blocks if block.kind == "list" for item in block.children]
    return 2 * sum(bool(BOX.match(text) or SIGN.match(text)) for text in items) > len(items)


def _may_turn(work: Work, section: Section) -> bool:
    """Whether a section tells what was done, or its heading joins others with actions: ``Lessons and follow-ups``."""
    joined = work.matcher.joined(section.title)
    return main_field(section.part) in _FROM or name_key("Action Items") in joined


def _turns(work: Work, section: Section, *, has_own: bool) -> bool:
    """Whether a section that could tell what was done tells what will be done."""
    key = name_key(section.title)
    if has_own or deeds().instructs.search(key) or not deeds().hints.search(key):
        return False
    share, count = _share(work, section.blocks, numbered=True)
    return (count > 1 and share >= _TURNED) or sum(_assigns(work, block) for block in section.blocks) > 1


def _assigns(work: Work, block: Block) -> bool:
    """Whether a paragraph is labels, line by line, that say who does something or until when."""
    lines = [work.source.content(n).lstrip() for n in range(block.first, block.last)]
    labels = [leading_label(line) for line in lines] if block.kind == "paragraph" else []
    fields = {deeds().labels.get(name_key(label[0])) if label else None for label in labels}
    return None not in fields and bool(fields & {"owner", "due"})


def _share(work: Work, blocks: Sequence[Block], *, numbered: bool) -> tuple[float, int]:
    """How many of the items in lists and tables read as actions, and how many there are."""
    found: list[bool] = []
    for block in blocks:
        if block.kind == "list" and (numbered or not block.marker[:1].isdigit()):
            found += [acts(work.text(item.text)) for item in block.children if work.text(item.text).strip()]
        elif block.kind == "table":
            found += [owns(work, block)] * max(0, block.last - block.first - 2)
    return (sum(found) / len(found) if found else 0.0), len(found)


def acts(text: str) -> bool:
    """Whether an item reads as an action: an order, a promise, or a text with an owner, a day, or a box."""
    if BOX.match(text):
        return True
    marked = read_marks(text, lambda _: False)
    words = text[marked.start : marked.end]
    lead = re.sub(r"^(?:\*\*|__)[^*_\n]{1,80}(?:\*\*|__)\s*[:.\u2013\u2014-]*\s*", "", words)
    if is_no_action(words):
        return False
    return any(m.name in {"owner", "due"} or _leads(m) for m in marked.marks) or any(
        deeds().is_order(t) or promises(t) for t in (words, lead)
    )


def _leads(mark: Mark) -> bool:
    """Whether a mark is a word before the action that says how far it is: ``Suggested: …``."""
    return mark.name == "status" and mark.span is not None and mark.span[0] == 0


def owns(work: Work, block: Block) -> bool:
    """Whether a table says of each row who does it or until when."""
    spans = tables.cells(work.source.content(block.first), work.source.bounds[block.first][0])
    part = work.matcher.part("Action Items")
    chosen = columns_for([work.text(s) for s in spans], part) if part else None
    if chosen is None or chosen[0] != ACTIONS:
        return False
    fields = {str(c[0].path[-1]) for c in chosen[1].columns if c and not isinstance(c[0], str)}
    return "what" in fields and bool(fields & {"owner", "due", "status"})
