"""Why a change is refused, in one line: which field, its value, the reason, and what to do."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from afterword.houses.comparing import comparable, list_paths, scalar_paths
from afterword.houses.fields import Item, Path, items_of, main_name
from afterword.houses.reading.getting import Reading
from afterword.houses.reading.places import fits_cell
from afterword.model.plain import Plain

_SHORT = 40
_MARK = re.compile(r"<!--.*?-->|<!--", re.DOTALL)
_HEADING = re.compile(r"(?m)^[ \t]*(?:#{1,6}[ \t]|(?:\*\*|__)[^*_\n]+(?:\*\*|__):?[ \t]*$)")
_BLOCK = re.compile(r"(?m)^[ \t]*(?:```|~~~|[-*+][ \t]|\d{1,9}[.)][ \t]|>|\|)")


class _Change(NamedTuple):
    """A value that was to be set."""

    field: str
    """As `set` names it."""
    value: Plain
    """What it was to be; None where it was to go."""
    form: str
    """In what it stands: ``row``, ``item``, and so on, ``value`` outside lists."""


def refusal(reading: Reading, want: Mapping[str, Plain], names: set[str], wrong: set[str]) -> str:
    """The line that tells why the record ``want`` cannot be written to a document.

    ``names`` are the changed fields and lists, ``wrong`` those that would read back different.
    """
    changes = list(_changes(reading, want, names))
    blamed = [c for c in changes if c.field.partition("[")[0] in wrong] or changes
    change = next((c for c in blamed if isinstance(c.value, str | dict) and _reason(c)), blamed[0] if blamed else None)
    if change is None:
        return f"{', '.join(sorted(names))}: the document would read back different; nothing is written"
    others = sorted(wrong - names)
    reason = _reason(change) or (
        f"with it {', '.join(others[:2])} would be read different" if others else "it would be read back different"
    )
    remedy = _remedy(change)
    return f"{change.field}{_said(change.value)}: {reason}; {remedy}"


def _changes(reading: Reading, want: Mapping[str, Plain], names: set[str]) -> Iterator[_Change]:
    held = comparable(reading.tree, reading.derived_phases)
    old, new = dict(scalar_paths(held)), dict(scalar_paths(want))
    for path in {**new, **old}:
        if ".".join(path) in names and old.get(path) != new.get(path):
            places = reading.scan.scalars.get(path, [])
            yield _Change(".".join(path), new.get(path), "row" if places and places[0].codec == "cell" else "value")
    before, after = dict(list_paths(held)), dict(list_paths(want))
    for path in {**after, **before}:
        if ".".join(path) in names:
            yield from _changed_items(reading, path, items_of(path, before.get(path)), items_of(path, after.get(path)))


def _changed_items(reading: Reading, path: Path, before: list[Item], after: list[Item]) -> Iterator[_Change]:
    """The fields that differ, item by item; where items came or went, the new ones, else the first that is gone."""
    units = [u for u in reading.scan.units.get(path, []) if not u.in_table_slot]
    form = units[0].layout.form if units else "value"
    name = ".".join(path)
    if len(before) == len(after):
        for n, (old, new) in enumerate(zip(before, after, strict=True), 1):
            own = units[n - 1].layout.form if len(units) == len(after) else form
            yield from (_Change(f"{name}[{n}].{key}", v, own) for key, v in new.items() if v != old.get(key))
        return
    main = main_name(path)
    seen = [item.get(main) for item in before]
    fresh = [(n, item) for n, item in enumerate(after, 1) if item.get(main) not in seen]
    yield from (_Change(f"{name}[{n}].{main}", item.get(main), form) for n, item in fresh)
    left = [item.get(main) for item in after]
    gone = next((n for n, text in enumerate(seen, 1) if text not in left), len(before))
    if not fresh:
        yield _Change(f"{name}[{gone}]", None, form)


def _reason(change: _Change) -> str:
    """What in a value its place cannot hold; empty where that cannot be told."""
    value = change.value if isinstance(change.value, str) else ""
    if change.form == "item" and change.field.endswith(".status") and isinstance(change.value, dict):
        return "a box to tick says done or pending"
    if _MARK.search(value):
        return "<!-- ... --> is read as a mark or a comment, not as its words"
    if change.form == "row" and not fits_cell(value):
        return "a table's cell cannot hold a code block, a list, or a heading"
    if _HEADING.search(value):
        return "a line of it would be read as a heading of the document"
    if "\n" in value and change.form != "value":
        return "a line of it would be read as another item"
    if _BLOCK.search(value):
        return "a line of it would be read as an item, a row, or code of the document"
    return ""


def _remedy(change: _Change) -> str:
    if change.value is None:
        return "change what stands around it first"
    value = change.value if isinstance(change.value, str) else ""
    if change.form == "item" and change.field.endswith(".status"):
        return "say it in the words of the action"
    if _MARK.search(value):
        return "leave the mark out; phase, kind, and visibility are fields of their own"
    if change.form == "value" and _HEADING.search(value):
        return "leave out the marks of the heading"
    if "\n" in value or _BLOCK.search(value):
        return "write it as words on one line, or put the rest into a field of text such as summary"
    return "say it in words that start with no label, time, or mark of the document"


def _said(value: Plain) -> str:
    """A value, shortened to a few words."""
    if value is None or value in ([], {}):
        return ""
    text = " ".join(str(value.get("written") or value.get("value") if isinstance(value, dict) else value).split())
    return f" = {text[: _SHORT - 1].rstrip() + chr(0x2026) if len(text) > _SHORT else text!r}"
