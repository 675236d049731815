"""Histories that did not happen: a modal verb with have, its subject, and the class of the verb after it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.language.guards import Statement, is_about_an_attacker, is_masked, mentioning
from afterword.review.language.persons import third_person

_DIAGNOSTIC = re.compile(
    r"(?:be$|(?:double-)?check|test|caught|detect|review|escalat|document|verif|validat|notic|spot|seen|found"
    r"|monitor|alert|pag(?:e|ed|ing)|merg|deploy|approv|announc|renew|rotat|back(?:ed)?|train|staged|gated"
    r"|prioriti|schedul|rehears|involv|flag|warn|known|realis|realiz|consider|anticipat|plan|communicat|inform"
    r"|notif|told|ask"
    r"|consult|read|follow|done|identif|diagnos|investigat|confirm|coordinat|thought|look|question|rais|report"
    r"|tried|us(?:ed|ing)"
    r"|isolat|measur|trac|audit|rehears|practi[sc]|acknowledg|involv|brought|roll|declar|track|assign|kept"
    r"|taken|had)\w*$",
    re.IGNORECASE,
)
_HELPING = re.compile(
    r"(?:help|prevent|avoid|sav|reduc|mitigat|shorten|limit|stopp|resolv|enabl|allow|le[ad]d?|sped|speed|improv"
    r"|eas|contain"
    r"|minimi[sz]|protect|shield|caught|catch|expos|reveal|show|made|given|provid|block|accelerat|fix|recover"
    r"|restor|isolat"
    r"|possibl|avert|forestall|spare|lower|lessen|sooner|earlier)\w*$",
    re.IGNORECASE,
)
_EVENTS = re.compile(
    r"(?:return|evict|exist|result|happen|occur|work|start|run|match|appear|expir|timed|fail|fir|trigger|receiv"
    r"|sent|apply"
    r"|applied|contain|remain|gone|become|succeed|respond|load|scal|kick|behav|complet|continu|reached|arriv"
    r"|render)\w*$",
    re.IGNORECASE,
)
_THING = re.compile(
    r"(?:^|[,;:(] ?|\b(?:that|and|but|because|as|since) )"
    r"(?P<thing>(?!(?:we|I|he|she|they|it|this|that|there|you|one)\b)(?:an?|the|our|better|more|some|any"
    r"|earlier|having|adding|using|\w+ing|\w+)[^.;,:]{0,80}?)$",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(
    r"\w+ed$|(?:be|done|caught|seen|found|known|told|thought|read|made|given|taken|kept|led|sped|shown|brought"
    r"|held|sent|set"
    r"|put|run|gone|left|let|written|chosen|thrown|understood|had|said|cut|split|built|spent|lead|hit|lost|met"
    r"|shut|begun)$",
    re.IGNORECASE,
)
_HAVE = r"(?:have|['\u2019]ve|hav|of)(?! (?:an?|the|to|no|some|any|our|its|more|better)\b)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Modal:
    """A modal verb with have, and what follows."""

    statement: Statement
    """The sentence."""
    match: re.Match[str]
    """The words from the modal to the verb; the groups ``verb`` and ``denied``."""
    is_person: bool
    """Whether a person is the subject."""

    @property
    def words(self) -> str:
        """The words, as written."""
        return self.match.group().strip()

    @property
    def verb(self) -> str:
        """The verb, as written."""
        return self.match["verb"]

    @property
    def span(self) -> Span:
        """Where the words stand."""
        return self.statement.span(self.match)

    @property
    def is_diagnostic(self) -> bool:
        """Whether the verb is one of diagnosis or organisation: checked, caught, escalated, documented."""
        return _DIAGNOSTIC.match(self.verb) is not None and not _EVENTS.match(self.verb)

    @property
    def is_helping(self) -> bool:
        """Whether the verb says that something would have helped: prevented, saved, enabled."""
        return _HELPING.match(self.verb) is not None

    @property
    def is_by_a_thing(self) -> bool:
        """Whether a thing that did not exist is the subject: ``a test would have caught this``."""
        if self.is_person or self.match["passive"]:
            return False
        return _THING.search(self.statement.text[: self.match.start()].rstrip()) is not None

    @property
    def is_capability(self) -> bool:
        """Whether it assesses: what an attacker could do, or what a control would not have done."""
        return bool(self.match["denied"]) or is_about_an_attacker(self.statement.text)


def modals(case: Case, *names: str) -> Iterator[Modal]:
    """The sentences that the author states in which one of these modal verbs stands with have."""
    pattern = _pattern(names)
    person = _subject(third_person(case.record))
    for statement in mentioning(case, tuple(name.split()[0] for name in names)):
        for match in pattern.finditer(statement.text):
            if match["verb"].lower() == "had" and not match["passive"]:
                continue
            if _PARTICIPLE.match(match["verb"]) and not is_masked(match.group()):
                subject = person.search(statement.text[: match.start()].rstrip())
                yield Modal(statement=statement, match=match, is_person=subject is not None)


@lru_cache(maxsize=16)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(names)
    return re.compile(
        rf"\b(?:{words})(?P<denied> (?:not|never)|n['\u2019]t)?(?: \w+ly| also| at least| even| then)?"
        rf"(?: {_HAVE}|['\u2019]ve)(?: \w+ly| also| even| just)?(?P<passive> (?:been|be))?(?: \w+ly)? (?P<verb>[\w-]+)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=256)
def _subject(person: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{person}|\b(?:[Ww]e|I|[Yy]ou))(?: who[^,.;]{{0,40}}| on (?:call|duty)| \w+ly| also)?$")
