"""What the places of a house made from a team's template are, for the ways in which teams write templates."""

import pytest

from afterword.houses import lens
from afterword.houses.making.checking import check
from afterword.houses.making.inferring import Inferred, infer
from afterword.houses.reading.getting import get
from afterword.model.action import Action
from afterword.model.event import Event
from afterword.model.learning import Lesson, WentWell, WentWrong
from afterword.model.record import Record
from afterword.model.spelled import Severity, Spelled

LABELLED = """# Sonnets were missing (incident #1)

**Status**: [status]

**Action items**:

| Action | Type | Owner | Bug |
|---|---|---|---|
| | | | |

## Lessons learned

**What went well**

-

**What went wrong**

-

## Timeline

YYYY-MM-DD (all times UTC)

- HH:MM event
"""
BESIDE = """# Major incident report

## Document control

| Version | Date | Author | Comment |
|---|---|---|---|
| 0.1 | | | |

## Timeline of events

| Date and time | What we did | Room |
|---|---|---|
| | | |

## Recommendations

| No. | Advice | Owner | Target date |
|---|---|---|---|
| | | | |
"""
BOLD = """# Postmortem: <Title>

**Overview:** _One sentence._

**What happened**
_What people saw._

**Contributing factors**
_What made it possible._

## Impact

- Betroffene Kunden:

## What went well
"""
PICTURES = """# 🚨 Incident: [title]

## 📋 Overview

- 🔥 **Severity:** SEV1/SEV2/SEV3
- 👤 **Incident commander:**

## 🛠️ Action items

- [ ] **Task** – owner – due date – [JIRA-123](https://jira.example.com/browse/JIRA-123)
"""
BOXES = """# Post-mortem: [title]

## What happened?

## Remediation

* [ ] TICKET-ID description (owner)
"""
TABLES = """# Postmortem

| **Title** | |
|---|---|
| **Severity** | |

| **Notes** |
|---|
| |

| Time | Description |
|---|---|
| | |

| Action | Owner | ETA |
|---|---|---|
| | | |
"""


FOLDS = """# RCA: {{title}}

<details open>
<summary><b>Summary</b></summary>

Describe what happened.

</details>

<details>
<summary>Timeline (Europe/Paris)</summary>

| Heure | Quoi |
|---|---|
| | |

</details>

<details><summary>Action items</summary>

- [ ]

</details>
"""


LABELS = """**Title:**
**Severity:**
**Resolution:**
**Timeline (UTC):**

-

**Action items:**

1.
"""


def made(text: str) -> Inferred:
    """The house of a template; it is valid."""
    house = infer(text, "made", is_template=True)
    assert check(house.text, "made").faults == ()
    return house


@pytest.mark.parametrize(
    ("template", "lines"),
    [
        (LABELLED, ["**What went well**", "- {{ went_well.text }}", "**What went wrong**", "- {{ went_wrong.text }}"]),
        (BESIDE, ["| {{ timeline.at }} | {{ timeline.what }} |  |"]),
        (BESIDE, ["| {{ actions.id }} | {{ actions.what }} | {{ actions.owner }} | {{ actions.due }} |"]),
        (BOLD, ["**What happened**", "<!-- _What people saw._ -->", "- Betroffene Kunden: {{ impact.users }}"]),
        (PICTURES, ["- 🔥 **Severity:** {{ severity }}", "- 👤 **Incident commander:** {{ incident_commander }}"]),
        (PICTURES, ["- [ ] {{ actions.what }} – {{ actions.owner }} – {{ actions.due }} – {{ actions.tracker }}"]),
        (BOXES, ["* [ ] {{ actions.what }} ({{ actions.owner }})"]),
        (FOLDS, ["# RCA: {{ title }}", "## Timeline (Europe/Paris)", "| {{ timeline.at }} | {{ timeline.what }} |"]),
        (FOLDS, ["# - the folds of the example are headings in the house", "- [ ] {{ actions.what }}"]),
        (LABELS, ["**Resolution:** {{ recovery.text }}", "", "**Timeline (UTC):**", "1. {{ actions.what }}"]),
        (LABELS, ['time: {zone: UTC, clock: "24h", zone_in: header, day_heading: null}']),
        (TABLES, ["| {{ timeline.at }} | {{ timeline.what }} |"]),
        (TABLES, ["| {{ actions.what }} | {{ actions.owner }} | {{ actions.due }} |"]),
    ],
)
def test_a_template_s_own_form_has_the_places(template: str, lines: list[str]) -> None:
    """Labels over lists, pictures before labels, tables without a heading, and boxes give places where they stand."""
    text = made(template).text
    assert all(line in text.split("\n") for line in lines), text
    assert text.count("{{ timeline.at }}") <= 1


