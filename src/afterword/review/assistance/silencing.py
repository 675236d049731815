"""The comment that silences a rule for a line, and where it has to stand so that the document reads as before."""

from collections.abc import Sequence

from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.review.assistance.explanations import rule_of
from afterword.review.case import Case
from afterword.review.diagnostic import Diagnostic
from afterword.review.ignoring import ignored
from afterword.text.blocks import Block
from afterword.text.source import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class Silencing:
    """An edit that writes such a comment, and the place in it where a person says why."""

    edit: Edit
    """The edit."""
    slot: int | None
    """Where in its text the reason goes; None where a reason stands there already."""


def silencing(case: Case, found: Diagnostic) -> Silencing | None:
    """The comment for a finding; None in front matter, code, and comments, where it would not count.

    shape: alone above a heading, a paragraph's first line, or a list item; at the end of any other line. Without its
    reason it silences nothing.
    """
    line = case.source.line_at(found.span.start)
    if not case.source.bounds or line < case.reading.matter.lines or rule_of(found.code) is None:
        return None
    known = next((each for each in ignored(case) if each.line == line and found.code not in each.codes), None)
    if known is not None:
        words = case.text[known.span.start : known.span.end]
        at = known.span.start + words.index(known.codes[-1]) + len(known.codes[-1])
        return Silencing(edit=Edit(Span(at, at), f", {found.code}"), slot=None)
    place = _place(case.blocks, line)
    if place is None:
        return None
    start, end, _ = case.source.bounds[line]
    content = case.text[start:end]
    opening = f"<!-- afterword: ignore {found.code} "
    if place == "above":
        indent = content[: len(content) - len(content.lstrip())]
        text = f"{indent}{opening} -->{case.source.newline}"
        return Silencing(edit=Edit(Span(start, start), text), slot=len(indent) + len(opening))
    at = start + len(content.rstrip())
    return Silencing(edit=Edit(Span(at, at), f" {opening} -->"), slot=1 + len(opening))


def _place(blocks: Sequence[Block], line: int) -> str | None:
    """``above`` or ``end``; None where no comment counts."""
    for block in blocks:
        if not block.first <= line < block.last:
            continue
        if block.kind in {"fence", "code", "html"}:
            return None
        if block.kind == "list":
            return _in_list(block, line)
        return "above" if block.first == line and block.kind in {"heading", "paragraph"} else "end"
    return "end"


def _in_list(block: Block, line: int) -> str | None:
    for item in block.children:
        if item.first == line:
            return "above"
        if item.first < line < item.last:
            inner = [child for child in item.children if child.kind != "paragraph"]
            return _place(inner, line)
    return "end"
