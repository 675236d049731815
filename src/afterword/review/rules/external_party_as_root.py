"""The root cause is somebody else.

The provider will fail again. What is ours is how we depend on it.

Instead: our side of it: one zone, no fallback, no cache.

Bad:
    # Checkout

    ## Root cause

    AWS outage.

Bad:
    # Checkout

    ## Root cause

    Our upstream provider had a network failure.

Good:
    # Checkout

    ## Root cause

    Our single-zone dependency on AWS: when the zone failed there was no other.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.text.expressions import later

CODE: Final = "ANA108"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Atlassian",)

_PARTY: Final = (
    r"(?:aws|amazon|azure|gcp|google(?: cloud)?|cloudflare|fastly|github|microsoft|heroku|digital ?ocean"
    r"|hetzner|ovh|stripe|twilio|okta|auth0"
    r"|(?:our |the |an? )?(?:upstream |external |third[- ]party |cloud |hosting |payment |network "
    r"|dns )*(?:provider|vendor|supplier|isp|registrar))"
)
_EXTERNAL: Final = later(
    rf"{_PARTY}['\u2019]?s? (?:\w+ ){{0,3}}?(?:outage|incident|failure|issue|problem|downtime|bug|degradation)s?\b"
    rf"|(?:outage|incident|failure|issue|problem|bug)s? (?:at|of|with|in|by) {_PARTY}\b|{_PARTY} (?:had|suffered"
    rf"|experienced|was down|went down|failed)",
    re.IGNORECASE,
)
_HINTS: Final = (
    "aws", "amazon", "azure", "gcp", "google", "cloudflare", "fastly", "github", "microsoft", "heroku", "ocean",
    "hetzner", "ovh", "stripe", "twilio", "okta", "auth0", "provider", "vendor", "supplier", "isp", "registrar",
)  # fmt: skip
"""One of these is in every name of a party."""
_OURS: Final = later(
    r"\b(?:our|we|depend\w*|single|fallback|fail-?over|redundan\w*|retr\w+|cache\w*|timeout|no other|only one"
    r"|configured|limit)\b",
    re.IGNORECASE,
)
_MOST: Final = 3


def check(case: Case) -> Iterator[Hit]:
    """Root causes that name another party's failure and nothing of one's own."""
    cause = " ".join((case.record.analysis.root_cause or "").split())
    low = cause.lower()
    found = _EXTERNAL.search(cause) if any(hint in low for hint in _HINTS) else None
    rest = cause[: found.start()] + cause[found.end() :] if found else ""
    if found and not _OURS.search(rest) and not case.record.analysis.contributing_factors and rest.count(".") <= _MOST:
        yield Hit(
            span=case.place("analysis", "root_cause") or case.heading("cause") or case.start,
            message=f"the cause is somebody else's: {found.group()!r}",
            suggestion="What is ours: how did we depend on it, and what had no fallback?",
        )
