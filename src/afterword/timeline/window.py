"""The stretch of time in which the incident lies, among everything that the evidence speaks of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from afterword.model.finding import Finding
from afterword.timeline.happening import Happening
from afterword.timeline.minutes import seconds_of

_GAP = 3 * 3600.0
_BEFORE = 2 * 3600.0
_AFTER = 3 * 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Seconds on the line of ``seconds_of``, both ends included."""

    low: float
    """Where signs of the incident begin."""
    high: float
    """Where they end."""

    def holds(self, seconds: float | None) -> bool:
        """Whether a time lies within, or so near that it may belong to it."""
        return seconds is not None and self.low - _BEFORE <= seconds <= self.high + _AFTER


def window_of(happenings: Sequence[Happening]) -> tuple[Window | None, tuple[Finding, ...]]:
    """The stretch that holds most signs of an incident, and a finding where there are others with alerts.

    shape: signs more than three hours apart are of different stretches.
    returns: None where nothing speaks of an incident.
    """
    signs = sorted(_signs(happenings))
    if not signs:
        return None, ()
    stretches: list[list[tuple[float, int, str]]] = [[signs[0]]]
    for sign in signs[1:]:
        if sign[0] - stretches[-1][-1][0] > _GAP:
            stretches.append([])
        stretches[-1].append(sign)
    best = max(stretches, key=lambda stretch: sum(weight for _, weight, _ in stretch))
    window = Window(low=best[0][0], high=best[-1][0])
    grave = [stretch for stretch in stretches if sum(weight for _, weight, _ in stretch) >= 4]
    if len(grave) < 2:
        return window, ()
    begins = ", ".join(stretch[0][2].replace("T", " ") for stretch in grave[:4]) + (" ..." if len(grave) > 4 else "")
    message = (
        f"the evidence holds {len(grave)} separate stretches of trouble (from {begins});"
        f" phases are proposed for the gravest only, from {best[0][2].replace('T', ' ')} on"
    )
    return window, (Finding(code="TL101", message=message),)


def _signs(happenings: Sequence[Happening]) -> Iterator[tuple[float, int, str]]:
    for item in happenings:
        weight = 0
        if item.sign in {"alert", "acknowledge", "escalate"}:
            weight = 4
        elif item.sign in {"onset", "end", "clear"}:
            weight = 3 if item.lane == "access" else 2
        elif item.lane == "status" or item.entry.phase:
            weight = 3
        elif item.lane in {"chat", "note"}:
            # what people put in a log belongs to the incident, whatever it says
            weight = 2 if item.said else 1 if item.lane == "note" else 0
        seconds = seconds_of(item.key)
        if weight and seconds is not None:
            yield seconds, weight, item.key[:16]
