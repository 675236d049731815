"""An entry of a postmortem's timeline."""

from afterword.model.moment import Moment
from afterword.model.values import dataclass
from afterword.model.vocabulary import EventKind, Phase, Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Moment):
    """Something that happened, when, and what says so.

    The time fields are those of ``Moment``.
    """

    who: str | None = None
    """Person, team, or system that acted or spoke."""
    what: str | None = None
    """What happened; the house's phase label where nothing else is written."""
    notes: str | None = None
    """Context, in Markdown."""
    evidence: tuple[str, ...] = ()
    """What supports it: names of sources as written, and citations as footnote definitions."""
    phase: Phase | None = None
    """The milestone that it marks."""
    kind: EventKind | None = None
    """What sort of happening it is."""
    visibility: Visibility | None = None
    """The widest audience that may see it; None leaves that to the house."""
    line: int | None = None
    """1-based first line in the document; None when it was not read from one."""
    end_line: int | None = None
    """1-based last line in the document, included."""
