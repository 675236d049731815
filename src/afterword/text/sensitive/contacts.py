"""How people are reached: e-mail, telephone, street; and when they were born."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.text.expressions import later
from afterword.text.sensitive.allowed import is_allowed
from afterword.text.sensitive.hits import Hit
from afterword.text.sensitive.rows import table_hits

_AT: Final = later(r"@|[ ]?[\[(](?:at|@)[\])][ ]?")
_LOCAL: Final = later(r"(?<![\w.+%\-])[\w.+%\-]{1,64}\Z")
_DOMAIN: Final = later(r"(?:[\w\-]{1,63}(?:\.|[ ]?[\[(](?:dot|\.)[\])][ ]?)){1,8}[A-Za-z]{2,24}(?![\w@]|-\w)")
_DOT: Final = later(r"[ ]?[\[(](?:dot|\.)[\])][ ]?")
_NO_PERSON: Final = later(
    r"lists?\.|googlegroups\.com|[\w.-]{0,60}groups\.io|[\w.-]{1,60}\.gserviceaccount\.com|users\.noreply\."
)
"""Domains of lists, of programs, and of addresses that nobody reads."""
_LONGEST_LOCAL: Final = 65
_FEWEST_DIGITS, _MOST_DIGITS = 8, 15
_WITH_PASSWORD: Final = later(r"://[^\s/@]{0,200}$")
_INTERNATIONAL: Final = later(r"\+[1-9]\d{0,2}(?:[ .\-/]{0,2}\(\d{1,5}\))?(?:[ .\-/]?\d{1,6}){2,6}(?![\w]|[.:]\d)")


def contacts(text: str) -> Iterator[Hit]:
    """E-mail but for roles, telephone numbers, streets, and days of birth; they may overlap."""
    yield from _mail(text)
    yield from _phones(text)
    yield from table_hits("contacts", text, "contact")


def _mail(text: str) -> Iterator[Hit]:
    for at in _AT.finditer(text):
        local = _LOCAL.search(text, max(at.start() - _LONGEST_LOCAL, 0), at.start())
        found = local and _DOMAIN.match(text, at.end())
        if not local or not found:
            continue
        domain = _DOT.sub(".", found[0]).casefold()
        before = text[max(local.start() - 200, 0) : local.start()]
        if is_allowed("endings", domain.rpartition(".")[2]) or is_role(local[0].strip(".")) or _NO_PERSON.match(domain):
            continue
        if before.endswith(":") and _WITH_PASSWORD.search(before[:-1]):
            continue
        start = local.start() - before.endswith("@")  # an account of the Fediverse
        subject = f"{local[0].strip('.').casefold()}@{domain}"
        yield Hit(start=start, end=found.end(), kind="e-mail", family="contact", subject=subject)


def is_role(local: str) -> bool:
    """Whether the part of an address before the ``@`` names no person: ``security``, ``team-payments``."""
    words = re.split(r"[.+_\-]", local.casefold())
    return (
        is_allowed("roles", local)
        or is_allowed("roles", words[0])
        or is_allowed("roles", words[-1])
        or not (re.search(r"[^\W\d_]", local))
    )


def _phones(text: str) -> Iterator[Hit]:
    for found in _INTERNATIONAL.finditer(text) if "+" in text else ():
        number = _one_number(found[0])
        digits = re.sub(r"\D", "", number)
        before = text[found.start() - 1 : found.start()] if found.start() else ""
        if before.isalnum() or before in {".", "+", "_"} or len(digits) < _FEWEST_DIGITS:
            continue
        if len(digits) > _FEWEST_DIGITS + 1 or re.search(r"[ .\-/(]", number):
            end = found.start() + len(number)
            yield Hit(start=found.start(), end=end, kind="phone", family="contact", subject=digits)


def _one_number(words: str) -> str:
    """The first number of what may be two: none has more than fifteen digits."""
    while sum(map(str.isdigit, words)) > _MOST_DIGITS:
        shorter = re.sub(r"[ .\-/]{1,2}\d{1,6}$", "", words)
        if shorter == words:
            return ""
        words = shorter
    return words
