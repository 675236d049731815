"""When two records are equal for the lens, and where they differ."""

from collections.abc import Iterator, Mapping
from typing import cast

from afterword.houses.fields import DERIVED, Path, field_at, is_empty
from afterword.model.plain import Plain
from afterword.text.wrapping import unwrap

_PLACE_KEYS = {"line", "end_line"}
NO_ZONE = " (zone unknown)"
"""What a house writes behind a local time where its own zone would be read otherwise."""


def comparable(tree: Mapping[str, Plain], derived_phases: frozenset[int] = frozenset()) -> dict[str, Plain]:
    """A record as JSON values without what equality ignores; empty values and items that say nothing are left out.

    source: DESIGN, "What equality ignores": places, spellings, what is derived, the zone of an
    entry whose time is UTC, and a phase that only the wording names.
    """
    made = {k: _clean(v, (k,)) for k, v in tree.items() if k not in DERIVED}
    timeline = made.get("timeline")
    if isinstance(timeline, list):
        for n in derived_phases & set(range(len(timeline))):
            cast(dict[str, Plain], timeline[n]).pop("phase", None)
    return {k: v for k, v in made.items() if not is_empty(v)}


def _clean(value: Plain, path: Path) -> Plain:
    if isinstance(value, list):
        return [v for v in (_clean(item, path) for item in value) if not is_empty(v)]
    if not isinstance(value, dict):
        return value
    drop = set(_PLACE_KEYS)
    if path == ("timeline",):
        drop |= {"zone"} if str(value.get("at") or "").endswith("Z") else set()
        drop |= {"written"} if value.get("at") else set()
    elif path != ("remainder",):
        known = field_at(path)
        if known and known.shape in {"spelled", "severity"} and value.get("value"):
            drop |= {"written"}
    made = {k: _clean(v, (*path, k)) for k, v in value.items() if k not in drop}
    if path == ("timeline",) and isinstance(written := made.get("written"), str):
        made["written"] = bare_time(written, made.get("zone"))
    return {k: v for k, v in made.items() if not is_empty(v)}


def bare_time(written: str, zone: Plain) -> str:
    """A written time without the zone behind it, which has a field of its own."""
    return written.removesuffix(NO_ZONE).removesuffix(f" {zone}")


def without_form(tree: Mapping[str, Plain]) -> dict[str, Plain]:
    """A comparable record as a fresh document may have it: with other line wraps, and notes of one heading joined.

    source: docs/decisions/0025.
    """
    return {k: joined_notes(unwrapped(v)) if k == "remainder" else unwrapped(v) for k, v in tree.items()}


def joined_notes(notes: Plain) -> Plain:
    """The further texts of a document, those one behind the other under the same heading as one."""
    made: list[dict[str, Plain]] = []
    for note in cast("list[dict[str, Plain]]", notes or []):
        if made and made[-1].get("heading") == note.get("heading"):
            texts = [str(n["text"]) for n in (made[-1], note) if n.get("text")]
            made[-1] = {**made[-1], **({"text": "\n\n".join(texts)} if texts else {})}
        else:
            made.append(note)
    return cast(Plain, made)


def unwrapped(value: Plain) -> Plain:
    """A value whose texts have no soft line breaks: another house may wrap its lines otherwise."""
    if isinstance(value, str):
        return unwrap(value)
    if isinstance(value, list):
        return [unwrapped(item) for item in value]
    return {k: unwrapped(v) for k, v in value.items()} if isinstance(value, dict) else value


def scalar_paths(tree: Mapping[str, Plain], prefix: Path = ()) -> Iterator[tuple[Path, Plain]]:
    """Every value outside lists of objects with its path; lists of texts are one value."""
    for key, value in tree.items():
        path = (*prefix, key)
        known = field_at(path)
        if known is None or known.shape in {"objects", "chains"}:
            continue
        if known.shape == "object" and isinstance(value, dict):
            yield from scalar_paths(value, path)
        else:
            yield path, value


def list_paths(tree: Mapping[str, Plain], prefix: Path = ()) -> Iterator[tuple[Path, list[Plain]]]:
    """Every list of objects with its path."""
    for key, value in tree.items():
        path = (*prefix, key)
        known = field_at(path)
        if known is None:
            continue
        if known.shape in {"objects", "chains"}:
            yield path, cast(list[Plain], value or [])
        elif known.shape == "object" and isinstance(value, dict):
            yield from list_paths(value, path)
