"""By what a document is measured: the house's rules, tightened or loosened by the team and the document."""

import re
from collections.abc import Mapping
from dataclasses import field
from typing import cast

from afterword.houses.house import House
from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.review.diagnostic import SEVERITIES, Severity
from afterword.review.policy.criteria import criteria_of, default_closure
from afterword.review.policy.tightening import tightened

OFF = "off"
"""The severity of a rule that is silenced."""

_CODE = re.compile(r"[A-Z]{3}\d{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What holds for one document, merged from the house to the document's front matter."""

    severities: Mapping[str, str] = field(default_factory=dict)
    """Code to severity or ``off``, where it is not the rule's own."""
    policy: Mapping[str, Plain] = field(default_factory=dict)
    """The policy."""
    require: Mapping[str, Plain] = field(default_factory=dict)
    """What is required."""
    refused: tuple[str, ...] = ()
    """A sentence for each setting that could not be taken: unknown, or looser without a reason."""

    def severity(self, code: str, usual: Severity) -> Severity | None:
        """The severity of a rule; None where it is silenced."""
        named = self.severities.get(code, usual)
        return None if named == OFF else cast(Severity, named)


def merged(house: House, team: Mapping[str, Plain], document: Mapping[str, Plain]) -> Settings:
    """The settings of a document.

    shape: ``team`` and ``document`` have the tables ``check``, ``policy``, and ``require`` of an ``afterword.toml``
    and of front matter. A later one may tighten; it loosens a rule only where it is given as
    ``{severity = "off", reason = "..."}``, and a policy where it is ``{value = ..., reason = "..."}``. The house's
    own word is no loosening: it knows what is right at home.
    """
    severities = {code: str(value) for code, value in _table(house.settings, "check").items()}
    policy: dict[str, Plain] = {"closure": dict(default_closure()), **_table(house.settings, "policy")}
    require = dict(_table(house.settings, "require"))
    refused: list[str] = []
    for name, later in (("afterword.toml", team), ("the front matter", document)):
        for code, value in _table(later, "check").items():
            taken = _severity(code, value, severities.get(code))
            if taken is None:
                refused.append(f"{name}: check: {code}: {value!r} is no severity, or is looser and gives no reason")
            else:
                severities[code] = taken
        policy, loose = tightened(policy, _table(later, "policy"), f"{name}: policy")
        require, more = tightened(require, _table(later, "require"), f"{name}: require")
        refused += [*loose, *more]
    refused += criteria_of(policy)[1]
    return Settings(severities=severities, policy=policy, require=require, refused=tuple(refused))


def _table(settings: Mapping[str, Plain], name: str) -> Mapping[str, Plain]:
    value = settings.get(name)
    return cast(Mapping[str, Plain], value) if isinstance(value, Mapping) else {}


def _severity(code: str, value: Plain, before: str | None) -> str | None:
    """The severity that a table gives a rule; None where it may not."""
    reason = None
    if isinstance(value, Mapping):
        reason, value = value.get("reason"), value.get("severity")
    if not _CODE.fullmatch(code) or value not in {*SEVERITIES, OFF}:
        return None
    order = (*SEVERITIES, OFF)
    loosens = before is not None and order.index(str(value)) > order.index(before)
    if (loosens or value == OFF) and not (isinstance(reason, str) and reason.strip()):
        return None
    return str(value)
