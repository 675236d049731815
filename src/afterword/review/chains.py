"""The chains of whys as they stand in the text."""

from collections.abc import Iterator, Sequence

from afterword.houses.reading.places import Unit
from afterword.model.analysis import Why
from afterword.review.case import Case


def chains(case: Case) -> Iterator[Sequence[tuple[Unit, Why]]]:
    """Each chain, from the effect towards the cause, every step with its place."""
    units = iter(case.units("analysis", "whys"))
    for chain in case.record.analysis.whys:
        found = [(unit, why) for why, unit in zip(chain, units, strict=False)]
        if found:
            yield found


def lasts(case: Case) -> Iterator[tuple[Unit, Why]]:
    """The last step of each chain that is answered."""
    for chain in chains(case):
        answered = [step for step in chain if step[1].answer]
        if answered:
            yield answered[-1]
