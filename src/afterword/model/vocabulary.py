"""The closed lists of tokens that records use; every token is lower case with underscores."""

from typing import Literal, get_args

Phase = Literal[
    "began",
    "detected",
    "acknowledged",
    "validated",
    "declared",
    "responding",
    "ic_engaged",
    "war_room",
    "escalated",
    "communicated",
    "identified",
    "mitigating",
    "mitigated",
    "neutralised",
    "recovered",
    "resolved",
]
"""The milestones of an incident; each house names its own subset."""

EventKind = Literal[
    "lead_up",
    "change",
    "start_of_activity",
    "first_impact",
    "alert",
    "escalation",
    "decision",
    "communication",
    "action",
    "recovery",
    "end",
]
"""What sort of happening an event is, apart from the milestone that it may mark."""

Precision = Literal["exact", "second", "minute", "hour", "day", "approximate", "bounded", "ordered", "unknown"]
"""How finely a time is known; ``ordered`` means that only its place in the sequence is known."""

Basis = Literal["stated", "inferred", "supplied", "unknown"]
"""Where a zone or a year comes from: the text itself, its context, the user, or nowhere."""

How = Literal[
    "front_matter",
    "house",
    "heading",
    "label",
    "column",
    "list",
    "paragraph",
    "wording",
    "inferred",
    "carried",
    "file_name",
]
"""By what reading knew a field: its key, the house's own place for it, a usual name of it (over a section, on its line,
over columns), the form of the entry, its words, other fields, the carried block, or the document's file name."""

Visibility = Literal["internal", "auditor", "leadership", "customer", "public"]
"""The widest audience that may see a part; each sees no more than the one before."""

Status = Literal["draft", "in_review", "final", "closed"]
"""The state of a postmortem."""

IncidentType = Literal["security", "availability", "hybrid"]
"""The broad type of an incident."""

ActionStatus = Literal["pending", "in_progress", "done", "blocked", "cancelled"]
"""The state of an action."""

Priority = Literal["critical", "high", "medium", "low"]
"""The priority of an action."""

ActionCategory = Literal["detection", "access_control", "architecture", "process", "documentation"]
"""What an action changes."""

ActionKind = Literal["prevent", "detect", "mitigate"]
"""What an action is for."""

Horizon = Literal["immediate", "short", "long"]
"""0 to 7 days, 1 to 4 weeks, 1 to 3 months after the incident."""

LessonKind = Literal["learned", "unexpected", "broke"]
"""What was learned, what was unexpected, which process broke down."""

RunbookKind = Literal["new", "update", "none"]
"""Whether a lesson asks for a new runbook, an update of one, or neither."""

MeasureStatus = Literal["recorded", "range", "pending", "not_applicable", "unknown", "invalid"]
"""Whether a figure could be taken from the timeline, and if not, in what sense not."""

PHASES: tuple[Phase, ...] = get_args(Phase)
"""All phases, in the order in which an incident usually passes them."""

EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)
"""All kinds of event."""

VISIBILITIES: tuple[Visibility, ...] = get_args(Visibility)
"""All audiences that a part may be limited to, the narrowest first."""
