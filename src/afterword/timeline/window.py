"""The stretch of time in which the incident lies, among everything that the evidence speaks of."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import field

from afterword.model.finding import Finding
from afterword.model.values import dataclass
from afterword.model.vocabulary import Phase
from afterword.text.expressions import later
from afterword.timeline.clues import clues
from afterword.timeline.happening import Happening
from afterword.timeline.minutes import seconds_of

_GAP = 3 * 3600.0
_BEFORE = 2 * 3600.0
_AFTER = 3 * 3600.0
_QUIET = 20 * 60.0
_CALM = 3600.0
_SAYS_SO = 3  # the rank of a closed page; a closed alert is further down
_GRAVE = 4
_NUMBER = later(r"(?<=[\[(])#\d+(?=[\])])")
_OPENING: frozenset[Phase] = frozenset({"began", "detected", "declared"})
_WORK: frozenset[Phase] = frozenset(
    {"acknowledged", "validated", "responding", "ic_engaged", "war_room", "escalated", "mitigating"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Seconds on the line of ``seconds_of``, both ends included."""

    low: float
    """Where signs of the incident begin."""
    high: float
    """Where they end."""
    after: float = float("-inf")
    """Where the stretch before it ends."""
    before: float = float("inf")
    """Where the stretch after it begins."""

    def holds(self, seconds: float | None) -> bool:
        """Whether a time lies within, or so near that it may belong to it, and is not of another stretch."""
        if seconds is None or not self.after < seconds < self.before:
            return False
        return self.low - _BEFORE <= seconds <= self.high + _AFTER


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sign:
    """An event that speaks of an incident."""

    at: float
    weight: int
    key: str
    opens: bool
    """Whether trouble begins with it."""
    works: bool
    """Whether somebody works on it then."""
    resolves: bool
    """Whether it says that the incident is over."""
    calms: bool
    """Whether it says that things are well again."""
    page: int
    """1 for a page that is opened, -1 for one that is closed."""
    number: str
    """That of the page; empty where it has none."""


@dataclass(slots=True)
class _Stretch:
    """Signs of one incident, in order."""

    signs: list[_Sign] = field(default_factory=list)
    _pages: Counter[str] = field(default_factory=Counter)
    _over: float | None = None
    _resolved: bool = False

    def add(self, sign: _Sign) -> None:
        self.signs.append(sign)
        if sign.page:
            still = self._pages.pop(sign.number, 0) + sign.page
            # one page may be opened in several records: created, triggered, opened again
            self._pages[sign.number] = max(min(still, 1) if sign.number else still, 0)
        if sign.resolves or sign.calms:
            self._resolved = self._resolved or sign.resolves
            self._over = sign.at if self._over is None else self._over
        elif sign.opens or sign.works:
            self._over, self._resolved = None, False

    def ends_before(self, sign: _Sign) -> bool:
        """Whether what a sign speaks of is another incident."""
        if sign.at - self.signs[-1].at > _GAP:
            return True
        if self._over is None or self._pages.total() or not sign.opens:
            return False
        return sign.at - self._over > (_QUIET if self._resolved else _CALM)

    @property
    def weight(self) -> int:
        return sum(sign.weight for sign in self.signs)


def window_of(happenings: Sequence[Happening]) -> tuple[Window | None, tuple[Finding, ...]]:
    """The stretch that holds most signs of an incident, and a finding where there are others with alerts.

    shape: signs more than three hours apart are of different stretches; so is new trouble twenty minutes after
    the incident was said to be over and every page was closed, or an hour after things were well again.
    returns: None where nothing speaks of an incident.
    """
    stretches: list[_Stretch] = []
    for sign in sorted(_signs(happenings), key=lambda sign: (sign.at, sign.opens)):
        if not stretches or stretches[-1].ends_before(sign):
            stretches.append(_Stretch())
        stretches[-1].add(sign)
    if not stretches:
        return None, ()
    number = max(range(len(stretches)), key=lambda number: stretches[number].weight)
    best = stretches[number].signs
    window = Window(
        low=best[0].at,
        high=best[-1].at,
        after=stretches[number - 1].signs[-1].at if number else float("-inf"),
        before=stretches[number + 1].signs[0].at if number + 1 < len(stretches) else float("inf"),
    )
    grave = [stretch.signs[0].key.replace("T", " ") for stretch in stretches if stretch.weight >= _GRAVE]
    if len(grave) < 2:
        return window, ()
    begins = ", ".join(grave[:4]) + (" ..." if len(grave) > 4 else "")
    message = (
        f"the evidence holds {len(grave)} separate stretches of trouble (from {begins});"
        f" phases are proposed for the gravest only, from {best[0].key.replace('T', ' ')} on"
    )
    return window, (Finding(code="TL101", message=message),)


def pages_of(item: Happening) -> frozenset[str]:
    """The numbers of the pages that a record of a pager is about, ``#2291``; none for one without, or of others."""
    return frozenset(_NUMBER.findall(item.entry.what or "")) if item.lane == "pager" else frozenset()


def _signs(happenings: Sequence[Happening]) -> Iterator[_Sign]:
    for item in happenings:
        weight, at = _weight(item), seconds_of(item.key)
        if not weight or at is None:
            continue
        said = [(clue.phase, clue.rank) for clue in clues(item)]
        phases = {phase for phase, _ in said}
        yield _Sign(
            at=at,
            weight=weight,
            key=item.key[:16],
            opens=bool(phases & _OPENING),
            works=bool(phases & _WORK),
            resolves=any(phase == "resolved" and rank <= _SAYS_SO for phase, rank in said),
            calms=item.sign in {"end", "clear"} or "recovered" in phases,
            page={"alert": 1, "clear": -1}.get(item.sign or "", 0) if item.lane == "pager" else 0,
            number=next(iter(sorted(pages_of(item))), ""),
        )


def _weight(item: Happening) -> int:
    if item.sign in {"alert", "acknowledge", "escalate"}:
        return 4
    if item.sign in {"onset", "end", "clear"}:
        return 3 if item.lane == "access" else 2
    if item.lane == "status" or item.entry.phase:
        return 3
    if item.lane in {"chat", "note"}:
        # what people put in a log belongs to the incident, whatever it says
        return 2 if item.said else 1 if item.lane == "note" else 0
    return 0
