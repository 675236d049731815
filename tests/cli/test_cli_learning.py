"""What the commands over a shelf of postmortems print, and what they do with what is broken."""

import json
import os
import runpy
from pathlib import Path
from typing import Any

import pytest

from afterword.cli.main import main

MADE = runpy.run_path(str(Path(__file__).parents[1] / "learning" / "learning_shelves.py"))
seal = MADE["seal"]
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A team's folder with three incidents of one class."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    here = tmp_path / "team"
    (here / "postmortems").mkdir(parents=True)
    (here / "afterword.toml").write_text('records = ["postmortems/*.md"]\n')
    for month in (1, 3, 5):
        text = seal(f"INC-{month}", day=f"2026-0{month}-05", title=f"Settings broke the checkout {month}")
        (here / "postmortems" / f"{month}.md").write_text(text)
    monkeypatch.chdir(here)
    return here / "postmortems"


def run(capfd: Captured, *words: str | Path) -> tuple[int, str, str]:
    """The exit code, and what was printed."""
    capfd.readouterr()
    code = main([str(word) for word in words])
    printed = capfd.readouterr()
    return code, printed.out, printed.err


def data(capfd: Captured, *words: str | Path) -> Any:
    """What a command prints as JSON."""
    code, out, err = run(capfd, *words, "--format", "json")
    assert code == 0, err
    return json.loads(out)


def test_a_team_answers_an_escalation_in_its_settings(folder: Path, capfd: Captured) -> None:
    """With an owner and the day; what cannot be is said, and nothing printed."""
    settings = folder.parent / "afterword.toml"
    settings.write_text('[escalation.configuration]\nowner = "Platform lead"\nanswered = 2026-06-03\nnote = "Split."\n')
    (row,) = data(capfd, "recurrences", folder, "--today", "2026-11-21")
    assert (row["owner"], row["state"], row["history"][-1]) == (
        "Platform lead",
        "answered",
        "2026-06-03 answered: Split.",
    )
    _, text, _ = run(capfd, "recurrences", folder, "--today", "2026-11-21")
    assert "configuration: escalated to prevention, management, regulator, answered, owner Platform lead" in text
    settings.write_text("[escalation.configuration]\nanswered = true\n")
    code, out, err = run(capfd, "recurrences", folder)
    assert (code, out) == (2, "")
    assert err == "afterword: afterword.toml: escalation: configuration: answered must be a day, as 2026-06-03\n"


def test_the_same_incident_three_times_goes_to_management(folder: Path, capfd: Captured) -> None:
    """With the action that should have prevented it, and its state on that day."""
    (row,) = data(capfd, "recurrences", folder, "--today", "2026-11-21")
    assert (row["class"], row["escalation"], row["incidents"]) == (
        "configuration",
        "management",
        ["INC-1", "INC-3", "INC-5"],
    )
    first = row["broken_promises"][0]
    assert (first["incident"], first["action"], first["status_then"]) == ("INC-5", "A-1", "pending")
    _, text, _ = run(capfd, "recurrences", folder, "--today", "2026-11-21")
    assert "INC-5 should have been prevented by:" in text
    assert "then pending, 105 days overdue; Ana;" in text


def test_incidents_after_the_day_to_count_from_are_left_out(folder: Path, capfd: Captured) -> None:
    """As in trends; a day that is wrong, in the command or in a document, shows."""
    _, text, said = run(capfd, "recurrences", folder, "--today", "2026-04-01", "--format", "json")
    assert said == "afterword: 2026-04-01 is before the day of INC-5, which is left out\n"
    assert [row["incidents"] for row in json.loads(text)] == [["INC-1", "INC-3"]]
    assert run(capfd, "recurrences", folder, "--today", "2026-05-05")[2] == ""


