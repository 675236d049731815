"""A place in a file, and what it says."""

from dataclasses import replace

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

    unread: str = ""
    """Why more may stand there than was read; empty where all of it was."""
    is_picture: bool = False
    """Whether what was not read is what a picture shows, which a person can look at."""

    def within(self, outer: str) -> "Place":
        """The same in a part of another file."""
        return replace(self, name=f"{outer}: {self.name}")
