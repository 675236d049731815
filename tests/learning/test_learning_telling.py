"""Figures and words as a person reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.learning.telling import plainly


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Raise `max_connections` **now**", "Raise max_connections now"),
        ("TEST_PROTOCOL and other_name_x", "TEST_PROTOCOL and other_name_x"),
        ("_really_ and *soon*, __at once__, ~~never~~", "really and soon, at once, never"),
        ("**The `a_b` in [our docs](https://example.org/a_b)**: read", "The a_b in our docs: read"),
        ("/api/* and 2*3*4", "/api/* and 2*3*4"),
        ("one<!-- phase: detected -->\n two", "one two"),
        ("``a ` b``", "a ` b"),
        ("an `open tick", "an `open tick"),
        ("", ""),
    ],
)
def test_words_lose_their_marks_and_no_letter(text: str, words: str) -> None:
    """Names with underscores, products, and what stands in code keep their signs."""
    assert plainly(text) == words


@given(st.text(alphabet="ab _*`~[]()<>!-\0", max_size=40))
def test_letters_are_never_lost(text: str) -> None:
    """Whatever the marks are; the address of a link is no word."""
    if "](" not in text and "<!--" not in text:
        assert [c for c in plainly(text) if c.isalpha()] == [c for c in text if c.isalpha()]
