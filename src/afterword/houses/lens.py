"""The lens between a document and its record: get, put, and create.

laws: ``put(text, get(text).record) == text``; ``get(put(text, record)).record`` equals ``record``;
``get(create(record, house)).record`` states what ``record`` states. What equality ignores stands in ``comparing``; a
fresh document may wrap lines otherwise and join notes of one heading as well (docs/decisions/0025).
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from afterword.errors import RefusedEdit
from afterword.houses.comparing import comparable, joined_notes, list_paths, without_form
from afterword.houses.fields import Path, is_empty, items_of
from afterword.houses.house import House
from afterword.houses.reading import carried as carrying
from afterword.houses.reading.getting import Reading, get
from afterword.houses.reading.work import get_in, set_in
from afterword.houses.writing.aligning import shown_as
from afterword.houses.writing.creating import Aside, Creator, Order
from afterword.houses.writing.escalating import Remedy, failing, remedy_lists, remedy_scalars
from afterword.houses.writing.putting import Putter, Wanted
from afterword.houses.writing.refusing import refusal
from afterword.model.plain import Plain, to_plain
from afterword.model.record import Record
from afterword.text.blocks import parse
from afterword.text.source import Source

__all__ = ["Reading", "agrees", "create", "get", "put", "states"]

_ATTEMPTS = 8
_PATIENCE = 4
_SECOND_STEP = 2
_NOTHING = Aside()


def agrees(text: str, record: Record, own: Sequence[House] = ()) -> bool:
    """Whether a document says what a record says, as far as the laws count it.

    A day that was inferred may be stated now, a phase that only words gave may be gone, and notes of one heading, one
    behind the other, are one note.
    """
    reading = get(text, own=own)
    want = _without_derived(comparable(cast(dict[str, Plain], to_plain(record))), comparable(reading.tree), reading)
    got = comparable(reading.tree, reading.derived_phases)
    _follow(want, got, _around_entries(reading))
    for tree in (want, got):
        tree["remainder"] = joined_notes(tree.get("remainder"))
        for event in cast("list[dict[str, Plain]]", tree.get("timeline") or []):
            for name in ("year_basis", "basis_reason", "phase"):
                event.pop(name, None)
    return want == got


def states(reading: Reading, record: Record) -> bool:
    """Whether a document that was read says what a record says, as far as equality counts it, however lines wrap."""
    got = comparable(reading.tree, reading.derived_phases)
    tree = _without_empty(cast(dict[str, Plain], to_plain(record)))
    want = _without_derived(comparable(tree), comparable(reading.tree), reading)
    return without_form(got) == without_form(want)


def _follow(target: dict[str, Plain], seen: dict[str, Plain], paths: set[Path]) -> None:
    """Takes these values as they are read, where they are."""
    for path in paths:
        if (value := get_in(seen, path)) is not None:
            set_in(target, path, value)


def _around_entries(reading: Reading) -> set[Path]:
    """The texts that hold entries of the timeline too, and so change with them."""
    starts = [place.span.start for unit in reading.scan.units.get(("timeline",), []) for place in unit.places.values()]
    return {
        path
        for path, places in reading.scan.scalars.items()
        for place in places
        if any(place.span.start <= start < place.span.end for start in starts)
    }


def _without_derived(want: dict[str, Plain], got: dict[str, Plain], reading: Reading) -> dict[str, Plain]:
    events = cast("list[dict[str, Plain]]", want.get("timeline") or [])
    read = cast("list[dict[str, Plain]]", got.get("timeline") or [])
    for n in reading.derived_phases:
        if n < len(events) and n < len(read) and events[n].get("phase") == read[n].get("phase"):
            events[n].pop("phase", None)
    return want


def _without_empty(tree: dict[str, Plain]) -> dict[str, Plain]:
    """The record without items that say nothing, so that its lists and the comparable ones have the same places."""
    for path, items in list_paths(tree):
        kept = [i for i in items if not is_empty(i)]
        if path == ("analysis", "whys"):
            kept = [[w for w in cast("list[Plain]", chain) if not is_empty(w)] for chain in kept]
        set_in(tree, path, kept)
    return tree


def create(
    record: Record, house: House, *, guidance: bool = True, aside: Aside = _NOTHING, name_house: bool = False
) -> str:
    """A fresh document with this record in a house's shape, and with what stood ``aside`` in an older one.

    What the house has no place for, or a place cannot hold, stands exactly in the carried block.
    Without ``guidance``, neither comments nor empty places that the house leaves to choice are written.

    errors: RefusedEdit where the result would not read back as the record.
    """
    tree = _without_empty(cast(dict[str, Plain], to_plain(record)))
    tree["remainder"] = joined_notes(tree.get("remainder"))
    order = Order(tree=tree, guidance=guidance, name_house=name_house, aside=aside)
    patience = _PATIENCE + min(len(record.remainder), _PATIENCE)
    if record.remainder:
        for notes in (set[str](), {"remainder"}):
            text, states_it, _ = _attempt(record, house, order, Remedy(by_item=True, hidden=notes), patience, 0)
            if states_it:
                return text
    text, states_it, reading = _attempt(record, house, order, Remedy(by_item=True), patience, _ATTEMPTS)
    if states_it:
        return text
    raise RefusedEdit(
        f"the record cannot be written in house {house.name}: {differences(comparable(tree), comparable(reading.tree))}"
    )


def _attempt(
    record: Record, house: House, plan: Order, remedy: Remedy, patience: int, more: int
) -> tuple[str, bool, Reading]:
    """A fresh document in so many attempts, whether it states the record, and as it was read.

    In the ``more`` attempts behind the first ones, everything is shown shorter, then not at all.
    """
    tree = cast("dict[str, Plain]", plan.tree)
    for attempt in range(patience + more):
        order = replace(
            plan,
            carried=remedy.carried,
            soft=frozenset(remedy.soft),
            flat=frozenset(remedy.flat),
            hidden=frozenset(remedy.hidden),
        )
        creator = Creator(house, order)
        text = creator.text()
        reading = get(text, house)
        if states(reading, record):
            return text, True, reading
        seen = comparable(reading.visible, reading.derived_visibly)
        target = _without_derived(comparable(tree), comparable(reading.visible), reading)
        again = comparable(reading.tree, reading.derived_phases)
        wrong = failing(without_form(target), without_form(again)) if attempt else set()
        if attempt >= patience:
            _show_less(remedy, attempt - patience, failing(target, {}))
        remedy_scalars(target, seen, remedy, wrong)
        remedy_lists(target, seen, creator.written, remedy, wrong)
    return text, False, reading


def _show_less(remedy: Remedy, step: int, written: set[str]) -> None:
    """Shows shorter, then not at all, first what was read differently so far and then everything.

    Something breaks the parts around it and cannot be told.
    """
    names = set(remedy.carried) if step < _SECOND_STEP else written
    (remedy.hidden if step % 2 else remedy.flat).update(names)


def put(
    text: str, record: Record, house: House | None = None, *, own: Sequence[House] = (), may_carry: bool = True
) -> str:
    """The document with a changed record; every line outside what changed keeps its bytes.

    ``house`` forces a house; otherwise it is found as ``get`` finds it, a team's ``own`` houses first.

    errors: RefusedEdit for a value that its place cannot hold. With ``may_carry`` such a value
    stands shorter in its place and exactly in the carried block instead. What the house has no
    place for at all is always carried.
    """
    reading = get(text, house, own)
    full = _with_kept_notes(_without_kept_phases(cast(dict[str, Plain], to_plain(record)), reading), reading)
    want = _without_derived(comparable(full), comparable(reading.tree), reading)
    if want == comparable(reading.tree, reading.derived_phases):
        return text
    wanted = Wanted(tree=want, full=full, may_carry=may_carry)
    changed = failing(want, comparable(reading.tree, reading.derived_phases))
    changed_paths = {tuple(name.split(".")) for name in changed}
    remedy = Remedy(carried={k: v for k, v in reading.carried.values.items() if k not in changed})
    for attempt in range(_ATTEMPTS + len(record.timeline)):
        new = with_block(Putter(reading, wanted).text(), remedy.carried)
        got = get(new, house, own)
        target = _settled(_without_derived(comparable(full), comparable(got.tree), got))
        seen = _settled(comparable(got.tree, got.derived_phases))
        if "timeline" in changed:
            _follow(target, seen, _around_entries(reading) - changed_paths)
        if seen == target:
            return new
        day = _first_wrong_day(target, seen)
        if day is not None and day not in wanted.with_day:
            wanted.with_day.add(day)
            continue
        wrong = failing(target, seen)
        visible = _settled(comparable(got.visible, got.derived_visibly))
        if not may_carry:
            _refuse(wrong, target, visible, reading, changed)
        if attempt > _ATTEMPTS:
            break
        written = {
            path: _order(path, items_of(path, get_in(visible, path)), items_of(path, items))
            for path, items in list_paths(target)
        }
        remedy_scalars(target, visible, remedy, wrong if attempt > 1 else set())
        remedy_lists(target, visible, written, remedy, wrong if attempt > 1 else set())
        if attempt >= _PATIENCE:
            # something breaks the parts around it: what changed is shown shorter, then left as it stands
            (remedy.flat if attempt == _PATIENCE else remedy.hidden).update(changed)
        wanted.skip, wanted.flat = set(remedy.hidden), set(remedy.flat)
    raise RefusedEdit(refusal(reading, want, changed, failing(want, comparable(got.tree))))


def _without_kept_phases(full: dict[str, Plain], reading: Reading) -> dict[str, Plain]:
    """The record without phases that only the wording of the old text gave: they go with the words."""
    events = cast("list[dict[str, Plain]]", full.get("timeline") or [])
    old = cast("list[dict[str, Plain]]", reading.tree.get("timeline") or [])
    for n in reading.derived_phases:
        if n < len(events) and len(events) == len(old) and events[n].get("phase") == old[n].get("phase"):
            events[n]["phase"] = None
    return full


def _with_kept_notes(full: dict[str, Plain], reading: Reading) -> dict[str, Plain]:
    """The record with its further texts as they were read, where they are the same ones and only split otherwise."""
    want, held = (comparable(tree).get("remainder") for tree in (full, reading.tree))
    if want != held and joined_notes(want) == joined_notes(held):
        full["remainder"] = reading.tree["remainder"]
    return full


def _settled(tree: dict[str, Plain]) -> dict[str, Plain]:
    """A comparable record without where days come from: put may have to write one that was inferred."""
    for event in cast("list[dict[str, Plain]]", tree.get("timeline") or []):
        event.pop("year_basis", None)
        event.pop("basis_reason", None)
    return tree


def _order(path: Path, visible: list[dict[str, Plain]], items: list[dict[str, Plain]]) -> list[int]:
    """For each visible item, the item of the record that it shows; shorter where one shows none."""
    return [n for n in shown_as(path, visible, items) if n is not None]


def _first_wrong_day(want: dict[str, Plain], got: dict[str, Plain]) -> int | None:
    events = cast("list[dict[str, Plain]]", want.get("timeline") or [])
    read = cast("list[dict[str, Plain]]", got.get("timeline") or [])
    if len(events) != len(read):
        return None
    pairs = enumerate(zip(events, read, strict=True))
    return next((n for n, (a, b) in pairs if a.get("at") and a["at"] != b.get("at")), None)


def _unseen(path: Path, reading: Reading) -> int:
    """How many items of a list stand in the carried block alone."""
    carried = reading.carried.values.get(".".join(path))
    more = carried.get(carrying.MORE) if isinstance(carried, dict) else None
    return len(more) if isinstance(more, list) else 0


def _refuse(
    wrong: set[str], want: dict[str, Plain], visible: dict[str, Plain], reading: Reading, changed: set[str]
) -> None:
    for name in sorted(wrong):
        path = tuple(name.split("."))
        value = get_in(visible, path)
        if isinstance(value, list) and isinstance(get_in(want, path), list):
            items, shown = items_of(path, get_in(want, path)), items_of(path, value)
            order = _order(path, shown, items)
            clashes = [
                f
                for a, b in zip(order, shown, strict=False)
                for f, v in b.items()
                if not is_empty(v) and items[a].get(f) != v
            ]
            if len(order) == len(shown) and len(items) - len(shown) == _unseen(path, reading) and not clashes:
                continue
            raise RefusedEdit(refusal(reading, want, changed, wrong))
        has_place = name in changed and any(p.span.end > p.span.start for p in reading.scan.scalars.get(path, []))
        if not is_empty(value) or (has_place and not is_empty(get_in(want, path))):
            raise RefusedEdit(refusal(reading, want, changed, wrong))


def with_block(text: str, values: dict[str, Plain]) -> str:
    """The document with this carried block in the place of the old one."""
    reading = get(text)
    source = reading.source
    if (reading.carried.values == values and reading.carried.first is not None) or (
        not values and reading.carried.first is None
    ):
        return text
    block = carrying.render(values, source.newline)
    if reading.carried.first is None:
        gap = "" if text.endswith(("\n", "\r")) or not text else source.newline
        return text + gap + _closing(source) + (source.newline if text.strip() else "") + block
    span = source.lines(reading.carried.first, reading.carried.last)
    start = span.start
    if not block and source.text[:start].endswith(source.newline * 2):
        start -= len(source.newline)
    return source.text[:start] + block + source.text[span.end :]


def _closing(source: Source) -> str:
    """The line that closes a code block which runs to the end of a document; empty where none does."""
    blocks = parse(source, 0)
    if not blocks or blocks[-1].kind != "fence":
        return ""
    fence = blocks[-1].marker[: len(blocks[-1].marker) - len(blocks[-1].marker.lstrip("`~"))]
    last = source.content(blocks[-1].last - 1).strip()
    is_closed = blocks[-1].last > blocks[-1].first + 1 and last.startswith(fence) and not last.strip(fence[0])
    return "" if is_closed else fence + source.newline


def differences(want: dict[str, Plain], got: dict[str, Plain]) -> str:
    """The first fields in which two comparable records differ, in words."""
    names = [name for name in {**want, **got} if want.get(name) != got.get(name)]
    return ", ".join(names[:3])
