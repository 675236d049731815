"""How people are written in a document: by what stands where they are named, and in how many ways."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from afterword.model.values import dataclass
from afterword.publish.redaction.letters import otherwise, without_accents
from afterword.review.language.persons import ROLE, first_names
from afterword.text.expressions import later

_LINK: Final = later(r"\[(?P<words>[^\[\]\n]{1,100})\]\((?P<url>[^()\s]{1,300})\)")
_MAIL: Final = later(r"<?(?:mailto:)?(?P<mail>[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,6})>?")
_REMARK: Final = later(r"\((?P<remark>[^()]{1,80})\)")
_HANDLE: Final = later(
    r"(?<![\w.@/])@(?P<handle>[A-Za-z0-9][\w.\-]{0,38}\w|\w)|(?<![\w.@/])(?P<other>[A-Za-z][\w.\-]{1,38})@(?!\w)"
)
_APART: Final = later(r"[,;/&+\n\u3001]|\s(?:and|und|et|y|e|og|och|with|to|->|\u2192)\s")
_WORD: Final = r"[^\W\d_](?:[^\W\d_]|['\u2019\-](?=[^\W\d_])){0,30}"
_PARTICLE: Final = r"(?:de|da|do|dos|di|del|della|van|von|der|den|ter|la|le|bin|al|el|y|af|zu|st\.?)"
_FULL: Final = later(rf"(?P<first>{_WORD}\.?)(?:\s{{1,8}}(?:{_PARTICLE}\s{{1,8}}){{0,3}}(?:{_WORD}\.?)){{1,4}}")
_SINGLE: Final = later(rf"{_WORD}|[a-z][\w\-]{{1,38}}")
_ROLE: Final = later(rf"\b(?:{ROLE}|on[- ]?call|team|squad|lead|group|bot|system|department|dept)\b", re.IGNORECASE)
_OTHER_ROLE: Final = later(
    r"(?:\u62c5\u5f53\u8005?|\u30c1\u30fc\u30e0|\u73ed|\u56e2\u961f|\u5c0f\u7ec4|\u8d1f\u8d23\u4eba|\u5de5\u7a0b\u5e08"
    r"|\u8fd0\u7ef4|\ud300|\ub2f4\ub2f9\uc790|\uc6b4\uc601\uc790|\uad00\ub9ac\uc790|\u8005)$"
)
"""Roles and teams in Japanese, Chinese, and Korean, which end on these."""
_TITLE: Final = later(r"C[A-Z]O|VP|IC|SVP|EVP")
MONTHS: Final = frozenset({"jan", "april", "june", "august", "may"})
"""First names that are months, where a day stands behind them."""
_SHORT: Final = 3
_LONGEST: Final = 5
_LONGEST_NAME: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Somebody as one field names them."""

    name: str
    """The name, or the handle where only that is written."""
    handles: tuple[str, ...] = ()
    """Handles without ``@``, and local parts of addresses."""
    role: str | None = None
    """What stands in brackets behind the name."""
    initials: tuple[str, ...] = ()
    """Letters by which the document calls the person: ``JD``."""


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    """The words of the list: those without a sign, and by the sign before them the others."""
    lines = Path(__file__).with_name("nobody.txt").read_text(encoding="utf-8").splitlines()
    found: dict[str, set[str]] = {"": set(), "=": set(), "~": set(), "+": set()}
    for word in (word for line in lines if not line.startswith("#") for word in line.split()):
        sign = word[0] if word[0] in found else ""
        found[sign].add(word.removeprefix(sign))
    return {sign: frozenset(words) for sign, words in found.items()}


def is_nobody(word: str) -> bool:
    """Whether a word that stands where people are named is a group, a role, or a tool."""
    return word.casefold().rstrip(".") in _lists()[""]


def is_word(name: str) -> bool:
    """Whether a name is a word as well: ``Will``, ``Stone``."""
    return name.casefold() in _lists()["="]


def is_ordinary(name: str) -> bool:
    """Whether a name is a word where it stands without a capital: ``baker``."""
    return name.casefold() in _lists()["~"] or is_word(name)


def is_abbreviation(letters: str) -> bool:
    """Whether initials are what everybody takes for something else: ``PR``."""
    return letters.casefold() in _lists()["+"] or is_nobody(letters)


def mentions(field: str, *, is_person: bool) -> Iterator[Mention]:
    """Whom a field names; ``is_person`` where the field is for people only and a single name is enough."""
    for part in _APART.split(_LINK.sub(_with_handle, field)):
        plain = part.replace("*", "").strip(" .:`\"'-\u2013")
        mails = [found["mail"].partition("@")[0] for found in _MAIL.finditer(plain)]
        plain = _MAIL.sub(" ", plain)
        remarks = [found["remark"].strip() for found in _REMARK.finditer(plain)]
        handles = [found["handle"] or found["other"] for found in _HANDLE.finditer(plain)]
        words = " ".join(_HANDLE.sub(" ", _REMARK.sub(" ", plain)).split()).strip(" .:<>-")
        inside = [found["handle"] or found["other"] for r in remarks for found in _HANDLE.finditer(r)]
        role = next((r for r in remarks if _ROLE.search(r) or _TITLE.fullmatch(r)), None)
        known = tuple(dict.fromkeys(h for h in (*handles, *inside, *mails) if not is_group(h)))
        if words and is_name(words, is_person=is_person):
            yield Mention(name=words, handles=known, role=role)
        elif known and not words:
            yield Mention(name=known[0], handles=known, role=role)


