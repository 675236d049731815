"""The words by which actions are known: who does them, whether they are done, what is none."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import cast

from afterword.houses.fields import token
from afterword.houses.words import words
from afterword.model.values import dataclass
from afterword.text.expressions import later, one_of
from afterword.text.wording import name_key, short_key

_REMARK = later(r"\s*[(\uff08][^()\uff08\uff09]*[)\uff09]\s*$")
NAMES = later(r"\s*(?:,|;|&|/|\+|\band\b|\bwith\b)\s*")
"""What stands between names."""
NAME = later(r"[^\W\d_a-z][\w'\u2019.-]*(?: [^\W\d_a-z][\w'\u2019.-]*){0,2}")
"""Up to three words with capital letters."""
_TRACKED = later(
    r"(?:(?:see|tracked (?:in|by|at)|via|in|as|jira|github)\s+)?(?:jira\s+)?(?:issue|pr|pull request|ticket|mr|bug)?"
    r"(?:\s*(?:no|nr|number)\.?)?\s*:?\s+",
    re.IGNORECASE,
)
_WE_DO = later(r"^(we(?:'(?:ve|re|ll))?(?:\\ (?:will|are|have))?)\\ ")
_WE = r"\1 (?:(?:also|now|then|further|therefore|additionally|already) )?"
_LONGEST = 200
"""Characters; a longer text is no name of a group."""
_MOST_WORDS = 10
"""A text of more words is no name of a kind of actions."""
_IN_PARENTHESES = later(r"[(\uff08]([^()\uff08\uff09]*)[)\uff09]")
_LABEL = later(r"[*_]*([^:\uff1a\n]{1,30}?)[*_]*\s*[:\uff1a][*_]*\s*")
_FIRST_WORD = later(r"(?:already |mostly |partially )?(\w+)[ ,:]")
_DONE = later(
    r"\s(?!need|requir)[a-z]{2,}ed(?:\sand\s[a-z]{2,}ed)?"
    r"(?=\s*(?:[.,;:(\d\u2013\u2014]|$)|\s(?:on|in|at|by|to|via|since)\b)"
)
"""What says behind a noun that it was done, and so that the noun is no order: ``Fix applied and verified``."""
_INITIALS = later(r"[A-Z]{2,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeds:
    """What the words of actions mean."""

    labels: dict[str, str]
    """Label within or under an action to its field."""
    last_label: re.Pattern[str]
    """A label and its value at the end of an action's text."""
    statuses: dict[str, str]
    """Mark of how far it is to the token of its status."""
    commits: re.Pattern[str]
    """What a sentence that promises something says."""
    intends: re.Pattern[str]
    """The same, where all that is said is about what comes next."""
    vague: re.Pattern[str]
    """What a sentence says that promises nothing that could be done."""
    against: re.Pattern[str]
    """What a sentence says that decides against something."""
    advises: re.Pattern[str]
    """How advice to readers starts."""
    addresses: re.Pattern[str]
    """How a sentence says that what follows it is advice to others than the authors."""
    restates: re.Pattern[str]
    """What in a heading says that it shows how far the actions of another section are."""
    prevents: re.Pattern[str]
    """What in a heading says that what is below it keeps the like from happening again."""
    tells: re.Pattern[str]
    """What a sentence says that tells how things are or were, and orders nothing."""
    points: re.Pattern[str]
    """How a text starts that only says where the actions are."""
    guides: re.Pattern[str]
    """How the guidance of a template starts."""
    chores: re.Pattern[str]
    """What is ticked off about the document itself."""
    announces: re.Pattern[str]
    """How a sentence ends that announces a list of actions."""
    calls: frozenset[str]
    """Labels that call what is behind them an action, wherever they stand."""
    perhaps: frozenset[str]
    """Labels that do so where an order or a promise is behind them."""
    hints: re.Pattern[str]
    """What in a heading hints at actions."""
    instructs: re.Pattern[str]
    """What in a heading says that the steps below are no actions."""
    verbs: frozenset[str]
    """Verbs with which an order starts."""
    beside: frozenset[str]
    """Headings below actions over what is none."""
    selves: frozenset[str]
    """How authors call themselves as owners."""
    given: frozenset[str]
    """Given names."""
    terms: frozenset[str]
    """Capital letters that are no initials of anybody."""
    ownerless: frozenset[str]
    """Names of groups whose actions nobody has yet."""
    none: frozenset[str]
    """What stands where there is no action, and no owner, day, or issue."""
    teams: frozenset[str]
    """Last word of the name of a team."""
    team_names: frozenset[str]
    """Words that name a team by themselves: ``SRE``."""
    team_starts: frozenset[str]
    """First word of the name of a team: ``Team Blue``."""
    themes: frozenset[str]
    """Words under which actions are grouped by what they are about."""
    no_names: frozenset[str]
    """Words with a capital letter in brackets that name nobody."""
    articles: tuple[str, ...]
    """Words that stand before a thing and never before a name."""
    day_ends: str
    """What says that the end of a day is meant, as alternatives of an expression."""
    until: str
    """What stands before the day on which something has to be done, as alternatives of an expression."""
    loose_label: re.Pattern[str]
    """A label of the day or of the owner without a colon, at the start of a text."""
    around_group: re.Pattern[str]
    """What stands before or behind the name over a group of actions and is no part of it."""
    issue_names: frozenset[str]
    """The text of a link that is no more than the name of what it leads to."""

    def labelled(self, text: str) -> tuple[str, int] | None:
        """The field that a label at the start of a text names, and where its value starts."""
        match = _LABEL.match(text)
        if match and (name := self.labels.get(name_key(match.group(1)))):
            return name, match.end()
        loose = self.loose_label.match(text)
        if loose:
            return ("due" if loose.group("due") else "owner"), loose.end()
        return None

    def status(self, text: str) -> str | None:
        """The token of a status as a person writes it."""
        if share := _SHARE.fullmatch(text.strip()):
            return "done" if int(share[1]) >= _WHOLE else "in_progress" if int(share[1]) else "pending"
        return self.statuses.get(name_key(text)) or token(("actions", "status"), text)

    def status_mark(self, text: str) -> str | None:
        """The status that a few words at an end of an action give; None where they say something else."""
        key = name_key(text)
        if key in self.statuses:
            return self.statuses[key]
        first = _FIRST_WORD.match(key)
        if first and self.statuses.get(first.group(1)) == "done" and len(key.split()) <= 12:
            return "in_progress" if key.startswith(("mostly", "partially")) else "done"
        return None

    def tracked(self, text: str) -> int | None:
        """Where the key stands after words that say that an issue follows: ``PR #12``, ``see OPS-3``."""
        match = _TRACKED.match(text)
        return match.end() if match and match.group().strip() else None

    def names_action(self, label: str) -> bool:
        """Whether a label says no more than that what is behind it is an action: ``Action item 2``."""
        key = name_key(label).rstrip("0123456789# ")
        return self.labels.get(key) == "what" or key in self.calls or key in self.perhaps

    def is_team(self, text: str) -> bool:
        """Whether a text names a team."""
        names = text.split()
        if name_key(text) in self.team_names:
            return True
        is_named = 1 < len(names) <= 4 and not self.is_order(text)
        return is_named and (name_key(names[-1]) in self.teams or name_key(names[0]) in self.team_starts)

    def is_initials(self, text: str) -> bool:
        """Whether a text is the first letters of somebody's names."""
        return bool(_INITIALS.fullmatch(text)) and text not in self.terms

    def is_id(self, text: str) -> bool:
        """Whether a key is an action's own: one letter or ``AI`` before the number."""
        return len(text.split("-", maxsplit=1)[0]) == 1 or text.startswith("AI-")

    def is_none(self, text: str) -> bool:
        """Whether a text says that there is nothing."""
        return name_key(text) in self.none

    def is_order(self, text: str) -> bool:
        """Whether a text starts as an order does."""
        first = re.match(r"[\s*_]*(?:to\s+)?([A-Za-z-]+)", text)
        return first is not None and first.group(1).casefold() in self.verbs and not _DONE.match(text, first.end())

    def are_people(self, text: str, known: frozenset[str]) -> bool:
        """Whether a text names people: by a handle, as the document names them, or with a given name.

        Where half of several names are those of people, so are the others.
        """
        names = [n for n in NAMES.split(text.strip(" *_`")) if n]
        sure = sum(self._is_person(n, known) for n in names)
        return bool(names) and 0 < 2 * sure >= len(names) and (sure == len(names) or all(map(NAME.fullmatch, names)))

    def _is_person(self, name: str, known: frozenset[str]) -> bool:
        if name.startswith("@") and len(name) > 1:
            return " " not in name
        if name.casefold() in known or name.casefold() in self.selves:
            return True
        return NAME.fullmatch(name) is not None and name.split(maxsplit=1)[0].casefold() in self.given


