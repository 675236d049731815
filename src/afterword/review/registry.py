"""The rules there are: the files of ``rules/`` and the entry points of ``afterword.rules``."""

import importlib
import pkgutil
from functools import cache
from importlib.metadata import entry_points
from typing import cast

from afterword.review import rules
from afterword.review.diagnostic import SEVERITIES
from afterword.review.rule import Registered, Rule

GROUP = "afterword.rules"
"""The entry-point group by which a third party adds a rule."""


@cache
def registered_rules() -> tuple[Registered, ...]:
    """All rules, by code; an entry point that cannot be loaded is left out (``broken_rules`` names it)."""
    found = [
        _registered(info.name, importlib.import_module(f"{rules.__name__}.{info.name}"), ours=True)
        for info in pkgutil.iter_modules(rules.__path__)
        if not info.name.startswith("_")
    ]
    found.extend(_loaded()[0])
    return tuple(sorted(found, key=lambda rule: rule.code))


def broken_rules() -> tuple[str, ...]:
    """A sentence for each entry point that cannot be loaded or is no rule."""
    return _loaded()[1]


@cache
def _loaded() -> tuple[tuple[Registered, ...], tuple[str, ...]]:
    good: list[Registered] = []
    bad: list[str] = []
    for point in entry_points(group=GROUP):
        try:
            rule = _registered(point.name, point.load(), ours=False)
            if rule.severity not in SEVERITIES:
                raise ValueError(f"no severity: {rule.severity}")
            good.append(rule)
        except Exception as error:  # noqa: BLE001  a stranger's plug-in may fail in any way
            bad.append(f"the rule {point.name!r} cannot be loaded: {type(error).__name__}: {error}")
    return tuple(good), tuple(bad)


def _registered(name: str, module: object, *, ours: bool) -> Registered:
    rule = cast(Rule, module)
    return Registered(
        code=rule.CODE,
        name=name.replace("_", "-"),
        severity=rule.SEVERITY,
        sources=tuple(rule.SOURCES),
        page=(module.__doc__ or "").strip(),
        rule=rule,
        ours=ours,
    )
