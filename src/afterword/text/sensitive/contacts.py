"""How people are reached: e-mail, telephone, street; and when they were born."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.text.expressions import later
from afterword.text.sensitive.allowed import is_allowed
from afterword.text.sensitive.hits import Hit
from afterword.text.sensitive.rows import table_hits

_MAIL: Final = later(
    r"(?<![\w.+%\-])(?P<local>[\w.+%\-]{1,64})"
    r"(?:@|[ ]?[\[(](?:at|@)[\])][ ]?)"
    r"(?P<domain>(?:[\w\-]{1,63}(?:\.|[ ]?[\[(](?:dot|\.)[\])][ ]?)){1,8}[A-Za-z]{2,24})(?![\w@]|-\w)"
)
_NO_PERSON: Final = later(
    r"lists?\.|googlegroups\.com|[\w.-]{0,60}groups\.io|[\w.-]{1,60}\.gserviceaccount\.com|users\.noreply\."
)
"""Domains of lists, of programs, and of addresses that nobody reads."""
_WITH_PASSWORD: Final = later(r"://[^\s/@]{0,200}$")
_FILES: Final = frozenset(
    ["png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "js", "mjs", "css", "map", "html", "json", "yml", "yaml"]
)
_INTERNATIONAL: Final = later(
    r"(?<![\w.:+])(?:\+|\b00(?=[1-9]))[1-9]\d{0,2}(?:[ .\-/]{0,2}\(\d{1,5}\))?(?:[ .\-/]?\d{1,6}){2,6}(?![\w]|[.:]\d)"
)
_SPOKEN: Final = later(
    r"(?:\b(?:tel|tele(?:ph|f)on[eo]?|t\u00e9l(?:\u00e9phone)?|tel\u00e9fono|phone|mobile?|cell|fax|hotline|whatsapp|handy"
    r"|rufnummer|dial(?:-in)?)\b|\u7535\u8bdd|\u96fb\u8a71|\u260e|\U0001f4de)"
    r"(?: (?:no|nr|number|num|nummer))?[^\w\n]{1,6}(?P<number>\(?\d[\d ()./\-]{5,18}\d)(?![\w\-]|[.:]\d)",
    re.IGNORECASE,
)
_DATE: Final = later(r"(?:19|20)\d\d[-/.]\d\d[-/.]\d\d|\d\d[-/.]\d\d[-/.](?:19|20)\d\d")


def contacts(text: str) -> Iterator[Hit]:
    """E-mail but for roles, telephone numbers, streets, and days of birth; they may overlap."""
    if "@" in text or "at" in text:
        yield from _mail(text)
    yield from _phones(text)
    yield from table_hits("contacts", text, "contact")


def _mail(text: str) -> Iterator[Hit]:
    for found in _MAIL.finditer(text):
        local, domain = found["local"].strip("."), re.sub(r"[ \[\]()]|dot", "", found["domain"]).casefold()
        domain = domain if "." in domain else re.sub(r"[ ]?[\[(](?:dot|\.)[\])][ ]?", ".", found["domain"]).casefold()
        before = text[max(found.start() - 200, 0) : found.start()]
        if domain.rpartition(".")[2] in _FILES or is_role(local) or _NO_PERSON.match(domain) or before.endswith("@"):
            continue
        if before.endswith(":") and _WITH_PASSWORD.search(before[:-1]):
            continue
        yield _hit(found, "e-mail", f"{local.casefold()}@{domain}")


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
    for found in _INTERNATIONAL.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        if 8 <= len(digits) <= 15 and (len(digits) > 9 or re.search(r"[ .\-/(]", found[0])):
            yield _hit(found, "phone", digits)
    for found in _SPOKEN.finditer(text):
        digits = re.sub(r"\D", "", found["number"])
        if 7 <= len(digits) <= 15 and not _DATE.search(found["number"]):
            yield _hit(found, "phone", digits, "number")


def _hit(found: re.Match[str], kind: str, subject: str, group: int | str = 0) -> Hit:
    return Hit(start=found.start(group), end=found.end(group), kind=kind, family="contact", subject=subject)
