"""What stands beside the actions of a document of no known house, and what a line or a label parts from them."""

import textwrap

import pytest

from afterword.houses import lens
from afterword.model.record import Record

_HEAD = "# Outage of the queue\n\n## Summary\n\nThe queue stopped.\n\n"


def _read(body: str) -> Record:
    text = _HEAD + textwrap.dedent(body).strip("\n") + "\n"
    record = lens.get(text).record
    assert lens.put(text, record) == text
    return record


ROWS: list[tuple[str, str, list[str]]] = [
    (
        "a list of tasks beside rules and news without marks",
        """
        ## Prevention

        ### Action Items

        - [x] Add the limit (Completed: 2024-05-07)
        - [ ] Write the runbook (Due: 2024-05-09)

        ### Process Improvements

        - Always test a limit first
        - Never raise two at once

        ### Tool Improvements

        - Updated the check:
          - it says which limit was reached
        """,
        ["Add the limit", "Write the runbook"],
    ),
    (
        "groups of tasks that are all marked",
        """
        ## Prevention

        ### Action Items

        - [ ] Add the limit
        - [ ] Write the runbook

        ### Process Improvements

        - [ ] Test limits in the pipeline
        - [ ] Review limits each quarter
        """,
        ["Add the limit", "Write the runbook", "Test limits in the pipeline", "Review limits each quarter"],
    ),
    (
        "what was done, below the resolution",
        """
        ## Resolution

        ### Immediate Steps

        1. Restarted the consumers

        ### Long-term Fix

        - Updated the limit
        - Improved the check

        ## Action Items

        - [x] Add an alert
        - [ ] Write the runbook
        """,
        ["Add an alert", "Write the runbook"],
    ),
    (
        "what will be done, below the resolution",
        """
        ## Resolution

        ### Long-term Fix

        - Move the queue to its own hosts
        - Add a second broker

        ## Action Items

        - [x] Add an alert
        - [ ] Write the runbook
        """,
        ["Move the queue to its own hosts", "Add a second broker", "Add an alert", "Write the runbook"],
    ),
    (
        "tables of what was changed, below the response",
        """
        ## 対応内容

        ### Phase 2: 根本対策

        | 項目 | Before | After |
        |---|---|---|
        | 上限 | 10 | 100 |
        | 監視 | なし | あり |

        ## 再発防止策

        | 対策 | 状態 |
        |---|---|
        | 上限の監視 | **完了** |
        | 手順書の作成 | 未着手 |

        ## 今後の検討事項

        - 負荷試験を行う
        """,
        ["上限の監視", "手順書の作成", "負荷試験を行う"],
    ),
    (
        "lines without marks that can only be headings",
        """
        ## Corrective and preventative measures
        Lessons Learned

        * The alert came at once
        * The mend was quick

        Action Items

        | Action Item | Owner | Bug |
        | ----------- | ----- | --- |
        | Update the playbook | Abdel | n/a **DONE** |
        | Test failures | Ruth | n/a **TODO** |
        """,
        ["Update the playbook", "Test failures"],
    ),
    (
        "a table of fixes that are required",
        """
        ## Immediate Recovery

        Run `requeue --all`, then remove what is there twice:
        - **Keep:** the newer one
        - **Delete:** the older one

        ## Structural Fixes Required

        | Fix | Change | Why |
        |-----|--------|-----|
        | Increase the delays | 10 s to 60 s | The quota comes back each minute |
        | Keep a log of failures | a file for each day | Nobody saw them |
        """,
        ["Increase the delays", "Keep a log of failures"],
    ),
]


@pytest.mark.parametrize(("body", "wanted"), [pytest.param(b, w, id=n) for n, b, w in ROWS])
def test_only_actions_are_actions(body: str, wanted: list[str]) -> None:
    """Neither what was done nor rules, lessons, or tables of changes are among them."""
    assert [(action.what or "").split("\n", maxsplit=1)[0] for action in _read(body).actions] == wanted


def test_what_is_done_stays_in_the_recovery() -> None:
    """A section below the resolution that tells of no action is a part of it."""
    record = _read(ROWS[2][1])
    assert "Updated the limit" in (record.recovery.text or "")


def test_rules_beside_tasks_are_kept() -> None:
    """Nothing of what stands beside the tasks is lost."""
    kept = [part.heading for part in _read(ROWS[0][1]).remainder]
    assert kept == ["Process Improvements", "Tool Improvements"]


def test_a_line_without_marks_parts_the_lessons() -> None:
    """What stands below it is no action."""
    assert [lesson.text for lesson in _read(ROWS[5][1]).lessons] == ["The alert came at once", "The mend was quick"]


