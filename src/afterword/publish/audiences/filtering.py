"""Of a record's values, those that an audience may see."""

from typing import cast

from afterword.houses.fields import Path, is_empty
from afterword.model.plain import Plain
from afterword.publish.audiences.allowing import Allowed

_PLACES = frozenset({"line", "end_line"})


def filtered(tree: dict[str, Plain], allowed: Allowed) -> dict[str, Plain]:
    """A record, as JSON values, with nothing but the fields that may be seen; an item of which nothing is left goes.

    shape: an event for a narrower audience goes, and so do the places of values in the document.
    """
    made: dict[str, Plain] = {}
    for key, value in tree.items():
        kept = _kept((key,), value, allowed)
        if kept is not None:
            made[key] = kept
    return made


def _kept(path: Path, value: Plain, allowed: Allowed) -> Plain:
    """What of a value may be seen; None for nothing."""
    if path[-1] in _PLACES or is_empty(value) or not allowed.shows_part(path):
        return None
    if isinstance(value, dict):
        return _kept_object(path, value, allowed)
    if isinstance(value, list):
        # the steps of a chain have the path of the chain
        items = [_kept(path, item, allowed) for item in value]
        return cast("Plain", [item for item in items if item is not None])
    return value if allowed.shows(path) else None


def _kept_object(path: Path, value: dict[str, Plain], allowed: Allowed) -> Plain:
    visibility = value.get("visibility")
    if isinstance(visibility, str) and not allowed.audience.sees(visibility):
        return None
    made: dict[str, Plain] = {}
    for key, inner in value.items():
        kept = _kept((*path, key), inner, allowed) if key != "visibility" else None
        if kept is not None:
            made[key] = kept
    return made if _says_something(path, made) else None


def _says_something(path: Path, item: dict[str, Plain]) -> bool:
    """Whether an item is more than its own plumbing: an entry of the timeline needs more than a time."""
    if path == ("timeline",):
        return any(not is_empty(item.get(name)) for name in ("what", "phase", "kind"))
    return not all(is_empty(value) for value in item.values())
