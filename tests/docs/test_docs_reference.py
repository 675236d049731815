"""The pages of docs/reference say what the program does."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reference import FOLDER, PAGES


@pytest.mark.parametrize("page", PAGES)
def test_a_generated_page_is_up_to_date(page: str, golden: Callable[[Path, str], None]) -> None:
    """What is committed is what the program would write today; ``--accept`` writes it."""
    golden(FOLDER / page, PAGES[page]())
