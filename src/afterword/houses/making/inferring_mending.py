"""Making sections of a new house plainer until it has no fault and loses nothing of the example."""

from collections.abc import Sequence
from itertools import islice

from afterword.houses.house import House
from afterword.houses.making.inferring_composing import ABSENT, ALL, PLAIN, RICH, Composer
from afterword.houses.making.inferring_doubts import Doubt
from afterword.houses.making.inferring_loss import is_usable, is_writable
from afterword.houses.making.inferring_outline import NOTHING, WHOLE, Target

_IMPOSSIBLE = 10**6
_TRIES = 4
_MOST_READ = 1_200_000
"""Characters that are read to find which sections to make plainer, before they are taken one by one."""


class Mender(Composer):
    """Finds how rich each section can be."""

    def mend(self) -> None:
        """Makes sections plainer until the house has no fault."""
        for _ in range(3 * len(self.chunks) + 1):
            text, origin = self.compose()
            checked = self.checked(text)
            faults = checked.faults
            if checked.house is not None and is_usable(checked.house):
                return
            worst = {origin[min(f.line, len(origin)) - 1] for f in faults}
            changed = not faults and self.keeps_unknown > 0
            self.keeps_unknown -= 1 if changed else 0
            for number in worst:
                if number >= 0 and self.modes[number] < ABSENT:
                    self.modes[number] += 1
                    changed = True
            if not changed:
                self._take_one_by_one()
        self.settings.severities = ()

    def keep_unknown(self) -> None:
        """Takes lines and rows of labels without a place back into the house where it can be written with them."""
        without = self.keeps_unknown
        for self.keeps_unknown in range(ALL, without, -1):
            if self.is_usable():
                return
        self.keeps_unknown = without

    def _take_one_by_one(self) -> None:
        """Takes the sections one after another, each as rich as the house can be and still be written in."""
        wanted, self.modes = self.modes, [ABSENT] * len(self.chunks)
        for number, mode in enumerate(wanted):
            for plainer in range(mode, ABSENT + 1):
                self.modes[number] = plainer
                if self.is_usable():
                    break

    def keep_all(self) -> None:
        """Makes sections plainer where the house reads less of the example than is read without it."""
        left = self._loss_without_phases()
        if left:
            self.settings.is_free = True
            free = self._loss()
            self.settings.is_free = free < left and self.is_usable()
            left = self._loss()
        gained = True
        while left and gained:
            gained = False
            looks = islice(self._plainer(), max(0, _MOST_READ // max(1, len(self.before.text)) - len(self.losses)))
            for found, number, mode in sorted((self._loss_with(n, m), n, m) for n, m in looks):
                if found < left and self.modes[number] < mode and (now := self._loss_with(number, mode)) < left:
                    left, self.modes[number], gained = now, mode, True
        if not self.is_usable():
            self._take_one_by_one()
            left = self._loss()
        if left and not self._add_all():
            self.doubts.append(Doubt(line=1, message="the house reads less of the example than is read without it"))
        elif not self._is_writable():
            self._make_writable()
        if not self.is_usable():
            self._take_one_by_one()

    def _loss_without_phases(self) -> int:
        """What is lost; the labels of phases stay words of their entries where that loses less."""
        left, is_good = self._loss(), self._is_writable()
        if left or not is_good:
            self.keeps_phases = False
            without = self._loss()
            self.keeps_phases = left < without or (left == without and (is_good or not self._is_writable()))
            left = min(left, without)
        return left

    def _add_all(self) -> bool:
        """Whether a house without sections loses nothing; then takes each as rich as it can be so.

        A house that has no section then is worse than one that loses something.
        """
        before = self.settings.is_free, list(self.modes)
        for self.settings.is_free in (False, True):
            self.modes = [ABSENT] * len(self.chunks)
            if self._loss() or not self.is_usable():
                continue
            for number in range(len(self.chunks)):
                self.modes[number] = next((m for m in (RICH, PLAIN) if not self._loss_with(number, m)), ABSENT)
            self._join_groups()
            if any(self._has_places(number) for number in range(len(self.chunks))) and self.is_usable():
                return True
        self.settings.is_free, self.modes = before
        return False

    def _join_groups(self) -> None:
        """Makes one list of the groups under a heading that is left out, so that none of them stands without it."""
        for number, chunk in enumerate(self.chunks):
            inner = [n for n, c in enumerate(self.chunks) if chunk in c.around and c.target.kind == "list"]
            paths = {self.chunks[n].target.path for n in inner}
            if self.modes[number] != ABSENT or chunk.target.kind != "group" or len(paths) != 1 or not paths <= {*WHOLE}:
                continue
            before = [(n, self.chunks[n].target, self.modes[n]) for n in (number, *inner)]
            self._retarget(
                [(number, Target(kind="list", path=paths.pop()), PLAIN), *((n, NOTHING, RICH) for n in inner)]
            )
            if self._loss():
                self._retarget(before)

    def _retarget(self, wanted: Sequence[tuple[int, Target, int]]) -> None:
        for number, target, mode in wanted:
            self.chunks[number].target, self.modes[number] = target, mode
        self.made.clear()
        self.losses.clear()

    def _plainer(self) -> list[tuple[int, int]]:
        """Each section with each plainer way to have it in the house; the heading over others stays with them."""
        last = [PLAIN if c.target.kind == "group" and c.has_children else ABSENT for c in self.chunks]
        return [(n, plainer) for n, mode in enumerate(self.modes) for plainer in range(mode + 1, last[n] + 1)]

    def _loss_with(self, number: int, mode: int) -> int:
        kept, self.modes[number] = self.modes[number], mode
        found = self._loss()
        self.modes[number] = kept
        return found

    def _make_writable(self) -> None:
        """Looks for a plainer house that loses nothing and in which the example can be written afresh."""
        tries = list(islice(((n, m) for n, m in self._plainer() if self._loss_with(n, m) == 0), _TRIES))
        for free, choices in ((not self.settings.is_free, [(0, self.modes[0])]), (self.settings.is_free, tries)):
            before, self.settings.is_free = self.settings.is_free, free
            for number, mode in choices:
                kept, self.modes[number] = self.modes[number], mode
                if self._loss() == 0 and self.is_usable() and self._is_writable():
                    return
                self.modes[number] = kept
            self.settings.is_free = before
        self.doubts.append(Doubt(line=1, message="the example itself cannot be written afresh in this house"))

    def house(self) -> House | None:
        """The house as it is now; None while it has faults."""
        text, _ = self.compose()
        return self.checked(text).house

    def _is_writable(self) -> bool:
        house = self.house()
        return house is not None and is_writable(self.reading, house)

    def is_usable(self) -> bool:
        """Whether a new document of the house as it is now reads back as it was started."""
        house = self.house()
        return house is not None and is_usable(house)

    def _loss(self) -> int:
        key = self.keeps_phases, self.settings.is_free, tuple(self.modes)
        if key not in self.losses:
            house = self.house()
            self.losses[key] = _IMPOSSIBLE if house is None else self.before.lost_by(house)
        return self.losses[key]
