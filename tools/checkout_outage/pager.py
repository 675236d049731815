"""Log entries of PagerDuty, newest first; two pages were exported, one of them in the account's zone."""

from dataclasses import dataclass
from datetime import timedelta, timezone

from checkout_outage.draw import Json, pretty, token
from checkout_outage.story import INES, JONAH, MARA, Person, at, clock_of

ACCOUNT_ZONE = timezone(timedelta(hours=-5))
"""The account's zone, Chicago in March."""

_UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_HOST = "https://pagerduty.example.com"
_API = "https://api.pagerduty.example.com"
_INCIDENT = "Q3CHK0UT7AGE26"
_TITLE = "[#8841] CheckoutErrorRatioHigh: more than 5% of checkout orders fail over 5 minutes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One log entry, before it is written."""

    clock: str
    """Clock time in UTC."""
    kind: str
    """The entry's type without ``_log_entry``."""
    summary: str
    """Its own words."""
    agent: Person | None
    """Who did it; None where it is the service."""
    channel: dict[str, Json]
    """How it was done."""


def _told(clock: str, person: Person, how: str, address: str, status: str = "success") -> Step:
    notice: dict[str, Json] = {"type": how, "address": address, "status": status}
    channel: dict[str, Json] = {"type": "auto", "notification": notice}
    return Step(clock=clock, kind="notify", summary=f"Notified {person.name} via {how}", agent=person, channel=channel)


STEPS = (
    Step(
        clock=clock_of("paged"),
        kind="trigger",
        summary="Triggered through the API.",
        agent=None,
        channel={"type": "api"},
    ),
    Step(clock="14:10:46", kind="assign", summary=f"Assigned to {MARA.name}", agent=None, channel={"type": "auto"}),
    _told("14:10:48", MARA, "push_notification", "Mara's phone"),
    _told("14:12:48", MARA, "phone", "+1 555 0100", "no_answer"),
    Step(
        clock=clock_of("acknowledged"),
        kind="acknowledge",
        summary=f"Acknowledged by {MARA.name} via the mobile app.",
        agent=MARA,
        channel={"type": "mobile"},
    ),
    Step(
        clock="14:17:05",
        kind="annotate",
        summary=f"Note added by {INES.name}: taking incident command, SEV-2",
        agent=INES,
        channel={"type": "note", "summary": "taking incident command, SEV-2"},
    ),
    Step(
        clock=clock_of("escalated"),
        kind="escalate",
        summary=f"Escalated to {JONAH.name} by {MARA.name} through the website.",
        agent=MARA,
        channel={"type": "website"},
    ),
    _told("14:27:09", JONAH, "push_notification", "Jonah's phone"),
    Step(
        clock=clock_of("database_acknowledged"),
        kind="acknowledge",
        summary=f"Acknowledged by {JONAH.name} via the mobile app.",
        agent=JONAH,
        channel={"type": "mobile"},
    ),
    Step(
        clock="14:51:46",
        kind="resolve",
        summary="Resolved through the integration API.",
        agent=None,
        channel={"type": "api"},
    ),
)
"""The incident as the pager saw it, oldest first."""


def _reference(kind: str, key: str, name: str, place: str) -> Json:
    return {
        "id": key,
        "type": f"{kind}_reference",
        "summary": name,
        "self": f"{_API}/{place}/{key}",
        "html_url": f"{_HOST}/{place}/{key}",
    }


_SERVICE = _reference("service", "PCHKAPI", "checkout-api", "services")


def _entry(index: int, step: Step) -> Json:
    key = "R" + token(f"pager/{index}", 25, _UPPER)
    moment = at(step.clock)
    # The second page was exported without asking for UTC, so it has the account's zone.
    local = moment.astimezone(ACCOUNT_ZONE).isoformat() if index < 5 else moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    agent = _SERVICE if step.agent is None else _reference("user", step.agent.pager, step.agent.name, "users")
    entry: dict[str, Json] = {
        "id": key,
        "type": f"{step.kind}_log_entry",
        "summary": step.summary,
        "self": f"{_API}/log_entries/{key}",
        "html_url": f"{_HOST}/incidents/{_INCIDENT}/log_entries/{key}",
        "created_at": local,
        "agent": agent,
        "channel": step.channel,
        "service": _SERVICE,
        "incident": _reference("incident", _INCIDENT, _TITLE, "incidents"),
        "teams": [_reference("team", "PTEAMCO", "Checkout", "teams")],
        "contexts": [],
    }
    if step.kind == "trigger":
        entry["event_details"] = {"description": "More than 5% of checkout orders fail over 5 minutes"}
    return entry


def log_entries() -> bytes:
    """The export, newest first."""
    entries = [_entry(index, step) for index, step in enumerate(STEPS)]
    return pretty({"log_entries": entries[::-1], "limit": 25, "offset": 0, "more": False, "total": None})
