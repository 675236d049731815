"""What is said of where a day was taken from names the place where it stands."""

import pytest

from afterword.houses import lens
from afterword.houses.reading.times.incident import with_incident_day
from afterword.model.record import Record

_TIMELINE = "\n## Timeline\n\n- 14:02 UTC deploy\n- 16:40 UTC fixed\n"


def _read(text: str) -> Record:
    return with_incident_day(lens.get(text).record)


def _said(record: Record, code: str) -> str:
    return next(f.message for f in record.findings if f.code == code)


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("# Störungsbericht: Suche leer\n\n**Datum:** 2024-05-17\n", "the label 'Datum'"),
        ("# Search empty\n\nDate: 2024-05-17\nSeverity: SEV2\n", "the label 'Date'"),
        ("# Search empty\n\n*Date*: 2024-05-17; *Severity*: SEV3\n", "the label 'Date'"),
        ("# Search empty on 2024-05-17\n\nSeverity: SEV2\n", "the title"),
        ("# Search empty\n\nOn 2024-05-17, nobody found anything.\n", "the summary"),
    ],
)
def test_the_reason_names_where_the_day_stands(head: str, place: str) -> None:
    """Entries and the incident have the day from one place; a title without a day is none."""
    record = _read(head + _TIMELINE)
    assert record.incident.start == "2024-05-17"
    assert _said(record, "RD411").endswith(f"the day stands in {place}.")
    assert _said(record, "RD421").endswith(f"is taken from {place}.")


def test_the_documents_date_comes_before_a_section_that_repeats_it() -> None:
    """A text with the same day and a clock time is not named where a label states the day."""
    text = "# Search empty\n\n**Date:** 2024-05-17\n\n## Detection\n\nOn 2024-05-17 at 14:10 UTC the alert fired.\n"
    assert "from the document's own date." in _said(_read(text + _TIMELINE), "RD421")


def test_the_day_is_the_first_postmortems() -> None:
    """A second postmortem in the document says nothing about when the first incident was."""
    twin = "\n## Summary\n\nIt was {}.\n\n## Timeline\n\n- {}\n\n## Impact\n\nMany people waited.\n\n"
    text = "# Postmortem: Gate outage\n\n**Date:** 2024-05-10\n" + twin.format("shut", "at once the gates shut")
    text += "# Postmortem: Fare engine, 2024-05-17\n" + twin.format("wrong", "14:02 UTC deploy")
    record = _read(text)
    assert any(f.code == "RD415" for f in record.findings)
    assert record.incident.start == "2024-05-10"
