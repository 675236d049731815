"""What a rule is: one module in ``rules/``, whose docstring is its page in the documentation."""

from collections.abc import Iterator
from typing import Protocol

from afterword.model.values import dataclass
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity


class Rule(Protocol):
    """A module in ``rules/``, or an entry point of the group ``afterword.rules``.

    shape: the file's name is the rule's, with underscores. The docstring's first line is what is wrong, in one
    sentence; then why it matters; a paragraph that begins ``Instead:`` with what to write; then examples, each
    an indented document under ``Bad:`` (the rule fires) or ``Good:`` (it stays silent), which run as tests.
    """

    CODE: str
    """Three letters of the group and three digits; never reused."""
    SEVERITY: Severity
    """What it is unless the house or the team says otherwise."""
    SOURCES: tuple[str, ...]
    """Who asks for it, in words."""

    def check(self, case: Case) -> Iterator[Hit]:
        """What it finds in a document, in the order of the text or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A rule and what is known of it without running it."""

    code: str
    """Its code."""
    name: str
    """Its name: ``counterfactual-should-have``."""
    severity: Severity
    """Its usual severity."""
    sources: tuple[str, ...]
    """Who asks for it."""
    page: str
    """Its docstring."""
    rule: Rule
    """The module."""
    ours: bool
    """Whether it comes with this package."""

    @property
    def message(self) -> str:
        """What is wrong, in one sentence: the first line of its page."""
        return self.page.partition("\n")[0].strip()
