"""A person is said to have forgotten, missed, or overlooked something.

Attention is not a control. What one person misses today another misses tomorrow, until the work itself is changed.

Instead: describe the signal: the disk alarm was one of 40 in that hour and had no owner.

Bad:
    ## Root cause

    The DBA overlooked the disk alarm.

Bad:
    ## Root cause

    The engineer updated the chart but forgot to bump the limits.

Good:
    ## Timeline

    14:10 UTC - The scheduler missed three heartbeats.

Good:
    ## Summary

    Nobody was paged, as the alert was routed to a closed channel.
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.acts import acts

CODE: Final = "LNG102"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("Dekker", "PagerDuty")

_VERBS: Final = (
    r"forgot(?:ten)?|overlooked|ignored|disregarded|missed|dismissed|skipped|misread|misinterpreted|misjudged|mistyped"
    r"|misunderstood|mishandled|misconfigured|neglected|rubber-?stamped|dropped the ball|lost track|slept through"
    r"|turned a blind eye|messed up|screwed up|botched|bungled|fumbled|fat-?fingered|panicked|cut corners"
    r"|jumped the gun|(?:was|were) asleep|sat on (?:it|the|this)|let (?:it|the \w+(?: \w+)?) (?:slip|lapse|expire)"
    r"|(?:was|were) too (?:slow|late|quick|eager|busy|tired|hasty)|took too long|(?:was|were) slow to"
    r"|(?:violated|broke|flouted|bypassed|circumvented|breached) (?:the|our|a) (?:\w+ ){0,3}?(?:freeze|polic\w+"
    r"|process|procedure|rules?|protocol|checklist|guidelines?)"
    r"|(?:ran|typed|entered|pulled|picked|chose|selected|used|deleted|pushed|applied|clicked|edited|restarted"
    r"|unplugged|copied|pasted)"
    r" (?:the |an? )?(?:wrong|incorrect) \w+|took (?:his|her|their) eyes? off|paid no attention|lost focus"
)


def check(case: Case) -> Iterator[Hit]:
    """Persons other than the authors, with a verb of lost attention."""
    for act in acts(case, _VERBS):
        yield Hit(
            span=act.span,
            message=f"{act.person.strip()!r} is said to have {act.verb.lower()} something",
            suggestion="What made it hard to see, and what in the process would have shown it?",
        )
