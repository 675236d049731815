"""``afterword timeline``, ``draft``, and ``metrics``."""

import csv
import io
import json
import os
import re
from pathlib import Path

import pytest

from afterword.cli._timeline_rows import as_text
from afterword.cli.main import main
from afterword.evidence.citations import check_document
from afterword.evidence.collection import read
from afterword.evidence.options import Options
from afterword.model.evidence import Entry, Source

STAMPS = (
    "2024-02-15T14:32:00",
    "2024-02-15T09:35:00-05:00",
    "2024-02-15 14:37",
    "14:42",
    "2024-02-15T14:55:00Z",
    "2024-02-15T15:02:00Z",
)
KEYS = [
    "at",
    "until",
    "written",
    "zone",
    "zone_basis",
    "year_basis",
    "precision",
    "who",
    "what",
    "kind",
    "phase",
    "reason",
    "severity",
    "count",
    "first",
    "last",
    "moments",
    "sources",
]
LOG = """\
# Incident log

| Time (UTC) | Who | What |
|---|---|---|
| 2024-02-15 14:32 | Ana | Customers report failed payments |
| 14:40 | Ana | Declared SEV-2 |
| 14:50 | Ben | Should we roll back? |
| 14:55 | Ben | Rollback started |
| 15:02 | Ben | Resolved |
"""


@pytest.fixture
def notations(tmp_path: Path) -> Path:
    """Six events in six notations of time."""
    path = tmp_path / "e.jsonl"
    rows = [json.dumps({"timestamp": stamp, "message": f"event {n}"}) for n, stamp in enumerate(STAMPS)]
    path.write_text("\n".join(rows))
    return path


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """An incident log that people kept."""
    path = tmp_path / "evidence" / "log.md"
    path.parent.mkdir()
    path.write_text(LOG)
    return path


