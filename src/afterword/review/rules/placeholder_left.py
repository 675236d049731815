"""A placeholder was left in.

A reader cannot tell what is missing from what is meant.

Instead: fill it in, or delete it.

Bad:
    # Checkout

    ## Summary

    TBD

Bad:
    # Checkout

    ## Summary

    [2-4 paragraphs on what happened]

Good:
    # Checkout

    ## Summary

    Orders failed [1] for 20 minutes.

Good:
    # Checkout

    ## Timeline

    - 10:00 UTC [bot] restarted the pod

Good:
    # Checkout

    ## Action items

    | What | Owner | Status |
    |---|---|---|
    | Alert when the pool is full | Observability | TODO |

Good:
    # Checkout

    ## Summary

    The replica was minutes away to be completed, and could not fill in all of the rows. Ninguno XXX.
"""

from collections.abc import Iterator
from typing import Final

from afterword.model.span import Span
from afterword.review.action_items import items
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.phrases import Phrases
from afterword.review.passages import Passage
from afterword.text.expressions import later
from afterword.text.source import Edit

CODE: Final = "CMP102"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("every house",)

_MARK: Final = later(r"(?<![\w<>/-])(?:TBD|TBC|TODO|FIXME|XXXX+|[Tt]bd)(?![\w<>-])")
_LEFT: Final = Phrases(
    r"^\W*(to be (?:determined|filled in|written|completed|added)|fill (?:this |me )?in)\b"
    r"|\bto be (?:determined|filled in)\b|\bfill (?:this|me) in\b|\bcoming soon\b|\blorem ipsum\b"
    r"|\bYYYY-MM-DD\b|\b(?:MM/DD/YYYY|DD\.MM\.YYYY|HH:MM)\b|<(?:insert|fill|your|name|date|title|description"
    r"|link)[\w \-]*>"
    r"|\[(?:insert|fill|your|add|describe|list|explain|\d+-\d+ (?:paragraphs|sentences)|name of|brief|date"
    r"|time)\b[^\]\n]{0,120}\](?!\()"
)
_ALONE: Final = later(r"\s*\[[^\[\]]+\]\s*")


def check(case: Case) -> Iterator[Hit]:
    """Placeholders anywhere outside of code and comments; a draft gets a warning only."""
    for passage in case.passages:
        for start, end in _found(passage.text):
            if _is_state(case, passage, passage.text[start:end]) or _is_masked(case, passage.start + start):
                continue
            yield Hit(
                span=Span(passage.start + start, passage.start + end),
                message=f"a placeholder: {passage.text[start:end]!r}",
                severity="warning" if case.is_draft else None,
                fix=_line_away(case, passage) if _ALONE.fullmatch(passage.text) and _is_answered(case, passage) else (),
            )


def _found(text: str) -> list[tuple[int, int]]:
    """Where placeholders begin and end, in order."""
    return sorted({found.span(found.lastindex or 0) for found in (*_MARK.finditer(text), *_LEFT.finditer(text))})


def _is_masked(case: Case, start: int) -> bool:
    """Whether the sign before says that a value was taken out of code: ``<Id>XXXX``."""
    return case.text[max(start - 1, 0) : start] == ">"


def _is_state(case: Case, passage: Passage, words: str) -> bool:
    """Whether the words say how far an action is: there ``TODO`` is an answer."""
    if passage.owner != ("actions",):
        return False
    statuses = (i.action.status for i in items(case) if i.unit.first <= passage.line < i.unit.last)
    return any(status is not None and words in (status.written or "") for status in statuses)


def _is_answered(case: Case, placeholder: Passage) -> bool:
    """Whether something that is no placeholder stands under the same heading."""
    beside = (p for p in case.passages if p.heading == placeholder.heading and p.kind != "heading" and p.text.strip())
    return any(not _found(passage.text) for passage in beside)


def _line_away(case: Case, passage: Passage) -> tuple[Edit, ...]:
    """A placeholder in brackets that was left beside what answers it goes with its line, and one empty line."""
    source = case.source
    start, end, after = source.bounds[passage.line]
    if passage.kind != "paragraph" or source.text[start:end].strip() != passage.text.strip():
        return ()
    following = passage.line + 1
    if following < len(source.bounds) and not source.content(following).strip():
        after = source.bounds[following][2]
    return (Edit(Span(start, after), ""),)
