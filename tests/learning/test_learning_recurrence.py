"""What came back, whom the policy tells, and which earlier action should have prevented it."""

import runpy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from afterword.learning.answers import answers
from afterword.learning.likeness import Likeness
from afterword.learning.promises import standing
from afterword.learning.recurrence import Recurrence, recurrences, rules
from afterword.learning.sameness import distinct
from afterword.model.action import Action
from afterword.model.spelled import Spelled

MADE = runpy.run_path(str(Path(__file__).with_name("learning_shelves.py")))
seal = MADE["seal"]
TODAY = date(2026, 11, 21)


def found(texts: dict[str, str], today: date = TODAY, team: Any = None, decided: Any = None) -> dict[str, Recurrence]:
    """What came back on a shelf, by class."""
    shelf = MADE["shelf_of"](texts)
    incidents, _ = distinct(shelf.incidents())
    return {one.name: one for one in recurrences(incidents, Likeness(shelf), today, rules(team), decided or {})}


def several(*days: str, **more: str) -> dict[str, str]:
    """The same incident on several days."""
    return {f"{day}.md": seal(f"INC-{day}", day=day, **more) for day in days}


@pytest.mark.parametrize(
    ("days", "level", "rules_"),
    [
        (["2026-01-05"], "none", []),
        (["2026-01-05", "2026-03-05"], "prevention", ["same class", "NIS2 recurring incident"]),
        (["2026-01-05", "2026-07-06"], "prevention", ["same class"]),
        (["2024-01-05", "2026-01-06"], "none", []),
        (["2024-01-05", "2026-01-05"], "prevention", ["same class"]),
        (["2025-01-05", "2025-09-05", "2026-09-05"], "management", ["same class", "same incident"]),
        (["2023-01-05", "2024-09-05", "2026-03-05"], "prevention", ["same class"]),
    ],
)
def test_the_policy_counts_within_its_time(days: list[str], level: str, rules_: list[str]) -> None:
    """Twice in two years to prevention, three times the same to management, twice in six months to the regulator."""
    one = found(several(*days))["configuration"]
    assert one.level == level
    assert [escalation.rule for escalation in one.escalations] == rules_


def test_three_of_a_class_are_not_the_same_incident() -> None:
    """Other causes stay with prevention."""
    causes = ("The certificate of the gateway expired.", "Disks filled with logs.", "A deadlock in the scheduler.")
    titles = ("Gateway refused", "Nothing written", "Jobs stood still")
    texts = {
        f"{n}.md": seal(f"INC-{n}", day=f"2026-0{n}-05", title=title, cause=cause)
        for n, (title, cause) in enumerate(zip(titles, causes, strict=True), 1)
    }
    one = found(texts)["configuration"]
    assert (one.level, one.same) == ("prevention", ())


def test_an_escalation_has_evidence_owner_state_and_history() -> None:
    """Each incident that counts, the day from which the rule holds, and what happened in order."""
    one = found(several("2026-01-05", "2026-03-05", "2026-05-05"))["configuration"]
    by_class, incident, regulator = one.escalations
    assert (by_class.raised, incident.raised, regulator.raised) == ("2026-03-05", "2026-05-05", "2026-03-05")
    assert by_class.incidents == ("INC-2026-01-05", "INC-2026-03-05", "INC-2026-05-05")
    assert one.state == "open"
    assert one.history[1:3] == ("2026-03-05 INC-2026-03-05", "2026-03-05 same class: prevention")
    assert found(several("2020-01-05", "2020-03-05"))["configuration"].state == "lapsed"
    done = several("2026-01-05", "2026-03-05", actions="| A-1 | Validate settings | Ana | 2026-01-20 | Done |")
    assert found(done)["configuration"].state == "answered"


def test_what_a_document_says_of_it_is_in_the_history() -> None:
    """So that a reader sees who looked at it already."""
    texts = several("2026-01-05")
    again = "# Again\n\n**Date:** 2026-03-05\n\n## Root cause\n\nA misconfigured setting.\n\n"
    texts["b.md"] = f"{again}## Recurrence\n\nAs in January.\n"
    history = found(texts)["configuration"].history
    assert "2026-03-05 b.md says of it: As in January." in history


def test_a_team_changes_the_rules() -> None:
    """Other numbers, a rule switched off, and a rule that cannot be."""
    days = several("2026-01-05", "2026-03-05")
    assert found(days, team={"same class": {"times": 3}})["configuration"].level == "none"
    assert len(found(days, team={"NIS2 recurring incident": {"times": 0}})["configuration"].escalations) == 1
    with pytest.raises(ValueError, match="within must be"):
        rules({"same class": {"within": "soon"}})
    with pytest.raises(ValueError, match="needs times"):
        rules({"mine": {"counts": "class"}})


