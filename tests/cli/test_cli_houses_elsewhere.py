"""A team's houses, used on documents that lie elsewhere, and checked beside files that cannot be read."""

from pathlib import Path

import pytest

from afterword.cli.main import main
from afterword.houses import library

OLD = "# Search down\n\n## Summary\n\nDown.\n\n## Timeline\n\n- 2024-02-15 10:00 UTC: alert\n"


def team(folder: Path) -> Path:
    """A team's folder with one house."""
    (folder / "houses").mkdir(parents=True)
    (folder / "afterword.toml").write_text('houses = "houses"\n', encoding="utf-8")
    own = library.text("seal").replace("house: seal", "house: shop", 1)
    (folder / "houses" / "shop.md").write_text(own, encoding="utf-8")
    return folder


def test_an_archive_elsewhere_becomes_the_teams_house(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the team's folder its house is known, wherever the document to convert lies."""
    old = tmp_path / "old.md"
    old.write_text(OLD, encoding="utf-8")
    monkeypatch.chdir(team(tmp_path / "team"))
    assert main(["convert", str(old), "--to", "shop", "-o", "-"]) == 0
    assert "Search down" in capsys.readouterr().out


def test_a_house_file_that_cannot_be_read_hides_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a folder every house is checked; the one that is no text is named, and the exit code is 2."""
    folder = team(tmp_path) / "houses"
    (folder / "broken.md").write_bytes(b"\xff\xfe\x00")
    assert main(["house", "check", str(folder)]) == 2
    printed = capsys.readouterr()
    assert "shop.md: valid, house shop" in printed.out
    assert "broken.md" in printed.err


@pytest.mark.parametrize(("value", "reason"), [('"nope"', "no such folder: nope"), ("3", "must name a folder")])
def test_a_folder_of_houses_that_is_not_there_stops_only_what_needs_it(
    value: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Documents are read and recognised and built-in houses written, with a warning; a house of the team is refused."""
    (tmp_path / "afterword.toml").write_text(f"# ours\nhouses = {value}\n", encoding="utf-8")
    (tmp_path / "old.md").write_text(OLD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for words in (
        ["read", "old.md"],
        ["new", "X", "--house", "seal", "-o", "-"],
        ["convert", "old.md", "--to", "soc", "-o", "-"],
    ):
        assert main(words) == 0
        printed = capsys.readouterr()
        assert printed.out
        warned = [line for line in printed.err.splitlines() if "afterword.toml:2: houses" in line]
        assert len(warned) == 1
        assert reason in warned[0]
    for words in (["new", "X", "--house", "shop", "-o", "-"], ["house", "show", "shop"], ["house", "list"]):
        assert main(words) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert f"{reason}\n" in printed.err.replace("without the team's houses", "")