_PRIORITY = later(r"[Pp][0-4]|(?:critical|high|medium|low)[\s-]priority", re.IGNORECASE)
"""A name over actions that is how pressing they are."""
_SHARE = later(r"(\d{1,3})\s?%(?:\s(?:done|complete|completed))?", re.IGNORECASE)
"""How much of an action is done."""
_WHOLE = 100


@dataclass(slots=True, kw_only=True)
class Group:
    """What the heading or label over several actions says of each of them."""

    name: str = ""
    """Its words; empty for none."""
    fields: tuple[tuple[str, str], ...] = ()
    """Fields that it gives, tokens and names as text."""
    is_example: bool = False
    """Whether what stands under it is no more than an example."""


def read_group(name: str, known: frozenset[str], *, initials: bool = False) -> Group:
    """The meaning of a group's name: who, when, of which kind, or how far its actions are.

    ``initials`` admits the first letters of names that the document does not know.
    """
    d = deeds()
    if len(name) > _LONGEST:
        return Group(name=name)
    plain, bare, *remarks = _names_in(name)
    found: dict[str, str] = {}
    if is_of_group(bare) or d.are_people(bare, known) or (initials and all(map(d.is_initials, NAMES.split(bare)))):
        found["owner"] = bare.replace("`", "")
    labelled = d.labelled(plain)
    if labelled and labelled[0] == "owner":
        found["owner"] = plain[labelled[1] :].strip()
    if _PRIORITY.fullmatch(bare):
        found["priority"] = bare
    for part in (plain, bare, *remarks):
        if (status := d.statuses.get(name_key(part))) and "status" not in found:
            found["status"] = status
        for field in ("horizon", "kind", "category"):
            if (value := token(("actions", field), part)) and field not in found:
                found[field] = value
    return Group(
        name=plain, fields=tuple(found.items()), is_example=bool(d.guides.match(plain)) or name_key(bare) in d.beside
    )


