"""What a place cannot hold: found by reading back, kept exactly in the carried block."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from difflib import SequenceMatcher
from typing import cast

from afterword.houses.comparing import list_paths, scalar_paths, unwrapped
from afterword.houses.fields import Item, Path, field_at, is_empty, is_strings, items_of, main_name
from afterword.houses.reading import carried as carrying
from afterword.houses.writing.rendering import flatten, soften
from afterword.model.plain import Plain
from afterword.model.values import dataclass

_BASES = frozenset({"year_basis", "zone_basis", "basis_reason"})
"""Fields of an event that say where its day and zone come from."""
_PUZZLES = 2
"""Attempts that a list waits for what is done about others, where none of its items is to blame."""
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
    """Whether single items may be shortened, and soft line breaks go: the document is a fresh one."""
    hidden: set[str] = field(default_factory=set)
    """Fields, lists, and single items that are not shown."""
    puzzled: dict[str, int] = field(default_factory=dict)
    """Lists to the attempts after which they were read with another number of items and none of them was to blame."""

    def same(self, value: Plain, visible: Plain) -> bool:
        """Whether a value is shown as it is."""
        return value == visible or (self.by_item and unwrapped(value) == unwrapped(visible))


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
        if remedy.same(value, visible):
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
        elif remedy.by_item and isinstance(value, str):
            # what was read of it is less than was written: the rest, or all of it, is taken for something else
            if name in remedy.flat and not remedy.same(flatten(value), visible):
                remedy.hidden.add(name)
            if name in remedy.soft and not remedy.same(soften(value), visible):
                remedy.flat.add(name)
            remedy.soft.add(name)
        remedy.carried[name] = made
    lists = {path for tree in (want, got) for path, _ in list_paths(tree)}
    for name in [n for n in remedy.carried if n not in remedy.soft | remedy.flat | remedy.hidden]:
        path = tuple(name.split("."))
        if path not in lists and remedy.same(wanted.get(path), read.get(path)):
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
    is_broken = False
    # what one list loses is mostly read as a section that no part takes, so that those are judged last
    for path in sorted({**wanted, **read}, key=lambda path: path == ("remainder",)):
        items, visible = items_of(path, wanted.get(path)), items_of(path, read.get(path))
        if remedy.same(cast(Plain, items), cast(Plain, visible)):
            remedy.carried.pop(".".join(path), None)
            continue
        order = list(written.get(path, []))
        if remedy.by_item and len(visible) != len(order) and path == ("remainder",) and is_broken:
            continue
        if remedy.by_item and len(visible) > len(order) and _hides_notes(path, items, visible, want, remedy):
            is_broken = True
            continue
        is_broken = is_broken or len(visible) != len(order)
        _remedy_list(path, items, visible, order, remedy, wrong)


def _remedy_list(
    path: Path, items: list[Item], visible: list[Item], order: list[int], remedy: Remedy, wrong: set[str]
) -> None:
    name = ".".join(path)
    is_chain = path == ("analysis", "whys")
    if not order and not visible and not is_chain:
        remedy.carried[name] = cast(Plain, [i["value"] if is_strings(path) else i for i in items])
        return
    if len(visible) != len(order) or is_chain:
        if is_chain or not _shows_less(path, items, visible, order, remedy):
            remedy.hidden.add(name)
            remedy.carried[name] = cast(Plain, _chains(items) if is_chain else items)
        return
    ordered = set(order)
    rest = [n for n in range(len(items)) if n not in ordered]
    shown = [*visible, *(items[n] for n in rest)]
    keys = carrying.item_keys(path, shown)
    made: dict[str, Plain] = {}
    for at, n in enumerate(order):
        fields = _fields(items[n], visible[at], remedy)
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
        keys_of = {n: keys[at] for at, n in reversed([*enumerate(sequence)])}
        made[carrying.ORDER] = cast(Plain, [keys_of[n] for n in range(len(items))])
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


def _shows_less(path: Path, items: list[Item], visible: list[Item], order: list[int], remedy: Remedy) -> bool:
    """Shortens what makes a list be read with another number of items, or leaves it out; whether that may help.

    First go the items to blame, then, where none is, the list.
    """
    name = ".".join(path)
    culprits = [item_name(path, n) for n in _culprits(path, items, visible, order)] if remedy.by_item else []
    if left := [culprit for culprit in culprits if culprit not in remedy.hidden]:
        for culprit in left:
            (remedy.hidden if culprit in remedy.flat else remedy.flat).add(culprit)
        return True
    remedy.puzzled[name] = remedy.puzzled.get(name, 0) + 1
    if remedy.by_item and remedy.puzzled[name] <= _PUZZLES:
        return True
    if name in remedy.flat:
        return False
    remedy.flat.add(name)
    return True


def _hides_notes(path: Path, items: list[Item], visible: list[Item], want: Mapping[str, Plain], remedy: Remedy) -> bool:
    """Shortens the notes that were read as items of a list, then leaves them out; whether there are any."""
    main = main_name(path)
    own = {flatten(str(item.get(main) or "")) for item in items}
    more = {flatten(text) for item in visible if (text := str(item.get(main) or ""))} - own
    name = ("remainder",)
    if path == name or not more:
        return False
    notes = [flatten(str(note.get("text") or "")) for note in items_of(name, want.get(name[0]))]
    blamed = [item_name(name, n) for n, text in enumerate(notes) if any(words in text for words in more)]
    left = [note for note in blamed if note not in remedy.hidden]
    for note in left:
        (remedy.hidden if note in remedy.flat else remedy.flat).add(note)
    return bool(left)


def _culprits(path: Path, items: list[Item], visible: list[Item], order: list[int]) -> list[int]:
    """The items that are not read, and those before what was read and not written."""
    main = main_name(path)
    written = [flatten(str(items[n].get(main) or "")) for n in order]
    read = [flatten(str(item.get(main) or "")) for item in visible]
    found: list[int] = []
    for tag, a, b, c, d in SequenceMatcher(None, written, read, autojunk=False).get_opcodes():
        if tag in {"delete", "replace"}:
            found += order[a:b]
        if tag == "insert" and d > c and a:
            found.append(order[a - 1])
    return found


def _is_misread(path: Path, item: Item, visible: Item) -> bool:
    """Whether the words of an item are neither read as they are nor as a shorter form with the same words."""
    exact, seen = item.get(main_name(path)), visible.get(main_name(path))
    return exact != seen and flatten(str(seen or "")) != flatten(str(exact or ""))


def _fields(item: Item, visible: Item, remedy: Remedy) -> dict[str, Plain]:
    made: dict[str, Plain] = {}
    for name in {**item, **visible}:
        value, seen = item.get(name), visible.get(name)
        if not remedy.same(value, seen):
            made[name] = value if is_empty(seen) else {"exact": value, "short": seen}
    return made


def _chains(items: Sequence[Item]) -> list[list[Item]]:
    chains: list[list[Item]] = []
    for item in items:
        if item.get("chain") or not chains:
            chains.append([])
        chains[-1].append({k: v for k, v in item.items() if k != "chain"})
    return chains
