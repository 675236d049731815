"""Histories that did not happen: a modal verb with have, its subject, and the class of the verb after it."""

import re
from collections.abc import Iterator
from functools import cache

from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.review.case import Case
from afterword.review.language.guards import Statement, is_about_an_attacker, is_masked, mentioning
from afterword.review.language.lexicon import CONTROL
from afterword.review.language.persons import marked, own_people, third_person
from afterword.text.expressions import later

_DIAGNOSTIC = later(
    r"(?:be$|(?:double-)?check|test|caught|detect|review|escalat|document|verif|validat|notic|spot|seen|found"
    r"|monitor|alert|pag(?:e|ed|ing)|merg|deploy|approv|announc|renew|rotat|back(?:ed)?|train|staged|gated"
    r"|prioriti|schedul|rehears|involv|flag|warn|known|realis|realiz|consider|anticipat|plan|communicat|inform"
    r"|notif|told|ask|consult|read|follow|done|identif|diagnos|investigat|confirm|coordinat|thought|look|question"
    r"|rais|report|tried|us(?:ed|ing)|isolat|measur|trac|audit|practi[sc]|acknowledg|brought|roll|declar|track"
    r"|assign|kept|taken|had|paus|halt|disclos|patch|upgrad|pinned|enabl|configur|documented|budget|estimat|foresee"
    r"|foreseen|predict|prepar|provision|built|automat|requir|restrict|separat|recogni[sz]|understood"
    r"|engag|consolidat|consistent|clear|obvious|simpler|reach(?:ed)? out|shared|written|learn|discover|reproduc"
    r"|debug|compar|simulat|perform|conduct|carried|delay|postpon|clarif|agreed|discuss|insist|stopp|chosen|implement"
    r"|includ|handl"
    r"|address|treat|switch|posted|reacted|acted|interven|invest|design|separat|decoupl)\w*$",
    re.IGNORECASE,
)
_HELPING = later(
    r"(?:help|prevent|avoid|sav|reduc|mitigat|shorten|limit|stopp|resolv|sped|speed|improv|eas|contain"
    r"|minimi[sz]|protect|shield|caught|catch|made|provid|block|accelerat|fix|recover|restor|isolat|possibl"
    r"|avert|forestall|spare|lower|lessen|sooner|earlier|produc|surfac|halv|cut|stopped"
    r"|highlight|uncover|intercept|reject|refus|pointed|narrow|dampen|absorb|survive|withstood|kept|bought"
    r"|picked|brought|turned|reveal|shown|exposed|given|rul|simplif|diagnos|restrict|sufficed|forced"
    r"|tripped|rolled|reverted|capp|bounded|slowed|buy|signal)\w*$",
    re.IGNORECASE,
)
_RISK = later(r"(?:le[ad]d?|allow|enabl|expos|reveal|shown?|giv|let|caus|result)\w*$", re.IGNORECASE)
_FOR_US = later(
    r" (?:for |to |in )?(?:an? |the )?(?:\w+ )?(?:earlier|faster|quicker|sooner|better|shorter|smoother|easier"
    r"|speedier)\b|"
    r" (?:us|them|me|you|the (?:\w+ )?(?:team|engineers?|responders?|on-?call|operators?)|responders|engineers"
    r"|on-?call)\b"
)
_EVENTS = later(
    r"(?:return|evict|exist|result|happen|occur|work|start|run|match|appear|expir|timed|fail|fir|trigger|receiv"
    r"|sent|apply|applied|contain|remain|gone|become|succeed|respond|load|scal|kick|behav|complet|continu|reached"
    r"|arriv|render|handled|handling|process|retri|routed|deliver|stored|persist)\w*$",
    re.IGNORECASE,
)
_EVENTS_ONLY = later(
    r"(?:return|evict|route|retri|trigger|fir|receiv|affect|impact|possib|count|match)\w*$", re.IGNORECASE
)
_HARM = later(
    r"(?:happen|occur|reach|affect|impact|fail|broke|lost|woken|spread|escalat|crash|ship|gone|gotten|started|start"
    r"|noticed|been|made|needed|hit|propagat|suffer|run|filled|exhaust|expired|come|overload|taken|lasted|deleted"
    r"|seen|arisen|merged|deployed|fallen|led|caused|triggered|resulted|corrupt)\w*$",
    re.IGNORECASE,
)
_UNREAL = later(
    r"\b(?:without (?!us\b)|if |had |were |none of|but for |nothing of|no (?:customer|user|data|request)|with \w+ )",
    re.IGNORECASE,
)
_PRAISE = later(r"\b(?:thank|grateful|credit|possible without|kudos|great work|luck)", re.IGNORECASE)
_SOME_CONTROL = later(
    rf"(?:^|[,;:(] ?|\b(?:that|and|but|because|as|since) )(?:an?|any|one|another|better|earlier|more|some|proper"
    rf"|manual|automated|unit|integration|end-to-end|regular|\w+ed"
    rf"|having"
    rf"|(?:[\w-]+ing)) (?:[\w'\u2019/-]+ ){{0,5}}?(?:{CONTROL})(?: (?:of|on|for|in|at|with|to|from|that|which"
    rf"|against|over|between)"
    rf" [^.;:]{{1,60}})?$",
    re.IGNORECASE,
)
_THING = later(
    r"(?:^|[,;:(] ?|\b(?:that|and|but|because|as|since) )"
    r"(?P<thing>(?!(?:we|I|he|she|they|it|this|that|there|you|one)\b)(?:an?|the|our|better|more|some|any"
    r"|earlier|having|adding|using|\w+ing|\w+)[^.;,:]{0,80}?)$",
    re.IGNORECASE,
)
_PARTICIPLE = later(
    r"\w+ed$|(?:be|done|caught|seen|found|known|told|thought|read|made|given|taken|kept|led|sped|shown|brought"
    r"|held|sent|set|put|run|gone|left|let|written|chosen|thrown|understood|had|said|cut|split|built|spent|lead|hit"
    r"|lost|met|shut|begun|bought|woken|fallen|come|become|broken|gotten|got|withstood|foreseen|drawn|fed|clear"
    r"|obvious|consistent|simpler|possible|meant|stood|sought|heard|felt|stuck|driven|grown|hidden|arisen|paid)$",
    re.IGNORECASE,
)
_DENIED_PROOF = later(
    r"(?:\b(?:not|never|cannot)|n['\u2019]t) (?:necessarily )?(?:prove|mean|imply|show|suggest|claim|say|believe"
    r"|think)\b"
    r"|\bwhether\b|\bno evidence\b|\bunlikely\b",
    re.IGNORECASE,
)
_ABLE = later(
    r"\b(?:any(?:one|body)|any (?:\w+ )?(?:user|person|client|customer|member)s?|users?|customers?|people|clients?)"
    r" (?:with|who|having|that|in)\b[^.;]{0,80}$",
    re.IGNORECASE,
)
_NEAR = 200
"""Characters before the modal verb among which its subject is looked for."""
_NEXT = 24
"""Characters after the verb among which stands whom it enables."""
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
    def before(self) -> str:
        """What stands before the modal verb in its sentence."""
        return self.statement.text[: self.match.start()].rstrip()

    @property
    def is_diagnostic(self) -> bool:
        """Whether the verb is one of diagnosis or organisation: checked, caught, escalated, documented."""
        return _DIAGNOSTIC.match(self.verb) is not None and not _EVENTS.match(self.verb)

    @property
    def is_helping(self) -> bool:
        """Whether the verb says that something would have helped: prevented, saved, or let somebody do it."""
        if _RISK.match(self.verb) and not self.match["passive"]:
            return _FOR_US.match(self.statement.text, self.match.end()) is not None
        return _HELPING.match(self.verb) is not None and not (self.match["passive"] and _EVENTS.match(self.verb))

    @property
    def is_forbidden(self) -> bool:
        """Whether it should not have been done, which only people decide."""
        return bool(self.match["denied"] and self.match["passive"]) and not _EVENTS_ONLY.match(self.verb)

    @property
    def is_by_a_thing(self) -> bool:
        """Whether a thing that did not exist is the subject: ``a test would have caught this``."""
        if self.is_person or self.match["passive"]:
            return False
        return _THING.search(self.before) is not None

    @property
    def is_by_a_control(self) -> bool:
        """Whether a control that did not exist is the subject: ``an alert on the queue would have fired``."""
        return not self.is_person and not self.match["passive"] and _SOME_CONTROL.search(self.before) is not None

    @property
    def is_spared(self) -> bool:
        """Whether harm would not have come: ``without the deploy nobody would have been woken``."""
        text = self.statement.text
        if _PRAISE.search(text) or not _HARM.match(self.verb):
            return False
        nobody = re.search(r"\b(?:none|nobody|no one|nothing|no \w+)(?: \w+){0,4}$", self.before, re.IGNORECASE)
        return bool(self.match["denied"] or nobody) and _UNREAL.search(text) is not None

    @property
    def is_capability(self) -> bool:
        """Whether it assesses: what an attacker could do, what a control would not have done, what is not proved."""
        if self.match["denied"] or is_about_an_attacker(self.before):
            return True
        after = self.statement.text[self.match.end() : self.match.end() + _NEXT]
        if _RISK.match(self.verb) and is_about_an_attacker(after):
            return True
        return _DENIED_PROOF.search(self.before) is not None or _ABLE.search(self.before) is not None


