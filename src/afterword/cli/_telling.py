"""Evidence told once, or, where clocks are to be aligned, a second time with those that are off moved."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import click

from afterword.cli._evidence import with_progress
from afterword.errors import UsageError
from afterword.evidence.collection import Collection
from afterword.evidence.condensed import Condensed
from afterword.evidence.counting import Counting
from afterword.evidence.options import Of
from afterword.evidence.span import Span
from afterword.model.evidence import Entry
from afterword.timeline.aligning import by_minutes
from afterword.timeline.choices import Work
from afterword.timeline.collecting import likeness
from afterword.timeline.telling import Told, tell

Reading = Callable[[frozenset[str]], Iterator[Entry | Condensed]]
"""The records, those of the files that are named one by one."""

F = TypeVar("F", bound=Callable[..., object])


def align_options(function: F) -> F:
    """The options that let clocks be set by one another."""
    for decorate in (
        click.option("--trust", metavar="FILE", multiple=True, help="For --align: the clock of FILE is right."),
        click.option(
            "--align",
            is_flag=True,
            help="Move sources whose clocks are off, by what they share with others; what was moved is said.",
        ),
    ):
        function = decorate(function)
    return function


def trusted_in(collection: Collection, trust: Sequence[str], *, align: bool) -> frozenset[str]:
    """The sources whose clocks the caller trusts.  errors: UsageError for one that is not there."""
    if trust and not align:
        raise UsageError("--trust has no meaning without --align")
    names = [piece.blob.name for piece in collection.pieces]
    found: set[str] = set()
    for pattern in trust:
        held = {name for name in names if Of(pattern=pattern, value="").holds(name)}
        if not held:
            raise UsageError(f"--trust {pattern}: no file of the evidence is called so")
        found |= held
    return frozenset(found)


def told_from(
    reading: Reading,
    *,
    limit: int | None,
    span: Span | None,
    align: bool,
    trusted: frozenset[str] = frozenset(),
    work: Work | None = None,
) -> Told:
    """The timeline; with ``align`` read again, where the first time shows that clocks are off."""
    told = tell(with_progress(reading(frozenset())), limit=limit, span=span, trusted=trusted, work=work)
    if not align or not told.shifts:
        return told
    moved = told.shifts
    again = with_progress(reading(frozenset(file for file, shift in moved.items() if not by_minutes(shift))))
    return tell(again, limit=limit, span=span, align=moved, trusted=trusted, work=work)


def in_counts(collection: Collection, span: Span | None) -> Reading:
    """The records; long logs in counts where those can tell what lies in the span."""

    def reading(never: frozenset[str]) -> Iterator[Entry | Condensed]:
        if span and not span.by_minute:
            return iter(collection.entries())
        return collection.condensed(Counting(likeness=likeness, never=never), span)

    return reading
