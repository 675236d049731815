"""Boxes to tick before actions, written when a status is set."""

import pytest

from afterword.errors import RefusedEdit
from afterword.houses import lens, library
from afterword.houses.writing.assigning import assign, parse

_HOUSE = """---
house: boxes
summary: Actions with boxes
time: {zone: UTC, clock: 24h, zone_in: header}
---
# {{ title }}

## Summary

{{ summary }}

## Action items

- [ ] {{ actions.what }} ({{ actions.owner }}, {{ actions.due }})
"""
_TOP = "# Ferry late\n\n## Summary\n\nIt was late.\n\n## Action items\n\n"


def _set(items: str, *words: str, is_plain: bool = False) -> str:
    """The actions of a document after assignments."""
    house = None if is_plain else library.compile_house(_HOUSE, "boxes")
    reading = lens.get(_TOP + items, house)
    wanted = assign(reading.record, reading.house, [parse(word) for word in words])
    return lens.put(_TOP + items, wanted, house, may_carry=False).removeprefix(_TOP)


@pytest.mark.parametrize("is_plain", [False, True])
def test_a_box_is_ticked_and_cleared(is_plain: bool) -> None:
    """The box before an action follows its status, in the form of the house and without one."""
    open_one, done = "- [ ] Grease winch (Bo)\n- [ ] Weld (Cy)\n", "- [x] Grease winch (Bo)\n- [ ] Weld (Cy)\n"
    assert _set(open_one, "actions[1].status=done", is_plain=is_plain) == done
    assert _set(done, "actions[1].status=pending", is_plain=is_plain) == open_one


def test_an_action_without_a_box_gets_one() -> None:
    """A status set in a house of boxes is a box, not a carried value."""
    assert _set("- Grease winch (Bo)\n", "actions[1].status=done") == "- [x] Grease winch (Bo)\n"


@pytest.mark.parametrize("items", ["- [ ]\n", "- Weld (Cy)\n", "- [ ] Weld (Cy)\n", ""])
def test_a_new_action_has_an_open_box(items: str) -> None:
    """A new action begins with a box, in an empty place, beside others, and in an empty section."""
    made = _set(items, "actions[+].what=Grease winch", "actions[+].owner=Bo")
    assert made.strip().endswith("- [ ] Grease winch (Bo)")


def test_what_a_box_cannot_say_is_refused_in_words() -> None:
    """A status that is neither done nor pending is refused with what a box can say."""
    with pytest.raises(RefusedEdit, match="a box to tick says done or pending"):
        _set("- [ ] Weld (Cy)\n", "actions[1].status=in_progress")
