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

Bad:
    ## What went wrong

    It was the night operator who let the alert sit for an hour.

Bad:
    ## What went wrong

    The contractor, who wrote the cron entry, used the wrong zone.

Bad:
    ## What went wrong

    Two reviewers waved it through despite the failing tests.

Bad:
    ## What went wrong

    The release manager merged it anyway.

Good:
    ## Impact

    Some people missed the announcement on Teams.

Good:
    ## Timeline

    14:10 UTC - The team missed the target of 15 minutes.

Bad:
    ## What went wrong

    The reviewer clearly wasn't paying attention.

Bad:
    ## What went wrong

    The approver waved the migration through in ten seconds.

Bad:
    ## Timeline

    09:12 UTC - Marcus pushed to the release branch, bypassing the required approvals.

Bad:
    ## Timeline

    17:10 - The second engineer ignores the alert.

Bad:
    ## Timeline

    14:20 - [jdoe] restarts the wrong pod.

Bad:
    ## Timeline

    11:08 - jdoe forgot to include the migration.

Bad:
    ## What went wrong

    The reviewers were too busy to look at the diff.

Good:
    ## Impact

    Developers who pulled the image in that hour got the wrong version.

Good:
    ## What went well

    Nobody panicked.

Good:
    ## Timeline

    14:05 - The team skipped the second retry as agreed with the incident commander.

Bad:
    ## What went wrong

    The reviewer signed off on the change after a cursory look.

Bad:
    ## What went wrong

    Management kept cutting the time for testing.

Bad:
    ## Timeline

    15:10 The on-call engineer finally opens the runbook.

Good:
    ## Timeline

    15:10 The on-call engineer opens the runbook.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.acts import acts, is_cause_of_someone
from afterword.review.language.guards import is_guidance, mentioning
from afterword.review.language.lexicon import OPERATED
from afterword.review.language.slips import Slip, is_nobodys, slips
from afterword.text.expressions import later

CODE: Final = "LNG102"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("Dekker", "PagerDuty")

