"""What went wrong by hands that nobody names: nouns, gerunds, and passives of slips, and whether they are the cause."""

import re
from collections.abc import Iterator

from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.review.case import Case
from afterword.review.language.guards import Statement, is_about_cause
from afterword.review.language.lexicon import CAUSE_IS, DUE_TO, LED_TO
from afterword.review.language.phrases import Phrases
from afterword.review.language.sayings import Said, said
from afterword.review.roles import Role
from afterword.text.expressions import later

_UP_TO_IT = later(
    rf"(?:\b(?:because|{DUE_TO}|{CAUSE_IS}|(?:results?|consequence|outcome) of|contributed to"
    rf"|found(?: out)?(?: that)?|discovered"
    r"(?: that)?|turned out(?: that)?|discovers?(?: that)?|(?:cause|root cause) (?:found|identified|is|was))\b:?)"
    r" (?:(?!not\b)[\w'\u2019,-]+ ){0,5}?$",
    re.IGNORECASE,
)
_FROM_IT = Phrases(
    rf"^[^.;:]{{0,90}}?(?:\b(?:that |which |and |this |has |had |have |then |also )?{LED_TO}\b(?! (?:by|to be)\b)"
    r"|, (?:\w+ ){1,2}?(?:down|offline|broken|gone|unavailable)\b|, \w+ing (?:out|down|off|all|the|our|every|users"
    r"|us)\b|, (?:so|causing|resulting|leading|taking|bringing"
    r"|breaking|which)\b|\band (?:\w+ ){0,4}?(?:got|was|were|went) "
    r"(?:lost|down|gone|overwritten|wiped)|, (?:\w+ ){1,3}?(?:is|was|goes|went) (?:down|offline))"
)
_TIRED = Phrases(
    r"\bdenied by\b|\bresolved by\b|\bfixed by\b|\bprevented\b|\b(?:not|n['\u2019]t|never) affected\b|\bhow to\b"
    r"|\b(?:we|i)(?:['\u2019]ll| will)\b|\bnot (?:due|caused|the result)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mishap:
    """Words for a slip, without a person, that are given as the cause."""

    statement: Statement
    """Their sentence."""
    match: re.Match[str]
    """The words."""

    @property
    def words(self) -> str:
        """The words, as written."""
        return Said(statement=self.statement, match=self.match).words

    @property
    def span(self) -> Span:
        """Where they stand."""
        return Said(statement=self.statement, match=self.match).span


def mishaps(case: Case) -> Iterator[Mishap]:
    """The first of each sentence that is told as the cause."""
    told: set[int] = set()
    for frame in said(case, "cause.frame", skip=_SKIPPED):
        if frame.start not in told and not _TIRED.search(frame.statement.text):
            told.add(frame.start)
            yield Mishap(statement=frame.statement, match=frame.match)
    for near in said(case, "cause.nearby", skip=_SKIPPED):
        if near.start not in told and _is_told_as_cause(near) and not _TIRED.search(near.statement.text):
            told.add(near.start)
            yield Mishap(statement=near.statement, match=near.match)
    for passive in said(case, "cause.passive", skip=_SKIPPED):
        text = passive.statement.text
        if passive.start not in told and is_about_cause(passive.statement) and not _GENERAL.search(text):
            told.add(passive.start)
            yield Mishap(statement=passive.statement, match=passive.match)


def _is_told_as_cause(near: Said) -> bool:
    text = near.statement.text
    return _is_linked(text, near.match) or (is_about_cause(near.statement) and not _GENERAL.search(text))


_SKIPPED: tuple[Role, ...] = ("people", "title", "actions", "went_well", "lucky")
_GENERAL = later(r"\b(?:can|must|should|will|could|would|may|might|if|nobody)\b", re.IGNORECASE)


def _is_linked(text: str, found: re.Match[str]) -> bool:
    before = _UP_TO_IT.search(text, max(0, found.start() - 110), found.start())
    return before is not None or _FROM_IT.search(text[found.end() : found.end() + 120]) is not None
