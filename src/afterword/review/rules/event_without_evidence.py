"""An entry of the timeline shows nothing that supports it.

An entry that nobody can check is a memory. The link is also what the next responder follows.

Instead: a link to the graph, the query, the message, or the ticket; the line of the log; the name of the source.

Bad:
    # Checkout outage

    ## Timeline

    - 14:32 UTC Deploy
    - 14:37 UTC Alert
    - 14:55 UTC Cache restarted.

Bad:
    # Checkout outage

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 14:32 | Deploy of [v2.1.3](https://example.com/v2.1.3) |
    | 14:37 | `ErrorRateHigh` fired |
    | 14:40 | The log shows 500 errors |
    | 14:55 | Everything was restarted. |

Good:
    # Checkout outage

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 14:32 | Deploy of [v2.1.3](https://example.com/v2.1.3) |
    | 14:37 | `ErrorRateHigh` fired |
    | 14:55 | Restart, see the graph of the error rate |

Good:
    # Checkout outage

    ## Timeline

    | Time (UTC) | Event | Evidence |
    |---|---|---|
    | 14:32 | Deploy | Logs |
    | 14:37 | Alert | PagerDuty |
    | 14:55 | Restart | Slack #incidents |
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.figures.rows import Row, rows
from afterword.review.language.phrases import Phrases

CODE: Final = "TIM107"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("PagerDuty", "house sre")

_SHOWN: Final = Phrases(
    r"https?://|\]\(|\[\^|!\[|`[^`]+`|[#][a-z][\w-]+|[#]\d+|\b[A-Z][A-Z0-9]+-\d+\b"
    r"|\b(?=[a-f]*\d)[0-9a-f]{7,40}\b"
    r"|\b(?:logs?|graphs?|dashboards?|metrics?|traces?|screenshots?|tickets?|queries|query|commit|grafana|kibana"
    r"|datadog"
    r"|cloudwatch|cloudtrail|cloudfront|prometheus|sentry|pagerduty|opsgenie|slack|statuspage|status page|splunk|jira"
    r"|pull request|PR)\b|\d(?:\.\d+)?\s?(?:%|percent|ms\b|rps\b|req)|\"[^\"]{8,}\"|\u201c[^\u201d]{8,}\u201d"
    r"|(?m:^)\s*>"
)
_SPOKEN: Final = Phrases(
    r"\b(?:declared|closed|calls?|meeting|war room|communicat\w+|announced|notified|tweet\w*"
    r"|e-?mail\w*|posted|post-?mortem)\b"
)
_FEW: Final = 3
_ASK: Final = "A link to the graph, the query, the message, or the ticket that shows it"


def check(case: Case) -> Iterator[Hit]:
    """Entries without anything that can be looked up: one finding where most have nothing, else each."""
    timed = list(rows(case))
    if len(timed) < _FEW or not case.is_english:
        return
    bare = [row for row in timed if not _is_shown(row)]
    if len(bare) > _FEW or len(bare) * 2 > len(timed):
        count = "none" if len(bare) == len(timed) else f"{len(timed) - len(bare)}"
        message = (
            f"{count} of the {len(timed)} entries {'shows' if count in {'none', '1'} else 'show'} what supports it"
        )
        yield Hit(span=case.heading("timeline") or bare[0].time, message=message, suggestion=_ASK)
        return
    for row in bare:
        yield Hit(span=row.time, message="nothing supports the entry", suggestion=_ASK)


def _is_shown(row: Row) -> bool:
    if row.event.phase in {"declared", "communicated", "ic_engaged", "war_room", "escalated"}:
        return True
    return bool(row.event.evidence) or _SPOKEN.search(row.text) is not None or _SHOWN.search(row.text) is not None
