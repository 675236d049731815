"""Shelves of made-up documents for the tests of what is learned from many."""

import hashlib
from collections.abc import Mapping

from afterword.houses import lens
from afterword.houses.reading.times.incident import with_incident_day
from afterword.learning.page import page_of
from afterword.learning.shelf import Shelf, Stamp
from afterword.model.changing import changed
from afterword.timeline.durations import measure

SEAL = """---
house: seal
id: {id}
classes: [{classes}]
---
# {title}

## Timeline

| Time (UTC) | Event |
|---|---|
| {day} 10:00 | Incident began |
| {day} 1{hours}:00 | Resolved |

## Root Cause

### Primary Cause

{cause}

## Action Items

| ID | Action | Owner | Deadline | Status |
|---|---|---|---|---|
{actions}
"""


def seal(
    id: str = "INC-1",
    *,
    day: str = "2026-01-05",
    classes: str = "configuration",
    title: str = "Settings broke the checkout",
    cause: str = "Settings reach production without validation.",
    actions: str = "| A-1 | Validate settings before deploying | Ana | 2026-01-20 | Pending |",
    hours: int = 1,
) -> str:
    """A postmortem in house seal."""
    return SEAL.format(id=id, day=day, classes=classes, title=title, cause=cause, actions=actions, hours=hours)


def shelf_of(texts: Mapping[str, str]) -> Shelf:
    """A shelf in memory with these documents."""
    shelf = Shelf(None, way="test")
    pages = {}
    for name, text in texts.items():
        record = with_incident_day(lens.get(text).record, name)
        record = changed(record, metrics=measure(record))
        pages[name] = page_of(record, text, name, hashlib.sha256(text.encode()).hexdigest())
    stamps = [Stamp(path=name, size=1, changed=0, inode=0) for name in sorted(texts)]
    shelf.refresh(stamps, lambda name: pages[name].digest, lambda names: [pages[n] for n in names], now=1e9)
    return shelf
