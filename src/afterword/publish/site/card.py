"""What the pages of a site that are about many documents say of one of them: fields of its version and nothing else."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from afterword.learning.classes import classified
from afterword.learning.incident import Incident, incident_of
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.publish.characters import printable
from afterword.publish.document import FALLBACK_TITLE
from afterword.publish.inlines import plain_words
from afterword.text.wording import plain_text

_WORD = re.compile(r"[^\W_]+(?:[.'\u2019_-][^\W_]+)*")
_UNNAMED = re.compile(r"[^a-z0-9]+")
_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d|index")
_LONGEST_NAME = 60
_LONGEST_SUMMARY = 280
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One document of a site."""

    title: str
    """Its title, as words."""
    summary: str
    """The beginning of its summary, as words; empty for none."""
    words: str
    """What is searched: every word of its version once, lower case, sorted, with spaces between."""
    incident: Incident
    """What its version says that can be counted and listed; ``file`` is the name of its page."""

    @property
    def name(self) -> str:
        """The name of its page, without the ending."""
        return self.incident.file

    @property
    def address(self) -> str:
        """Where its page is, from the root of the site."""
        return f"postmortems/{self.name}.html"

    def named(self, name: str) -> "Card":
        """It with another name of its page."""
        return replace(self, incident=replace(self.incident, file=name))


def card_of(record: Record, text: str) -> Card:
    """What a version says, by its record and its Markdown."""
    title = printable(plain_words(record.title or "")) or printable(record.id or "") or FALLBACK_TITLE
    incident = classified(incident_of(record, ""), record)
    summary = plain_words(plain_text(record.summary or record.executive_summary or ""))
    return Card(
        title=title,
        summary=printable(_cut(summary)),
        words=" ".join(sorted(_words(f"{record.id or ''} {title} {plain_text(text)}"))),
        incident=replace(incident, file=name_of(record.id, title)),
    )


def name_of(*parts: str | None) -> str:
    """The name of a page: letters and figures of ASCII with hyphens between."""
    joined = " ".join(part for part in parts if part)
    plain = unicodedata.normalize("NFKD", joined).encode("ascii", "ignore").decode().lower()
    name = _UNNAMED.sub("-", plain)[:_LONGEST_NAME].strip("-")
    return f"postmortem-{name}".rstrip("-") if not name or _RESERVED.fullmatch(name) else name


def unique(cards: Sequence[Card]) -> list[Card]:
    """The cards, each with a name that no other has."""
    taken: set[str] = set()
    found: list[Card] = []
    for card in cards:
        name, number = card.name, 1
        while name in taken:
            number += 1
            name = f"{card.name}-{number}"
        taken.add(name)
        found.append(card.named(name))
    return found


def _words(text: str) -> set[str]:
    return {word for found in _WORD.findall(text) for word in _forms(found) if len(word) <= _LONGEST_WORD}


def _forms(word: str) -> Iterator[str]:
    """A word as it is searched: without case, and without accents, too."""
    plain = unicodedata.normalize("NFC", word).casefold()
    yield plain
    yield "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST_SUMMARY else words[:_LONGEST_SUMMARY].rpartition(" ")[0] + "\u2026"
