"""What the caller tells the readers of evidence beyond the evidence itself."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Final, Generic, TypeVar

from afterword.errors import UsageError
from afterword.model.values import dataclass

T = TypeVar("T", int, str)

_WILD: Final = frozenset("*?[")


@dataclass(frozen=True, slots=True, kw_only=True)
class Of(Generic[T]):
    """A fact of some sources only."""

    pattern: str
    """A path as it is shown, its end, or a pattern with ``*``, ``?``, and ``[...]``."""
    value: T
    """The fact."""

    @property
    def place(self) -> tuple[bool, int]:
        """How specific the pattern is: a path before a pattern, then by the characters that it fixes."""
        return not _WILD & set(self.pattern), sum(letter not in _WILD for letter in self.pattern)

    def holds(self, name: str) -> bool:
        """Whether the source is meant: all of its path, its end from a folder on, or an archive that it is in."""
        cuts = [0] + [number + 1 for number, letter in enumerate(name) if letter in "/!"]
        paths = [name] + [name[: cut - 1] for cut in cuts if cut and name[cut - 1] == "!"]
        ends = [path[cut:] for path in paths for cut in cuts if cut < len(path)]
        return any(fnmatchcase(end, self.pattern) for end in ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Facts that the evidence may leave open, and what may be shown."""

    year: int | None = None
    """The year of a log's first record, for logs that state none; None leaves it unknown."""
    tz: str | None = None
    """IANA name, ``UTC``, or offset such as ``+02:00`` for times without a zone; None leaves it unknown."""
    years: tuple[Of[int], ...] = ()
    """Years of single sources, before ``year``."""
    zones: tuple[Of[str], ...] = ()
    """Zones of single sources, before ``tz``."""
    reveal: bool = False
    """Whether secrets are written as they stand instead of masked."""
    largest_document: int = 256 * 1024 * 1024
    """Bytes up to which a format that must be held as a whole (a JSON document) is read."""
    largest_expansion: int = 16 * 1024 * 1024 * 1024
    """Bytes that all archives and compressed files together may expand to."""

    def of(self, name: str) -> "Options":
        """The options for one source, by its path as it is shown: of several patterns the most specific holds."""
        if not self.years and not self.zones:
            return self
        year, zone = _most_specific(self.years, name), _most_specific(self.zones, name)
        return replace(
            self, year=year.value if year else self.year, tz=zone.value if zone else self.tz, years=(), zones=()
        )

    def given(self, name: str) -> tuple[str, str]:
        """How year and zone of a source were given, as a person would type it; empty where they were not."""
        year, zone = _most_specific(self.years, name), _most_specific(self.zones, name)
        years = f"--year {year.pattern}={year.value}" if year else "--year" if self.year is not None else ""
        return years, f"--tz {zone.pattern}={zone.value}" if zone else "--tz" if self.tz is not None else ""

    def check(self, names: Sequence[str]) -> None:
        """Looks whether every pattern means a source.  errors: UsageError for one that does not."""
        for option, pattern in self._patterns():
            if not any(pattern.holds(name) for name in names):
                raise UsageError(f"{option} {pattern.pattern}={pattern.value}: no file of the evidence is called so")

    def _patterns(self) -> Iterator[tuple[str, Of[int] | Of[str]]]:
        yield from (("--year", pattern) for pattern in self.years)
        yield from (("--tz", pattern) for pattern in self.zones)


def _most_specific(patterns: Sequence[Of[T]], name: str) -> Of[T] | None:
    """The pattern that means a source; of equally specific ones the one given last."""
    found = [(pattern.place, number, pattern) for number, pattern in enumerate(patterns) if pattern.holds(name)]
    return max(found, key=lambda row: row[:2])[2] if found else None