def run(capfd: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Exit code, output, and errors of the program."""
    code = main([str(argument) for argument in arguments])
    said = capfd.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize("every", [["--all"], []])
def test_six_events_in_six_notations_come_out(
    notations: Path, every: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    """Whatever the notation of its time, no event is lost, and each line has the promised keys."""
    code, out, _ = run(capfd, "timeline", notations, "--format", "jsonl", *every)
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert sum(row["count"] for row in rows) == 6
    assert all(list(row) == KEYS for row in rows)
    assert all(
        list(row["sources"][0]) == ["file", "kind", "line", "record", "offset", "length", "sha256"] for row in rows
    )
    assert {row["at"] for row in rows} >= {"2024-02-15T14:35:00Z", "2024-02-15T14:55:00Z", None}


def test_every_format_holds_every_event(log: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Text, JSON, CSV, and Markdown tell the same five events."""
    _, text, said = run(capfd, "timeline", log)
    assert text.startswith("2024-02-15\n  14:32:00  detected")
    assert "incident-log: 5 records; 5 used" in said
    rows = json.loads(run(capfd, "timeline", log, "--format", "json")[1])
    table = list(csv.DictReader(io.StringIO(run(capfd, "timeline", log, "--format", "csv")[1])))
    markdown = run(capfd, "timeline", log, "--format", "md")[1].splitlines()
    assert [row["what"] for row in rows] == [row["what"] for row in table]
    assert len(rows) == len(markdown) - 2 == 5
    assert [row["phase"] for row in rows] == ["detected", "declared", None, "mitigating", "resolved"]


@pytest.mark.parametrize("every", [["--all"], []])
def test_the_ledger_adds_up(log: Path, tmp_path: Path, every: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    """Records and bytes of the ledger are those of the file."""
    ledger = tmp_path / "ledger.json"
    assert run(capfd, "timeline", log, "--ledger", ledger, *every)[0] == 0
    (row,) = json.loads(ledger.read_text())["files"]
    parts = [row["used"], row["grouped"], *row["set_aside"].values()]
    assert sum(part["records"] for part in parts) == row["records"] == 5
    assert sum(part["bytes"] for part in parts) + row["unparsed"]["bytes"] == row["bytes"] == len(LOG)


def test_a_spreadsheet_runs_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Words that begin like a formula have an apostrophe before them in CSV."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"time":"2024-02-15T14:00:00Z","message":"=HYPERLINK(1)"}\n' * 2)
    out = run(capfd, "timeline", path, "--format", "csv")[1]
    assert "'=HYPERLINK(1)" in out


def test_nothing_understood_is_a_no(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Where no file is understood the program says which and exits 1; its ledger still has every byte."""
    path, ledger = tmp_path / "picture.bin", tmp_path / "l.json"
    path.write_bytes(bytes(range(256)) * 4)
    code, out, err = run(capfd, "timeline", path, "--ledger", ledger)
    assert (code, out) == (1, "")
    assert "no file was understood: picture.bin" in err
    assert json.loads(ledger.read_text())["files"][0]["unparsed"]["bytes"] == 1024
    assert run(capfd, "draft", path, "--house", "sre", "-o", tmp_path / "d.md")[0] == 1
    assert not (tmp_path / "d.md").exists()


@pytest.mark.parametrize("every", [["--all"], []])
def test_nothing_understood_leaves_no_file(tmp_path: Path, every: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    """An empty result is no file; on standard output JSON is an empty list."""
    path, out = tmp_path / "picture.bin", tmp_path / "t.json"
    path.write_bytes(bytes(range(256)) * 4)
    assert run(capfd, "timeline", path, "--format", "json", "-o", out, *every)[0] == 1
    assert not out.exists()
    code, said, _ = run(capfd, "timeline", path, "--format", "json", *every)
    assert (code, json.loads(said)) == (1, [])


def test_a_refused_draft_leaves_no_ledger(log: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Where no document can be written the ledger is not written either."""
    ledger = tmp_path / "l.json"
    for where in ([], ["--house", "nowhere"], ["--house", "sre", "-o", tmp_path / "none" / "d.md"]):
        code, _, err = run(capfd, "draft", log, *where, "--ledger", ledger)
        assert (code, err.count("\n")) == (2, 1)
        assert not ledger.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["timeline", "{log}", "-o", "{tmp}/x", "--ledger", "{tmp}/../{name}/x"], "two files"),
        (["draft", "{log}", "--house", "sre", "-o", "{tmp}/x", "--ledger", "{tmp}/x"], "two files"),
        (["draft", "{log}", "--into", "{tmp}/d.md", "--ledger", "{tmp}/d.md", "--force"], "two files"),
        (["timeline", "{tmp}/none"], "no such file"),
        (["timeline", "{tmp}/empty"], "no evidence"),
        (["timeline", "{log}", "--tz", "Nowhere/Land"], "Nowhere/Land"),
        (["timeline", "{log}", "--year", "99999"], "99999"),
        (["timeline", "{log}", "--format", "xml"], "xml"),
        (["timeline", "{log}", "-o", "{log}"], "--force"),
        (["timeline", "{log}", "--ledger", "{log}"], "--force"),
        (["timeline"], "EVIDENCE"),
        (["draft", "{log}"], "--house"),
        (["draft", "{log}", "--house", "nowhere"], "nowhere"),
        (["draft", "{log}", "--house", "sre", "--into", "{log}"], "--house"),
        (["draft", "{log}", "--into", "{tmp}/none.md"], "no such file"),
        (["metrics", "{tmp}/none.md"], "no such file"),
    ],
)
def test_what_cannot_run_says_so_in_one_line(
    arguments: list[str], words: str, log: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, one line, nothing written."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "d.md").write_text("# Outage\n")
    before = log.read_bytes()
    code, out, err = run(capfd, *(argument.format(tmp=tmp_path, name=tmp_path.name, log=log) for argument in arguments))
    assert (code, out) == (2, "")
    assert words in err
    assert err.startswith("afterword: ")
    assert err.count("\n") == 1
    assert log.read_bytes() == before
    assert not (tmp_path / "x").exists()


def test_a_draft_is_cited_and_says_what_is_open(log: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The draft holds the events, every citation of it holds, and the person is told what is missing."""
    path = tmp_path / "draft.md"
    code, _, err = run(capfd, "draft", log, "--house", "sre", "-o", path)
    text = path.read_text()
    assert code == 0
    assert "Rollback started" in text
    checked = check_document(text, [tmp_path / "evidence"])
    assert len(checked) == 5
    assert all(each.holds for each in checked)
    assert "5 events drafted" in err
    assert "no event found for" in err
    assert "analysis.root_cause" in err


def test_a_draft_states_what_was_measured_where_the_house_asks(
    log: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Each figure names its two ends or says why there is none; a house without a place for it gets none."""
    run(capfd, "draft", log, "--house", "sre", "-o", tmp_path / "sre.md")
    run(capfd, "draft", log, "--house", "cloud", "-o", tmp_path / "cloud.md")
    text = (tmp_path / "sre.md").read_text()
    metrics = json.loads(run(capfd, "metrics", tmp_path / "sre.md", "--format", "json")[1])
    assert metrics["time_to_detect"]["status"] == "unknown"
    assert f"- Detection Time: unknown: {metrics['time_to_detect']['reason']}\n" in text
    assert re.search(r"^- Response Time: [^\n]*\(detected [\d:]+ to mitigating [\d:]+ UTC\)$", text, re.MULTILINE)
    assert "stated" not in (tmp_path / "cloud.md").read_text()


def test_adding_the_same_evidence_again_changes_no_byte(
    log: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A second run into the document leaves it as it is."""
    path = tmp_path / "draft.md"
    run(capfd, "draft", log, "--house", "sre", "-o", path)
    before = path.read_bytes()
    code, _, err = run(capfd, "draft", log, "--into", path)
    assert code == 0
    assert "0 events added" in err
    assert path.read_bytes() == before


def test_new_evidence_goes_into_an_edited_document(
    log: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A person's words stay; the new event stands at its time."""
    path = tmp_path / "draft.md"
    run(capfd, "draft", log, "--house", "sre", "-o", path)
    path.write_text(path.read_text().replace("Should we roll back?", "We weighed a rollback."))
    more = tmp_path / "evidence" / "app.jsonl"
    more.write_text('{"time":"2024-02-15T14:52:00Z","level":"error","message":"disk full"}\n' * 2)
    code, _, err = run(capfd, "draft", log, more, "--into", path)
    text = path.read_text()
    assert code == 0
    assert "added to the 5 that were there" in err
    assert text.index("We weighed a rollback.") < text.index("disk full") < text.index("Rollback started")
    assert "Should we roll back?" not in text


def test_metrics_say_what_a_person_understands(log: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Measured figures name both ends; the others say what is missing, and none is zero."""
    path = tmp_path / "draft.md"
    run(capfd, "draft", log, "--house", "sre", "-o", path)
    code, out, _ = run(capfd, "metrics", path)
    assert code == 0
    assert "duration             30 min\n" in out
    assert "detected (2024-02-15 14:32:00 UTC) to resolved (2024-02-15 15:02:00 UTC)" in out
    assert "time to detect       unknown: no event marks the start of impact" in out
    figures = json.loads(run(capfd, "metrics", path, "--format", "json")[1])
    assert figures["duration"]["seconds"] == 1800
    assert figures["time_to_detect"]["seconds"] is None
    assert set(figures["duration"]) == {"status", "seconds", "min", "max", "from", "to", "reason"}


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv", "md"])
def test_every_record_can_be_had_in_every_format(
    notations: Path, tmp_path: Path, form: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """With --all there is one line a record, oldest first, the same in a file as on the terminal."""
    path = tmp_path / "out"
    code, out, _ = run(capfd, "timeline", notations, "--all", "--format", form)
    assert code == 0
    assert run(capfd, "timeline", notations, "--all", "--format", form, "-o", path)[0] == 0
    assert path.read_text() == out
    head = {"csv": 1, "md": 2}.get(form, 0)
    lines = [json.dumps(row) for row in json.loads(out)] if form == "json" else out.splitlines()[head:]
    assert len(lines) == 6
    order = [next(n for n in range(6) if f"event {n}" in line) for line in lines]
    assert order == [0, 1, 2, 3, 4, 5] or order[:3] == [0, 2, 3]


def test_a_quiet_log_says_that_nothing_stands_out(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A day without failures tells no event, and the person is told how to see every record."""
    path = tmp_path / "access.log"
    lines = (
        f'192.0.2.1 - - [15/Feb/2024:14:{s // 60:02d}:{s % 60:02d} +0000] "GET / HTTP/1.1" 200 5 "-" "-"'
        for s in range(900)
    )
    path.write_text("\n".join(lines) + "\n")
    code, out, err = run(capfd, "timeline", path)
    assert (code, out) == (0, "")
    assert "No event stands out; --all prints every record." in err
    assert "900 set aside: request that did not fail" in err


@pytest.mark.parametrize(
    "command",
    [
        ["timeline"],
        ["timeline", "--format", "csv"],
        ["timeline", "--all", "--format", "md"],
        ["draft", "--house", "sre"],
    ],
)
def test_a_supplied_year_and_zone_are_said(
    tmp_path: Path, command: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    """Whoever reads the result is told on standard error what was taken for granted, once."""
    path = tmp_path / "a.log"
    path.write_text("Feb 15 14:32:10 web sshd: error: a\n")
    code, _, err = run(capfd, *command, path, "--year", "2026", "--tz", "UTC")
    assert code == 0
    assert err.count("year 2026 (from --year) was taken for 1 record of a.log") == 1
    assert err.count("zone UTC (from --tz) was taken for 1 record of a.log") == 1


@pytest.mark.parametrize("form", ["text", "md"])
def test_a_timeline_that_is_passed_on_notes_what_was_supplied(
    tmp_path: Path, form: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Its reader has not seen standard error."""
    path, out = tmp_path / "a.log", tmp_path / "out"
    path.write_text("Feb 15 14:32:10 web sshd: error: a\n")
    assert run(capfd, "timeline", path, "--year", "2026", "--format", form, "-o", out)[0] == 0
    note = "\n\nNote: year 2026 (from --year) was taken for 1 record of a.log, which state none.\n"
    assert out.read_text().endswith(note)


def test_an_impossible_time_is_shown_whole(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What was written for a time is not cut in its middle; what is no time at all is cut with an ellipsis."""
    path = tmp_path / "a.log"
    path.write_text("2024-02-30T14:32:10Z error: a\n2024-02-15T14:32:11Z error: b\n2024-02-15T39:32:12Z error: c\n")
    out = run(capfd, "timeline", path)[1]
    assert "  2024-02-30T14:32:10Z  " in out
    assert "  2024-02-15T39:32:12Z  " in out
    (line,) = list(as_text([Entry(at=None, written="soon " * 20, what="x")], None))[1:]
    assert "soon …" in line


def test_a_folder_without_regular_files_says_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Pipes and links in a circle are no evidence, but the folder is not empty."""
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "loop").symlink_to(folder / "loop")
    os.mkfifo(folder / "pipe")
    code, out, err = run(capfd, "timeline", folder)
    assert (code, out) == (2, "")
    assert "no regular file" in err
    assert err.count("\n") == 1


def test_long_lines_are_set_to_the_width_of_the_terminal(log: Path) -> None:
    """A person's lines are broken between words and stay under their first one."""
    rows = read([log], options=Options())
    lines = list(as_text(list(rows.entries()), 60))
    assert all(len(line) <= 62 for line in lines)
    assert lines[0] == "2024-02-15"


def test_a_time_that_is_not_known_is_shown_as_such() -> None:
    """No time, no year, no zone, only a day: each is marked in its own way."""
    source = Source(file="a\x1b[31m.log", kind="text", line=1, offset=0, length=1, sha256="0" * 64)
    entries = [
        Entry(at=at, written=written, what="x", sources=(source,))
        for at, written in [
            (None, "14:42"),
            (None, None),
            ("--02-15T14:00:00", None),
            ("2024-02-15T14:00:00", None),
            ("2024-02-16", None),
            ("2024-02-16T14:00:00.5Z", None),
        ]
    ]
    text = "\n".join(as_text(entries, None))
    assert [line.strip() for line in text.split("\n") if line and not line.startswith("  ")] == [
        "time unknown",
        "02-15 (year unknown)",
        "2024-02-15",
        "2024-02-16",
    ]
    assert "  14:42 " in text
    assert "  ~14:00:00 " in text
    assert "  all day " in text
    assert "\x1b" not in text


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--tz", "nothing.log=UTC"], "--tz nothing.log=UTC: no file of the evidence is called so"),
        (["--tz", "UTC", "--tz", "+02:00"], "--tz was given twice for all files: UTC and +02:00"),
        (["--tz", "a.log=UTC", "--tz", "a.log=+02:00"], "a.log was given UTC before"),
        (["--tz", "=UTC"], "is neither FILE=TZ nor a value for all files"),
        (["--tz", "a.log=Mars"], "unknown time zone 'Mars'"),
        (["--year", "soon"], "--year soon: is no year from 1970 to 2200"),
        (["--year", "a.log=24"], "--year 24: is no year from 1970 to 2200"),
    ],
)
def test_a_fact_of_a_source_that_means_nothing_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], given: list[str], told: str
) -> None:
    """A file that is not there, a zone that is none, and what is said twice are refused before anything is told."""
    log = tmp_path / "a.log"
    log.write_text("2024-03-01 10:00:00 INFO started\n" * 3, encoding="utf-8")
    assert main(["timeline", str(log), *given]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert told in line


def test_zones_and_years_of_single_sources_are_taken_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two logs in two zones and one in a year of its own stand in one order, and each fact is said."""
    (tmp_path / "a.log").write_text("2024-03-01 10:00:00 ERROR alpha\n" * 3, encoding="utf-8")
    (tmp_path / "b.log").write_text("2024-03-01 05:00:01 ERROR beta\n" * 3, encoding="utf-8")
    (tmp_path / "c.log").write_text("Mar  1 10:00:02 web app[1]: error gamma\n" * 3, encoding="utf-8")
    zones = ["--tz", "UTC", "--tz", "b.log=America/New_York", "--year", "c.log=2024"]
    assert main(["timeline", str(tmp_path), "--format", "jsonl", *zones]) == 0
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["at"][11:] for row in rows] == sorted(row["at"][11:] for row in rows)
    assert {row["at"][:16] for row in rows} == {"2024-03-01T10:00"}
    assert "year 2024 (from --year c.log=2024)" in err
    assert "zone America/New_York (from --tz b.log=America/New_York)" in err


@pytest.fixture
def two_clocks(tmp_path: Path) -> Path:
    """Two logs of the same orders, the second by a clock that is 50 s ahead."""
    for name, ahead in (("a.log", 0), ("b.log", 50)):
        seconds = [36_000 + 20 * number + ahead for number in range(30)]
        rows = [
            f"2024-03-01T{at // 3600:02d}:{at // 60 % 60:02d}:{at % 60:02d}Z ERROR order {(at - ahead) * 1000} failed\n"
            for at in seconds
        ]
        (tmp_path / name).write_text("".join(rows), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("form", [["--format", "jsonl"], ["--format", "jsonl", "--all"]])
def test_aligned_times_are_written_with_the_raw_ones(
    two_clocks: Path, capsys: pytest.CaptureFixture[str], form: list[str]
) -> None:
    """Told or record by record: the trusted clock stands, the other is moved, and what was written is kept."""
    assert main(["timeline", str(two_clocks), *form, "--align", "--trust", "a.log"]) == 0
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    moved = {row["written"]: row["at"] for row in rows if row["sources"][0]["file"].endswith("b.log")}
    kept = {row["written"]: row["at"] for row in rows if row["sources"][0]["file"].endswith("a.log")}
    assert all(written == at for written, at in kept.items())
    assert moved.get("2024-03-01T10:00:50Z", "2024-03-01T10:00:00Z") == "2024-03-01T10:00:00Z"
    assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)
    assert "TL109: b.log was moved 50 s earlier (--align), by 30 identifiers that it shares with a.log" in err


@pytest.mark.parametrize(
    ("given", "told"),
    [(["--trust", "a.log"], "--trust has no meaning without --align"), (["--align", "--trust", "z.log"], "z.log: no")],
)
def test_a_trust_that_means_nothing_is_refused(
    two_clocks: Path, capsys: pytest.CaptureFixture[str], given: list[str], told: str
) -> None:
    """In one line, before anything is told."""
    assert main(["timeline", str(two_clocks), *given]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert told in line