def test_a_line_of_the_same_words_within_a_sentence_parts_nothing() -> None:
    """Only a line of its own heads what follows it."""
    body = "## Notes\n\nAction items are kept elsewhere.\n\nWhat went well\nis told below.\n"
    record = lens.get(f"{_HEAD}## Timeline\n\n- 2024-05-07 10:00 UTC broken\n\n{body}").record
    assert not record.actions
    assert not record.went_well


LABELS = [
    ("잘 한 것", "못 한 것", "운이 좋았던 것"),
    ("Cosa è andato bene", "Cosa è andato male", "Dove siamo stati fortunati"),
    ("Co poszło dobrze", "Co poszło źle", "Gdzie mieliśmy szczęście"),
    ("Що пішло добре", "Що пішло не так", "Де нам пощастило"),
    ("Ne iyi gitti", "Ne kötü gitti", "Nerede şanslıydık"),
]


@pytest.mark.parametrize("labels", LABELS, ids=[labels[0] for labels in LABELS])
def test_labels_within_the_lessons_part_them(labels: tuple[str, str, str]) -> None:
    """Bold labels of other languages are the sections that they name."""
    body = "\n\n".join(f"**{label}**\n- {n} of these" for n, label in enumerate(labels))
    record = lens.get(f"{_HEAD}## Impact\n\nSlow.\n\n## Lessons learned\n\n{body}\n").record
    assert [entry.text for entry in record.went_well] == ["0 of these"]
    assert [entry.text for entry in record.went_wrong] == ["1 of these"]
    assert [*record.lucky] == ["2 of these"]


def test_a_picture_within_a_table_is_no_row() -> None:
    """It stands in the remainder, and the rows around it are entries."""
    table = "| 10:00 | broken |\n![a graph](graph.png)\n| 10:05 | mended |\n"
    document = f"# Outage 2024-05-07\n\n## Timeline (UTC)\n\n| Time | What |\n|---|---|\n{table}"
    record = lens.get(document).record
    assert [event.what for event in record.timeline] == ["broken", "mended"]
    assert [part.text for part in record.remainder] == ["![a graph](graph.png)"]
    assert lens.put(document, record) == document


def test_a_label_of_many_meanings_below_a_side_note_is_a_part_of_it() -> None:
    """Below a heading of its own that names no section, only a name of one meaning heads one."""
    body = (
        "## Side notes\n\n### The trap of `--update`\n\nIt takes the shell's settings.\n\n**対処**: set them again.\n"
    )
    record = lens.get(f"{_HEAD}## Impact\n\nSlow.\n\n{body}").record
    assert record.response.text is None
    assert "**対処**: set them again." in (record.remainder[-1].text or "")
    named = body.replace("対処", "Root cause")
    assert lens.get(f"{_HEAD}## Impact\n\nSlow.\n\n{named}").record.analysis.root_cause == "set them again."


def test_numbered_steps_stay_in_the_section_that_they_are_of() -> None:
    """One that has the name of a section is a step all the same; numbered sections are sections."""
    steps = "### 1. Detection\n\nA look.\n\n### 2. Place\n\nLine 7.\n\n### 3. Edit\n\nA comma.\n"
    record = lens.get(f"{_HEAD}## Impact\n\nSlow.\n\n## Resolution Steps\n\n{steps}").record
    assert record.detection.text is None
    assert [text in (record.recovery.text or "") for text in ("A look.", "Line 7.", "A comma.")] == [True] * 3
    named = steps.replace("Place", "Impact").replace("Edit", "Root cause")
    assert lens.get(f"{_HEAD}## Resolution\n\n{named}").record.detection.text == "A look."


def test_what_was_so_before_the_fix_is_no_fix() -> None:
    """A heading that compares two times names no section."""
    body = "## Impact Analysis\n\n### Before Fix:\n\n- no French\n\n### After Fix:\n\n- all of it\n"
    record = lens.get(f"{_HEAD}{body}\n## Root cause\n\nA comma.\n").record
    assert record.recovery.text is None
    assert [text in (record.impact.text or "") for text in ("no French", "all of it")] == [True] * 2


def test_an_arrow_before_an_owner_is_no_part_of_the_name() -> None:
    """It only points at the team."""
    record = lens.get(f"{_HEAD}## Action items\n\n- Keep to the rules (-> system team)\n- Test more\n").record
    assert [action.owner for action in record.actions] == ["system team", None]


@pytest.mark.parametrize(
    ("column", "wanted"), [("Priority", ["critical", None]), ("Priority | Status", ["critical", None])]
)
def test_a_status_in_the_column_of_priorities_is_one(column: str, wanted: list[str | None]) -> None:
    """It says how far the action is, and nothing of its priority, where no column is there for it."""
    more = " | Open" if "Status" in column else ""
    head = f"| Action | {column} |\n|---|---|{'---|' if more else ''}\n"
    rows = f"| Add an alert | P0{more} |\n| Test more | DONE{more} |\n"
    actions = lens.get(f"{_HEAD}## Action items\n\n{head}{rows}").record.actions
    assert [action.priority.value if action.priority else None for action in actions] == wanted
    done = [action.status.value if action.status else None for action in actions]
    assert done == (["pending", "pending"] if more else [None, "done"])


