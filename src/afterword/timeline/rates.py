"""How often messages of one form come: told where that changes for good."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from afterword.timeline.groups import Group, Minute
from afterword.timeline.levels import runs
from afterword.timeline.minutes import filled

FEWEST: Final = 50
"""Messages of a form below which nothing is said of how often they come."""

_WIDTHS: Final = (1, 5, 15)
_LEAST: Final = 5.0
_MOST: Final = 4
_TOGETHER: Final = 2


class Turn(NamedTuple):
    """A change of how often messages of one form come."""

    group: Group
    """The messages."""
    minute: Minute
    """The first that hold some after it; the last before it where none come any more."""
    place: int
    """Minutes from the start of the log."""
    before: float
    """Messages a minute before."""
    after: float
    """Messages a minute after."""
    width: int
    """Minutes that were counted together."""
    alike: int = 0
    """How many other forms change with it in the same way."""

    @property
    def rises(self) -> bool:
        """Whether they come more often."""
        return self.after > self.before


def turns(group: Group, low: str, high: str) -> Iterator[Turn]:
    """Where the messages of a group begin to come more or less often, in a log with these first and last times."""
    minutes = group.minutes or {}
    names, counts = filled({name: minute.count for name, minute in minutes.items()}, low, high)
    for width in _WIDTHS:
        # the first and the last bucket are not whole
        starts = range(width, len(counts) - 2 * width + 1, width)
        totals = [float(sum(counts[at : at + width])) for at in starts]
        levels = runs(totals)
        if max((run.level for run in levels), default=0.0) < _LEAST:
            continue
        for before, run in itertools.pairwise(levels):
            at = starts[run.start]
            after = next((name for name in names[at : starts[run.end] + width] if name in minutes), None)
            last = next((name for name in reversed(names[:at]) if name in minutes), None)
            found = after or last
            if found:
                yield Turn(group, minutes[found], at, before.level / width, run.level / width, width)
        return


def most_telling(found: Sequence[Turn]) -> Iterator[Turn]:
    """The few turns that are told; of forms that turn together the one with most messages tells for all."""
    sets: list[list[Turn]] = []
    for turn in sorted(found, key=lambda turn: (turn.place, turn.group.fate)):
        near = (s for s in sets if s[-1].rises == turn.rises and turn.place - s[0].place <= max(turn.width, _TOGETHER))
        same = next(near, None)
        if same is None:
            sets.append([turn])
        else:
            same.append(turn)
    heads = [max(turns, key=lambda turn: turn.group.count)._replace(alike=len(turns) - 1) for turns in sets]
    heads.sort(key=lambda turn: (-abs(turn.after - turn.before) / (turn.after + turn.before), -turn.group.count))
    yield from sorted(heads[:_MOST], key=lambda turn: turn.place)