_WRONG: Final = r"(?:wrong|incorrect|erroneous|mistaken)"
_VERBS: Final = (
    r"forgot(?:ten)?|forgets|overlook(?:ed|s)|ignored|disregarded|missed(?! the (?:slo|sla|target|deadline|objective))"
    r"|dismissed|skipped|misread|misinterpreted|misjudged|misdiagnosed|misunderstood|mishandled|misconfigured"
    r"|miscalculated|miscommunicated|mis-?typed|mis-?keyed|mis-?clicked|misspelled|mislabell?ed|mismanaged"
    r"|underestimated"
    r"|neglected|brushed (?:it |this |them )?off|shrugged (?:it |this |them )?off|wav(?:ed|es) (?:(?:it|this|them"
    r"|the|an?) (?:[\w-]+ ){0,3}?)?through"
    r"|rubber-?stamped|dropped the ball|lost (?:track|focus|sight)|slept through|paid no attention|looked the other "
    r"way"
    r"|turned a blind eye|messed (?:it |this )?up|screwed (?:it |this )?up|botched|bungled|fumbled|fat-?fingered"
    r"|blundered"
    r"|slipped up|panicked|cut corners|jumped the gun|sat on (?:it|the|this|his|her|their)|procrastinated|dithered"
    r"|let (?:it|the \w+(?: \w+)?) (?:slip|lapse|expire)|let (?:us|the \w+|everyone|customers) down|took too long"
    r"|(?:was|were) (?:asleep|distracted|half asleep|drunk|absent|nowhere to be found|slow to|too (?:slow|late|quick"
    r"|eager"
    r"|busy|tired|hasty|confident|trusting|proud))|took (?:his|her|their) eyes? off|dragged (?:his|her|their|its) feet"
    r"|kept (?:\w+ing|everyone|quiet)(?: [^.;]{0,40})? without (?:telling|asking|informing|checking)"
    r"|(?:violat|flout|bypass|circumvent|breach|disobey|disrespect|contraven)ed (?:the|our|an?"
    r"|\w+) ?(?:\w+ ){0,3}?(?:freeze"
    r"|polic\w+|process|procedures?|rules?|protocol|checklist|guidelines?|review|approval|checks?|controls?"
    r"|instructions?)"
    r"|(?:broke|skipped|short-?cut) (?:the|our|an?) (?:\w+ ){0,3}?(?:freeze|polic\w+|process|procedures?|rules?"
    r"|protocol)"
    r"|(?:got|had|did) (?:it|this|that|the \w+(?: \w+){0,2}|something) (?:all |badly |completely |totally )?wrong"
    rf"|{OPERATED} (?:[\w'\u2019-]+ ){{0,5}}?{_WRONG} (?!(?:data|results?|answers?|values?)\b)\w+"
    rf"|went ahead (?:anyway|regardless)"
    rf"|(?:{OPERATED}) [^.;:]{{2,60}}?,? (?:bypassing|circumventing|skipping|ignoring|violating|sidestepping|breaking)"
    r" (?:the|our|all|any|every|\w+) (?:\w+ ){0,2}?(?:approvals?|reviews?|process|polic\w+|procedures?|checks?|gates?"
    r"|rules?|freeze|protection|protocol|guidelines?)"
    r"|made (?:the|an?|this|that|some|several|two|many) (?:\w+ ){0,2}?(?:wrong|bad|poor|terrible|costly|rash"
    r"|questionable"
    r"|careless|silly|stupid) (?:call|decision|choice|judge?ment|mistake|error|assumption)s?"
    r"|made (?:an?|the|some|several) (?:\w+ ){0,2}?(?:mistakes?|errors?|blunders?|misjudge?ments?|error of judge?ment)"
    r"|(?:left|abandoned) (?:it|the|this|an?) (?:[\w-]+ ){1,5}?(?:half-?finished|unfinished|half-?done|unattended"
    r"|undocumented"
    r"|unmonitored|unlocked|broken)|should be (?:held accountable|ashamed|disciplined|reprimanded|fired|sanctioned)"
    r"|only (?:has|have) (?:himself|herself|themselves|itself) to blame|could not be bothered"
    r"|couldn['\u2019]t be bothered"
    r"|let [^.;]{2,40}? (?:sit|go un\w+|slip|lapse|expire|linger|rot|pile up|slide|fester)\b|(?:pushed|pressed"
    r"|forged|ploughed|plowed|charged) ahead"
    rf"|insisted on \w+ing|(?:{OPERATED}|went|continued|carried on|proceeded"
    rf"|kept) (?:[^.;]{{1,70}}? )?despite (?:the |a |an |our |his |her |their |repeated |several |clear |multiple "
    rf"|many |all |being |having )*(?:\w+ )?"
    r"(?:warn|red build|alert|objection|advice|concern|failing|protest|instruct|freeze)\w*|(?:chose|decided|opted"
    r"|preferred) to (?:ignore|skip|bypass|disregard|omit|dismiss"
    r"|override|silence|proceed without|push ahead|merge anyway|deploy anyway|carry on|do nothing|wait and see)"
    r"|did nothing|did(?: not|n['\u2019]t) do anything"
    r"|sat idle|stood by|broke (?:the )?(?:build|prod\w*|site|main|master|pipeline|website|(?:\w+ ){1,2}app)|(?:took"
    r"|brought) down (?:the )?\w+|leaked (?:the|our|a|an) \w+"
    r"|(?:showed|demonstrated|exercised|displayed) (?:a )?(?:poor|bad|lack of|little|no) (?:judge?ment|ownership"
    r"|discipline|care|attention|initiative|leadership|regard|sense|diligence|urgency)"
    r"|knew what (?:they|he|she) (?:were|was) doing|lost control|wasted (?:an?|\w+|time|precious) ?(?:hours?|minutes"
    r"|time)?|(?:gave|provided|told) (?:\w+ ){0,3}?(?:wrong|incorrect|bad|misleading"
    r"|poor|false) (?:instructions?|advice|information|directions?|answers?|details)|should(?: have"
    r"|['\u2019]ve) (?:known|done|taught|tried) better|(?:has|have|was|were) (?:since )?been (?:reprimanded"
    r"|disciplined"
    r"|spoken to|let go|sanctioned|dismissed)|(?:left|leaves) (?:the|a|an|his|her|their|it) [^.;]{2,40}? (?:on|open"
    r"|enabled|disabled|running|unlocked|unattended|behind)(?=[.,;]|$)"
    r"|(?:pasted|posted|committed|published|e-?mailed|uploaded) (?:the|a|an|his|her|their) [^.;]{2,40}? (?:to|into"
    r"|in|on) (?:an? |the )?(?:public|wrong|open) \w+"
    r"|(?:merged|deployed|pushed|shipped|released|continued|carried on|proceeded|went on|approved it|ran it) (?:it "
    r"|them |this )?(?:anyway|regardless|nonetheless)"
    r"|left (?:no|nothing)\b[^.;]{0,20}|(?:was|were) (?:\w+ly )?unreachable|(?:kept"
    r"|continued) (?:on )?\w+ing [^.;]{0,40}?\b(?:while|despite|even though)"
    r"|(?:was|were)(?:n['\u2019]t| not) (?:\w+ly )?(?:paying attention|careful|diligent|thorough|doing (?:their|his"
    r"|her) job)|(?:wiped|nuked|trashed|clobbered|hosed|force-pushed)"
    r" (?:the|our|all|an?|over) \w+|dropped the (?:\w+ )?(?:table|database|schema|index)|assumed, (?:wrongly"
    r"|incorrectly|mistakenly|falsely)|repeatedly \w+ed|dragged (?:out|on)"
    r"|(?:deprioriti[sz]ed|postponed|put off) (?:the|this|it|our)|knew (?:about|of) [^.;]{3,60}? (?:but|and"
    r"|yet) (?:did|never|took no|chose|still)"
    r"|had no business \w+ing|tried to (?:hide|cover up|conceal)|covered (?:it|this) up|lied about"
)
_HINTS: Final = (
    "forg", "overlook", "ignored", "disregard", "skipped", "neglect", "underest", "rubber", "dropped", "lost ",
    "slept", "the other way", "blind eye", "messed", "screwed", "botched", "bungled", "fumbled", "finger", "blunder",
    "slipped", "panic", "corners", "the gun", "sat on", "dither", "procrast", "let ", "took ", "asleep", "distract",
    "drunk", "absent", "nowhere", "slow to", "dragged", "without", "violat", "flout", "bypass", "circumvent",
    "breach", "broke", "disobey", "contraven", "wrong", "incorrect", "erroneous", "ahead", "made ", "unfinished",
    "half", "unattended", "undocumented", "accountable", "ashamed", "disciplin", "to blame", "bothered", "business",
    "lied", "brushed", "shrugged", "waved", "shortcut", "insisted", "despite", "chose to", "decided to", "opted to",
    "preferred to", "did nothing", "anything", "idle", "stood by", "leaked", "what they were", "what he was",
    "what she was", "wasted", "reprimand", "spoken to", "let go", "sanction", "dismiss", "left ", "pasted", "anyway",
    "regardless", "nonetheless", "unreachable", "kept ", "continued", "careful", "diligent", "thorough", "wiped",
    "nuked", "trashed", "clobber", "hosed", "force-push", "assumed,", "repeatedly", "deprior", "postponed", "put off",
    "knew ", "missed", "misread", "misint", "misjud", "misdiag", "misund", "mishand", "misconf", "miscalc", "miscom",
    "mistyp", "mis-", "miskey", "misclick", "misspel", "mislab", "misman", "mistake", "brought down", "lost control",
    "known better", "done better", "taught", "tried better", "showed", "exercised", "demonstrated", "displayed",
    "was too", "were too", "public", "an open", "the open", "no attention", "paying attention", "be fired", "to hide",
    "cover up", "covered",
)  # fmt: skip


