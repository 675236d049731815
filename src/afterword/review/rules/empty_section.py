"""A section is empty.

Nobody can tell whether there was nothing to say, or nobody said it.

Instead: fill it in, or write "None" with the reason.

Bad:
    # Checkout

    ## Summary

    Orders failed.

    ## Lessons learned

    ## Action items

    - @liam: add an alert

Good:
    # Checkout

    ## Summary

    Orders failed.

    ## Lessons learned

    None: the same as in March.

Good:
    # Checkout

    ## Lessons

    ### What went well

    The alert.

Good:
    # Checkout

    ## Status: resolved, with a fix on every host

    ## Summary

    Orders failed for 20 minutes.
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.text.expressions import later

CODE: Final = "CMP103"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("every house",)

# a label with its value in the heading itself
_SAYS: Final = later(r"[^\d\W]\**:\**[ \t]+[^\W_]")


def check(case: Case) -> Iterator[Hit]:
    """Headings after which the next one of the same or a higher level comes without a word between."""
    blocks = [b for b in case.blocks if b.kind not in {"html", "reference", "footnote"}]
    for number, block in enumerate(blocks):
        after = blocks[number + 1] if number + 1 < len(blocks) else None
        if block.kind != "heading" or (block.level == 1 and number == 0):
            continue
        if after is None or (after.kind == "heading" and after.level <= block.level):
            words = case.text[block.text.start : block.text.end].strip()
            if _SAYS.search(words):
                continue
            yield Hit(span=block.text, message=f"nothing stands under {words!r}")