def test_similar_incidents_are_offered_everywhere(folder: Path, capfd: Captured, tmp_path: Path) -> None:
    """By `similar`, in `check` as ANA114, and in `draft`, each with reasons and never from the future."""
    found = data(capfd, "similar", folder / "3.md", "--in", folder)
    assert [one["id"] for one in found] == ["INC-1"]
    assert found[0]["reasons"][0] == "same class: configuration"
    _, out, _ = run(capfd, "check", folder / "5.md", "--fail-on", "error")
    assert "ANA114 earlier incidents are alike: 2026-03-05 Settings broke the checkout 3 (same class" in out
    log = tmp_path / "team" / "log.md"
    log.write_text(
        "# Log 2026-06-01\n\nTimes in UTC\n\n- 14:32 - Settings without validation broke the checkout\n"
        "- 14:40 - @ana: rolled back\n"
    )
    code, _, err = run(capfd, "draft", log, "--house", "sre", "-o", tmp_path / "team" / "new.md")
    assert code == 0
    assert "Earlier incidents that are alike:" in err


def test_without_a_team_nobody_looks(folder: Path, capfd: Captured, tmp_path: Path, monkeypatch: Any) -> None:
    """No settings, no shelf, no finding, and no index."""
    monkeypatch.chdir(tmp_path)
    alone = tmp_path / "alone.md"
    alone.write_text((folder / "5.md").read_text())
    _, out, _ = run(capfd, "check", alone)
    assert "alike" not in out
    assert not (tmp_path / "cache").exists()


def test_a_search_finds_and_says_when_it_does_not(folder: Path, capfd: Captured) -> None:
    """Exit 0 with lines and with none, which is said; exit 2 for no question."""
    code, out, _ = run(capfd, "search", "--in", folder, "validation")
    assert code == 0
    assert "3 documents found." in out
    assert "\u00bbvalidation\u00ab" in out
    assert run(capfd, "search", "--in", folder, "nowhere") == (0, "0 documents found.\n", "")
    assert run(capfd, "search", "--in", folder, "class:")[0] == 2


def test_a_broken_index_is_made_anew_with_a_word(folder: Path, capfd: Captured, tmp_path: Path) -> None:
    """The answer is the same; an index that cannot be kept is made in memory."""
    before = data(capfd, "recurrences", folder)
    (index,) = (tmp_path / "cache").rglob("*.sqlite")
    index.write_bytes(b"broken" * 5000)
    _, out, err = run(capfd, "recurrences", folder, "--format", "json")
    assert "the index is broken" in err
    assert json.loads(out) == before
    for file in (tmp_path / "cache").rglob("*"):
        if file.is_file():
            file.unlink()
    shelves = tmp_path / "cache" / "afterword" / "shelves"
    shelves.rmdir()
    shelves.write_text("a file in the way")
    _, out, err = run(capfd, "recurrences", folder, "--format", "json")
    assert "made in memory" in err
    assert json.loads(out) == before


def test_changes_are_seen_at_once(folder: Path, capfd: Captured) -> None:
    """A new document, a changed one, one that is gone, one that cannot be read, and one with a clock of the future."""
    assert len(data(capfd, "recurrences", folder)[0]["incidents"]) == 3
    (folder / "1.md").unlink()
    (folder / "3.md").write_text((folder / "3.md").read_text().replace("configuration", "network"))
    (folder / "7.md").write_text(seal("INC-7", day="2026-07-05", classes="network"))
    (folder / "bad.md").write_bytes(b"\xff\xfe\x00" * 400)
    os.utime(folder / "5.md", (4_000_000_000, 4_000_000_000))
    code, out, err = run(capfd, "recurrences", folder, "--format", "json")
    assert code == 0
    assert {row["class"]: row["incidents"] for row in json.loads(out)} == {
        "network": ["INC-3", "INC-7"],
        "configuration": ["INC-5"],
    }
    assert "bad.md: left out: not a text file" in err
    assert "changed in the future" in err


