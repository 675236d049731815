"""Further forms in which teams write actions, and facts of the incident in sections of their own."""

import pytest

from afterword.houses import lens
from afterword.model.action import Action

Told = tuple[str | None, str | None, str | None, str | None]


def told(action: Action) -> Told:
    """Words, owner, day, and status of an action."""
    return action.what, action.owner, action.due, action.status.value if action.status else None


ROWS: list[tuple[str, str, list[Told]]] = [
    (
        "a group without an owner behind those of people",
        "@lena\n- [ ] add a test\n\nUnassigned\n- [ ] talk with the vendor",
        [("add a test", "@lena", None, "pending"), ("talk with the vendor", None, None, "pending")],
    ),
    (
        "shares that are done",
        (
            "| # | Action | Assignee | % done |\n|---|---|---|---|\n| 1 | Unpin it | Kim | 100% |\n"
            "| 2 | Test it | Dana | 50% |\n| 3 | Watch it | TBD | 0% |"
        ),
        [
            ("Unpin it", "Kim", None, "done"),
            ("Test it", "Dana", None, "in_progress"),
            ("Watch it", None, None, "pending"),
        ],
    ),
    (
        "labels in brackets behind a bold title",
        (
            "1. **Guard the apex** (owner: DNS team, due: 2024-07-31): the tool must refuse to drop it.\n"
            "2. **Limit** (new): 60 s."
        ),
        [
            (
                "**Guard the apex** (owner: DNS team, due: 2024-07-31): the tool must refuse to drop it.",
                "DNS team",
                "2024-07-31",
                None,
            ),
            ("**Limit** (new): 60 s.", None, None, None),
        ],
    ),
    (
        "names behind a flag",
        "TODO(alice): prune the images nightly\nTODO(bob): alert at 90%\nFIXME: shrink the image",
        [
            ("prune the images nightly", "alice", None, "pending"),
            ("alert at 90%", "bob", None, "pending"),
            ("shrink the image", None, None, "pending"),
        ],
    ),
    (
        "an item of HTML",
        "<ul>\n<li>Back up the index hourly (Sam Lee)</li>\n<li>Test the restore (Kim, due 2023-10-01)</li>\n</ul>",
        [("Back up the index hourly", "Sam Lee", None, None), ("Test the restore", "Kim", "2023-10-01", None)],
    ),
    (
        "numbers of a chapter",
        "### 4.1 Fix the lease\nOwner: Cem\nDue: 2024-08-20\n\n### 4.2 Remove the copies\nOwner: Bea",
        [("Fix the lease", "Cem", "2024-08-20", None), ("Remove the copies", "Bea", None, None)],
    ),
    (
        "sentences, one of which nobody owns",
        "Ann will move the job by the end of March. We also need a kill switch for jobs; nobody owns this yet.",
        [
            ("Ann will move the job", "Ann", "the end of March", None),
            ("We also need a kill switch for jobs; nobody owns this yet.", None, None, None),
        ],
    ),
    (
        "paragraphs that order something and explain it",
        (
            "Improve the alerts. They will page the people on call.\n\n"
            "Establish a rota. We should know our roles. We need two people on it.\n\n"
            "Reduce the time of a build. We will take steps for that. It should be ten minutes."
        ),
        [
            ("Improve the alerts. They will page the people on call.", None, None, None),
            ("Establish a rota. We should know our roles. We need two people on it.", None, None, None),
            ("Reduce the time of a build. We will take steps for that. It should be ten minutes.", None, None, None),
        ],
    ),
    (
        "orders of one paragraph among others",
        "Add an alert. Test the restore.\n\nMove the job. It should run at night.\n\nRemove the old index.",
        [
            ("Add an alert.", None, None, None),
            ("Test the restore.", None, None, None),
            ("Move the job. It should run at night.", None, None, None),
            ("Remove the old index.", None, None, None),
        ],
    ),
    (
        "paragraphs that a sentence announces",
        (
            "We agreed on the following in the meeting:\n\nAnn will move the backup. (BCK-7)\n\n"
            "Kim: Document the restore.\n\nNot assigned: think about encryption"
        ),
        [
            ("Ann will move the backup.", "Ann", None, None),
            ("Document the restore.", "Kim", None, None),
            ("think about encryption", None, None, None),
        ],
    ),
    (
        "boxes without a bullet",
        "[ ] Ann - raise the limit\n[x] Kim - resize the pool",
        [("raise the limit", "Ann", None, "pending"), ("resize the pool", "Kim", None, "done")],
    ),
    (
        "nobody's, and what is none",
        "- Kim: review the hints by Friday\n- Nobody yet: slow query dashboard\n- No action: support worked fine",
        [("review the hints", "Kim", "Friday", None), ("slow query dashboard", None, None, None)],
    ),
    (
        "bold names over what is to be done",
        "**Capacity**\nDouble the memory. \u2013 done\n\n**Process**\nTest the load before sales. \u2013 Uma & Kim",
        [("Double the memory.", None, None, "done"), ("Test the load before sales.", "Uma & Kim", None, None)],
    ),
    (
        "what was learned beside what is done",
        (
            "**Action:** route the alerts to the pager (Rui, DP-3)\n**Learning:** retention is unlimited by default.\n"
            "**Action:** set a retention of 7 d"
        ),
        [("route the alerts to the pager", "Rui", None, None), ("set a retention of 7 d", None, None, None)],
    ),
]


