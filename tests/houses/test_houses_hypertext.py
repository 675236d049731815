"""Tables in HTML within documents of no known house: their cells are changed in place, or not at all."""

from dataclasses import replace

import pytest

from afterword.errors import RefusedEdit
from afterword.houses import lens
from afterword.model.record import Record

TEXT = """# Uploads lost, 2020-07-10

## Timeline

<table>
<tr><th>Time (UTC)</th><th>Notes</th></tr>
<tr><td>9:45am</td><td>Ann changes the route</td></tr>
<tr><td>10:25am</td><td>Somebody <b>sees</b> it</td></tr>
</table>

## Action Items

<table>
<thead>
<tr class="header">
<th><strong>Action Item</strong></th>
<th><strong>Status</strong></th>
</tr>
</thead>
<tbody>
<tr class="odd">
<td>Add an alert</td>
<td><strong>Done</strong></td>
</tr>
<tr class="even">
<td><p>Write a runbook</p></td>
<td></td>
</tr>
<tr><td></td><td></td></tr>
</tbody>
</table>
"""


def read() -> Record:
    """The record of the document."""
    return lens.get(TEXT).record


def test_actions_in_cells_are_read() -> None:
    """A row is an action; an empty one is none."""
    assert [(a.what, a.status.value if a.status else None) for a in read().actions] == [
        ("Add an alert", "done"),
        ("Write a runbook", None),
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_document_is_put_back_byte_for_byte(newline: str) -> None:
    """The unchanged record gives the same bytes."""
    text = TEXT.replace("\n", newline)
    assert lens.put(text, lens.get(text).record) == text


def test_words_of_a_plain_cell_are_changed_in_their_place() -> None:
    """Only the cell changes."""
    record = read()
    event, action = (
        replace(record.timeline[0], what="Ann mends it"),
        replace(record.actions[1], what="Drop the runbook"),
    )
    changed = replace(
        record, timeline=(event, *record.timeline[1:]), actions=(record.actions[0], action, *record.actions[2:])
    )
    wanted = TEXT.replace("Ann changes the route", "Ann mends it").replace("Write a runbook", "Drop the runbook")
    assert lens.put(TEXT, changed) == wanted


@pytest.mark.parametrize("what", ["a <b>bold</b> word", "one &amp; two", "x</td><td>y"])
def test_words_that_would_be_read_as_tags_are_refused_or_carried(what: str) -> None:
    """What a cell cannot hold is not written into it."""
    record = read()
    changed = replace(record, timeline=(replace(record.timeline[0], what=what), *record.timeline[1:]))
    with pytest.raises(RefusedEdit):
        lens.put(TEXT, changed, may_carry=False)


def test_words_beside_tags_are_not_lost() -> None:
    """A cell with tags in it is read without them, and a change of it is refused."""
    record = read()
    assert record.timeline[1].what == "Somebody sees it"
    changed = replace(record, timeline=(record.timeline[0], replace(record.timeline[1], what="Nobody sees it")))
    with pytest.raises(RefusedEdit):
        lens.put(TEXT, changed, may_carry=False)


def test_a_new_item_reads_back_or_is_refused() -> None:
    """An item beside rows of HTML stands where it is read, or nothing is written."""
    record = read()
    changed = replace(record, actions=(*record.actions, replace(record.actions[1], what="Test with a full disk")))
    try:
        text = lens.put(TEXT, changed, may_carry=False)
    except RefusedEdit:
        return
    assert lens.agrees(text, changed)
