"""Looks from the command line: checked in house files, worn by what is exported, and no leak."""

from pathlib import Path

import pytest

from afterword.cli.main import main

HOUSE = """---
house: ours
extends: soc
look:
  accent: "{accent}"
  cover: title
---
"""
DOCUMENT = """---
house: ours
title: Orders failed
---
# Orders failed

## 3. Incident Summary (Executive-Safe)

**Incident ID:** INC-2026-007
**Severity:** SEV-1

**Summary:** Orders failed for ten minutes.
"""
SETTINGS = """houses = "houses"

[look]
footer = "Shop reliability, sre@shop.example.com"
logo = "logo.svg"
logo_words = "The shop"
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="#0a0"/></svg>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A team's folder: its settings, its house, its logo, and a document."""
    (tmp_path / "houses").mkdir()
    (tmp_path / "houses" / "ours.md").write_text(HOUSE.format(accent="#7a1f3d"), encoding="utf-8")
    (tmp_path / "afterword.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "logo.svg").write_text(LOGO, encoding="utf-8")
    (tmp_path / "incident.md").write_text(DOCUMENT, encoding="utf-8")
    return tmp_path


def test_a_house_is_checked_for_colours_that_cannot_be_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the line, and exit code 1."""
    house = folder / "houses" / "ours.md"
    assert main(["house", "check", str(house)]) == 0
    house.write_text(HOUSE.format(accent="#dddddd"), encoding="utf-8")
    capsys.readouterr()
    assert main(["house", "check", str(house)]) == 1
    assert f"{house}:5:1: HF112 look: accent #dddddd on paper #ffffff has a contrast of" in capsys.readouterr().out


@pytest.mark.parametrize("target", ["html", "pdf", "docx"])
def test_what_the_look_says_is_no_leak(folder: Path, target: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The team's own address in its footer is meant to be there, though redaction would take it out of a text."""
    out = folder / f"out.{target}"
    document = str(folder / "incident.md")
    assert main(["export", document, "--to", target, "--audience", "public", "-o", str(out)]) == 0
    assert "look" not in capsys.readouterr().err
    assert main(["leaktest", str(out), "--record", document, "--pictures-seen"]) == 0
    if target == "html":
        page = out.read_text(encoding="utf-8")
        assert "<span>Shop reliability, sre@shop.example.com</span>" in page
        assert "--accent:#7a1f3d" in page
        assert 'alt="The shop"' in page


def test_a_look_that_means_nothing_is_told_once_and_left_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The document is exported all the same."""
    (folder / "logo.svg").write_text("<svg><script>alert(1)</script></svg>", encoding="utf-8")
    out = folder / "out.html"
    assert main(["export", str(folder / "incident.md"), "--to", "html", "-o", str(out)]) == 0
    assert "warning: look: the logo 'logo.svg' is left out: its SVG is of no known form" in capsys.readouterr().err
    assert "<script" not in out.read_text(encoding="utf-8")


def test_the_pages_of_a_site_wear_the_look_of_the_team(folder: Path) -> None:
    """The index has the team's logo, and a document's page has it once."""
    site = folder.parent / "site"
    assert main(["site", str(folder / "incident.md"), "--audience", "public", "-o", str(site)]) == 0
    assert 'alt="The shop"' in (site / "index.html").read_text(encoding="utf-8")
    page = next((site / "postmortems").glob("*.html")).read_text(encoding="utf-8")
    assert page.count('alt="The shop"') == 1
