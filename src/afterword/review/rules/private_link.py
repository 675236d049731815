"""A link leads where its readers cannot go.

It tells outsiders how the inside is called, and tells readers nothing.

Instead: say in words what stands there.

Bad:
    ---
    audience: customer
    ---
    # Checkout

    ## Summary

    See https://acme.slack.com/archives/C012/p1.

Good:
    ---
    audience: customer
    ---
    # Checkout

    ## Summary

    See https://github.com/acme/shop/issues/7.

Good:
    # Checkout

    ## Timeline

    - 10:00 UTC paged, https://acme.slack.com/archives/C012/p1
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.distribution import outward
from afterword.text.expressions import later

CODE: Final = "DST104"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("measured on real reports",)

_PRIVATE: Final = later(
    r"https?://(?:[\w.-]+\.slack\.com/(?:archives|files|messages)|[\w.-]+\.atlassian\.net"
    r"|[\w.-]+\.pagerduty\.com/incidents|docs\.google\.com"
    r"|drive\.google\.com|[\w.-]+\.(?:internal|corp|local|lan|intra(?:net)?)\b|teams\.microsoft\.com"
    r"|[\w-]+\.sharepoint\.com"
    r"|(?:grafana|kibana|jenkins|wiki|confluence|jira|gitlab|prometheus|intranet)\.[\w.-]+|[\w-]+\.(?:datadoghq"
    r"|newrelic|sentry)\.(?:com|io)"
    r"|[\w.-]+\.zoom\.us|meet\.google\.com|localhost|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+)[^\s<>|)\]]*",
    re.IGNORECASE,
)


def check(case: Case) -> Iterator[Hit]:
    """Links to chats, trackers, and hosts of the inside, in what leaves the team."""
    for passage in outward(case):
        raw = case.text[passage.start : passage.start + len(passage.text)]
        for found in _PRIVATE.finditer(raw):
            span = Span(passage.start + found.start(), passage.start + found.end())
            yield Hit(span=span, message="a link that its readers cannot follow", suggestion="Say what stands there")
