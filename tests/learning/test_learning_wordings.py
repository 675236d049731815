"""The words that documents are compared by."""

import pytest

from afterword.learning.wording import terms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<!-- guidance --> pool", ["pool"]),
        ("pool <!-- never closed: quota", ["pool"]),
        ("a [pool](https://example.com/quota) and ![disk](a.png)", ["pool", "disk"]),
        ("[pool] quota", ["pool", "quota"]),
    ],
)
def test_what_a_reader_does_not_see_says_nothing(text: str, words: list[str]) -> None:
    """Comments, closed or not, and addresses give no words; those of links do."""
    assert list(terms(text)) == words


@pytest.mark.parametrize("part", ["<!--", "](", "[", "!["])
def test_marks_that_nothing_closes_take_no_time(part: str) -> None:
    """Each sign of a long run of openings is looked at a bounded number of times."""
    assert list(terms(f"pool {part * 200_000}")) == ["pool"]
