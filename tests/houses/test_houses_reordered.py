"""Changing a list that its house shows in another order, by group, than the record has it."""

from dataclasses import replace

import pytest

from afterword.houses import lens, library
from afterword.houses.writing.aligning import Item, shown_as
from afterword.model.action import Action
from afterword.model.plain import from_plain
from afterword.model.record import Record

ACTIONS = [
    {"id": "A-1", "what": "Cap the pool", "horizon": "long", "proof": "a graph"},
    {"id": "A-2", "what": "Alert on the queue", "horizon": "short"},
    {"id": "A-3", "what": "Restart by hand", "horizon": "immediate"},
    {"what": "Write the runbook", "horizon": "long"},
]


def document() -> str:
    """A document whose actions stand as 3, 2, 1, 4."""
    record = from_plain(Record, {"title": "Search down", "actions": ACTIONS})
    return lens.create(record, library.load("sre"), guidance=False)


@pytest.mark.parametrize("may_carry", [True, False])
@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize(
    "change", [{"what": "Do it otherwise"}, {"owner": "ben"}, {"proof": "seen"}, {"horizon": "short"}, None], ids=str
)
def test_an_item_of_a_list_in_another_order_changes(
    number: int, change: dict[str, str] | None, may_carry: bool
) -> None:
    """Every field of every item can be set, every item removed, and the order stays the record's."""
    text = document()
    record = lens.get(text).record
    actions = list(record.actions)
    actions[number : number + 1] = [replace(actions[number], **change)] if change else []
    wanted = replace(record, actions=tuple(actions))
    assert lens.agrees(lens.put(text, wanted, may_carry=may_carry), wanted)


def test_only_the_row_of_the_item_changes() -> None:
    """It is the row of that action, and not the one at its number."""
    text = document()
    record = lens.get(text).record
    changed: tuple[Action, ...] = (replace(record.actions[0], owner="ben"), *record.actions[1:])
    new = lens.put(text, replace(record, actions=changed), may_carry=False)
    pairs = [(a, b) for a, b in zip(text.splitlines(), new.splitlines(), strict=True) if a != b]
    assert [(a.split("|")[1].strip(), b.split("|")[5].strip()) for a, b in pairs] == [("A-1", "ben")]


def test_an_action_goes_to_the_table_of_its_horizon() -> None:
    """Its row moves as it is; every other line stays."""
    text = document()
    record = lens.get(text).record
    changed = (record.actions[0], replace(record.actions[1], horizon="immediate"), *record.actions[2:])
    new = lens.put(text, replace(record, actions=changed), may_carry=False)
    row = next(line for line in text.splitlines() if "A-2" in line)
    assert sorted(new.splitlines()) == sorted(text.splitlines())
    assert new.index(row) < new.index("Short-term Actions")


def test_what_is_shown_is_found_by_its_name() -> None:
    """By id, by its words, by the words that a shorter form has; what is left goes in order."""
    items: list[Item] = [{"id": "A-1", "what": "one"}, {"what": "`two` | three"}, {"what": "four"}, {"owner": "ben"}]
    shown: list[Item] = [{"owner": "ana"}, {"what": "four"}, {"what": "two three"}, {"id": "A-1", "what": "uno"}, {}]
    assert shown_as(("actions",), shown, items) == [3, 2, 1, 0, None]


@pytest.mark.parametrize("house", library.names())
def test_notes_of_one_heading_do_not_refuse_another_change(house: str) -> None:
    """They stand as one note, with a text or without any, and what else changes is written."""
    notes = [{"heading": "Vendor"}, {"heading": "Vendor"}, {"heading": "Legal", "text": "a"}, {"heading": "Legal"}]
    record = from_plain(Record, {"title": "Search down", "remainder": notes})
    text = lens.create(record, library.load(house), guidance=False)
    wanted = replace(record, summary="In short, it broke.")
    new = lens.put(text, wanted)
    assert lens.agrees(new, wanted)
    assert [(n.heading, n.text) for n in lens.get(new).record.remainder] == [("Vendor", None), ("Legal", "a")]
