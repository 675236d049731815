"""All detectors over one text."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.text.expressions import later
from afterword.text.sensitive.hits import Family, Hit

_FORMS: Final[tuple[tuple[str, Family, re.Pattern[str]], ...]] = (
    ("aws-key", "secret", later(r"(?<![A-Za-z0-9])A[KS]IA[A-Z0-9]{16}(?![A-Za-z0-9])")),
    ("github-token", "secret", later(r"(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{30,255}")),
    ("e-mail", "contact", later(r"(?<![\w.+-/:@])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[A-Za-z]{2,24}\b")),
    ("private-ip", "network", later(r"\b(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}\b")),
    ("private-link", "link", later(r"https://[\w.-]{1,100}\.slack\.com/archives/[^\s<>|)\]]{1,300}")),
)


def detected(text: str) -> Iterator[Hit]:
    """What the form of a stretch of text gives away."""
    for kind, family, pattern in _FORMS:
        for found in pattern.finditer(text):
            yield Hit(start=found.start(), end=found.end(), kind=kind, family=family, subject=found[0])
