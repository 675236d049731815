"""Who is to do an action and until when, as people write it at the end of a line, and promises in sentences."""

from dataclasses import replace

import pytest

from afterword.errors import RefusedEdit
from afterword.houses import lens
from afterword.model.action import Action

Row = tuple[str, str, list[tuple[str, dict[str, str]]]]

ROWS: list[Row] = [
    (
        "a name and a quarter",
        "- Add an alert (Dana, Q2) PAY-312",
        [("Add an alert", {"owner": "Dana", "due": "Q2", "tracker": "PAY-312"})],
    ),
    (
        "a name that nobody introduces, before an issue",
        "- Add an alert (Xanthia) DATA-9",
        [("Add an alert", {"owner": "Xanthia", "tracker": "DATA-9"})],
    ),
    (
        "names that nobody introduces, on several items",
        "- Add an alert (Xanthia)\n- Write a runbook *(Quorra Vint)*",
        [("Add an alert", {"owner": "Xanthia"}), ("Write a runbook", {"owner": "Quorra Vint"})],
    ),
    (
        "brackets that name nobody",
        "- Add an alert (Kafka)\n- Write a runbook (EU)\n- Test it (optional) OPS-3\n- Do it again (see runbook)",
        [
            ("Add an alert (Kafka)", {}),
            ("Write a runbook (EU)", {}),
            ("Test it (optional)", {"tracker": "OPS-3"}),
            ("Do it again (see runbook)", {}),
        ],
    ),
    (
        "things that look like names, of which the document speaks as things",
        "- Add an alert (Bluebird)\n- Write a runbook for the Bluebird box (Bluebird)",
        [("Add an alert (Bluebird)", {}), ("Write a runbook for the Bluebird box (Bluebird)", {})],
    ),
    (
        "an owner and a day in one bracket",
        "- Add an alert (owner: Xanthia, by 2022-05-30)",
        [("Add an alert", {"owner": "Xanthia", "due": "2022-05-30"})],
    ),
    (
        "an owner and an issue behind a full stop",
        "- Add an alert. Owner: Xanthia. KAF-12\n- Write a runbook. Owner: Quorra, KAF-13",
        [
            ("Add an alert.", {"owner": "Xanthia", "tracker": "KAF-12"}),
            ("Write a runbook.", {"owner": "Quorra", "tracker": "KAF-13"}),
        ],
    ),
    (
        "an issue before a name",
        "- Add an alert (PAY-3, Xanthia)",
        [("Add an alert", {"owner": "Xanthia", "tracker": "PAY-3"})],
    ),
    (
        "dashes around a name",
        "- Add an alert -- Xanthia -- 2022-12-20\n- Write a runbook - Quorra - 10 May\n- Test it \u2014 TBD",
        [
            ("Add an alert", {"owner": "Xanthia", "due": "2022-12-20"}),
            ("Write a runbook", {"owner": "Quorra", "due": "10 May"}),
            ("Test it", {}),
        ],
    ),
    (
        "square brackets",
        "- Add an alert [Xanthia, 2019-05-01]",
        [("Add an alert", {"owner": "Xanthia", "due": "2019-05-01"})],
    ),
    (
        "German",
        "- Add an alert (J\u00fcrgen, bis 20.09.2023)\n- Write a runbook. Verantwortlich: Sabine",
        [("Add an alert", {"owner": "J\u00fcrgen", "due": "2023-09-20"}), ("Write a runbook.", {"owner": "Sabine"})],
    ),
    (
        "promises in one paragraph",
        "Marta will raise the limit by February 20. Igor is going to\nadd an alert (OPS-1291). We decided against it.",
        [
            ("Marta will raise the limit", {"owner": "Marta", "due": "February 20"}),
            ("Igor is going to\nadd an alert", {"owner": "Igor", "tracker": "OPS-1291"}),
        ],
    ),
    (
        "rows that name groups",
        "| Action | Owner |\n|---|---|\n| **Later work** | |\n| Add an alert | Ann |",
        [("Add an alert", {"owner": "Ann", "group": "Later work"})],
    ),
]


def _document(body: str) -> str:
    return f"# Outage of the queue\n\n## Summary\n\nThe queue stopped.\n\n## Action items\n\n{body}\n"


def _told(action: Action) -> tuple[str, dict[str, str]]:
    values = {name: getattr(action, name) for name in ("owner", "due", "tracker", "group")}
    return action.what or "", {name: value for name, value in values.items() if value is not None}


@pytest.mark.parametrize(("body", "wanted"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_owners_and_days_are_read_as_a_person_would(body: str, wanted: list[tuple[str, dict[str, str]]]) -> None:
    """Each action has its words and its marks, and the document comes back byte for byte."""
    text = _document(body)
    record = lens.get(text).record
    assert [_told(action) for action in record.actions] == wanted
    assert lens.put(text, record) == text


@pytest.mark.parametrize("body", [r[1] for r in ROWS if r[2][0][1].get("owner")])
def test_owners_read_so_can_be_changed(body: str) -> None:
    """A new owner stands where the old one stood; where the words themselves say who it is, nothing is written."""
    record = lens.get(_document(body)).record
    changed = replace(record, actions=(replace(record.actions[0], owner="Nadia"), *record.actions[1:]))
    try:
        text = lens.put(_document(body), changed, may_carry=False)
    except RefusedEdit:
        assert "will" in body
        return
    assert lens.agrees(text, changed)


def test_what_may_be_an_owner_is_a_doubt() -> None:
    """A single name that nothing tells to be one stays among the words, with a finding for a person to decide."""
    reading = lens.get(_document("- Add an alert (Xanthia)"))
    assert reading.record.actions[0].owner is None
    assert [f.line for f in reading.findings if f.code == "RD435"] == [9]
