"""The one engine for what a person is said to have done or left undone: a person, a gap, and a verb."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.language.guards import Statement, is_guidance, is_masked, statements
from afterword.review.language.persons import is_software, own_people, third_person
from afterword.review.roles import Role

_ADVERB = r"(?:\w+ly|also|then|still|again|even|just|simply|once|twice|never|all|both)"
_AUXILIARY = r"(?:who|that|which|had|has|have|having|on duty|on call|in question)"
_BEING = r"(?:was|were|is|are|been|being)"
_ASIDE = r"(?:,? (?:who|which) [^.,;:]{1,40},)"
_OVER = rf"[^.;:\u2014]{{1,80}}? (?:but|and|yet)(?: {_ADVERB})? "
_GAP = rf"(?:{_ASIDE}?(?:,? (?:{_ADVERB}|{_AUXILIARY})){{0,4}} |{_OVER})"
_BEING_GAP = rf"(?:,? (?:{_ADVERB}|{_AUXILIARY}|{_BEING})){{0,4}} "
_FIRST = r"(?:[Ww]e|I)(?:['\u2019](?:d|ve))?"
_FIRST_GAP = rf"(?: (?:{_ADVERB}|had|have|has)){{0,3}} "
_REPORTED: frozenset[Role] = frozenset({"people", "title"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a sentence says that a person did or left undone."""

    statement: Statement
    """The sentence."""
    person: str
    """The person, as written."""
    match: re.Match[str]
    """Person, gap, and verb; the verb is the group ``verb``."""

    @property
    def verb(self) -> str:
        """What was done, as written."""
        return self.match["verb"]

    @property
    def span(self) -> Span:
        """From the person to the end of the verb; the verb alone where much stands between."""
        start = self.match.start("person") if self.match.end() - self.match.start() < 60 else self.match.start("verb")
        return Span(self.statement.sentence.start + start, self.statement.sentence.start + self.match.end())


def acts(case: Case, verbs: str) -> Iterator[Act]:
    """The acts of persons other than the authors; ``verbs`` is a pattern without named groups."""
    yield from _found(case, _third_pattern(third_person(case.record), _GAP, verbs), _glance(verbs))


def states(case: Case, words: str) -> Iterator[Act]:
    """What persons other than the authors are said to be; ``words`` is a pattern without named groups."""
    yield from _found(case, _third_pattern(third_person(case.record), _BEING_GAP, words), _glance(words))


def own_acts(case: Case, verbs: str) -> Iterator[Act]:
    """The acts of the authors: we, I."""
    yield from _found(case, _first_pattern(verbs), _glance(verbs))


@lru_cache(maxsize=64)
def _glance(verbs: str) -> re.Pattern[str]:
    """Whether the verb occurs at all, which most sentences rule out much faster than a person does."""
    return re.compile(rf"(?<= )(?:{verbs})(?![\w-])")


@lru_cache(maxsize=512)
def _third_pattern(person: str, gap: str, verbs: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<person>{person}){gap}(?P<verb>(?i:{verbs}))(?![\w-])")


@lru_cache(maxsize=64)
def _first_pattern(verbs: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'\u2019])(?P<person>{_FIRST}){_FIRST_GAP}(?P<verb>(?i:{verbs}))(?![\w-])")


def _found(case: Case, pattern: re.Pattern[str], glance: re.Pattern[str]) -> Iterator[Act]:
    for statement in statements(case):
        if statement.role in _REPORTED or not glance.search(statement.low) or is_guidance(statement.text):
            continue
        for match in pattern.finditer(statement.text):
            if not is_software(match["person"]) and not is_masked(match.group()):
                yield Act(statement=statement, person=match["person"], match=match)


def people_of(case: Case) -> tuple[str, ...]:
    """The names that the document lists."""
    return own_people(case.record)
