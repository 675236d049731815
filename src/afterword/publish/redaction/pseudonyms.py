"""Names that stand for what must not be named: the same in every version and file, and a map that the owner keeps."""

import json
import re
from collections.abc import Iterable
from typing import Final

from afterword.errors import InputError
from afterword.publish.redaction.known import Known
from afterword.text.sensitive.hits import Family, Hit

SCHEMA = "afterword/pseudonyms/1"
"""Version of the map's JSON."""
REDACTED: Final = "REDACTED"
"""What stands, with its kind, for what nobody needs back."""
_FORGOTTEN: Final[frozenset[Family]] = frozenset({"secret", "identity"})
_FORGOTTEN_KINDS: Final = frozenset({"birth-date"})
_LABELS: Final = {
    "e-mail": "email", "phone": "phone", "address": "address", "private-ip": "ip", "public-ip": "ip", "mac": "mac",
    "cloud-resource": "resource", "meeting": "meeting", "link": "link", "host": "host",
}  # fmt: skip
_ACCOUNT: Final = "account"
_PERSON: Final = "Engineer"
_ORGANISATION: Final = "Organisation"
_GIVEN: Final = re.compile(
    rf"(?:{'|'.join([*sorted(set(_LABELS.values())), _ACCOUNT])})-\d{{1,6}}"
    rf"|(?:{_PERSON}|{_ORGANISATION})[ -][A-Za-z]{{1,3}}"
    rf"|{REDACTED}(?:-[\w-]{{1,40}})?"
)
_UNSAFE: Final = re.compile(r"[^\w .'\u2019/+-]")


def is_pseudonym(words: str) -> bool:
    """Whether words are of the form of a pseudonym."""
    return _GIVEN.fullmatch(words) is not None


