"""What is to be drawn, as documents and commands say it."""

import re
from pathlib import Path
from urllib.parse import parse_qsl

from afterword.errors import UsageError
from afterword.model.values import dataclass

_LONGEST_YEAR = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A file of metrics to be drawn, and what its author says of it."""

    path: Path
    """The file."""
    words: str
    """What it shows; its caption."""
    unit: str | None = None
    """What its values are measured in; None for what the file says."""
    zone: str | None = None
    """The zone of times without one; None leaves it unknown."""
    year: int | None = None
    """The year of times without one; None leaves it unknown."""


def wish_of(source: str, path: Path, words: str) -> Wish:
    """What an address such as ``latency.csv?unit=ms&tz=UTC`` asks for.

    errors: UsageError for a year that is no number.
    """
    asked = dict(parse_qsl(source.partition("?")[2].partition("#")[0]))
    year = asked.get("year")
    if year is not None and not (year.isascii() and year.isdigit() and len(year) == _LONGEST_YEAR):
        raise UsageError(f"year={year} is no year of four digits")
    return Wish(
        path=path,
        words=asked.get("title") or words,
        unit=asked.get("unit"),
        zone=asked.get("tz"),
        year=int(year) if year else None,
    )


def caption_of(path: Path) -> str:
    """What a file is called, as words: for a chart of which nobody says what it shows."""
    return re.sub(r"[-_.]+", " ", path.name.partition(".")[0]).strip().capitalize() or path.name
