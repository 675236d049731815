"""Actions grouped under the name of a person or a team are theirs; groups by theme are nobody's."""

import pytest

from afterword.houses import lens

HEAD = "# Site down on 2024-02-15\n\n**Author:** Thibault Martin\n\n## Summary\n\nIt was down.\n\n## Action items\n\n"


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("**Paul/Alex**\n- Widen it\n\n**Raphaelle**\n- Log it\n- Mend it\n", ["Paul/Alex", "Raphaelle", "Raphaelle"]),
        ("### Thibault\n\n- Add an alert\n\n### Ngozi\n\n- Add a test\n", ["Thibault", "Ngozi"]),
        ("**@ngozi**\n- Add an alert\n\n**Oluwaseun**\n- Add a test\n", ["@ngozi", "Oluwaseun"]),
        ("- Ngozi\n  - Add an alert\n- Anna\n  - Add a test\n", ["Ngozi", "Anna"]),
        ("Anna:\n- Add an alert\n\nOyelaran:\n- Add a test\n", ["Anna", "Oyelaran"]),
        (
            "**Platform team**\n- Add it\n\n**Team Blue**\n\n- Test it\n\n**SRE:**\n- Page us\n",
            ["Platform team", "Team Blue", "SRE"],
        ),
        ("**For the platform team:**\n\n- Add it\n\n**Anna's actions**\n\n- Test it\n", ["platform team", "Anna"]),
        ("| Action | Due |\n|---|---|\n| **Platform team** | |\n| Add it | 2024-03-01 |\n", ["Platform team"]),
        ("### SRE\n\n- Add it\n\n### Monitoring\n\n- Page us\n", ["SRE", None]),
        ("### Monitoring\n\n- Add it\n\n### Kafka\n\n- Test it\n\n### Process\n\n- Page us\n", [None] * 3),
        ("**Grace**\n- Add it\n\n**Kafka**\n- Test it\n", ["Grace", None]),
        ("**Chrome**\n- Add it\n\n**Safari**\n- Test it\n", [None, None]),
        ("**Short term**\n- Add it\n\n**Long term**\n- Test it\n", [None, None]),
        ("**Improve operations**\n- Add it\n\n**Anna**\n- Test it\n", [None, "Anna"]),
    ],
)
def test_a_group_is_somebodys_where_its_name_is(text: str, owners: list[str | None]) -> None:
    """Names beside names of people whom the document knows are owners, and so are teams; themes and systems are not."""
    record = lens.get(HEAD + text).record
    assert [action.owner for action in record.actions] == owners
    assert lens.put(HEAD + text, record) == HEAD + text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "- Gate team\n  - Swap cable (Ann, 2024-06-01)\n  - Buy it (Bob)\n- Fare team\n  - [x] Fix it (Cyd)\n",
            [("Gate team", "Ann"), ("Gate team", "Bob"), ("Fare team", "Cyd")],
        ),
        ("- Cabling\n  - New cable for gate 4 (Ann, 2024-06-01)\n", [("Cabling", "Ann")]),
        ("- Monitoring gaps\n  - Add an alert\n  - Review the board\n", [("Monitoring gaps", None)] * 2),
        ("- Add a test\n  - Covers the empty cart\n  - Runs on every commit\n", [(None, None)]),
        ("- Write the steps\n  - Add those for the gate\n  - Add those for the fares\n", [(None, None)]),
        ("- New cable\n  - Owner: Ann\n  - Due: 2024-06-01\n", [(None, "Ann")]),
    ],
)
def test_a_short_name_over_actions_is_their_group(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    """Items that each have an owner, a day, or a box, or are orders, are divided; an action keeps its details."""
    record = lens.get(HEAD + text).record
    assert [action.group for action in record.actions] == [group for group, _ in expected]
    assert [action.owner for action in record.actions] == [name for _, name in expected]
    assert lens.put(HEAD + text, record) == HEAD + text
