"""Audiences as data: the ones that every house knows, and a team's own."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import cast

from afterword.errors import UsageError
from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.text import yaml

INTERNAL = "internal"
"""The audience that sees everything: the document itself."""
TLP = ("RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR")
"""The labels of the Traffic Light Protocol 2.0, the strictest first."""
ORGANISATIONS = "organisations"
"""What a version may hide besides people, machines, accounts, and secrets, which every version hides."""
OWN = frozenset({"allow", "within", "tlp", "label", "hides", "reason"})
"""What a table that describes an audience may say of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """For whom a version is."""

    name: str
    """As it is asked for: ``public``."""
    label: str
    """As a reader sees it: ``Public``."""
    tlp: str
    """The label of the Traffic Light Protocol 2.0, without ``TLP:``."""
    around: tuple[str, ...]
    """The audiences that see all of this one's version and more, the nearest first; the last is ``internal``."""
    within: tuple[str, ...]
    """The audiences whose versions this one sees all of."""
    hides: frozenset[str] = frozenset()
    """What its version hides besides what every version does: ``organisations``."""

    @property
    def is_internal(self) -> bool:
        """Whether it sees the document itself."""
        return self.name == INTERNAL

    def sees(self, mark: str) -> bool:
        """Whether what a mark shows to an audience is for this one; a name that nobody knows is for nobody else."""
        return self.is_internal or mark == self.name or mark in self.within


@cache
def _data() -> Mapping[str, Plain]:
    text = (files("afterword.publish.audiences") / "audiences.yaml").read_text(encoding="utf-8")
    return cast("Mapping[str, Plain]", yaml.load(text))


def never() -> tuple[str, ...]:
    """The fields that only the internal audience sees, whatever a house allows."""
    return tuple(cast("list[str]", _data()["never"]))


def companions() -> Mapping[str, tuple[str, ...]]:
    """Fields that are allowed with another one."""
    return {name: tuple(paths) for name, paths in cast("Mapping[str, list[str]]", _data()["with"]).items()}


def audiences(*settings: Mapping[str, Plain]) -> Mapping[str, Audience]:
    """All audiences by name, the built-in ones first, with those that tables ``audience`` describe.

    shape: each of ``settings`` is such a table: of a house, an ``afterword.toml``, a document; a list allows fields,
    a map describes an audience: ``{within: customer, tlp: GREEN, label: Partners, allow: [...]}``.
    errors: UsageError for an audience within one that nobody knows, or within itself, for a label that is none, and
    for a known audience that a later table puts elsewhere, or from which it would hide less, without a reason.
    """
    known = {name: dict(told) for name, told in cast("dict[str, dict[str, Plain]]", _data()["audiences"]).items()}
    for table in settings:
        for name, told in table.items():
            is_new = name not in known
            own = known.setdefault(name, {"within": INTERNAL, "tlp": None, "label": None})
            if isinstance(told, Mapping):
                if not is_new and not has_reason(told):
                    _refuse_loosened(name, own, told)
                own.update({key: value for key, value in told.items() if key in {"within", "tlp", "label", "hides"}})
    return {name: _made(name, known) for name in known}


def _refuse_loosened(name: str, own: Mapping[str, Plain], told: Mapping[str, Plain]) -> None:
    if told.get("within", own["within"]) != own["within"]:
        raise UsageError(
            f"audience {name}: is within {own['within']!r}; others would see more or less of it than"
            " before, which needs a reason"
        )
    if not _hidden(name, own) <= _hidden(name, {**own, **told}):
        raise UsageError(f"audience {name}: would hide less than before, which needs a reason")


def _hidden(name: str, told: Mapping[str, Plain]) -> frozenset[str]:
    """What a version hides, as its table says. errors: UsageError for what no version can hide."""
    given = told.get("hides") or []
    found = frozenset(str(what) for what in (given if isinstance(given, list) else [given]))
    if unknown := sorted(found - {ORGANISATIONS}):
        raise UsageError(f"audience {name}: hides {unknown[0]!r}; it can hide {ORGANISATIONS}")
    return found


def has_reason(told: Mapping[str, Plain]) -> bool:
    """Whether a table of settings says why."""
    reason = told.get("reason")
    return isinstance(reason, str) and bool(reason.strip())


def _made(name: str, known: Mapping[str, Mapping[str, Plain]]) -> Audience:
    told = known[name]
    around = tuple(_around(name, known))
    tlp = (
        str(told.get("tlp") or known[around[0]].get("tlp") if around else told.get("tlp")).upper().removeprefix("TLP:")
    )
    if tlp not in TLP:
        raise UsageError(f"audience {name}: {tlp!r} is no label of TLP 2.0; they are {', '.join(TLP)}")
    within = tuple(other for other in known if other != name and name in _around(other, known))
    label = str(told.get("label") or name.replace("_", " ").capitalize())
    hides = frozenset[str]().union(*(_hidden(each, known[each]) for each in (name, *around)))
    return Audience(name=name, label=label, tlp=tlp, around=around, within=within, hides=hides)


def _around(name: str, known: Mapping[str, Mapping[str, Plain]]) -> Iterator[str]:
    seen = {name}
    outer = known[name].get("within")
    while outer is not None:
        if not isinstance(outer, str) or outer not in known or outer in seen:
            raise UsageError(f"audience {name}: is within {outer!r}, which is no audience around it")
        seen.add(outer)
        yield outer
        outer = known[outer].get("within")
