"""A question asks who, or why a person did or did not act.

"Why" asked of a person asks for a justification. "How" and "what" ask for a story.

Instead: ask what the dashboard showed at 14:35.

Bad:
    ## Root cause

    Why didn't you check the logs?

Bad:
    ## Root cause

    Who approved the change?

Good:
    ## Root cause

    Why did the bug reach production?

Good:
    ## Questions of our members

    Q: Why did you not tell us on Saturday?
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import statements
from afterword.text.expressions import later

CODE: Final = "LNG110"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Allspaw", "PagerDuty", "house sre")

_ASKED: Final = later(
    r"\b[Ww]hy (?:did(?: not|n['\u2019]t)?|didn['\u2019]t|was(?: not|n['\u2019]t)?|were|hadn['\u2019]t|has|had) "
    r"(?:you|he|she|they|we|anyone|nobody|no one|somebody|(?:the )?(?:on-?call|engineer|developer|operator"
    r"|reviewer|team"
    r"|admin\w*|responder)\w*)\b|\b[Ww]ho (?:approved|deployed|merged|broke|did|caused|forgot|is responsible|wrote|made"
    r"|ran|deleted|changed)\b"
)

_OF_A_READER: Final = later(r"[\W_]*(?:q|question)\d{0,2} ?:", re.IGNORECASE)
"""How a question begins that somebody else asks, and the author answers."""


def check(case: Case) -> Iterator[Hit]:
    """Questions that the author asks; the house's own are no prose."""
    for statement in statements(case, questions=True):
        is_readers = _OF_A_READER.match(statement.text) or _OF_A_READER.match(f"{statement.passage.label}:")
        if is_readers or not statement.text.rstrip("*_ )").endswith("?"):
            continue
        for found in _ASKED.finditer(statement.text):
            yield Hit(
                span=statement.span(found),
                message=f"asks for a person or a justification: {found.group()!r}",
                suggestion="How did it look from where they stood? What did the tools show?",
            )
