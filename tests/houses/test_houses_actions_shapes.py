"""Actions in the shapes of archives: titles with facts below, bold leads, signs, nouns, and other languages."""

import textwrap

import pytest

from afterword.houses import lens

_HEAD = "# Outage of the queue\n\n## Summary\n\nThe queue stopped.\n\n"

Told = tuple[str, str | None, str | None, str | None]


def _told(body: str) -> list[Told]:
    text = _HEAD + textwrap.dedent(body).strip("\n") + "\n"
    reading = lens.get(text)
    assert lens.put(text, reading.record) == text
    return [
        (
            (action.what or "").split("\n", maxsplit=1)[0],
            action.owner,
            str(action.due) if action.due else None,
            action.status.value if action.status else None,
        )
        for action in reading.record.actions
    ]


ROWS: list[tuple[str, str, list[Told]]] = [
    (
        "paragraphs with bold leads",
        """
        ## What we're doing about it

        Beyond the restart, we are making changes to the structure.

        **Alerts on the lag.** The queue tells its lag. We page at ten seconds now.

        **Timeouts everywhere.** Each consumer gives up after two seconds.
        """,
        [
            ("**Alerts on the lag.** The queue tells its lag. We page at ten seconds now.", None, None, None),
            ("**Timeouts everywhere.** Each consumer gives up after two seconds.", None, None, None),
        ],
    ),
    (
        "signs before lines with lists below",
        """
        ## Action items

        ✅ **Emptied the queue** (by hand)
        - All orders came in

        🔄 **Add an alert**
        - On the lag
        """,
        [("**Emptied the queue** (by hand)", None, None, "done"), ("**Add an alert**", None, None, "pending")],
    ),
    (
        "headings with facts among other labels",
        """
        ## Action items

        ### 1. Timeout of consumers

        - **Owner**: Alice
        - **Effort**: 2 days

        ### 2. Canary

        - **Owner**: Bob
        - **Effort**: 5 days
        """,
        [("Timeout of consumers", "Alice", None, None), ("Canary", "Bob", None, None)],
    ),
    (
        "headings with facts behind what explains them",
        """
        ## Corrective actions

        ### Timeout of consumers

        Each gives up after two seconds.

        **Owner:** Alice

        ### Canary

        One machine first.

        **Owner:** Bob
        """,
        [("Timeout of consumers", "Alice", None, None), ("Canary", "Bob", None, None)],
    ),
    (
        "numbered headings over text",
        "## Action items\n\n### 1. Timeouts\n\nAll consumers.\n\n### 2. Canary\n\nOne machine first.",
        [("Timeouts", None, None, None), ("Canary", None, None, None)],
    ),
    (
        "bold titles over labels",
        """
        ## Action items

        **Add an alert**
        - Owner: Alice
        - Due: 2024-03-20

        **Write a runbook**
        - Owner: Bob
        - Due: 2024-03-28
        """,
        [("Add an alert", "Alice", "2024-03-20", None), ("Write a runbook", "Bob", "2024-03-28", None)],
    ),
    (
        "bold titles over text",
        "## Prevention plan\n\n**Add an alert**\n\nIt pages.\n\n**Write a runbook**\n\nIt is short.",
        [("Add an alert", None, None, None), ("Write a runbook", None, None, None)],
    ),
    (
        "several labels on one line below",
        """
        ## Action items

        1. Add an alert
           - Owner: Alice | Due: 2024-03-20 | Status: Done
        """,
        [("Add an alert", "Alice", "2024-03-20", "done")],
    ),
    (
        "an owner among other details below",
        "## Action items\n\n- Add an alert\n  - On the lag\n  - Owner: Alice",
        [("Add an alert", "Alice", None, None)],
    ),
    (
        "one line that orders nothing",
        "## Aksjonspunkter\n\nFlere tester av køen",
        [("Flere tester av køen", *3 * (None,))],
    ),
    ("a line that only says where they are", "## Action items\n\nSee the [board](https://b.example.com/7).", []),
    ("a line that tells how things were", "## Action items\n\nThe queue was full for an hour.", []),
    (
        "lines that are orders",
        "## Action items\n\nAdd an alert\nWrite a runbook\nFridays without releases",
        [("Add an alert", *3 * (None,)), ("Write a runbook", *3 * (None,)), ("Fridays without releases", *3 * (None,))],
    ),
    (
        "lines with a label in capitals",
        "## Action items\n\nAI: @ann add an alert\nAI: @bob write a runbook",
        [("add an alert", "@ann", None, None), ("write a runbook", "@bob", None, None)],
    ),
    (
        "links and questions below",
        """
        ## Action items

        - Add an alert

        ### References

        - [Dashboard](https://g.example.com/d/1)

        ### Open questions

        - Why was nobody paged?

        ### Likelihoods

        | Case | Likelihood |
        |---|---|
        | Full again | low |
        """,
        [("Add an alert", None, None, None)],
    ),
    (
        "chores in the passive",
        "## Follow-up\n\n- [ ] Retrospective scheduled\n- [ ] Stakeholders notified\n- [ ] Add an alert",
        [("Add an alert", None, None, "pending")],
    ),
    (
        "an author, a day, and a note between dashes",
        "## Action items\n\n- [x] **me** \u2014 Add an alert \u2014 2024-03-05 \u2014 pages in `alerts.yaml`.",
        [("Add an alert \u2014 2024-03-05 \u2014 pages in `alerts.yaml`.", "me", "2024-03-05", "done")],
    ),
    (
        "labels that end a sentence",
        "## Actions\n\n- [ ] Add a gate. It would help. Owner: M, by: 2024-03-12 EOD.\n- [x] Fix it. Owner: M, done.",
        [("Add a gate. It would help.", "M", "2024-03-12 EOD", "pending"), ("Fix it.", "M", None, "done")],
    ),
    (
        "teams that do it",
        "## Actions\n\n- Developers to agree on alerts.\n- The queue team will raise the limits.\n- It will help.",
        [
            ("Developers to agree on alerts.", "Developers", None, None),
            ("The queue team will raise the limits.", "queue team", None, None),
            ("It will help.", None, None, None),
        ],
    ),
    ("an arrow of two characters", "## Actions\n\n- Add an alert -> Alice", [("Add an alert", "Alice", None, None)]),
    ("a status behind a colon", "## Actions\n\n- Add an alert: done", [("Add an alert", None, None, "done")]),
    (
        "lessons that are orders",
        "## Lessons and follow-ups\n\n- Add an alert\n- Write a runbook",
        [("Add an alert", None, None, None), ("Write a runbook", None, None, None)],
    ),
    (
        "remediation that is assigned",
        "## Remediation\n\n### Timeouts\n\nOwner: Alice\nDue: 2024-04-01\n\n### Canary\n\nOwner: Bob\nDue: 2024-05-01",
        [("Timeouts", "Alice", "2024-04-01", None), ("Canary", "Bob", "2024-05-01", None)],
    ),
    (
        "items with a label in capitals elsewhere",
        "## Response\n\nWe met.\n\n- We talked\n- ACTION: Alice to lower the threshold",
        [("Alice to lower the threshold", "Alice", None, None)],
    ),
    (
        "labels that are kinds before orders",
        "## Action items\n\nDetection: add an alert.\n\nPrevention: rehearse migrations.",
        [("Detection: add an alert.", None, None, None), ("Prevention: rehearse migrations.", None, None, None)],
    ),
    (
        "owners as addresses and links",
        "## Actions\n\n- Add an alert (ann@example.com)\n- Test ([@bob](https://h.example.com/bob))\n- <@U12> write",
        [
            ("Add an alert", "ann@example.com", None, None),
            ("Test", "@bob", None, None),
            ("write", "<@U12>", None, None),
        ],
    ),
    ("a day before", "## Actions\n\n- 2024-03-20: Add an alert", [("Add an alert", None, "2024-03-20", None)]),
    (
        "a status in the column of the day",
        "## Actions\n\n| Action | When |\n|---|---|\n| Add an alert | Done |",
        [("Add an alert", None, None, "done")],
    ),
    (
        "a permanent fix behind an immediate one",
        "## Immediate fix\n\nRestarted.\n\n## Permanent fix\n\n- Add a timeout",
        [("Add a timeout", None, None, None)],
    ),
    (
        "what would have helped beside the actions",
        "## What could have prevented this\n\n- A test\n- A timeout\n\n## Action items\n\n- Add a timeout",
        [("Add a timeout", None, None, None)],
    ),
    (
        "what was done, ticked off, beside what will be done",
        (
            "## Remediation\n\nReverted.\n\n### Immediate actions\n\n- \u2705 Reverted it\n- \u2705 Told all\n\n"
            "### Short-term actions\n\n- Add an alert"
        ),
        [("Reverted it", None, None, "done"), ("Told all", None, None, "done"), ("Add an alert", None, None, None)],
    ),
    (
        "promises in prose beside a list of actions",
        "## Long-term changes\n\nWe will change the process.\n\n## Action items\n\n- Change the process",
        [("Change the process", None, None, None)],
    ),
    (
        "bold titles over facts and more",
        "## Action items\n\n**1. Add an alert**\n- Owner: Alice\n- Size: 2\n\n---\n\n**2. Test it**\n- Owner: Bob",
        [("Add an alert", "Alice", None, None), ("Test it", "Bob", None, None)],
    ),
    (
        "notes below",
        "## Action items\n\n- Add an alert (target 2024-04-01)\n\nNotes:\n\n- The alert was tested twice.",
        [("Add an alert", None, "2024-04-01", None)],
    ),
    (
        "Norwegian",
        "## Tiltak\n\n| Aksjon | Eier | Referanse |\n|---|---|---|\n| Legge til alarm | @ann | (Done) |",
        [("Legge til alarm", "@ann", None, "done")],
    ),
    (
        "Chinese",
        (
            "## 改进措施\n\n"
            "| 措施 | 责任人 | 完成时间 | 状态 |\n|---|---|---|---|\n| 增加告警 | 张三 | 2024-03-20 | 已完成 |"
        ),
        [("增加告警", "张三", "2024-03-20", "done")],
    ),
    (
        "Chinese items",
        "## 改进措施\n\n- 增加告警（负责人：张三，截止：2024-03-20）",
        [("增加告警", "张三", "2024-03-20", None)],
    ),
    (
        "Korean",
        (
            "## 재발 방지 대책\n\n"
            "| 항목 | 담당자 | 기한 | 상태 |\n|---|---|---|---|\n| 알림 추가 | 김철수 | 2024-03-20 | 완료 |"
        ),
        [("알림 추가", "김철수", "2024-03-20", "done")],
    ),
    (
        "Russian",
        (
            "## План действий\n\n"
            "| Действие | Ответственный | Срок | Статус |\n|---|---|---|---|\n| Добавить алерт | Иван | Q2 | В работе |"
        ),
        [("Добавить алерт", "Иван", "Q2", "in_progress")],
    ),
    (
        "Italian",
        (
            "## Azioni correttive\n\n"
            "| Azione | Responsabile | Scadenza | Stato |\n|---|---|---|---|\n| Un allarme | Luca | Q2 | Completato |"
        ),
        [("Un allarme", "Luca", "Q2", "done")],
    ),
]


@pytest.mark.parametrize(("body", "told"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_actions_in_the_shapes_of_archives(body: str, told: list[Told]) -> None:
    """Each action is read once, with its owner, day, and status, and what is none is left."""
    assert _told(body) == told


def test_a_row_with_an_owner_and_no_action_is_told() -> None:
    """A row of a table that says who and not what is no action, and a finding with its line."""
    table = "| Owner | Action | Due |\n|---|---|---|\n| Alice | Add an alert | |\n| Bob | | |\n| | | |\n"
    reading = lens.get(f"{_HEAD}## Action items\n\n{table}")
    assert len(reading.record.actions) == 1
    assert [f.line for f in reading.findings if f.code == "RD437"] == [12]
