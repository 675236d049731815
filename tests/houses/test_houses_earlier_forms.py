"""Documents that were written for an earlier form of a team's own house."""

from pathlib import Path

import pytest

from afterword.cli.main import main

_HOUSE = """---
house: quay
summary: Short
---
# {{ title }}

| Field | Value |
|---|---|
| Severity | {{ severity }} |
| LEADER | {{ incident_commander }} |

## SECTION

{{ summary }}

## Action items

- [ ] {{ actions.what }}
"""
_TEXT = """---
house: quay
---
# Ferry late

| Field | Value |
|---|---|
| Severity | P2 |
| Harbour boss | Ann |

## Told in short

It was late.

## Action items

- [ ] Weld
"""

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A document beside settings that name a folder of houses."""
    (tmp_path / "afterword.toml").write_text('houses = "houses"\n')
    (tmp_path / "houses").mkdir()
    (tmp_path / "one.md").write_text(_TEXT)
    return tmp_path / "one.md"


def _house(document: Path, leader: str, section: str) -> None:
    text = _HOUSE.replace("LEADER", leader).replace("SECTION", section)
    (document.parent / "houses" / "quay.md").write_text(text)


def test_names_that_the_house_lost_are_said(document: Path, capfd: Captured) -> None:
    """Reading and setting say which headings and labels the house does not know any more, and which it has instead."""
    _house(document, "Skipper", "Digest")
    main(["read", str(document)])
    told = " ".join(capfd.readouterr().out.split())
    assert "RD442 House 'quay' has no 'Harbour boss', 'Told in short'" in told
    main(["set", str(document), "incident_commander=Zed"])
    assert "its 'Skipper', 'Digest' are not in this document" in capfd.readouterr().err


def test_a_document_of_the_house_as_it_is_is_not_doubted(document: Path, capfd: Captured) -> None:
    """Where all names are the house's, and where only a section was added, nothing is said."""
    _house(document, "Harbour boss", "Told in short")
    document.write_text(_TEXT + "\n## Weather\n\nFog.\n")
    main(["read", str(document)])
    main(["set", str(document), "incident_commander=Zed"])
    told = capfd.readouterr()
    assert "RD442" not in told.out + told.err
