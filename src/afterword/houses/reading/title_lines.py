"""The title where no heading of the first level is one: a first line, or what stands behind its label."""

import re
from collections.abc import Sequence

from afterword.houses.words import words
from afterword.model.span import Span
from afterword.text.blocks import Block
from afterword.text.expressions import later
from afterword.text.source import Source
from afterword.text.wording import leading_label, name_key

_LABELLED = later(
    r"[^:：|]{1,30}[:：]\s|[*_]*(?:last )?(?:updated|date|status|posted|published|written)\b|\d{1,2}[:.]\d\d",
    re.IGNORECASE,
)
_LONGEST_TITLE = 120


def title_line(source: Source, blocks: Sequence[Block]) -> Block | None:
    """The line with which a document starts that has no heading of the first level, where it is no sentence."""
    if any(b.kind == "heading" and b.level == 1 for b in blocks):
        return None
    block = next((b for b in blocks if b.kind not in {"html", "rule", "reference"}), None)
    if block is None or block.kind != "paragraph" or block.last > block.first + 1:
        return None
    written = source.text[block.text.start : block.text.end]
    if (marked := leading_label(written)) and written[marked[1] :].strip():
        return None
    text = written.strip("*_ ")
    label = leading_label(text)
    is_named = label is not None and name_key(label[0]) in words().untelling
    is_labelled = _LABELLED.match(text) and not (is_named and is_bold_line(source, block))
    is_title = 3 < len(text) < 120 and text[-1:] not in ".:;,!?。" and not is_labelled and "](" not in text
    return block if is_title and name_key(text) not in words().headings and len(blocks) > 1 else None


def stated_title(source: Source, blocks: Sequence[Block]) -> tuple[int, Block] | None:
    """The heading that a first line such as ``**Incident:** Mail is late`` stands for, and the place of its block.

    returns: None where a heading of the first level or a label of its own gives the title, or where what stands
    behind the label is a key or sentences.
    """
    if any(b.kind == "heading" and b.level == 1 for b in blocks):
        return None
    at = next((n for n, b in enumerate(blocks) if b.kind not in {"html", "rule", "reference"}), None)
    block = blocks[at] if at is not None else None
    if at is None or block is None or block.kind != "paragraph" or _has_title_label(source, block):
        return None
    line = source.content(block.first)
    begin = source.bounds[block.first][0]
    lead = len(line) - len(line.lstrip())
    label = leading_label(line[lead:])
    if label is None or line[lead : lead + 2] not in {"**", "__"} or name_key(label[0]) not in words().untelling:
        return None
    value = line[lead + label[1] :].rstrip(" \t\\")
    told = value.strip()
    is_key = " " not in told and any(c.isdigit() for c in told)
    if not told or is_key or len(told) > _LONGEST_TITLE or told[-1:] in ".!?:;" or "](" in told:
        return None
    start = begin + lead + label[1] + len(value) - len(value.lstrip())
    span = Span(start, start + len(told))
    return at, Block(kind="heading", first=block.first, last=block.first + 1, level=1, text=span, marker="*")


def _has_title_label(source: Source, block: Block) -> bool:
    lines = [source.content(n).lstrip() for n in range(block.first, block.last)]
    return any((label := leading_label(line)) and words().labels.get(name_key(label[0])) == "title" for line in lines)


def is_bold_line(source: Source, block: Block) -> bool:
    """Whether a paragraph starts with emphasis."""
    return source.text[block.text.start : block.text.end].lstrip()[:1] in "*_"