def test_a_text_has_one_place_and_is_said_where_a_second_label_means_it() -> None:
    """A record's summary would stand twice in every document; the second label stays as a word of the house."""
    house = made(BOLD)
    assert house.text.count("{{ summary }}") == 1
    assert any(d.line == 5 and "'What happened'" in d.message for d in house.doubts)


def test_sections_behind_a_list_under_a_label_are_read() -> None:
    """A list that stands under a bold label before the first section does not take the sections behind it."""
    house = made(LABELLED).house
    record = Record(
        title="Mail was late",
        actions=(Action(what="Alert on the queue", owner="Ana"),),
        went_well=(WentWell(text="The alert was early"),),
        went_wrong=(WentWrong(text="Nobody knew the queue"),),
        timeline=(Event(at="2024-02-03T10:00:00Z", written="10:00", what="The queue grows"),),
    )
    read = get(lens.create(record, house), house).record
    assert [w.text for w in read.went_well] == ["The alert was early"]
    assert [w.text for w in read.went_wrong] == ["Nobody knew the queue"]
    assert [e.what for e in read.timeline] == ["The queue grows"]
    assert (read.lessons, read.remainder) == ((), ())
    written = lens.create(Record(title="Mail was late", lessons=(Lesson(text="Queues fill"),)), house)
    assert [x.text for x in get(written, house).record.lessons] == ["Queues fill"]


def test_a_list_under_the_last_of_several_labels_is_read() -> None:
    """The label over a list stands apart from the labels with values before it."""
    house = made(LABELS).house
    record = Record(title="Mail was late", timeline=(Event(at="2024-02-03T10:00:00Z", what="The queue grows"),))
    text = lens.create(record, house)
    assert "The queue grows" in text.partition("<!-- afterword:carried -->")[0]
    assert [e.at for e in get(text, house).record.timeline] == ["2024-02-03T10:00:00Z"]


@pytest.mark.parametrize("status", ["pending", "in_progress", "done", "blocked"])
def test_what_is_written_in_a_made_house_is_read_from_what_it_shows(status: str) -> None:
    """Labels behind pictures and items with boxes take their values; a state that no box says is carried beside it."""
    house = made(PICTURES).house
    record = Record(
        title="Mail was late",
        severity=Severity(value="sev2", written="SEV2", scale="sev", rank=2),
        incident_commander="Ines",
        actions=(
            Action(what="Alert on the queue", owner="Ana", status=Spelled(value="pending", written=None)),
            Action(what="Size the queue", owner="Bo", status=Spelled(value=status, written=None)),
        ),
    )
    text = lens.create(record, house)
    shown = text.partition("<!-- afterword:carried -->")[0]
    assert "- 🔥 **Severity:** SEV2\n- 👤 **Incident commander:** Ines\n" in shown
    assert "Alert on the queue – Ana\n" in shown
    assert f"- [{'x' if status == 'done' else ' '}] Size the queue – Bo\n" in shown
    read = get(text, house).record
    assert (read.severity and read.severity.written, read.incident_commander) == ("SEV2", "Ines")
    assert [a.status and a.status.value for a in read.actions] == ["pending", status]
