"""The day of the incident, in documents that have no place for it."""

import pytest

from afterword.houses import lens
from afterword.houses.reading.times.incident import with_incident_day

TIMELINE = "\n## Timeline (UTC)\n\n- 2023-05-04 22:05 Orders fail.\n- 2023-05-05 00:20 All is well.\n"
# What holds, document, file name, the day, and where it is taken from.
CASES = [
    ("the first event", "# Checkout down\n" + TIMELINE, "", "2023-05-04", "first event"),
    ("the title, where an event is of its day", "# 2023-05-05 Checkout down\n" + TIMELINE, "", "2023-05-05", "title"),
    ("not a title of another day", "# 2023-05-09 Checkout down\n" + TIMELINE, "", "2023-05-04", "first event"),
    ("not the report's date", "---\ndate: 2023-05-05\n---\n# Checkout down\n" + TIMELINE, "", "2023-05-04", "event"),
    (
        "not a day behind the report's, on which something is due",
        "# Crash loop\n\nDate: 30 Jan 2024\n\n## Summary\n\nA value was null; check it by Feb 9, 2024.\n",
        "",
        "2024-01-30",
        "document's own date",
    ),
    (
        "the day on the clocks there",
        "# Checkout down\n\n## Timeline (PDT)\n\n- 2023-05-04 22:05 Orders fail.\n",
        "",
        "2023-05-04",
        "event",
    ),
    (
        "the day of the month that alone is stated",
        "# Checkout down\n\n**Incident date:** May 2023\n" + TIMELINE,
        "",
        "2023-05-04",
        "first event",
    ),
    (
        "the window that the summary states, not the lead-up",
        (
            "# Checkout down\n\n## Summary\n\nOn 4 May 2023 between 10:05 and 10:20 UTC nobody could pay.\n\n"
            "## Timeline (UTC)\n\n- 2023-05-01 09:00 A change is merged.\n- 2023-05-04 10:05 Orders fail.\n"
        ),
        "",
        "2023-05-04",
        "summary",
    ),
    (
        "the first of the days that the summary states, of which the title's is the last",
        "# Checkout down - May 5, 2023\n\n## Summary\n\nOn May 4-5, 2023, nobody could pay.\n" + TIMELINE,
        "",
        "2023-05-04",
        "summary",
    ),
    (
        "the first event with a time, not a day of lead-up",
        "# Checkout down\n\n## Timeline\n\n- 2023-05-01: A change is merged.\n- 2023-05-04 10:05 UTC: Orders fail.\n",
        "",
        "2023-05-04",
        "event",
    ),
    (
        "the document's own date, where all events have its day in a year long before",
        "---\ndate: 2019-08-15\n---\n# Build broken\n\n## Timeline\n\n2015-08-15\n\n- 17:50: Seen.\n- 19:30: Mended.\n",
        "",
        "2019-08-15",
        "own date",
    ),
    (
        "the document's own date, where a lone event is years away",
        "---\ndate: 2019-10-21\n---\n# Build broken\n\n## Timeline\n\n- 2015-03-02 17:50: Something.\n",
        "",
        "2019-10-21",
        "own date",
    ),
    (
        "no day of the latest news in the title",
        "---\ntitle: Login down, as of 27.08.2022 10:00\ndate: 2022-08-25\n---\n\nText.\n",
        "",
        "2022-08-25",
        "own date",
    ),
    ("the title, where there is no timeline", "# 2023-05-04 Checkout down\n\nText.\n", "", "2023-05-04", "title"),
    (
        "a sentence with a time, not the publication",
        "# Checkout down\n\n## Summary\n\nPublished on 10 May 2023. At 10:05 UTC on May 4th, 2023 orders failed.\n",
        "",
        "2023-05-04",
        "summary",
    ),
    (
        "a sentence without a year, and the year of the front matter",
        "---\ndate: 2023-05-09\n---\n# Checkout down\n\n## Summary\n\nAt 10:05 UTC on Thursday 4th May, it broke.\n",
        "",
        "2023-05-04",
        "summary",
    ),
    (
        "a sentence without a year, and the year of another day there",
        "# Checkout down\n\n## Summary\n\nFrom May 4, 10:05 UTC to May 6, 2023 nobody could pay.\n",
        "",
        "2023-05-04",
        "summary",
    ),
    (
        "a sentence without a year, and the year of the file's name",
        "# Checkout down\n\n## Summary\n\nOn 4th May orders failed.\n",
        "2023-05-09-checkout.md",
        "2023-05-04",
        "summary",
    ),
    ("the document's own date at last", "---\ndate: 2023-05-09\n---\n# Checkout down\n", "", "2023-05-09", "own date"),
    ("the file's name at last", "# Checkout down\n", "20230504-checkout.md", "2023-05-04", "file's name"),
]


@pytest.mark.parametrize(
    ("document", "name", "day", "place"), [pytest.param(*case[1:], id=case[0].replace(" ", "-")) for case in CASES]
)
def test_the_day_is_taken_from_the_surest_place(document: str, name: str, day: str, place: str) -> None:
    """The day is there, and a finding says where it comes from."""
    record = with_incident_day(lens.get(document).record, name)
    finding = next(f for f in record.findings if f.code == "RD421")
    assert record.incident.start == day
    assert place in finding.message


