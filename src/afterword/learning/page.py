"""A document as it goes onto the shelf: the incident, the words to search, and the words to compare."""

from afterword.learning.classes import classified
from afterword.learning.incident import Incident, Reached, cause_of, incident_of, story_of, symptoms_of
from afterword.learning.wording import terms
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.text.expressions import later

_UNSPACED = later(
    r"(?<=[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])(?=[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])"
)
_MOST_STORY = 20_000
JOINT = "\u200b"
"""What stands between signs of a writing without spaces, so that each can be found; it is never shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is searched."""

    title: str
    """The title and the id."""
    cause: str
    """Why it happened."""
    actions: str
    """What is to be done."""
    text: str
    """The whole document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is compared: stems in their order, with spaces between."""

    cause: str
    """Of the title and the causes."""
    symptoms: str
    """Of what was seen, and the errors."""
    story: str
    """Of everything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the shelf keeps of one document."""

    file: str
    """Where it is."""
    digest: str
    """SHA-256 of its bytes, and of by what it was read."""
    incident: Incident | None = None
    """What it says; None for a document that is no postmortem."""
    words: Words | None = None
    """What is searched; None as for ``incident``."""
    terms: Terms | None = None
    """What is compared; None as for ``incident``."""
    left_out: str | None = None
    """Why it is no postmortem, or could not be read; None where it is one."""


def page_of(record: Record, text: str, file: str, digest: str, targets: tuple[Reached, ...] = ()) -> Page:
    """What the shelf keeps of a record and the text of its document."""
    incident = classified(incident_of(record, file, targets), record)
    return Page(file=file, digest=digest, incident=incident, words=words_of(record, text), terms=terms_of(record))


def words_of(record: Record, text: str) -> Words:
    """What is searched of a document."""
    title = " ".join(part for part in (record.id, record.title, record.subtitle) if part)
    actions = "\n".join(action.what for action in record.actions if action.what)
    return Words(title=parted(title), cause=parted(cause_of(record)), actions=parted(actions), text=parted(text))


def terms_of(record: Record) -> Terms:
    """What is compared of a document."""
    return Terms(
        cause=" ".join(terms(f"{record.title or ''}\n{cause_of(record)}")),
        symptoms=" ".join(terms(symptoms_of(record))),
        story=" ".join(terms(story_of(record)[:_MOST_STORY])),
    )


def parted(text: str) -> str:
    """A text in which every sign of a writing without spaces is a word."""
    return text if text.isascii() else _UNSPACED.sub(JOINT, text)