def test_the_broken_promise_is_named_with_its_state_on_the_day() -> None:
    """The latest first; overdue by the days between its due date and the incident."""
    one = found(several("2026-01-05", "2026-03-05"))["configuration"]
    (promise,) = one.promises
    assert (promise.incident, promise.promised_in, promise.action) == ("INC-2026-03-05", "INC-2026-01-05", "A-1")
    assert (promise.status_then, promise.days_overdue, promise.is_sure) == ("pending", 44, True)


def test_only_what_should_have_prevented_it_is_a_promise() -> None:
    """Neither alerts nor runbooks, nor what is older than the look-back."""
    actions = "| A-1 | Alert on failed checkouts | Ana | 2026-01-20 | Pending |\n| A-2 | Roll back faster | Ben | | |"
    assert found(several("2026-01-05", "2026-03-05", actions=actions))["configuration"].promises == ()
    assert found(several("2023-01-05", "2026-03-05"))["configuration"].promises == ()


@pytest.mark.parametrize(
    ("action", "status", "overdue"),
    [
        (Action(status=Spelled(value="pending"), due="2026-02-01"), "pending", 32),
        (Action(status=Spelled(value="in_progress"), due="2026-04-01"), "in_progress", None),
        (Action(status=Spelled(value="done"), closed_on="2026-03-05"), "done", None),
        (Action(status=Spelled(value="done"), closed_on="2026-03-06", due="2026-03-01"), "pending", 4),
        (Action(status=Spelled(value="done")), "unknown", None),
        (Action(status=Spelled(value="cancelled"), closed_on="2026-01-01"), "cancelled", None),
        (Action(due="2026-01-01"), "unknown", None),
        (Action(status=Spelled(value=None, written="??")), "unknown", None),
        (Action(status=Spelled(value="blocked"), due="soon"), "blocked", None),
    ],
)
def test_how_an_action_stood_on_a_day(action: Action, status: str, overdue: int | None) -> None:
    """By the day on which it was closed; what nothing says is unknown, and never done or pending."""
    found_status, _, late = standing(action, "2026-03-05")
    assert (found_status, late) == (status, overdue)


def test_records_with_one_id_are_counted_once_or_told_apart() -> None:
    """The same id and day is one incident; the same id on another day is two, and both are said."""
    texts = {
        "a.md": seal("INC-1"),
        "b.md": seal("INC-1", title="The same in another shape"),
        "c.md": seal("INC-1", day="2026-04-05"),
    }
    incidents, notes = distinct(MADE["shelf_of"](texts).incidents())
    assert [one.file for one in incidents] == ["a.md", "c.md"]
    assert "counted once" in notes[0]
    assert "both are counted" in notes[1]


def test_copies_without_an_id_are_counted_once() -> None:
    """The same day, title, and cause; another cause, or another id, is another incident."""
    bare = seal("INC-1").replace("id: INC-1\n", "")
    texts = {
        "a.md": bare,
        "b.md": bare.replace("classes: [configuration]", "classes: [deployment]"),
        "c.md": seal("INC-7"),
        "d.md": bare.replace("without validation", "at night"),
    }
    incidents, notes = distinct(MADE["shelf_of"](texts).incidents())
    assert [one.file for one in incidents] == ["a.md", "d.md"]
    assert notes[0] == "b.md: has the day, title, and cause of a.md; the two are counted once"
    assert len(notes) == 2


def test_a_class_that_is_suggested_is_said_to_be() -> None:
    """The escalation says that nobody confirmed it, and its promises are no certainty."""
    text = several("2026-01-05", "2026-03-05")
    bare = {name: one.replace("classes: [configuration]\n", "") for name, one in text.items()}
    one = found(bare)["configuration"]
    assert not one.is_stated
    assert "suggested and not confirmed" in one.reason
    assert not any(promise.is_sure for promise in one.promises)


@pytest.mark.parametrize(
    ("days", "holds"),
    [
        (("2026-01-05", "2026-07-05"), True),
        (("2026-01-05", "2026-07-06"), False),
        (("2025-08-31", "2026-02-28"), True),
        (("2025-08-31", "2026-03-01"), False),
        (("2023-08-31", "2024-02-29"), True),
        (("2024-02-29", "2024-08-29"), True),
        (("2024-02-29", "2024-08-30"), False),
        (("2026-03-05", "2026-03-05"), True),
    ],
)
def test_six_months_end_on_the_day_of_the_same_number(days: tuple[str, str], holds: bool) -> None:
    """That day included; the last of the month where it has no such day."""
    texts = {f"{n}.md": seal(f"INC-{n}", day=day) for n, day in enumerate(days)}
    told = [escalation.rule for escalation in found(texts)["configuration"].escalations]
    assert ("NIS2 recurring incident" in told) == holds


