"""Which item of an old list each item of a new one is."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from afterword.houses.fields import Path, main_name
from afterword.model.plain import Plain

Item = dict[str, Plain]

_MANY = 50
"""Items of one name among which the first is taken, and no better one is looked for."""


def align(owner: Path, old: Sequence[Item], new: Sequence[Item]) -> list[tuple[int | None, int | None]]:
    """Pairs of places in the old and the new list, in the order of the new; removed items follow at their place.

    Equal items are paired first, then items with the same written id, then, between two pairs, items
    in order: a changed item keeps its lines.
    """
    keys_old, keys_new = [_frozen(i) for i in old], [_frozen(i) for i in new]
    pairs: list[tuple[int | None, int | None]] = []
    for tag, a, b, c, d in SequenceMatcher(None, keys_old, keys_new, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs += list(zip(range(a, b), range(c, d), strict=True))
        else:
            pairs += _between(owner, old, new, range(a, b), range(c, d))
    return pairs


def shown_as(owner: Path, shown: Sequence[Item], items: Sequence[Item]) -> list[int | None]:
    """For each item that a document shows, the place of the item of the record that it is; None for one that is none.

    The document may have them in another order: a house that groups its actions shows them by group.
    """
    main = main_name(owner)
    in_order = dict(pair for pair in align(owner, shown, items) if pair[0] is not None)
    straight = [in_order.get(at) for at in range(len(shown))]
    if all(n is not None and _may_be(item, items[n], main) for item, n in zip(shown, straight, strict=True)):
        return straight
    ways: list[Callable[[Item], str | None]] = [
        lambda item: str(item["id"]) if owner == ("actions",) and item.get("id") else None,
        lambda item: f"{item.get('at')} {item[main]}" if item.get(main) else None,
        lambda item: _words(item.get(main)) or None,
        lambda _: "any",
    ]
    found: dict[int, int] = {}
    left = list(range(len(items)))
    for way in ways:
        named: dict[str | None, list[int]] = defaultdict(list)
        for n in left:
            named[way(items[n])].append(n)
        for at, item in enumerate(shown):
            name = way(item)
            if (
                at not in found
                and name is not None
                and (chosen := _closest(item, items, named[name], main)) is not None
            ):
                found[at] = chosen
                named[name].remove(chosen)
        left = [n for n in left if n not in set(found.values())]
    return [found.get(at) for at in range(len(shown))]


def _may_be(shown: Item, item: Item, main: str) -> bool:
    """Whether nothing that names an item tells it from another one: its id, or its words as far as they are shown."""
    if shown.get("id") and item.get("id"):
        return shown["id"] == item["id"]
    one, other = _words(shown.get(main)), _words(item.get(main))
    return not one or not other or one.startswith(other) or other.startswith(one)


def _words(value: Plain) -> str:
    """A text without the marks that a shorter form of it lacks."""
    return "".join(c for c in value if c.isalnum()) if isinstance(value, str) else ""


def _closest(item: Item, items: Sequence[Item], places: Sequence[int], main: str) -> int | None:
    """The place of the item that has most in common with one; the first of several, None where there is none."""
    if not places or len(places) > _MANY:
        return places[0] if places else None

    def likeness(n: int) -> tuple[bool, int]:
        is_worded = bool(item.get(main)) == bool(items[n].get(main)) and _may_be({**item, "id": None}, items[n], main)
        return is_worded, sum(value == items[n].get(name) for name, value in item.items())

    return max(places, key=likeness)


def _between(
    owner: Path, old: Sequence[Item], new: Sequence[Item], before: range, after: range
) -> list[tuple[int | None, int | None]]:
    left = list(before)
    pairs: list[tuple[int | None, int | None]] = []
    chosen: dict[int, int] = {}
    for names in _key_fields(owner):
        for n in after:
            match = next((o for o in left if n not in chosen and _same(old[o], new[n], names)), None)
            if match is not None:
                chosen[n] = match
                left.remove(match)
    spare = len(left) == len([n for n in after if n not in chosen])
    for n in after:
        if n not in chosen and left and spare:
            chosen[n] = left.pop(0)
    if [chosen[n] for n in sorted(chosen)] != sorted(chosen.values()):
        return [(o, None) for o in before] + [(None, n) for n in after]
    removed = [o for o in before if o not in chosen.values()]
    for n in after:
        o = chosen.get(n)
        while o is not None and removed and removed[0] < o:
            pairs.append((removed.pop(0), None))
        pairs.append((o, n))
    return pairs + [(o, None) for o in removed]


def _key_fields(owner: Path) -> list[tuple[str, ...]]:
    main = main_name(owner)
    keys: list[tuple[str, ...]] = (
        [("id",), ("tracker",)] if owner == ("actions",) else [("at", main)] if owner == ("timeline",) else []
    )
    return [*keys, ("key",), (main,)]


def _same(old: Item, new: Item, names: tuple[str, ...]) -> bool:
    return all(old.get(n) is not None and old.get(n) == new.get(n) for n in names)


def _frozen(item: Item) -> str:
    return repr(
        sorted((k, v) for k, v in item.items() if v not in (None, [], "", {}) and k not in {"line", "end_line"})
    )
