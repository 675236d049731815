"""The SMART verdict of an action item, and what it is for."""

from datetime import date

import pytest

from afterword.houses.reading.getting import get
from afterword.model.action import Action
from afterword.model.plain import Plain
from afterword.review.case import Case
from afterword.review.smart import Verdict, kind_of, verdicts

HEAD = "# X\n\n## Action items\n\n| What | Owner | Due | Status | Done when | Proof |\n|---|---|---|---|---|---|\n"


def judged(row: str, **policy: Plain) -> Verdict:
    """The verdict on the only item of a document."""
    reading = get(f"{HEAD}| {row} |\n")
    case = Case(reading=reading, record=reading.record, today=date(2026, 3, 20), policy=policy)
    (one,) = verdicts(case)
    return one


@pytest.mark.parametrize(
    ("row", "spoken"),
    [
        ("Add an alert when the lag is over 30 s | @liam | 2026-04-01 | pending | |", "5 of 5"),
        ("Add an alert on lag | | | pending | |", "3 of 5: no owner, no date"),
        ("Improve monitoring | @liam | 2026-04-01 | pending | |", "3 of 5: not specific, not measurable"),
        ("Onboard the new colleague | @liam | | pending | |", "3 of 5: not measurable, no date"),
        ("Onboard the new colleague | @liam | 2026-04-01 | pending | she has led a drill |", "5 of 5"),
        ("Limit the pool | SRE team | 2026-04-01 | pending | |", "4 of 5: no single owner"),
        ("Limit the pool | TBD | soon | pending | |", "3 of 5: no owner, no date"),
        ("Limit the pool | @liam | 2026-03-01 | pending | |", "4 of 5: overdue"),
        ("Be more careful with deploys | @liam | 2026-04-01 | pending | |", "2 of 5: asks for care, not measurable"),
        ("Keep an eye on lag | @liam | 2026-04-01 | pending | |", "4 of 5: no end"),
        ("Retrain on-call | @liam | 2026-04-01 | pending | |", "4 of 5: training alone"),
    ],
)
def test_what_is_missing_is_named(row: str, spoken: str) -> None:
    """The score counts the letters, and each reason stands once."""
    assert judged(row).spoken == spoken


def test_a_house_that_asks_for_priorities_counts_them() -> None:
    """Where it does not, nothing is missing."""
    row = "Limit the pool | @liam | 2026-04-01 | pending | |"
    assert judged(row).score == 5
    assert judged(row, every_action=["priority"]).spoken == "4 of 5: no priority"


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ("Add an alert when the pool is full", "detect"),
        ("Reject settings that nothing reads", "prevent"),
        ("Write a runbook for a full pool", "mitigate"),
        ("Send flowers", None),
    ],
)
def test_what_an_item_is_for(what: str, kind: str | None) -> None:
    """The first word that tells decides; where none does, nothing is claimed."""
    assert kind_of(Action(what=what)) == kind
