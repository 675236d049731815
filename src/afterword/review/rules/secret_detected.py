"""A secret stands in the document.

It is in the history of the repository from the first commit on.

Instead: take it out, and rotate it: deleting the line is not enough.

Bad:
    # Checkout

    ## Timeline

    - 10:00 UTC ran `mysql --password Tr0ub4dor-7x9Q prod`

Bad:
    # Checkout

    The key was AKIAQ3EGSZ5XJYQ7LTBD.

Good:
    # Checkout

    The artefact has sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08.

Good:
    # Checkout

    The pages of the token service failed.
"""

from collections.abc import Iterator
from typing import Final

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.text.sensitive.hits import settled
from afterword.text.sensitive.secrets import is_example, secrets

CODE: Final = "DST102"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("house soc", "NIST")


def check(case: Case) -> Iterator[Hit]:
    """What the masks of evidence would hide, anywhere in the text, code included."""
    for found in settled(hit for hit in secrets(case.text) if not is_example(hit.subject)):
        yield Hit(
            span=Span(found.start, found.end),
            message=f"a secret: {found.kind}",
            suggestion="Take it out, and rotate it",
        )
