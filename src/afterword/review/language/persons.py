"""Who is a person in a sentence: pronouns, roles, handles, and the document's own people; never a capital letter."""

import re
from functools import cache, lru_cache

from afterword.model.record import Record

ROLE = (
    r"engineers?|developers?|devs?|programmers?|administrators?|admins?|sysadmins?|dbas?|sres?|responders?|reviewers?"
    r"|approvers?|committers?|maintainers?|contractors?|subcontractors?|interns?|apprentices?|trainees?|vendors?"
    r"|suppliers?|providers?|registrars?|carriers?|employees?|staff(?: members?)?|workers?|colleagues?|technicians?"
    r"|analysts?|architects?|deployers?"
    r"|members?|coworkers?|co-workers?|freelancers?|consultants?|juniors?|authors?|testers?|supervisors?|managers?"
    r"|(?:change|code|service|system|product|release|process|data|account|project|task|ticket) owners?|management"
    r"|leadership|dispatchers?|owners? of [\w-]+|(?:help|service|support) ?desk|on-?call(?:ers?)?|(?-i:teams?|Team)"
    r"|squads?|(?:night|day|late|early|morning|evening|weekend|previous|next|first|second|outgoing|incoming) shift"
    r"|(?:on-site|onsite|remote|smart) hands|crew|incident commander|commander|scribe|facilitator|keepers?"
    r"|(?:tech|team|engineering|incident|shift|project|on-call) leads?"
    r"|(?:support|service desk|customer|help ?desk|call) (?:agent|rep|representative)s?|representatives?|clerks?"
    r"|directors?"
    r"|(?-i:CTO|CEO|CIO|VP)|experts?|specialists?|planners?|volunteers?|moderators?|electricians?|cleaners?|guys?"
    r"|man|woman"
    r"|new hires?|newcomers?|newbies?|rookies?|seniors?|bosses|boss"
    r"|someone|somebody|nobody|no one|no-one|people|folks|person|individual|humans?|QA|IC|NOC"
)
"""Nouns for who does the work, without groups that capture."""
_BEFORE = r"(?:(?:the|an?|our|one|another|this|that|some|every|each|their|his|her|no) )?(?:[\w\u2019'/-]+ ){0,3}?"
_WHERE = r"(?: (?:of|on|from|in|at|for|behind) (?:(?:the|our|a|an|this|that|each|their) )?(?:[\w-]+ ){0,2}?[\w-]+)?"
_TEAM = r"(?i:the )?(?i:team) [A-Z][\w-]+|(?i:the )(?:[A-Z]\w+|[a-z]+) team"
_DEPARTMENT = (
    r"(?:Operations|Ops|Engineering|Marketing|Sales|Management|Leadership|Procurement|DevOps|Legal|Finance|HR|Support"
    r"|Development|Developers|Frontend|Backend)"
)
_OPERATOR = r"(?:(?:the|an?|our|night|day|night shift|shift|console|machine|cluster) )+operators?"
_THIRD = r"he|she|they"
_MASKED = "\ue000"
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
    r"\b(?:(?!(?:The|An?|Our|One|Some|Another|This|That|Each|Every|Night|Day|Shift|Console|Machine|Duty|By|When"
    r"|If)\b)[A-Z]\w+"
    r"|[a-z]+-[a-z-]+|kubernetes|k8s|prometheus|database|redis|kafka|postgres\w*) operators?\b"
    r"|\boperators? (?:pods?|crds?|deployments?|logs?|versions?|containers?)\b"
    r"|\b(?:users?|customers?|clients?)\b|\b(?:[Ss]ome|[Mm]any|[Mm]ost|[Ff]ew|lots? of|[Oo]ther|[Mm]ore) (?:people"
    r"|folks)\b"
)


@cache
def third_person() -> str:
    """A pattern, without groups, for persons other than the authors, in text whose people are ``marked``."""
    parts = [
        rf"(?i:{_BEFORE}(?:{ROLE})){_WHERE}",
        _TEAM,
        rf"(?i:{_OPERATOR})",
        r"(?i:whoever(?: [\w'\u2019]+){0,6}?)",
        _DEPARTMENT,
        rf"(?i:{_THIRD})",
        r"@[A-Za-z][\w.-]+",
        "|".join(name.capitalize() for name in _NAMES.split("|")),
    ]
    return rf"(?<![\w@-])(?:{_MASKED}+|{'|'.join(parts)})(?![\w-])"


def marked(text: str, names: tuple[str, ...]) -> str:
    """The text with the names that the document lists made one sign, which ``third_person`` knows; as long as before.

    Patterns of persons are the same for every document, and compiled once.
    """
    if not any(name in text for name in names):
        return text
    return _own(names).sub(lambda found: _MASKED * len(found.group()), text)


@lru_cache(maxsize=256)
def _own(names: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<![\w@-])(?:{'|'.join(re.escape(name) for name in longest)})(?![\w-])")


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
