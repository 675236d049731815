"""Rates: a form of message that comes more often, or no more, is told, and one that goes on as it did is not."""

import random
from typing import TYPE_CHECKING

from afterword.model.evidence import Entry
from afterword.timeline.telling import tell

if TYPE_CHECKING:
    from conftest import Evidence

START = "2024-02-15T14:00:00Z"


def log(evidence: "Evidence", what: str, rate: float, minutes: range, *, severity: str = "info", seed: int = 1) -> None:
    """Messages that come by chance, so many a minute on average."""
    dice = random.Random(f"{what} {seed}")  # noqa: S311  the same messages every time
    for minute in minutes:
        for second in range(60):
            if dice.random() < rate / 60:
                at = f"2024-02-15T{14 + minute // 60}:{minute % 60:02}:{second:02}Z"
                evidence.add("java-log", at, what.replace("{}", str(dice.randrange(9999))), severity=severity)


def told(evidence: "Evidence") -> list[Entry]:
    """The events of the messages, which are sorted first."""
    return list(tell(sorted(evidence.entries, key=lambda entry: entry.at or "")).entries)


def turned(evidence: "Evidence") -> list[tuple[str | None, str]]:
    """When something came more or less often."""
    return [(entry.at, entry.what or "") for entry in told(evidence) if (entry.what or "").startswith("Messages ")]


def test_steady_messages_do_not_turn(evidence: "Evidence") -> None:
    """What comes by chance at one rate is told once, without any change."""
    for rate, what in ((0.3, "retry {}"), (2, "order {} taken"), (20, "order {} sent")):
        log(evidence, what, rate, range(90))
    log(evidence, "payment {} was late", 1, range(90), severity="warn")
    entries = told(evidence)
    assert len(entries) == 4
    assert all("messages of one form" in (entry.reason or "") for entry in entries)


def test_messages_that_stop_are_told_with_the_last(evidence: "Evidence") -> None:
    """A heartbeat that ends is told where it ends, with its rate and a citation."""
    log(evidence, "heartbeat {}", 20, range(60))
    log(evidence, "order {} taken", 10, range(120))
    ((at, what),) = turned(evidence)
    assert at is not None
    assert at.startswith("2024-02-15T14:59")
    assert what.startswith("Messages stop, 0 a minute instead of ")
    assert what.endswith(": heartbeat …")
    (entry,) = (entry for entry in told(evidence) if entry.what == what)
    assert entry.sources
    assert entry.reason == "messages of one form by the minute"


def test_messages_that_come_more_often_and_forms_that_turn_together(evidence: "Evidence") -> None:
    """Of forms that change at the same time one tells, and says how many more there are."""
    log(evidence, "order {} taken", 30, range(60))
    log(evidence, "order {} sent", 28, range(60))
    log(evidence, "order {} taken", 4, range(60, 120))
    log(evidence, "order {} sent", 4, range(60, 120))
    log(evidence, "queue {} is long", 2, range(60))
    log(evidence, "queue {} is long", 40, range(60, 120))
    found = {what.split(",")[0]: at for at, what in turned(evidence)}
    assert set(found) == {"Messages come less often", "Messages come more often"}
    assert all(at is not None and at.startswith("2024-02-15T15:00") for at in found.values())
    assert sum("one more form changes with it" in (entry.reason or "") for entry in told(evidence)) == 1


def test_errors_that_begin_and_stay_are_an_onset(evidence: "Evidence") -> None:
    """Errors that go on to the end of the log mark the beginning of the incident."""
    log(evidence, "order {} taken", 10, range(120))
    log(evidence, "order {} failed: pool exhausted", 12, range(30, 120), severity="error")
    began = [entry for entry in told(evidence) if entry.phase == "began"]
    assert [(entry.at or "")[:16] for entry in began] == ["2024-02-15T14:30"]
