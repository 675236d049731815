"""The actions of documents of no known house, however they are written down."""

import textwrap
from dataclasses import replace

import pytest

from afterword.errors import RefusedEdit
from afterword.houses import lens
from afterword.houses.comparing import comparable
from afterword.houses.writing.assigning import assign, parse
from afterword.model.action import Action
from afterword.model.plain import to_plain
from afterword.model.record import Record
from afterword.model.spelled import Spelled

FIELDS = ("id", "owner", "due", "status", "tracker", "priority", "kind", "horizon", "group")

Row = tuple[str, str, list[tuple[str, dict[str, str]]]]


def _document(body: str, *, heading: str = "Action items", before: str = "") -> str:
    text = textwrap.dedent(body).strip("\n")
    return f"# Outage of the queue\n{before}\n## Summary\n\nThe queue stopped.\n\n## {heading}\n\n{text}\n"


def _told(action: Action) -> tuple[str, dict[str, str]]:
    values = {name: getattr(action, name) for name in FIELDS}
    plain = {name: str(v.value if isinstance(v, Spelled) else v) for name, v in values.items() if v is not None}
    return action.what or "", plain


def _actions(text: str) -> list[tuple[str, dict[str, str]]]:
    return [_told(action) for action in lens.get(text).record.actions]


ISSUE = "https://github.com/o/r/issues/12"
TWO = [("Add an alert", {}), ("Write a runbook", {})]

