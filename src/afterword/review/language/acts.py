"""The one engine for what a person is said to have done or left undone: a person, a gap, and a verb."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import cast

from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.review.case import Case
from afterword.review.language.guards import Statement, is_about_cause, is_guidance, is_masked, mentioning, statements
from afterword.review.language.persons import is_software, marked, own_people, third_person
from afterword.review.roles import Role
from afterword.text.expressions import later

_ADVERB = r"(?:\w+ly|also|then|still|again|even|just|simply|once|twice|never|all|both|too)"
_AUXILIARY = (
    r"(?:who|that|which|had|has|have|having|must|might|may|seems to|appears to|would|being new|involved|on duty"
    r"|on call|in question|there|themselves|himself|herself)"
)
_BEING = r"(?:was|were|is|are|been|being|became|become|got|proved|proved to be|seemed|had become)"
_ASIDE = r"(?:(?:,? (?:who|which)| who| that had|, being|, despite) [^.,;:]{1,60}?,?)"
_OVER = rf"[^.;:\u2014]{{1,80}}? (?:but|and|yet|then)(?: {_ADVERB})? "
_GAP = rf"(?:{_ASIDE}?(?:,? (?:{_ADVERB}|{_AUXILIARY})){{0,4}} |{_OVER})"
_BEING_GAP = rf"{_ASIDE}?(?:,? (?:{_ADVERB}|{_AUXILIARY}|{_BEING})){{0,4}} "
_FIRST = r"(?:[Ww]e|I)(?:['\u2019](?:d|ve))?"
_FIRST_GAP = rf"(?: (?:{_ADVERB}|had|have|has|both|all|simply)){{0,3}} "
_SOMEONE = later(r"\b(?:some(?:one|body)|a person|one person)\b", re.IGNORECASE)
_SINCE = later(r"\b(?:because|since|as|after|when|that)(?: it turned out)? $", re.IGNORECASE)
_OPERATOR = later(r"[Oo]perators?$")
_CLUSTER = later(r"reconcil|\bpods?\b|\bcrds?\b|kubernetes|\bk8s\b|custom resource|\bhelm\b|controller")
_MIND = later(
    r"\b(?P<mind>[A-Z][a-z]{2,}) (?:said|says|believed|thought|asked|wondered|mentioned|realised|realized|remembered"
    r"|guessed)\b"
    r"|\b(?P<self>[A-Z][a-z]{2,}) [a-z][^.\n]{0,120}?\b(?:himself|herself)\b"
    r"|\d\d[ \u2013:-]{1,3}(?:UTC )?(?P<own>[A-Z][A-Za-z]{2,}\d*) [a-z]+(?:s|ed) (?:his|her)\b"
)
_MINDS = (
    " said", " says", " believed", " thought", " asked", " wondered", " mentioned", " reali", " remembered",
    " guessed", "himself", "herself", " his ", " her ",
)  # fmt: skip
"""One of these is in whatever a person thought, said, or did."""
_NO_NAMES = frozenset(
    [
        "The",
        "This",
        "That",
        "They",
        "She",
        "Nobody",
        "Someone",
        "Somebody",
        "Everyone",
        "Everybody",
        "Anyone",
        "Who",
        "Users",
        "Customers",
        "People",
        "What",
        "When",
        "And",
        "But",
        "One",
        "Some",
        "Many",
        "Most",
        "Others",
        "There",
        "Then",
        "Also",
        "Support",
        "Google",
        "Amazon",
        "Microsoft",
        "Cloudflare",
        "Github",
        "Engineers",
        "Developers",
    ]
)
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
        return self.statement.text[self.match.start("verb") : self.match.end("verb")]

    @property
    def words(self) -> str:
        """Person and verb, as written."""
        return self.statement.text[self.match.start() : self.match.end()].strip()

    @property
    def span(self) -> Span:
        """From the person to the end of the verb; the verb alone where much stands between."""
        is_near = self.person and self.match.end() - self.match.start() < 60
        start = self.match.start("person" if is_near else "verb")
        return Span(self.statement.sentence.start + start, self.statement.sentence.start + self.match.end())


def acts(case: Case, verbs: str, *, hints: tuple[str, ...] = ()) -> Iterator[Act]:
    """The acts of persons other than the authors; ``verbs`` is a pattern without named groups.

    ``hints`` are strings in lower case of which one stands in whatever the verbs match.
    """
    yield from _found(case, _third_pattern, _GAP, verbs, hints)


def states(case: Case, words: str, *, hints: tuple[str, ...] = ()) -> Iterator[Act]:
    """What persons other than the authors are said to be; ``words`` is a pattern without named groups."""
    yield from _found(case, _third_pattern, _BEING_GAP, words, hints)


def own_acts(case: Case, verbs: str, *, hints: tuple[str, ...] = ()) -> Iterator[Act]:
    """The acts of the authors: we, I."""
    yield from _found(case, _first_pattern, _FIRST_GAP, verbs, hints)


@cache
def _glance(verbs: str) -> re.Pattern[str]:
    """Whether the verb occurs at all, which most sentences rule out much faster than a person does."""
    return re.compile(rf"(?<![\w-])(?:{verbs})(?![\w-])")


@cache
def _third_pattern(gap: str, verbs: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<person>{third_person()}){gap}(?P<verb>(?i:{verbs}))(?![\w-])")


@cache
def _first_pattern(gap: str, verbs: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'\u2019])(?P<person>{_FIRST}){gap}(?P<verb>(?i:{verbs}))(?![\w-])")


def _found(
    case: Case, make: Callable[[str, str], re.Pattern[str]], gap: str, verbs: str, hints: tuple[str, ...]
) -> Iterator[Act]:
    for statement in mentioning(case, hints) if hints else statements(case):
        if statement.role in _REPORTED or not _glance(verbs).search(statement.low) or is_guidance(statement.text):
            continue
        for match in make(gap, verbs).finditer(marked(statement.text, people_of(case))):
            if is_a_cluster_operator(match["person"], statement):
                continue
            if not is_software(match["person"]) and not is_masked(match.group("verb")):
                person = statement.text[match.start("person") : match.end("person")]
                yield Act(statement=statement, person=person, match=match)


def is_a_cluster_operator(person: str, statement: Statement) -> bool:
    """Whether an operator is a program of a cluster, by the other words of its sentence."""
    return _OPERATOR.search(person) is not None and _CLUSTER.search(statement.low) is not None


def is_cause_of_someone(act: Act) -> bool:
    """Whether it is nobody in particular whose slip is given as the cause, which is human error by another name."""
    someone = _SOMEONE.search(act.person)
    if not someone:
        return False
    before = act.statement.text[: act.match.start() + someone.start()]
    return is_about_cause(act.statement) or _SINCE.search(before) is not None


def people_of(case: Case) -> tuple[str, ...]:
    """The names that the document lists, and those of whom it tells what only a person does."""
    known = case.memory.get("people")
    if known is None:
        known = case.memory["people"] = tuple(dict.fromkeys((*own_people(case.record), *_minded(case.text))))
    return cast(tuple[str, ...], known)


def _minded(text: str) -> Iterator[str]:
    """Names of whom the text says that they thought or said something, or did it themselves."""
    for found in _MIND.finditer(text) if any(sign in text for sign in _MINDS) else ():
        name = found["mind"] or found["self"] or found["own"]
        if name not in _NO_NAMES:
            yield name
