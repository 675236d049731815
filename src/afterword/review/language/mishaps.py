"""What went wrong by hands that nobody names: nouns, gerunds, and passives of slips, and whether they are the cause."""

import re
from collections.abc import Iterator
from functools import cache

from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.review.case import Case
from afterword.review.language.guards import Statement, is_about_cause, is_guidance, is_negated, mentioning, mentions
from afterword.review.language.lexicon import CARE_ADVERB, CAUSE_IS, DUE_TO, LED_TO
from afterword.review.language.phrases import Phrases
from afterword.review.language.sayings import Said, said
from afterword.review.language.verbs import verbs
from afterword.review.roles import Role
from afterword.text.expressions import later

_ILL_DONE = (
    r"(?:accidental|mistaken|inadvertent|unintentional|careless|hasty|premature|improper|erroneous|wrong|incorrect|bad"
    r"|poor|wrongful|unauthori[sz]ed|unreviewed|botched|sloppy|rushed|invalid|faulty|unannounced|uncoordinated)"
)
_DOING = (
    r"(?:deletions?|removals?|overwrit(?:es?|ing)|merg(?:es?|ing)|push(?:es)?|commits?|selections?|choices?|handling"
    r""
    r"|execution|assumptions?|decisions?|prioriti[sz]ation|judge?ments?(?: call)?|planning"
    r"|communication|coordination|shutdown|termination|reboot|(?:change|release|project|incident) management|deploy"
    r"|deployment|rollback procedure|procedures?|(?:manual|hand) \w+|edit(?:s|ing)?|destroy|drop|truncation|activation"
    r"|deactivation|publication|publishing|sharing|exposure|disclosure|cancell?ation|suspension)"
)
_TOO_LITTLE = r"(?:insufficient|inadequate|poor|lack of|lacking|missing|not enough|too little|little|bad|no proper)"
_CARE = (
    r"(?:communication|coordination|cooperation|planning|preparation|care|diligence|supervision|oversight|vigilance"
    r"|discipline|review|peer review|foresight|ownership|teamwork|double[- ]checking)"
)
_MIS = (
    r"(?:mis-?(?:interpretation|conception|reading|use|handling|management|judge?ment|understanding|communication"
    r"|spelling|typing|labell?ing|placement|estimation|click)s?|tiredness|fatigue|forgetfulness|inattention"
    r"|overconfidence|complacency|(?:procedural|process|policy) (?:violation|breach|deviation)s?)"
)
_DONE = rf"(?:{_ILL_DONE} (?:[\w-]+ )?{_DOING}|{_TOO_LITTLE} (?:\w+ )?{_CARE}|{_MIS})"
_TO_DO = (
    rf"(?:{verbs('attend', 'base')}|set|add|apply|change|bump|configure|enable|disable|deploy|upgrade|merge|switch"
    r"|include|increase|adjust|account|establish|define|specify|finish|complete|close|revert)"
)
_LEFT_OUT = (
    rf"(?:(?:failure|failing|forgetting|neglecting|omitting|neglect|inability) to {_TO_DO}\b"
    rf"|not (?:\w+ly )?(?:{verbs('attend', 'gerund')}|setting|adding|using|having (?:tested|checked|read))\b"
    rf"|(?:skipping|bypassing|overlooking|ignoring|misreading|rushing) (?:the|an?|our|this)\b"
    rf"|{verbs('operate', 'gerund')} (?:[^\s.;:]+ ){{0,5}}?(?:the wrong"
    rf"|without (?:\w+ly )?{verbs('attend', 'gerund')}))"
)
_BY_HAND = rf"(?:{verbs('operate', 'participle')}|carried out|done|made|left out|left behind|flashed)"
_WAS_ONCE = r"(?:was|were|got|had been|has been|have been|been)"
_WAS = r"(?:was|were|got|had been|has been|have been|been|being|is|are)"
_NOT_BY = (
    r"(?! (?:\w+ ){0,3}?by (?!mistake|accident|hand|error|me\b|us\b|someone|an? (?:\w+ )?(?:engineer|admin|developer)))"
)
_SIGNS = (
    r"(?:by hand|by mistake|by accident|in error|in the wrong order|incorrectly|wrongly(?! \w+ed)|too early"
    r"|without (?:\w+ly |first |any |prior "
    r"|proper "
    rf"|a |an |peer |code )*(?:review|approval|testing|being \w+ed|{verbs('attend', 'gerund')}|changing|adjusting))"
)
_MISSED_AIM = r"(?:in|on|to|from|into|against|with|at|for) the (?:wrong|incorrect) \w+"
_HUMAN_DEEDS = (
    r"(?:run|started|executed|applied|deployed|pushed|merged|committed|published|performed|entered|typed|pasted"
    r"|uploaded"
    r"|plugged|connected|carried out|done|made|tagged|released|restored|installed|edited|created|pointed|launched"
    r"|signed"
    r"|approved|booked|promoted|branched|copied)"
)
_MEANT = r"(?:label|tagg|mark|classif|approv|merg|committ|push|publish|typ|nam|enter|copi|past|upload|shar|sent|flagg)"
_HINTS = (
    "accidental", "mistake", "inadvert", "unintent", "careless", "hasty", "prematur", "improper", "erroneous",
    "wrong", "incorrect", "bad ", "poor", "unauthor", "unreviewed", "botched", "sloppy", "rush", "invalid",
    "faulty", "unannounced", "uncoord", "insufficient", "inadequate", "lack", "missing", "not ", "too little",
    "little", "mis", "tired", "fatigue", "forget", "inattent", "overconf", "complacen", "violation", "breach",
    "deviation", "failure to", "failing to", "neglect", "omitting", "inability", "skipping", "bypassing",
    "overlook", "ignoring", "by hand", "by accident", "in error", "too early", "without", "human factor",
    "self-inflicted", "ignored", "dismissed", "untested", "unapproved", "finished", "it was ", "was me", "was us",
    "me:", "us:", "disregard", "missed", "oversight", "slip", "error ", "errors ", "typo", "instead of", "never ",
    "no proper", "on my part", "on our part", "mistyped", "approved when", "merged when", "deployed when",
    "released when", "by me", "by us", "manual",
)  # fmt: skip
_FRAME_HINTS = (
    "mistake", "accident", "inadvert", "erroneous", "when it", "when they", "blunder", "slip", "error", "typo",
    "introduced", "self-inflicted", "oversight", "it was me", "it was us", "me:", "us:", "human factor", "failure on",
    "negligen", "careless", "miscommun", "lack of", "inexperience", "ignoran", "misunder", "by me", "by us",
)  # fmt: skip
_LEFT_OUT_HINTS = (
    "failure to", "failing to", "forgetting", "neglect", "omitting", "inability", "not ", "skipping", "bypassing",
    "overlooking", "ignoring", "misreading", "rushing", "the wrong", "without ",
)  # fmt: skip
_PASSIVE_HINTS = (
    "wrong", "incorrect", "bad ", "by hand", "by mistake", "by accident", "in error", "too early", "without ",
    "instead of", "rather than", "mistaken", "accident", "inadvert", "erroneous", "careless", "unintent", "unwitt",
    "unknow", "hasti", "hurried", "reckless", "blindly", "neglig", "improper", "prematur", "needless", "unnecess",
    "foolish", "naive", "irrespons", "thoughtless", "clumsi", "sloppi", "lazily", "casually", "unwise", "absent",
    "stupid", "falsely", "adequate", "sufficient", "not ", "never ", "followed", "by me", "by us", "when it",
    "when they", "ignored", "disregard", "dismiss", "overlook", "missed", "untested", "unreviewed", "unapproved",
    "unannounced", "finished",
)  # fmt: skip
_AT_START = later(
    r"^[\W\d]*(?:(?:root|primary|main|direct) cause\W+)?(?:an? |the |our |my |own |some |simple |due to |because of )*",
    re.IGNORECASE,
)
_UP_TO_IT = later(
    rf"(?:\b(?:because|{DUE_TO}|{CAUSE_IS}|(?:results?|consequence|outcome) of|contributed to"
    rf"|found(?: out)?(?: that)?|discovered"
    r"(?: that)?|turned out(?: that)?|discovers?(?: that)?|(?:cause|root cause) (?:found|identified|is|was))\b:?)"
    r" (?:(?!not\b)[\w'\u2019,-]+ ){0,5}?$",
    re.IGNORECASE,
)
_OF_US = later(
    rf"(?:\b(?:{DUE_TO}|{CAUSE_IS}|(?:results?|consequence|outcome) of|\bby)\b:?)(?: (?:our|my|me|us|the|simply|just"
    rf"|a|in"
    r"|not))* $",
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


@cache
def _frames() -> Phrases:
    """Words that say by themselves that a mistake is the cause."""
    return Phrases(
        r"\b(?:was|were|got|been) (?:mistakenly|accidentally|inadvertently|erroneously) (?:labell?ed|approved|committed"
        r"|typed|named|copied|uploaded|published)\b|\b(?:approved|merged|deployed|released) when (?:it|they) should"
        rf"|\b(?:because of|due to|after|by|from) (?:this|that|the|my|our|these) (?:\w+ )?(?:mistakes?|blunder"
        rf"|slip-?up)\b"
        r"|(?<!user )(?<!human )(?<!operator )\b(?:mistakes?|errors?) (?:was|were|had been) made\b|\b(?:mistake|error"
        r"|typo|slip)s? (?:that |which )?"
        r"(?:(?:i|we) (?:had )?(?:made|introduced)|(?:was |were )?(?:made|introduced) by (?:me|us|hand|our|one of))\b"
        r"|\b(?:core|root|heart|origin|source|reason) of (?:my|our|the|this) (?:\w+ )?mistake\b"
        r"|\b(?:due to|caused by|because of) (?:an? |some )?(?:\w+ )?(?:errors?|mistakes?) (?:during|while|when) \w+"
        r"|\b(?:error|problem|fault|bug|issue|failure) was introduced (?:when|by us|by me|by hand|manually)\b"
        r"|\b(?:typo|mistake|error|slip|oversight)s? (?:by|of|from) (?:me|myself|us|ourselves|mine|ours)\b"
        r"|\bself-inflicted\b"
        r"|\b(?:this|that|it|which) was (?:an?|our|my) (?:mistake|oversight|error) (?:in|when|while|with|by"
        r"|during) (?:\w+ing|the)\b"
        r"|\b(?:the|one|another|our|first|second) (?:(?:main|other|biggest|real|root|key|big) )?mistakes? (?:here "
        r"|there )?"
        r"(?:was|were|is)(?: (?:that|to|in)\b|:| not\b)"
        r"|\bit was (?:me|us)\b(?= who|[:.,]|$)|^(?:me|us)\.?$|\bmis\w+ed by (?:me|us)\b"
        r"|\bhuman factors?(?=:|$)|^errors? in (?:the |our )?manual\b|\b(?:deletion|removal|change|deploy\w*|restart"
        r"|shutdown)"
        r" (?:of [^.;:]{2,40}? )?(?:was|is) (?:a|an|our|my) (?:mistake|error|accident|oversight)\b"
        r"|\b(?:failure|negligence|carelessness|miscommunication) on (?:my|our|their) (?:part|side|end)\b[^.;]{0,40}? "
        rf"{LED_TO}\b"
        r"|\b(?:my|our)(?: own)? (?:lack of (?:understanding|knowledge|experience|care)|inexperience|ignorance"
        rf"|misunderstanding)[^.;]{{0,80}}? {LED_TO}\b"
    )


@cache
def _nouns() -> Phrases:
    return Phrases(
        rf"\b{_DONE}\b(?! (?:error|code|message|rate|page)s?\b)"
        rf"|\b(?:accidental|mistaken|inadvertent|erroneous|careless) \u2588+"
        rf"|\bmanual (?:\w+ )?(?:change|edit|deletion|removal|restart|override)s?\b"
        r"|\b(?:deletion|removal|deploy\w*|restart|reboot|change|execution|run|push|merge"
        r"|restore)s? (?:of (?:\S+ ){1,3}?)?"
        r"(?:in|on|to|from|against) the wrong \w+"
        rf"|\b{CARE_ADVERB} {_BY_HAND} (?!(?:by|to|in|on|from|the|an?|our|its?|this|that|his|her|their|all|some|my"
        rf"|and)\b)[\w\u2588-]+"
        r"|\b(?:misconfiguration|change|edit)s? (?:was |were )?(?:made |done )?by hand\b"
        r"|(?:^|\b(?:an?|the|some|one|to|by|of) )(?:forgotten|overlooked|neglected) (?!because|by)\w+"
        r"|\bnot enough (?:care|attention|thought|time) (?:was|were)\b"
    )


@cache
def _passives() -> Phrases:
    return Phrases(
        rf"\b(?:wrong|incorrect|bad) (?:[\w\u2588-]+ ){{1,2}}?(?:(?:for|of"
        rf"|in) \S+ )?{_WAS} (?:\w+ly )?(?:\w+ )?{_BY_HAND}\b{_NOT_BY}"
        rf"|\b{_WAS_ONCE} (?:\w+ly )?{_BY_HAND} (?:[^\s.;:]+ ){{0,7}}?{_SIGNS}\b"
        rf"|\b{_WAS_ONCE} (?:\w+ly )?{_HUMAN_DEEDS} (?:[^\s.;:]+ ){{0,7}}?{_MISSED_AIM}"
        rf"|\b{_WAS} (?:\w+ly )?{_BY_HAND} (?:[^\s.;:]+ ){{0,4}}?(?:instead of|rather than) (?:the|on|in|to|\u2588)"
        rf"|\b{_WAS} {CARE_ADVERB} {_MEANT}\w*ed\b{_NOT_BY}|\b{_WAS} (?:in|un)(?:adequately|sufficiently) \w+ed\b"
        rf"|\b{CARE_ADVERB} (?:pointed|connected|ran|run|applied|executed|deployed|pushed) (?:to|against|in|on|into) "
        r"(?:the )?(?:production|prod|live|wrong)\b"
        rf"|\b(?:not|never) being (?:\w+ly )?(?!used|need)\w+ed\b|\b{_WAS} (?:not|never) (?:\w+ly )?(?:reviewed"
        rf"|checked|verified"
        r"|communicated|tested|validated|followed|announced) (?:properly|carefully|thoroughly|enough)\b"
        rf"|\b(?:procedure|process|runbook|checklist|change) (?:not |incorrectly )(?:\w+ly )?followed\b"
        rf"|\bprocedure followed\b"
        rf"|\b{_BY_HAND} by (?:me|us)\b(?! (?:in order|so that))|\b(?:merged|approved|deployed) when (?:it|they) should"
        rf"|^[\W\d]*(?:the |an? )?(?:wrong|incorrect) (?:[\w-]+ ){{1,3}}?{_BY_HAND}\b{_NOT_BY}"
        rf"|\b(?:warning|reminder|alert|alarm|notice|advisor(?:y|ie)|e-?mail|sign"
        rf"|page)s? {_WAS_ONCE} (?:\w+ly )?(?:ignored"
        r"|disregarded|dismissed|overlooked|missed)\b"
        rf"|\b(?:untested|unreviewed|unapproved|unannounced|half-finished"
        rf"|unfinished) (?:[\w-]+ ){{1,2}}?{_WAS_ONCE} {_BY_HAND}\b"
        rf"|\b{_WAS_ONCE} {CARE_ADVERB} (?!merged){_BY_HAND}\b{_NOT_BY}(?![^.;]{{0,60}}\b(?:because|due to|as the"
        rf"|via)\b)"
        rf"|^(?:[^.;:,\s]+ ){{2,8}}?{CARE_ADVERB} {_BY_HAND}(?= (?:to|in|into|on|from|against|with|for|at|during"
        rf"|before|after"
        rf"|by mistake)\b|[.,;]|$)"
    )


@cache
def _gerunds() -> Phrases:
    return Phrases(rf"\b{_LEFT_OUT}")


def mishaps(case: Case) -> Iterator[Mishap]:
    """The first of each sentence that is told as the cause."""
    told: set[int] = set()
    for statement in mentioning(case, _HINTS, skip=_SKIPPED):
        if is_guidance(statement.text) or _TIRED.search(statement.text):
            continue
        is_framed = mentions(statement, _FRAME_HINTS) or len(statement.text) < _SHORTEST
        found = (_frames().search(statement.text) if is_framed else None) or _caused(statement)
        if found and not is_negated(statement.text, found.start()):
            told.add(statement.sentence.start)
            yield Mishap(statement=statement, match=found)
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


def _caused(statement: Statement) -> re.Match[str] | None:
    text = statement.text
    is_there = is_about_cause(statement)
    for found in _nouns().finditer(text):
        lead = _AT_START.match(text)
        if is_there and lead and lead.end() >= found.start():
            return found
        if _is_linked(text, found):
            return found
    for found in _gerunds().finditer(text) if mentions(statement, _LEFT_OUT_HINTS) else ():
        lead = _AT_START.match(text)
        is_first = is_there and lead is not None and lead.end() >= found.start()
        if is_first or _OF_US.search(text, max(0, found.start() - 60), found.start()):
            return found
    for found in _passives().finditer(text) if mentions(statement, _PASSIVE_HINTS) else ():
        if (is_there and not _GENERAL.search(text)) or _is_linked(text, found):
            return found
    return None


_SHORTEST = 5
"""Characters of a sentence that is hardly more than a word: ``Me.``"""
_SKIPPED: tuple[Role, ...] = ("people", "title", "actions", "went_well", "lucky")
_GENERAL = later(r"\b(?:can|must|should|will|could|would|may|might|if|nobody)\b", re.IGNORECASE)


def _is_linked(text: str, found: re.Match[str]) -> bool:
    before = _UP_TO_IT.search(text, max(0, found.start() - 110), found.start())
    return before is not None or _FROM_IT.search(text[found.end() : found.end() + 120]) is not None