ROWS: list[Row] = [
    ("bullets", "- Add an alert\n- Write a runbook", TWO),
    ("stars", "* Add an alert\n* Write a runbook", TWO),
    ("numbers", "1. Add an alert\n2. Write a runbook", TWO),
    ("loose numbers", "1. Add an alert\n\n2. Write a runbook", TWO),
    ("a sentence before", "We found these improvements:\n\n- Add an alert\n- Write a runbook", TWO),
    ("two lines", "- Add an alert\n  on the lag", [("Add an alert\non the lag", {})]),
    (
        "boxes",
        "- [x] Add an alert\n- [ ] Write a runbook",
        [("Add an alert", {"status": "done"}), ("Write a runbook", {"status": "pending"})],
    ),
    (
        "chores of the document",
        "- [ ] Schedule a review meeting\n- [x] Fill in the timeline\n- [ ] Publish this report\n- [ ] Add an alert",
        [("Add an alert", {"status": "pending"})],
    ),
    (
        "advice to readers",
        "- Add an alert\n- You should rotate your tokens\n- Please update\n- If you run a node, upgrade it",
        TWO[:1],
    ),
    ("nothing", "None.", []),
    ("not applicable", "N/A", []),
    ("to be decided", "- TBD", []),
    ("empty items", "- \n-", []),
    ("nothing in Japanese", "特になし", []),
    ("what a template leaves", "- Action 1\n- [Insert action item here]\n- {action}\n- _Describe the action_", []),
    ("examples", "Examples:\n1. any fixes that are needed\n2. any improvements to our process", []),
    # Groups
    (
        "headings of owners",
        "### Alice\n\n- Add an alert\n\n### @bob\n\n- Write a runbook",
        [
            ("Add an alert", {"owner": "Alice", "group": "Alice"}),
            ("Write a runbook", {"owner": "@bob", "group": "@bob"}),
        ],
    ),
    (
        "labels of owners",
        "**Alice**\n- Add an alert\n\n**Bob & Raphaëlle**\n- Write a runbook",
        [
            ("Add an alert", {"owner": "Alice", "group": "Alice"}),
            ("Write a runbook", {"owner": "Bob & Raphaëlle", "group": "Bob & Raphaëlle"}),
        ],
    ),
    (
        "headings of kinds",
        "### Detect\n\n- Add an alert\n\n### Prevent\n\n- Write a runbook",
        [
            ("Add an alert", {"kind": "detect", "group": "Detect"}),
            ("Write a runbook", {"kind": "prevent", "group": "Prevent"}),
        ],
    ),
    (
        "items of kinds",
        "- Detect\n  - Add an alert\n- Prevent\n  - Write a runbook",
        [
            ("Add an alert", {"kind": "detect", "group": "Detect"}),
            ("Write a runbook", {"kind": "prevent", "group": "Prevent"}),
        ],
    ),
    (
        "labels of horizons",
        "**Short term:**\n\n- Add an alert\n\nLong-term\n\n- Write a runbook",
        [
            ("Add an alert", {"horizon": "short", "group": "Short term"}),
            ("Write a runbook", {"horizon": "long", "group": "Long-term"}),
        ],
    ),
    (
        "groups that are done and not",
        "Done:\n\n- Add an alert\n\nTo do:\n\n- Write a runbook",
        [
            ("Add an alert", {"status": "done", "group": "Done"}),
            ("Write a runbook", {"status": "pending", "group": "To do"}),
        ],
    ),
    (
        "headings that mean improvements",
        "### Process improvements\n\n1. Add an alert\n\n### Technical improvements\n\n1. Write a runbook",
        [("Add an alert", {"group": "Process improvements"}), ("Write a runbook", {"group": "Technical improvements"})],
    ),
    (
        "bold items over others",
        "- **Backups:**\n  - Add an alert\n  - Write a runbook",
        [("Add an alert", {"group": "Backups"}), ("Write a runbook", {"group": "Backups"})],
    ),
    (
        "details below",
        "- Add an alert\n  - it should page\n- Write a runbook",
        [("Add an alert\n- it should page", {}), ("Write a runbook", {})],
    ),
    (
        "boxes below a box",
        "- [ ] Ensure that alerts are in place for:\n  - [ ] the queue\n  - [ ] the store",
        [("Ensure that alerts are in place for:\n- [ ] the queue\n- [ ] the store", {"status": "pending"})],
    ),
    (
        "labels below",
        "- Add an alert\n  - Owner: Alice\n  - Due: 2024-05-01\n  - Status: wip\n- Write a runbook\n  - Owner: TBD",
        [("Add an alert", {"owner": "Alice", "due": "2024-05-01", "status": "in_progress"}), ("Write a runbook", {})],
    ),
    (
        "labelled lines",
        "- Add an alert\n  Owner: Alice\n  Due: 2024-05-01",
        [("Add an alert", {"owner": "Alice", "due": "2024-05-01"})],
    ),
    # Owners
    ("a name in parentheses", "- Add an alert (Alice)", [("Add an alert", {"owner": "Alice"})]),
    ("a team in parentheses", "- Add an alert (platform team)", [("Add an alert", {"owner": "platform team"})]),
    ("a handle at the end", "- Add an alert @bob", [("Add an alert", {"owner": "@bob"})]),
    ("handles", "- Add an alert (@alice, @bob)", [("Add an alert", {"owner": "@alice, @bob"})]),
    ("a handle before", "- @bob: Add an alert", [("Add an alert", {"owner": "@bob"})]),
    ("a name before", "- Alice: Add an alert", [("Add an alert", {"owner": "Alice"})]),
    ("a bold name before", "- **Alice**: Add an alert", [("Add an alert", {"owner": "Alice"})]),
    ("a name in brackets", "- [Alice] Add an alert", [("Add an alert", {"owner": "Alice"})]),
    ("bold initials", "**JP** Add an alert", [("Add an alert", {"owner": "JP"})]),
    ("a name behind a dash", "- Add an alert - Alice", [("Add an alert", {"owner": "Alice"})]),
    ("a label", "- Add an alert. Owner: @alice", [("Add an alert.", {"owner": "@alice"})]),
    ("who is to do it", "- Alice to add an alert", [("Alice to add an alert", {"owner": "Alice"})]),
    ("a component is nobody", "- Frontend: Add an alert", [("Frontend: Add an alert", {})]),
    ("a remark is nobody", "- Add an alert (optional)", [("Add an alert (optional)", {})]),
    ("a capital is nobody", "- Add an alert (Grafana)", [("Add an alert (Grafana)", {})]),
    ("a mention is no owner", "- Ask @alice about the alert", [("Ask @alice about the alert", {})]),
    ("an acronym is nobody", "- **DNS** Add an alert", [("**DNS** Add an alert", {})]),
    # Days
    ("a day in parentheses", "- Add an alert (due 2024-05-01)", [("Add an alert", {"due": "2024-05-01"})]),
    ("a day in brackets", "- Add an alert [2024-05-01]", [("Add an alert", {"due": "2024-05-01"})]),
    ("a day with slashes", "- Add an alert (by 2024/05/01)", [("Add an alert", {"due": "2024-05-01"})]),
    ("a day without its year", "- Add an alert, due June 28", [("Add an alert", {"due": "June 28"})]),
    ("a quarter", "- Add an alert by end of Q3", [("Add an alert", {"due": "end of Q3"})]),
    ("a week", "- Add an alert, ETA: next week", [("Add an alert", {"due": "next week"})]),
    ("a number is no day", "- Raise the limit to 1.2.3", [("Raise the limit to 1.2.3", {})]),
    (
        "several things at once",
        "- Add an alert (Owner: Bob Smith; Due: 2024-06-28; Ticket: OPS-3; Priority: P1)",
        [("Add an alert", {"owner": "Bob Smith", "due": "2024-06-28", "tracker": "OPS-3", "priority": "high"})],
    ),
    (
        "several things without labels",
        "- Add an alert (@carol, P1, OPS-3)",
        [("Add an alert", {"owner": "@carol", "priority": "high", "tracker": "OPS-3"})],
    ),
    ("dashes between", "- Add an alert — Bob — 2024-05-01", [("Add an alert", {"owner": "Bob", "due": "2024-05-01"})]),
    # Issues
    ("a number", "- Add an alert (#12)", [("Add an alert", {"tracker": "#12"})]),
    ("a key before", "- OPS-13: Add an alert", [("Add an alert", {"tracker": "OPS-13"})]),
    ("a key without a colon", "- OPS-13 Add an alert", [("Add an alert", {"tracker": "OPS-13"})]),
    ("a key behind", "- Add an alert OPS-13", [("Add an alert", {"tracker": "OPS-13"})]),
    ("a key with its name", "- Add an alert (Jira Issue No: OPS-13)", [("Add an alert", {"tracker": "OPS-13"})]),
    ("a link behind", f"- Add an alert [#12]({ISSUE})", [("Add an alert", {"tracker": ISSUE})]),
    ("a link in brackets", f"- Add an alert. [[PR]({ISSUE})]", [("Add an alert.", {"tracker": ISSUE})]),
    ("a linked key before", f"- [OPS-3]({ISSUE}) Add an alert", [("Add an alert", {"tracker": ISSUE})]),
    ("a bare link", f"- Add an alert: {ISSUE}", [("Add an alert", {"tracker": ISSUE})]),
    ("words that are a link", f"- [Add an alert]({ISSUE})", [(f"[Add an alert]({ISSUE})", {"tracker": ISSUE})]),
    ("a link to something else", "- Read the [manual](https://x.y/z)", [("Read the [manual](https://x.y/z)", {})]),
    ("an own id", "- A-3: Add an alert", [("Add an alert", {"id": "A-3"})]),
    # How far it is
    ("ticks", "- ✅ Add an alert\n- Write a runbook ✅", [(w, {"status": "done"}) for w, _ in TWO]),
    ("struck out", "- ~~Add an alert~~", [("~~Add an alert~~", {"status": "done"})]),
    ("done in parentheses", "- Add an alert (done)", [("Add an alert", {"status": "done"})]),
    ("done with a remark", "- Add an alert. **(Done during this incident)**", [("Add an alert.", {"status": "done"})]),
    ("DONE before", "- DONE: Add an alert\n- [DONE] Write a runbook", [(w, {"status": "done"}) for w, _ in TWO]),
    ("in progress", "- Add an alert (in progress)", [("Add an alert", {"status": "in_progress"})]),
    ("a mark in bold", "- Add an alert **TODO**", [("Add an alert", {"status": "pending"})]),
    # Tables
    (
        "a table",
        """
        | What | Owner | Due | Status | Ticket |
        |---|---|---|---|---|
        | Add an alert | Alice | 2024-05-01 | Done | OPS-1 |
        | Write a runbook | TBD | n/a | | - |
        | | | | | |
        """,
        [("Add an alert", {"owner": "Alice", "due": "2024-05-01", "status": "done", "tracker": "OPS-1"}), TWO[1]],
    ),
    (
        "columns of other names",
        """
        | Follow-up task | Assignee(s) | Target completion | JIRA # | Pri |
        |---|---|---|---|---|
        | Add an alert | Alice | Q3 2024 | OPS-1 | P1 |
        """,
        [("Add an alert", {"owner": "Alice", "due": "Q3 2024", "tracker": "OPS-1", "priority": "high"})],
    ),
    (
        "a column of words without a usual name",
        "| Improvement we make | Who does it |\n|---|---|\n| Add an alert on the lag | Alice |",
        [("Add an alert on the lag", {"owner": "Alice"})],
    ),
    (
        "the state beside the issue",
        "| Action Item | Type | Owner | Bug |\n|---|---|---|---|\n| Add an alert | prevent | jen | n/a **DONE** |",
        [("Add an alert", {"kind": "prevent", "owner": "jen", "status": "done"})],
    ),
    (
        "rows of groups",
        "| Action | Owner |\n|---|---|\n| **Short term** | |\n| Add an alert | Alice |",
        [("Add an alert", {"owner": "Alice", "horizon": "short", "group": "Short term"})],
    ),
    ("a table that nobody filled", "| Action | Owner |\n|---|---|\n| [Action 1] | [Name] |\n| TBD | TBD |", []),
    # Sentences, lines, and headings
    (
        "promises",
        "We will add an alert.\n\nWe also plan to test our restores.\n\nThank you for your patience.",
        [("We will add an alert.", {}), ("We also plan to test our restores.", {})],
    ),
    ("no promise", "We are sorry for the trouble. We will keep you informed.", []),
    (
        "lines with a bold lead",
        "**Alerts:** Add one.\n**Docs:** Write a runbook.",
        [("**Alerts:** Add one.", {}), ("**Docs:** Write a runbook.", {})],
    ),
    (
        "headings",
        "### Add an alert\n\nIt should page.\n\n### Write a runbook `@nova`\n\nSo that all know.",
        [("Add an alert", {}), ("Write a runbook", {"owner": "@nova"})],
    ),
    (
        "headings with their facts below",
        "### Action 1: Add an alert\n\nOwner: Bob\n\nIt should page.\n\n### Action 2: Test it\n\n- Owner: Carol",
        [("Add an alert", {"owner": "Bob"}), ("Test it", {"owner": "Carol"})],
    ),
    (
        "headings with numbers and kinds",
        "### 1) Add an alert `@dma` [detect]\n\nWe should page.\n\n### 2) Write a runbook `@dma`\n\nIt is short.",
        [("Add an alert", {"owner": "@dma", "kind": "detect"}), ("Write a runbook", {"owner": "@dma"})],
    ),
    (
        "labels within a sentence",
        "1. What: Add an alert. Who: @jane When: 2021-02-10\n2. What: Write a runbook. Who: Platform When: TBD",
        [("Add an alert.", {"owner": "@jane", "due": "2021-02-10"}), ("Write a runbook.", {"owner": "Platform"})],
    ),
    (
        "paragraphs of labels",
        "**Action:** Add an alert\n**Owner:** Bob\n**Due:** 2024-05-01\n\n**Action:** Test it\n**Owner:** Carol",
        [("Add an alert", {"owner": "Bob", "due": "2024-05-01"}), ("Test it", {"owner": "Carol"})],
    ),
    ("lines of orders", "Add an alert\nWrite a runbook", TWO),
    ("bullets of another kind", "• Add an alert\n• Write a runbook", TWO),
    (
        "emphasis",
        "- *Add an alert* (**Owner**: Bob, **Due**: 2024-05-01)\n- Write a runbook **[Carol]**",
        [("*Add an alert*", {"owner": "Bob", "due": "2024-05-01"}), ("Write a runbook", {"owner": "Carol"})],
    ),
    ("only numbers of issues", "- #124\n- o/r#12", [("#124", {"tracker": "#124"}), ("o/r#12", {"tracker": "o/r#12"})]),
    (
        "what others will do",
        "The platform team will split the queue.\n\nNothing was lost.",
        [("The platform team will split the queue.", {"owner": "platform team"})],
    ),
    (
        "initials over lists",
        "**NP**\n- Add an alert - done and checked by all\n\n**GE/RK**\n- Write a runbook",
        [
            ("Add an alert", {"owner": "NP", "status": "done", "group": "NP"}),
            ("Write a runbook", {"owner": "GE/RK", "group": "GE/RK"}),
        ],
    ),
    (
        "Japanese",
        "- [ ] アラートを追加する (期限: 2025-11-01, 担当: 田中)\n- 完了: 監視を追加",
        [
            ("アラートを追加する", {"owner": "田中", "due": "2025-11-01", "status": "pending"}),
            ("監視を追加", {"status": "done"}),
        ],
    ),
]


