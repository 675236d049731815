"""Clauses that say that somebody slipped, whoever it was and in whatever tense, and whether that is the cause."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, cast, get_args

from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.review.case import Case
from afterword.review.language.acts import is_a_cluster_operator, people_of
from afterword.review.language.guards import Statement, is_about_cause, is_guidance, is_masked
from afterword.review.language.persons import is_software, marked, third_person
from afterword.review.language.phrases import Phrases
from afterword.review.language.sayings import every
from afterword.review.language.verbs import verbs
from afterword.review.roles import Role
from afterword.text.expressions import later

Subject = Literal["we", "third", "someone", "unsaid"]
"""Who slipped: the authors, a person, ``someone``, or nobody who is named."""
Kind = Literal["error", "target", "adverb", "omission", "state"]
"""How it is said: ``forgot``, ``the wrong cluster``, ``accidentally``, ``did not check``, ``careless``."""
Link = Literal["", "label", "before", "after"]
"""Where the words stand that make it a cause: nowhere, a label, before it, after it."""

_ADVERB = (
    r"(?:\w+ly|also|then|still|again|even|just|simply|once|twice|never|all|both|too"
    r"|unfortunately|apparently|indeed|somehow|already)"
)
_AUXILIARY = r"(?:who|that|which|had|has|have|having|must have|might have|may have|seems to have|appears to have)"
_ASIDE = r"(?:,? (?:who|which|despite|in a hurry|while|without|unaware|new to|\w+ing) [^.,;:]{1,60}?,?)"
_OVER = rf"[^.;:\u2014]{{1,140}}? (?:but|and|yet|then|so|by doing (?:that|so|this))(?: {_ADVERB})? "
_GAP = rf"(?: \([^()]{{1,20}}\))?(?:{_ASIDE}?(?:,? (?:{_ADVERB}|{_AUXILIARY})){{0,4}}|['\u2019]d) +"
_WE = later(
    rf"(?<![\w'\u2019])(?P<person>[Ww]e|I)(?:['\u2019](?:d|ve|m|re))?"
    rf"(?:(?: (?:{_ADVERB}|had|have|has|been|all|were|was|am)){{0,3}} +| {_OVER})$"
)
_YOU = later(r"\b(?:because|since|when) (?P<person>you) +$", re.IGNORECASE)
_CLOCK = r"(?:[\W\d]{0,24}(?:\d\d?[:.h]\d\d)?(?: ?(?:[AaPp]\.?[Mm]\.?|UTC|GMT|[A-Z]{2,4}T))?[\s:|\u2013\u2014-]{0,6})"
_UNSAID = later(
    rf"^{_CLOCK}(?:(?:[Uu]nfortunately|[Aa]pparently|[Tt]hen|[Aa]lso|[Ss]imply|[Aa]nd|[Hh]ad),? )?$"
    rf"|^{_CLOCK}(?:[Ww]as|[Ww]ere|[Gg]ot) [^.;:]{{3,60}} (?:and|but) $"
    r"|[:;(\u2013\u2014-] ?(?:(?:and|but) )?(?:\w+ly, )?$"
    r"|\b(?:[Ww]hile|[Ww]hen|[Aa]fter|[Bb]y) \w+ing[^.;:,]{0,60}?,? $"
)
_STRANGER = later(rf"^{_CLOCK}\[?(?P<person>[A-Za-z][\w.-]{{1,20}})\]?:? $")
_NONE = later(r"\b(?:nobody|no one|no-one|none)\b", re.IGNORECASE)
_FORGETFUL = later(r"forg|misread|misunder|neglect|rubber", re.IGNORECASE)
_ONE_NAME = later(r"(?!(?:It|This|That|What|Which|There|Who|Then|Also|And|But|So)\b)[A-Z][\w-]+ $")
_NAMED = later(r"(?:^|[\u2013\u2014:|-] +)(?P<person>[A-Z][a-z]{2,}) $")
_ENTRY = later(r"\W{0,6}\d\d?[:.h]\d\d")
_BRACKETED = later(rf"^{_CLOCK}\[[\w.-]+\]:? $")
_ING = later(r"(?:was |were |am )?\w+ing\b|(?:was|were)(?: not|n['\u2019]t)", re.IGNORECASE)
_SOMEONE = later(r"\b(?:some(?:one|body)|a person|one person|an?(?: \w+){0,2} \w+|one of \w+(?: \w+)+)$", re.IGNORECASE)
_KINDS: tuple[Kind, ...] = get_args(Kind)
_SKIPPED: tuple[Role, ...] = ("people", "title", "actions")
_SOON = 48
"""Characters after a slip in which its reason is told."""
_NEAR = 60
"""Characters within which the name of a person is told with the slip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A clause that says that somebody slipped."""

    statement: Statement
    """Its sentence."""
    subject: Subject
    """Who."""
    kind: Kind
    """How it is said."""
    link: Link
    """Whether it is told as a cause."""
    start: int
    """Where the words of the slip begin in the sentence."""
    end: int
    """Where they end."""
    person: str
    """Who, as written; empty where nobody is named."""
    lead: int
    """Where the name of the person begins in the sentence; ``start`` where nobody is named or much stands between."""

    @property
    def told(self) -> str:
        """The words of the slip, as written, with who."""
        return self.statement.text[self.lead : self.end]

    @property
    def words(self) -> str:
        """The words of the slip, as written."""
        return self.statement.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Where they stand."""
        return Span(self.statement.sentence.start + self.lead, self.statement.sentence.start + self.end)


