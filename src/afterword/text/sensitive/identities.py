"""Cards, bank accounts, national numbers, and keys of wallets: ``identities.txt``."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from afterword.text.sensitive.checksums import iban, iban_length
from afterword.text.sensitive.hits import Hit
from afterword.text.sensitive.rows import table_hits

_OPENING: Final = frozenset({"wallet-key"})
"""Kinds that open something: secrets."""


def identities(text: str) -> Iterator[Hit]:
    """Numbers whose form and sum, or whose form and name, say what they are; they may overlap."""
    for hit in table_hits("identities", text, "identity"):
        if hit.kind == "iban":
            yield from _iban(text, hit)
        else:
            yield replace(hit, family="secret") if hit.kind in _OPENING else hit


def _iban(text: str, hit: Hit) -> Iterator[Hit]:
    """The account without words in capitals that follow it: each country's have one length."""
    left = iban_length(hit.subject[:2])
    end = hit.start
    while left and end < hit.end:
        left -= text[end] != " "
        end += 1
    number = text[hit.start : end].replace(" ", "")
    if not left and number and iban(number):
        yield replace(hit, end=end, subject=number)
