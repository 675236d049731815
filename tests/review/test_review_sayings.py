"""What the language rules listen for, as data."""

import pytest

from afterword.review.language.sayings import lines, plain, says

HEARD = [
    ("slip.error", "conflated the two queues"),
    ("slip.error", "took the vendor's word for granted"),
    ("slip.error", "finally acknowledges the page"),
    ("slip.omission", "did not properly test the restore"),
    ("slip.omission", "went ahead without being thorough"),
    ("slip.state", "were slow to realise that the mirror was gone"),
    ("self", "We didn\u2019t take into account how long clients cache."),
    ("self", "This is again our bad."),
    ("omitted", "Did not test that the second message arrives."),
    ("omitted", "No one else knew how to renew it."),
    ("deficit", "Not enough experience on the team."),
    ("wrong", "Nobody stayed to watch it."),
    ("cause.frame", "This was a planning failure."),
    ("cause.frame", "It comes down to a forgotten variable."),
    ("cause.nearby", "The alert notification was missed."),
    ("cause.passive", "had not been reviewed properly"),
    ("could", "Better logging would have shown us where to look."),
    ("could", "It took longer than reading the manual would have."),
    ("should", "It should have been the default."),
    ("marker", "very clearly out of hand"),
    ("fate", "missing the opportunity to tell customers"),
    ("ease", "It could easily have been avoided."),
    ("judged", "That turned out to be a costly mistake."),
    ("hedge", "Suspect something is stuck."),
    ("hedge", "We have good confidence that it is over."),
    ("hedge", "The loss is thought to come from the provider."),
    ("belief", "We don't think that any mail was lost."),
    ("vague.start", "Know how to renew certificates"),
    ("vague.any", "The code should be easy to understand"),
]
"""A section of the data, and words that it hears."""
UNHEARD = [
    ("slip.error", "missed the target of 15 minutes"),
    ("could", "The pod was evicted at noon."),
    ("hedge", "The collision has a probability of 1e-4."),
    ("vague.start", "Delete the unused key"),
    ("marker", "spreads more evenly and predictably"),
]
"""A section of the data, and words that it does not hear."""


@pytest.mark.parametrize(("section", "words"), HEARD)
def test_what_a_section_means_is_heard(section: str, words: str) -> None:
    """Words of a section's meaning are found, however they are put."""
    assert says(section, words)


@pytest.mark.parametrize(("section", "words"), UNHEARD)
def test_what_a_section_does_not_mean_is_not_heard(section: str, words: str) -> None:
    """Words that look alike and mean something else are not found."""
    assert not says(section, words)


def test_every_line_of_the_data_can_be_tried() -> None:
    """Every line is an expression, and has words that it is glanced for by."""
    for line in lines():
        assert line.pattern.search("") is None, line.row
        assert 1 <= len(line.glances) <= 2, line.row
        assert all(start.isascii() and start.islower() for starts in line.glances for start in starts), line.row


def test_what_stands_before_the_start_is_not_looked_at() -> None:
    """A match keeps its place in the whole text."""
    found = says("vague.start", "Note: improve the docs", 6)
    assert found
    assert found.start() == 6


def test_plain_text_keeps_its_length() -> None:
    """Letters that grow in lower case do not move what follows them."""
    assert plain("\u0130t didn\u2019t") == "\u0130t didn't"
