"""Refused changes: one line names the field, the value, the reason, and what to do; nothing is written."""

from dataclasses import replace
from pathlib import Path

import pytest

from afterword.errors import RefusedEdit
from afterword.houses import lens
from afterword.houses.writing.assigning import assign, parse

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "checkout-outage"


def refused(house: str, *assignments: str) -> str:
    """The line with which changes of a house's example are refused."""
    text = (EXAMPLES / f"{house}.md").read_text(encoding="utf-8")
    reading = lens.get(text)
    wanted = assign(reading.record, reading.house, [parse(word) for word in assignments])
    with pytest.raises(RefusedEdit) as caught:
        lens.put(text, wanted, may_carry=False)
    return str(caught.value)


@pytest.mark.parametrize(
    ("house", "assignment", "said"),
    [
        ("seal", "timeline[2].what=```\ndf -h\n```", "timeline[2].what = '``` df -h ```': a table's cell"),
        ("seal", "timeline[2].what=Two:\n- a", "a table's cell cannot hold a code block, a list"),
        ("seal", "actions[1].what=Do\n\n```\nx\n```", "actions[1].what = 'Do ``` x ```': a table's cell"),
        (
            "seal",
            "summary=Short.\n\n## Timeline\n\nx",
            "summary = 'Short. ## Timeline x': a line of it would be read as",
        ),
        ("seal", "timeline[2].what=a <!-- phase: resolved -->", "leave the mark out; phase, kind"),
        ("security", "lead_up=## Impact", "leave out the marks of the heading"),
        ("security", "timeline[2].what=12:00 - x", "timeline[2].what = '12:00 - x': it would be read back different"),
    ],
)
def test_a_refusal_names_field_value_reason_and_remedy(house: str, assignment: str, said: str) -> None:
    """The line starts with the field as `set` names it."""
    line = refused(house, assignment)
    assert said in line
    assert line.startswith(assignment.partition("=")[0])
    assert "\n" not in line
    assert "; " in line


def test_a_long_value_is_shortened() -> None:
    """Of a text only its beginning is said."""
    line = refused("seal", f"summary={'word ' * 50}\n\n## Timeline\n\nx")
    assert "\u2026" in line
    assert len(line) < 250


def test_of_several_changes_the_one_to_blame_is_named() -> None:
    """The others are fine."""
    line = refused("seal", "title=Another title", "timeline[2].what=```\ndf\n```", "severity=P1")
    assert line.startswith("timeline[2].what")


def test_a_new_item_is_named_by_its_place() -> None:
    """A list that would get longer names the new item."""
    text = (EXAMPLES / "seal.md").read_text(encoding="utf-8")
    record = lens.get(text).record
    extra = replace(record.timeline[3], what="```\nx\n```")
    wanted = replace(record, timeline=(*record.timeline[:4], extra, *record.timeline[4:]))
    with pytest.raises(RefusedEdit, match=r"^timeline\[5\]\.what = "):
        lens.put(text, wanted, may_carry=False)
