"""A place in a file, and what it says."""

from afterword.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of a file that a reader, a program, or a curious person can get at."""

    name: str
    """Where: ``page 3``, ``bookmark``, ``attachment postmortem.md: comment``."""
    text: str
    """What it says."""
    is_prose: bool = True
    """Whether it is words for readers, in which secrets can be told by their form."""
    is_raw: bool = False
    """Whether it is bytes whose words come at another place, too; it is searched for single things only."""

    def within(self, outer: str) -> "Place":
        """The same in a part of another file."""
        return Place(name=f"{outer}: {self.name}", text=self.text, is_prose=self.is_prose, is_raw=self.is_raw)
