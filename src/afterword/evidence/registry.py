"""The kinds of evidence there are: the files of ``kinds/`` and the entry points of ``afterword.evidence``."""

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from typing import cast

from afterword.evidence import kinds
from afterword.evidence.record import Kind

GROUP = "afterword.evidence"
"""The entry-point group by which a third party adds a kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A kind and what is known of it without asking it."""

    name: str
    """Its name as ``sources[].kind`` and the ledger show it."""
    reads: str
    """What it reads: the first line of its docstring."""
    generic: bool
    """Whether it is asked only where no other kind recognises a text."""
    kind: Kind
    """The module."""
    ours: bool
    """Whether it comes with this package."""


@cache
def registered_kinds() -> tuple[Registered, ...]:
    """All kinds, by name.

    errors: none; an entry point that cannot be loaded is left out (``broken_kinds`` names it).
    """
    found = [
        _registered(info.name, importlib.import_module(f"{kinds.__name__}.{info.name}"), ours=True)
        for info in pkgutil.iter_modules(kinds.__path__)
        if not info.name.startswith("_")
    ]
    found.extend(_registered(name, module, ours=False) for name, module in _loaded()[0])
    return tuple(sorted(found, key=lambda kind: kind.name))


def broken_kinds() -> tuple[str, ...]:
    """A sentence for each entry point that cannot be loaded."""
    return _loaded()[1]


@cache
def _loaded() -> tuple[tuple[tuple[str, object], ...], tuple[str, ...]]:
    good: list[tuple[str, object]] = []
    bad: list[str] = []
    for point in entry_points(group=GROUP):
        try:
            good.append((point.name, point.load()))
        except Exception as error:  # noqa: BLE001  a stranger's plug-in may fail in any way
            bad.append(f"the kind {point.name!r} cannot be loaded: {type(error).__name__}: {error}")
    return tuple(good), tuple(bad)


def _registered(name: str, module: object, *, ours: bool) -> Registered:
    reads = (module.__doc__ or "").strip().partition("\n")[0]
    return Registered(
        name=name.replace("_", "-"),
        reads=reads,
        generic=bool(getattr(module, "GENERIC", False)),
        kind=cast(Kind, module),
        ours=ours,
    )
