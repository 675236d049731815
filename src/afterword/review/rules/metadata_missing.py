"""The document lacks a date, an owner, or a status.

Who reads it in a year cannot place it or ask anybody about it.

Instead: add what is named.

Bad:
    ---
    house: seal
    ---
    # Checkout

    ## Summary

    Orders failed.

Good:
    # Checkout

    ## Summary

    On 2024-02-15 orders failed.
"""

from collections.abc import Iterator
from typing import Final

from afterword.houses.template import asked_for
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity

CODE: Final = "CMP104"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("houses seal, cloud, sre",)

_WANTED: Final = (
    ("id", "an id"),
    ("owner", "an owner"),
    ("authors", "authors"),
    ("status", "a status"),
    ("report_date", "the report's date"),
)


def check(case: Case) -> Iterator[Hit]:
    """The metadata that the house has a place for and the document leaves open, in one finding."""
    if case.house.is_fallback:
        return
    asked = {path[0] for path in asked_for(case.house)} | {path[0] for path in case.house.document.values()}
    open_ = [words for name, words in _WANTED if name in asked and not getattr(case.record, name)]
    incident = case.record.incident
    if "incident" in asked and not incident.start and not incident.end and not case.record.timeline:
        open_.append("the incident's date")
    if open_:
        yield Hit(span=case.start, message=f"the document lacks {', '.join(open_)}")
