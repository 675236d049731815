"""Code is blanked out of a text and nothing moves."""

from hypothesis import example, given
from hypothesis import strategies as st

from afterword.text.fenced import without_code

PIECES = st.sampled_from(["`", "``", "```", "~~~", "\n", "a", " ", "[x](y)", "\n```\n", "\n    "])


@given(st.lists(PIECES, max_size=20).map("".join))
@example("`" * 50_000)
@example("` `` ``` " * 5_000)
def test_lines_and_columns_stay(text: str) -> None:
    """Every character is itself or a space, and a text without back quotes and fences is as it was."""
    blank = without_code(text)
    assert [len(line) for line in blank.split("\n")] == [len(line) for line in text.split("\n")]
    assert all(new in {old, " "} for old, new in zip(text, blank, strict=True))
    if "`" not in text and "~" not in text:
        assert blank == text


def test_code_is_blank_and_the_rest_is_not() -> None:
    """Fences of either kind, longer ones around shorter, spans of several back quotes; a lone back quote is text."""
    text = "a `b` c\n```sh\n[x](y)\n```\nd ``e ` f`` g ` h\n~~~~\n~~~\n```\n~~~~\ni\n````\nto the end"
    lines = [" ".join(line.split()) for line in without_code(text).split("\n")]
    assert lines == ["a c", "", "", "", "d g ` h", "", "", "", "", "i", "", ""]