def slips(case: Case) -> tuple[Slip, ...]:
    """The slips that the author tells of, the first of each sentence and kind, in order."""
    known = case.memory.get("slips")
    if known is None:
        known = case.memory["slips"] = tuple(_slips(case))
    return cast("tuple[Slip, ...]", known)


@cache
def _third() -> re.Pattern[str]:
    return re.compile(rf"(?P<person>{third_person()})(?:{_GAP}| {_OVER})$")


@cache
def _third_being() -> re.Pattern[str]:
    """Before what persons are: ``the on-call engineer, new to the team,``."""
    return re.compile(
        rf"(?P<person>{third_person()})(?:{_ASIDE}?(?: (?:{_ADVERB}|had|has|was|were|been|is))"
        rf"{{0,3}}|['\u2019]d) +$"
    )


_MENTAL = later(
    r"without|forg|misr|mist|misj|misunder|misint|neglect|rubber|bypass|accidentally|mistakenly|carelessly|blindly"
)
_FINDS_OUT = (
    r"(?:realis|realiz|discover|find|found|notic|turns? out|turned out|became (?:clear|apparent)|identif|learn"
    r"|conclud)\w*(?: out)?(?: that)?"
)
_BY_DOING = later(r"\bby doing (?:that|this|so)\b")
_FAILED = later(rf"(?:fail|neglect|omit)\w* to (?!{verbs('attend', 'base')})", re.IGNORECASE)
_BEFORE = later(
    rf"\b(?:because|coz|cuz|since|due to|caused by|thanks to|blamed on|result(?:ed|s|ing)? (?:of|from)|stem\w* from"
    rf"|(?:cause|reason|culprit|trigger|root of the problem|real problem)s?\b[^.;]{{0,40}}?(?: (?:was|is)(?: that)?|:"
    rf"|\?)|{_FINDS_OUT}"
    r"|(?:happened|occurred|started|began|introduced|broke|failed|down|triggered|arose) (?:\w+ ){0,4}?(?:when|after|as"
    r"|by|because)|cause (?:was )?(?:determined|found|identified|established) (?:to be|as|in)"
    r"|trac(?:ed|es) (?:back )?to|(?:was|were|been|got) \w+ (?:\w+ ){0,2}?by)(?: [\w'\u2019@\ue000-]+){0,6} *$",
    re.IGNORECASE,
)
_HARM = (
    r"(?:caus|led|lead|result|broke|break|took|takes|tak|bring|brought|knock|wip|dropp|delet|cut|made|makes|meant"
    r"|means|destroy|crash|expos|trigger|block|stopp|prevent|overload|lock|corrupt|render|disabl|remov|overwr)\w*"
)
_AFTER = Phrases(
    r", which (?!was|is|were|are|had|has|have|we|i|the|can|could|would|should|may|might|will|he|she|they|it)\w+"
    rf"|[,;] (?:which|that|this|thus|thereby|and|so|then|thereafter)\b[^.;]{{0,30}}?\b{_HARM}"
    rf"|\b(?:which|this|that|and) (?:\w+ly |thereby |thus |so |then |in turn |also |would |all )?(?:{_HARM})"
    r"|\b(?:causing|caused|leading to|led to|lead to|resulting in|resulted in|results in|resulted|meaning|breaking"
    r"|taking|bringing|knocking|wiping|exposing|cutting|rendering|preventing|blocking|corrupting|overloading)\b"
    r"|, (?:so|thus|hence|therefore)\b|\bas a result\b|\btherefore\b"
    r"|\band (?:the|all|everything|every|our|its|we|by doing)\b[^.;]{0,60}?\b(?:was|were|went|got|lost|started"
    r"|stopped|crashed|failed|broke|died|hung"
    r"|would|applied)\b"
    r"|\b(?:goes|went|is|are|was|were) (?:down|offline|lost|gone|wiped|broken"
    r"|unavailable)\b|\bstop(?:s|ped)? working\b|\b(?:and|but) instead \w+ed\b"
)
_NOBODYS = later(r"\bsome(?:one|body)$|\b(?:a|one) person$", re.IGNORECASE)
_EXPLAINED = later(
    r"\b(?:as|because|since) (?:it|they|this|that|there|these|those) (?!small|\W)\w+|\bon purpose\b|\bdeliberately\b"
    r"|\bas (?:agreed|planned|expected|documented|instructed|usual|the runbook)\b"
)
_LABEL = later(r"\b(?:cause|reason|trigger|why)\b", re.IGNORECASE)
_WISH = later(r"\b(?:could|would|might|may|if|should|must|can|cannot|unless|whether|to not|ensure|avoid|prevent)\b")