def test_counted_headings_are_the_lessons() -> None:
    """Lists and text below them say more of each; one that has the name of a section is a lesson all the same."""
    body = (
        "## Lessons Learned\n\n### 1. Look at the settings first\n\n- they are often it\n- it takes a minute\n\n"
        "### 2. Keep calm\n\nA plan helps:\n\n1. look\n2. mend\n\n### 3. Blast Radius\n\n- all was shared\n"
    )
    record = lens.get(f"{_HEAD}## Root cause\n\nA setting.\n\n{body}").record
    assert [lesson.text for lesson in record.lessons] == ["Look at the settings first", "Keep calm", "Blast Radius"]
    assert record.impact.text is None
    assert "2. mend" in "".join(part.text or "" for part in record.remainder)


def test_headings_of_kinds_hold_the_lessons() -> None:
    """Headings without numbers only part them."""
    body = "## Lessons Learned\n\n### Technical\n\n1. Look first\n\n### People\n\n1. Keep calm\n2. Rest\n"
    record = lens.get(f"{_HEAD}## Root cause\n\nA setting.\n\n{body}").record
    assert [lesson.text for lesson in record.lessons] == ["Look first", "Keep calm", "Rest"]


def test_a_list_that_the_first_words_lead_to_is_of_the_summary() -> None:
    """Text before the first heading goes on behind it."""
    lead = "Two clouds that we use have been down since noon, and so are we, all of us:"
    text = f"# Cloud down\n\n{lead}\n\n- one\n- other\n\nWe keep all data, in both of them.\n"
    record = lens.get(f"{text}\n## Timeline\n\n- 2024-05-07 10:00 UTC down\n").record
    assert (record.summary or "").endswith("- one\n- other\n\nWe keep all data, in both of them.")


def test_headings_that_labels_describe_are_actions() -> None:
    """The same labels below two headings say more of each; a comment of code between them names no group."""
    layer = "### Layer {}: {}\n\nIt helps.\n\n```\n# /etc/some.conf\nx = 1\n```\n\n- **Scope**: all\n- **Risk**: {}\n\n"
    body = (
        "## Prevention\n\n"
        + layer.format(1, "A filter for disks", "none")
        + layer.format(2, "No module at all", "low")
        + "### Layer 3: Find the trigger\n\n- [ ] Look at the daemon\n- [ ] Look at the rules\n"
    )
    record = lens.get(f"{_HEAD}## Root cause\n\nA disk.\n\n{body}").record
    assert [(action.what or "").removeprefix("Layer ") for action in record.actions] == [
        "1: A filter for disks",
        "2: No module at all",
        "Look at the daemon",
        "Look at the rules",
    ]
    assert record.actions[0].group is None


def test_counted_headings_without_lists_are_the_actions() -> None:
    """A list below one of them is a detail of it; where lists stand below all of them, they are the actions."""
    first = "### 1. Import all data again\n\nAll of it:\n\n```\nrun import\n```\n\n"
    second = "### 2. A gate in the checklist\n\n- users are all there\n- tracks are all there\n\n"
    body = f"## Corrective Actions\n\n{first}{second}### 3. A runbook for the retry\n\nStep by step.\n"
    actions = lens.get(f"{_HEAD}## Root cause\n\nNo data.\n\n{body}").record.actions
    assert [action.what for action in actions] == [
        "Import all data again",
        "A gate in the checklist",
        "A runbook for the retry",
    ]
    groups = "### 1. Backend\n\n- Add a limit\n- Add an alert\n\n### 2. Frontend\n\n- Show an error\n"
    actions = lens.get(f"{_HEAD}## Root cause\n\nNo data.\n\n## Corrective Actions\n\n{groups}").record.actions
    assert [action.what for action in actions] == ["Add a limit", "Add an alert", "Show an error"]


def test_what_is_read_is_not_told_to_be_empty() -> None:
    """An entry at midnight that leads to a list is one, and a picture in a table is no short row."""
    entries = "- **00:00**: Finds more:\n  - a mount\n  - a node\n- **00:30**: All is back\n"
    found = lens.get(f"# Disk gone 2024-05-07\n\n## Timeline (UTC)\n\n{entries}").findings
    assert not [finding for finding in found if finding.code == "RD410"]
    table = "| Time | What |\n|---|---|\n| 10:00 | broken |\n![a graph](graph.png)\n| 10:05 | mended |\n"
    found = lens.get(f"# Disk gone 2024-05-07\n\n## Timeline (UTC)\n\n{table}").findings
    assert not [finding for finding in found if finding.code == "RD405"]