def modals(case: Case, *names: str) -> Iterator[Modal]:
    """The sentences that the author states in which one of these modal verbs stands with have."""
    pattern = _pattern(names)
    person, people = _subject(), own_people(case.record)
    for statement in mentioning(case, tuple(name.split()[0] for name in names)):
        for match in pattern.finditer(statement.text):
            if match["verb"].lower() == "had" and not match["passive"]:
                continue
            if _PARTICIPLE.match(match["verb"]) and not is_masked(match.group()):
                before = statement.text[max(0, match.start() - _NEAR) : match.start()].rstrip()
                subject = person.search(marked(before, people))
                yield Modal(statement=statement, match=match, is_person=subject is not None)


@cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(names)
    short = r"|(?<=\w)['\u2019]d(?= (?:\w+ )?have\b)" if "would" in names else ""
    return re.compile(
        rf"\b(?:{words}{short})(?P<denied> (?:not|never)|n['\u2019]t)?(?: \w+ly| also| at least| even| then)?"
        rf"(?: {_HAVE}|['\u2019]ve)(?: \w+ly| also| even| just| first| already| all| long"
        rf"| instead)?(?P<passive> (?:been|be))?(?: \w+ly)? (?P<verb>[\w-]+)",
        re.IGNORECASE,
    )


@cache
def _subject() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{third_person()}|\b(?:[Ww]e|I|[Yy]ou))(?: who[^,.;]{{0,40}}| on (?:call|duty)| \w+ly| also)?$"
    )
