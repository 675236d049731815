"""A guess stands where a finding should: probably, apparently, it seems.

Readers build on it as if it were known, and nobody goes to look.

Instead: state what is unknown, the evidence so far, and the next check.

Bad:
    ## Root cause

    The outage was probably caused by the cache.

Bad:
    ## Root cause

    We suspect a network issue.

Good:
    ## Root cause

    The collision has a probability of 1e-4.

Good:
    ## Action items

    - Add a jitter so that it is less likely to recur

Good:
    ## Timeline

    14:20 UTC - The IC suspects the database.

Bad:
    ## Root cause

    One explanation is that the lock was stale.

Bad:
    ## Root cause

    The cause could be a side effect of the new logging.

Bad:
    ## Root cause

    It seems possible that the node was swapped.

Bad:
    ## Root cause

    We cannot rule out a leak.

Bad:
    ## Root cause

    The import stopped halfway - bug in the tool?

Good:
    ## Root cause

    The first hypothesis was the cache; at 14:20 UTC its hit rate ruled it out.

Good:
    ## Detection

    Reviewers confirm that the alert appears to be set up.

Good:
    ## Chat log

    I guess it is the cache.

Good:
    ## Lessons

    A second pair of eyes might have averted the loss.

Bad:
    ## Root cause

    The reason may be the new library.

Bad:
    ## Root cause

    We have reason to believe that the switch was faulty.

Good:
    ## Timeline

    10:40 - The pods appear to work again.

Good:
    ## Timeline

    10:50 - The vendor mentioned that the cause may have been a firmware update.

Bad:
    ## Timeline

    14:20 Suspect something is stuck in the queue.

Bad:
    ## Root cause

    I am very confident that it has to do with the old driver.

Bad:
    ## Root cause

    The packet loss is thought to come from the provider.

Bad:
    ## Root cause

    For reasons unknown the node rebooted.

Good:
    ## Timeline

    14:20 Ops are unsure why the link is down.

Good:
    ## Lessons learned

    If we suspect a leak, we pause the job.

Good:
    ## Timeline

    14:21 UTC - Working hypothesis: the payment provider.

Good:
    ## Timeline

    14:28 UTC - Failures unchanged on provider B; hypothesis dropped.

Bad:
    ## Root cause

    The loose cable may be dropping frames.

Bad:
    ## Root cause

    The pattern suggests that there was a leak in the driver.

Good:
    ## Timeline

    10:05 - It seemed to be a small change.

Good:
    ## Summary

    The second half will probably follow in May.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import (
    Statement,
    is_about_an_attacker,
    is_guidance,
    is_negated,
    mentioning,
    statements,
)
from afterword.review.language.phrases import Phrases
from afterword.review.language.sayings import said
from afterword.text.expressions import later

CODE: Final = "LNG501"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("house soc", "house sre")

_CAUSE: Final = (
    r"(?:cause|candidate|culprit|indicator|explanation|reason|trigger|source|factor|suspect|scenario|theory|hypothesis"
    r"|contributor|origin)s?"
)
_OFTEN: Final = r"(?:also |well |even |still |simply |just |partly |\w+ly )*"
_HEDGE: Final = Phrases(
    r"\b(?:look(?:s|ed)?|felt|feels) as (?:if|though)\b|\b(?:not|n['\u2019]t) (?:\w+ly )?(?:sure|certain)(?=[.,;)]|$"
    r"| but| yet)|\b(?:prime|main|chief|top|leading|only|strongest) (?:suspect|candidate|culprit)s?\b"
    r"|\b(?:may|might) (?:well |also )?have been (?:an?|some|the|due|because|related|in|at|on|that|too|as)\b|\b(?:it"
    r"|this|that|which|there) (?:could|may|might) (?:well |also |just )?be (?:that|because|due|the case|an?|some)\b"
    r"|\bmust have (?:\w+ly )?(?:run|got|gone|had|lost|hit|made|left|set|come|sent|kept|built|cut|led|put|let"
    r"|read)\b|\btiming (?:strongly )?(?:suggests|points)\b|\b(?:we|I) (?:\w+ )?lean(?:ing)? towards?\b"
    r"|\b(?:a|the|some) possible (?:[\w-]+ )?(?:leak|bug|issue|problem|race|regression|misconfiguration|failure"
    r"|attack|link|connection)\b"
    r"|\b(?:the|our|one|a|another|my) (?!first|initial|early|original)(?:[\w-]+ ){0,2}?(?:theory|hypothesis|guess"
    r"|suspicion|hunch) is\b(?! wrong)|\b(?:can ?not|can['\u2019]t|could not|couldn['\u2019]t"
    r"|nor can we) (?:be )?(?:\w+ly )?(?:rule|ruled|exclude|excluded)(?: out)?\b"
    r"|\b(?:probably|presumably|apparently|supposedly|possibly|perhaps|maybe|seemingly|conceivably|allegedly"
    r"|ostensibly"
    r"|theoretically(?! possible)|mysteriously"
    r"|potentially (?:due|causing|leading|resulting|triggering|explaining"
    r"|caused|related|because|as a result|triggered|from"
    r"|by))\b"
    r"|(?<!less )(?<!more )(?<!\bas )(?<!not )(?<!un)\b(?:most |very |quite |highly |more than )?(?:likely"
    r"|probable)\b(?! to (?:recur"
    r"|happen again|be able|occur|cause))"
    rf"|\b(?:possible|plausible|suspected|presumed|hypothesi[sz]ed) (?:root |contributing |underlying "
    rf"|main )?{_CAUSE}\b"
    rf"|\b(?:one|another|a|the (?:only|best|leading|working|main|current)|our|my) (?:other |possible |plausible "
    rf"|current |working )?"
    r"(?:explanation|theory|hypothesis|possibility|guess|suspicion|hunch|assumption|conjecture|speculation) (?:is"
    r"|for this|here|being|that|would"
    r" be|could be|might be|remains)\b"
    r"|\b(?:seem(?:s|ed)?|appear(?:s|ed)?)(?: to\b(?! never)| that\b| this\b| an?\b| there\b| as (?:if|though)\b| "
    r"like\b"
    r"| it\b| we\b"
    r"| (?:very |quite |most |highly )?"
    r"(?:possible|likely|plausible|probable|reasonable|related|connected|unrelated|due|caused))"
    r"|\b(?:we|I)(?:['\u2019](?:re|m|d|ve))?(?: (?:are|am|were|have|had|do|did|can|could|would|also|\w+ly|still|now"
    r"|only))* (?:suspect(?:ed|ing)?"
    r"|speculat(?:e|ed|ing)|hypothesi[sz](?:e|ed|ing)|conjectur\w+|surmis\w+)\b"
    r"|\b(?:is|are|was|were|been) (?:now |still |widely |currently )?(?:suspected|presumed|speculated"
    r"|hypothesi[sz]ed|rumou?red)\b"
    r"|\bit(?: is|['\u2019]s| was| may be| could be| might be) (?:also |quite |very |entirely |still "
    r"|just )?(?:possible|conceivable|likely|plausible|probable)\b(?! (?:for|to)\b)"
    rf"|\b(?:may|might|could) {_OFTEN}(?:be|have been) (?:\w+ly )?(?:due to|related to|caused by|because|linked to"
    rf"|connected to"
    r"|attributed to|responsible|triggered by|the result of|down to|what)\b"
    rf"|\b(?:may|might|could) {_OFTEN}(?:be|have been) (?:the|an?|one|some|that|another) (?!(?:good|nice|great|bit"
    rf"|lot|case|useful|helpful|better|few)\b)"
    r"(?:[\w-]+ ){0,4}?(?:cause|reason|result|issue|problem|bug|effect|number|combination|factor|culprit|trigger"
    r"|leak|race|glitch|failure|fault"
    r"|consequence|coincidence|symptom|artefact|artifact|regression|change|explanation|side effect|mismatch|conflict"
    r"|lack|spike|load|loop|error)\b"
    rf"|\bmust {_OFTEN}have (?:been |\w+(?:ed|en|ne|wn)\b)|\b(?:our|my|one|the|a) (?:best |working |main |leading "
    rf"|strong )?(?:suspicion|hunch|theory"
    r"|guess|hypothesis|assumption) is\b|\bthere(?: is|['\u2019]s| was| were| are) (?:some |a |strong "
    r"|reason for )?(?:suspicio\w+|speculation|a (?:good|high|strong|small"
    r"|slight|real) chance|a (?:possibility|chance|suspicion))\b"
    r"|\bsuspected to\b|\bin all (?:likelihood|probability)\b|\bchances are\b|\b(?:looks|looked|sounds|sounded|feels"
    r"|felt) (?:very |a lot |much |quite )?like(?:ly)?\b"
    r"|\b(?:not|n['\u2019]t|never) (?:entirely |completely |fully |totally |really |quite |yet |100 ?% |exactly "
    r"|very )*(?:sure|certain)"
    r" (?:if|whether|why|what|how|which|that|about|of|who|where|when)\b|\b(?:unsure) (?:if|whether|why|what|how"
    r"|about|of)\b"
    r"|\bfor (?:some|whatever) reason\b|\bsomehow\b|\b(?:I|we)(?: can(?: only)?| would|['\u2019]d| could)? (?:guess"
    r"|imagine|bet|wonder)(?:ed|ing)?\b"
    r"|\b(?:may|might) (?:also |well |even |possibly |just |then |therefore |only )*(?:have|['\u2019]ve) (?:also "
    r"|been |\w+ly )*(?!(?:noticed|seen|heard|been|wondered|better|no|an?|the|averted|prevented|avoided|saved"
    r"|spared|helped|caught"
    r"|shortened|reduced|stopped|limited|identified|spotted|highlighted|flagged|revealed|surfaced|uncovered)\b)"
    r"(?:\w+(?:ed|en)|led|sent|made|lost|gone|begun|run|put|set|hit|had|meant|become|come|kept|got|left|built|cut)\b"
    r"|\bcould (?:also |well |possibly |easily )*have (?:contributed|played a)\b"
    rf"|\b(?:may|might|could|would) {_OFTEN}(?:explain|account for|have explained)\b|\bas far as (?:we|I) (?:know"
    rf"|can tell|can see|understand)\b"
    r"|\bsomething (?:to do with|odd|weird|strange|fishy)\b|\b(?:unconfirmed|unverified) (?:report|theory|suspicion"
    r"|hypothesis)\w*\b|\bwe can only\b"
    r"|\b(?:cause|reason|explanation|culprit|trigger) (?:may|might|could) (?:also |well )?be\b|\b(?:may|might"
    r"|could) have "
    r"(?:something |to do|a lot to do)|\b(?:have|had|got) a (?:\w+ )?(?:feeling|hunch|suspicion)\b"
    r"|\breason to (?:believe"
    r"|think|suspect|assume)\b|^could have been (?:an?|the|some)\b|\b(?:fairly|pretty|reasonably|quite|almost"
    r"|relatively"
    r"|rather) (?:certain|sure|confident) (?:that|it|this|the|we)\b"
    r"|\bcan(?:not|['\u2019]t| not) (?:say|tell|know|be sure|be certain) for (?:sure|certain)\b|\bgut feeling\b"
    r"|\beducated guess\b"
)
_ASKED_ASIDE: Final = later(
    r"(?:[\u2013\u2014-] |\()(?!(?:who|what|when|where|why|how|which|do|does|did|is|are|can|should|would|could|have"
    r"|has|was|were)\b)"
    r"[\w`\u2588' /-]{3,50}\?\)?$",
    re.IGNORECASE,
)
_ATTRIBUTED: Final = later(
    r"\b(?:IC|commander|on-?call|engineers?|team|responders?|vendor|support|lead|they|he|she) (?:\w+ )?"
    r"(?:suspect|believe|thought|think|assum|establish|determin"
    r"|conclud|decid|agree|not(?:e|es|ed))\w*\b|\bsuspects\b|\bat the time\b|\bat (?:that|this) point we\b",
    re.IGNORECASE,
)
_TO_CONFIRM: Final = later(
    r"\b(?:confirm|check|verify|ensure|make sure|validate|see|test|determine|find out|whether|if|in case|unless"
    r"|reports?"
    r"|when(?:ever)?|wait until|monitor)(?: that| if| whether)?(?: [\w'\u2019-]+){0,4} $",
    re.IGNORECASE,
)
_GUESSED: Final = later(
    r"^(?:most )?(?:likely|probable|possible|suspected|presumed|assumed|potential|supposed) (?:\w+ )?"
    r"(?:cause|reason|trigger|culprit|explanation|factor)s?\b|^best guess\b",
    re.IGNORECASE,
)
_THEIRS: Final = later(
    r"\b(?:[Oo]ps|[Tt]hey|he|she|team|engineers?|IC|[Oo]n-?call|[Ll]ead)"
    r"(?:['\u2019]s)? (?:(?:are|is|was|were|still) )*$"
)
_SUPPOSED: Final = later(r"\b(?:if|unless|whether|in case|should)(?: [\w'\u2019-]+){0,4} $", re.IGNORECASE)
_THEN: Final = later(r"\bat the time[.,;]|\bat the time$", re.IGNORECASE)
_SEEN: Final = later(
    r"(?:seem|appear)\w* to (?:\w+ly |also |still |all |now )*(?:be )?(?:\w+ly |also |still |all "
    r"|now |very |a |back |only )*(?:work|return|run|function|recover|improve|help|respon|using|have (?:the|access"
    r"|worked"
    r"|helped|recovered|stopped|resolved|returned|settled)|normal|fine|healthy|stable|ok\b|okay|similar|simple|up\b"
    r"|online"
    r"|drop|decreas|increas|slow|an attempt|a very|representative)",
    re.IGNORECASE,
)
_SEEMS: Final = later(r"\b(?:seem|appear)", re.IGNORECASE)
_OF_ITS_TIME: Final = later(r"(?:it |which |this |that )?(?:seemed|appeared|looked|felt|sounded)\b", re.IGNORECASE)
_TO_COME: Final = later(
    r"(?:\b(?:will|shall)|['\u2019]ll)(?: (?:also|then|only|still|not|most|very|quite))* (?:\w+ )?$", re.IGNORECASE
)
_SURELY_A_GUESS: Final = later(
    r"presumabl|probabl|apparent|perhaps|maybe|possibl|likel|most|looks? like|it looks|[\w ]*(?:confiden|assum)|as far",
    re.IGNORECASE,
)
_SAID: Final = later(
    r"\b(?:mention|said|notif|warn|advis|report|stat|explain|inform|told|claim|repl|answer|wrote|writ)\w*(?: \w+){0,2} "
    r"that [^.;]{0,80}$",
    re.IGNORECASE,
)
_FIRM: Final = later(r"\b(?:seem|appear|look)\w* ", re.IGNORECASE)
_NAMED: Final = later(r"\b(?:hypothes[ie]s|theory|theories)(?::| \w+(?:ed|en)\b)", re.IGNORECASE)
_COUNTERFACTUAL: Final = later(r" (?:\w+ )?(?:should|could|would|allowed)\b")
_CLOCK: Final = later(r"\b\d{1,2}:\d\d\b")
_NOUN: Final = later(rf" {_CAUSE}\b", re.IGNORECASE)
_UNKNOWN: Final = later(r"\bunknown\b|\bnot (?:yet )?(?:known|established|clear|confirmed)\b", re.IGNORECASE)
_HINTS: Final = (
    "probabl",
    "presum",
    "apparent",
    "suppos",
    "possib",
    "perhaps",
    "maybe",
    "seem",
    "conceiv",
    "likel",
    "appear",
    "suspect",
    "might",
    "may",
    "must",
    "could",
    "looks",
    "looked",
    "sounds",
    "not sure",
    "reason",
    "somehow",
    "guess",
    "hunch",
    "theory",
    "suspicion",
    "chances",
    "probable",
    "plausib",
    "alleged",
    "ostensibl",
    "theoretical",
    "tentativ",
    "mysterious",
    "explanation",
    "hypothes",
    "assumption",
    "assumed",
    "speculat",
    "conjectur",
    "surmis",
    "suspicio",
    "chance",
    "in all",
    "feels",
    "felt",
    "sure",
    "certain",
    "imagine",
    "bet",
    "wonder",
    "as far as",
    "something",
    "we can only",
    "gut feeling",
    "unconfirmed",
    "unverified",
    "?",
    "timing",
    "lean",
    "rule",
    "exclude",
    "culprit",
    "candidate",
    "potential",
    "look",
)


def check(case: Case) -> Iterator[Hit]:
    """Hedges in the author's own voice; where the sentence itself says unknown, a note only."""
    told: set[int] = set()
    for statement in mentioning(case, _HINTS, skip=("actions", "lessons", "people"), questions=True):
        text = statement.text
        if statement.is_question:
            yield from _asked(statement)
            continue
        if is_guidance(text) or statement.passage.owner == ("actions",):
            continue
        for found in _HEDGE.finditer(text):
            if not is_negated(text, found.start()) and not _is_no_guess(statement, found):
                told.add(statement.sentence.start)
                yield _guess(statement, statement.span(found), found.group().strip())
                break
    for statement in statements(case, skip=("timeline", "actions", "lessons", "people", "title", "went_well")):
        label, passage = statement.passage.label, statement.passage
        is_guess = label and statement.sentence.start not in told and _GUESSED.search(label)
        if is_guess and statement.sentence.start == passage.sentences[0].start:
            told.add(statement.sentence.start)
            start = statement.sentence.start
            yield _guess(statement, Span(start, start + len(statement.text)), label)
    for each in said(case, "hedge", skip=("actions", "lessons", "people", "title")):
        statement = each.statement
        is_item = statement.passage.owner == ("actions",)
        if each.start not in told and not is_item and not _is_no_guess(statement, each.match):
            yield _guess(statement, each.span, each.words)