def _with_handle(found: re.Match[str]) -> str:
    """A link to somebody's page as name and handle."""
    handle = found["url"].rstrip("/").rpartition("/")[2].lstrip("@")
    return f"{found['words']} @{handle}" if re.fullmatch(r"[\w.\-]{2,39}", handle) else found["words"]


def is_group(handle: str) -> bool:
    """Whether a handle is a group's or a tool's: ``@sre-oncall``, ``@here``."""
    words = re.split(r"[._\-]", handle.casefold())
    return is_nobody(handle) or is_nobody(words[0]) or is_nobody(words[-1])


def is_name(words: str, *, is_person: bool) -> bool:
    """Whether words are somebody's name, and not a role, a team, a system, or a sentence."""
    parts = words.split()
    if len(parts) > _LONGEST or len(words) > _LONGEST_NAME or _ROLE.search(words) or _OTHER_ROLE.search(words):
        return False
    if any(is_nobody(part) for part in parts if len(parts) == 1 or len(part) >= _SHORT or part.isupper()):
        return False
    if len(parts) > 1:
        full = _FULL.fullmatch(words)
        return full is not None and all(part[0].isupper() or re.fullmatch(_PARTICLE, part) for part in parts)
    if not _SINGLE.fullmatch(words) or len(words) < _SHORT - (words.isupper() or words[0].isupper()):
        return False
    return (
        words in first_names()
        or (words[0].isupper() and not words.isupper())
        or is_person
        or (words.isupper() and len(words) <= _SHORT)
    )


def spellings(mention: Mention, shared: frozenset[str], common: frozenset[str]) -> tuple[str, ...]:
    """All ways in which somebody is written, the longest first.

    shape: ``shared`` are names that several people have; ``common`` are words of the document in small letters, which
    a surname is not told from.
    """
    found = dict.fromkeys([*_spelled(mention.name, shared, common), *mention.initials])
    for way in otherwise(mention.name):
        found |= dict.fromkeys(_spelled(way, shared, common))
    for handle in mention.handles:
        found |= dict.fromkeys([f"@{handle}", f"{handle}@"] + ([handle] if _is_own(handle) else []))
    if " " not in mention.name and mention.name not in mention.handles:
        found[f"@{mention.name.casefold()}"] = None
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def _spelled(name: str, shared: frozenset[str], common: frozenset[str]) -> Iterator[str]:
    """The ways to write one name: whole, short, turned round, and as a handle."""
    yield name
    parts = [part for part in name.split() if not re.fullmatch(_PARTICLE, part)]
    if len(parts) > 1:
        yield from _of_full(parts[0], parts[-1], name)
        alone = [parts[0], parts[-1], *_halves(parts[-1])]
        yield from (part for part in alone if _stands_alone(part, shared, common))
        if "'" in name:
            yield name.replace("'", " ")
            yield from _spelled(name.replace("'", ""), shared, common)


def _halves(surname: str) -> list[str]:
    """The halves of a double surname, each of which may stand for it."""
    halves = surname.split("-")
    return halves if len(halves) > 1 and min(map(len, halves)) > _SHORT else []


def _of_full(first: str, last: str, name: str) -> Iterator[str]:
    middle = name.split()[1:-1]
    yield f"{last}, {first}"
    if middle:
        yield f"{first} {last}"
    if len(first.rstrip(".")) > 1:
        yield from (f"{first[0]}. {last}", f"{first} {last[0]}.", f"{first[0]}.{last}")
        yield from () if first[0] in "AI" else (f"{first[0]} {last}",)
        yield from (f"{first[0]}. {last[0]}.", f"{first[0]}.{last[0]}.")
    a, b = (re.sub("['\u2019 ]", "", without_accents(part).casefold()) for part in (first, last))
    if a and b:
        yield from (f"{one}{joint}{other}" for joint in "._-" for one, other in ((a, b), (b, a), (a[0], b), (b, a[0])))
        yield from (f"{a[0]}{b}", f"{a}{b[0]}", f"{a}{b}", f"{b}{a[0]}")
        yield from (f"@{a}", f"@{b}", f"@{a[0]}{b}", f"@{a}.{b}", f"@{a}{b[0]}", f"@{a}{b}")


def initials_of(name: str) -> tuple[str, ...]:
    """The initials of a full name, with those of its middle names and without; none of a single name."""
    letters = [part[0] for part in re.split(r"[ \-]", without_accents(name)) if part[:1].isupper()]
    return tuple(dict.fromkeys(["".join(letters), letters[0] + letters[-1]])) if len(letters) > 1 else ()


def _stands_alone(name: str, shared: frozenset[str], common: frozenset[str]) -> bool:
    bare = name.rstrip(".")
    return len(bare) >= _SHORT - 1 and name not in shared and (bare in first_names() or bare.casefold() not in common)


def _is_own(handle: str) -> bool:
    """Whether a handle is no word that could mean something else where it stands without its ``@``."""
    return len(handle) > _SHORT and not is_nobody(handle) and not is_ordinary(handle)


def shared_names(names: Iterable[str]) -> frozenset[str]:
    """First names and surnames that several of these have."""
    seen: dict[str, set[str]] = {}
    for name in names:
        parts = name.split()
        for part in {parts[0], parts[-1]} if len(parts) > 1 else ():
            seen.setdefault(part, set()).add(name)
    return frozenset(part for part, of in seen.items() if len(of) > 1)
