"""The figures of a version: those of the whole document whose two ends may be seen, and no others."""

from typing import cast

from afterword.model.plain import Plain

_UNSEEN = "an end of it is not part of this version"
_NO_FIGURE: dict[str, Plain] = {
    "status": "unknown", "seconds": None, "min": None, "max": None, "from": None, "to": None, "reason": _UNSEEN,
}  # fmt: skip
_GIVEN = frozenset({"recorded", "range"})


def figures(metrics: Plain, timeline: Plain) -> dict[str, Plain]:
    """The measures of the whole document, unknown where this version does not show both ends.

    shape: ``timeline`` holds the events that may be seen. Nothing is measured anew, so that no version can state
    another figure than the document.
    """
    ends = {(e.get("phase"), e.get("at")) for e in cast("list[dict[str, Plain]]", timeline or []) if e.get("at")}
    made: dict[str, Plain] = {}
    for name, measure in cast("dict[str, dict[str, Plain]]", metrics or {}).items():
        both = [cast("dict[str, Plain]", measure.get(end) or {}) for end in ("from", "to")]
        is_seen = all((end.get("phase"), end.get("at")) in ends for end in both)
        made[name] = dict(measure) if measure.get("status") in _GIVEN and is_seen else dict(_NO_FIGURE)
    return made
