"""A section that the house requires is missing.

The next reader looks for it where it always stands.

Instead: add it; where there is nothing to say, say so and why.

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

    Orders failed.
"""

from collections.abc import Iterator
from typing import Final

from afterword.houses.words import words
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.text.wording import name_key

CODE: Final = "CMP101"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("every house",)


def check(case: Case) -> Iterator[Hit]:
    """The sections of ``require.sections`` that the document does not have, by any of their names."""
    wanted = case.require.get("sections")
    if case.house.is_fallback or not isinstance(wanted, list):
        return
    there = {key for found in case.reading.scan.found for key in found.part.keys}
    groups = words().headings
    there |= {groups[key] for key in there if key in groups}
    for name in map(str, wanted):
        key = name_key(name)
        if not {key, groups.get(key, key)} & there:
            yield Hit(span=case.start, message=f"no section {name!r}", suggestion=f"Add a section {name!r}")
