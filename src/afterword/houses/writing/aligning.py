"""Which item of an old list each item of a new one is."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from afterword.houses.fields import Path, main_name
from afterword.model.plain import Plain

Item = dict[str, Plain]


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
