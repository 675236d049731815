"""Criteria of closure as data: what each can ask, what shows it, and how a later policy tightens an earlier one."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from afterword.cli.main import main
from afterword.houses import library
from afterword.houses.reading.getting import get
from afterword.model.plain import Plain
from afterword.model.record import Record
from afterword.review.case import Case
from afterword.review.policy.closure import Judged, judge
from afterword.review.policy.criteria import criteria_of
from afterword.review.policy.outside import Kept
from afterword.review.policy.terms import calendar_of, deadline, for_severity, term_of
from afterword.review.policy.tightening import tightened
from afterword.review.settings import merged

CLEAN = Kept(is_clean=True, reason="commit 1234567 of 2026-03-20", authors=("Mia Chen",))


def judged(text: str, asks: Plain, kept: Kept | None = CLEAN) -> Judged:
    """One criterion over a document."""
    reading = get(text)
    case = Case(reading=reading, record=reading.record, today=date(2026, 3, 20), policy={"closure": {"it": asks}})
    (one,) = judge(case, kept)
    return one


ACTIONS = """# Checkout

## Action items

| ID | What | Owner | Due | Status | Ticket |
|---|---|---|---|---|---|
| A-1 | Limit the pool to 40 | @ana | 2026-04-01 | pending | INFRA-1 |
| A-2 | Alert on lag over 30 s | | 2026-04-01 | pending | |
| A-3 | Tell everyone | | | cancelled | |
| A-4 | Roll back | @jo | 2026-03-12 | done | INFRA-2 |
"""


def test_each_open_action_needs_what_is_asked() -> None:
    """Cancelled and done ones are let be; what is missing names the line and the field."""
    one = judged(ACTIONS, {"every": "actions", "has": ["owner", "due"]})
    assert [(m.line, m.text) for m in one.missing] == [(8, "A-2: Alert on lag over 30 s \u2014 no owner")]
    assert [e.line for e in one.evidence] == [7]


def test_proof_can_be_asked_of_what_is_done() -> None:
    """``where`` chooses the items by their status."""
    one = judged(ACTIONS, {"every": "actions", "where": "done", "has": "proof"})
    assert [m.line for m in one.missing] == [10]


def test_a_decision_not_to_act_stands_for_actions() -> None:
    """None, with its reason, is an answer; an empty section is none."""
    asks: Plain = {"every": "actions", "has": "owner"}
    assert judged("# X\n\n## Action items\n\nNone, because the service is switched off in May.\n", asks).holds
    assert not judged("# X\n\n## Action items\n\nTBD\n", asks).holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("---\nshared_with: [all of engineering]\n---\n# X\n", True),
        ("# X\n\nThe postmortem was shared with engineering on 2026-03-19.\n", True),
        ("# X\n\nShared with: Engineering (2026-03-19)\n", True),
        ("# X\n\nLessons learned were communicated to all of engineering on 2026-03-19.\n", True),
        ("# X\n\nPresented at the engineering all-hands of 2026-03-19.\n", True),
        ("# X\n\n- [x] Lessons communicated to engineering\n", True),
        ("# X\n\n- [ ] Lessons communicated to engineering\n", False),
        ("# X\n\nLessons learned are communicated to engineering.\n", False),
        ("# X\n\nThe report will be shared with engineering.\n", False),
        ("# X\n\nShared with: TBD\n", False),
        ("# X\n\nThe postmortem was shared with the payments team.\n", False),
        ("# X\n", False),
    ],
)
def test_sharing_has_to_be_said_as_done(text: str, holds: bool) -> None:
    """Plans do not count, and the audience has to be named."""
    assert judged(text, {"shared_with": "all of engineering"}).holds is holds


REVIEWED = "---\nhouse: cloud\n---\n# Post Mortem\n\n## Peer-review committee:\n\n"


@pytest.mark.parametrize(
    ("rows", "fewest", "holds"),
    [
        ("- Lena, approved, 2026-03-16\n- Jonah, approved, 2026-03-16\n", "all", True),
        ("- Lena, approved, 2026-03-16\n- Jonah\n", "all", False),
        ("- Lena, approved, 2026-03-16\n- Jonah\n", 1, True),
        ("- Lena, approved, 2026-03-16\n- Jonah, changes requested, 2026-03-16\n", 1, False),
        ("- Lena, not approved, 2026-03-16\n", 1, False),
        ("", "all", False),
    ],
)
def test_reviewers_give_verdicts(rows: str, fewest: Plain, holds: bool) -> None:
    """Every one approves, or enough do and none refuses."""
    assert judged(REVIEWED + rows, {"approved": fewest}).holds is holds


def test_every_responder_contributes() -> None:
    """As author, in the meeting, or in a commit; who did not is named, and so is a document that names nobody."""
    text = "---\nresponders: [Ana Silva, '@jo', Mia]\nauthors: [Ana]\n---\n# X\n"
    one = judged(text, {"contributed": True})
    assert [m.text.split(" ")[0] for m in one.missing] == ["@jo"]
    assert [e.text for e in one.evidence] == ["Ana Silva: author", "Mia: author of a commit"]
    assert not judged("# X\n", {"contributed": True}).holds


def test_version_control_is_judged_only_where_somebody_looked() -> None:
    """A rule that sees only the text says nothing about it."""
    assert judged("# X\n", {"committed": True}).evidence[0].text == CLEAN.reason
    assert not judged("# X\n", {"committed": True}, Kept(reason="it was never committed")).holds
    assert judged("# X\n", {"committed": True}, None).holds


def test_a_placeholder_documents_nothing() -> None:
    """What says that it is open is not filled, in any of the fields that would do."""
    asks: Plain = {"any": ["analysis.root_cause", "analysis.root_causes"]}
    assert not judged("# X\n\n## Root cause\n\nTBD\n", asks).holds
    one = judged("# X\n\n## Root cause\n\nThe pool had no limit.\n", asks)
    assert (one.evidence[0].line, one.evidence[0].text) == (5, "The pool had no limit.")


@pytest.mark.parametrize(
    "asks",
    [
        "root cause documented",
        {},
        {"nothing": True},
        {"filled": "no.such.field"},
        {"every": "summary"},
        {"every": "actions", "has": "colour"},
        {"has": "owner", "committed": True},
    ],
)
def test_a_criterion_that_means_nothing_is_said(asks: Plain) -> None:
    """It is not taken, and the sentence names it."""
    criteria, faults = criteria_of({"closure": {"mine": asks, "fine": {"filled": "summary"}}})
    assert [criterion.name for criterion in criteria] == ["fine"]
    assert faults
    assert all("mine" in fault for fault in faults)


@pytest.mark.parametrize("name", library.names())
def test_the_criteria_of_every_house_are_understood(name: str) -> None:
    """A built-in house asks nothing that the program cannot judge."""
    settings = merged(library.load(name), {}, {})
    assert settings.refused == ()
    assert criteria_of(settings.policy)[0]


ONE: Plain = {"filled": "summary"}


@pytest.mark.parametrize(
    ("before", "later", "after", "refused"),
    [
        ({"meeting_within": "7d"}, {"meeting_within": "48h"}, {"meeting_within": "48h"}, 0),
        ({"meeting_within": "7d"}, {"meeting_within": "2w"}, {"meeting_within": "7d"}, 1),
        ({"meeting_within": "7d"}, {"meeting_within": None}, {"meeting_within": "7d"}, 1),
        ({"meeting_within": "7d"}, {"meeting_within": {"value": "2w", "reason": "x"}}, {"meeting_within": "2w"}, 0),
        ({"meeting_within": "7d"}, {"meeting_within": {"value": "2w", "reason": " "}}, {"meeting_within": "7d"}, 1),
        ({"meeting_within": "7d"}, {"meeting_within": {"P1": "2d"}}, {"meeting_within": {"P1": "2d"}}, 0),
        ({"meeting_within": {"P1": "2d"}}, {"meeting_within": {"P2": "5d"}}, {"meeting_within": {"P1": "2d"}}, 1),
        ({"every_action": ["owner"]}, {"every_action": ["due"]}, {"every_action": ["owner", "due"]}, 0),
        ({"smart": True}, {"smart": False}, {"smart": True}, 1),
        ({"action_max_days": 30}, {"action_max_days": 60}, {"action_max_days": 30}, 1),
        ({"action_max_days": 30}, {"action_max_days": 14}, {"action_max_days": 14}, 0),
        ({"version_control": "clean"}, {"version_control": "any"}, {"version_control": "clean"}, 1),
        ({"closure": {"a": ONE}}, {"closure": {"a": False}}, {"closure": {"a": ONE}}, 1),
        ({"closure": {"a": ONE}}, {"closure": {"a": {"value": False, "reason": "x"}}}, {"closure": {}}, 0),
    ],
)  # fmt: skip
def test_a_later_policy_tightens(
    before: dict[str, Plain], later: dict[str, Plain], after: dict[str, Plain], refused: int
) -> None:
    """It loosens only with a reason; otherwise what held before holds, and a sentence says so."""
    made, said = tightened(before, later, "afterword.toml")
    assert made == after
    assert len(said) == refused


def test_the_program_s_criteria_hold_where_a_team_adds_its_own() -> None:
    """A document of no house keeps what every document has to have."""
    house = get("# X\n").house
    settings = merged(house, {"policy": {"closure": {"mine": {"filled": "summary"}}}}, {})
    names = [criterion.name for criterion in criteria_of(settings.policy)[0]]
    assert names[0] == "root cause documented"
    assert names[-1] == "mine"


FRIDAY = datetime(2026, 3, 13, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "policy", "due"),
    [
        ("48h", {}, datetime(2026, 3, 15, 15, 30, tzinfo=UTC)),
        ("7d", {}, date(2026, 3, 20)),
        ("1 week", {}, date(2026, 3, 20)),
        ("2bd", {}, date(2026, 3, 17)),
        ("2 business days", {"calendar": {"holidays": ["2026-03-16"]}}, date(2026, 3, 18)),
        ("1bd", {"calendar": {"days": "sun-thu"}}, date(2026, 3, 15)),
        ("8bh", {}, datetime(2026, 3, 16, 15, 30, tzinfo=UTC)),
        ("8 business hours", {"calendar": {"hours": "08:00-16:00"}}, datetime(2026, 3, 16, 15, 30, tzinfo=UTC)),
    ],
)
def test_deadlines_count_as_the_team_works(written: str, policy: dict[str, Plain], due: date) -> None:
    """Hours end at an instant, days at the end of one; nobody works on weekends and holidays."""
    term = term_of(written)
    assert term is not None
    assert deadline(FRIDAY, term, calendar_of(policy)) == due


def test_hours_after_a_day_without_a_time_are_days() -> None:
    """What is not known to the hour is not due to the hour."""
    term = term_of("48h")
    assert term is not None
    assert deadline(date(2026, 3, 13), term, calendar_of({})) == date(2026, 3, 15)
    assert term_of("soon") is None


def test_a_value_for_each_severity() -> None:
    """The grade is compared as people write it; others take the default."""
    record = get("# X\n\nSeverity: SEV-1 (critical)\n").record
    table: Plain = {"sev1": "3d", "SEV-10": "9d", "default": "5bd"}
    assert for_severity(table, record) == "3d"
    assert for_severity(table, Record()) == "5bd"
    assert for_severity("7d", Record()) == "7d"


def test_a_house_file_is_told_what_nobody_could_judge(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """With the line that says it."""
    file = tmp_path / "own.md"
    closure = "    fine: {filled: summary}\n    odd: {every: actions, has: colour}\n"
    head = f"---\nhouse: own\nextends: seal\npolicy:\n  meeting_within: soon\n  closure:\n{closure}---\n"
    file.write_text(head, encoding="utf-8")
    assert main(["house", "check", str(file), "--format", "json"]) == 1
    told = json.loads(capfd.readouterr().out)
    assert [(row["code"], row["line"]) for row in told] == [("HF111", 5), ("HF111", 8)]
    file.write_text(head.replace("soon", "5bd").replace("colour", "owner"), encoding="utf-8")
    assert main(["house", "check", str(file)]) == 0


def test_a_house_file_is_told_of_rules_that_there_are_not(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A code and a severity that nobody knows silence and sharpen nothing."""
    file = tmp_path / "own.md"
    rules = "  ANA999: info\n  ANA113: loud\n  ANA101: {severity: off, reason: ours}\n  ACT101: error\n"
    file.write_text(f"---\nhouse: own\nextends: seal\ncheck:\n{rules}---\n", encoding="utf-8")
    assert main(["house", "check", str(file), "--format", "json"]) == 1
    told = json.loads(capfd.readouterr().out)
    assert [(row["code"], row["line"]) for row in told] == [("HF103", 5), ("HF104", 6)]
    assert "there is no rule ANA999" in told[0]["message"]
    assert told[1]["message"].endswith("'loud' is no severity; it is error, warning, info, off")


def test_a_house_adds_to_what_the_one_it_extends_asks(tmp_path: Path) -> None:
    """It drops a criterion by false; the rest of the other house's policy holds."""
    file = tmp_path / "own.md"
    closure = "closure: {every responder contributed: false, mine: {filled: summary}}"
    file.write_text(f"---\nhouse: own\nextends: seal\npolicy: {{{closure}}}\n---\n", encoding="utf-8")
    policy = library.load(str(file)).settings["policy"]
    assert isinstance(policy, dict)
    names = [criterion.name for criterion in criteria_of(policy)[0]]
    assert names == ["root cause documented", "actions owned and dated", "lessons shared with the team", "mine"]
    assert policy["meeting_within"] == "7d"