def test_a_day_that_is_stated_stays() -> None:
    """Nothing is derived where the document says it."""
    record = lens.get("---\nincident_date: 2023-05-04\n---\n# 2023-05-09 Checkout down\n" + TIMELINE).record
    assert with_incident_day(record, "2023-01-01-x.md") == record


def test_a_month_in_which_nothing_lies_stays() -> None:
    """A day of another month does not stand in for a month that the document states."""
    record = lens.get("# Checkout down\n\n**Incident date:** April 2023\n" + TIMELINE).record
    assert with_incident_day(record).incident.start == "April 2023"


def test_no_day_is_invented() -> None:
    """A document without any day has none."""
    record = lens.get("# Checkout down\n\n## Timeline\n\n- 10:05 Orders fail.\n").record
    assert with_incident_day(record, "checkout.md") == record


def test_entries_have_their_day_from_the_files_name_at_last() -> None:
    """Clocks alone are of that day and pass midnight; a day without year is of that year; both say so."""
    document = "# Checkout down\n\n## Timeline (UTC)\n\n- 22:05 Orders fail.\n- 00:20 All is well.\n"
    record = with_incident_day(lens.get(document).record, "2023-05-04-checkout.md")
    assert [event.at for event in record.timeline] == ["2023-05-04T22:05:00Z", "2023-05-05T00:20:00Z"]
    assert {event.year_basis for event in record.timeline} == {"inferred"}
    assert all("file's name" in (event.basis_reason or "") for event in record.timeline)
    record = with_incident_day(lens.get(document.replace("- 22", "- May 4 22")).record, "20230509.md")
    assert [event.at for event in record.timeline] == ["2023-05-04T22:05:00Z", "2023-05-05T00:20:00Z"]


def test_entries_of_a_stated_day_keep_it() -> None:
    """The file's name counts for nothing where the text says the day."""
    record = lens.get("# Checkout down\n" + TIMELINE).record
    assert with_incident_day(record, "2020-01-01.md").timeline == record.timeline


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("May 29, 2021 \u2013 May 30, 2021", "2021-05-29", "2021-05-30"),
        ("May 29 - June 1, 2021", "2021-05-29", "2021-06-01"),
        ("2021-05-29 to 2021-05-30", "2021-05-29", "2021-05-30"),
        ("Saturday, 29 May 2021 (see below)", "2021-05-29", None),
        ("2021-05-29", "2021-05-29", None),
    ],
)
def test_a_stated_window_has_its_days(written: str, start: str, end: str | None) -> None:
    """What a label states in words is given as days."""
    record = with_incident_day(lens.get(f"# Checkout down\n\n**Incident date:** {written}\n\nText.\n").record)
    assert (record.incident.start, record.incident.end) == (start, end)


def test_a_day_in_figures_under_a_label_is_settled_by_the_others() -> None:
    """Where another day of the document shows which number is the day, a label's is read; else it stays as written."""
    document = "# Checkout down\n\n**Date**: 03/10/2021\n\n## Summary\n\nIt broke on 29/09/2021.\n"
    assert lens.get(document).record.report_date == "2021-10-03"
    assert lens.get(document.replace(" on 29/09/2021", "")).record.report_date == "03/10/2021"
    assert lens.put(document, lens.get(document).record) == document


def test_the_newest_entry_may_stand_first_where_the_files_name_has_the_day() -> None:
    """Clocks that go back from entry to entry are of one day, and one that goes ahead is of the day before."""
    clocks = ["15:00 (Sat)", "20:30", "18:00", "15:30", "15:00", "14:30"]
    rows = "".join(f"- {clock} Something.\n" for clock in clocks)
    record = with_incident_day(lens.get(f"# Down\n\n## Timeline (UTC)\n\n{rows}").record, "2023-01-13-down.md")
    days = [(event.at or "")[:10] for event in record.timeline]
    assert days == ["2023-01-14", *["2023-01-13"] * 5]


def test_a_start_in_code_is_a_moment() -> None:
    """The marks of code around it are no part of it."""
    table = "| | |\n|---|---|\n| started | `2020-11-21 12:50 CET` |\n| closed | `2020-11-21 13:40 CET` |\n"
    incident = lens.get(f"# Cache gone\n\n## TL;DR\n\n{table}\nIt was down.\n").record.incident
    assert (incident.start, incident.end) == ("2020-11-21T11:50:00Z", "2020-11-21T12:40:00Z")


@pytest.mark.parametrize(
    ("start", "end", "author"),
    [
        ("발생일시", "복구일시", "작성자"),
        ("发生时间", "恢复时间", "作者"),
        ("Date de début", "Date de fin", "Auteur"),
        ("Fecha de inicio", "Fecha de fin", "Autor"),
        ("Дата начала", "Дата окончания", "Автор"),
        ("Begin", "Einde", "Auteur"),
    ],
)
def test_facts_are_known_by_labels_of_other_languages(start: str, end: str, author: str) -> None:
    """A list at the top tells when it began and ended, and who wrote of it."""
    facts = f"- {start}: 2024-05-07 10:00 UTC\n- {end}: 2024-05-07 10:40 UTC\n- {author}: Ann Berg\n"
    record = lens.get(f"# Cache gone\n\n{facts}\n## Summary\n\nIt was down.\n").record
    assert (record.incident.start, record.incident.end) == ("2024-05-07T10:00:00Z", "2024-05-07T10:40:00Z")
    assert [*record.authors] == ["Ann Berg"]
