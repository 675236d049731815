"""Figures that the timeline gives, and those that the author stated."""

from typing import ClassVar

from afterword.model.values import dataclass
from afterword.model.vocabulary import MeasureStatus, Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """One end of an interval."""

    phase: Phase | None = None
    """The milestone."""
    at: str | None = None
    """Its time; None where the timeline has none."""


def _json_name(name: str) -> str:
    return name.rstrip("_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A duration between two milestones.

    laws: ``seconds`` is None unless ``status`` is ``recorded``, and it is never negative.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = {"alias_generator": _json_name, "extra": "forbid"}

    status: MeasureStatus = "unknown"
    """Whether it could be measured."""
    seconds: float | None = None
    """The duration, in seconds."""
    min: float | None = None
    """The shortest duration that the times allow, in seconds; set where ``status`` is ``range``."""
    max: float | None = None
    """The longest duration that the times allow, in seconds; set where ``status`` is ``range``."""
    from_: Anchor | None = None
    """Where it starts (``from`` in JSON)."""
    to: Anchor | None = None
    """Where it ends."""
    reason: str | None = None
    """Why it is not recorded, or what a reader must know of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """The figures of one incident; each names its two ends."""

    time_to_detect: Figure = Figure()
    """Began to detected."""
    time_to_acknowledge: Figure = Figure()
    """Detected to acknowledged."""
    time_to_engage: Figure = Figure()
    """Detected to responding or ic_engaged."""
    time_to_respond: Figure = Figure()
    """Detected to mitigating."""
    time_to_identify: Figure = Figure()
    """Detected to identified."""
    time_to_mitigate: Figure = Figure()
    """Began to mitigated."""
    time_to_recover: Figure = Figure()
    """Began to recovered."""
    time_to_resolve: Figure = Figure()
    """Began to resolved."""
    duration: Figure = Figure()
    """Detected to resolved."""
    impact_duration: Figure = Figure()
    """Began to recovered, else mitigated, else resolved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """The same figures as the author wrote them, in words."""

    time_to_detect: str | None = None
    """As written."""
    time_to_acknowledge: str | None = None
    """As written."""
    time_to_engage: str | None = None
    """As written."""
    time_to_respond: str | None = None
    """As written."""
    time_to_identify: str | None = None
    """As written."""
    time_to_mitigate: str | None = None
    """As written."""
    time_to_recover: str | None = None
    """As written."""
    time_to_resolve: str | None = None
    """As written."""
    duration: str | None = None
    """As written."""
    impact_duration: str | None = None
    """As written."""
