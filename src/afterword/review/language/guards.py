"""Which sentences a language rule reads: the author's own statements, not quotations, questions, or guidance."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import cast

from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.review.case import Case
from afterword.review.language.glances import Seen, glance_for, seen
from afterword.review.passages import CODE, QUOTED, Passage, Sentence
from afterword.review.roles import Role
from afterword.text.expressions import later

_PLACEHOLDER = later(r"\[[^\]]{12,}\]|\b(?:TBD|TODO|FIXME)\b|<[a-z][\w ]+>|\{\{|YYYY")
_GUIDANCE = later(
    r"\b(?:avoid(?:s|ing)? (?:the (?:word|phrase|term|label)|say|writ|blam|nam(?:e|ing)|phras|language|words?\b"
    r"|human error|\u2591)|never stop at|(?:do not|don't) (?:say|write|use (?:the (?:word|phrase|term)|\u2591))"
    r"|(?:rather than|instead of) (?:say|writ|blam|ask|nam)\w+|(?:is|as) (?:\w+ )?symptoms? of|possible factors"
    r"|(?:for example|e\.g\.|such as),? \u2591|(?:this|it|postmortem|review) is not about|is not to blame|blameless"
    r"|phras(?:e|es|ing)|becomes \u2591)",
    re.IGNORECASE,
)
_NEGATED = later(
    r"(?:\bno(?:t|body|ne|thing)?|n['\u2019]t|\bwithout|\bnever|\bneither|\bnor|\bnon-?)"
    r"(?:\s+(?:an?|any|the|very|so|that|been|being|have|one|at all|immediately|yet))*\s*$"
    r"|\bnothing (?:\w+ ){0,5}$"
    r"|(?:\bnot|n['\u2019]t|\bnever) (?:regard|see|view|consider|treat|believe|think|class(?:ify)?|describe|call"
    r"|count|read"
    r"|blame|attribute|put)\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
_ATTACKER = later(
    r"\b(?:attackers?|adversar(?:y|ies)|intruders?|malicious|whitehats?|white hats?|hackers?|third part(?:y|ies)"
    r"|bad actors?|exploit\w*|phish(?:ing|ers?|ed)?(?!-))\b",
    re.IGNORECASE,
)
_CONVERSATION = later(
    r"\b(?:(?<!\.)chat(?! (?:down|outage|service|server|app|bot|unavailable))|transcript"
    r"|(?:irc|slack) (?:logs?|channel)|conversation|correspondence|support ticket|e-?mail)\b",
    re.IGNORECASE,
)
_SAID = later(r"\b\w+ \[\d\d?:\d\d(?: [AP]M)?\]|^\W*\d\d?:\d\d(?::\d\d)?\S* <[@+~]?[\w.-]+> ")
_SIGNS = ("[", "<", "{{", "TBD", "TODO", "FIXME", "YYYY")
"""One of these is in whatever is a placeholder or a line of a conversation."""
_CAUSES = later(r"\bcause[sd]?\b|\b(?:why|how) (?:did|it|this)\b|\banalysis\b|\brca\b", re.IGNORECASE)
_ASIDE = later(r" *\([^()]*\)$")
_SKIPPED_COLUMNS = later(r"time|date|who|owner|actor|evidence|link|status|priority|ticket|sha|file|phase|id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence that its author states, and where it stands."""

    passage: Passage
    """The passage."""
    sentence: Sentence
    """The sentence."""
    low: str
    """Its words in lower case."""
    is_question: bool
    """Whether it ends as one."""
    seen: Seen
    """What its words may hold of what rules look for."""

    @property
    def text(self) -> str:
        """Its words, masked."""
        return self.sentence.text

    @property
    def role(self) -> Role:
        """What its section is about."""
        return self.passage.role

    def span(self, match: re.Match[str], group: int | str = 0) -> Span:
        """Where a match in its text stands."""
        return self.sentence.span(match, group)


def statements(case: Case, *, skip: tuple[Role, ...] = (), questions: bool = False) -> Iterator[Statement]:
    """The sentences that the author states, in order.

    shape: no headings, block quotations, conversations, placeholders, cells that hold times or names, or list items
    that are questions; with ``questions``, those too. Quoted words and code are masked in all.
    """
    return iter(_those(case, skip, questions=questions))


def _those(case: Case, skip: tuple[Role, ...], *, questions: bool) -> tuple[Statement, ...]:
    """The same, found once for all the rules that skip the same."""
    key = f"statements {questions} {skip}"
    known = case.memory.get(key)
    if known is None:
        every = case.memory.get("statements")
        if every is None:
            every = case.memory["statements"] = tuple(_statements(case))
        known = case.memory[key] = tuple(
            statement
            for statement in cast("tuple[Statement, ...]", every)
            if (questions or not statement.is_question) and statement.passage.role not in skip
        )
    return cast("tuple[Statement, ...]", known)


def mentioning(
    case: Case, hints: tuple[str, ...], *, skip: tuple[Role, ...] = (), questions: bool = False
) -> Iterator[Statement]:
    """The statements in which one of some strings occurs, in lower case: a glance before a pattern is tried."""
    glance = glance_for(hints)
    wanted = glance.bits
    for statement in _those(case, skip, questions=questions):
        # most sentences hold none, and a call for each of them would be most of the work
        if (statement.seen.bits & wanted or statement.seen.known < glance.known) and statement.seen.holds(glance):
            yield statement


def mentions(statement: Statement, hints: tuple[str, ...]) -> bool:
    """Whether one of some strings, in lower case, stands in a statement."""
    return statement.seen.holds(glance_for(hints))


def _statements(case: Case) -> Iterator[Statement]:
    for passage in case.passages:
        if passage.kind == "heading" or passage.quoted:
            continue
        if passage.column and _SKIPPED_COLUMNS.search(passage.column):
            continue
        if passage.heading and _CONVERSATION.search(passage.heading):
            continue
        for sentence in passage.sentences:
            if not any(sign in sentence.text for sign in _SIGNS) or not _is_left_out(sentence.text):
                question = _ASIDE.sub("", sentence.text.rstrip("*_ ")).rstrip("*_ )").endswith("?")
                low = sentence.text.lower()
                yield Statement(passage=passage, sentence=sentence, low=low, is_question=question, seen=seen(low))


def _is_left_out(text: str) -> bool:
    """Whether a sentence is a placeholder, or a line of a conversation."""
    return _PLACEHOLDER.search(text) is not None or _SAID.search(text) is not None


def is_about_cause(statement: Statement) -> bool:
    """Whether a sentence stands where causes are told, by its section or its heading."""
    return statement.role in {"cause", "factors"} or _names_causes(statement.passage.heading)


@lru_cache(maxsize=1 << 9)
def _names_causes(heading: str) -> bool:
    return _CAUSES.search(heading) is not None


@lru_cache(maxsize=1 << 11)
def is_guidance(text: str) -> bool:
    """Whether a sentence speaks about how to write or think, not about the incident."""
    return _GUIDANCE.search(text) is not None


def is_negated(text: str, at: int) -> bool:
    """Whether what starts at a place is denied by the words before it: ``no obvious trigger``."""
    return _NEGATED.search(text, 0, at) is not None if at else False


def is_about_an_attacker(text: str) -> bool:
    """Whether a sentence says what an attacker could do, which is assessment and no reproach."""
    return _ATTACKER.search(text) is not None


def is_masked(text: str) -> bool:
    """Whether a match touches code or quoted words."""
    return CODE in text or QUOTED in text
