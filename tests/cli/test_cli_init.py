"""``afterword init``."""

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from afterword.cli._record import own_houses, team_house_files
from afterword.cli.main import program
from afterword.errors import OutputError, UsageError


def run(*arguments: str) -> str:
    """What the command prints."""
    result = CliRunner().invoke(program, ["init", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_an_empty_folder_becomes_a_place_for_postmortems(tmp_path: Path) -> None:
    """It writes valid settings, the folder of documents, and .gitignore, and names each."""
    said = run(str(tmp_path / "new" / "team"))
    root = tmp_path / "new" / "team"
    assert tomllib.loads((root / "afterword.toml").read_text()) == {}
    assert (root / "postmortems" / ".gitkeep").read_bytes() == b""
    assert (root / ".gitignore").read_text() == "/out/\n"
    for path in ("afterword.toml", "postmortems/.gitkeep", ".gitignore"):
        assert f"wrote  {root / path}" in said


def test_running_it_twice_changes_nothing(tmp_path: Path) -> None:
    """The second time everything is kept, byte for byte."""
    run(str(tmp_path))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    told = json.loads(run(str(tmp_path), "--format", "json"))
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert told["wrote"] == []
    assert len(told["kept"]) == 3


def test_what_a_repository_has_already_stays(tmp_path: Path) -> None:
    """Settings and documents are kept, and .gitignore only gains the missing line, in its own line ends."""
    (tmp_path / "afterword.toml").write_text("# ours\n")
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "one.md").write_text("# One\n")
    (tmp_path / ".gitignore").write_bytes(b"*.log\r\nbuild")
    run(str(tmp_path))
    assert (tmp_path / "afterword.toml").read_text() == "# ours\n"
    assert sorted(path.name for path in (tmp_path / "postmortems").iterdir()) == ["one.md"]
    assert (tmp_path / ".gitignore").read_bytes() == b"*.log\r\nbuild\r\n/out/\r\n"


def test_a_place_that_cannot_be_a_folder_is_refused(tmp_path: Path) -> None:
    """A file in the way is an error that names it."""
    (tmp_path / "taken").write_text("")
    with pytest.raises(OutputError, match="taken: cannot be made"):
        CliRunner().invoke(program, ["init", str(tmp_path / "taken")], catch_exceptions=False)


def test_the_line_for_a_teams_houses_needs_its_folder(tmp_path: Path) -> None:
    """With its # gone, the line in the settings is refused by its place where it is needed, until the folder exists."""
    run(str(tmp_path))
    settings = tmp_path / "afterword.toml"
    settings.write_text(settings.read_text().replace("# houses =", "houses ="))
    document = str(tmp_path / "postmortems" / "one.md")
    with pytest.raises(UsageError, match=r"afterword.toml:\d+: houses: no such folder: houses"):
        team_house_files(document)
    assert own_houses(document) == ()
    (tmp_path / "houses").mkdir()
    assert own_houses(document) == ()
