"""The pages of docs/reference say what the program does."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from reference import FOLDER, PAGES

from afterword.houses import library


@pytest.mark.parametrize("page", PAGES)
def test_a_generated_page_is_up_to_date(page: str, golden: Callable[[Path, str], None]) -> None:
    """What is committed is what the program would write today; ``--accept`` writes it."""
    golden(FOLDER / page, PAGES[page]())


@pytest.mark.parametrize("name", library.names())
def test_every_house_is_shown(name: str) -> None:
    """The houses' page has a picture of each, small enough to load at once; tools/gallery.py draws it."""
    page = FOLDER / "houses.md"
    (shown,) = re.findall(rf"\((\S+/houses/{name}\.png)\)", page.read_text(encoding="utf-8"))
    picture = (page.parent / shown).read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 150_000
