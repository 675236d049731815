"""Bold labels with text behind them: each ends the one before, and what no field takes is kept and said."""

from dataclasses import replace

import pytest

from afterword.houses import lens
from afterword.houses.reading.provenance import origins
from afterword.houses.reading.times.incident import with_incident_day
from afterword.model.record import Record

_TIMELINE = "\n## Timeline\n\n- 2024-05-17 14:02 UTC deploy\n- 2024-05-17 16:40 UTC fixed\n"


def _read(head: str) -> Record:
    text = f"# Search down\n\n{head}{_TIMELINE}"
    record = lens.get(text).record
    assert lens.put(text, record) == text
    return record


def _kept(record: Record) -> str:
    assert any(f.code == "RD409" for f in record.findings)
    return "\n".join(part.text or "" for part in record.remainder)


def test_a_text_behind_a_label_ends_at_the_next_label_that_no_field_takes() -> None:
    """Labels of no field behind a label for a text are no part of that text."""
    record = _read(
        "**Severity:** SEV2\n**Root cause:** Bad deploy.\n**Slack channel:** #inc-9\n**On-call engineer:** Bo Li\n"
    )
    assert record.analysis.root_cause == "Bad deploy."
    assert _kept(record) == "**Slack channel:** #inc-9\n**On-call engineer:** Bo Li"


def test_labels_of_all_kinds_stand_side_by_side() -> None:
    """Facts before and behind labels for texts are read, and a text may have several lines."""
    record = _read(
        "**Severity:** SEV2\n**Root cause:** Bad deploy,\nwhich broke the index.\n**Customers affected:** 1,200\n"
        "**Start time:** 2024-05-17 14:00 UTC\n**End time:** 2024-05-17 16:40 UTC\n**Impact:** Search was empty.\n"
    )
    assert record.analysis.root_cause == "Bad deploy,\nwhich broke the index."
    assert (record.impact.users, record.impact.text) == ("1,200", "Search was empty.")
    assert (record.incident.start, record.incident.end) == ("2024-05-17T14:00:00Z", "2024-05-17T16:40:00Z")


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_label_ends_the_section_that_a_label_opened(between: str) -> None:
    """Where labels open sections, one that names none ends the section before it all the same."""
    labels = (
        "**Root cause:** Bad deploy.",
        "**Slack channel:** #inc-9",
        "**Contributing factors:** No test.",
        "**Start:** 2024-05-17 14:00 UTC",
    )
    record = _read(between.join(labels) + "\n")
    assert record.analysis.root_cause == "Bad deploy."
    assert len(record.analysis.contributing_factors) == 1
    assert record.incident.start == "2024-05-17T14:00:00Z"
    assert "#inc-9" in _kept(record)


def test_labels_within_a_section_stay_in_its_text() -> None:
    """A bold name alone on its line is a heading; the labels below it are what its section says."""
    text = "**Impact**\n\n**Searches:** none answered.\n**Orders:** few.\n"
    record = _read(text)
    assert record.impact.text == "**Searches:** none answered.\n**Orders:** few."


@pytest.mark.parametrize("names", ["Ann Lee (SRE), Bo Li", "Ann Lee (SRE) and Bo Li", "Ann Lee (SRE) & Bo Li"])
def test_reviewers_stand_behind_their_label(names: str) -> None:
    """Each name is a reviewer by itself, and can be changed without the others."""
    text = f"# Search down\n\n**Severity:** SEV2\n**Reviewers:** {names}\n{_TIMELINE}"
    record = lens.get(text).record
    assert [reviewer.name for reviewer in record.reviewers] == ["Ann Lee (SRE)", "Bo Li"]
    assert lens.put(text, record) == text
    first, second = record.reviewers
    renamed = lens.put(text, replace(record, reviewers=(first, replace(second, name="Cy Moe"))))
    assert [reviewer.name for reviewer in lens.get(renamed).record.reviewers] == ["Ann Lee (SRE)", "Cy Moe"]


@pytest.mark.parametrize(("begin", "end"), [("Beginn", "Ende"), ("Start", "End"), ("Inicio", "Fin")])
def test_clock_times_alone_are_of_the_day_that_stands_elsewhere(begin: str, end: str) -> None:
    """Start and end in words of several languages, on the day of another label, over midnight too."""
    text = f"# Suche leer\n\n**Datum:** 2024-05-17\n**{begin}:** 23:40\n**{end}:** 00:20\n"
    text += "\n## Timeline\n\n- 23:41 UTC Deploy\n- 00:15 UTC mended\n"
    incident = with_incident_day(lens.get(text).record).incident
    assert (incident.start, incident.end) == ("2024-05-17T23:40:00Z", "2024-05-18T00:20:00Z")


def test_each_of_several_labels_in_a_line_is_named() -> None:
    """What a field was known by is the label before it, not the first of its line."""
    text = f"# Search down\n\n*Date*: 2024-05-17; *Severity*: SEV3; *IC*: Ann\n{_TIMELINE}"
    known = {origin.path: origin.name for origin in origins(lens.get(text))}
    assert known["report_date"] == "Date"
    assert (known["severity"], known["incident_commander"]) == ("Severity", "IC")


def test_headings_that_only_name_a_phase_have_it() -> None:
    """The name of a phase alone is an entry of that phase, unless the words of another one say so."""
    entries = [("04:50", "Start"), ("04:55", "Detection"), ("05:10", "Mitigation"), ("05:30", "Resolved")]
    headed = "".join(f"### 2024-05-17 {at} – {name}\n\nSomebody wrote of it.\n\n" for at, name in entries)
    record = lens.get(f"# Search down\n\n## Timeline\n\n{headed}").record
    assert [event.phase for event in record.timeline] == ["began", "detected", "mitigated", "resolved"]
    more = f"{headed}### 2024-05-17 05:20 – Searches mitigated by hand\n\nThey were.\n"
    phases = {e.what: e.phase for e in lens.get(f"# Search down\n\n## Timeline\n\n{more}").record.timeline}
    assert (phases["Mitigation"], phases["Searches mitigated by hand"]) == (None, "mitigated")
