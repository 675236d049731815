"""A made-up team's incidents, with causes that belong to them: a shelf whose trends and recurrences can be read.

Run it with ``python benchmarks/made_up_incidents.py FOLDER [COUNT]``; the same count gives the same files. Every tenth
incident has the cause of an earlier one almost word for word, a quarter states its class, and of some neither the day
nor how far the actions are is known.
"""

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "configuration": (
        ("{s} refused requests after a wrong setting", "A missing variable stopped {s}"),
        (
            "The setting {w}_limit of {s} was wrong in one region, and no validation looked at it before the rollout.",
            "An environment variable of {s} was missing after the template of {w} was split.",
        ),
        ("Validate the settings of {s} before they are rolled out", "Alert when {s} starts with defaults"),
    ),
    "certificate or expiry": (
        ("{s} unreachable: certificate expired", "Expired key of {w} stopped {s}"),
        (
            "The TLS certificate of {s} had expired; its renewal was managed by hand and nobody watched the date.",
            "The signing key of {w} expired, and {s} went on using it.",
        ),
        ("Renew the certificates of {s} automatically", "Alert 30 days before a certificate of {w} expires"),
    ),
    "database performance": (
        ("Slow queries of {w} stopped {s}", "{s} waited for locks"),
        (
            "A missing index on the table of {w} made every query of {s} a full table scan.",
            "A long-running transaction of {w} held locks until the connection pool of {s} was empty.",
        ),
        ("Add the index for {w} and limit the time of statements", "Limit the length of transactions of {s}"),
    ),
    "capacity": (
        ("{s} overloaded at the sale of {w}", "Disk of {s} full"),
        (
            "Traffic of {w} was four times the capacity of {s}, which did not scale up by itself.",
            "The disk space of {s} ran out, because logs of {w} were never rotated.",
        ),
        ("Scale {s} by the length of its queue", "Rotate the logs of {w} and alert on disk space"),
    ),
    "deployment": (
        ("A bad release of {s} was rolled back", "Deployment of {w} broke {s}"),
        (
            "Release of {s} went to all regions at once, without canary, with a broken build of {w}.",
            "The deployment order of {w} and {s} was reversed, and the rollback took long.",
        ),
        ("Introduce a canary stage for {s}", "Test the rollback of {w} every month"),
    ),
    "dependency": (
        ("Outage of a provider stopped {s}", "Upgrade of {w} broke {s}"),
        (
            "The third-party provider of {w} had an outage, and {s} had no fallback for it.",
            "A dependency upgrade of {w} was incompatible with {s} and came in unpinned.",
        ),
        ("Add a fallback for the provider of {w}", "Pin the versions that {s} builds with"),
    ),
    "network": (
        ("{s} cut off by a routing change", "Packet loss between {w} and {s}"),
        (
            "A routing table change withdrew the routes of {s}; no review looked at the firewall of {w}.",
            "A switch failure caused packet loss between {w} and {s}, and its standby did not take over.",
        ),
        ("Check routes of {s} before they are announced", "Test the standby switch of {w} each quarter"),
    ),
    "memory leak": (
        ("{s} killed: out of memory", "Memory of {w} grew for days"),
        (
            "A memory leak in the cache of {w} grew until {s} was OOMKilled on every node.",
            "{s} kept sessions of {w} for ever; memory usage had no limit.",
        ),
        ("Limit the memory of {s}", "Fix the leak in {w} and add a test of a day"),
    ),
}
"""By class: titles, causes, and actions; ``{s}`` is the service and ``{w}`` what it works with."""
SERVICES = ("checkout", "search", "login", "billing", "mailer", "catalogue", "ledger", "gateway", "reports", "uploads")
"""Services that fail."""
PARTS = ("orders", "coupons", "sessions", "invoices", "images", "carts", "prices", "exports", "webhooks", "refunds")
"""What they work with."""
PEOPLE = ("Ana Lind", "Ben Ode", "Cleo Fa", "Dara Voss", "Eli Mont", "Fay Kerr", "SRE", "Platform")
"""Who has actions."""
FIRST = date(2023, 2, 1)
"""The first day of an incident."""
DAYS = 1_060
"""Over how many days they are spread."""


def incidents(count: int) -> Iterator[str]:
    """So many postmortems."""
    chance = random.Random(7)
    earlier: list[tuple[str, str, str, str]] = []
    for number in range(1, count + 1):
        kind = chance.choice([*KINDS])
        titles, causes, _ = KINDS[kind]
        service, part = chance.choice(SERVICES), chance.choice(PARTS)
        story = (kind, service, part, chance.choice(causes))
        if earlier and chance.random() < 0.1:
            story = chance.choice(earlier)
        earlier.append(story)
        yield _document(number, story, chance.choice(titles if story[0] == kind else KINDS[story[0]][0]), chance)


def _document(number: int, story: tuple[str, str, str, str], title: str, chance: random.Random) -> str:
    kind, service, part, cause = story
    day = FIRST + timedelta(days=int(DAYS * chance.random() ** 0.8))
    start = chance.randrange(23 * 60)
    steps, at = [], start
    for phase in ("Incident began", "Detected", "Response started", "Root cause identified", "Mitigated", "Resolved"):
        steps.append(f"| {_clock(day, at)} | {phase} |")
        at += max(1, round(chance.lognormvariate(2.6, 0.9)))
    dated = chance.random() < 0.985
    head = [f"id: INC-{number:05}", f"severity: P{chance.choices((1, 2, 3), (1, 3, 6))[0]}", f"services: [{service}]"]
    head += [f"owner: {chance.choice(PEOPLE)}"] + ([f"classes: [{kind}]"] if number % 4 == 0 else [])
    rows = [_action(index, text, service, part, day, chance) for index, text in enumerate(KINDS[kind][2], 1)]
    words = {"s": service, "w": part}
    lines = ["---", "house: seal", *head, "---", f"# {title.format(**words).capitalize()}", ""]
    lines += ["## Summary", ""]
    lines += [f"{service.capitalize()} did not serve {part} for part of the users; {chance.choice(_SEEN)}.", ""]
    lines += ["## Timeline", "", "| Time (UTC) | Event |", "|---|---|", *(steps if dated else []), ""]
    lines += ["## Root Cause", "", "### Primary Cause", "", cause.format(**words), "", "## Action Items", ""]
    lines += ["| ID | Action | Owner | Deadline | Status |", "|---|---|---|---|---|", *rows, ""]
    return "\n".join(lines)


_SEEN = (
    "customers reported it in chat", "an alert on errors fired", "a colleague noticed it", "support tickets came in",
    "nobody was told at first", "the status page stayed green",
)  # fmt: skip


def _clock(day: date, minute: int) -> str:
    return f"{day + timedelta(days=minute // 1440)} {minute // 60 % 24:02}:{minute % 60:02}"


def _action(index: int, text: str, service: str, part: str, day: date, chance: random.Random) -> str:
    due = day + timedelta(days=chance.choice((7, 14, 30, 60, 90)))
    state = chance.choices(("Done", "Pending", "In Progress", ""), (6, 2, 1, 1))[0]
    owner = chance.choice((*PEOPLE, ""))
    return (
        f"| A-{index} | {text.format(s=service, w=part)} | {owner} | {due if chance.random() < 0.8 else ''} | {state} |"
    )


def main() -> None:
    """Write them into a folder."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(incidents(count), 1):
        (folder / f"{number:05}.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
