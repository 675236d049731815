"""Tests of what every command prints: as text or JSON, to standard output or a file."""

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from afterword.cli.main import main, program

Captured = pytest.CaptureFixture[str]
LOG = (
    "# Log 2024-02-15\n\nTimes in UTC\n\n- 14:32 - Alert fired <!-- phase: detected -->\n- 14:40 - @ana: rolled back\n"
)


def leaves(group: click.Command, name: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with its whole name."""
    if not isinstance(group, click.Group):
        yield name, group
        return
    context = click.Context(group)
    for word in group.list_commands(context):
        below = group.get_command(context, word)
        assert below is not None
        yield from leaves(below, f"{name} {word}".strip())


LEAVES = dict(leaves(program))


@pytest.mark.parametrize("name", sorted(LEAVES.keys() - {"export", "lsp"}))
def test_every_command_prints_text_or_json(name: str) -> None:
    """Whoever calls it from a program gets data; ``export`` has ``--to``, and ``lsp`` speaks to editors."""
    formats = [p for p in LEAVES[name].params if "--format" in p.opts and isinstance(p.type, click.Choice)]
    assert len(formats) == 1
    assert {"text", "json"} <= {*formats[0].type.choices}  # type: ignore[attr-defined]


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A postmortem drafted from a log, which lies beside it."""
    (tmp_path / "log.md").write_text(LOG, encoding="utf-8")
    made = tmp_path / "pm.md"
    assert main(["draft", str(tmp_path / "log.md"), "--house", "sre", "-o", str(made)]) == 0
    return made


@pytest.mark.parametrize("words", [["metrics", "PM"], ["verify", "PM"], ["evidence", "kinds"], ["schema"]])
@pytest.mark.parametrize("form", ["text", "json"])
def test_what_is_printed_can_go_to_a_file(document: Path, words: list[str], form: str, capfd: Captured) -> None:
    """The file holds what would be printed, and is not overwritten unless that is asked for."""
    arguments = [str(document) if word == "PM" else word for word in words] + ["--format", form]
    capfd.readouterr()
    assert main(arguments) == 0
    printed = capfd.readouterr().out
    target = document.with_name("out.txt")
    assert main([*arguments, "-o", str(target)]) == 0
    assert (target.read_text(encoding="utf-8"), capfd.readouterr().out) == (printed, "")
    assert main([*arguments, "-o", str(target)]) == 2
    assert main([*arguments, "-o", str(target), "--force"]) == 0


def test_a_verdict_that_is_no_stays_one_in_a_file(document: Path) -> None:
    """Exit code 1 does not depend on where the verdict is written."""
    document.with_name("log.md").write_text(LOG.replace("fired", "fell!"), encoding="utf-8")
    target = document.with_name("verdict.json")
    assert main(["verify", str(document), "--format", "json", "-o", str(target)]) == 1
    assert json.loads(target.read_text(encoding="utf-8"))["failed"] > 0


def test_init_says_in_a_file_what_it_made(tmp_path: Path, capfd: Captured) -> None:
    """A name that is taken is refused before anything is made."""
    target = tmp_path / "made.json"
    assert main(["init", str(tmp_path / "team"), "--format", "json", "-o", str(target)]) == 0
    assert len(json.loads(target.read_text(encoding="utf-8"))["wrote"]) == 3
    assert main(["init", str(tmp_path / "other"), "-o", str(target)]) == 2
    assert not (tmp_path / "other").exists()
    assert capfd.readouterr().out == ""


def test_a_draft_tells_as_data_what_it_proposes(tmp_path: Path, document: Path, capfd: Captured) -> None:
    """Phases, what is open, and what became of every file; beside the document, not within it."""
    capfd.readouterr()
    target = tmp_path / "again.md"
    assert main(["draft", str(tmp_path / "log.md"), "--house", "sre", "-o", str(target), "--format", "json"]) == 0
    out, err = capfd.readouterr()
    told = json.loads(out)
    assert err == ""
    assert (told["output"], told["events"], told["added"]) == (str(target), 2, None)
    assert [(phase["phase"], phase["at"]) for phase in told["phases"]] == [
        ("detected", "2024-02-15T14:32:00Z"),
        ("mitigated", "2024-02-15T14:40:00Z"),
    ]
    assert [(row["path"], row["kind"], row["records"]) for row in told["evidence"]] == [("log.md", "incident-log", 2)]
    assert "summary" in told["to_be_written"]
    assert {"no_event_for", "not_measured", "findings"} <= told.keys()
    assert target.read_bytes() == document.read_bytes()


def test_data_stands_aside_where_the_document_is_printed(tmp_path: Path, document: Path, capfd: Captured) -> None:
    """Standard output then holds the document alone, and standard error the data."""
    for words in (
        ["draft", str(tmp_path / "log.md"), "--house", "sre"],
        ["new", "Title", "--house", "sre", "-o", "-"],
        ["set", str(document), "title=Other", "-o", "-"],
    ):
        capfd.readouterr()
        assert main([*words, "--format", "json"]) == 0
        out, err = capfd.readouterr()
        assert json.loads(err)["output"] == "-"
        assert out.startswith(("|", "---", "#", "*")), out[:40]


def test_set_tells_as_data_what_it_changed(document: Path, capfd: Captured) -> None:
    """The difference is that of a dry run, which writes nothing."""
    before = document.read_bytes()
    told = []
    for more in (["--dry-run"], [], []):
        capfd.readouterr()
        assert main(["set", str(document), "title=Other", "--format", "json", *more]) == 0
        told.append(json.loads(capfd.readouterr().out))
        assert more == [] or document.read_bytes() == before
    assert [(each["changed"], each["output"]) for each in told] == [
        (True, None),
        (True, str(document)),
        (False, str(document)),
    ]
    assert told[0]["diff"] == told[1]["diff"] != ""
    assert told[2]["diff"] == ""


def test_new_tells_where_it_wrote(tmp_path: Path, capfd: Captured) -> None:
    """The house and the title stand beside the name of the file."""
    target = tmp_path / "pm.md"
    assert main(["new", "Title", "--house", "soc", "-o", str(target), "--format", "json"]) == 0
    assert json.loads(capfd.readouterr().out) == {"output": str(target), "house": "soc", "title": "Title"}


def test_the_fields_of_a_record_are_listed(capfd: Captured) -> None:
    """A line for each, with the brackets of lists and the meaning."""
    assert main(["schema", "--format", "text"]) == 0
    lines = {line.split()[0]: line.split()[1:] for line in capfd.readouterr().out.splitlines()}
    assert lines["severity.potential.value"][0] == "text"
    assert lines["analysis.whys[][].question"][0] == "text"
    assert lines["timeline[].at"][0] == "text"
    assert len(lines["timeline[].at"]) > 1
