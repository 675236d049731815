"""What a carried block holds, field by field."""

from collections.abc import Mapping
from typing import Literal, cast

from afterword.houses.fields import Path, field_at, items_of
from afterword.houses.reading import carried as carrying
from afterword.houses.reading.work import get_in
from afterword.model.plain import Plain
from afterword.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedField:
    """A field of which the carried block holds something."""

    field: str
    """Its path in the record; in parentheses for what is no field."""
    items: int | None = None
    """Of a list, how many items it is about; None for a single value."""
    parts: tuple[str, ...] = ()
    """Fields of the items; empty where the items as a whole are carried."""
    shown: Literal["nowhere", "shorter", "in part"] = "nowhere"
    """Whether the document shows the rest of it in its place."""


def carried_fields(values: Mapping[str, Plain], tree: dict[str, Plain]) -> tuple[CarriedField, ...]:
    """What the values of a carried block are, in the order of the record."""
    order = {name: n for n, name in enumerate(tree)}
    paths = sorted(values, key=lambda key: (order.get(key.split(".")[0], len(order)), key))
    return tuple(_field(key, values[key], tree) for key in paths)


def _field(key: str, value: Plain, tree: dict[str, Plain]) -> CarriedField:
    path: Path = tuple(key.split("."))
    known = None if key.startswith(carrying.ASIDE) else field_at(path)
    if known is None or known.shape not in {"objects", "chains", "strings"}:
        is_short = isinstance(value, dict) and set(value) == {"exact", "short"}
        return CarriedField(field=key, shown="shorter" if is_short else "nowhere")
    items = items_of(path, get_in(tree, path))
    if not isinstance(value, dict) or "exact" in value:
        return CarriedField(field=key, items=len(items))
    more = cast("list[Plain]", value.get(carrying.MORE) or [])
    held = {k: v for k, v in value.items() if isinstance(v, dict)}
    parts = tuple(dict.fromkeys(name for fields in held.values() for name in fields))
    count = sum(carrying.run_length(k) for k in held) + len(more)
    return CarriedField(
        field=key,
        items=min(count, len(items)) or len(items),
        parts=() if more and not parts else parts or ("order",),
        shown="in part" if not more else "nowhere",
    )
