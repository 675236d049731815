"""How the incident was noticed, answered, contained, and undone."""

from afterword.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that a house asks, with its answer."""

    key: str | None = None
    """Stable name of the question; None for one that no house defines."""
    question: str | None = None
    """The question as the document words it."""
    answer: str | None = None
    """The answer, in Markdown; None while it is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """How the team learned of the incident."""

    text: str | None = None
    """The description, in Markdown."""
    how: str | None = None
    """Monitoring, user report, team member, or another way, as written."""
    origin: str | None = None
    """Whether it was noticed internally or reported from outside."""
    source: str | None = None
    """The tool or alert."""
    why_triggered: str | None = None
    """Why that tool or alert fired."""
    gaps: str | None = None
    """Gaps or delays in detection."""
    noticed_by: str | None = None
    """Who noticed."""
    faster: str | None = None
    """Whether and how detection could be faster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What people did about it."""

    text: str | None = None
    """The description, in Markdown."""
    who: str | None = None
    """Who responded."""
    actions: str | None = None
    """When they responded and what they did."""
    decision: str | None = None
    """How the course of action was decided."""
    delays: str | None = None
    """Delays or obstacles."""
    escalation: str | None = None
    """How escalation went."""
    quality: str | None = None
    """smooth, some delays, chaotic, as written."""
    quality_why: str | None = None
    """Why."""
    questions: tuple[Question, ...] = ()
    """The house's questions on the response."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """How service was restored."""

    text: str | None = None
    """The description, in Markdown."""
    confirmed: str | None = None
    """How it was confirmed to be over."""
    faster: str | None = None
    """How time to mitigation could be improved."""
    halve: str | None = None
    """How that time could be halved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Containment:
    """An immediate step that stopped the spread."""

    action: str | None = None
    """What was done."""
    rationale: str | None = None
    """Why."""
    evidence: str | None = None
    """Which evidence was preserved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remediation:
    """A fix and how it was shown to hold."""

    fix: str | None = None
    """What was fixed."""
    validation: str | None = None
    """How it was validated."""
    monitoring: str | None = None
    """Which monitoring was added."""
