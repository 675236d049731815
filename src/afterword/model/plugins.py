"""Plug-ins: the modules of a folder of this package, and what other packages offer under a group of entry points."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import TypeVar

Made = TypeVar("Made")
"""What a registry makes of a plug-in."""


def own_modules(folder: ModuleType) -> Iterator[tuple[str, ModuleType]]:
    """Name and module of each file of a package's folder; those that start with an underscore are no plug-ins."""
    for info in pkgutil.iter_modules(folder.__path__):
        if not info.name.startswith("_"):
            yield info.name, importlib.import_module(f"{folder.__name__}.{info.name}")


def own_sources(folder: ModuleType) -> Iterator[tuple[str, str]]:
    """Name and source of each file of a package's folder, none of them imported; empty where there is no source.

    shape: as ``own_modules``, by name.
    """
    for info in pkgutil.iter_modules(folder.__path__):
        if not info.name.startswith("_"):
            path = Path(folder.__path__[0], f"{info.name}.py")
            yield info.name, path.read_text(encoding="utf-8") if path.is_file() else ""


def strangers(group: str, noun: str, make: Callable[[str, object], Made]) -> tuple[tuple[Made, ...], tuple[str, ...]]:
    """What ``make`` makes of each entry point of a group, and a sentence for each that fails in whatever way."""
    good: list[Made] = []
    bad: list[str] = []
    for point in entry_points(group=group):
        try:
            good.append(make(point.name, point.load()))
        except (Exception, SystemExit) as error:  # noqa: BLE001  a stranger's plug-in may fail in any way
            bad.append(f"the {noun} {point.name!r} cannot be loaded: {type(error).__name__}: {error}")
    return tuple(good), tuple(bad)
