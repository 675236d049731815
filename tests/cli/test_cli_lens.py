"""``read``, ``set``, ``new``, and ``house`` as a person calls them."""

import json
from pathlib import Path
from typing import Any

import pytest

from afterword.cli.main import main
from afterword.houses import library
from afterword.model.plain import to_plain
from afterword.model.record import Record

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "checkout-outage"
HOUSES = library.names()
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A copy of the example in the house sre."""
    copy = tmp_path / "pm.md"
    copy.write_bytes((EXAMPLE / "sre.md").read_bytes())
    return copy


def read_json(path: Path, capfd: Captured) -> Any:
    """The record of a document as ``read`` prints it."""
    capfd.readouterr()
    assert main(["read", str(path), "--format", "json"]) == 0
    return json.loads(capfd.readouterr().out)


def differing(old: str, new: str) -> list[tuple[str, str]]:
    """Pairs of lines that differ, where no line was added."""
    return [(a, b) for a, b in zip(old.splitlines(), new.splitlines(), strict=True) if a != b]


@pytest.mark.parametrize("house", HOUSES)
@pytest.mark.parametrize("ending", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_read_gives_the_same_bytes_back(tmp_path: Path, house: str, ending: bytes) -> None:
    """``--format md`` writes the unchanged record into its document."""
    source, copy = tmp_path / "a.md", tmp_path / "b.md"
    source.write_bytes(b"\xef\xbb\xbf" + (EXAMPLE / f"{house}.md").read_bytes().replace(b"\n", ending))
    assert main(["read", str(source), "--format", "md", "-o", str(copy)]) == 0
    assert copy.read_bytes() == source.read_bytes()


@pytest.mark.parametrize("house", HOUSES)
def test_read_tells_a_person_what_it_is(house: str, capfd: Captured) -> None:
    """The text has the title, the house, the timeline, and the actions."""
    assert main(["read", str(EXAMPLE / f"{house}.md")]) == 0
    said = capfd.readouterr().out
    assert "after a connection limit fell from 40 to 10" in " ".join(said.lower().split())
    assert f"house {house}" in said
    assert "Timeline (28)" in said
    assert "Actions (8)" in said


def test_set_changes_the_file_in_place(document: Path, capfd: Captured) -> None:
    """One line an assignment, in the house's spelling; nothing is printed."""
    old = document.read_text(encoding="utf-8")
    first = read_json(document, capfd)["actions"][0]
    assert main(["set", str(document), "title=Orders failed", f"actions[{first['id']}].status=in_progress"]) == 0
    assert capfd.readouterr().out == ""
    changed = differing(old, document.read_text(encoding="utf-8"))
    assert changed[0][1] == "**INCIDENT POSTMORTEM: Orders failed**"
    assert len(changed) == 2
    assert "| IN PROGRESS |" in changed[1][1]


def test_set_says_the_same_again(document: Path) -> None:
    """Setting what is there already, in any spelling, changes no byte."""
    old = document.read_bytes()
    assert main(["set", str(document), "status=FINAL", "severity=P2 (High)", "id=INC-2026-031"]) == 0
    assert document.read_bytes() == old


def test_a_dry_run_shows_the_difference_and_writes_nothing(document: Path, capfd: Captured) -> None:
    """The difference is a unified diff."""
    old = document.read_bytes()
    assert main(["set", str(document), "title=Orders failed", "--dry-run"]) == 0
    said = capfd.readouterr().out
    assert "\n+**INCIDENT POSTMORTEM: Orders failed**\n" in said
    assert said.startswith("--- ")
    assert document.read_bytes() == old


def test_set_prints_instead(document: Path, capfd: Captured) -> None:
    """``-o -`` prints the whole document and leaves the file alone."""
    old = document.read_text(encoding="utf-8")
    assert main(["set", str(document), "title=Orders failed", "-o", "-"]) == 0
    assert len(differing(old, capfd.readouterr().out)) == 1
    assert document.read_text(encoding="utf-8") == old


def test_set_overwrites_no_other_file(document: Path, tmp_path: Path) -> None:
    """An output that exists is refused without ``--force``."""
    other = tmp_path / "other.md"
    other.write_text("mine\n")
    assert main(["set", str(document), "title=x", "-o", str(other)]) == 2
    assert other.read_text() == "mine\n"
    assert main(["set", str(document), "title=x", "-o", str(other), "--force"]) == 0
    assert "INCIDENT POSTMORTEM: x" in other.read_text(encoding="utf-8")


