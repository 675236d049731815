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
"""

from collections.abc import Iterator
from typing import Final

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.phrases import Phrases
from afterword.review.passages import Passage
from afterword.text.expressions import later
from afterword.text.source import Edit

CODE: Final = "CMP102"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("every house",)

_LEFT: Final = Phrases(
    r"\b(?:TBD|TBC|TODO|FIXME|XXX+|to be (?:determined|filled in|written|completed|added)|fill (?:this |me )?in"
    r"|coming soon|lorem ipsum)\b"
    r"|\bYYYY-MM-DD\b|\b(?:MM/DD/YYYY|DD\.MM\.YYYY|HH:MM)\b|<(?:insert|fill|your|name|date|title|description"
    r"|link)[\w \-]*>"
    r"|\[(?:insert|fill|your|add|describe|list|explain|\d+-\d+ (?:paragraphs|sentences)|name of|brief|date"
    r"|time)\b[^\]\n]{0,120}\](?!\()"
)
_ALONE: Final = later(r"\s*\[[^\[\]]+\]\s*")


def check(case: Case) -> Iterator[Hit]:
    """Placeholders anywhere outside of code and comments; a draft gets a warning only."""
    for passage in case.passages:
        for found in _LEFT.finditer(passage.text):
            yield Hit(
                span=Span(passage.start + found.start(), passage.start + found.end()),
                message=f"a placeholder: {passage.text[found.start() : found.end()]!r}",
                severity="warning" if case.is_draft else None,
                fix=_line_away(case, passage) if _ALONE.fullmatch(passage.text) and _is_answered(case, passage) else (),
            )


def _is_answered(case: Case, placeholder: Passage) -> bool:
    """Whether something that is no placeholder stands under the same heading."""
    beside = (p for p in case.passages if p.heading == placeholder.heading and p.kind != "heading" and p.text.strip())
    return any(not _LEFT.search(passage.text) for passage in beside)


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
