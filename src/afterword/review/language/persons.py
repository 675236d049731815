"""Who is a person in a sentence: pronouns, roles, handles, and the document's own people; never a capital letter."""

import re
from functools import lru_cache

from afterword.model.record import Record

_ROLE = (
    r"engineers?|developers?|devs?|programmers?|administrators?|admins?|sysadmins?|dbas?|sres?|responders?|reviewers?"
    r"|approvers?|committers?|maintainers?|contractors?|interns?|vendors?|employees?|staff(?: members?)?|colleagues?"
    r"|technicians?|analysts?|architects?|deployers?|members?|coworkers?|co-workers?|freelancers?|consultants?|juniors?"
    r"|on-?call(?:ers?)?|teams?|night shift|day shift|crew|incident commander|scribe|facilitator|product owner"
    r"|(?:tech|team|engineering|incident|shift|project) (?:leads?|managers?)|(?:product|release) managers?"
    r"|whoever|someone|somebody|nobody|no one|people|folks|person|individual|humans?|QA|IC"
)
_BEFORE = r"(?:(?:the|an?|our|one|another|this|that|some|every|each|their|his|her|no) )?(?:[\w\u2019'/-]+ ){0,3}?"
_TEAM = r"(?i:the )?(?i:team) [A-Z][\w-]+|(?i:the )(?:[A-Z]\w+|[a-z]+) team"
_OPERATOR = r"(?:(?:the|an?|our|night|day|night shift|shift|console|machine|cluster) )+operators?"
_THIRD = r"he|she|they"
_FIRST = r"we|I"
_NAMES = (
    "alice|ana|andrea|andreas|andrew|anna|ben|bo|bob|carol|charlie|chris|dana|daniel|dave|david|elena|emma|eric|eve"
    "|frank|greg|hannah|ivan|jack|jake|jane|jason|jen|jennifer|jim|joe|john|jon|jose|julia|karen|kate|kevin|laura|liam"
    "|lisa|liz|lucas|luke|maria|mark|martin|mary|matt|michael|mike|nick|olivia|paul|peter|priya|rachel|robert|ryan|sam"
    "|sara|sarah|steve|susan|thomas|tim|tom|yuki"
)

FIRST = re.compile(rf"\b(?:{_FIRST})\b")
"""The authors themselves."""
_BY_NAME = re.compile(rf"\b(?:{'|'.join(name.capitalize() for name in _NAMES.split('|'))})\b")
_SOFTWARE = re.compile(
    r"\b(?:[A-Z]\w+|[a-z]+-[a-z-]+|kubernetes|k8s|prometheus|database|redis|kafka|postgres\w*) operators?\b"
    r"|\boperators? (?:pods?|crds?|deployments?|logs?|versions?|containers?)\b"
    r"|\b(?:users?|customers?|clients?)\b"
)


def third_person(record: Record) -> str:
    """A pattern, without groups, for persons other than the authors, the document's own people among them."""
    return _third(_people(record))


@lru_cache(maxsize=256)
def _third(names: tuple[str, ...]) -> str:
    own = "|".join(re.escape(name) for name in names)
    parts = [
        rf"(?i:{_BEFORE}(?:{_ROLE}))(?: of [\w-]+)?",
        _TEAM,
        rf"(?i:{_OPERATOR})",
        rf"(?i:{_THIRD})",
        r"@[A-Za-z][\w.-]+",
        "|".join(name.capitalize() for name in _NAMES.split("|")),
    ]
    return rf"(?<![\w@-])(?:{own + '|' if own else ''}{'|'.join(parts)})(?![\w-])"


@lru_cache(maxsize=256)
def named(names: tuple[str, ...]) -> re.Pattern[str]:
    """The people that a document names, and common first names."""
    own = [re.escape(name) for name in names]
    known = [name.capitalize() for name in _NAMES.split("|")]
    return re.compile(rf"(?<![\w@-])(?:{'|'.join([*own, *known])})(?![\w-])")


def own_people(record: Record) -> tuple[str, ...]:
    """The names that the document itself lists: owners, authors, responders, attendees, and their first names."""
    return _people(record)


def _people(record: Record) -> tuple[str, ...]:
    listed = [
        record.owner,
        record.scribe,
        record.facilitator,
        record.incident_commander,
        *record.authors,
        *record.responders,
        *(action.owner for action in record.actions),
    ]
    found: dict[str, None] = {}
    for name in listed:
        words = (name or "").replace("@", "").split()
        if 1 <= len(words) <= 3 and all(word[:1].isupper() and word.isalpha() for word in words):
            found.setdefault(" ".join(words))
            if len(words) > 1:
                found.setdefault(words[0])
    return tuple(found)


def is_software(words: str) -> bool:
    """Whether what looks like a person is a product: ``the Strimzi operator``; users are impact, no actors."""
    return _SOFTWARE.search(words) is not None and not re.search(r"(?i)\b(?:night|shift|on-?call) operator", words)
