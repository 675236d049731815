"""The authors blame themselves.

Blame turned on oneself ends the inquiry as surely as blame turned on others, and tells readers that it is expected.

Instead: describe the work: the check was manual and not part of the deploy.

Bad:
    ## Root cause

    I screwed up the DNS change.

Bad:
    ## Root cause

    We failed to verify the certificate.

Bad:
    ## Timeline

    12:32 UTC - We accidentally deleted the index.

Good:
    ## Timeline

    14:55 UTC - We rolled back.

Good:
    ## Summary

    We did not have an alert for this.

Bad:
    ## What went wrong

    Forgot to add the new host to the dashboards.

Bad:
    ## What went wrong

    While troubleshooting accidentally pushed the old limits.

Bad:
    ## What went wrong

    We got the order of the two steps wrong.

Bad:
    ## What went wrong

    By mistake we were passing the old key.

Good:
    ## What went wrong

    We did not tell the database team about the migration.

Bad:
    ## Timeline

    14:20 - Restarted the wrong pod.

Bad:
    ## Timeline

    15:40 - I realise that I have been editing the wrong file.

Bad:
    ## What went wrong

    I did not double-check the account.

Bad:
    ## What went wrong

    We never tested the restore.

Bad:
    ## Summary

    We had become complacent about the size of the disk.

Bad:
    ## Conclusion

    The outage is entirely my responsibility.

Bad:
    ## What went wrong

    I left the maintenance page on after the upgrade.

Good:
    ## Timeline

    14:30 - Reverted the incorrect configuration.

Good:
    ## Timeline

    14:20 - Failed to fetch the manifest.

Good:
    ## What went well

    Once we realised our mistake, the restore took four minutes.

Good:
    ## Timeline

    14:25 - We were not aware of the second outage yet.

Good:
    ## Timeline

    14:31 - We ignored the first alert, as it belongs to a planned test.

Bad:
    ## What went wrong

    We did not take into account how long clients cache an address.

Bad:
    ## What went wrong

    We mixed up the staging and production tokens.

Bad:
    ## Summary

    This is again our bad, sorry.

Bad:
    ## Root cause

    It never crossed our minds that the token could expire.

Bad:
    ## Lessons learned

    We had grown too comfortable with the nightly job.

Good:
    ## Timeline

    14:31 - We waited for the backup to finish.

Good:
    ## What went wrong

    We did not hear from the provider until noon.
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import is_about_cause, is_guidance, is_negated, mentioning
from afterword.review.language.phrases import Phrases
from afterword.review.language.sayings import said
from afterword.review.language.slips import Slip, slips
from afterword.text.expressions import later

CODE: Final = "LNG106"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Etsy", "Allspaw")

_BY_MISTAKE: Final = Phrases(
    r"\bby (?:mistake|accident|error|an oversight),? (?:we|I)\b|\b(?:we|I) [^.;:]{3,120}? by (?:mistake|accident)\b"
    r"|\b(?:that|it) was me\b|\bcaught with our pants\b|\b(?:we|I) failed (?:you|our (?:users|customers|players"
    r"|members|community|readers))\b"
    r"|\b(?:we|i) failed(?= (?:this time|again|here|at this|our)\b|[.!,;]|$)"
    r"|\b(?:ourselves|myself) to blame\b|\b(?:we|i) should know better\b|\beveryone (?:else )?(?:assumed"
    r"|thought) (?:that )?"
    r"(?:some|every)(?:one|body) else\b"
    r"|\bmy (?:own )?(?:\w+ ){1,3}?(?:was|were) (?:simply |just |plain |all )?(?:wrong|naive|sloppy|careless|rushed"
    r"|incomplete|poor|superficial|half-baked)\b"
    r"|\bmy bad\b|\b(?:i['\u2019]m|i am|we['\u2019]re|we are) (?:\w+ly )?to blame\b|\b(?:is|was|are) (?:\w+ly )?(?:my"
    r"|our) "
    r"(?:own )?responsibility\b(?! to)|\b(?:stupid|dumb|silly|foolish|bad|idiotic|careless) (?:\w+ )?(?:move|mistake"
    r"|error|idea)s? "
    r"(?:on|of) (?:my|our|me|mine|ours)\b|\b(?:stupid|dumb|silly|idiotic|careless|embarrassing) (?:mistake|error)s?\b"
    r"|\b(?:failures?|mistakes?|communication|fault|negligence) (?:on|from) (?:my|our) "
    r"(?:part|side|end)\b|\b(?:my|our) (?:own )?(?:failure|inability) to\b"
    r"|\b(?:that|this|it|one)(?:['\u2019]s| is| was) on (?:me|us)\b(?! to)|\b(?:we|I) should never have (?:touched"
    r"|done|merged|deployed|trusted|run)\b|\bshould(?: have"
    r"|['\u2019]ve) known better\b"
    r"|\b(?:is|was|were|be) (?:\w+ly )?(?:our|my) (?:own )?(?:mistake|fault|oversight|bad|carelessness|negligence)\b"
    r"|\b(?:failures?|mistakes?|errors?|blame|fault|responsibility) (?:\w+ ){0,2}?(?:belongs|belonged|falls|is|was) "
    r"(?:to|on|with) (?:me|us)\b"
    r"|\b(?:in )?an? (?:act|fit|moment) of (?:laziness|haste|carelessness|panic|stupidity)\b|\brookie (?:move"
    r"|mistake|error)\b"
    r"|\bfailures? on (?:my|our) part\b|\b(?:my|our) (?:big(?:gest)? |worst |first |own )?(?:lack of "
    r"(?:understanding|care|attention|knowledge"
    r"|diligence)|inexperience|ignorance|carelessness|laziness|negligence|sloppiness|haste|stupidity|incompetence)\b"
    r"|\bapologi[sz]e for (?:this|the|our|my) (?:\w+ )?(?:mistake|error|oversight|failure|negligence)s?\b"
    r"|\bmy (?:big(?:gest)? |worst |first |own )?mistake\b"
    r"|\bour (?:big(?:gest)?|worst|first|own|main) mistakes?\b|\bin (?:our|my) (?:rush|haste|hurry)\b"
    r"|\b(?:massive|huge|epic|big|total) +fail\b|(?:\bnot|n['\u2019]t) (?:[^\s.;]+ ){1,5}very (?:intelligently"
    r"|carefully|wisely|well "
    r"thought)\b"
    r"|\b(?:that|this|it)(?:['\u2019]s| is| was) on (?:us|me)\b(?! to)"
)
_SHARP: Final = later(
    r"\bnever\b|\w+ly\b|even|bother|(?:did not|n['\u2019]t) (?:test|verify|check|validate|double-check|read|review"
    r"|consider|anticipate)\b"
    r"|without|before"
)
_KNOWING: Final = later(r"aware|familiar|idea|clue|prepared|trained|reachable|busy|experienced|watching")
_BY_HINTS: Final = (
    "by mistake",
    "by accident",
    "by error",
    "oversight",
    "our ",
    "my ",
    "fail",
    "mistake",
    "act of",
    "fit of",
    "moment of",
    "rookie",
    "very ",
    "to me",
    "with me",
    " on us",
    " on me",
    "never have",
    "known better",
    "my bad",
    "myself",
    "ourselves",
    "know better",
    "someone else",
    "somebody else",
    "apolog",
    "responsib",
    "stupid",
    "dumb",
    "silly",
    "idiotic",
    "careless",
    "to blame",
    "was me",
)
_ASK: Final = "What in the work made this the likely thing to happen?"


def check(case: Case) -> Iterator[Hit]:
    """We or I, or nobody named, with a verb or an adverb of error."""
    told: set[int] = set()
    for slip in slips(case):
        if slip.statement.sentence.start not in told and _is_own(slip):
            told.add(slip.statement.sentence.start)
            yield Hit(span=slip.span, message=f"the authors blame themselves: {slip.told!r}", suggestion=_ASK)
    for statement in mentioning(case, _BY_HINTS, skip=("people", "title", "went_well")):
        found = None if statement.sentence.start in told else _BY_MISTAKE.search(statement.text)
        if found and not is_negated(statement.text, found.start()) and not is_guidance(statement.text):
            words = found.group().strip()
            told.add(statement.sentence.start)
            yield Hit(span=statement.span(found), message=f"the authors blame themselves: {words!r}", suggestion=_ASK)
    for each in said(case, "self", skip=("people", "title", "actions", "went_well", "lucky")):
        if each.start not in told:
            told.add(each.start)
            yield Hit(span=each.span, message=f"the authors blame themselves: {each.words!r}", suggestion=_ASK)


def _is_own(slip: Slip) -> bool:
    """Whether the authors blame themselves; what they plainly did not do together is told without blame."""
    if slip.subject == "unsaid":
        return slip.kind != "omission" and not is_about_cause(slip.statement)
    if slip.kind == "omission":
        return slip.subject == "we" and (slip.person == "I" or _SHARP.search(slip.words) is not None)
    return slip.subject == "we" and not (slip.kind == "state" and _KNOWING.search(slip.words))