def _guess(statement: Statement, span: Span, words: str) -> Hit:
    return Hit(
        span=span,
        message=f"guesses: {words!r}",
        suggestion="Unknown: ... Evidence so far: ... Next check: ...",
        severity="info" if _UNKNOWN.search(statement.text) else None,
    )


def _is_no_guess(statement: Statement, found: re.Match[str]) -> bool:
    """Whether words of guessing stand for something else: a wish, a check, what an attacker could do, a report."""
    text = statement.text
    if _COUNTERFACTUAL.match(text, found.end()) or (
        _FIRM.match(found.group()) and _TO_CONFIRM.search(text, 0, found.start())
    ):
        return True
    if is_about_an_attacker(text) and not _SURELY_A_GUESS.match(found.group()):
        return True
    seems = _SEEMS.search(text, found.start(), found.end())
    if (seems and _SEEN.match(text, seems.start())) or _SAID.search(text, 0, found.start()):
        return True
    if _THEIRS.search(text, 0, found.start()) or _TO_COME.search(text, 0, found.start()):
        return True
    if statement.role == "went_well" and _NOUN.match(text, found.end()):
        return True
    if statement.role == "timeline" and _OF_ITS_TIME.match(found.group()):
        return True
    if _SUPPOSED.search(text, 0, found.start()) or _THEN.search(text):
        return True
    # an entry that calls a hypothesis one says what was held at its time
    is_attributed = (_ATTRIBUTED.search(text, 0, found.end()) or _NAMED.search(text)) is not None
    return is_attributed and (statement.role == "timeline" or _CLOCK.search(text) is not None)


def _asked(statement: Statement) -> Iterator[Hit]:
    """A guess that hangs on a statement as a question: ``the deploy went wrong - bug in the tool?``."""
    found = _ASKED_ASIDE.search(statement.text.rstrip("*_ "))
    if found and found.start() > _STATED and not _WH.match(statement.text):
        yield Hit(
            span=statement.span(found),
            message=f"guesses: {found.group().strip()!r}",
            suggestion="Unknown: ... Evidence so far: ... Next check: ...",
        )


_STATED: Final = 20
_WH: Final = later(
    r"\W*(?:who|what|when|where|why|how|which|do|does|did|is|are|can|should|would|could|have|has|was|were|will)\b",
    re.IGNORECASE,
)