def test_a_near_miss_is_no_incident_for_the_regulator() -> None:
    """The class counts it all the same."""
    texts = several("2026-01-05", "2026-03-05")
    texts["2026-03-05.md"] = texts["2026-03-05.md"].replace("# Settings", "# Near miss: settings")
    assert [escalation.rule for escalation in found(texts)["configuration"].escalations] == ["same class"]


def test_an_incident_of_an_unknown_day_is_listed_and_counted_by_no_rule() -> None:
    """Nobody knows whether it is within the time."""
    texts = several("2026-01-05")
    texts["b.md"] = seal("INC-2").replace("2026-01-05 ", "")
    one = found(texts)["configuration"]
    assert len(one.incidents) == 2
    assert one.escalations == ()


def test_a_chain_of_which_each_link_is_like_the_next_is_not_one_incident() -> None:
    """The third is like the second, and not like the first."""
    causes = (
        "The limit of connections of the pool fell after the merge of the shared module.",
        "The limit of connections of the pool fell; the certificate of the broker lapsed unseen.",
        "The certificate of the broker lapsed unseen, renewal robots had halted for weeks.",
    )
    titles = ("Checkout refused orders", "Checkout and broker refused", "Broker refused publishers")
    texts = {
        f"{n}.md": seal(f"INC-{n}", day=f"2026-0{n}-05", title=title, cause=cause)
        for n, (title, cause) in enumerate(zip(titles, causes, strict=True), 1)
    }
    assert all(len(group) < 3 for group in found(texts)["configuration"].same)


def test_the_same_cause_is_told_where_no_class_is_known() -> None:
    """Two documents whose words suggest no class, in a language without words for any."""
    text = "# {title}\n\n**Date:** {day}\n\n## Root cause\n\nGruvan svämmade över när pumparna stannade i natt.\n"
    texts = {f"{day}.md": text.format(title="Gruvan svämmade över", day=day) for day in ("2026-01-05", "2026-03-05")}
    one = found(texts)["unknown"]
    assert [escalation.rule for escalation in one.escalations] == ["NIS2 recurring incident"]
    assert one.level == "none"


def test_what_was_done_before_it_came_back_answers_nothing() -> None:
    """Only what the latest incident asks for, and what it found unfinished."""
    done = "| A-1 | Validate settings | Ana | 2026-01-20 | Done |"
    texts = several("2026-01-05", "2026-03-05", actions=done)
    later = "| A-2 | Limit who may merge settings | Ana | 2026-04-01 | Pending |"
    texts["2026-03-05.md"] = seal("INC-2026-03-05", day="2026-03-05", actions=later)
    assert found(texts)["configuration"].state == "open"
    texts["2026-03-05.md"] = seal("INC-2026-03-05", day="2026-03-05", actions="")
    assert found(texts)["configuration"].state == "open"


def test_a_team_answers_an_escalation_until_it_comes_back() -> None:
    """With an owner and a note, in the history where it belongs; an incident of a later day opens it again."""
    decided = answers({"Configuration": {"owner": "Platform lead", "answered": "2026-04-01", "note": "Module split."}})
    one = found(several("2026-01-05", "2026-03-05"), decided=decided)["configuration"]
    assert (one.owner, one.state, one.history[-1]) == (
        "Platform lead",
        "answered",
        "2026-04-01 answered: Module split.",
    )
    again = found(several("2026-01-05", "2026-03-05", "2026-06-05"), decided=decided)["configuration"]
    assert again.state == "open"
    place = again.history.index("2026-04-01 answered: Module split.")
    assert again.history[place + 1] == "2026-06-05 INC-2026-06-05"


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("open", "must be tables by class"),
        ({"configuration": "done"}, "configuration: must be a table of owner, answered, note"),
        ({"configuration": {"state": "done"}}, "configuration: knows owner, answered, note, not state"),
        ({"configuration": {"answered": "yes"}}, "configuration: answered must be a day, as 2026-06-03"),
    ],
)
def test_an_answer_that_cannot_be_is_said(table: Any, says: str) -> None:
    """In one sentence, with the class."""
    with pytest.raises(ValueError, match=says):
        answers(table)
