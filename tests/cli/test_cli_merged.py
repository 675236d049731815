"""``afterword timeline --format merged``: every line in order, for other programs."""

from pathlib import Path

import pytest

from afterword.cli.main import main

APP = """\
2024-02-15 14:00:02,500 ERROR exec-1 orders: pool exhausted
java.lang.IllegalStateException: pool
2024-02-15 14:00:00,100 INFO  exec-1 orders: token=abcdefghij0123456789
"""
EVENTS = '{"timestamp":"2024-02-15T14:00:01.25Z","level":"info","message":"served"}\n'


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    """Two logs, one of them with a record of two lines."""
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / "app.log").write_text(APP, encoding="utf-8")
    (folder / "events.jsonl").write_text(EVENTS, encoding="utf-8")
    return folder


def test_lines_are_merged_with_time_and_place(logs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Time, place, and line stand in three columns; the lines of a record stay together; secrets are masked."""
    assert main(["timeline", str(logs), "--format", "merged"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2024-02-15T14:00:00.100000\tapp.log:3\t2024-02-15 14:00:00,100 INFO  exec-1 orders: token=[secret: token]",
        f"2024-02-15T14:00:01.250000Z\tevents.jsonl:1\t{EVENTS.strip()}",
        "2024-02-15T14:00:02.500000\tapp.log:1\t2024-02-15 14:00:02,500 ERROR exec-1 orders: pool exhausted",
        "2024-02-15T14:00:02.500000\tapp.log:2\tjava.lang.IllegalStateException: pool",
    ]


def test_a_stretch_of_time_is_written_to_a_file(logs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only what lies in it is written, and the account says what does not."""
    output, ledger = logs.parent / "merged.tsv", logs.parent / "ledger.json"
    span = ["--from", "2024-02-15T14:00:01Z", "--to", "2024-02-15T14:00:02Z"]
    asked = ["timeline", str(logs), "--all", "--format", "merged", *span, "-o", str(output), "--ledger", str(ledger)]
    assert main(asked) == 0
    assert capsys.readouterr().out == ""
    assert output.read_bytes().count(b"\n") == 1
    assert "outside of the time that was asked for" in ledger.read_text(encoding="utf-8")
    assert main(asked) == 2
    assert "exists already" in capsys.readouterr().err
