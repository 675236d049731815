"""Sections named as those of actions that stand beside a list of tasks, or tell how it was mended, and are none."""

from collections.abc import Iterator, Sequence

from afterword.houses.reading.actions.acting import ACTIONS
from afterword.houses.reading.actions.action_marks import read_marks
from afterword.houses.reading.actions.action_sections import acts, owns
from afterword.houses.reading.actions.action_signs import BOX, SIGN
from afterword.houses.reading.naming import usual_name
from afterword.houses.reading.outline import Section, main_field
from afterword.houses.reading.work import Work
from afterword.houses.words import words
from afterword.text import tables
from afterword.text.blocks import Block

_TELLING: frozenset[tuple[str, ...] | None] = frozenset({("recovery", "text"), ("response", "text")})
_SEVERAL = 2


def narrow_actions(work: Work, cut: list[Section]) -> None:
    """Leaves out what stands beside the actions, in a document of no known house."""
    for section in _held(cut):
        _leave_beside(work, cut, section)
    held = _held(cut)
    tasks = [s for s in held if marked_items(work, s.blocks) >= _SEVERAL]
    for section in held:
        outer = _outer(cut, section)
        if outer is not None and tasks and section not in tasks and not _acts(work, section.blocks):
            _give_back(cut, section, outer)


def _held(cut: Sequence[Section]) -> list[Section]:
    return [s for s in cut if s.heading is not None and main_field(s.part) == ACTIONS]


def _leave_beside(work: Work, cut: list[Section], section: Section) -> None:
    """Leaves the groups of a section without a single mark, where one group is named as the tasks and marked so."""
    parts = list(_groups(section))
    is_named = [head is not None and _is_tasks(work.text(head.text)) for head, _ in parts]
    marked = [marked_items(work, blocks) for _, blocks in parts]
    if is_named.count(True) != 1 or marked[is_named.index(True)] < _SEVERAL or section.heading is None:
        return
    if sum(marked) > marked[is_named.index(True)]:
        return
    at = next(n for n, s in enumerate(cut) if s is section)
    made = [_part(work, section, head, blocks) for head, blocks in parts if head is not None]
    for own, is_own in zip(made, is_named[1:], strict=True):
        own.part = section.part if is_own else None
    for one, after in zip(made, [*made[1:], None], strict=True):
        one.last = after.first if after else section.last
    section.blocks, section.last = parts[0][1], made[0].first
    cut[at + 1 : at + 1] = made


def _part(work: Work, section: Section, head: Block, blocks: list[Block]) -> Section:
    level = head.level or section.level + 1
    return Section(
        part=None,
        heading=head,
        title=work.text(head.text),
        level=level,
        first=head.first,
        body=head.last,
        blocks=blocks,
    )


def _is_tasks(title: str) -> bool:
    """Whether a heading names the list of tasks and nothing else."""
    name = usual_name(title)
    return name in words().tasks


def _groups(section: Section) -> Iterator[tuple[Block | None, list[Block]]]:
    """What stands before the first heading within a section, and below each of them."""
    head: Block | None = None
    blocks: list[Block] = []
    for block in section.blocks:
        if block.kind == "heading":
            yield head, blocks
            head, blocks = block, []
        else:
            blocks.append(block)
    yield head, blocks


def marked_items(work: Work, blocks: Sequence[Block]) -> int:
    """How many items and rows say who does them, until when, or whether they are done."""
    texts = [work.text(item.text) for block in blocks if block.kind == "list" for item in block.children]
    rows = sum(block.last - block.first - 2 for block in blocks if block.kind == "table" and owns(work, block))
    return rows + sum(_ismarked_items(text) for text in texts)


def _ismarked_items(text: str) -> bool:
    if BOX.match(text) or SIGN.match(text):
        return True
    return any(mark.name in {"owner", "due"} for mark in read_marks(text, lambda _: False).marks)


def _outer(cut: Sequence[Section], section: Section) -> Section | None:
    """The section around one that tells what was done; None where another one is around it."""
    before = cut[: next(n for n, s in enumerate(cut) if s is section)]
    outer = next((s for s in reversed(before) if s.level < section.level), None)
    return outer if outer is not None and main_field(outer.part) in _TELLING else None


def _acts(work: Work, blocks: Sequence[Block]) -> bool:
    """Whether an item or a row reads as an action."""
    lists = [work.text(item.text) for block in blocks if block.kind == "list" for item in block.children]
    rows = (range(block.first + 2, block.last) for block in blocks if block.kind == "table")
    firsts = [_first_cell(work, n) for lines in rows for n in lines]
    return any(acts(text) or SIGN.match(text) for text in (*lists, *firsts))


def _first_cell(work: Work, line: int) -> str:
    spans = tables.cells(work.source.content(line), work.source.bounds[line][0])
    return work.text(spans[0]) if spans else ""


def _give_back(cut: list[Section], section: Section, outer: Section) -> None:
    """Takes a section back into the one around it, or leaves it to the remainder where another stands between."""
    at = next(n for n, s in enumerate(cut) if s is section)
    if cut[at - 1] is not outer or section.heading is None:
        section.part = None
        return
    outer.blocks += [section.heading, *section.blocks]
    outer.last = section.last
    del cut[at]
