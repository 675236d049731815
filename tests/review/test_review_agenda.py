"""The sheet for a meeting asks what the document leaves open, and its answers find their way back."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.houses.reading.getting import get
from afterword.model.plain import Plain
from afterword.review.agenda.asking import questions
from afterword.review.agenda.notes import read_notes
from afterword.review.agenda.plan import Plan, length_of, plan
from afterword.review.agenda.sheet import plain, sheet
from afterword.review.agenda.taking import Taken, take_in
from afterword.review.case import Case
from afterword.review.checking import check
from afterword.review.registry import registered_rules
from afterword.review.settings import merged

DOCUMENT = """---
house: sre
status: Draft
---
**INCIDENT POSTMORTEM: Checkout down**

Incident ID: INC-7

Date: 2026-03-12

Severity: P1

**TIMELINE**

| Time (UTC) | Who | What | Evidence | Context |
|---|---|---|---|---|
| 2026-03-12 14:00 | pager | Alert fired <!-- phase: detected --> | page | |
| 2026-03-12 15:10 | @ana | Rolled back <!-- phase: recovered --> | log | |

**ROOT CAUSE ANALYSIS**

5 Whys Analysis:

Why: Why did orders fail?
Answer: The pool was full

Why: Why was the pool full?
Answer:

**IMPACT ANALYSIS**

- Customers Affected:

**ACTION ITEMS**

Short-term Actions (1-4 weeks):

| ID | Priority | What | Why | Owner | Due Date | Status |
|---|---|---|---|---|---|---|
| A-1 | HIGH | Add an alert on the pool | seen earlier | | | PENDING |
"""


def made(text: str = DOCUMENT, team: dict[str, Plain] | None = None) -> tuple[Case, Plan, str]:
    """A document's case, the plan of its meeting, and the sheet."""
    reading = get(text)
    settings = merged(reading.house, team or {}, reading.matter.plain)
    case = Case(reading=reading, record=reading.record, today=date(2026, 3, 13), policy=settings.policy)
    planned = plan(case, questions(case, check(case, registered_rules(), settings)))
    return case, planned, sheet(reading.record, "pm.md", reading.house.name, planned)


def taken(notes: str, text: str = DOCUMENT) -> tuple[str, tuple[Taken, ...]]:
    """The document with the answers of the notes, and what became of each."""
    return take_in(text, read_notes(notes), ())


def test_a_hole_is_asked_about_with_both_its_ends() -> None:
    """The question names both times, and quotes both entries with their lines."""
    _, planned, text = made()
    (hole,) = [q for part in planned.parts for q in part.questions if q.code == "TIM104"]
    assert hole.ask.endswith("between 2026-03-12 14:00 and 2026-03-12 15:10?")
    assert [shown.line for shown in hole.about] == [17, 18]
    assert "> line 17: 2026-03-12 14:00 pager" in text


def test_the_sheet_asks_for_every_gap() -> None:
    """Open whys, what the house asks, and actions that nobody owns; the weightiest get the time."""
    _, planned, text = made()
    paths = {field.path for part in planned.parts for q in part.questions for field in q.fields}
    paths |= {field.path for q in planned.aside for field in q.fields}
    assert {"analysis.whys[1][2].answer", "impact.users", "actions[A-1].owner", "actions[A-1].due"} <= paths
    assert "on-call engineer: nobody is named" in text


@pytest.mark.parametrize(
    ("written", "length"),
    [("30-60m", (30, 60)), ("1h", (30, 60)), ("45 minutes", (30, 45)), ("20m", (20, 20)), ("long", None), (None, None)],
)
def test_the_length_is_the_house_s(written: str | None, length: tuple[int, int] | None) -> None:
    """A range or one figure, in minutes or hours."""
    assert length_of(written) == length


@pytest.mark.parametrize("most", [15, 30, 60, 90])
def test_the_parts_fill_the_time_and_no_more(most: int) -> None:
    """Parts follow each other, and what does not fit is asked in writing; nothing is asked twice or left out."""
    _, planned, _ = made(team={"policy": {"meeting_length": f"{most}m"}})
    assert planned.minutes <= most
    starts = [(part.start, part.minutes) for part in planned.parts]
    assert all(start + minutes == after for (start, minutes), (after, _) in pairwise(starts))
    assert planned.parts[-1].start + planned.parts[-1].minutes == planned.closing
    asked = [q.ask for part in planned.parts for q in part.questions if q.weight] + [q.ask for q in planned.aside]
    _, whole, _ = made(team={"policy": {"meeting_length": "480m"}})
    assert sorted(asked) == sorted(q.ask for part in whole.parts for q in part.questions if q.weight)


def test_time_that_no_gap_needs_is_for_what_people_saw() -> None:
    """A document without gaps still fills the shortest meeting of its house with the house's own prompts."""
    own: dict[str, Plain] = {"policy": {"meeting_length": "20-30m", "agenda": {"prompts": {"why": ["A?", "B?", "C?"]}}}}
    _, planned, _ = made("# Checkout\n\n## Summary\n\nAll orders went through.\n", own)
    assert [q.ask for part in planned.parts for q in part.questions if not q.weight][:2] == ["A?", "B?"]
    assert planned.minutes <= 20


def test_an_untouched_sheet_changes_nothing() -> None:
    """None of its own lines is taken for an answer."""
    _, _, text = made()
    assert read_notes(text) == ()
    assert taken(text) == (DOCUMENT, ())


def fill(text: str, path: str, answer: str) -> str:
    """The sheet with an answer after a mark."""
    return text.replace(f"<!-- take: {path} -->", f"<!-- take: {path} --> {answer}", 1)


