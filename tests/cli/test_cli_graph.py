"""``afterword graph``: why it happened, as a tree, as a list of safeguards, as pictures, and as data."""

import json
from pathlib import Path

import pytest

from afterword.cli.main import main

EXAMPLES = Path(__file__).parents[2] / "examples" / "checkout-outage"


def test_the_causes_are_a_tree(capsys: pytest.CaptureFixture[str]) -> None:
    """The example's causes hang below each other, the conditions below with the actions that address them."""
    assert main(["graph", str(EXAMPLES / "sre.md")]) == 0
    out = capsys.readouterr().out
    assert "└─ [root cause] Releases and campaigns" in out
    assert "│     └─ Why was it read by nothing?" in out
    assert "(addressed by A-4)" in out


def test_the_safeguards_are_a_list(capsys: pytest.CaptureFixture[str]) -> None:
    """Each safeguard stands with the reason why it did not stop the incident."""
    assert main(["graph", "--show", "barriers", str(EXAMPLES / "soc.md")]) == 0
    assert capsys.readouterr().out.startswith("1. Code review\n   The names of the settings")


def test_pictures_and_data(tmp_path: Path) -> None:
    """Both pictures are SVG, and the data holds the whole tree."""
    for show in ("causes", "barriers"):
        path = tmp_path / f"{show}.svg"
        assert main(["graph", "--show", show, "--format", "svg", "-o", str(path), str(EXAMPLES / "soc.md")]) == 0
        assert path.read_text(encoding="utf-8").startswith("<svg")
    path = tmp_path / "causes.json"
    assert main(["graph", "--format", "json", "-o", str(path), str(EXAMPLES / "soc.md")]) == 0
    found = json.loads(path.read_text(encoding="utf-8"))
    assert [barrier["text"] for barrier in found["barriers"]][:2] == ["Code review", "Automated tests"]
    assert found["incident"]["behind"][0]["roles"] == ["root cause"]


def test_a_document_without_them_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing is said, one line says so and nothing is printed."""
    assert main(["graph", "--show", "barriers", str(EXAMPLES / "sre.md")]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.endswith("sre.md: states no safeguard that failed\n")
