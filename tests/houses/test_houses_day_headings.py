"""Events that are put into an empty list of a house with a line over the entries of each day."""

import pytest

from afterword.houses import lens
from afterword.houses.library import compile_house
from afterword.model.event import Event
from afterword.model.record import Record

HOUSE = """---
house: days
time: {{zone: UTC, clock: "24h", zone_in: none, day_heading: "{heading}"}}
---
# {{{{ title }}}}

## Timeline

- {{{{ timeline.at }}}} - {{{{ timeline.what }}}}

## Action items

- {{{{ actions.what }}}}
"""
EMPTY = "# Disk full\n\n## Timeline\n\n-\n\n## Action items\n\n-\n"


def event(at: str, what: str) -> Event:
    """An event at an instant."""
    return Event(at=at, what=what, precision="minute", zone="UTC", zone_basis="stated", year_basis="stated")


EVENTS = (
    event("2024-02-03T10:00:00Z", "errors"),
    event("2024-02-03T10:10:00Z", "rolled back"),
    event("2024-02-04T09:00:00Z", "closed"),
)


@pytest.mark.parametrize("heading", ["### %d %B %Y", "**%B %d, %Y:**"])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_events_take_the_open_place_below_the_line_of_their_day(heading: str, count: int) -> None:
    """The first takes the place of the empty item, a day's line stands before its events, and all read back."""
    house = compile_house(HOUSE.format(heading=heading), "days")
    record = Record(title="Disk full", house="days", timeline=EVENTS[:count])
    text = lens.put(EMPTY, record, house)
    first, second = (EVENTS[0].at, EVENTS[2].at)
    days = ["03 February 2024", "04 February 2024"] if "#" in heading else ["February 03, 2024", "February 04, 2024"]
    assert first is not None
    assert second is not None
    lines = {"#": "### {}", "*": "**{}:**"}[heading[0]]
    shown = [lines.format(days[0]), "", "- 10:00 - errors"]
    shown += ["- 10:10 - rolled back"] if count > 1 else []
    shown += ["", lines.format(days[1]), "", "- 09:00 - closed"] if count > 2 else []
    assert text == EMPTY.replace("\n-\n", "\n" + "\n".join(shown) + "\n", 1)
    assert [e.what for e in lens.get(text, house).record.timeline] == [e.what for e in EVENTS[:count]]
