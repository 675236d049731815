"""What tells of the same alert in several sources: its name or number, with what became of it."""

from collections.abc import Iterator

from afterword.model.evidence import Entry
from afterword.text.expressions import later
from afterword.timeline.lanes import Lane
from afterword.timeline.stories import sign_in

STEPS: dict[Lane, int] = {"alert": 0, "pager": 1, "chat": 2}
"""The way of a notice: each lane is told by those before it."""

_NAMED = later(
    r"\b[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*){1,9}\b"
    r"|#\d{2,}\b|\b[A-Z]{2,8}-\d+(?:-\d+)*\b|\b[0-9a-f]{16}\b|\b\d{6,}\b|(?<=/incidents/)\w{6,}\b"
)
_FEWEST_LETTERS = 8
_MOST_NAMES = 12


def notices(entry: Entry, lane: Lane) -> Iterator[str]:
    """The names and numbers of alerts that a record tells of, each with what it says of them: ``alert #4711``."""
    if lane not in STEPS:
        return
    text = entry.what or ""
    sign = sign_in(text, "pager") or sign_in(text, "alert") or ("alert" if lane == "alert" else None)
    if sign is None:
        return
    for name in list(dict.fromkeys(_NAMED.findall(text)))[:_MOST_NAMES]:
        if len(name) >= _FEWEST_LETTERS or not name.isalpha():
            yield f"{sign} {name}"
