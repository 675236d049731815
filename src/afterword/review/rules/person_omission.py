"""A person is said not to have done something.

What people did not do explains nothing: they also did not do a thousand other things. What they did, and why, explains.

Instead: say what the process does not do: the pipeline promotes without a test of the rollback.

Bad:
    ## Root cause

    The developer did not test the rollback.

Bad:
    ## Root cause

    QA never verified the change.

Good:
    ## Root cause

    The team did not know, because the flag page shows no scope.

Bad:
    ## Root cause

    The engineer merged the change without waiting for the tests.

Good:
    ## Root cause

    The job did not start.
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.acts import acts

CODE: Final = "LNG108"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("Dekker", "Etsy")

_NOT: Final = (
    r"(?:did not|didn['\u2019]t|do not|don['\u2019]t|does not|doesn['\u2019]t|had not|hadn['\u2019]t|never|chose not to"
    r"|decided not to|was not able to|were unable to)"
)
_VERBS: Final = (
    rf"{_NOT}(?: \w+ly| even| bother to| think to| take the time to| care to)?"
    r" (?:test|check|verif|validat|review|read|follow|notic|escalat|inform|notif|tell|told|document|monitor|consult|ask"
    r"|look|acknowledg|respond|realis|realiz|consider|anticipat|pay attention|double-check|double check|communicat"
    r"|confirm|coordinat|understand|understood|rais|report|plan|wait|bother|think|care|scroll|open|stop|back up|renew"
    r"|coordinat|engage|declare|update|rotate|sync|answer|pick up|investigat)\w*"
    r"|(?:merged|deployed|pushed|approved|ran|released|shipped|restarted|changed) (?:\w+ ){0,4}?without"
    r" (?:\w+ly )?(?:waiting|test|check|review|verif|ask|tell|inform|read|approv|consult|notif|validat)\w*"
)


def check(case: Case) -> Iterator[Hit]:
    """Persons other than the authors, with a verb of diagnosis or organisation denied; a reason given silences."""
    for act in acts(case, _VERBS):
        if "because" in act.statement.text[act.match.end() :]:
            continue
        yield Hit(
            span=act.span,
            message=f"says what {act.person.strip()!r} did not do",
            suggestion="What did they do, and which step of the process would have asked for the other?",
        )
