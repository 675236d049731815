"""A change is called buggy or bad, as if that said what happened.

The word passes judgement on the work of whoever made the change, and says nothing of what the change did.

Instead: name it: deploy v2.1.3, which contained change X.

Bad:
    ## Timeline

    14:32 UTC - Deploy v2.1.3 (buggy).

Bad:
    ## Summary

    We rolled back the bad deploy.

Good:
    ## Timeline

    14:32 UTC - Bug #4711 was filed.
"""

from collections.abc import Iterator
from typing import Final

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import mentioning
from afterword.review.language.phrases import Phrases
from afterword.text.source import Edit

CODE: Final = "LNG112"
SEVERITY: Final[Severity] = "info"
SOURCES: Final = ("house sre",)

_LOADED: Final = Phrases(
    r"\(buggy\)|\bbuggy (?:code|deploy\w*|releases?|versions?|commits?|changes?|builds?)\b"
    r"|\b(?:bad|broken) (?:code|deploy(?:ment)?s?|releases?|commits?|push|merge|code changes?)\b"
)
_HINTS: Final = ("buggy", "bad", "broken")


def check(case: Case) -> Iterator[Hit]:
    """Artefacts with a loaded adjective."""
    for statement in mentioning(case, _HINTS):
        for found in _LOADED.finditer(statement.text):
            span = statement.span(found)
            before = case.text[: span.start]
            aside = Edit(Span(len(before.rstrip(" ")), span.end), "")
            yield Hit(
                span=span,
                message=f"judges a change: {found.group()!r}",
                suggestion="Its version, and what it changed",
                fix=(aside,) if found.group().startswith("(") and before.endswith(" ") else (),
            )
