"""What the headings of postmortems mean in twenty languages, against what a person takes them for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from afterword.houses import library
from afterword.houses.reading.cues import respelled
from afterword.houses.reading.outline import Matcher
from afterword.text.wording import name_key

FOLDER = Path(__file__).parent / "headings"
STANDS_FOR = {"preventive measures": "action items"}
"""Usual names that the house of documents of no known house reads as another."""


def rows(file: Path) -> Iterator[tuple[str, str]]:
    """The headings of a file, each with the usual name under which it is listed there."""
    meant = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        meant = line[3:] if line.startswith("## ") else meant
        if line.startswith("- "):
            yield line[2:], meant


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.md")), ids=lambda file: file.stem)
def test_a_heading_means_what_a_person_takes_it_for(file: Path) -> None:
    """Every heading of the file is understood as it is listed, and those listed under None name no section."""
    house = library.fallback()
    wrong: dict[str, tuple[str | None, str]] = {}
    for heading, meant in rows(file):
        matcher = Matcher(house, house)
        matcher.note([heading])
        found = matcher.usual(heading)
        found = STANDS_FOR.get(found, found) if found else None
        if found != (None if meant == "None" else name_key(meant)):
            wrong[heading] = (found, meant)
    assert wrong == {}


@pytest.mark.parametrize(
    ("heading", "right"),
    [
        ("lesssons", "lessons"),
        ("resoultion", "resolution"),
        ("incident summery", "incident summary"),
        ("appendinx", "appendix"),
        ("detention", None),
        ("revolution", None),
        ("auctions", None),
        ("fixs", None),
        ("leaned", None),
        ("summary", None),
    ],
)
def test_only_a_long_word_of_headings_is_mended(heading: str, right: str | None) -> None:
    """A long word that is one letter off is mended; another word, or a short one, never is."""
    assert respelled(heading) == right
