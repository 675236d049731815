"""Widths of columns, and where long words break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.model.record import Record
from afterword.publish.document import assemble
from afterword.publish.layout import Column, columns, pieces
from afterword.publish.tree import Table


def wishes(text: str) -> tuple[Column, ...]:
    """The wishes of the columns of a table."""
    found = next(b for b in assemble(f"# T\n\nlead\n\n{text}", Record()).document.blocks if isinstance(b, Table))
    return columns(found)


def test_times_are_narrow_and_texts_are_wide() -> None:
    """A time is not broken, a word of status neither, and a long text gets most of the line."""
    row = "| 2024-02-15 14:32 | Ops | A long description of what happened and why it did | Done |\n"
    time, who, what, status = wishes("| Time (UTC) | Who | What | Status |\n|---|---|---|---|\n" + row * 4)
    assert (time.kind, time.wraps) == ("time", False)
    assert (who.wraps, status.wraps) == (False, False)
    assert what.wraps
    assert what.weight > 40


def test_a_day_in_few_rows_does_not_widen_the_column() -> None:
    """Where most rows have the clock alone, the few with a day may take two lines."""
    rows = "| 2024-02-15 14:32 | x |\n" + "| 14:35 | a longer text that is here |\n" * 9
    time, _ = wishes("| Time | What |\n|---|---|\n" + rows)
    assert (time.kind, time.wraps) == ("time", True)
    assert time.weight < 16


def test_figures_alone_do_not_fill_the_line() -> None:
    """A table of short values keeps its own width."""
    assert not any(c.wraps for c in wishes("| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n"))


def test_too_many_narrow_columns_may_wrap() -> None:
    """When narrow columns would run over the edge, the widest of them wrap."""
    row = "|" + " fifteen letters|" * 12 + "\n"
    assert any(c.wraps for c in wishes(row + "|" + "---|" * 12 + "\n" + row))


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        ("CheckoutErrorRatioHigh", ["Checkout", "Error", "Ratio", "High"]),
        ("slack-export/incidents/2024-02-15.json", ["slack-", "export/", "incidents/", "2024-", "02-15.", "json"]),
        ("remaining connection slots", ["remaining connection slots"]),
        ("a" * 24, ["a" * 10, "a" * 10, "a" * 4]),
    ],
)
def test_long_words_break_where_they_are_made_of_parts(word: str, cut: list[str]) -> None:
    """Behind a separator, before a capital, and only then anywhere; words that fit are left alone."""
    assert pieces(word) == cut


@given(st.text())
def test_pieces_are_the_text(text: str) -> None:
    """Nothing is added or lost, and no piece is empty but that of an empty text."""
    made = pieces(text)
    assert "".join(made) == text
    assert all(made[1:])
