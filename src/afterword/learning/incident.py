"""One incident as the shelf knows it: what many postmortems are compared and counted by."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields

from afterword.learning.days import day_of
from afterword.learning.wording import is_near_miss, noticed_by
from afterword.model.action import Action
from afterword.model.learning import Runbook
from afterword.model.measure import Figure, Metrics
from afterword.model.record import Record
from afterword.model.spelled import SeverityLevel
from afterword.model.values import dataclass
from afterword.text.expressions import later
from afterword.text.wording import plain_text
from afterword.timeline.incident_days import first_day, last_day

_MOST_WORDS = 1200
_AS_GOOD = 0.8
_LONGEST_NAME = 32
_MOST_SPACES = 3
_ERROR = later(
    r"\b(?:[A-Z][a-z]+(?:[A-Z][a-z0-9]+)*(?:Error|Exception|Timeout|Killed)|OOMKilled|CrashLoopBackOff|E[A-Z]{4,14}"
    r"|(?:HTTP|status|code|error)s?[ :/-]{1,2}[45]\d\d|[45]\d\d(?= (?:errors?|responses?|[A-Z][a-z]+ [A-Z])))\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """One duration of an incident."""

    metric: str
    """Its name: ``time_to_detect``."""
    status: str
    """Whether it could be measured, as in ``Figure``."""
    seconds: float | None = None
    """How long it was; None unless the timeline gives it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A response target, next to what was reached."""

    metric: str
    """Which duration is limited."""
    limit: str
    """The limit, as the policy writes it."""
    holds: bool | None = None
    """Whether it was kept; None where that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A class that the words of a document suggest."""

    name: str
    """The class."""
    weight: float
    """How much speaks for it; 1 is enough to count it."""
    words: tuple[str, ...] = ()
    """The words that say so, each with where it stands: ``expired certificate (root cause)``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What one postmortem says, as far as many of them are compared by it."""

    file: str
    """Where the document is."""
    id: str | None = None
    """Its id, as written."""
    title: str | None = None
    """Its title."""
    day: str | None = None
    """The day on which it began, ISO 8601; None where the document does not say."""
    end_day: str | None = None
    """The day on which it ended."""
    report_date: str | None = None
    """The day of the report, as written."""
    status: str | None = None
    """The state of the postmortem: draft, in_review, final, closed."""
    house: str | None = None
    """The house of the document."""
    type: str | None = None
    """security, availability, hybrid."""
    severity: SeverityLevel | None = None
    """How grave it was."""
    owner: str | None = None
    """Owner of the postmortem."""
    stated: tuple[str, ...] = ()
    """The classes that the document states."""
    suggested: tuple[Suggestion, ...] = ()
    """The classes that its words suggest, the likeliest first; empty where it states its own."""
    leanings: Mapping[str, float] | None = None
    """How much its words speak for each class, also where that is too little to suggest it; None as for those."""
    services: tuple[str, ...] = ()
    """Services concerned."""
    environment: str | None = None
    """Where it happened."""
    detection: str | None = None
    """Who or what noticed it: monitoring, customer, team, other; None where nothing says so."""
    categories: tuple[str, ...] = ()
    """Categories of the contributing factors, each once."""
    trigger: str | None = None
    """What set it off: the class of the trigger in the words of the taxonomy."""
    failed_controls: tuple[str, ...] = ()
    """Which safeguards did not hold, in the words of the taxonomy."""
    factors: tuple[str, ...] = ()
    """Which sorts of conditions contributed, in the words of the taxonomy."""
    cause: str | None = None
    """The root cause or what stands for it, cut after some hundred words."""
    errors: tuple[str, ...] = ()
    """Names of errors that it shows."""
    recurrence: str | None = None
    """What the document says of earlier incidents of the same cause."""
    is_near_miss: bool = False
    """Whether the document calls it a near miss."""
    took: tuple[Took, ...] = ()
    """Its durations."""
    targets: tuple[Reached, ...] = ()
    """The response targets for it, and whether they were kept."""
    actions: tuple[Action, ...] = ()
    """What was to be done."""
    runbooks: tuple[Runbook, ...] = ()
    """Runbooks to write or to update."""

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes that it counts for: the document's own, else what is suggested, and what is as likely."""
        return self.stated or tuple(
            one.name for one in self.suggested if one.weight >= self.suggested[0].weight * _AS_GOOD
        )

    @property
    def name(self) -> str:
        """Its id, else its file."""
        return self.id or self.file


