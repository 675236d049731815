"""A sentence tells a history that did not happen: could have, would have.

It compares the incident with one that nobody lived through, and proves nothing about this one.

Instead: move it to an action: alert on X at threshold Y.

Bad:
    ## Lessons learned

    The incident could have been detected earlier.

Bad:
    ## Lessons learned

    We could have saved an hour.

Good:
    ## Where we got lucky

    It could have been worse.

Good:
    ## Impact

    An attacker could have read the table.

Good:
    ## Impact

    The pod would have been evicted.

Bad:
    ## Lessons learned

    Without the Friday deploy nobody would have been woken up.

Bad:
    ## Lessons learned

    The incident was not handled as well as it could have been.

Bad:
    ## Lessons learned

    This was an avoidable outage.

Good:
    ## Lessons learned

    That does not prove that the outage could have been prevented.

Good:
    ## Impact

    The key could have allowed a clone of the repository.

Bad:
    ## What went wrong

    Searching the forum took longer than reading the manual would have.

Bad:
    ## What went wrong

    We could've been back online by noon.

Bad:
    ## Lessons learned

    We would be in a better place if we had tested the restore.

Good:
    ## Lessons learned

    We do not have a test that could have caught this.

Good:
    ## Impact

    Anyone with access to the console could have read the log.

Bad:
    ## Lessons learned

    The simpler way would have been a restart of the pool.

Bad:
    ## What went wrong

    Ideally we would see which tenant causes the load.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import is_about_an_attacker, is_negated, mentioning
from afterword.review.language.modals import modals
from afterword.review.language.phrases import Phrases
from afterword.review.language.sayings import ALL_BUT_LEARNED, said
from afterword.text.expressions import later

CODE: Final = "LNG302"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Dekker", "CAST")


_ASK: Final = "As an action: what will be in place, by whom, by when?"
_AVOIDABLE: Final = Phrases(
    r"\b(?:was|were|is|are|been) (?:\w+ly )?(?:avoidable|preventable)\b"
    r"|\bthere (?:could|should|might)(?: have|['\u2019]ve) been\b"
    r"|\b(?:we|they) could(?: have|['\u2019]ve) (?:had|used|done) (?:\w+ )?(?:more|better|some|an?|fewer|less)\b"
    r"|\bif (?:any|one|all|some) of (?:these|those|the) [^.;]{3,40}? (?:were|had|was) [^.;]{3,40}?\bwould\b"
    r"|\b(?:an?|this|entirely|easily|completely|wholly) (?:avoidable|preventable) (?:outage|incident|failure|error"
    r"|problem|delay"
    r"|mistake|loss|disruption|downtime)\b"
    r"|\b(?:would|could|might)(?: have|['\u2019]ve) been (?:\w+ly |much |far |a lot )?(?:better|easier|faster"
    r"|quicker|sooner|nice"
    r"|good|useful|helpful|preferable|sensible|wise|wiser|ideal|beneficial|avoidable|shorter|smaller|earlier|simpler"
    r"|clearer"
    r"|more (?:\w+)|(?:solved|resolved|fixed|done|over|finished|restored|mitigated|available|manual|cherry-picked"
    r"|communicated|tested|rolled|added|written|automated|caught|run|used|made|reverted|shared|documented|avoided)"
    r"|possible to (?:detect|prevent|avoid|catch"
    r"|find))\b"
    r"|\b(?:would|could|might)(?: have|['\u2019]ve) (?:gone|worked|been handled|been done|done) (?:\w+ )?(?:better"
    r"|faster|quicker"
    r"|smoother|more \w+)\b|\b(?:did not|didn['\u2019]t) (?:have|need) to (?:happen|take|be)\b|\bneed not have \w+"
    r"|\bas (?:\w+ly|well|good|soon|fast|quick|smooth|early|effective|clear) as (?:it|they|we|he|she|this"
    r"|the \w+) (?:could|should"
    r"|might|ought to)(?:['\u2019]ve| have)(?: been| done| gone)?\b"
    r"|\b(?:faster|sooner|earlier|better|longer|later|slower|worse|more (?!load|traffic|memory|requests|space"
    r"|data)\w+|less \w+) than (?:it|they|we|he|she|this"
    r"|the \w+)"
    r" (?:should|needed to|had to|ought to|could)(?:['\u2019]ve| have)(?: been| done| taken)?\b"
    r"|\bbetter (?:approach|option|choice|solution|way|plan|course) would (?:have|['\u2019]ve) been\b"
    r"|\b(?:right|correct|proper|safer|better) (?:thing|move|call|action|response|decision) (?:to do )?would (?:have"
    r"|['\u2019]ve) been\b"
)
_AVERTED: Final = later(r"(?:avert|prevent|avoid|caught|help|sav|mitigat|reduc|shorten|stopped)\w*$", re.IGNORECASE)
_TITLE: Final = later(
    r"(?:List|Describe|Mention|Include|Things|What|Areas|Points|Anything|How|Where)\b[^.;:,]{0,60}[.:]?$"
)
_ASSESSED: Final = later(
    r"\b(?:not|n['\u2019]t|no|never|without) (?:have |having )?(?:any |an? |yet )?(?:[\w-]+ ){0,4}?(?:that|which) "
    r"(?:would|could|might)"
    r"|\b(?:any(?:one|body)|users?|customers?)\b[^.;]{0,50}?\b(?:would|could|might|may) have\b"
    r"|(?:\bnot|n['\u2019]t|\bnever) (?:necessarily )?(?:prove|mean|imply|show|suggest|claim|say|believe|think)\b"
    r"|\bdeliberately\b|\bwhether\b|\bmore (?:serious|severe)\b",
    re.IGNORECASE,
)
_HINTS: Final = (
    "avoidable", "preventable", "would", "could", "might", "have to", "need to", "need not", " as it ", " as they ",
    " as we ", " as he ", " as she ", " as this ", " as the ", "than ",
)  # fmt: skip


def check(case: Case) -> Iterator[Hit]:
    """Could, would, or might have, with a verb of prevention, detection, or repair; avoidable; better than it was."""
    told: set[int] = set()
    for modal in modals(case, "could", "would", "might", "may"):
        if modal.match.group().lower().startswith("may") and not _AVERTED.match(modal.verb):
            continue
        is_open = modal.match.group().lower().startswith("might") and modal.before.endswith(" who")
        if modal.statement.role == "went_well" or is_open:
            continue
        is_wished = modal.is_diagnostic or modal.is_helping
        if _ASSESSED.search(modal.statement.text):
            continue
        is_other = modal.is_by_a_thing or modal.is_by_a_control or modal.is_capability
        if (is_wished and not is_other) or modal.is_spared:
            told.add(modal.statement.sentence.start)
            yield Hit(span=modal.span, message=f"tells what did not happen: {modal.words!r}", suggestion=_ASK)
    for statement in mentioning(case, _HINTS, skip=("lucky", "went_well")):
        is_title = _TITLE.match(statement.text)
        found = None if is_title or statement.sentence.start in told else _AVOIDABLE.search(statement.text)
        if found and not is_negated(statement.text, found.start()) and not is_about_an_attacker(statement.text):
            yield Hit(
                span=statement.span(found), message=f"tells what did not happen: {found.group()!r}", suggestion=_ASK
            )
            told.add(statement.sentence.start)
    yield from _told(case, told)


def _told(case: Case, told: set[int]) -> Iterator[Hit]:
    """What the data say; any wish where it is told what went wrong and what was learned."""
    anywhere = said(case, "could", skip=("people", "title", "lucky", "went_well"))
    for each in (*anywhere, *said(case, "could.told", skip=ALL_BUT_LEARNED)):
        text = each.statement.text
        if each.start not in told and not (is_about_an_attacker(text) or _TITLE.match(text) or _ASSESSED.search(text)):
            told.add(each.start)
            yield Hit(span=each.span, message=f"tells what did not happen: {each.words!r}", suggestion=_ASK)