class Pseudonyms:
    """Which pseudonym stands for what; it grows as texts are redacted, and never changes one that was given.

    The command that exports reads the owner's map (``--pseudonyms FILE``, if the file is there) with ``loads``,
    calls ``prepare`` once with all that the untouched source holds, so that every version numbers alike, and writes
    ``dumps()`` back with mode 0600. Without the option the numbers are those of the one document.
    Secrets, cards, and national numbers are never in the map: nobody needs them back.
    """

    def __init__(self) -> None:
        """Starts without any."""
        self._given: dict[tuple[str, str], str] = {}
        self._roles: dict[str, dict[str, str]] = {}
        self._own_roles: dict[str, str] = {}
        self._taken: set[str] = set()
        self._used: dict[str, set[str]] = {}
        self._next: dict[str, int] = {}

    @classmethod
    def loads(cls, text: str, name: str = "pseudonyms") -> "Pseudonyms":
        """The map that ``dumps`` has written. errors: InputError where it is none, or gives one name to two."""
        try:
            loaded = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{name}: no map of pseudonyms: not JSON") from error
        if not isinstance(loaded, dict) or loaded.get("schema") != SCHEMA:
            raise InputError(f"{name}: no map of pseudonyms: its schema is not {SCHEMA}")
        made = cls()
        for label, names in _tables(loaded.get("pseudonyms", {}), name).items():
            for pseudonym, subject in names.items():
                if (label, subject) in made._given:
                    raise InputError(f"{name}: {subject!r} has two pseudonyms")
                made._given[label, subject] = pseudonym
                made._used.setdefault(label, set()).add(pseudonym)
        made._roles = _tables(loaded.get("roles", {}), name)
        return made

    def dumps(self) -> str:
        """The map as JSON: by what it is, each pseudonym and what it stands for; by record, whose role is whose."""
        told: dict[str, dict[str, str]] = {}
        for (label, subject), pseudonym in self._given.items():
            told.setdefault(label, {})[pseudonym] = subject
        whole = {"schema": SCHEMA, "pseudonyms": told, "roles": self._roles}
        return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"

    def __len__(self) -> int:
        """How many pseudonyms are given."""
        return len(self._given)

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who has a pseudonym; with a map of earlier documents, what ``known_of`` takes as ``others``."""
        return tuple(subject for label, subject in self._given if label == _PERSON)

    def prepare(self, known: Known, hits: Iterable[Hit] = ()) -> None:
        """Gives a pseudonym to everybody, those without a role first, then to all hits in their order."""
        forms = [form for person in known.people for form in person.spellings]
        self._taken |= {form.casefold() for form in (*forms, *known.hosts, *known.accounts)}
        self._own_roles = {person.name: _plain(person.role) for person in known.people if person.role}
        if self._own_roles:
            self._roles[known.record or ""] = {role: name for name, role in self._own_roles.items()}
        for person in sorted(known.people, key=lambda person: person.role is not None):
            self._name(_PERSON, person.name)
        for hit in hits:
            self.of(hit)

    def of(self, hit: Hit) -> str:
        """The words that stand for what is hit: ``Engineer A``, ``host-3``, ``REDACTED-aws-key``.

        shape: letters, figures, blanks, and ``.'/+-``, which break no Markdown; of an indicator itself, defanged.
        """
        if hit.family in _FORGOTTEN or hit.kind in _FORGOTTEN_KINDS:
            return f"{REDACTED}-{hit.kind}"
        if hit.family == "indicator":
            return defanged(hit.subject)
        if hit.family == "person":
            return self._own_roles.get(hit.subject) or self._name(_PERSON, hit.subject)
        if hit.family == "organisation":
            return self._name(_ORGANISATION, hit.subject)
        return self._name(_LABELS.get(hit.kind, _ACCOUNT), hit.subject)

    def in_address(self, hit: Hit) -> str:
        """The words that stand for what is hit within an address or a path: without blanks."""
        words = self._name(_PERSON, hit.subject) if hit.family == "person" else self.of(hit)
        return words.replace(" ", "-")

    def _name(self, label: str, subject: str) -> str:
        key = (label, subject)
        if key not in self._given:
            used = self._used.setdefault(label, set())
            number = len(used) if label not in self._next else self._next[label]
            while (pseudonym := _numbered(label, number)) in used or not self._taken.isdisjoint(_parts(pseudonym)):
                number += 1
            self._next[label] = number + 1
            used.add(pseudonym)
            self._given[key] = pseudonym
        return self._given[key]


def _parts(pseudonym: str) -> set[str]:
    return {pseudonym.casefold(), *pseudonym.casefold().split()[1:]}


def _numbered(label: str, number: int) -> str:
    return f"{label} {_letters(number)}" if label in {_PERSON, _ORGANISATION} else f"{label}-{number + 1}"


def _letters(number: int) -> str:
    """A, B, ... Z, AA, AB, ..."""
    more, at = divmod(number, 26)
    return (_letters(more - 1) if more else "") + chr(ord("A") + at)


def _plain(role: str | None) -> str:
    """A role without what means something in Markdown."""
    return " ".join(_UNSAFE.sub(" ", role or "").split())


def _tables(loaded: object, name: str) -> dict[str, dict[str, str]]:
    """Names by what they stand for, by what that is. errors: InputError where it is anything else."""
    if not isinstance(loaded, dict):
        raise InputError(f"{name}: no map of pseudonyms")
    found: dict[str, dict[str, str]] = {}
    for label, names in loaded.items():
        if not isinstance(names, dict) or not all(isinstance(value, str) for value in names.values()):
            raise InputError(f"{name}: no map of pseudonyms: {label!r} is no table of names")
        found[str(label)] = {str(key): value for key, value in names.items()}
    return found


def defanged(address: str) -> str:
    """An address that no program takes for a link, and people read as before: ``hxxp://evil[.]example/x``."""
    scheme, apart, rest = address.partition("://")
    if not apart:
        scheme, rest = "", address
    host, slash, path = rest.partition("/")
    host = host.replace(".", "[.]").replace("@", "[@]") if "." in host else host.replace(":", "[:]").replace("@", "[@]")
    scheme = scheme.replace("http", "hxxp").replace("ftp", "fxp")
    return f"{scheme}{apart}{host}{slash}{path}"
