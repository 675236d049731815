"""The safe fix of one finding, tried before it is offered."""

from collections.abc import Sequence
from dataclasses import replace

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Diagnostic
from afterword.review.fixing import Look, fix
from afterword.text.source import Edit


def safe_fix(text: str, found: Diagnostic, look: Look) -> tuple[Edit, ...]:
    """The edits of a finding's fix; none where they are not shown to change nothing else."""
    if not found.fix:
        return ()
    is_first = True

    def only(of: str) -> tuple[Case, Sequence[Diagnostic]]:
        nonlocal is_first
        case, all_found = look(of)
        kept = found if is_first else None
        is_first = False
        return case, tuple(each if each == kept else replace(each, fix=()) for each in all_found)

    return found.fix if fix(text, only).done else ()


def difference(before: str, after: str) -> tuple[Edit, ...]:
    """One edit that makes a text another; none where they are the same."""
    if before == after:
        return ()
    start, most = 0, min(len(before), len(after))
    while start < most and before[start] == after[start]:
        start += 1
    tail = 0
    while tail < most - start and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return (Edit(Span(start, len(before) - tail), after[start : len(after) - tail]),)
