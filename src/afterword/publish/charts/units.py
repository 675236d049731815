"""What a series is measured in, as far as its name or its author says, and how its values are written."""

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from afterword.model.values import dataclass

_LONGEST = 24
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,24})[)\]]\s*$")
_STEPS: Mapping[str, Sequence[tuple[float, str]]] = {
    "binary": ((2.0**40, "Ti"), (2.0**30, "Gi"), (2.0**20, "Mi"), (2.0**10, "Ki")),
    "decimal": ((1e9, "G"), (1e6, "M")),
}
_DIGITS = 3
_LARGEST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What values are measured in."""

    name: str
    """As an axis says it: ``seconds``, ``bytes``."""
    scale: str = "decimal"
    """In which steps large values are written: ``binary``, ``decimal``; empty for as they are."""


@cache
def _known() -> Mapping[str, tuple[Unit, tuple[str, ...], tuple[str, ...]]]:
    told = tomllib.loads((files("afterword.publish.charts") / "units.toml").read_text(encoding="utf-8"))
    return {
        name: (Unit(name=name, scale=row["scale"]), tuple(row["names"]), tuple(row["written"]))
        for name, row in told.items()
    }


def unit_of_name(name: str) -> Unit | None:
    """The unit that ends a metric's name, a counter's ``_total`` aside; None where it says none."""
    plain = re.sub(r"[^a-z0-9%]+", "_", name.partition("{")[0].lower()).strip("_").removesuffix("_total")
    for unit, names, _ in _known().values():
        if any(plain == each or plain.endswith(f"_{each}") for each in names):
            return unit
    return None


def unit_written(text: str) -> Unit:
    """A unit as its author writes it; one that is not known stands as it is."""
    plain = " ".join(text.split())[:_LONGEST]
    for unit, _, written in _known().values():
        if plain in written or plain.casefold() in {each.casefold() for each in written if len(each) > 1}:
            return unit
    return Unit(name=plain)


def unit_in(words: str) -> Unit | None:
    """The unit that a caption ends in, in brackets: ``Latency (ms)``; None where it is none that is known."""
    found = _IN_BRACKETS.search(words)
    unit = unit_written(found[1]) if found else None
    return unit if unit is not None and unit.name in _known() else None


def number(value: float, unit: Unit | None = None) -> str:
    """A value with three digits or all of its whole ones: ``0.186``, ``2.43``, ``1,240``, ``1.5 Gi``."""
    for size, sign in _STEPS.get(unit.scale if unit else "decimal", ()):
        if abs(value) >= size:
            return f"{_rounded(value / size)} {sign}"
    return _rounded(value)


def _rounded(value: float) -> str:
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else str(value)
    places = _DIGITS - 1 - math.floor(math.log10(abs(value)))
    if places > 2 * _DIGITS or places < -_LARGEST:
        return f"{value:.2e}"
    text = f"{round(value, places):,.{max(places, 0)}f}" if places > 0 else f"{value:,.0f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