def _slips(case: Case) -> Iterator[Slip]:
    for kind in _KINDS:
        for statement, matches in every(case, f"slip.{kind}"):
            if statement.role in _SKIPPED:
                continue
            text = marked(statement.text, people_of(case))
            slip = next((slip for found in matches if (slip := _slip(statement, text, kind, found))), None)
            if slip and not is_guidance(statement.text):
                yield slip


def _slip(statement: Statement, text: str, kind: Kind, found: re.Match[str]) -> Slip | None:
    if is_masked(statement.text[found.start() : found.start() + 3]):
        return None
    subject, person, start = _subject(statement, text[: found.start()], kind, found.group())
    if kind in {"error", "omission"} and _EXPLAINED.search(text, found.end(), found.end() + _SOON):
        return None
    if subject is None or _WISH.search(text, max(0, start - 40), found.start()):
        return None
    lead = start - len(person)
    return Slip(
        statement=statement,
        subject=subject,
        kind=kind,
        link=_link(statement, text, start, found.end()),
        start=found.start(),
        end=found.end(),
        person=person,
        lead=lead if person and found.end() - lead < _NEAR else found.start(),
    )


def _subject(statement: Statement, before: str, kind: Kind, words: str) -> tuple[Subject | None, str, int]:
    """Who is said to have done it, as written, and where their name ends; None for a thing."""
    near = max(0, len(before) - 200)
    we = _WE.search(before, near)
    third = (_third_being() if kind == "state" or _ING.match(words) else _third()).search(before, near)
    you = _YOU.search(before, near)
    if we and (not third or we.start() >= third.start()):
        return "we", we["person"], we.end("person")
    if you:
        return "third", "you", you.end("person")
    if third and kind == "target" and third["person"].strip().lower() == "they":
        return None, "", 0
    if third and kind not in {"omission", "state"} and _NONE.search(third["person"]):
        return None, "", 0
    if third:
        person = statement.text[third.start("person") : third.end("person")]
        if is_software(third["person"]) or is_a_cluster_operator(third["person"], statement):
            return None, "", 0
        return ("someone" if _SOMEONE.search(person) else "third"), person, third.end("person")
    is_entry = statement.role == "timeline" or _ENTRY.match(before) is not None
    named = _NAMED.search(before) if is_entry and kind == "adverb" else None
    if named:
        return "third", named["person"], named.end("person")
    forgetful = _FORGETFUL.match(words) and _ONE_NAME.match(before)
    if forgetful:
        return "third", before.strip(), len(before.rstrip())
    is_mental = _MENTAL.match(words) or _BRACKETED.match(before)
    stranger = _STRANGER.search(before) if is_entry and is_mental else None
    if stranger:
        return "third", stranger["person"], stranger.end("person")
    is_nobodys_act = kind in {"error", "target", "adverb", "omission"} and not _FAILED.match(words)
    unsaid = _UNSAID.search(before, near) if is_nobodys_act else None
    return ("unsaid", "", unsaid.start()) if unsaid else (None, "", 0)


def _link(statement: Statement, text: str, start: int, end: int) -> Link:
    if _LABEL.search(statement.passage.label):
        return "label"
    if _BY_DOING.search(text, start, end) or _BEFORE.search(text, max(0, start - 120), start):
        return "before"
    return "after" if _AFTER.search(text, end) else ""


_BECAUSE = later(r"\b(?:because|coz|since|why)\b")


def is_cause(slip: Slip) -> bool:
    """Whether a slip is given as the cause, which is human error by another name."""
    if slip.kind == "omission" and slip.subject == "we" and not _BECAUSE.search(slip.statement.low):
        return False
    if slip.link == "after" and (slip.kind == "state" or slip.words.startswith("use")):
        return False
    if slip.link:
        return slip.kind != "omission" or slip.link != "after" or slip.subject != "unsaid"
    if not is_about_cause(slip.statement):
        return slip.kind == "target" and slip.subject == "someone" and slip.statement.role == "summary"
    if slip.kind == "target" or (slip.kind == "adverb" and slip.subject == "third"):
        return True
    return slip.subject in {"someone", "unsaid"} and slip.kind != "omission"


def is_nobodys(slip: Slip) -> bool:
    """Whether nobody in particular is said to have slipped, and it is told as the cause: that blames nobody."""
    return _NOBODYS.search(slip.person) is not None and is_cause(slip)