def _names_in(name: str) -> list[str]:
    """A group's name without marks, the same without remarks and words around it, and the remarks in parentheses."""
    plain = name.strip(" *_`:\uff1a#")
    bare = deeds().around_group.sub("", _REMARK.sub("", plain)).strip()
    return [plain, bare, *_IN_PARENTHESES.findall(plain)]


def says_kind(name: str) -> bool:
    """Whether a text is the name of a kind of actions, or of how far off they are, and so names none itself."""
    if len(name) > _LONGEST or len(name.split()) > _MOST_WORDS:
        return False
    return any(token(("actions", field), part) for part in _names_in(name) for field in ("horizon", "kind"))


def is_of_group(name: str) -> bool:
    """Whether a name over several actions is that of a team."""
    parts = [part for part in NAMES.split(name) if part]
    return bool(parts) and all(map(deeds().is_team, parts))


def is_known_group(name: str) -> bool:
    """Whether a name is one that actions are usually grouped under."""
    keys = {name_key(name), short_key(name)}
    if keys & deeds().ownerless:
        return True
    return bool(read_group(name, frozenset()).fields) or any(
        words().headings.get(k) == name_key("Action Items") for k in keys
    )


def is_flag(name: str) -> bool:
    """Whether a word in capital letters says how far the action behind it is: ``TODO``."""
    key = name_key(name)
    return name.strip(" :").isupper() and key not in words().updates and key in deeds().statuses


