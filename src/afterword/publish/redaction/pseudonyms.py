"""Names that stand for what must not be named: the same in every version and file, and a map that the owner keeps."""

import json
from collections.abc import Iterable

from afterword.errors import InputError
from afterword.publish.redaction.known import Known
from afterword.text.sensitive.hits import Family, Hit

SCHEMA = "afterword/pseudonyms/1"
"""Version of the map's JSON."""
_LABELS: dict[Family, str] = {"link": "link", "contact": "contact", "account": "account", "network": "host"}


class Pseudonyms:
    """Which pseudonym stands for what; it grows as texts are redacted, and never changes one that was given.

    The command that exports reads the owner's map (``--pseudonyms FILE``, if the file is there) with ``loads``,
    calls ``prepare`` once with all that the untouched source holds, so that every version numbers alike, and writes
    ``dumps()`` back with mode 0600. Without the option the numbers are those of the one document.
    Secrets, cards, and national numbers are never in the map: nobody needs them back.
    """

    def __init__(self) -> None:
        """Starts without any."""
        self._given: dict[str, str] = {}
        self._roles: dict[str, str] = {}

    @classmethod
    def loads(cls, text: str, name: str = "pseudonyms") -> "Pseudonyms":
        """The map that ``dumps`` has written. errors: InputError where it is none."""
        try:
            loaded = json.loads(text)
        except ValueError as error:
            raise InputError(f"{name}: no map of pseudonyms: {error}") from error
        if not isinstance(loaded, dict) or loaded.get("schema") != SCHEMA:
            raise InputError(f"{name}: no map of pseudonyms")
        made = cls()
        made._given.update({str(k): str(v) for k, v in loaded.get("pseudonyms", {}).items()})
        return made

    def dumps(self) -> str:
        """The map as JSON, by which every pseudonym can be told back."""
        return json.dumps({"schema": SCHEMA, "pseudonyms": self._given}, ensure_ascii=False, indent=2) + "\n"

    def prepare(self, known: Known, hits: Iterable[Hit] = ()) -> None:
        """Gives a pseudonym to all that is known, then to all hits, in their order."""
        self._roles = {person.name: person.role for person in known.people if person.role}
        for person in known.people:
            self._name("person", person.name)
        for hit in hits:
            self.of(hit)

    def of(self, hit: Hit) -> str:
        """The words that stand for what is hit: ``Engineer A``, ``host-3``, ``[secret: aws-key]``."""
        if hit.family == "person" and hit.subject in self._roles:
            return self._roles[hit.subject]
        if hit.family in {"secret", "identity"}:
            return f"[{'secret: ' if hit.family == 'secret' else ''}{hit.kind}]"
        if hit.family == "indicator":
            return hit.subject.replace("http", "hxxp", 1).replace(".", "[.]")
        return self._name(hit.family, hit.subject)

    def _name(self, family: Family, subject: str) -> str:
        key = f"{family}:{subject}"
        if key not in self._given:
            count = sum(1 for given in self._given if given.startswith(f"{family}:"))
            self._given[key] = f"Engineer {_letters(count)}" if family == "person" else f"{_LABELS[family]}-{count + 1}"
        return self._given[key]


def _letters(number: int) -> str:
    """A, B, ... Z, AA, AB, ..."""
    more, at = divmod(number, 26)
    return (_letters(more - 1) if more else "") + chr(ord("A") + at)
