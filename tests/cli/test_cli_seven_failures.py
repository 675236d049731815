"""Seven failures that generators of this field have been seen to make, each held not to happen here."""

import json
from pathlib import Path

import pytest

from afterword.cli.main import main

EVIDENCE = [
    {"timestamp": "2024-02-15T14:32:00Z", "message": "checkout errors, human error by John suspected", "user": "mara"},
    {"timestamp": "2024-02-15T14:40:00Z", "message": "alert fired: error ratio above 5%", "level": "error"},
    {"timestamp": "2024-02-15T15:02:00Z", "message": "errors back to normal", "user": "mara"},
]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints."""
    assert main(list(arguments)) in {0, None}
    return capsys.readouterr().out


@pytest.fixture
def drafted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> dict:
    """The record of a draft from evidence that names no cause, no impact, and no action."""
    evidence = tmp_path / "events.jsonl"
    evidence.write_text("".join(json.dumps(row) + "\n" for row in EVIDENCE))
    out = tmp_path / "draft.md"
    run(capsys, "draft", str(evidence), "--house", "sre", "-o", str(out))
    return {**json.loads(run(capsys, "read", str(out), "--format", "json")), "text": out.read_text()}


def read(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> dict:
    """The record that a document states."""
    document = tmp_path / "document.md"
    document.write_text(text)
    return json.loads(run(capsys, "read", str(document), "--format", "json"))


def test_no_event_is_lost_for_its_notation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Six events in six notations of time come out as six, and only those with a zone are in UTC."""
    stamps = [
        "2024-02-15T14:32:00",
        "2024-02-15T09:35:00-05:00",
        "2024-02-15 14:37",
        "14:42",
        "2024-02-15T14:55:00Z",
        "2024-02-15T15:02:00Z",
    ]
    evidence = tmp_path / "six.jsonl"
    evidence.write_text(
        "".join(json.dumps({"timestamp": s, "message": f"event {n}"}) + "\n" for n, s in enumerate(stamps))
    )
    rows = [
        json.loads(line) for line in run(capsys, "timeline", str(evidence), "--all", "--format", "jsonl").splitlines()
    ]
    assert len(rows) == 6
    assert sum((row["at"] or "").endswith("Z") for row in rows) == 3


def test_no_cause_is_invented(drafted: dict) -> None:
    """A draft from evidence without a cause has no root cause, no whys, and no factors."""
    analysis = drafted["analysis"]
    assert [analysis["root_cause"], analysis["root_causes"], analysis["whys"], analysis["contributing_factors"]] == [
        None,
        [],
        [],
        [],
    ]


def test_blame_is_not_copied_into_the_analysis(drafted: dict) -> None:
    """Words of blame in the evidence stay a cited event; no question or answer repeats them."""
    elsewhere = {
        key: value for key, value in drafted.items() if key not in {"timeline", "text", "detection", "response"}
    }
    assert "John" not in json.dumps(elsewhere)


def test_a_duration_is_never_negative(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An incident resolved before it began has an invalid duration with both times in the reason, and no number."""
    record = read(
        tmp_path, capsys, "# X\n\n## Timeline (UTC)\n\n- 2024-02-15 14:32 impact began\n- 2024-02-15 14:20 resolved\n"
    )
    figure = record["metrics"]["time_to_resolve"]
    assert (figure["status"], figure["seconds"]) == ("invalid", None)
    assert "14:32" in figure["reason"]
    assert "14:20" in figure["reason"]


def test_a_root_cause_does_not_reach_the_executive_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the analysis says, the executive summary does not say unless somebody writes it there."""
    record = read(
        tmp_path,
        capsys,
        "# X\n\n## Summary\n\nCheckout failed.\n\n## Root Cause\n\nJohn made a mistake (human error)\n",
    )
    assert record["analysis"]["root_cause"] == "John made a mistake (human error)"
    assert record["executive_summary"] is None
    assert "John" not in record["summary"]


def test_unknown_impact_is_not_zero(drafted: dict) -> None:
    """Impact that no evidence gives is null in the record and an open place in the document."""
    impact = drafted["impact"]
    assert [impact[key] for key in ("users", "revenue", "losses", "data_loss", "duration")] == [None] * 5
    assert "- Customers Affected:\n" in drafted["text"]


def test_a_vague_action_gets_no_owner_and_no_priority(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An action without owner, date, or priority has none of them, whatever its words are."""
    action = read(tmp_path, capsys, "# X\n\n## Action Items\n\n- Be more careful\n")["actions"][0]
    assert action["what"] == "Be more careful"
    assert [action[key] for key in ("owner", "due", "priority", "status")] == [None] * 4
