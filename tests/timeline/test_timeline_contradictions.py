"""What cannot all be as the sources say is a finding with the places of both."""

import pytest

from afterword.timeline.telling import tell


def said(evidence, *codes: str) -> list[str]:  # noqa: ANN001
    """The contradictions that are found."""
    found = codes or ("TL110", "TL111", "TL112")
    return [finding.message for finding in tell(evidence.entries).findings if finding.code in found]


def at(clock: str) -> str:
    """A time of the day."""
    return f"2024-02-15T{clock}Z"


def test_acknowledged_and_resolved_before_it_was_opened(evidence) -> None:  # noqa: ANN001
    """Each is said with both times and both places."""
    evidence.add("pagerduty", at("14:02:10"), "Acknowledged by Ann (#4711)", file="pages.json")
    evidence.add("pagerduty", at("14:03:10"), "Resolved by Ann (#4711)", file="pages.json")
    evidence.add("pagerduty", at("14:05:10"), "Triggered #4711: orders fail", file="pages.json")
    assert said(evidence) == [
        (
            "#4711 was acknowledged at 2024-02-15 14:02:10 UTC (pages.json:1), before it was opened at"
            " 2024-02-15 14:05:10 UTC (pages.json:3)"
        ),
        (
            "#4711 was resolved at 2024-02-15 14:03:10 UTC (pages.json:2), before it was opened at"
            " 2024-02-15 14:05:10 UTC (pages.json:3)"
        ),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [("14:05:10", "Triggered #4711"), ("14:06:10", "Acknowledged #4711"), ("14:30:00", "Resolved #4711")],
        [("14:02:00", "Resolved #4710"), ("14:05:10", "Triggered #4711")],
        [("14:02:00", "Acknowledged #4711"), ("14:30:00", "Resolved #4711")],
        [("14:05:10", "Triggered #4711"), ("14:05:10", "Acknowledged #4711")],
        [("14:05:10", "Triggered #4711"), ("14:07:10", "Resolved #4711"), ("14:08:10", "Triggered #4711")],
    ],
)
def test_what_is_in_order_or_of_another_page_is_none(evidence, rows: list[tuple[str, str]]) -> None:  # noqa: ANN001
    """Other numbers, an export that begins late, the same second, and a page that opens again contradict nothing."""
    for clock, what in rows:
        evidence.add("pagerduty", at(clock), what)
    assert said(evidence) == []


@pytest.mark.parametrize(("clock", "precision", "found"), [("14:09:00", "second", 1), ("14:06:00", "minute", 0)])
def test_two_times_for_one_thing(evidence, clock: str, precision: str, found: int) -> None:  # noqa: ANN001
    """Two tools that date the same page otherwise are told with both places, beyond what their precision allows."""
    evidence.add("pagerduty", at("14:05:10"), "Triggered INC-2024-7", file="pages.json")
    evidence.add("opsgenie", at(clock), "Created INC-2024-7", file="alerts.json", precision=precision)
    messages = said(evidence, "TL112")
    assert len(messages) == found
    if found:
        assert messages == [
            (
                "INC-2024-7 was opened at 2024-02-15 14:05:10 UTC (pages.json:1) and at 2024-02-15 14:09:00 UTC"
                " (alerts.json:1): two sources, 3 min 50 s apart"
            )
        ]


@pytest.mark.parametrize(
    ("words", "deployed", "found"),
    [
        ("root cause: v42 retries forever", "14:40:00", 1),
        ("the outage was caused by v42", "14:40:00", 1),
        ("the outage was caused by v42", "14:20:00", 0),
        ("it was not caused by v42", "14:40:00", 0),
        ("was it caused by v42?", "14:40:00", 0),
        ("rolling back v42", "14:40:00", 0),
    ],
)
def test_an_effect_before_its_cause(troubled, words: str, deployed: str, found: int) -> None:  # noqa: ANN001
    """A change that is said to be the cause, and was deployed after the errors began, is told with every place."""
    evidence = troubled
    evidence.add("github-deployments", at(deployed), "Deployment of v42 to production: success", file="d.json")
    evidence.add("slack", at("14:50:00"), words, who="Dan", file="chat.json")
    messages = said(evidence, "TL111")
    assert len(messages) == found
    if found:
        assert messages[0].startswith("v42 is said to be the cause (2024-02-15 14:50:00 UTC (chat.json:1)), but was")
        assert "deployed at 2024-02-15 14:40:00 UTC (d.json:1), after the errors began at" in messages[0]


def test_many_of_a_kind_are_counted(evidence) -> None:  # noqa: ANN001
    """Of many contradictions of one kind five are told, and how many more there are."""
    for number in range(20, 28):
        evidence.add("pagerduty", at(f"14:{number}:00"), f"Resolved #{number}")
        evidence.add("pagerduty", at(f"14:{number}:30"), f"Triggered #{number}")
    messages = said(evidence)
    assert len(messages) == 6
    assert messages[-1] == "and 3 more of the same kind"
