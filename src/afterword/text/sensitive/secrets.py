"""Secrets in texts: by their own form, by what a header or an address holds, and by the name before them."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from afterword.text.expressions import later
from afterword.text.sensitive.hits import Hit
from afterword.text.sensitive.pairs import HINTS, NO_SECRET, may_hold, pairs
from afterword.text.sensitive.vendors import forms, hinted

Detector = Callable[[str], Iterator[Hit]]
"""Finds hits in a text; they may overlap."""

_KEY: Final = later(
    r"-{4,5} ?BEGIN (?:[A-Za-z0-9]{1,12} ){0,4}(?:PRIVATE KEY(?: BLOCK)?|Static key V1) ?-{4,5}"
    r"(?:[^-]*+(?:-(?!---)[^-]*+)*+-{4,5} ?END [A-Za-z0-9 ]{1,60}-{4,5}"
    r"|(?:\\n|[A-Za-z0-9+/=:,. \t>|-])*+(?:\r?\n(?![ \t>]{0,80}(?:[`~]{3}|-->|\r?\n))[^\n]++)*+)"
)
_PUTTY: Final = later(
    r"PuTTY-User-Key-File-\d[^\n]{0,200}(?:\r?\n(?![ \t>]{0,80}(?:[`~]{3}|-->|\r?\n))[^\n]{1,2000}){0,200}"
)
_URL: Final = later(
    r"\b[A-Za-z][A-Za-z0-9+.\-]{0,30}://[^\s/@:\"'<>`]{0,200}:(?P<secret>[^\s@\"'<>`]{1,400}?)(?=@[A-Za-z0-9\[])"
)
_HEADER: Final = later(
    r"authorization[\"'`]?[ \t]{0,8}[:=][ \t]{0,8}[\"'`]?"
    r"(?:(?:bearer|basic|token|digest|apikey|negotiate|splunk)[ \t]{1,8}|(?=[^\s\"',;`|]{0,400}[\d=]|[^\s\"',;`|]{16}))"
    r"(?P<secret>[^\s\"',;`|]{3,8000})",
    re.IGNORECASE,
)
_BEARER: Final = later(
    r"\bbearer\s{1,8}(?P<secret>(?=[^\s\"',;]{0,400}\d)[A-Za-z0-9._~+/\-]{16,8000}={0,4})", re.IGNORECASE
)
_COOKIE: Final = later(
    r"cookie[\"'`]?[ \t]{0,8}[:=][ \t]{0,8}[\"'`]?(?P<secret>[^\s=;\"'`]{1,200}=[^\"'\n`|]{6,8000})", re.IGNORECASE
)
_FLAG: Final = later(
    r"(?:^|\s)--?(?:password|passwd|pass|token|secret|api-key)\s{1,8}(?P<secret>[^\s\-`|][^\s`|]{0,400})", re.IGNORECASE
)
_USER: Final = later(r"\bcurl\b[^\n`]{0,300}?\s(?:-u|--user)[ =]?[\"']?[^\s:\"'`]{1,100}:(?P<secret>[^\s\"'`|]{1,200})")


_COMMAND: Final = later(
    r"\b(?:mysql(?:dump|admin)?\b[^\n`]{0,200}?\s-p(?=[^\s\-])|sshpass\s{1,4}-p\s{0,4}"
    r"|redis-cli\b[^\n`]{0,120}?\s-a\s{1,4}|docker login\b[^\n`]{0,120}?\s-p\s{1,4}"
    r"|ldap\w{3,8}\b[^\n`]{0,200}?\s-w\s{1,4}|rabbitmqctl (?:add_user|change_password) \S{1,60}\s{1,4}"
    r"|machine \S{1,200}\s{1,4}login \S{1,100}\s{1,4}password\s{1,4})[\"']?(?P<secret>[^\s\"'`|]{3,200})"
)
_SQL: Final = later(
    r"\b(?:IDENTIFIED (?:WITH \S{1,60} )?BY|WITH (?:ENCRYPTED )?PASSWORD|SET PASSWORD[^'\n]{0,100})"
    r"\s{0,4}'(?P<secret>[^'\n]{1,200})'",
    re.IGNORECASE,
)


def _forms(text: str, *, kind: str, pattern: re.Pattern[str]) -> Iterator[Hit]:
    for found in pattern.finditer(text):
        yield Hit(start=found.start(), end=found.end(), kind=kind, family="secret", subject=found[0])


def _named(text: str, *, kind: str, pattern: re.Pattern[str]) -> Iterator[Hit]:
    for found in pattern.finditer(text):
        if not NO_SECRET.fullmatch(found["secret"]):
            start, end = found.span("secret")
            end -= len(found["secret"]) - len(found["secret"].rstrip("*"))
            yield Hit(start=start, end=end, kind=kind, family="secret", subject=found["secret"])


_CASED: Final[tuple[tuple[tuple[str, ...], Detector], ...]] = (
    (("BEGIN ",), partial(_forms, kind="private-key", pattern=_KEY)),
    (("PuTTY-User-Key",), partial(_forms, kind="private-key", pattern=_PUTTY)),
    (("curl ",), partial(_named, kind="password", pattern=_USER)),
    (
        ("mysql", "sshpass", "redis-cli", "docker login", "ldap", "rabbitmqctl", "machine "),
        partial(_named, kind="password", pattern=_COMMAND),
    ),
)
_FREE: Final[tuple[tuple[tuple[str, ...], Detector], ...]] = (
    (("@",), partial(_named, kind="password", pattern=_URL)),
    (("authorization",), partial(_named, kind="authorization", pattern=_HEADER)),
    (("bearer",), partial(_named, kind="authorization", pattern=_BEARER)),
    (("cookie",), partial(_named, kind="cookie", pattern=_COOKIE)),
    (("--", " -pass"), partial(_named, kind="password", pattern=_FLAG)),
    (("identified ", " password"), partial(_named, kind="password", pattern=_SQL)),
    (HINTS, pairs),
)


def seeker(texts: str) -> Detector | None:
    """What finds the secrets of texts, given all of them joined; None where there can be none.

    A substring is looked for in a fraction of the time that an expression needs, and in many texts at once in a
    fraction of what it takes one by one.
    """
    lower = texts.lower()
    cased: list[tuple[tuple[str, ...], Detector]] = [(form.hints, form.hits) for form in hinted(texts)]
    cased += [row for row in _CASED if _has(texts, row[0])]
    free = [row for row in _FREE if (may_hold(lower) if row[0] is HINTS else _has(lower, row[0]))]
    return partial(_secrets, cased=cased, free=free) if cased or free else None


def _secrets(
    text: str, *, cased: list[tuple[tuple[str, ...], Detector]], free: list[tuple[tuple[str, ...], Detector]]
) -> Iterator[Hit]:
    for hints, detector in cased:
        if _has(text, hints):
            yield from detector(text)
    if free:
        lower = text.lower()
        for hints, detector in free:
            if _has(lower, hints):
                yield from detector(text)


def _has(text: str, hints: tuple[str, ...]) -> bool:
    return any(hint in text for hint in hints)


def secrets(text: str) -> Iterator[Hit]:
    """The secrets of a document; they may overlap."""
    detector = seeker(text)
    yield from detector(text) if detector else ()
    for form in forms():
        if form.any_text:
            yield from form.hits(text)


def is_example(secret: str) -> bool:
    """Whether a secret is one of those that documentation shows."""
    return "EXAMPLE" in secret
