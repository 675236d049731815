"""The houses' page shows every built-in house with a picture of the example as it is now."""

import hashlib
import json
from pathlib import Path

import pytest

from afterword.houses import library

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "images" / "houses"


@pytest.mark.parametrize("name", library.names())
def test_the_picture_of_a_house_shows_its_document(name: str) -> None:
    """The picture was drawn from this text; where it was not, ``tools/gallery.py`` draws it again."""
    drawn = json.loads((FOLDER / "sources.json").read_text(encoding="utf-8"))
    document = ROOT / "examples" / "checkout-outage" / f"{name}.md"
    assert drawn[name] == hashlib.sha256(document.read_bytes()).hexdigest(), "run tools/gallery.py"
    assert (FOLDER / f"{name}.png").read_bytes().startswith(b"\x89PNG")
    assert f"(../images/houses/{name}.png)" in (ROOT / "docs" / "reference" / "houses.md").read_text(encoding="utf-8")


def test_there_is_no_picture_of_a_house_that_is_none() -> None:
    """A house that is gone takes its picture along."""
    assert {path.stem for path in FOLDER.glob("*.png")} == set(library.names())