@lru_cache(maxsize=1)
def deeds() -> Deeds:
    """The words of actions, prepared once."""
    data = words().actions
    plain = {name: [str(w) for w in ws] for name, ws in data.items() if ws and isinstance(ws[0], str)}
    pairs = {
        name: [[str(w) for w in cast(Sequence[object], ws)] for ws in held]
        for name, held in data.items()
        if name not in plain
    }
    chores = "|".join(rf"{re.escape(verb)}\b.*\b(?:{_any(objects)})" for verb, *objects in pairs["chores"])
    return Deeds(
        labels={name_key(label): field for field, *labels in pairs["labels"] for label in labels},
        last_label=later(
            rf"(?P<gap>^|[\s.,;(|]|<br\s*/?>)(?P<in>[*_]*(?:{_any([w for _, *ws in pairs['labels'] for w in ws])})[*_]*"
            r"\s*[:\uff1a](?!//)[*_]*\s*(?P<value>[^:\n]{1,60}?))[)\s.*_|]*$",
            re.IGNORECASE,
        ),
        statuses={name_key(word): status for status, *spellings in pairs["status"] for word in spellings},
        commits=later(rf"(?<!\w)(?:{_any(plain['commits'])})(?!\w)", re.IGNORECASE),
        intends=later(rf"(?<!\w)(?:{_any(plain['intends'])})(?!\w)", re.IGNORECASE),
        vague=later(rf"(?<!\w)(?:{_any(plain['vague'])})(?!\w)", re.IGNORECASE),
        against=later(rf"(?<!\w)(?:{_any(plain['against'])})(?!\w)", re.IGNORECASE),
        advises=later(rf"[\s*_`]*(?:{_any(plain['advises'])})(?!\w)", re.IGNORECASE),
        addresses=later(
            rf"\b(?:{_any(plain['addressing'])})\b[^.:\n]{{0,60}}\b(?:{_any(plain['audiences'])})\b", re.IGNORECASE
        ),
        restates=later(rf"(?<!\w)(?:{_any(plain['restating'])})(?!\w)", re.IGNORECASE),
        prevents=later("|".join(map(re.escape, plain["prevents"])), re.IGNORECASE),
        tells=later(
            rf"(?<!\w)(?:{_any(plain['tells'])})(?!\w)|{'|'.join(map(re.escape, plain['told']))}", re.IGNORECASE
        ),
        points=later(rf"[\s*_]*(?:{_any(plain['points'])})(?!\w)", re.IGNORECASE),
        guides=later(
            rf"[\s*_`(]*(?:{_any(plain['guides'])}|(?:{_any(plain['asks'])})\b.*\b(?:{_any(plain['frames'])}))(?!\w)",
            re.IGNORECASE,
        ),
        chores=later(rf"[\s*_`]*(?:{chores})", re.IGNORECASE),
        announces=later(rf"(?<!\w)(?:{_any(plain['announces'])})\b[^.!?]*[:\uff1a][\s*_]*$", re.IGNORECASE),
        calls=frozenset(name_key(w) for w in plain["calls"]),
        perhaps=frozenset(name_key(w) for w in plain["perhaps"]),
        hints=later("|".join(map(re.escape, plain["hints"])), re.IGNORECASE),
        instructs=later("|".join(map(re.escape, plain["instructs"])), re.IGNORECASE),
        verbs=frozenset(plain["verbs"]),
        beside=frozenset(map(name_key, plain["beside"])),
        selves=frozenset(plain["selves"]),
        given=frozenset(plain["given"]),
        terms=frozenset(plain["terms"]),
        none=frozenset(name_key(w) for w in plain["none"]),
        ownerless=frozenset(name_key(w) for w in plain["ownerless"]),
        teams=frozenset(name_key(w) for w in plain["teams"]),
        team_names=frozenset(name_key(w) for w in plain["team_names"]),
        team_starts=frozenset(name_key(w) for w in plain["team_starts"]),
        themes=frozenset(name_key(w) for w in plain["themes"]),
        no_names=frozenset(w.casefold() for w in plain["no_names"]),
        articles=tuple(plain["articles"]),
        day_ends=_any(plain["day_ends"]),
        until=_any(plain["until"]),
        loose_label=later(
            rf"(?:(?P<due>due|eta|deadline|{_any(plain['until'])})|assigned to|owned by|owner)"
            r"\s+(?:on\s+|by\s+)?(?=\S)",
            re.IGNORECASE,
        ),
        around_group=later(
            rf"^(?:{_any(plain['group_before'])})\s+(?=\S)|(?:['\u2019]s)?\s+(?:{_any(plain['group_behind'])})$",
            re.IGNORECASE,
        ),
        issue_names=frozenset(label for field, *labels in pairs["labels"] for label in labels if field == "tracker"),
    )


def _any(phrases: Sequence[str]) -> str:
    return one_of(phrases, lambda phrase: _WE_DO.sub(_WE, re.escape(phrase)).replace("'", "['\u2019]"))