def test_answers_go_to_their_places_and_nowhere_else() -> None:
    """A why, a figure, an owner, a date, an entry of the timeline: five places, and no other line changes."""
    _, _, text = made()
    for path, answer in {
        "analysis.whys[1][2].answer": "Nothing gives a connection back",
        "impact.users": "7,918 customers",
        "actions[A-1].owner": "Liam",
        "actions[A-1].due": "March 26, 2026",
        "timeline[+] after 2026-03-12T14:00:00Z": "14:25 @jo: restarted two pods, without effect",
    }.items():
        text = fill(text, path, answer)
    new, told = taken(text)
    assert {each.outcome for each in told} == {"written"}
    old_lines, new_lines = DOCUMENT.splitlines(), new.splitlines()
    assert [line for line in new_lines if line not in old_lines] == [
        "| 14:25 |  | @jo: restarted two pods, without effect |  |  |",
        "Answer: Nothing gives a connection back",
        "- Customers Affected: 7,918 customers",
        "| A-1 | HIGH | Add an alert on the pool | seen earlier | Liam | 2026-03-26 | PENDING |",
    ]
    assert len([line for line in old_lines if line not in new_lines]) == 3
    assert taken(text, new)[0] == new


def test_what_has_no_place_is_noted_with_its_question() -> None:
    """A free line, a heading of people's own, an answer without a time where one is needed: all become notes."""
    _, _, text = made()
    text = fill(text, "timeline[+] after 2026-03-12T14:00:00Z", "we stared at the wrong dashboard")
    text = text.replace("## 0:05", "## Parking lot\n\n> and a quotation\n- ask the vendor\n\n## 0:05", 1)
    new, told = taken(text)
    assert [each.outcome for each in told] == ["written", "written", "noted"]
    said = get(new).record.meeting.discussion
    assert any("between" in note and note.endswith("we stared at the wrong dashboard") for note in said)
    assert {"Parking lot: > and a quotation", "Parking lot: ask the vendor"} <= set(said)


def test_an_answer_that_is_unknown_is_kept_as_unknown() -> None:
    """It is not written as if it were a value."""
    _, _, text = made()
    new, _ = taken(fill(text, "impact.users", "unknown: the logs of the proxy were off"))
    record = get(new).record
    assert record.impact.users is None
    assert record.unknowns[0].evidence_so_far == "the logs of the proxy were off"


def test_what_a_field_says_is_kept_and_the_answer_noted() -> None:
    """People filled it while the sheet went round: theirs stays, and both can be read; so it does a second time."""
    _, _, text = made()
    text = fill(fill(text, "impact.users", "7,918 customers"), "actions[A-1].owner", "Liam")
    theirs = DOCUMENT.replace("- Customers Affected:", "- Customers Affected: 7,000").replace(
        "| | | PEN", "| Mia | | PEN"
    )
    new, told = taken(text, theirs)
    assert [(each.outcome, each.reason) for each in told] == [
        ("noted", "the document says '7,000' there"),
        ("noted", "the document says 'Mia' there"),
    ]
    record = get(new).record
    assert (record.impact.users, record.actions[0].owner) == ("7,000", "Mia")
    assert [note.split()[-1] for note in record.meeting.discussion] == ["customers", "Liam"]
    again, told = taken(text, new)
    assert (again, {each.outcome for each in told}) == (new, {"there already"})


def test_new_actions_and_decisions_are_read_from_their_lines() -> None:
    """Owner, date, and priority are taken out of the sentence; the horizon follows from the date."""
    _, _, text = made()
    text = fill(text, "actions[+]", "\n- Cap the pool at 40, @mia, by 2026-03-30, high\n")
    text = fill(text, "meeting.decisions[+]", "\n- Roll back first\n")
    new, told = taken(text)
    assert {each.outcome for each in told} == {"written"}
    record = get(new).record
    action = record.actions[-1]
    assert (action.what, action.owner, action.due, action.horizon) == (
        "Cap the pool at 40",
        "@mia",
        "2026-03-30",
        "short",
    )
    assert record.meeting.decisions == ("Roll back first",)


def test_notes_whose_sheet_has_lost_its_last_line_are_read_by_their_marks() -> None:
    """Headings, quotations, and comments are then taken for the sheet's own; answers stay answers."""
    _, _, text = made()
    bare = "\n".join(line for line in fill(text, "impact.users", "7,918").splitlines() if "afterword:sheet" not in line)
    found = [answer for answer in read_notes(bare) if answer.path == "impact.users"]
    assert [answer.text for answer in found] == ["7,918"]


def test_the_sheet_can_be_read_aloud() -> None:
    """As text it has no marks."""
    _, _, text = made()
    lines = list(plain(text))
    assert not any("<!--" in line or line.startswith(("#", ">")) for line in lines)
    assert "WHY" in " ".join(lines)


@given(
    st.lists(
        st.sampled_from(["- a thought", "14:30 nothing", "## Mine", "| a | b |", "```", "unknown", "<br>", "x: y"])
    )
)
def test_nothing_that_people_write_is_lost(lines: list[str]) -> None:
    """Every line that says something stands in an answer, or above one as its heading."""
    _, _, text = made()
    notes = text.replace("## 0:05", "\n".join([*lines, "", "## 0:05"]), 1)
    answers = read_notes(notes)
    kept = " ".join(f"{answer.asked} {answer.text}" for answer in answers)
    assert all(line.lstrip("#- ").strip() in kept for line in lines)
