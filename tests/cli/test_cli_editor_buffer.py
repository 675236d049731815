"""A document as an editor holds it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterword.cli.editor.buffer import Buffer, Position, Units

TEXTS = st.text(alphabet="a|é😀\u2028\f\ufeff\r\n", max_size=30)
UNITS = st.sampled_from(["utf-8", "utf-16", "utf-32"])
WIDTH = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


def named(text: str, offset: int, units: Units) -> Position:
    """The place of a character, counted by the plainest means."""
    before = text[:offset]
    ends = [match.end() for match in re.finditer(r"\r\n|\r|\n", text) if match.end() <= offset]
    start = ends[-1] if ends else 0
    encoding, width = WIDTH[units]
    return Position(len(ends), len(before[start:].encode(encoding)) // width)


@settings(max_examples=100)
@given(TEXTS, UNITS)
def test_a_place_is_the_character_that_it_was_made_of(text: str, units: Units) -> None:
    """Every character has the place that counting gives it, and the place leads back to it."""
    buffer = Buffer(text, units)
    for offset in range(len(text) + 1):
        assert buffer.position(offset) == named(text, offset, units)
        if text[offset - 1 : offset + 1] != "\r\n":
            assert buffer.offset(buffer.position(offset)) == offset


@settings(max_examples=100)
@given(TEXTS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), TEXTS), max_size=5), UNITS)
def test_changes_are_those_of_the_text(text: str, changes: list[tuple[int, int, str]], units: Units) -> None:
    """After any changes, the text is what the same changes make of a plain string, and so are the places in it."""
    buffer = Buffer(text, units)
    for one, other, new in changes:
        start, end = sorted(min(offset, len(text)) for offset in (one, other))
        # an editor never names the middle of a line end
        start -= text[start - 1 : start + 1] == "\r\n"
        end -= text[end - 1 : end + 1] == "\r\n"
        start = min(start, end)
        buffer.replace(named(text, start, units), named(text, end, units), new)
        text = text[:start] + new + text[end:]
        assert buffer.text == text
        assert [buffer.position(n) for n in range(len(text) + 1)] == [
            named(text, n, units) for n in range(len(text) + 1)
        ]


@pytest.mark.parametrize(
    ("place", "offset"), [(Position(0, 99), 2), (Position(99, 0), 7), (Position(1, 1), 4), (Position(1, 2), 5)]
)
def test_a_place_that_is_none_means_the_nearest(place: Position, offset: int) -> None:
    """A place behind a line is its end, one behind the text the text's end, one within a character its start."""
    assert Buffer("ab\r\n😀cd").offset(place) == offset
