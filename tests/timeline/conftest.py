"""Entries as the readers of evidence give them, for the tests of the timeline."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from afterword.model.evidence import Entry, EntryMoment, Source
from afterword.model.moment import format_instant, instant


class Evidence:
    """Makes entries with sources that count up, file by file."""

    def __init__(self) -> None:
        """Starts with no file."""
        self.entries: list[Entry] = []
        self._lines: dict[str, int] = {}

    def add(
        self,
        kind: str,
        at: str | None,
        what: str | None,
        *,
        file: str | None = None,
        who: str | None = None,
        severity: str | None = None,
        moments: tuple[EntryMoment, ...] = (),
        **fields: object,
    ) -> Entry:
        """One more record."""
        name = file or f"{kind}.txt"
        line = self._lines[name] = self._lines.get(name, 0) + 1
        source = Source(
            file=name,
            kind=kind,
            line=line,
            offset=line * 100,
            length=80,
            sha256=hashlib.sha256(name.encode()).hexdigest(),
        )
        known: dict[str, object] = {"precision": "second" if at else "unknown"}
        if at is not None and "T" in at and at.endswith("Z"):
            known |= {"zone": "UTC", "zone_basis": "stated", "year_basis": "stated"}
        known |= fields
        entry = Entry(at=at, what=what, who=who, severity=severity, moments=moments, sources=(source,), **known)  # type: ignore[arg-type]
        self.entries.append(entry)
        return entry


def later(at: str, seconds: float) -> str:
    """A time so much later."""
    moment = instant(at)
    assert moment is not None
    return format_instant(moment + timedelta(seconds=seconds))


def outage(*, start: str = "2024-02-15T14:00:00Z") -> Evidence:
    """The evidence of a small outage: traffic, a deployment, a page, a chat, and a status page."""
    evidence = Evidence()
    for second in range(0, 5400, 2):
        failing = 1920 <= second < 3720 and second % 4 == 0
        evidence.add(
            "access-log",
            later(start, second),
            f"POST /checkout {503 if failing else 200}",
            severity="error" if failing else None,
        )
    evidence.add("github-deployments", later(start, 1800), "Deployment of shop to production: success", who="ana")
    evidence.add("pagerduty", later(start, 2100), "Triggered: checkout error rate above 5%", who="monitor")
    evidence.add("pagerduty", later(start, 2160), "Acknowledged by Ben", who="Ben")
    evidence.add("pagerduty", later(start, 4500), "Resolved through the API", who="monitor")
    chat = [
        (2170, "Ben", "looking into it"),
        (2200, "Cleo", "should we roll back?"),
        (2230, "Ben", "declaring a SEV-2 incident"),
        (2260, "Cleo", "I'm IC"),
        (2500, "Dan", "if it is the deploy we could roll back"),
        (2700, "Dan", "found the root cause: the new release retries forever"),
        (2900, "Ben", "rolling back to v41"),
        (3600, "Ben", "rollback finished"),
        (4600, "Cleo", "all clear, closing the incident"),
    ]
    for second, who, words in chat:
        evidence.add("slack", later(start, second), words, who=who)
    evidence.add("slack", later(start, 2171), "Dan has joined the channel", who="Dan")
    evidence.add("statuspage", later(start, 2400), "Investigating: some orders fail")
    evidence.add("statuspage", later(start, 4560), "Resolved: all orders go through")
    return evidence


def milestones(entries: tuple[Entry, ...]) -> dict[str, str | None]:
    """Phase to time."""
    return {entry.phase: entry.at for entry in entries if entry.phase}


def renamed(entry: Entry, file: str) -> Entry:
    """The same record in another file."""
    return replace(entry, sources=(replace(entry.sources[0], file=file),))


@pytest.fixture
def evidence() -> Evidence:
    """An empty case."""
    return Evidence()


@pytest.fixture(scope="session")
def checkout() -> Evidence:
    """The outage of ``outage``, made once."""
    return outage()


@pytest.fixture
def troubled() -> Evidence:
    """The outage of ``outage``, to be added to."""
    return outage()
