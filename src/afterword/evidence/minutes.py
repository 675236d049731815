"""A fast way to moments for logs, which write the same minute many times over."""

from collections.abc import Callable

from afterword.evidence.clock import Clock, Stamp
from afterword.evidence.making import maker
from afterword.model.moment import Moment

_KEPT = 64
_moment = maker(Moment)
_SECONDS = frozenset(f"{second:02d}" for second in range(60))


class Minutes:
    """Moments of stamps that share their minute and zone.

    The clock is asked once a minute; within it only seconds and fraction differ.
    """

    def __init__(self, clock: Clock, split: Callable[[str], Stamp]) -> None:
        """``split`` takes a stamp apart whose seconds are of no interest."""
        self._clock = clock
        self._split = split
        self._minutes: dict[str, tuple[str, str, Moment] | None] = {}
        self._last: tuple[str, Moment | None] = ("", None)

    def moment(self, minute: str, second: str, fraction: str, written: str) -> Moment | None:
        """The moment of ``written``; ``minute`` is what of it fixes its minute and zone, as a key.

        shape: ``second`` two digits, ``fraction`` digits only.  returns: as ``Clock.moment``.
        """
        if self._last[0] == written:
            return self._last[1]
        known = self._minutes.get(minute)
        if known is None and minute not in self._minutes:
            known = self._learn(minute, written)
        if known is None or second not in _SECONDS:
            found = self._clock.moment(self._split(written))
        else:
            before, after, first = known
            found = _moment(
                f"{before}{second}.{fraction}{after}" if fraction else f"{before}{second}{after}",
                None,
                written,
                "exact" if fraction else "second",
                first.zone,
                first.zone_basis,
                first.year_basis,
                first.basis_reason,
            )
        self._last = (written, found)
        return found

    def _learn(self, minute: str, written: str) -> tuple[str, str, Moment] | None:
        if len(self._minutes) >= _KEPT:
            self._minutes.clear()
        found = self._clock.moment(self._split(written))
        known = None
        if found is not None and found.at is not None and "T" in found.at:
            head, _, time = found.at.partition("T")
            known = (f"{head}T{time[:6]}", "Z" if time.endswith("Z") else "", found)
        if not self._clock.repeated:
            self._minutes[minute] = known
        return known
