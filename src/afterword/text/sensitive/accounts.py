"""Accounts of clouds, and names by which people log in: ``accounts.txt``."""

from collections.abc import Iterator
from typing import Final

from afterword.text.sensitive.allowed import is_allowed
from afterword.text.sensitive.hits import Hit
from afterword.text.sensitive.rows import table_hits

_FEWEST_SIGNS: Final = 3
"""Different signs in the number of an account; fewer are made up."""


def accounts(text: str) -> Iterator[Hit]:
    """Numbers of accounts, projects, and subscriptions of clouds, and logins; they may overlap."""
    for hit in table_hits("accounts", text, "account"):
        if len(set(hit.subject)) >= _FEWEST_SIGNS and not (
            is_allowed("users", hit.subject) or is_allowed("users", text[hit.start : hit.end])
        ):
            yield hit
