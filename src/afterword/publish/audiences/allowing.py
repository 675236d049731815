"""Which fields an audience may see: what the house allows, tightened by the team and by the document."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import cast

from afterword.errors import UsageError
from afterword.houses.fields import Path, field_at
from afterword.houses.house import House
from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.publish.audiences.audience import Audience, audiences, companions, has_reason, never

TABLE = "audience"
"""The key of the settings that says who may see what."""

_HOUSE = "the house"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """The fields that an audience may see."""

    audience: Audience
    """Who."""
    paths: frozenset[Path]
    """Fields; one of several parts stands for all of them."""
    refused: tuple[str, ...] = ()
    """A sentence for each setting that would show more and gives no reason."""

    def shows(self, path: Path) -> bool:
        """Whether a field may be seen as a whole."""
        if self.audience.is_internal:
            return True
        return path not in _never() and any(path[:n] in self.paths for n in range(1, len(path) + 1))

    def shows_part(self, path: Path) -> bool:
        """Whether something within a field may be seen."""
        return self.shows(path) or any(known[: len(path)] == path for known in self.paths)


def allowed(name: str, house: House, team: Mapping[str, Plain], document: Mapping[str, Plain]) -> Allowed:
    """What an audience may see of a document.

    shape: ``team`` and ``document`` are the settings of an ``afterword.toml`` and the front matter. Who sees the
    version of another sees what that one is allowed. A later table replaces the list of an earlier one; fields that
    it adds count only where it is a map that says why: ``{allow: [...], reason: ...}``.
    errors: UsageError for an audience that nobody knows, and for a path that is no field.
    """
    tables = tuple(_table(settings) for settings in (house.settings, team, document))
    known = audiences(*tables)
    if name not in known:
        raise UsageError(f"there is no audience {name!r}; the audiences are {', '.join(known)}")
    audience = known[name]
    refused: list[str] = []
    lists: Mapping[str, Sequence[str]] = {each: _list_of(each, tables, refused) for each in (name, *audience.within)}
    if name in audiences() and not audience.is_internal:
        lists = _with_reasons(name, lists, tables, refused)
    paths = {_path(path, each) for each, listed in lists.items() for path in listed}
    more = {_path(path, name) for main, others in companions().items() for path in others if _path(main, name) in paths}
    return Allowed(audience=audience, paths=frozenset(paths | more), refused=tuple(dict.fromkeys(refused)))


def _table(settings: Mapping[str, Plain]) -> Mapping[str, Plain]:
    value = settings.get(TABLE)
    return cast("Mapping[str, Plain]", value) if isinstance(value, Mapping) else {}


def _list_of(name: str, tables: Sequence[Mapping[str, Plain]], refused: list[str]) -> tuple[str, ...]:
    """The fields that the tables allow an audience, the later ones over the earlier ones."""
    # what no list has is for nobody; an audience of the team's own begins with the first list that it gets
    current: tuple[str, ...] | None = () if name in audiences() else None
    for where, table in zip((_HOUSE, "afterword.toml", "the front matter"), tables, strict=True):
        told = table.get(name)
        listed = told.get("allow") if isinstance(told, Mapping) else told
        if listed is None:
            continue
        new = tuple(str(path) for path in (listed if isinstance(listed, list) else [listed]))
        # a list in the house is the house's own word
        if current is None or where == _HOUSE or (isinstance(told, Mapping) and has_reason(told)):
            current = new
            continue
        more = [path for path in new if not _within(path, current)]
        if more:
            refused.append(
                f"{where}: audience {name}: {', '.join(more)} would show more than before and gives no reason"
            )
        current = tuple(path for path in new if path not in more)
    return current or ()


def _with_reasons(
    name: str, lists: Mapping[str, Sequence[str]], tables: Sequence[Mapping[str, Plain]], refused: list[str]
) -> dict[str, Sequence[str]]:
    """The lists without what an audience of the team's own, by being within a built-in one, adds for no reason."""
    shown = [path for each, listed in lists.items() if each in audiences() for path in listed]
    kept: dict[str, Sequence[str]] = {}
    for each, listed in lists.items():
        told = [table.get(each) for table in tables]
        if each in audiences() or any(isinstance(one, Mapping) and has_reason(one) for one in told):
            kept[each] = listed
            continue
        kept[each] = [path for path in listed if _within(path, shown)]
        if more := [path for path in listed if path not in kept[each]]:
            refused.append(f"audience {name}: {', '.join(more)} of {each}, which is within it, gives no reason")
    return kept


def _within(path: str, listed: Sequence[str]) -> bool:
    return any(path == other or path.startswith(f"{other}.") for other in listed)


def _path(text: str, name: str) -> Path:
    path = tuple(text.split("."))
    if field_at(path) is None:
        raise UsageError(f"audience {name}: {text} is no field of the record")
    return path


@cache
def _never() -> frozenset[Path]:
    return frozenset(tuple(path.split(".")) for path in never())
