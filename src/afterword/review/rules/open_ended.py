"""An action item has no end.

What goes on for ever is never done, and soon nobody looks at it.

Instead: bound it: monitor until 2024-04-01, then decide.

Bad:
    ## Action items

    - Continue to monitor the queue

Bad:
    ## Action items

    - Keep an eye on memory

Good:
    ## Action items

    - Monitor until 2024-04-01, then decide

Good:
    ## Action items

    - Add continuous delivery for the auth service
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.action_items import worded
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.phrases import Phrases

CODE: Final = "ACT110"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Lunney, Lueder and Beyer",)

_ENDLESS: Final = Phrases(
    r"\bcontinu(?:e|ing) (?:to|with|our|the|\w+ing)\b|\bkeep(?:ing)? (?:an eye|monitoring|watching|working"
    r"|looking|track|improving|on)\b"
    r"|\bongoing\b|\bas (?:we go|needed|necessary|required|appropriate|time permits)\b|\bgoing forward\b"
    r"|\bfrom now on\b|\bin (?:the )?future,?"
    r" (?:we )?(?:will|should|try)\b|\bover time\b|\bat some point\b|\bwhen(?:ever)? (?:possible"
    r"|we have time)\b|\beventually\b"
    r"|\b(?:monitor|observe|watch) (?:the |for |our |this |and )|\bwhere(?:ver)? possible\b"
)


def check(case: Case) -> Iterator[Hit]:
    """Items that go on for ever; a figure or a day silences."""
    for item in worded(case):
        found = None if item.is_bounded or not item.is_open else _ENDLESS.search(item.text)
        if found:
            yield Hit(
                span=item.span(found),
                message=f"has no end: {found.group().strip()!r}",
                suggestion="Until which day, or until which figure?",
            )