def test_a_folder_without_postmortems_is_refused(tmp_path: Path, capfd: Captured, monkeypatch: Any) -> None:
    """With the reason, on one line."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "pm").mkdir()
    (tmp_path / "pm" / "README.md").write_text("# Index\n\nSee the wiki.\n")
    code, _, err = run(capfd, "trends", tmp_path / "pm")
    assert code == 2
    assert "no postmortem is there" in err


def test_an_action_is_set_where_it_stands(folder: Path, capfd: Captured) -> None:
    """The status in its own line, the rest carried; without a proof that is said."""
    file = folder / "1.md"
    before = file.read_text()
    code, _, err = run(capfd, "actions", "set", file, "A-1", "--status", "done", "--closed-on", "2026-02-02")
    assert code == 0
    assert "done without a proof of its effect" in err
    after = file.read_text()
    assert after.startswith(before.replace("2026-01-20 | Pending", "2026-01-20 | Done"))
    assert "closed_on: 2026-02-02" in after
    (row,) = data(capfd, "recurrences", folder)
    told = {(p["incident"], p["promised_in"]): p["status_then"] for p in row["broken_promises"]}
    assert told[("INC-5", "INC-1")] == "done"
    code, _, err = run(capfd, "actions", "set", file, "A-1", "--proof", "https://ci.example/7")
    assert (code, err) == (0, "")
    assert "https://ci.example/7" in file.read_text()
    assert run(capfd, "actions", "set", file, "A-9", "--status", "done")[0] == 2
    assert run(capfd, "actions", "set", file, "A-1")[0] == 2


def test_the_board_and_the_calendar_of_a_folder(folder: Path, capfd: Captured) -> None:
    """What is overdue first; filters choose; the calendar goes to standard output."""
    board = data(capfd, "actions", "board", folder, "--today", "2026-04-01")
    assert [row["incident"] for row in board["overdue"]] == ["INC-1", "INC-3", "INC-5"]
    assert board["owners"][0]["owner"] == "Ana"
    _, out, _ = run(capfd, "actions", "board", folder, "--owner", "ben")
    assert "0 actions." in out
    _, out, _ = run(capfd, "actions", "board", folder, "--today", "2026-04-01")
    assert "Overdue (3)" in out
    (load,) = (line.split() for line in out.partition("Who has how much")[2].splitlines() if "Ana" in line)
    assert load[-1] == "-", "the next due date is not unknown where all are past"
    _, out, _ = run(capfd, "actions", "calendar", folder)
    assert out.count("BEGIN:VEVENT") == 3
    code, out, _ = run(capfd, "actions", folder, "--status", "done")
    assert (code, out.strip()) == (0, "0 actions: 0 open; 0 of 0 SMART.")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--quarter", "2026Q2"), 0),
        (("--month", "2026-05"), 0),
        (("--quarter", "2026-05"), 2),
        (("--month", "soon"), 2),
        (("--quarter", ""), 2),
        (("--month", ""), 2),
        ((), 2),
        (("--quarter", "2026Q2", "--month", "2026-05"), 2),
        (("--quarter", "2031Q1"), 2),
    ],
)
def test_reports_are_documents_or_refused(folder: Path, capfd: Captured, words: tuple[str, ...], code: int) -> None:
    """One period of the right length, which has begun."""
    found, out, err = run(capfd, "report", folder, *words, "--today", "2026-11-21")
    assert found == code
    assert out.startswith("# ") if not code else len(err.strip().splitlines()) == 1


def test_trends_and_runbooks_and_classes_are_told(folder: Path, capfd: Captured) -> None:
    """Each in words that a person can read."""
    _, out, _ = run(capfd, "trends", folder, "--by", "quarter", "--today", "2026-11-21")
    assert "2026Q1" in out
    assert "too few to tell" in out
    assert run(capfd, "trends", folder, "--since", "soon")[0] == 2
    _, out, _ = run(capfd, "runbooks", folder)
    assert out.strip() == "0 runbooks asked for."
    _, out, _ = run(capfd, "classify", folder / "1.md")
    assert "states itself: configuration" in out
    _, out, _ = run(capfd, "classify", "--list")
    assert "certificate or expiry: " in out


def test_a_class_is_confirmed_by_setting_it(folder: Path, capfd: Captured) -> None:
    """The command that `classify` prints makes the suggestion the document's own."""
    file = folder / "1.md"
    file.write_text(file.read_text().replace("classes: [configuration]\n", ""))
    (row,) = data(capfd, "classify", file)
    name = row["suggested"][0]["name"]
    assert run(capfd, "set", file, f'classes:=["{name}"]')[0] == 0
    assert data(capfd, "classify", file)[0]["stated"] == [name]
