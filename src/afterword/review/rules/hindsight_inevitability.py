"""The incident is told as if it had to happen and everybody could have known.

Before the fact there were many futures, and the signs of this one stood among the signs of the others.

Instead: give the figures: at 13:50 the graph showed 91 %; the alert fires at 95 %.

Bad:
    ## Root cause

    The warning signs were there all along.

Bad:
    ## Root cause

    It was only a matter of time.

Good:
    ## Root cause

    Certificate expiry is a known date.

Bad:
    ## Root cause

    That was a sign we missed.

Bad:
    ## Root cause

    It was an outage in the making.

Bad:
    ## Root cause

    Any engineer would have noticed the gap.

Bad:
    ## Root cause

    The team had all the information it needed.

Bad:
    ## Detection

    The first symptom stared us in the face for an hour.

Bad:
    ## What went wrong

    The incident was declared after its end, missing the opportunity to tell customers.

Bad:
    ## What went wrong

    We knew this day would come.

Good:
    ## Timeline

    14:10 The volume remains bound to the old pod.
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import is_negated, mentioning
from afterword.review.language.phrases import Phrases
from afterword.review.language.sayings import said

CODE: Final = "LNG402"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Dekker", "PagerDuty")

_SIGNS: Final = (
    r"(?:signs?|signals?|clues?|hints?|symptoms?|indications?|indicators?|red flags?|warnings?|evidence|writing)"
)
_EVERY: Final = (
    r"(?:anyone|anybody|everyone|everybody|any \w+(?: \w+)?|a (?:competent|reasonable|careful|experienced|prudent) "
    r"\w+)"
)
_BOUND: Final = Phrases(
    rf"\b{_EVERY} (?:could|can|would) (?:\w+ )?(?:see|tell|notice|guess|know|spot|predict)\b|\bstaring (?:at )?(?:us"
    rf"|them|him|her|everyone|the \w+)\b"
    r"|\bhad all (?:the|of the) (?:information|data|facts|clues|evidence|signals)\b|\b(?:surprisingly|amazingly"
    r"|astonishingly|incredibly|remarkably),? (?:nobody|no one|none|we|they|the \w+ team)\b"
    r"|\bwhen,? (?:and )?not if\b|\b(?:was|were|been|had|sat) [^.;]{0,50}?\b(?:the whole|all the) time\b|\b(?:was"
    r"|were|is) right there\b|\bseen (?:it|this|that) coming\b"
    r"|\b(?:pointed|visible|there|wrong|known|clear|obvious|flawed|evident"
    r"|doomed)\b[^.;]{0,50}?\bfrom (?:the (?:very )?(?:beginning|start|outset|first)|day one)\b|"
    rf"\b{_SIGNS} (?:was|were|had been|has been|have been) (?:all |always |right |already |clearly "
    rf"|plainly )?(?:there|visible|present|on the"
    r" wall|everywhere|for all)\b|\b(?:was|were) (?:always )?(?:bound|destined|fated|doomed) to (?!be\b)\b|\b(?:was"
    r"|were) bound to (?:\w+ )?(?:fail"
    r"|happen|break|go wrong|repeat|recur|be found out)\b|\binevitabl[ey]\b|\b(?:just |only |merely )?a (?:matter"
    r"|question) of time\b"
    r"|\b(?:accident|disaster|outage|incident|failure|problem|catastrophe)s? (?:just )?(?:waiting to happen"
    r"|in the making)\b"
    r"|\b(?:was|were|been) (?:there |visible |known )?all along\b|\bhad been [^.;]{3,60}? all along\b|\brecipe for "
    r"(?:disaster|trouble|failure)\b"
    r"|\basking for trouble\b"
    rf"|\b{_EVERY} (?:looking|who (?:looked|looks|had looked|had read|had seen|reads?|knows?|knew|checked"
    rf"|had checked|opened)|reading|watching"
    r"|with (?:access|experience|eyes|knowledge|any))\b[^.;]*?\b(?:would|could|should)(?: have)? (?:\w+ )?(?:see|saw"
    r"|know|notic|realis|realiz"
    r"|spot|told|guess|predict|seen|known|recogni|understood|caught|flag|question)\w*\b"
    rf"|\b{_EVERY} (?:could|would|should)(?:['\u2019]ve| have) (?:\w+ )?(?:seen|known|noticed|guessed|predicted|told"
    rf"|spotted|foreseen|realised"
    r"|realized|anticipated|caught|recogni[sz]ed|expected|questioned)\b|\beveryone (?:knew|had known)\b"
    r"|\bcommon knowledge\b"
    rf"|\bred flags\b|\b(?:should|ought to) (?:have|['\u2019]ve) been (?:\w+ ){0, 2}?(?:red flag|sign|clue|hint"
    rf"|warning|giveaway)\b"
    r"|\ball along,? (?:we|they|it|he|she|the)\b|\bfalse sense of \w+|\b(?:we|they|everyone|team) knew (?:\w+ "
    r")?(?:was|were) coming\b"
    r"|\b(?:yet|but) (?:the \w+|we|they|nobody|no one) (?:did not|didn['\u2019]t|did) [^.;]{3,60}? until\b"
    r"|\battempting to warn\b|\btr(?:ied|ying) to (?:warn|tell) (?:me|us)\b|\btell-?tale signs?\b|\bstar(?:ing|ed) "
    r"(?:us|them|everyone|the \w+) in the face\b|\bwarning "
    rf"signs?\b"
    rf"|\b(?:missed|ignored|overlooked|disregarded|dismissed|heeded) (?:\w+ ){{0,3}}?(?:signs?|signals?|clues?"
    rf"|hints?|symptoms?|red flags?)\b(?! threshold)"
    rf"|\b{_SIGNS} (?:that )?(?:we|they|everyone|the \w+|he|she|was|were|had been|went) (?:all )?(?:missed|ignored"
    rf"|overlooked|unheeded|unnoticed"
    r"|disregarded)\b|\bdoomed\b|\bdisaster waiting\b|\bhad it coming\b|\b(?:be|been) seen coming\b|\bsaw (?:it"
    r"|this) coming\b"
    r"|\bforeseeable\b|\btime bomb\b|\bticking (?:clock|bomb)\b|\bwriting (?:was )?on the wall\b|\bsooner or later\b"
    r"|\b(?:was|were) always going to\b(?! be\b)|\bcould only end\b|\bhad to happen\b|\bdestined to\b|\b(?:in"
    r"|under) (?:our|their|everyone['\u2019]s) nose"
    r"|\bnobody should (?:be|have been) surprised\b|\bfor (?:everyone|anyone|all) to see\b"
)
_HINTS: Final = (
    "sign", "clue", "hint", "symptom", "indicat", "warning", "evidence", "writing", "bound", "destined", "fated",
    "inevitab", "matter of", "question of", "waiting", "in the making", "along", "recipe", "asking for", "anyone",
    "anybody", "everyone", "everybody", "any ", "a competent", "a reasonable", "a careful", "an experienced",
    "a prudent", "false sense", "until", "warn", "foresee", "bomb", "wall", "flag", "tell", "staring", "stared",
    "doom", "coming", "common knowledge", "sooner or later", "always going", "only end", "had to happen", "nose",
    "surprised", "to see", "not if", "time", "right there", "from the", "day one", "seen ", "had all",
    "surprisingly", "amazingly", "astonish", "incredibly", "remarkably",
)  # fmt: skip


def check(case: Case) -> Iterator[Hit]:
    """Words of fate and of what anybody would have seen."""
    told: set[int] = set()
    for statement in mentioning(case, _HINTS, skip=("actions", "went_well")):
        for found in _BOUND.finditer(statement.text):
            if not is_negated(statement.text, found.start()):
                yield Hit(
                    span=statement.span(found), message=f"makes it look inevitable: {found.group()!r}", suggestion=_ASK
                )
                told.add(statement.sentence.start)
    for each in said(case, "fate", skip=("actions", "people", "title", "went_well", "lucky")):
        if each.start not in told:
            yield Hit(span=each.span, message=f"makes it look inevitable: {each.words!r}", suggestion=_ASK)


_ASK: Final = "What did which graph or message show at what time, and what does its alert wait for?"
