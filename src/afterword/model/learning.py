"""What the incident taught."""

from afterword.model.values import dataclass
from afterword.model.vocabulary import LessonKind, RunbookKind


@dataclass(frozen=True, slots=True, kw_only=True)
class WentWell:
    """Something that helped."""

    text: str | None = None
    """What went well."""
    enabled: str | None = None
    """What it enabled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WentWrong:
    """Something that did not help."""

    text: str | None = None
    """What went wrong."""
    consequence: str | None = None
    """What followed from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A lesson, with the actions that put it to use."""

    text: str | None = None
    """The lesson."""
    kind: LessonKind | None = None
    """Learned, unexpected, or a process that broke down."""
    actions: tuple[str, ...] = ()
    """Ids of the actions that follow from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runbook:
    """A runbook to write or to update."""

    kind: RunbookKind | None = None
    """New, update, or none needed."""
    name: str | None = None
    """Which one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prevention:
    """Measures against this class of incident."""

    process: tuple[str, ...] = ()
    """Changes of process."""
    monitoring: tuple[str, ...] = ()
    """Monitoring and alerting."""
    automation: tuple[str, ...] = ()
    """Automation."""
    documentation: tuple[str, ...] = ()
    """Documentation and training."""
    organisational: tuple[str, ...] = ()
    """Organisational measures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadershipSummary:
    """What leadership needs to know."""

    cause: str | None = None
    """High-level cause."""
    resolution: str | None = None
    """Confirmation of resolution."""
    prevention: str | None = None
    """Summary of preventive measures."""
    assurance: str | None = None
    """Assurance of follow-up."""
