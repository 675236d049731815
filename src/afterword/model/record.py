"""One typed postmortem."""

from afterword.model.action import Action
from afterword.model.analysis import Analysis, Decision, Unknown
from afterword.model.event import Event
from afterword.model.finding import Finding
from afterword.model.impact import Impact
from afterword.model.learning import LeadershipSummary, Lesson, Prevention, Runbook, WentWell, WentWrong
from afterword.model.measure import Metrics, Stated
from afterword.model.people import Meeting, Participant, Reviewer
from afterword.model.provenance import Origin
from afterword.model.response import Containment, Detection, Recovery, Remediation, Response
from afterword.model.spelled import Severity, Spelled
from afterword.model.technical import Technical
from afterword.model.values import dataclass
from afterword.model.vocabulary import IncidentType

SCHEMA = "afterword/record/1"
"""Version of the JSON; it changes only when a key changes its meaning or goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """When the incident was."""

    start: str | None = None
    """First day or instant, in the form of ``Moment.at``; as written where it is not understood."""
    end: str | None = None
    """Last day or instant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportingData:
    """A figure, table, or link that shows the impact."""

    caption: str | None = None
    """What it shows."""
    source: str | None = None
    """Where it comes from."""
    text: str | None = None
    """The Markdown itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link to something outside the document."""

    kind: str | None = None
    """incident_log, pull_request, dashboard, external, or as the document groups it."""
    text: str | None = None
    """The words of the link."""
    url: str | None = None
    """Its target."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """A file of the evidence manifest."""

    file: str | None = None
    """Its name."""
    sha256: str | None = None
    """Its digest, hexadecimal."""
    collected_at: str | None = None
    """When it was collected."""
    collected_by: str | None = None
    """By whom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remainder:
    """A part of the document that no field takes, verbatim."""

    heading: str | None = None
    """Its heading's text; None for text before the first heading."""
    text: str | None = None
    """The Markdown under it."""
    line: int | None = None
    """1-based line where it stands; None when it was not read from a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything that a postmortem says, in the order of its JSON."""

    schema: str = SCHEMA
    """Version of this shape."""
    house: str | None = None
    """The house whose shape the document has; None for one of no known house."""
    house_confidence: float | None = None
    """How surely the house was recognised, 0 to 1; 1 where the document names it."""
    id: str | None = None
    """``INC-2024-047``, as written."""
    title: str | None = None
    """The whole heading, less the house's own label."""
    subtitle: str | None = None
    """The second line of the title."""
    document_type: str | None = None
    """What the document calls itself."""
    status: Spelled | None = None
    """draft, in_review, final, closed."""
    report_date: str | None = None
    """The day of the report, not of the incident."""
    incident: Window = Window()
    """When the incident was."""
    severity: Severity | None = None
    """Actual and potential severity."""
    type: IncidentType | None = None
    """security, availability, hybrid."""
    incident_model: str | None = None
    """How the response is organised, as written."""
    audience: str | None = None
    """For whom the document is written, as written."""
    classes: tuple[str, ...] = ()
    """Incident classes."""
    services: tuple[str, ...] = ()
    """Services concerned."""
    tags: tuple[str, ...] = ()
    """Keywords."""
    environment: str | None = None
    """Where it happened."""
    toc: bool | None = None
    """Whether a table of contents is wanted."""
    owner: str | None = None
    """Owner of the postmortem."""
    authors: tuple[str, ...] = ()
    """Who wrote it."""
    scribe: str | None = None
    """Who kept the log."""
    facilitator: str | None = None
    """Who led the meeting."""
    incident_commander: str | None = None
    """Who led the response."""
    responders: tuple[str, ...] = ()
    """Who responded."""
    reviewers: tuple[Reviewer, ...] = ()
    """Peer reviewers."""
    attendees: tuple[str, ...] = ()
    """Who attends the review."""
    participants: tuple[Participant, ...] = ()
    """People with roles."""
    shared_with: tuple[str, ...] = ()
    """With whom the postmortem was shared, as written."""
    history: tuple[str, ...] = ()
    """When it was closed or opened again, by whom, and why; the oldest first."""
    summary: str | None = None
    """What happened, for the team."""
    executive_summary: str | None = None
    """What happened, without technical terms."""
    lead_up: str | None = None
    """What led to it: changes, intent, trade-offs."""
    decisions: tuple[Decision, ...] = ()
    """Decisions before the incident."""
    fault: str | None = None
    """The one point where a change did not work as expected."""
    attachments: tuple[str, ...] = ()
    """Images, code, or data shown with the fault, in Markdown."""
    impact: Impact = Impact()
    """What it did."""
    supporting_data: tuple[SupportingData, ...] = ()
    """Figures, tables, and links."""
    timeline: tuple[Event, ...] = ()
    """Events in the order of the document."""
    detection: Detection = Detection()
    """How it was noticed."""
    response: Response = Response()
    """What was done."""
    recovery: Recovery = Recovery()
    """How it ended."""
    technical: Technical = Technical()
    """Assets, threat, indicators."""
    analysis: Analysis = Analysis()
    """Why it happened."""
    unknowns: tuple[Unknown, ...] = ()
    """What is not known."""
    backlog: str | None = None
    """Planned work that would have helped."""
    recurrence: str | None = None
    """Earlier incidents of the same cause."""
    containment: tuple[Containment, ...] = ()
    """Immediate steps."""
    remediation: tuple[Remediation, ...] = ()
    """Fixes."""
    corrective_taken: tuple[str, ...] = ()
    """Corrective steps already taken."""
    went_well: tuple[WentWell, ...] = ()
    """What helped."""
    went_wrong: tuple[WentWrong, ...] = ()
    """What did not."""
    lucky: tuple[str, ...] = ()
    """Where luck helped."""
    lessons: tuple[Lesson, ...] = ()
    """Lessons."""
    runbooks: tuple[Runbook, ...] = ()
    """Runbooks to write or update."""
    actions: tuple[Action, ...] = ()
    """What will be done, in the order of the document."""
    prevention: Prevention = Prevention()
    """Measures against the class of incident."""
    leadership_summary: LeadershipSummary = LeadershipSummary()
    """What leadership needs."""
    customer_communication: str | None = None
    """Text for customers."""
    status_page: str | None = None
    """Text for the status page."""
    meeting: Meeting = Meeting()
    """The review meeting."""
    links: tuple[Link, ...] = ()
    """Links."""
    appendices: tuple[str, ...] = ()
    """Appendices, in Markdown."""
    evidence: tuple[EvidenceFile, ...] = ()
    """Manifest of the evidence."""
    remainder: tuple[Remainder, ...] = ()
    """What no field takes."""
    metrics: Metrics = Metrics()
    """Figures that the timeline gives."""
    stated: Stated = Stated()
    """Figures that the author stated."""
    findings: tuple[Finding, ...] = ()
    """What reading found imperfect."""
    provenance: tuple[Origin, ...] = ()
    """Where each field stands in the document, in the order of the lines; empty unless `read` fills it."""