@pytest.mark.parametrize(("body", "wanted"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_actions_are_read_as_a_person_would(body: str, wanted: list[tuple[str, dict[str, str]]]) -> None:
    """Each way of writing actions down gives their number, their words, and what is said of each."""
    assert _actions(_document(body)) == wanted


@pytest.mark.parametrize("body", [r[1] for r in ROWS], ids=[r[0] for r in ROWS])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_actions_come_back_byte_for_byte(body: str, newline: str) -> None:
    """Writing back what was read changes nothing, whatever the actions look like."""
    text = (_document(body) + "\n[^1]: a note\n").replace("\n", newline)
    assert lens.put(text, lens.get(text).record) == text


SAID = [row[:2] for row in ROWS if row[2]]
REFUSED = {"headings with numbers and kinds"}
"""What stands below the heading of an action would be taken for others if that alone were removed."""


def _changed(record: Record, at: int) -> list[Record]:
    action = record.actions[at]
    changed = (
        replace(action, what="Rewrite it"),
        replace(action, owner="@zed"),
        replace(action, due="2031-01-02"),
        replace(action, status=Spelled(value="done", written="done")),
    )
    return [replace(record, actions=(*record.actions[:at], new, *record.actions[at + 1 :])) for new in changed]


@pytest.mark.parametrize("body", [row[1] for row in SAID], ids=[row[0] for row in SAID])
def test_changed_actions_read_back_changed(body: str) -> None:
    """A changed action reads back as it was meant; what only the name of its group says can be refused."""
    text = _document(body)
    record = lens.get(text).record
    for new in (new for at in range(len(record.actions)) for new in _changed(record, at)):
        try:
            put = lens.put(text, new)
        except RefusedEdit:
            assert record.actions[0].group
        else:
            assert comparable(to_plain(lens.get(put).record)) == comparable(to_plain(new))


@pytest.mark.parametrize(("name", "body"), SAID, ids=[row[0] for row in SAID])
def test_removed_actions_are_gone(name: str, body: str) -> None:
    """An action that is removed is gone with its lines, and the others stay as they are."""
    text = _document(body)
    record = lens.get(text).record
    for at in range(len(record.actions)):
        new = replace(record, actions=record.actions[:at] + record.actions[at + 1 :])
        try:
            put = lens.put(text, new)
        except RefusedEdit:
            assert name in REFUSED
        else:
            assert comparable(to_plain(lens.get(put).record)) == comparable(to_plain(new))


@pytest.mark.parametrize("body", [r[1] for r in ROWS if r[2]], ids=[r[0] for r in ROWS if r[2]])
def test_added_actions_stand_with_the_others(body: str) -> None:
    """An action that is added stands below the last, in its group, and says what its group says."""
    text = _document(body)
    reading = lens.get(text)
    new = assign(reading.record, reading.house, [parse("actions[+].what=Test it")])
    back = lens.get(lens.put(text, new)).record
    assert len(back.actions) == len(reading.record.actions) + 1
    assert back.actions[-1].what == "Test it"
    assert back.actions[-1].group == reading.record.actions[-1].group


HEADINGS = [
    *("Next steps", "Follow up", "TODO", "What are we doing about it?", "Prevention", "Corrective actions"),
    *("How will we prevent this from happening again?", "Resulting actions", "Homework", "Agreed actions"),
    *("What we're changing", "Remediation", "Long-term fixes", "Recommendations", "再発防止策", "Nächste Schritte"),
]


@pytest.mark.parametrize("heading", HEADINGS)
def test_actions_stand_under_many_headings(heading: str) -> None:
    """Orders in a list are actions under any heading that fits them."""
    assert _actions(_document("- Add an alert\n- Write a runbook", heading=heading)) == TWO


@pytest.mark.parametrize("heading", ["Steps to reproduce", "What you should do", "How it works", "Attack mechanics"])
def test_other_steps_are_no_actions(heading: str) -> None:
    """Orders under a heading about something else promise nothing."""
    assert _actions(_document("1. Add a user\n2. Remove the user", heading=heading)) == []


def test_known_names_are_owners() -> None:
    """Whom the document names as an author may own an action with that name alone."""
    text = _document("- Add an alert (Nóva)", before="\n**Authors:** Kris Nóva\n")
    assert _actions(text) == [("Add an alert", {"owner": "Nóva"})]


def test_announced_actions_are_read_anywhere() -> None:
    """A list that a promise announces holds actions, in whichever section it stands."""
    text = _document(
        "It was slow. In future we will do the following:\n\n- Add an alert\n- Write a runbook",
        heading="Lessons learned",
    )
    assert _actions(text) == TWO


def test_footnotes_of_actions_stay() -> None:
    """A footnote that only an action cites is not taken for evidence, and stays."""
    text = _document("- Add an alert[^1]\n- Write a runbook") + "\n[^1]: see the log\n"
    assert [what for what, _ in _actions(text)] == ["Add an alert[^1]", "Write a runbook"]
    assert lens.put(text, lens.get(text).record) == text