def test_clearing_and_removing(document: Path, capfd: Captured) -> None:
    """``PATH=`` clears a value, ``PATH-`` takes an item out, and the others stay as they were."""
    before = read_json(document, capfd)
    assert main(["set", str(document), "actions[1].owner=", "timeline[3]-", "impact.revenue="]) == 0
    after = read_json(document, capfd)
    assert after["actions"][0]["owner"] is None
    assert after["impact"]["revenue"] is None
    whats = [event["what"] for event in before["timeline"]]
    assert [event["what"] for event in after["timeline"]] == whats[:2] + whats[3:]


def test_a_new_event_goes_to_its_place_in_time(document: Path, capfd: Captured) -> None:
    """Between those before and after it, as one line."""
    old = document.read_text(encoding="utf-8")
    words = ["timeline[+].at=2026-03-12T14:25Z", "timeline[+].what=Somebody looks at a | b", "timeline[+].who=Ann"]
    assert main(["set", str(document), *words]) == 0
    new = document.read_text(encoding="utf-8")
    added = [line for line in new.splitlines() if line not in old.splitlines()]
    assert added == ["| 14:25 | Ann | Somebody looks at a \\| b |  |  |"]
    events = read_json(document, capfd)["timeline"]
    assert [event["at"] for event in events] == sorted(event["at"] for event in events)


def test_a_new_action_goes_after_the_last_of_its_group(document: Path, capfd: Captured) -> None:
    """An action of a horizon stands in its table."""
    before = read_json(document, capfd)["actions"]
    words = ["actions[+].id=A-77", "actions[+].what=Do it", "actions[+].horizon=immediate", "actions[+].status=done"]
    assert main(["set", str(document), *words]) == 0
    after = read_json(document, capfd)["actions"]
    last = max(n for n, action in enumerate(before) if action["horizon"] == "immediate")
    assert after[last + 1]["id"] == "A-77"
    assert after[last + 1]["status"] == {"value": "done", "written": "DONE"}
    assert len(after) == len(before) + 1


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense.path=x"],
        ["metrics.duration=x"],
        ["findings[1].code=x"],
        ["no assignment"],
        ["=x"],
        ["title:={broken"],
        ["title:=[1]"],
        ["actions[A-404].status=done"],
        ["actions[99].status=done"],
        ["actions.status=done"],
        ["actions[1].status=perhaps"],
        ["timeline[1].at=yesterday"],
        ["timeline[1].phase=party"],
        ["title=fine", "severity.rank[2]=x"],
    ],
    ids=lambda words: words[-1],
)
def test_what_cannot_be_set_is_refused_in_one_line(document: Path, capfd: Captured, words: list[str]) -> None:
    """Exit code 2, one line that says what, and the file as it was."""
    old = document.read_bytes()
    assert main(["set", str(document), *words]) == 2
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err.startswith("afterword: ")
    assert said.err.count("\n") == 1
    assert document.read_bytes() == old


@pytest.mark.parametrize("house", HOUSES)
def test_a_new_postmortem_states_its_title_and_nothing_else(house: str, tmp_path: Path, capfd: Captured) -> None:
    """Guidance, labels, and empty rows are no values."""
    target = tmp_path / "new.md"
    assert main(["new", "Checkout outage", "--house", house, "-o", str(target)]) == 0
    record = read_json(target, capfd)
    assert record["house"] == house
    empty = to_plain(Record(title="Checkout outage"))
    assert isinstance(empty, dict)
    derived = {"house", "house_confidence", "metrics", "provenance"}
    assert {k: v for k, v in record.items() if k not in derived} == {k: v for k, v in empty.items() if k not in derived}
    assert main(["new", "Another", "--house", house, "-o", str(target)]) == 2


def test_new_has_a_place_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an output the file is named for the day and the title."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", "Ausfall: Käse & Brot", "--house", "seal"]) == 0
    (made,) = (tmp_path / "postmortems").iterdir()
    assert made.name.endswith("-ausfall-kase-brot.md")


def test_houses_are_listed_and_shown(capfd: Captured) -> None:
    """The list has every house; one shown is its file; an unknown one is an error that names those there are."""
    assert main(["house", "list"]) == 0
    said = capfd.readouterr().out
    assert [line.split()[0] for line in said.splitlines()] == list(HOUSES)
    assert main(["house", "list", "--format", "json"]) == 0
    assert {row["name"] for row in json.loads(capfd.readouterr().out)} == set(HOUSES)
    assert main(["house", "show", "seal"]) == 0
    assert capfd.readouterr().out == library.text("seal")
    assert main(["house", "show", "nowhere"]) == 2
    assert "seal" in capfd.readouterr().err


def test_text_for_a_person_steers_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Escape sequences and marks that turn the writing round are shown as replaced, not sent to the terminal."""
    document = tmp_path / "control.md"
    document.write_text("# Red \x1b[31m\u202e text\n")
    assert main(["read", str(document)]) in {0, None}
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "\u202e" not in shown
