"""What a place cannot hold: found by reading back, kept exactly in the carried block."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from afterword.houses.comparing import list_paths, scalar_paths
from afterword.houses.fields import Item, Path, field_at, is_empty, is_strings, items_of, main_name
from afterword.houses.reading import carried as carrying
from afterword.houses.writing.rendering import flatten
from afterword.model.plain import Plain

_BASES = frozenset({"year_basis", "zone_basis", "basis_reason"})
"""Fields of an event that say where its day and zone come from."""
_RUN = 3
"""Items in a row that carry the same about it are worth a key of their own."""


@dataclass(slots=True, kw_only=True)
class Remedy:
    """How the next attempt differs from the last."""

    carried: dict[str, Plain] = field(default_factory=dict)
    """What goes into the carried block."""
    soft: set[str] = field(default_factory=set)
    """Fields without the marks of headings."""
    flat: set[str] = field(default_factory=set)
    """Fields and lists that are shortened, and single items of lists, as ``timeline[3]``, counted from 0."""
    by_item: bool = False
    """Whether single items may be shortened."""
    hidden: set[str] = field(default_factory=set)
    """Fields and lists that are not shown."""


def failing(want: Mapping[str, Plain], got: Mapping[str, Plain]) -> set[str]:
    """Fields and lists (dotted) that are not read back as they are."""
    names = set()
    for paths in (scalar_paths, list_paths):
        wanted, read = dict(paths(want)), dict(paths(got))
        names |= {".".join(path) for path in {**wanted, **read} if wanted.get(path) != read.get(path)}
    return names


def remedy_scalars(want: Mapping[str, Plain], got: Mapping[str, Plain], remedy: Remedy, wrong: set[str]) -> None:
    """Carries every value that is not shown as it is; those in ``wrong`` are shown shorter, then not at all."""
    wanted, read = dict(scalar_paths(want)), dict(scalar_paths(got))
    for path in {**wanted, **read}:
        value, visible = wanted.get(path), read.get(path)
        if value == visible:
            continue
        name = ".".join(path)
        known = field_at(path)
        exact = value
        if known and known.shape == "strings" and value is None:
            exact = []
        elif (
            known and known.shape in {"spelled", "severity"} and isinstance(value, dict) and not value.get("potential")
        ):
            exact = value.get("value") or value.get("written")
        made: Plain = exact if is_empty(visible) else {"exact": exact, "short": visible}
        if name in wrong:
            _shorten(name, remedy, is_settled=remedy.carried.get(name) == made)
        elif remedy.by_item and isinstance(value, str) and not is_empty(visible):
            # what was read of it is less than was written: the rest is taken for something else
            remedy.soft.add(name)
        remedy.carried[name] = made
    for path, value in wanted.items():
        name = ".".join(path)
        if value == read.get(path) and name in remedy.carried and name not in remedy.soft | remedy.flat | remedy.hidden:
            del remedy.carried[name]


def _shorten(name: str, remedy: Remedy, *, is_settled: bool) -> None:
    """Shows less of a field than before; what is carried for it has to be tried first."""
    if remedy.by_item and name not in remedy.soft | remedy.flat:
        remedy.soft.add(name)
    elif name not in remedy.flat and (is_settled or not remedy.by_item):
        remedy.flat.add(name)
    elif is_settled:
        remedy.hidden.add(name)


def remedy_lists(
    want: Mapping[str, Plain],
    got: Mapping[str, Plain],
    written: Mapping[Path, Sequence[int]],
    remedy: Remedy,
    wrong: set[str],
) -> None:
    """Carries what the items of each list do not show, and their order where the house groups them."""
    wanted, read = dict(list_paths(want)), dict(list_paths(got))
    for path in {**wanted, **read}:
        items, visible = items_of(path, wanted.get(path)), items_of(path, read.get(path))
        if items == visible:
            remedy.carried.pop(".".join(path), None)
            continue
        _remedy_list(path, items, visible, list(written.get(path, [])), remedy, wrong)


def _remedy_list(
    path: Path, items: list[Item], visible: list[Item], order: list[int], remedy: Remedy, wrong: set[str]
) -> None:
    name = ".".join(path)
    is_chain = path == ("analysis", "whys")
    if not order and not visible and not is_chain:
        remedy.carried[name] = cast(Plain, [i["value"] if is_strings(path) else i for i in items])
        return
    if len(visible) != len(order) or is_chain:
        culprit = None if is_chain else _culprit(path, items, visible, order, remedy)
        if culprit is not None and culprit not in remedy.flat:
            remedy.flat.add(culprit)
            return
        remedy.hidden.add(name)
        remedy.carried[name] = cast(Plain, _chains(items) if is_chain else items)
        return
    rest = [n for n in range(len(items)) if n not in order]
    shown = [*visible, *(items[n] for n in rest)]
    keys = carrying.item_keys(path, shown)
    made: dict[str, Plain] = {}
    for at, n in enumerate(order):
        fields = _fields(items[n], visible[at])
        if fields:
            made[keys[at]] = fields
            if _is_misread(path, items[n], visible[at]):
                remedy.flat.add(item_name(path, n) if remedy.by_item else name)
    if not rest:
        made = {**_runs([cast("Item", made.get(key, {})) for key in keys]), **{k: v for k, v in made.items() if v}}
    if rest:
        made[carrying.MORE] = cast(Plain, [items[n] for n in rest])
    sequence = [*order, *rest]
    if sequence != sorted(sequence):
        made[carrying.ORDER] = cast(Plain, [keys[sequence.index(n)] for n in range(len(items))])
    if name in wrong and name in remedy.flat and remedy.carried.get(name) == made:
        remedy.hidden.add(name)
        remedy.carried[name] = cast(Plain, items)
    elif made:
        remedy.carried[name] = made


def _runs(fields: Sequence[Item]) -> dict[str, Plain]:
    """Takes what neighbours carry alike about where their days and zones come from out of them, to say it once."""
    made: dict[str, dict[str, Plain]] = {}
    first = 0
    while first < len(fields):
        alike = {name: value for name, value in fields[first].items() if name in _BASES}
        last = first + 1
        while last < len(fields) and alike and {k: v for k, v in fields[last].items() if k in _BASES} == alike:
            last += 1
        if last - first >= _RUN:
            made[carrying.run_key(first + 1, last, len(fields))] = alike
            for item in fields[first:last]:
                for name in alike:
                    del item[name]
        first = last
    return cast("dict[str, Plain]", made)


def item_name(path: Path, n: int) -> str:
    """How a single item of a list is named among what is shortened."""
    return f"{'.'.join(path)}[{n}]"


def _culprit(path: Path, items: list[Item], visible: list[Item], order: list[int], remedy: Remedy) -> str:
    """What to shorten where a list is read with another number of items: the first that differs, else the list."""
    main = main_name(path)
    for at, n in enumerate(order if remedy.by_item else []):
        name = item_name(path, n)
        if (at >= len(visible) or items[n].get(main) != visible[at].get(main)) and name not in remedy.flat:
            return name
    return ".".join(path)


def _is_misread(path: Path, item: Item, visible: Item) -> bool:
    """Whether the words of an item are neither read as they are nor as their short form."""
    exact, seen = item.get(main_name(path)), visible.get(main_name(path))
    return exact != seen and seen != flatten(str(exact or ""))


def _fields(item: Item, visible: Item) -> dict[str, Plain]:
    made: dict[str, Plain] = {}
    for name in {**item, **visible}:
        value, seen = item.get(name), visible.get(name)
        if value != seen:
            made[name] = value if is_empty(seen) else {"exact": value, "short": seen}
    return made


def _chains(items: Sequence[Item]) -> list[list[Item]]:
    chains: list[list[Item]] = []
    for item in items:
        if item.get("chain") or not chains:
            chains.append([])
        chains[-1].append({k: v for k, v in item.items() if k != "chain"})
    return chains