def incident_of(record: Record, file: str, targets: tuple[Reached, ...] = ()) -> Incident:
    """What the shelf keeps of a record; classes are suggested elsewhere."""
    # what led to it may stand in the timeline years before, so the day that is stated counts before the first there
    first, last = day_of(record.incident.start) or first_day(record), last_day(record)
    severity = record.severity
    return Incident(
        file=file,
        id=record.id,
        title=record.title,
        day=first.isoformat() if first else None,
        end_day=last.isoformat() if last else None,
        report_date=record.report_date,
        status=record.status.value if record.status else None,
        house=record.house,
        type=record.type,
        severity=SeverityLevel(value=severity.value, written=severity.written, scale=severity.scale, rank=severity.rank)
        if severity
        else None,
        owner=record.owner,
        stated=tuple(dict.fromkeys(" ".join(name.split()).casefold() for name in record.classes if name.strip())),
        services=tuple(_services(record)),
        environment=record.environment,
        detection=noticed_by(record),
        categories=tuple(dict.fromkeys(f.category for f in record.analysis.contributing_factors if f.category)),
        cause=cut(cause_of(record)),
        errors=tuple(dict.fromkeys(_errors(record)))[:20],
        recurrence=cut(record.recurrence or ""),
        is_near_miss=is_near_miss(record),
        took=tuple(_durations(record.metrics)),
        targets=targets,
        actions=record.actions,
        runbooks=record.runbooks,
    )


def _services(record: Record) -> Iterator[str]:
    """The services that are stated, else those that were unavailable, where they are names and no sentences."""
    yield from record.services
    for name in () if record.services else map(plain_text, record.impact.services_unavailable):
        if len(name) <= _LONGEST_NAME and name.count(" ") <= _MOST_SPACES:
            yield name


def cause_of(record: Record) -> str:
    """The words of a record on why it happened; empty where it has none."""
    analysis = record.analysis
    parts = (
        analysis.root_cause,
        *analysis.root_causes,
        *analysis.proximate,
        analysis.trigger,
        record.fault,
        record.leadership_summary.cause,
        *(factor.text for factor in analysis.contributing_factors),
        *(control.control for control in analysis.controls),
        *(control.why_it_failed for control in analysis.controls),
        *(why.answer for chain in analysis.whys for why in chain),
    )
    return "\n".join(part for part in parts if part)


def symptoms_of(record: Record) -> str:
    """The words of a record on what was seen and felt."""
    impact = record.impact
    parts = (record.summary, record.executive_summary, impact.text, impact.customer, impact.operational)
    more = (record.detection.text, record.detection.why_triggered, record.status_page, record.customer_communication)
    return "\n".join(part for part in (*parts, *more, *impact.services_unavailable) if part)


def story_of(record: Record) -> str:
    """The words of a record on everything else that happened."""
    parts = (record.lead_up, record.response.text, record.recovery.text, record.backlog, record.recurrence)
    told = (event.what for event in record.timeline)
    learned = (lesson.text for lesson in record.lessons)
    wrong = (entry.text for entry in record.went_wrong)
    todo = (action.what for action in record.actions)
    return "\n".join(part for part in (*parts, *told, *learned, *wrong, *todo) if part)


def cut(text: str) -> str | None:
    """A text, cut at a word where it is long; None for an empty one."""
    words = text.strip()
    return (words if len(words) <= _MOST_WORDS else words[:_MOST_WORDS].rpartition(" ")[0] + " \u2026") or None


def _durations(metrics: Metrics) -> Iterator[Took]:
    for field in fields(Metrics):
        figure: Figure = getattr(metrics, field.name)
        yield Took(metric=field.name, status=figure.status, seconds=figure.seconds)


def _errors(record: Record) -> Iterator[str]:
    texts = (record.title or "", symptoms_of(record), cause_of(record), *(e.what or "" for e in record.timeline))
    for text in texts:
        for match in _ERROR.finditer(text):
            yield re.sub(r"[ :/-]+", " ", match[0]).strip()
