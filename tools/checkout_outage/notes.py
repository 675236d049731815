"""What people wrote down: the scribe's incident log and the support desk's list of tickets."""

import csv
import io
from datetime import datetime, timedelta, timezone

from checkout_outage.draw import chance
from checkout_outage.story import INCIDENT, SCRIBE_ROLLBACK_DONE, at, clock_of, second_of_day

DESK_ZONE = timezone(timedelta(hours=-4))
"""The support desk's zone: US Eastern, daylight saving time."""

TICKETS = 143
"""Support tickets about the incident."""

_LOG = (
    ("14:15", "Mara", "Test order fails with a 503; alert confirmed"),
    ("14:16", "Mara", "Declared SEV-2"),
    ("14:17", "Ines", "Takes incident command; Beatrix keeps this log"),
    ("14:18", "Ines", "Call opened"),
    ("14:19", "Tomas", "Asks whether to roll back v4.18.0; open, because of migration 0147"),
    ("14:21", "Ines", "Working hypothesis: payment provider A"),
    ("14:22", "Owen", "Status page: Investigating"),
    ("14:24", "Ines", "Decision: switch payments to provider B. Done 14:24"),
    ("14:27", "Mara", "Database on-call paged"),
    ("14:28", "Mara", "No change on provider B; hypothesis dropped"),
    ("14:30", "Jonah", "Joins, looks at the database"),
    ("14:33", "Jonah", "Database is idle; each pod holds exactly 10 connections"),
    ("14:34", "Tomas", "Start-up log of v4.18.0 shows a pool limit of 10 instead of 40"),
    ("14:36", "Ines", "Decision: roll back to v4.17.3 (migration 0147 checked, safe)"),
    ("14:38", "Tomas", "Rollback started"),
    (SCRIBE_ROLLBACK_DONE, "Tomas", "Rollback to v4.17.3 finished"),
    ("14:49", "Mara", "Failed orders below 1%"),
    ("14:52", "Owen", "Status page: Monitoring"),
    ("15:02", "Ines", "Payments back on provider A"),
    ("15:05", "Tomas", "Access key rotated that was pasted at 14:26"),
    ("15:10", "Ines", "Resolved; review on 2026-03-13 15:00 UTC"),
)

_SUBJECTS = (
    "Order could not be placed",
    "Payment goes through but no order",
    "Error at checkout, tried three times",
    "Pending charge on my card, no order number",
    "Cart is stuck at payment",
    "Is the shop down?",
)


def incident_log() -> bytes:
    """The scribe's log; the day stands in the first row only."""
    lines = [
        f"# Incident log {INCIDENT}: checkout orders fail",
        "",
        "Scribe: Beatrix Holm. Times in UTC, to the minute, as heard on the call.",
        "",
        "| Time (UTC) | Who | What |",
        "|---|---|---|",
    ]
    for index, (clock, who, what) in enumerate(_LOG):
        stamp = f"{at(clock_of('declared')):%Y-%m-%d} {clock}" if index == 0 else clock
        lines.append(f"| {stamp} | {who} | {what} |")
    lines += ["", "Open: does provider A's reconciliation show every voided authorisation as released?"]
    return ("\n".join(lines) + "\n").encode()


def _opened() -> list[datetime]:
    """When each ticket was opened: most while orders failed, a tail until evening."""
    rng = chance("tickets")
    first, last = second_of_day(clock_of("first_ticket")), second_of_day("14:51:00")
    during = [first + (last - first) * rng.random() for _ in range(112)]
    after = [last + (second_of_day("21:40:00") - last) * rng.random() ** 2 for _ in range(TICKETS - 113)]
    return [at("00:00:00") + timedelta(seconds=round(second)) for second in sorted([first, *during, *after])]


def support_tickets() -> bytes:
    """The desk's export: comma-separated, times with the desk's offset."""
    rng = chance("ticket words")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("created_at", "ticket", "channel", "subject", "priority", "first_reply_at", "tag"))
    for index, moment in enumerate(_opened()):
        reply = moment + timedelta(minutes=rng.randrange(4, 55))
        writer.writerow(
            (
                moment.astimezone(DESK_ZONE).isoformat(),
                f"T-{88_210 + index}",
                rng.choice(("chat", "email", "phone")),
                _SUBJECTS[0] if index == 0 else rng.choice(_SUBJECTS),
                rng.choice(("normal", "normal", "high")),
                reply.astimezone(DESK_ZONE).isoformat(),
                INCIDENT.lower(),
            )
        )
    return out.getvalue().encode()
