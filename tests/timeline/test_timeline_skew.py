"""Clock skew: estimated from what two sources mention alike, said, and never applied."""

import random

import pytest

from afterword.timeline.telling import tell


def case(evidence, offset: float, jitter: float, count: int = 60):  # noqa: ANN001, ANN201
    """Two logs that mention the same orders, the second so many seconds later by its own clock."""
    chance = random.Random(1)  # noqa: S311  # the same case every time
    for number in range(count):
        second = 20 * number + 3600
        for file, shift in (("app.log", 0.0), ("proxy.log", offset + chance.uniform(-jitter, jitter))):
            at = int(second + shift)
            evidence.add(
                "text",
                f"2024-02-15T{at // 3600:02d}:{at // 60 % 60:02d}:{at % 60:02d}Z",
                f"order {7_310_000 + number} handled",
                file=file,
            )
    return [finding.message for finding in tell(evidence.entries).findings if finding.code in {"TL105", "TL108"}]


def test_a_clock_that_is_behind_is_found_and_not_corrected(evidence) -> None:  # noqa: ANN001
    """The finding names both sources, how far they are apart, and over how many identifiers."""
    (message,) = case(evidence, -47, 0.4)
    assert message.startswith("proxy.log has the same 60 identifiers 4")
    assert " s before app.log: its clock may be behind" in message
    assert "no time was changed (--align moves proxy.log 4" in message
    assert {entry.at for entry in tell(evidence.entries).entries} <= {entry.at for entry in evidence.entries}


def test_a_difference_of_hours_looks_like_a_zone(evidence) -> None:  # noqa: ANN001
    """Five hours to the second are no clock that drifts."""
    (message,) = case(evidence, 5 * 3600, 0.4)
    assert message.startswith("proxy.log says UTC, but looks like local time")
    assert "60 identifiers are 5 h after those of app.log" in message


@pytest.mark.parametrize(("offset", "jitter", "count"), [(0, 0.4, 60), (1, 0.4, 60), (60, 55, 60), (-47, 0.4, 10)])
def test_what_is_near_scattered_or_rare_is_no_skew(evidence, offset: float, jitter: float, count: int) -> None:  # noqa: ANN001
    """Agreement, work that takes its time, and a handful of pairs say nothing of a clock."""
    assert case(evidence, offset, jitter, count) == []


def test_a_long_log_is_looked_at_in_part(evidence) -> None:  # noqa: ANN001
    """Beyond what is read whole a sample of identifiers is enough, and the same one in both sources."""
    for number in range(12_000):
        second = number * 3
        for file, shift in (("a.log", 0), ("b.log", 10)):
            at = second + shift
            evidence.add(
                "text",
                f"2024-02-15T{at // 3600:02d}:{at // 60 % 60:02d}:{at % 60:02d}Z",
                f"request {50_000_000 + number * 7} done",
                file=file,
            )
    messages = [finding.message for finding in tell(evidence.entries).findings if finding.code == "TL105"]
    assert len(messages) == 1
    assert "10 s before b.log" in messages[0]
