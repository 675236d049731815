"""Property tests try the same examples every time."""

import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.skipif(not settings().derandomize, reason="a search draws anew every time")


def drawn() -> list[tuple[str, int]]:
    """What a test is given."""
    made: list[tuple[str, int]] = []

    @settings(max_examples=200)
    @given(st.text(max_size=30), st.integers())
    def collect(text: str, number: int) -> None:
        """Keeps what it is given."""
        made.append((text, number))

    collect()
    return made


def test_examples_do_not_depend_on_our_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new module with new words in it changes no example of any test."""
    first = drawn()
    path = tmp_path / "fresh_words.py"
    path.write_text("\n".join(f"W{n} = 'a word of our own {n}', {7_654_321 + n}" for n in range(300)), encoding="utf-8")
    module = ModuleType("fresh_words")
    module.__file__ = str(path)
    monkeypatch.setitem(sys.modules, "fresh_words", module)
    assert drawn() == first
