"""Cells of tables hold what they can; names are the same however they are dressed; lines are cut where they end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.model.span import Span
from afterword.text.source import Edit, Source, splice
from afterword.text.tables import cells, from_cell, row, to_cell
from afterword.text.wording import leading_label, name_key, plain_text, short_key


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("| a | b |", ["a", "b"]),
        ("a | b", ["a", "b"]),
        ("|a|b|", ["a", "b"]),
        ("|  |  |", ["", ""]),
        ("| a \\| b | c |", ["a \\| b", "c"]),
        ("| a \\\\| b |", ["a \\\\", "b"]),
        ("   | a |", ["a"]),
        ("| a | b", ["a", "b"]),
        ("| `x \\| y` | z |   ", ["`x \\| y`", "z"]),
        ("|", []),
        ("||", [""]),
    ],
)
def test_a_row_is_cut_into_its_cells(line: str, expected: list[str]) -> None:
    """Escaped pipes belong to the cell; spans point into the line."""
    assert [line[c.start - 7 : c.end - 7] for c in cells(line, 7)] == expected


@given(st.lists(st.text("ab |\\é<>`\n", max_size=12).map(lambda t: t.strip()), min_size=1, max_size=4))
def test_a_cell_holds_pipes_and_line_breaks(values: list[str]) -> None:
    """What is written into a cell and reads back is one line and one cell."""
    held = [to_cell(value) for value in values]
    line = row(held)
    assert "\n" not in line
    if all(not value.endswith("\\") and "\\|" not in value for value in values):
        assert [line[c.start : c.end] for c in cells(line, 0)] == held


@pytest.mark.parametrize("value", ["plain", "a | b", "a\nb", "`code | x`", "*em*", "", "<b>", "100 %", "[x](y)"])
def test_cells_give_back_what_they_were_given(value: str) -> None:
    """Pipes are escaped, and line breaks are ``<br>``."""
    assert from_cell(to_cell(value)) == value


@pytest.mark.parametrize(
    "other",
    ["## Timeline".lstrip("# "), "**Timeline**", "4. Timeline", "TIMELINE:", "_timeline_", "Timeline :", " Timeline  "],
)
def test_a_name_is_the_same_in_any_dress(other: str) -> None:
    """Number, case, emphasis, and colon do not matter."""
    assert name_key(other) == name_key("Timeline")


def test_a_remark_in_parentheses_can_be_left_out() -> None:
    """``short_key`` goes without it, ``name_key`` does not."""
    assert short_key("4. Incident Timeline (Authoritative Record)") == "incident timeline"
    assert name_key("Incident Timeline (Authoritative Record)") != "incident timeline"


@pytest.mark.parametrize(
    ("line", "label", "value"),
    [
        ("**Severity:** P1", "Severity", "P1"),
        ("**Severity**: P1", "Severity", "P1"),
        ("Severity: P1", "Severity", "P1"),
        ("**Taken:**", "Taken", ""),
        ("https://example.com", None, None),
        ("It broke at 10:35", None, None),
        ("**bold** text", None, None),
    ],
)
def test_the_label_of_a_line(line: str, label: str | None, value: str | None) -> None:
    """Bold or ending in a colon, and not a URL or a clock."""
    found = leading_label(line)
    assert (found[0] if found else None) == label
    if found:
        assert line[found[1] :].strip() == value


def test_text_without_marks_is_for_comparing() -> None:
    """Comments and emphasis go, words stay."""
    assert plain_text("**It** `broke` <!-- phase: began -->") == "It broke"


@given(st.text("ab\r\n\u2028\x0c\x85", max_size=40))
def test_lines_are_the_text(text: str) -> None:
    """Only CR, LF, and CRLF end a line, and the lines joined are the text."""
    source = Source(text)
    assert "".join(text[start:end] for start, _, end in source.bounds) == text
    assert all("\n" not in source.content(n) and "\r" not in source.content(n) for n in range(len(source.bounds)))
    for n, (start, _, end) in enumerate(source.bounds):
        assert source.line_at(start) == n
        assert source.lines(n, n + 1) == Span(start, end)


def test_edits_are_made_together_or_refused() -> None:
    """Spans count in the old text; edits that overlap are a mistake."""
    assert splice("abcdef", [Edit(Span(4, 5), "X"), Edit(Span(0, 1), ""), Edit(Span(2, 2), "-")]) == "b-cdXf"
    with pytest.raises(ValueError, match="overlap"):
        splice("abcdef", [Edit(Span(0, 3), ""), Edit(Span(2, 4), "")])
