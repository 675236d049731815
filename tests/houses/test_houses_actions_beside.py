"""Actions told in unusual ways, and what stands beside actions and is none."""

import textwrap

import pytest

from afterword.houses import lens

_HEAD = "# Outage of the queue\n\n## Summary\n\nThe queue stopped.\n\n"


def _actions(body: str) -> list[str]:
    text = _HEAD + textwrap.dedent(body).strip("\n") + "\n"
    reading = lens.get(text)
    assert lens.put(text, reading.record) == text
    return [action.what or "" for action in reading.record.actions]


def test_paragraphs_with_a_remark_of_what_was_done_are_actions() -> None:
    """A paragraph among follow-ups is an action where brackets at its end say what was done about it."""
    body = """
        ## Follow-up

        The pager rang only one of us. (filed https://example.com/o/r/issues/7)

        It is useful to reach people quickly. (added a channel for emergencies)

        The two effects may cancel each other out (or not).
        """
    assert len(_actions(body)) == 2


@pytest.mark.parametrize("heading", ["Corrective & Preventive Actions（CAPA）", "Looking forward", "5. Looking Ahead"])
def test_more_headings_of_actions(heading: str) -> None:
    """A heading with an ampersand or of other words is one of actions."""
    assert _actions(f"## {heading}\n\n- Add an alert\n- Write a runbook") == ["Add an alert", "Write a runbook"]


def test_labels_of_an_item_in_chinese_and_english() -> None:
    """An item of several lines with labels is one action."""
    items = "- Action：增加检查脚本  \n  Owner：repo\n- Action：更新文档  \n  Owner：docs"
    assert len(_actions(f"## Action items（CAPA）\n\n{items}")) == 2


def test_remediation_beside_follow_ups_tells_what_was_done() -> None:
    """Remediation actions are the recovery where others are the actions, and the actions where none are."""
    done = "## Remediation Actions\n\n1. Paused the sync.\n2. Restarted the brokers.\n"
    assert _actions(done + "\n## Follow-up actions\n\n- Add an alert") == ["Add an alert"]
    assert len(_actions("## Remediation Actions\n\n- Add an alert\n- Write a runbook")) == 2


def test_measures_beside_boxes_are_no_actions() -> None:
    """A section of what prevents a recurrence is none of actions where another one has them as boxes."""
    measures = "## Prevention Measures\n\n1. **Watch the queue**\n   - Track its length\n2. Limit the memory\n\n"
    boxes = "## Action items\n\n- [x] Add an alert\n- [ ] Write a runbook\n- [ ] Test it\n"
    assert _actions(measures + boxes) == ["Add an alert", "Write a runbook", "Test it"]
    assert len(_actions(measures)) == 2


def test_who_wrote_the_document_is_no_action() -> None:
    """Labels below the last rule that say who wrote the document and when are no actions."""
    foot = "\n---\n\n**Prepared by**: The team  \n**Status**: Final  \n**Next review**: 2025-08-25"
    assert _actions("## Action items\n\n- Add an alert\n" + foot) == ["Add an alert"]


def test_flags_before_paragraphs_make_them_actions() -> None:
    """Paragraphs that start with a flag are actions with that status, wherever they stand."""
    flags = "**DONE**: Ann added a check.\n\n**TODO**: Watch the disks.\nAll of them.\n"
    text = (
        _HEAD + "## Lessons learned\n\nLook at the graphs.\n\n" + flags + "\n**TODO** the import should look first.\n"
    )
    record = lens.get(text).record
    told = [(a.what, str(a.status.value) if a.status else "") for a in record.actions]
    assert told == [
        ("Ann added a check.", "done"),
        ("Watch the disks.\nAll of them.", "pending"),
        ("the import should look first.", "pending"),
    ]
    assert [lesson.text for lesson in record.lessons] == ["Look at the graphs."]
    assert lens.put(text, record) == text


def test_updates_in_capital_letters_are_no_actions() -> None:
    """The states of an incident before paragraphs make them no actions."""
    assert _actions("## Updates\n\n**RESOLVED**: It runs again.\n\n**FIXED**: The queue is emptied.") == []


def test_lines_with_flags_are_actions_each() -> None:
    """Each line of a paragraph that starts with a flag is an action."""
    assert _actions("## Lessons learned\n\nDONE: Ann added a check.\nTODO: Watch the disks.") == [
        "Ann added a check.",
        "Watch the disks.",
    ]


def test_the_question_for_the_problem_is_the_summary() -> None:
    """A heading that asks what the problem was is that of the summary."""
    record = lens.get("# Outage\n\n## What was the problem?\n\nThe queue stopped.\n\n## Impact\n\nNone.\n").record
    assert record.summary is not None