_ANYWAY: Final = later(
    r"\b(?:merged|deployed|pushed|shipped|released|went ahead|carried on|proceeded) (?:it |them |this )?(?:anyway"
    r"|regardless)\b"
    r"|^[A-Z][a-z]+ (?:ignored|disregarded|dismissed) the (?:\w+ )?(?:warning|alert|lint\w*|advice|error|review"
    r"|page)s?\b"
)
_NOBODY: Final = later(r"\b(?:nobody|no one|no-one|none)\b", re.IGNORECASE)
_PLANNED: Final = later(r"\bas (?:agreed|planned|documented|instructed|the runbook)\b|\bon purpose\b|\bdeliberately\b")
_OURS: Final = later(r"\b(?:[Ww]e|I)\b")


def check(case: Case) -> Iterator[Hit]:
    """Persons other than the authors, with a verb of lost attention."""
    told: set[int] = set()
    for act in acts(case, _VERBS, hints=_HINTS):
        is_a_victim = act.statement.role == "impact" or _NOBODY.search(act.person) is not None
        is_a_victim = is_a_victim or (act.person.strip().lower() == "they" and "wrong" in act.verb)
        is_planned = _PLANNED.search(act.statement.text, act.match.end()) is not None
        if is_cause_of_someone(act) or is_a_victim or is_planned:
            continue
        told.add(act.statement.sentence.start)
        yield Hit(
            span=act.span,
            message=f"{act.person.strip()!r} is said to have {act.verb.lower()} something",
            suggestion=_ASK,
        )
    for slip in slips(case):
        at = slip.statement.sentence.start
        if _is_persons(slip) and at not in told:
            told.add(at)
            yield Hit(
                span=slip.span, message=f"says that {slip.person.strip()!r} slipped: {slip.words!r}", suggestion=_ASK
            )
    for statement in mentioning(
        case, ("anyway", "regardless", "ignored", "disregarded", "dismissed"), skip=("actions", "people")
    ):
        found = _ANYWAY.search(statement.text)
        is_told = found and statement.sentence.start in told
        if (
            found
            and not is_told
            and not _OURS.search(statement.text, 0, found.start())
            and not is_guidance(statement.text)
        ):
            yield Hit(span=statement.span(found), message=f"judges what was done: {found.group()!r}", suggestion=_ASK)


_FAILED: Final = re.compile(r"(?:failed|neglected|omitted|refused|declined) (?:to|in|on|at)\b")
"""What LNG101 tells of."""
_ASK: Final = "What made it hard to see, and what in the process would have shown it?"


def _is_persons(slip: Slip) -> bool:
    """Whether a person other than the authors is said to have slipped."""
    is_told = slip.kind in {"error", "target", "state"} and slip.statement.role != "impact"
    if "aware" in slip.words or "familiar" in slip.words or _FAILED.match(slip.words):
        return False
    return is_told and slip.subject in {"third", "someone"} and not is_nobodys(slip)
