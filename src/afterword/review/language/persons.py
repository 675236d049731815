"""Who is a person in a sentence: pronouns, roles, handles, and the document's own people; never a capital letter."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from afterword.model.record import Record
from afterword.review import language
from afterword.text.expressions import later

ROLE = (
    r"engineers?|developers?|devs?|programmers?|administrators?|admins?|sysadmins?|dbas?|sres?|responders?|reviewers?"
    r"|approvers?|committers?|maintainers?|contractors?|subcontractors?|interns?|apprentices?|trainees?|vendors?"
    r"|suppliers?|providers?|(?:hosting|cloud|power|phone|internet|consulting) compan(?:y|ies)"
    r"|registrars?|carriers?|employees?|staff(?: members?)?|workers?|colleagues?|technicians?"
    r"|analysts?|architects?"
    r"|members?|coworkers?|co-workers?|freelancers?|consultants?|juniors?|authors?|testers?|supervisors?|managers?"
    r"|(?:change|code|service|system|product|release|process|data|account|project|task|ticket) owners?|management"
    r"|leadership|dispatchers?|owners? of [\w-]+|(?:help|service|support) ?desk|on-?call(?:ers?)?|(?-i:teams?|Team)"
    r"|squads?|(?:night|day|late|early|morning|evening|weekend|previous|next|first|second|outgoing|incoming) shift"
    r"|(?:on-site|onsite|remote|smart) hands|crew|incident commander|commander|scribe|facilitator|keepers?"
    r"|(?:tech|team|engineering|incident|shift|project|on-call) leads?"
    r"|(?:support|service desk|customer|help ?desk|call) (?:agent|rep|representative)s?|representatives?|clerks?"
    r"|directors?|(?:customer|technical|tech|vendor|provider|hosting) support"
    r"|(?-i:CTO|CEO|CIO|VP)|experts?|specialists?|volunteers?|moderators?|electricians?|cleaners?|guys?"
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
_OPERATOR = (
    r"(?:(?:(?:the|an?|our|night|day|night shift|shift|console|machine|cluster) ){1,4}operators?"
    r"|operators? on (?:shift|duty|call))"
)
_THIRD = r"he|she|they"
_MASKED = "\ue000"
_NAMED = later(f"{_MASKED}+")
_FIRST = r"we|I"

FIRST = later(rf"\b(?:{_FIRST})\b")
"""The authors themselves."""
_CAPITALISED = later(r"(?<![\w@-])[A-Z][a-z]{1,11}(?![\w-])")
_SOFTWARE = later(
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
    ]
    return rf"(?<![\w@-])(?:{_MASKED}+|{'|'.join(parts)})(?![\w-])"


def marked(text: str, names: tuple[str, ...]) -> str:
    """The text with common first names and the names that the document lists made one sign; as long as before.

    ``third_person`` knows the sign, so that patterns of persons are the same for every document, and compiled once.
    """
    shown = _CAPITALISED.sub(_masked, text)
    return _own(names).sub(_hidden, shown) if any(name in text for name in names) else shown


def _masked(found: re.Match[str]) -> str:
    return _MASKED * len(found[0]) if found[0] in first_names() else found[0]


def _hidden(found: re.Match[str]) -> str:
    return _MASKED * len(found[0])


@cache
def first_names() -> frozenset[str]:
    """First names that are common somewhere, and no words, months, places, or products."""
    return frozenset((files(language) / "first_names.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=256)
def _own(names: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<![\w@-])(?:{'|'.join(re.escape(name) for name in longest)})(?![\w-])")


def named(text: str, names: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """Where a text names people whom the document lists, or has a common first name; the match reads as signs."""
    return _NAMED.finditer(marked(text, names))


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
