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

Bad:
    ## What went wrong

    Nobody on the platform team bothered to read the notice.

Bad:
    ## What went wrong

    Sales sent the campaign without telling anyone.

Bad:
    ## What went wrong

    Two reviewers approved the pull request without opening the diff.

Good:
    ## Impact

    Many people had not updated by then.

Bad:
    ## What went wrong

    Instead of paging the database team, the engineer restarted the node.

Bad:
    ## What went wrong

    No one from the team was watching the dashboards.

Bad:
    ## What went wrong

    None of the reviewers spotted the missing index.

Bad:
    ## Timeline

    20:15 - @sam merges the revert without running the tests.

Good:
    ## What went well

    Nobody had to be woken up.

Good:
    ## What went wrong

    Nobody was told, because the channel was closed.

Bad:
    ## Contributing factors

    Did not test that the second message arrives.

Bad:
    ## What went wrong

    The patch went live on Friday and nobody stayed to watch it.

Bad:
    ## What went wrong

    Rolled the change out to every region without trying it on one first.

Bad:
    ## What went wrong

    The release went out before QA had given its okay.

Bad:
    ## What went wrong

    Communication with the partners was sloppy.

Good:
    ## Impact

    Nobody could log in.

Bad:
    ## What went wrong

    Nothing was done for an hour after the cause was known.

Bad:
    ## What went wrong

    The users were informed too late.

Bad:
    ## Lessons learned

    The change had never been rehearsed.

Bad:
    ## What went wrong

    Assumed that the copy was recent.

Bad:
    ## What went wrong

    We relied on reports of users instead of a probe.

Good:
    ## What went wrong

    Nothing is sent while the queue is paused.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.acts import Act, acts
from afterword.review.language.guards import is_guidance, mentioning
from afterword.review.language.lexicon import OPERATED
from afterword.review.language.persons import third_person
from afterword.review.language.phrases import Phrases
from afterword.review.language.sayings import ALL_BUT_WRONG, said
from afterword.review.language.slips import Slip, slips
from afterword.review.language.verbs import verbs
from afterword.text.expressions import later

CODE: Final = "LNG108"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("Dekker", "Etsy")

_NOT: Final = (
    r"(?:did not|didn['\u2019]t|do not|don['\u2019]t|does not|doesn['\u2019]t|had not|hadn['\u2019]t|never|chose not to"
    r"|decided not to|decided against|opted not to|was not able to|were unable to)"
)
_MIND: Final = (
    r"(?:test|act\b|check|verif|validat|review|read|follow|notic|escalat|inform|notif|tell|told|document|monitor"
    r"|consult|ask"
    r"|look|acknowledg|respond|realis|realiz|consider|anticipat|pay attention|double-check|double check|communicat"
    r"|confirm|coordinat|understand|understood|rais|report|plan|wait|bother|think|thought|care|scroll|back up"
    r"|renew|engage|declare|update|rotate|sync|answer|pick up|investigat|question|announce|rehears|inspect|compar|log"
    r"|hand over|handed over|learn|listen|revisit|remember|recogni|warn|involv|fix"
    r"|attend|prioriti|alert|page|paged|request|obtain|seek|sought"
    r"|maintain|replac|configur)"
)
_LEFT_OUT: Final = (
    r"(?:(?:\w+ ){0,2}?(?:review(?:ing)?|approvals?|approving|test(?:s|ing)?|checks?|checking|permission"
    r"|authori[sz]ation"
    r"|notice|warning|consult(?:ing|ation)|coordinat(?:ing|ion)|backups?|plan(?:ning)?|care|thought|thinking"
    r"|understanding"
    r"|verif(?:ying|ication)|validat(?:ing|ion)|ticket|sign-?off|waiting|asking|telling|informing|notifying|reading"
    r"|letting|looking|knowing|questioning|confirming|bothering|considering|documenting|announcing|escalating)"
    r"|(?!caus|be|affect|hav|los|impact|interrupt|notic|incident|issue|problem|downtime)\w+ing\b)"
)
_VERBS: Final = (
    rf"{_NOT}(?: \w+ly| even| ever| bother(?:ed)? to| think to| take the time to| care to| manage to)? {_MIND}\w*"
    rf"|(?:{OPERATED}|kept|keeps) (?:[^\s.;:]+ ){{0,9}}?without {_LEFT_OUT}|(?:bothered|cared|thought"
    rf"|took the trouble) to \w+"
    r"|took (?:ownership|responsibility|charge)|stepped (?:in|up)|spoke up|told (?:no one|nobody|no-one)"
    r"|(?:instead of|rather than) (?:follow|read|check|ask|wait|test|consult|escalat"
    r"|us)ing"
    r" (?:the|an?|our|for) (?:[\w-]+ ){1,3}"
)
_HINTS: Final = (
    "not ", "n't", "n\u2019t", "never", "unable", "without", "bothered", "cared to", "nobody", "no one", "no-one",
    "instead of", "rather than", "decided against", "remembered", "ownership",
)  # fmt: skip
_NONE_HINTS: Final = ("nobody", "no one", "no-one", "none of", "neither of", "bother")
_UNSAID_HINTS: Final = ("without ", "told no", "informed no", "think to", "bother", "instead of")
_FIRST: Final = later(r"\b(?:[Ww]e|I)\b")
_PUBLIC: Final = later(r"\b(?:people|folks|nobody|no one|no-one)\b", re.IGNORECASE)
_BECAUSE: Final = later(r"\b(?:because|since|as (?:the|it|there|no)|so that)\b")
_NOBODY: Final = later(r"(?:\b(?:nobody|no one|no-one|none)\b)", re.IGNORECASE)
_ASK: Final = "What did they do, and which step of the process would have asked for the other?"


