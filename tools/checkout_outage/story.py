"""What happened, to the second: the one place that every writer of evidence takes its times and names from.

Everything is invented: the shop, the people, the payment providers, the numbers. Hosts and
addresses are of the ranges reserved for documentation.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

DAY = "2026-03-12"
"""The day of the incident, a Thursday."""

INCIDENT = "INC-2026-031"
"""The incident's id."""

CLOCK_BEHIND = timedelta(seconds=47)
"""How far the clock of ``egress-01`` is behind; its log is the only one that shows it."""

POOL_LIMIT_OLD, POOL_LIMIT_NEW = 40, 10
"""Connections a pod may hold, before v4.18.0 and with it."""

PODS = ("checkout-api-0", "checkout-api-1", "checkout-api-2", "checkout-api-3")
"""The pods that serve orders."""

EDGE_NODES = 8
"""Edge nodes that share the traffic evenly; the access log is of one of them."""


def at(clock: str, day: str = DAY) -> datetime:
    """The instant of a clock time in UTC, such as ``14:06:12`` or ``14:06:12.418``."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=UTC)


def second_of_day(clock: str) -> float:
    """Seconds since midnight UTC of a clock time."""
    return (at(clock) - at("00:00:00")).total_seconds()


def iso(moment: datetime) -> str:
    """RFC 3339 in UTC with whole seconds, as GitHub and PagerDuty write it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A point of the incident that tests may rely on."""

    name: str
    """A phase of the record, or a short name."""
    clock: str
    """Clock time in UTC, to the second."""
    what: str
    """What happened then."""


MILESTONES = (
    Milestone(name="merged", clock="12:58:09", what="Pull request #2291 merged"),
    Milestone(name="canary_deployed", clock="13:36:12", what="v4.18.0 on the canary pod"),
    Milestone(name="deployed", clock="13:53:41", what="v4.18.0 on all four pods"),
    Milestone(name="campaign", clock="14:00:00", what="Spring campaign, first wave, starts to go out"),
    Milestone(name="began", clock="14:06:12", what="First order fails: no free database connection"),
    Milestone(name="detected", clock="14:10:15", what="CheckoutErrorRatioHigh fires"),
    Milestone(name="paged", clock="14:10:46", what="PagerDuty opens an incident"),
    Milestone(name="first_ticket", clock="14:11:20", what="First support ticket"),
    Milestone(name="acknowledged", clock="14:14:06", what="On-call engineer acknowledges the page"),
    Milestone(name="validated", clock="14:15:08", what="A test order fails"),
    Milestone(name="declared", clock="14:16:10", what="SEV-2 declared"),
    Milestone(name="ic_engaged", clock="14:17:12", what="Incident commander takes over"),
    Milestone(name="war_room", clock="14:18:05", what="Call opened"),
    Milestone(name="rollback_asked", clock="14:19:14", what="Should we roll back? asked in the channel"),
    Milestone(name="communicated", clock="14:22:10", what="Status page: Investigating"),
    Milestone(name="payment_failover", clock="14:24:18", what="Payments switched to the second provider"),
    Milestone(name="escalated", clock="14:27:07", what="Database on-call paged"),
    Milestone(name="database_acknowledged", clock="14:29:02", what="Database on-call acknowledges"),
    Milestone(name="identified", clock="14:34:20", what="Pool limit of 10 found in the start-up log"),
    Milestone(name="decided", clock="14:36:08", what="Decision to roll back to v4.17.3"),
    Milestone(name="mitigating", clock="14:38:12", what="Rollback deployment created"),
    Milestone(name="mitigated", clock="14:46:11", what="Rollback finished, by the deploy system"),
    Milestone(name="recovered", clock="14:49:08", what="Failed orders below 1 percent"),
    Milestone(name="alert_resolved", clock="14:51:15", what="CheckoutErrorRatioHigh resolves"),
    Milestone(name="resolved", clock="15:10:04", what="Incident resolved"),
    Milestone(name="hotfix_merged", clock="16:47:03", what="Pull request #2307 merged"),
    Milestone(name="hotfix_deployed", clock="17:30:14", what="v4.18.1 on all four pods"),
)
"""The incident in order of time."""

SCRIBE_ROLLBACK_DONE = "14:44"
"""When the scribe's log says that the rollback finished: two minutes before the deploy system."""

ROLLED_BACK = ("14:40:05", "14:42:02", "14:44:03", "14:46:02")
"""When each pod, in the order of ``PODS``, served again with v4.17.3."""

UPGRADED = ("13:36:12", "13:48:11", "13:50:58", "13:53:36")
"""When each pod, in the order of ``PODS``, served with v4.18.0; the first is the canary."""


def clock_of(name: str) -> str:
    """The clock time of a milestone."""
    return next(milestone.clock for milestone in MILESTONES if milestone.name == name)


def moment_of(name: str) -> datetime:
    """The instant of a milestone."""
    return at(clock_of(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who takes part."""

    name: str
    """Full name."""
    login: str
    """Name in GitHub and before the @ of the address."""
    slack: str
    """User id in Slack."""
    pager: str
    """User id in PagerDuty."""
    role: str
    """What they do in the incident."""


MARA = Person(name="Mara Lindqvist", login="mlindqvist", slack="U05MARA7LQ", pager="PMARA01", role="on-call engineer")
TOMAS = Person(name="Tomas Oyelaran", login="toyelaran", slack="U05TOMS4OY", pager="PTOMA02", role="service owner")
INES = Person(name="Ines Caldera", login="icaldera", slack="U05INES2CA", pager="PINES03", role="incident commander")
JONAH = Person(name="Jonah Whitlock", login="jwhitlock", slack="U05JONA9WH", pager="PJONA04", role="database on-call")
SANA = Person(name="Sana Iqbal", login="siqbal", slack="U05SANA6IQ", pager="PSANA05", role="support lead")
BEATRIX = Person(name="Beatrix Holm", login="bholm", slack="U05BEAT3HO", pager="PBEAT06", role="scribe")
OWEN = Person(name="Owen Achterberg", login="oachterberg", slack="U05OWEN8AC", pager="POWEN07", role="communications")

PEOPLE = (MARA, TOMAS, INES, JONAH, SANA, BEATRIX, OWEN)
"""Everybody, in no order."""
