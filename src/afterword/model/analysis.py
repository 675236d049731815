"""Why it happened."""

from afterword.model.response import Question
from afterword.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One step of a why chain."""

    question: str | None = None
    """Why did it happen?"""
    answer: str | None = None
    """Because; None while it is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """A condition that contributed."""

    text: str | None = None
    """The condition."""
    category: str | None = None
    """configuration, monitoring, process, architecture, communication, knowledge, tools,
    culture, governance, technical_debt, or a team's own."""
    actions: tuple[str, ...] = ()
    """Ids of the actions that address it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A safeguard that existed and did not stop it."""

    control: str | None = None
    """The safeguard."""
    why_it_failed: str | None = None
    """Why it did not stop the incident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The change that set the incident off, where there was one."""

    triggered: str | None = None
    """Whether a change triggered it, and which."""
    deployed: str | None = None
    """How it was deployed: automatically or by hand."""
    staged: str | None = None
    """Whether it went out in stages."""
    tested: str | None = None
    """Whether it was tested, and why that let it pass."""
    safeguards: str | None = None
    """Safeguards in the deployment."""
    playbook: str | None = None
    """Whether there was a playbook, practised and reviewed."""
    last_review: str | None = None
    """When the system was last reviewed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """Causes, conditions, and controls."""

    root_cause: str | None = None
    """The primary root cause."""
    root_causes: tuple[str, ...] = ()
    """Further root causes."""
    proximate: tuple[str, ...] = ()
    """Immediate causes."""
    trigger: str | None = None
    """What set it off."""
    contributing_factors: tuple[Factor, ...] = ()
    """Conditions that contributed."""
    whys: tuple[tuple[Why, ...], ...] = ()
    """Why chains, each from the effect towards the cause."""
    controls: tuple[Control, ...] = ()
    """Safeguards that did not stop it."""
    questions: tuple[Question, ...] = ()
    """The house's questions on causes."""
    change: Change = Change()
    """What the answers say about the change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """Something that is not known."""

    what: str | None = None
    """What is not known."""
    evidence_so_far: str | None = None
    """What the evidence says until now."""
    next_check: str | None = None
    """What will be looked at next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision before the incident that shaped it."""

    at: str | None = None
    """When, as written."""
    choice: str | None = None
    """What was chosen."""
    alternatives: str | None = None
    """What else was considered."""
    why: str | None = None
    """Why it was chosen."""