@pytest.mark.parametrize(("body", "wanted"), [pytest.param(b, w, id=n) for n, b, w in ROWS])
def test_actions_are_read_as_a_person_reads_them(body: str, wanted: list[Told]) -> None:
    """Who, until when, and how far it is are there where they are said, and the document comes back as it was."""
    text = f"# Queue outage\n\n**Authors:** Ann Lee, Kim Bo, Rui Sa, Sam Lee\n\n## Action items\n\n{body}\n"
    record = lens.get(text).record
    assert [told(action) for action in record.actions] == wanted
    assert lens.put(text, record) == text


def test_a_list_of_facts_in_a_section_of_its_own_is_read() -> None:
    """What no label of a fact stands before is kept by itself."""
    text = (
        "# Queue outage\n\n## Incident details\n\n- **Incident number:** INC0012345\n- **Priority:** 1 - Critical\n"
        "- **Opened:** 2024-01-09 08:14 GMT\n- **Closed:** 2024-01-09 12:40 GMT\n- **Rota:** Network\n"
    )
    record = lens.get(text).record
    assert record.id == "INC0012345"
    assert record.severity is not None
    assert record.severity.rank == 1
    assert record.incident.start == "2024-01-09T08:14:00Z"
    assert record.incident.end == "2024-01-09T12:40:00Z"
    assert ["**Rota:** Network" in part.text for part in record.remainder] == [True]


def test_a_table_of_facts_gives_way_to_texts_below_headings() -> None:
    """A row that only says the impact in short is kept beside it."""
    text = (
        "# Queue outage\n\n## Key facts\n\n| Field | Value |\n|---|---|\n| Severity | major |\n| Duration | 2 h |\n"
        "| Impact | mail late |\n\n## Impact\n\nMail was late for two hours.\n"
    )
    record = lens.get(text).record
    assert record.impact.text == "Mail was late for two hours."
    assert record.stated.duration == "2 h"
    assert [part.text for part in record.remainder] == ["| Impact | mail late |"]


def test_what_counts_times_from_a_start_is_no_entry() -> None:
    """The line that states it gives the times of the entries, and dashes that Markdown does not know start them."""
    text = "# Queue outage\n\n## Timeline\n\n**T0 = 2024-04-02 17:00 UTC**\n\n- T+0: flushed\n- T+2m: full\n"
    events = lens.get(text).record.timeline
    assert [(e.at, e.what) for e in events] == [("2024-04-02T17:00:00Z", "flushed"), ("2024-04-02T17:02:00Z", "full")]
    dashed = "# Queue outage\n\n## Timeline\n\n"
    dashed += "\u2013 2024-11-11 16:00 UTC \u2192 pushed\n\u2013 2024-11-11 16:05 UTC \u2192 failed\n"
    assert [e.what for e in lens.get(dashed).record.timeline] == ["pushed", "failed"]


def test_a_group_may_say_how_pressing_its_actions_are() -> None:
    """The priority over a list is that of its actions; the day on which one was closed has a column of its own."""
    text = "# Queue outage\n\n## Actions\n\n**P1**\n* Alert on lag\n\n**P2**\n* Canary\n"
    record = lens.get(text).record
    assert [a.priority.written if a.priority else None for a in record.actions] == ["P1", "P2"]
    assert lens.put(text, record) == text
    rows = "# Queue outage\n\n## Actions\n\n| Action | Owner | Closed |\n|---|---|---|\n| Alert | Kim | 2024-06-20 |\n"
    assert [a.closed_on for a in lens.get(rows).record.actions] == ["2024-06-20"]


def test_a_title_may_start_with_the_kind_of_the_document() -> None:
    """``Incident Summary - ...`` is a title and takes no other section its meaning."""
    text = (
        "# Incident Summary - Order service degraded\n\n**What happened**\n\nA hint was bad.\n\n"
        "**How we noticed**\n\nCustomers called.\n"
    )
    record = lens.get(text).record
    assert record.title == "Incident Summary - Order service degraded"
    assert record.summary == "A hint was bad."


def test_facts_parted_by_full_stops_stand_in_one_line() -> None:
    """Each has its own value, and the last one no full stop."""
    line = "Date: 30 Jan 2024. Duration: 4 hours. Severity: high. Owner: Zed."
    text = f"# Crash loop\n\n{line}\n\n## Summary\n\nIt crashed.\n"
    record = lens.get(text).record
    assert (record.report_date, record.stated.duration, record.owner) == ("2024-01-30", "4 hours", "Zed")
    assert record.severity is not None
    assert record.severity.written == "high"


def test_a_start_that_other_days_settle_gives_the_day_and_its_row_the_zone() -> None:
    """``11/03/2024 08:15`` is of March where a due day can be nothing else, and the table says in which zone."""
    text = (
        "# Outage\n\n| Field | Detail |\n|---|---|\n| Severity | S2 |\n| Started | 11/03/2024 08:15 |\n"
        "| Time zone | CET |\n\n## Timeline\n\n* 08:15 - Payments fail\n* 09:40 - Mended\n\n"
        "## To do\n\n* Retry - Ann - 22/03/2024\n"
    )
    record = lens.get(text).record
    assert record.incident.start == "2024-03-11T08:15:00"
    assert [event.at for event in record.timeline] == ["2024-03-11T07:15:00Z", "2024-03-11T08:40:00Z"]
    assert lens.put(text, record) == text


def test_questions_in_bold_are_a_chain_line_by_line() -> None:
    """Each line of a paragraph of whys has its question and its answer, and each answer can be changed by itself."""
    text = "# Outage\n\n## 5 Whys\n\n**Why did it fail?** The key expired.\n**Why had it?** Renewal was by hand.\n"
    record = lens.get(text).record
    (chain,) = record.analysis.whys
    assert [(why.question, why.answer) for why in chain] == [
        ("Why did it fail?", "The key expired."),
        ("Why had it?", "Renewal was by hand."),
    ]
    assert lens.put(text, record) == text
