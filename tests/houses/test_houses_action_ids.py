"""The ids of actions in tables without a column for them."""

from dataclasses import replace

from afterword.houses import lens
from afterword.houses.writing.assigning import assign, parse

TEXT = """---
house: seal
---
# Checkout outage

## Action Items

| Action | Owner | Deadline | Status |
|---|---|---|---|
| A-1 Validate settings before deploying | Ana | 2026-01-20 | Pending |
| Say B-2 to nobody | Ben | 2026-01-21 | Pending |
| A-3 | Cem | 2026-01-22 | Pending |
"""


def test_an_id_before_the_words_is_the_id_of_the_action() -> None:
    """An action of a house's table without a column of ids has the id with which its words begin."""
    actions = lens.get(TEXT).record.actions
    assert [(action.id, action.what) for action in actions] == [
        ("A-1", "Validate settings before deploying"),
        (None, "Say B-2 to nobody"),
        (None, "A-3"),
    ]


def test_an_action_is_changed_by_such_an_id() -> None:
    """Setting a status by the id changes that cell alone, and new words keep the id before them."""
    reading = lens.get(TEXT)
    done = assign(reading.record, reading.house, [parse("actions[A-1].status=done")])
    assert lens.put(TEXT, done) == TEXT.replace("2026-01-20 | Pending", "2026-01-20 | Done")
    first = replace(reading.record.actions[0], what="Reject settings without a schema")
    renamed = replace(reading.record, actions=(first, *reading.record.actions[1:]))
    assert "| A-1 Reject settings without a schema | Ana |" in lens.put(TEXT, renamed)
