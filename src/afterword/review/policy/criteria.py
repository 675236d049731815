"""Criteria of closure as data: what a house and a team ask of a document before it may be called closed."""

from collections.abc import Iterator, Mapping

from afterword.houses.fields import Path, field_at
from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.review.policy.defaults import default

ALL = 0
"""For reviewers: every one of them."""

_KEYS = ("any", "filled", "every", "where", "has", "fewest", "approved", "contributed", "shared_with", "committed")
_MORE = ("smart", "only_for")


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One criterion; all that it names has to hold."""

    name: str
    """In the house's words."""
    any: tuple[Path, ...] = ()
    """Fields of which one has to be filled."""
    filled: tuple[Path, ...] = ()
    """Fields that all have to be filled."""
    every: Path | None = None
    """A list each item of which is looked at."""
    where: str | None = None
    """The status of the items that are meant; None for all that are still to be done."""
    has: tuple[str, ...] = ()
    """What each item has to have."""
    fewest: int = 1
    """How many items there have to be."""
    approved: int | None = None
    """How many reviewers have to approve, and none to refuse; ``ALL`` for every one."""
    contributed: bool = False
    """Whether every responder has to have contributed."""
    shared_with: tuple[str, ...] | None = None
    """With whom it has to be shared; an empty tuple for anybody."""
    committed: bool = False
    """Whether the document has to be committed without local changes."""
    smart: int | None = None
    """How many of the five letters of SMART each open action has to have."""
    only_for: tuple[str, ...] = ()
    """Severities for which it holds; empty for all."""


def criteria_of(policy: Mapping[str, Plain]) -> tuple[tuple[Criterion, ...], tuple[str, ...]]:
    """The criteria of a policy, in its order, those of the program where it has none; and what cannot be understood."""
    table = policy.get("closure")
    if table is None:
        table = dict(default_closure())
    if not isinstance(table, Mapping):
        return criteria_of({})[0], ("policy: closure is no map from a criterion's name to what it asks",)
    found: list[Criterion] = []
    faults: list[str] = []
    for name, asks in table.items():
        if asks is False:
            # a house drops so what the house that it extends asks
            continue
        wrong = tuple(faults_of(asks))
        faults += [f"policy: closure: {name}: {fault}" for fault in wrong]
        if not wrong and isinstance(asks, Mapping):
            found.append(_criterion(str(name), asks))
    return tuple(found), tuple(faults)


def default_closure() -> Mapping[str, Plain]:
    """What closing takes where the house does not say."""
    table = default("closure")
    assert isinstance(table, Mapping)
    return table


def faults_of(asks: Plain) -> Iterator[str]:
    """What is wrong with a criterion, a sentence each."""
    if not isinstance(asks, Mapping):
        yield "is no map"
        return
    unknown = [key for key in asks if key not in {*_KEYS, *_MORE}]
    if unknown:
        yield f"{', '.join(unknown)}: unknown; it can ask {', '.join((*_KEYS, *_MORE))}"
    if not set(asks) & {"any", "filled", "every", "approved", "contributed", "shared_with", "committed"}:
        yield "asks nothing"
    for key in ("any", "filled", "every"):
        for name in _names(asks.get(key)):
            known = field_at(tuple(name.split(".")))
            if known is None or (key == "every" and known.shape not in {"objects", "strings"}):
                yield f"{name} is no {'list' if key == 'every' else 'field'} of the record"
    for name in _names(asks.get("has")):
        for owner in _names(asks.get("every")):
            if field_at((*owner.split("."), name)) is None:
                yield f"an item of {owner} has no field {name}"
    if ("has" in asks or "where" in asks or "smart" in asks or "fewest" in asks) and "every" not in asks:
        yield "has, where, fewest, and smart need every"


def _criterion(name: str, asks: Mapping[str, Plain]) -> Criterion:
    every = _names(asks.get("every"))
    shared = asks.get("shared_with")
    approved = asks.get("approved")
    return Criterion(
        name=name,
        any=_paths(asks.get("any")),
        filled=_paths(asks.get("filled")),
        every=tuple(every[0].split(".")) if every else None,
        where=str(asks["where"]) if asks.get("where") else None,
        has=_names(asks.get("has")),
        fewest=_whole(asks.get("fewest"), 1),
        approved=None if approved is None or approved is False else _whole(approved, ALL),
        contributed=bool(asks.get("contributed")),
        shared_with=None if shared in {None, False} else () if shared is True else _names(shared),
        committed=asks.get("committed") is True,
        smart=_whole(asks.get("smart"), 5) if asks.get("smart") else None,
        only_for=_names(asks.get("only_for")),
    )


def _names(value: Plain) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, list) else () if value is None else (str(value),)


def _paths(value: Plain) -> tuple[Path, ...]:
    return tuple(tuple(name.split(".")) for name in _names(value))


def _whole(value: Plain, otherwise: int) -> int:
    return int(str(value)) if str(value).isdecimal() else otherwise
