"""A mistake or an oversight is given as a cause.

The word names the outcome, not what produced it.

Instead: say which step is missing: the checklist for migrations has no step for X.

Bad:
    ## Root cause

    The tables were dropped due to an oversight in the migration.

Good:
    ## Root cause

    No oversight board exists.

Good:
    ## Lessons

    Mistakes happen; the tool has to catch them.

Bad:
    ## Root cause

    Two oversights led to this outage.

Bad:
    ## Root cause

    A misunderstanding between the two shifts delayed the rollback.

Bad:
    ## Root cause

    Inattention while editing the zone file.

Bad:
    ## Root cause

    The removal of the old key was overlooked.

Good:
    ## Root cause

    The limit was missed in the copy because the tool copies no limits.

Bad:
    ## Root cause

    The change was applied to production by mistake.

Good:
    ## Root cause

    Mistakes in the file are rejected by the parser.

Bad:
    ## Root cause

    Premature merging of the new schema.

Bad:
    ## Root cause

    Forgetting to raise the quota after the move.

Bad:
    ## Summary

    Both delays stem from poor coordination of the two shifts.

Bad:
    ## Root cause

    The job was started against the wrong warehouse.

Bad:
    ## Root cause

    The change was approved when it should not have been.

Bad:
    ## Summary

    My misunderstanding of the cache led to stale prices.

Bad:
    ## Root cause

    A patch was mistakenly labelled as documentation.

Good:
    ## Root cause

    The wrong shard was selected by the router.

Good:
    ## Impact

    Due to requests failing to reach the shop, 40 orders were lost.

Good:
    ## Root cause

    The limit was not raised, as no job compares it with the size of the tenant.

Good:
    ## Actions taken

    We'll add a manual override to the health check, so we can respond faster.

Good:
    ## Root cause

    The cleanup job incorrectly deleted rows that were still referenced.

Good:
    ## Root cause

    The retry was not checked against the deadline.

Good:
    ## Root cause

    Traffic was sent to the wrong pool after the map was reloaded.

Good:
    ## Root cause

    Incorrect use of the lock leaves the queue blocked.

Bad:
    ## Summary

    The draft was merged into the main branch by mistake.

Bad:
    ## Summary

    It all comes down to a forgotten environment variable.

Bad:
    ## Root cause

    The change had not been reviewed properly.

Bad:
    ## Root cause

    A botched upgrade of the load balancer.

Bad:
    ## Root cause

    **Misunderstanding:** the two teams meant different clusters.

Good:
    ## Root cause

    The build failed due to an import error.

Bad:
    ## Root cause

    The price feed was assumed to be complete.

Bad:
    ## Summary

    The restore was built on the assumption that a snapshot holds every table.

Bad:
    ## Root cause

    Overreliance on the nightly job.

Bad:
    ## Contributing factors

    The index was dropped without a rehearsal.

Bad:
    ## Summary

    The first alarm was dismissed as noise.

Good:
    ## Root cause

    The index is dropped without a lock.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import is_about_cause, is_guidance, is_negated, mentioning, statements
from afterword.review.language.lexicon import CAUSE_IS, DUE_TO, LED_TO, MISHAP
from afterword.review.language.mishaps import mishaps
from afterword.review.language.phrases import Phrases
from afterword.text.expressions import later

CODE: Final = "LNG202"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("Dekker", "CAST")

_HOW: Final = r"(?:[\w'\u2019-]+ ){0,4}?"
_UNMEANT: Final = (
    r"(?:accidental|mistaken|inadvertent|unintentional|careless|unintended manual|erroneous manual|wrongful)"
)
_ALONE: Final = later(
    rf"(?:an? |the |our |simple |pure |sheer |plain |human )*(?:{MISHAP}|staff negligence|{_UNMEANT} \w+)(?= (?:in"
    rf"|while|when|during|of|by|on|with|about"
    rf"|between|at)\b|\.?$)",
    re.IGNORECASE,
)
_GENERAL: Final = later(r"\b(?:are|is|happens?|can|must|should|will)\b")
_CAUSE: Final = Phrases(
    rf"\b{DUE_TO} {_HOW}{MISHAP}\b|{CAUSE_IS} {_HOW}{MISHAP}\b"
    rf"|\b(?:our|my|their|his|her|\w+['\u2019]s) (?:own )?{MISHAP} (?:that |which |has |had )*{LED_TO}\b"
    rf"|\b{MISHAP}(?: (?:between|in|with|during|about|by|of|on|around|over|among|from|at|regarding) [^.;:]{{1,60}}?)?"
    rf" (?:that |which |has |had |have |also |then |ultimately |eventually |directly )*{LED_TO}\b"
    rf"|\b{DUE_TO} {_HOW}{_UNMEANT} (?:\w+ )?\w+|{CAUSE_IS} {_HOW}{_UNMEANT} \w+"
    rf"|\b(?:an?|the|this|that) {_UNMEANT} \w+(?: (?:of|to|in|on|by) [^.;:]{{1,60}}?)? (?:that |which |then "
    rf"|also )*{LED_TO}\b"
    rf"|^(?:the )?{_UNMEANT} \w+(?: (?:of|to|in|on|by) [^.;:]{{1,60}}?)?(?: (?:during|while|when|in) "
    rf"[^.;:]{{1,60}}?)? {LED_TO}\b"
    rf"|\b(?:an?|the) (?:forgotten|overlooked|neglected) (?:\w+ ){{1,4}}?{LED_TO}\b"
    r"|\b(?:was|were|been|got) [^.;]{2,70}? by (?:mistake|accident)\b|^(?:\w+ ){0,2}?(?:mis-?typed|mis-?keyed"
    r"|mis-?spelled|mis-?read|mis-?clicked|mis-?entered) \w+"
    r"|\b(?:was|were|been|got) (?:simply |accidentally |completely |initially )?(?:overlooked|forgotten|neglected"
    r"|fat-?fingered"
    r"|mis-?typed|mis-?keyed|mis-?read|misjudged|mishandled|botched)\b"
)
_SPARED: Final = later(r"\b(?:not|n['\u2019]t) (?:\w+ly )?affected\b|\bunaffected\b", re.IGNORECASE)
_PASSIVE: Final = later(r"(?:was|were|been|got) ", re.IGNORECASE)
_HINTS: Final = (
    "oversight", "mistake", "misjudg", "misunderst", "miscommun", "miscalc", "careless", "negligen", "inattent",
    "inexperience", "forg", "complacen", "overconf", "incompeten", "sloppi", "ignoran", "haste", "fatigue",
    "distract", "slip", "mix", "misstep", "lapse", "blunder", "confusion", "judgment", "judgement", "finger",
    "failure to", "mis-", "mistyp", "miskey", "misspel", "misread", "misclick", "misenter", "overlooked",
    "neglected", "mishandl", "botched", "error", "accidental", "inadvertent", "unintentional", "unintended",
    "wrongful", "neglect", "not ", "human", "bad ", "by accident",
)  # fmt: skip


def check(case: Case) -> Iterator[Hit]:
    """A noun of error after words of cause, or before them."""
    told: set[int] = set()
    for statement in mentioning(case, _HINTS, skip=("actions", "people", "title")):
        is_told = is_about_cause(statement) and not _GENERAL.search(statement.text)
        alone = _ALONE.match(statement.text) if is_told else None
        for found in (alone,) if alone else _CAUSE.finditer(statement.text):
            if _PASSIVE.match(found.group()) and statement.role in {
                "impact",
                "went_well",
                "lucky",
                "lessons",
                "detection",
                "response",
            }:
                continue
            if _SPARED.search(statement.text):
                continue
            if not is_guidance(statement.text) and not is_negated(statement.text, found.start()):
                told.add(statement.sentence.start)
                yield Hit(
                    span=statement.span(found),
                    message=f"gives a mistake as the cause: {found.group()!r}",
                    suggestion=_ASK,
                )
    yield from _labelled(case)
    for mishap in mishaps(case):
        if mishap.statement.sentence.start not in told:
            words = mishap.words
            yield Hit(span=mishap.span, message=f"gives a mistake as the cause: {words!r}", suggestion=_ASK)


def _labelled(case: Case) -> Iterator[Hit]:
    """What stands after a label that calls it a mistake or a misunderstanding, where causes are told."""
    for statement in statements(case, skip=("actions", "people", "title", "went_well")):
        label = statement.passage.label
        if (
            label
            and label.count(" ") < _CLAUSE
            and _NAMED.search(label)
            and statement.sentence.start == statement.passage.sentences[0].start
        ):
            yield Hit(
                span=Span(statement.sentence.start, statement.sentence.start + len(statement.text)),
                message=f"gives a mistake as the cause: {label!r}",
                suggestion=_ASK,
            )


_CLAUSE: Final = 3
"""Spaces in a label from which on its own words are a sentence."""
_NAMED: Final = later(
    rf"\b(?:{MISHAP}|human factors?|pebkac|pebcak|layer 8|misconceptions?"
    r"|(?:false|wrong) assumptions?)\b(?!.*\?)",
    re.IGNORECASE,
)
_ASK: Final = "Which step of which process did not exist, or did not work?"
