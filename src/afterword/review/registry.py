"""The rules there are: the files of ``rules/`` and the entry points of ``afterword.rules``."""

from functools import cache
from typing import cast

from afterword.model.plugins import own_modules, strangers
from afterword.review import rules
from afterword.review.diagnostic import SEVERITIES
from afterword.review.rule import Registered, Rule
from afterword.text.expressions import later

GROUP = "afterword.rules"
"""The entry-point group by which a third party adds a rule."""
_CODE = later(r"[A-Z]{3}\d{3}")


@cache
def registered_rules() -> tuple[Registered, ...]:
    """All rules, by code; an entry point that cannot be loaded is left out (``broken_rules`` names it)."""
    return tuple(sorted((*_ours(), *_offered()[0]), key=lambda rule: rule.code))


@cache
def _ours() -> tuple[Registered, ...]:
    return tuple(_registered(name, module, ours=True) for name, module in own_modules(rules))


def broken_rules() -> tuple[str, ...]:
    """A sentence for each entry point that cannot be loaded or is no rule."""
    return _offered()[1]


@cache
def _offered() -> tuple[tuple[Registered, ...], tuple[str, ...]]:
    taken = {rule.code for rule in _ours()}

    def strange(name: str, module: object) -> Registered:
        rule = _registered(name, module, ours=False)
        if rule.severity not in SEVERITIES:
            raise ValueError(f"no severity: {rule.severity}")
        if not _CODE.fullmatch(str(rule.code)):
            raise ValueError(f"no code of three letters and three digits: {rule.code}")
        if rule.code in taken:
            raise ValueError(f"the code {rule.code} belongs to another rule")
        taken.add(rule.code)
        return rule

    return strangers(GROUP, "rule", strange)


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
