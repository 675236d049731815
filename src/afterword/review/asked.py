"""What a house has a place for and a document leaves open."""

import re
from collections.abc import Iterator

from afterword.houses.template import asked_for
from afterword.review.case import Case
from afterword.review.diagnostic import Hit
from afterword.text.expressions import later

_OPEN = later(
    r"\W*(?:TBD|TBC|TODO|FIXME|unknown|n/?a|none|to be (?:determined|decided|written|done)|pending|not stated"
    r"|unassigned|nobody|\?+)\W*$",
    re.IGNORECASE,
)


def says_nothing(text: str) -> bool:
    """Whether a text only says that it is still open: ``TBD``, ``unknown``, ``?``."""
    return not text.strip() or _OPEN.match(text) is not None


def impact_left_open(case: Case, name: str, message: str, suggestion: str) -> Iterator[Hit]:
    """A finding where the house asks for a field of the impact and a document that tells the impact has none."""
    if ("impact", name) not in set(asked_for(case.house)) or getattr(case.record.impact, name):
        return
    if any(p.text.strip() for p in case.passages_in("impact") if p.kind != "heading"):
        yield Hit(span=case.heading("impact") or case.start, message=message, suggestion=suggestion)
