"""The timeline starts with the alert, though the document tells of what came before.

What led to the impact is where it could have been stopped. A timeline that starts with the alert shows the response
only.

Instead: the change, its preparation, and the start of impact as the first entries.

Bad:
    # Checkout outage

    ## Root cause

    The deploy of v2.1.3 at 14:32 had no limit on connections.

    ## Timeline

    - 14:37 UTC The alert detected the errors
    - 14:55 UTC Rollback
    - 15:02 UTC Resolved

Bad:
    # Checkout outage

    ## Summary

    A configuration change was rolled out at noon and broke the login.

    ## Timeline

    - 14:37 UTC PagerDuty alert
    - 14:55 UTC Change reverted
    - 15:02 UTC Resolved

Good:
    # Checkout outage

    ## Root cause

    The deploy of v2.1.3 had no limit on connections.

    ## Timeline

    - 14:32 UTC Deploy of v2.1.3
    - 14:37 UTC The alert detected the errors
    - 15:02 UTC Resolved

Good:
    # Checkout outage

    ## Root cause

    A disk failed.

    ## Timeline

    - 14:37 UTC The alert detected the errors
    - 14:55 UTC Deploy of the spare disk
    - 15:02 UTC Resolved
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.model.moment import sort_instant
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.figures.rows import Row, rows
from afterword.text.expressions import later

CODE: Final = "TIM110"
SEVERITY: Final[Severity] = "info"
SOURCES: Final = ("PagerDuty", "house security")

_ALERT: Final = later(
    r"\b(?:alert(?:s|ed)?|alarms?|page[dr]?\b|paged|pagerduty|opsgenie|notified|noticed|reported|reports?)\b",
    re.IGNORECASE,
)
_CHANGE: Final = later(
    r"\b(?:(?:the|a|an|our|new|latest|recent|this) (?:\w+ ){0,2}(?:deploy(?:ment)?|release|rollout"
    r"|config(?:uration)? change|change|migration|upgrade|update)\b.{0,80}?"
    r"\b(?:caused|introduced|contained|broke|removed|had|was|changed"
    r"|triggered|started|at \d)|(?:deployed|released|merged|rolled out|upgraded|migrated)\b.{0,60}?"
    r"\b(?:at \d|on \w+day|earlier|before|that (?:caused|introduced|broke)))",
    re.IGNORECASE,
)
_AFTERWARDS: Final = later(
    r"\b(?:roll(?:ed)? ?back|revert\w*|fix\w*|hotfix\w*|patch\w*|mitigat\w*|resolv\w*|restor\w*|will|should)\b",
    re.IGNORECASE,
)
_BEFORE: Final = later(
    r"\b(?:deploy\w*|releas\w*|rollout|rolled out|merg\w*|chang\w*|migrat\w*|upgrad\w*|updat\w*|began|begins|start\w*"
    r"|launch\w*|first)\b",
    re.IGNORECASE,
)


def check(case: Case) -> Iterator[Hit]:
    """Timelines whose first entry detects, where a sentence elsewhere tells of a change before it."""
    timed = list(rows(case))
    if len(timed) < 2 or not case.is_english:
        return
    first = min(timed, key=_moment) if all(row.event.at for row in timed) else timed[0]
    words = f"{first.event.what or ''} {first.event.notes or ''}"
    if first.event.phase not in {"detected", None} or _BEFORE.search(words):
        return
    if first.event.phase is None and not _ALERT.search(words):
        return
    for passage in case.passages_in("summary", "narrative", "cause", "factors"):
        for sentence in passage.sentences:
            match = _CHANGE.search(sentence.text)
            if match and not _AFTERWARDS.search(sentence.text):
                what = " ".join(match.group().split())[:60]
                message = f"the timeline starts with its detection, and the text tells of what came before: {what!r}"
                yield Hit(span=first.time, message=message, suggestion="The change and the start of impact, as entries")
                return


def _moment(row: Row) -> str:
    moment = sort_instant(row.event.at)
    return moment.isoformat() if moment else "9999"