@cache
def _unsaid() -> re.Pattern[str]:
    return re.compile(
        r"\bwithout (?:\w+ly |first |even )?(?:telling|asking|informing|notifying|consulting|warning) (?:any(?:one"
        r"|body)|the [\w-]+(?: [\w-]+)?"
        r" team|their|his|her|us|others|the rest)\b|\b(?:told|informed) (?:no one|nobody|no-one)\b"
        r"|\b(?:did not|didn['\u2019]t|never) (?:even )?(?:think|bother(?:ed)?) to \w+|\bcould(?: not"
        r"|n['\u2019]t) be bothered\b"
        r"|\b[Ii]nstead of \w+ing"
        rf" [^.;:,]{{3,50}}, {third_person()}"
    )


@cache
def _none() -> Phrases:
    return Phrases(
        r"\bfinally [^.;]{2,30}? bother(?:s|ed) to\b|"
        r"\b(?:nobody|no one|no-one|none of (?:us|the \w+|our \w+)|neither of (?:us|the \w+|them))(?: (?:else|from|in"
        r"|on|of)\b)?"
        rf"(?: [\w-]+){{0,4}}? (?:{verbs('attend', 'past', 'third')}|(?:was"
        rf"|were) (?:\w+ly )?{verbs('attend', 'gerund')}|bothers"
        r"|took (?:ownership|care|over)|picked (?:it )?up)\b"
    )


def check(case: Case) -> Iterator[Hit]:
    """Persons other than the authors, with a verb of diagnosis or organisation denied; a reason given silences."""
    told: set[int] = set()
    for act in acts(case, _VERBS, hints=_HINTS):
        if _BECAUSE.search(act.statement.text, act.match.end()) or _is_silent(act):
            continue
        told.add(act.statement.sentence.start)
        yield Hit(span=act.span, message=f"says what {act.person.strip()!r} did not do", suggestion=_ASK)
    for slip in slips(case):
        at = slip.statement.sentence.start
        if at not in told and _is_persons(slip):
            told.add(at)
            yield Hit(span=slip.span, message=f"says what {slip.person.strip()!r} did not do", suggestion=_ASK)
    for statement in mentioning(case, _NONE_HINTS, skip=("actions", "people", "title", "impact", "went_well", "lucky")):
        found = _none().search(statement.text)
        is_told = statement.sentence.start in told or is_guidance(statement.text)
        is_told = is_told or (found is not None and "would" in found.group())
        if found and not is_told and not _BECAUSE.search(statement.text, found.end()):
            told.add(statement.sentence.start)
            yield Hit(span=statement.span(found), message=f"says what was not done: {found.group()!r}", suggestion=_ASK)
    for statement in mentioning(case, _UNSAID_HINTS, skip=("actions", "people", "title")):
        found = None if statement.sentence.start in told else _unsaid().search(statement.text)
        if found and not _FIRST.search(statement.text, 0, found.start()) and not is_guidance(statement.text):
            told.add(statement.sentence.start)
            yield Hit(span=statement.span(found), message=f"says what was not done: {found.group()!r}", suggestion=_ASK)
    for each in said(case, "wrong", skip=ALL_BUT_WRONG, denied=True):
        if each.start not in told and not _BECAUSE.search(each.statement.text, each.match.end()):
            told.add(each.start)
            yield Hit(span=each.span, message=f"says what was not done: {each.words!r}", suggestion=_ASK)
    for each in said(case, "omitted", skip=("actions", "people", "title", "impact", "went_well", "lucky", "timeline")):
        if each.start not in told and not _BECAUSE.search(each.statement.text, each.match.end()):
            told.add(each.start)
            yield Hit(span=each.span, message=f"says what was not done: {each.words!r}", suggestion=_ASK)


def _is_persons(slip: Slip) -> bool:
    """Whether it is something that a person did not do, and no reason is given."""
    if slip.subject not in {"third", "someone"} or slip.kind != "omission":
        return False
    return not _BECAUSE.search(slip.statement.text, slip.end) and not _PUBLIC.search(slip.person)


def _is_silent(act: Act) -> bool:
    """Whether what is denied is somebody's own: nobody is asked to bother, many people did not update."""
    if re.match(r"(?:bothered|cared|thought|took|remembered|stepped|spoke)\b", act.verb):
        return _NOBODY.search(act.person) is None
    return _PUBLIC.search(act.person) is not None or (
        act.verb.startswith("never") and _NOBODY.search(act.person) is not None
    )
