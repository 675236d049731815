"""Human error is given as a cause.

Human error is where the analysis starts, not where it ends: the question is which input, default, or missing check let
one action have this effect.

Instead: name that input, default, or check.

Bad:
    ## Root cause

    Root cause: human error.

Bad:
    ## Root cause

    The breach resulted from an employee clicking a link.

Good:
    ## Root cause

    Avoid "human error" without its context.

Good:
    ## Impact

    The error budget is spent; users saw the user error page.

Bad:
    ## Root cause

    The data loss can be traced back to an administrator dropping a schema.

Bad:
    ## Root cause

    Root cause: a developer filled the template with live keys.

Bad:
    ## Root cause

    Someone unplugged the uplink of the second switch by mistake.

Bad:
    ## Root cause

    Failure of the change owner to complete the checklist.

Bad:
    ## Root cause

    The wrong cable was pulled.

Bad:
    ## Summary

    A manual step was done incorrectly.

Good:
    ## Lessons learned

    We make the tool more robust against human error.

Good:
    ## Root cause

    The planner chose the wrong index.

Good:
    ## Root cause

    The root cause was a typo in the name of a file.

Bad:
    ## Root cause

    A misreading on the part of the migration team caused the double invoices.

Bad:
    ## Root cause

    The certificate expired because nobody remembered the date.

Good:
    ## Root cause

    We do not see this incident as the result of human error.

Bad:
    ## Root cause

    Sub-category: Procedure not followed.

Bad:
    ## Root cause

    The outage was caused by the deletion of the index by a new intern.

Bad:
    ## What happened

    The shop went down because I exported the keys of the wrong account.

Bad:
    ## Timeline

    11:20 - @marit realises that she drained the wrong pool.

Bad:
    ## Summary

    An operator copied the backup but forgot the last table and thereby wiped the orders.

Bad:
    ## What went wrong

    The search broke because someone was working on production without a second screen.

Bad:
    ## Summary

    I thought that the volume was empty and formatted it, but it was not, so all mails were lost.

Bad:
    ## What happened

    We mistakenly published the draft, which sent a mail to every reader.

Good:
    ## Root cause

    The worker skipped the last page because the cursor had expired.

Good:
    ## What happened

    The team assumed the standby role at 10:02.

Good:
    ## Timeline

    10:14 - Ilse finds that the proxy answers from the wrong pool.

Good:
    ## Lessons learned

    Human error is only a symptom of how the console is built.

Bad:
    ## Root cause

    Because the technician was tired after a long shift.

Good:
    ## Root cause

    A typo in line 14 of the file names a host that does not exist.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import (
    Statement,
    is_about_cause,
    is_guidance,
    is_negated,
    mentioning,
    mentions,
    statements,
)
from afterword.review.language.lexicon import CARE_ADVERB, CAUSE_IS, DUE_TO, OPERATED, OPERATING
from afterword.review.language.persons import ROLE, is_software, marked, own_people, third_person
from afterword.review.language.phrases import Phrases
from afterword.review.language.slips import is_cause, slips
from afterword.review.language.verbs import verbs
from afterword.text.expressions import later

CODE: Final = "LNG201"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("Dekker", "PagerDuty", "houses soc, cloud, sre")

_HUMAN: Final = Phrases(
    r"\b(?:human|user|operator|pilot|manual|personnel|operational|handling|clerical|data[- ]entry|typing|keying"
    r"|copy[- /](?:and[- ])?paste) (?:error|mistake|failure|slip|lapse)s?\b"
    r"(?! (?:is|are|as) (?:an? |only |merely |never |always )?(?:\w+ )?(?:symptom|label|consequence|effect"
    r"|excuse))(?! (?:pages?|messages?|rates?|codes?|reports?|budgets?|handling|logs?|states?|screens?))"
    r"|\b(?:engineer|developer|admin\w*|employee|staff|reviewer|people|personal|human[- ]factors?) (?:error"
    r"|mistake|failure|fault)s?\b|\bpebkac\b|\b(?:category|type|cause|factor|class): ?\W*human\b(?! (?:resources"
    r"|review))|\b(?:procedures?|process|runbook|checklist"
    r"|instructions?) (?:was |were )?not followed\b|\bpicnic error\b|\bfinger trouble\b|\bfat[- ]finger\w*|\b(?:user"
    r"|operator|team) misunderstanding\b|\bid-?10-?t\b|\blayer[- ]8\b|\bhuman (?:negligence|carelessness|oversight"
    r"|lapse)\b"
    r"|\bbetween (?:the )?(?:keyboard and (?:the )?chair|chair and (?:the )?keyboard)\b"
    r"|\b(?:insufficient|lack of|lacking|poor|inadequate) (?:diligence|care|attention|vigilance|discipline"
    r"|concentration)\b(?! to\b)|\blapses? (?:in|of) (?:judge?ment|attention|concentration)\b"
    r"|\b(?:a |the )(?:momentary|simple|unfortunate) (?:lapse|slip|mistake)\b"
    r"|\bhuman (?:factors?|element|fallibility|nature|weakness)(?= (?:was|were|is|are|as|played|caused|led"
    r"|contributed))|\bpeople problem\b"
    r"|\b(?:engineer|operator|staff|on-?call|driver|human|developer|technician) (?:fatigue|tiredness|exhaustion"
    r"|inexperience|negligence|carelessness|inattention|complacency|confusion)\b"
    r"|\b(?:incorrect|wrong|improper)ly (?:executed|performed|applied|entered|done) \w+|\b(?:executed|ran|running"
    r"|executing|entered|typed|selected|applied|pasted|issued) (?:an? |the )?(?:wrong|incorrect) (?:\w+ "
    r")?(?:command|query|script|flag|file|branch|environment|option|value|date|version)\b"
    r"|\b(?:wrong|incorrect|erroneous) (?:selection|choice|entry|input) of\b|\b(?:engineer|operator|human|user"
    r"|developer|admin)-(?:driven|made|caused|induced) (?:\w+ )?(?:error|mistake|failure|misconfiguration)"
    r"|\b(?:the|my|our) (?:first|initial|main|actual|biggest|core|original|real) mistake (?:was|is|in)\b|\bapproved "
    r"when it should not\b"
    r"|\bwithout following (?:the |our |any )?(?:\w+ ){0,2}?(?:procedures?|process|protocol|runbook|checklist"
    r"|steps)\b|\b(?:failure|failed) to (?:finish|complete|follow) (?:all )?(?:the |our )?follow-?\s?ups?\b"
    r"|\b(?:procedural|staff"
    r"|operating) (?:error|mistake)s?\b|\b(?:error|mistake|oversight|slip)s? on (?:our|their"
    r"|his|her|the \w+['\u2019]s) (?:part|side|end)\b"
    r"|\b(?:wrong|incorrect) (?:command|button|flag|host(?:name)?|disk|cable|key|branch|database|environment|server"
    r"|switch|option|parameter|value|file|script|cluster"
    r"|region|bucket|node|environment variable|IP|address|port|account|volume|partition|directory|schema"
    r"|table)s? (?:(?:was|were|had been|got) )?(?:run|executed|entered|set|typed"
    r"|selected|deleted|used|chosen|pulled|applied|picked|pasted|passed|restarted|dropped|unplugged)\b(?! by (?:the"
    r"|a) (?:query|job|script|scheduler))"
    r"|\b(?:was|were|been|got) (?:\w+ly )?(?:run|executed|applied|deployed|pushed|merged|restored|entered|performed"
    r"|issued|plugged|connected|typed|started) (?:against|on|to|in|into"
    r"|from|for) the wrong \w+|\bmanual (?:\w+ ){1,2}?(?:was|were) (?:\w+ )?(?:done|performed|executed|made|applied"
    r"|entered|run|carried out)"
    r" (?:incorrectly|wrongly|improperly|badly|in error)\b|\b(?:incorrect|wrong|erroneous|faulty|botched"
    r"|mistaken)(?:ly)?"
    r" manual(?:ly)? \w+|\bslips? (?:during|of|in) (?:the|a|an) \w+|\bwrong (?:push|press|click|keystroke|button"
    r"|key press)\b"
    r"|\bthe wrong \w+(?: \w+)? (?:was|were|got|had been) (?:unplugged|deleted|selected|entered|chosen"
    r"|switched off|turned off|typed|dropped"
    r"|run|executed"
    r"|shut down|pulled|restarted|cut|removed|clicked|picked|wiped|rebooted|pressed|disconnected"
    r"|terminated)\b(?! by (?:the|an?|our) )"
)
_ERROR: Final = (
    r"(?:error|mistake|slip|slip-?up|typo|misconfiguration|oversight|negligence|carelessness|misunderstanding|blunder"
    r"|diligence|inattention|inexperience|misjudge?ment|miscalculation|lapse|omission|(?:wrong|incorrect|false"
    r"|mistaken"
    r"|bad|poor) (?:assumption|judge?ment|decision|belief|expectation|call|choice))"
)
_WHENCE: Final = later(
    r"result|caused|due to|because|down to|triggered|set off|sparked|kicked off|traced|stem|owing|attribut|blamed"
    r"|originat|happened|occurred|came about|cause|reason|trigger|culprit"
)
_AGAINST: Final = later(
    r"\b(?:robust|resilient|resistant|tolerant|handle|tolerate|prevent|reduce|guard|protect|against|risk of"
    r"|chances? (?:of|for)"
    r"|possibility of|potential for|opportunit(?:y|ies) for|prone to|room for|minimi[sz]e|eliminate|avoid"
    r"|likelihood of"
    r"|rule[sd]? out|rather than|less|assumed|suspected|looked like|thought (?:it was|to be)|subject to"
    r"|opportunity for)"
    r"(?: [\w-]+){0,4} $",
    re.IGNORECASE,
)
_HINTS: Final = (
    "human", "user", "operator", "pilot", "manual", "personnel", "error", "mistake", "failure", "slip", "lapse",
    "finger", "pebkac", "layer", "keyboard", "diligence", "care", "attention", "vigilance", "disciplin", "concentr",
    "wrong", "incorrect", "oversight", "misunderst", "negligen", "typo", "misconf", "inexperience", "misjudg",
    "id-10", "id10", "not followed", "follow", "miscalc", "omission", "assumption", "decision", "judg", "someone",
    "somebody", "by ", "fault", "blunder", "people problem", "procedural", "staff",
)  # fmt: skip
_LATE_HINTS: Final = (
    "result", "caused", "due to", "because", "down to", "triggered", "set off", "sparked", "kicked off", "traced",
    "stem", "owing", "attribut", "blamed", "originat", "happened", "occurred", "came about", "cause", "reason",
    "trigger", "culprit", "error", "mistake", "slip", "oversight", "lapse", "on the part", "someone", "somebody",
    "failure", "inability", "accidental", "mistaken", "when ", "after ", "since ", " by ", ", which", "deficit",
    ", taking", ", bringing", ", lead", " took ", " brought ", "thinking", "believing",
)  # fmt: skip
_LABEL: Final = later(r"\b(?:cause|reason|trigger|why)\b", re.IGNORECASE)
_ALONE: Final = later(r"[.;: ]*(?:some(?:one|body)|a person|one person)\b", re.IGNORECASE)
_SLIP: Final = (
    rf"(?:{CARE_ADVERB} \w+|forgot\w*|failed to \w+|neglected to|overlooked|missed|ignored|misread|misunderstood"
    rf"|misjudged"
    rf"|mis-?typed|mis-?keyed|misconfigured|fat-?fingered|made (?:an?|the) (?:\w+ )?(?:mistake|error|typo)|did not \w+"
    rf"|didn['\u2019]t \w+|left (?:the|a|an|it) [^.;]{{2,40}}? (?:on|off|open|enabled|disabled|running|unlocked"
    rf"|in place|behind)|tripped over|knocked|bumped|spilled"
    rf"|{OPERATED} (?:[\w'\u2019-]+ ){{0,8}}?(?:wrong|incorrect|live|by mistake|by accident|in error|without))"
)


_HARMING: Final = (
    r"(?:ran|executed|deleted|removed|dropped|wiped|destroyed|disabled|unplugged|restarted|rebooted|shut down"
    r"|terminated|overwrote|killed|erased|purged|truncated|pulled|cut|disconnected|stopped|revoked|reset)"
)
_DUE: Final = Phrases(
    rf"\bon the part of\b|\b{DUE_TO}\b|\b{_ERROR}s? (?:(?:that )?(?:was )?made |committed |introduced )?(?:by|of|on)\b"
)
_SINCE: Final = Phrases(
    r"\b(?:cause|reason|culprit|trigger|factor)s?\b|\b(?:because|since|after|when|as) (?:some|an?|one|it turned)\b"
    r"|\b(?:because|since|as) (?:the|our|nobody|no one|he|she|they|team|engineers|developers|staff)\b"
    r"|\b(?:some(?:one|body)|one person|a person)\b|\bfollow"
    r"|\b(?:failure|inability) (?:of|by|on|to)\b|\b(?:training|skills?|knowledge|experience) (?:deficit|gap|lack)"
    r"|\bby [^.;]{2,50}? who\b"
    r"|\b(?:thinking|believing) |\bmis\w+ed by\b|, (?:which )?(?:caus|lead|led|result|tak|took|bring|brought"
    r"|trigger)|\band (?:took|brought|knocked) "
)


@cache
def _by_person() -> Phrases:
    person = third_person()
    late = rf"(?:{CARE_ADVERB} )?(?:{OPERATING}|\w+ing)"
    return Phrases(
        rf"\b{_ERROR}s? (?:(?:that )?(?:was )?made |committed |introduced )?(?:by|of|on the part of) (?:{person})"
        rf"|\bon the part of {person}(?= (?:\w+ed|led|was|were|had|cost|left|made)\b|[.;,]?$)"
        rf"|\b{DUE_TO} [^.;:]{{3,80}}? by (?:an?|one of (?:our|the)|a member of the) (?:\w+ ){{0,2}}?(?:{ROLE})\b"
        rf"|\b{DUE_TO} (?:me|us|my"
        rf"|our) (?!own\b|having to\b|being\b)(?:not )?\w+ing\b"
        rf"|\b{DUE_TO} (?:{person}(?:(?:['\u2019]s)? (?:not )?{late})\b)"
        rf"|\b{DUE_TO} (?:{person} who (?:had )?{_SLIP})"
        rf"|\b{DUE_TO} (?:{person}['\u2019]s? (?:\w+ )?{_ERROR})"
    )


@cache
def _in_cause() -> Phrases:
    person = third_person()
    someone = r"(?:some(?:one|body)|(?:a|one) person)"
    return Phrases(
        rf"{CAUSE_IS} (?:{person} (?:who )?(?:had |has )?(?:\w+ly )?(?:{OPERATED}|{_SLIP}|\w+ed (?:the|an?|\W)))"
        rf"|(?:\b(?:because|since|after|when)(?: it turned out(?: that)?)? |^"
        rf"|[.;:] )(?:{someone} (?:had )?(?:\w+ly )?{_SLIP})"
        rf"|(?:^|[.;:] ){someone}(?: (?:on|from|in|at|of) [^.;]{{2,30}}?)? (?:had |has )?(?:\w+ly )?(?:{OPERATED})\b"
        rf"|\b(?:because|when|after|since|as) (?:an?|one|one of (?:our|the)"
        rf"|some) (?:\w+ ){{0,2}}?(?:{ROLE}) (?:had )?(?:\w+ly )?{_SLIP}"
        rf"|\b(?:because|since|as) {person} (?:was|were) (?:tired|distracted|inexperienced|new|exhausted|careless"
        rf"|confused|in a hurry|untrained)\b"
        rf"|\bbecause (?:the|our) (?:\w+ ){{0,2}}?(?:{ROLE}) (?:had )?(?:\w+ly )?(?:forgot|mis\w+ed|misread"
        rf"|{OPERATED} (?:\w+ ){{0,4}}?wrong)\b"
        rf"|\b(?:because|since|as) (?:nobody|no one) (?:had )?(?:ever |even |really )?(?:{verbs('attend', 'past')}"
        rf"|double checked)\b"
        rf"|\b(?:did not|didn['\u2019]t|never) follow(?:ed)? (?:the|our|any) (?:\w+ ){{0,3}}?(?:procedures?|process"
        rf"|runbook"
        rf"|checklist|protocol)\b"
        rf"|\b(?:was|were|been|got) (?:\w+ly )?mis\w+ed by (?:an?|one of (?:our|the)|some) (?:\w+ ){{0,2}}?(?:{ROLE})"
        rf"|^(?:an?|one|one of (?:our|the)) (?:\w+ ){{0,2}}?(?:{ROLE}) (?:had )?{OPERATED} [^.;]{{2,60}}?"
        rf" (?:thinking|believing) "
        rf"|\b(?:happened|occurred|started|began|came about|arose|failed)(?: \w+){{0,3}} (?:because|when"
        rf"|after) (?:an?|one|one of (?:our|the)|some) (?:\w+ ){{0,2}}?(?:{ROLE})"
        rf" (?:had )?(?:\w+ly )?{OPERATED}"
        rf"|^(?:an?|one|one of (?:our|the)"
        rf"|some) (?:\w+ ){{0,2}}?(?:{ROLE}) (?:had )?(?:\w+ly )?{_SLIP}[^.;]*?(?:, (?:which )?(?:caus|lead|led"
        rf"|result|tak|took|bring|brought|trigger)\w*"
        rf"| and (?:took|brought|knocked) )"
        rf"|\b(?:was|were|been|got) (?:\w+ly )?{OPERATED} by {person} who\b|\b(?:training|skills?|knowledge"
        rf"|experience) (?:deficit|gap|lack)s? (?:of|by|among) {person}"
        rf"|(?:^|{CAUSE_IS} )(?:the )?(?:failure|inability) (?:of|by|on the part of) (?:{person} to \w+)"
        rf"|{CAUSE_IS} (?:the )?(?:{person}['\u2019]s? (?:failure|inability) to)"
    )


@cache
def _by_one() -> Phrases:
    """What one of the engineers did, where causes are told."""
    one = rf"(?:an?|one|one of (?:our|the)|some) (?:[\w-]+ ){{0,2}}?(?:{ROLE})"
    return Phrases(
        rf"^(?:while|when|during|after|in) [^,.;]{{3,60}}, {one} (?:had )?(?:\w+ly )?(?:{OPERATED})\b"
        rf"|^{one} (?:had )?{_HARMING}\b"
    )


@cache
def _first_in_cause() -> re.Pattern[str]:
    return re.compile(rf"^{third_person()} (?:had |has )?(?:\w+ly )?(?:{OPERATED}|{_SLIP}|\w+ed)\b", re.IGNORECASE)


def check(case: Case) -> Iterator[Hit]:
    """Human error by any name, and effects that come from a person doing something."""
    for statement in mentioning(case, _HINTS):
        text = statement.text
        for found in _HUMAN.finditer(text):
            if not _is_other(text, found.start()):
                yield Hit(span=statement.span(found), message=f"gives {found.group()!r} as a cause", suggestion=_ASK)
    told: set[int] = set()
    for slip in slips(case):
        at = slip.statement.sentence.start
        if is_cause(slip) and at not in told:
            told.add(at)
            yield Hit(span=slip.span, message=f"ends at a person: {slip.words!r}", suggestion=_ASK)
    people = own_people(case.record)
    for statement in statements(case, skip=("people", "title")):
        is_labelled = _LABEL.search(statement.passage.label) is not None
        is_hinted = is_labelled or mentions(statement, _LATE_HINTS)
        if not is_hinted or statement.passage.owner == ("actions",) or statement.sentence.start in told:
            continue
        end = _ends_at_person(statement, people, is_labelled=is_labelled)
        if end is not None:
            words = statement.text[end.start() : end.end()].strip()
            yield Hit(span=statement.span(end), message=f"ends at a person: {words!r}", suggestion=_ASK)


def _is_other(text: str, at: int) -> bool:
    """Whether what is named is not said to be the cause: denied, guarded against, or guidance."""
    return is_negated(text, at) or _AGAINST.search(text, 0, at) is not None or is_guidance(text)


def _ends_at_person(statement: Statement, people: tuple[str, ...], *, is_labelled: bool) -> re.Match[str] | None:
    text = marked(statement.text, people)
    is_due, is_cause = _DUE.search(text) is not None, _SINCE.search(text) is not None
    patterns: tuple[Phrases | re.Pattern[str], ...] = (
        *((_by_person(),) if is_due else ()),
        *((_in_cause(),) if is_cause else ()),
        *((_by_one(),) if is_about_cause(statement) else ()),
        *((_first_in_cause(),) if is_labelled else ()),
    )
    for pattern in patterns:
        for found in pattern.finditer(text):
            if _ALONE.match(found.group()) and not is_about_cause(statement):
                continue
            if not _is_other(text, found.start()) and not is_software(text[found.start() : found.end()]):
                return found
    return None


_ASK: Final = "Which input, default, or check let the action have this effect?"
