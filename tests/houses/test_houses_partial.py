"""Documents with most of a house's sections: read as the house, and freely where its template covers nothing."""

import re

import pytest

from afterword.houses import lens, library
from afterword.houses.reading.provenance import origins
from afterword.model.action import Action
from afterword.model.analysis import Analysis
from afterword.model.event import Event
from afterword.model.record import Record

RECORD = Record(
    title="Search down",
    analysis=Analysis(root_cause="A full disk."),
    actions=(Action(what="Mend the disk", owner="Ann", due="2024-03-01"),),
    timeline=(
        Event(at="2024-02-15T10:00:00Z", what="Alert", phase="detected", zone="UTC", zone_basis="stated"),
        Event(at="2024-02-15T11:00:00Z", what="It is back", phase="resolved", zone="UTC", zone_basis="stated"),
    ),
)
FURTHER = """
## Chronology of the failover

**February 15, 2024**

- 10:45a standby is asked
- 12:10p standby takes over

## Follow-up work we want to do

- [ ] Add an alert - @ann - due 2024-03-01
- [ ] Clean the disk (Bob)

**Lucky breaks**

- It was night.

## Severity

P2
"""


def partial(house: str) -> str:
    """A document with most, but not nearly all of the sections of a house, and further ones that it does not have."""
    text = lens.create(RECORD, library.load(house), guidance=False).split("<!-- afterword:carried")[0]
    parts = re.split(r"(?m)^(?=#{1,3} |\*\*[A-Z &]+\*\*$)", text)
    for nth in range(7, 2, -1):
        kept = "".join(
            p for n, p in enumerate(parts) if n == 0 or n % nth or re.search("timeline|action", p, re.IGNORECASE)
        )
        if 0.6 <= lens.get(kept + FURTHER).confidence < 0.85:
            return kept + FURTHER
    pytest.skip(f"no cut of {house} has a doubtful share of its sections")


@pytest.mark.parametrize("house", library.names())
def test_what_a_house_does_not_have_is_read_freely(house: str) -> None:
    """Events, actions, and facts under headings that the house does not know are read, and said to be doubtful."""
    text = partial(house)
    reading = lens.get(text)
    record = reading.record
    assert record.house == house
    assert record.title == "Search down"
    assert [e.what for e in record.timeline][-2:] == ["standby is asked", "standby takes over"]
    assert [(a.what, a.owner) for a in record.actions][-2:] == [("Add an alert", "@ann"), ("Clean the disk", "Bob")]
    assert record.severity is not None
    assert record.severity.written == "P2"
    assert record.lucky == ("It was night.",)
    assert "RD402" in {finding.code for finding in record.findings}
    assert {"timeline[4]", "severity"} <= {origin.path for origin in origins(reading, record)}
    assert lens.put(text, record) == text
