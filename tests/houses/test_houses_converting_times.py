"""Converting: times, zones, days, and phases in another house."""

import pytest

from afterword.houses import lens, library
from afterword.houses.reading.times.incident import with_incident_day
from afterword.houses.template import asked_for
from afterword.houses.writing.converting import Conversion, convert
from afterword.model.record import Window


def converted(text: str, house: str) -> Conversion:
    """A document in another house."""
    return convert(lens.get(text), library.load(house))


def body(made: Conversion) -> str:
    """The document without its carried block."""
    return made.text.partition("<!-- afterword:carried -->")[0]


def timeline(*entries: str) -> str:
    """A document of no known house with these entries."""
    lines = "\n".join(f"- {entry}" for entry in entries)
    return f"# Search down\n\n## Summary\n\nIt broke.\n\n## Timeline\n\n{lines}\n"


@pytest.mark.parametrize(
    ("entry", "written"),
    [
        ("2020-08-28 20:52 IST: report", "2020-08-28 20:52 IST"),
        ("2020-08-28 20:52: report", "2020-08-28 20:52 (zone unknown)"),
        ("Dec 15 10:00: report", "December 15 10:00 (zone unknown)"),
        ("2024-02-15 10:00 UTC: report", "2024-02-15 10:00"),
        ("2024-02-15 10:00 PST: report", "2024-02-15 18:00"),
    ],
)
def test_times_are_written_in_the_zone_of_the_house(entry: str, written: str) -> None:
    """A known instant in the house's zone; what is not known is said, and not guessed."""
    made = converted(timeline(entry), "seal")
    assert f"| {written} | report |" in made.text
    assert "timeline" not in {carried.field for carried in made.carried}


def test_a_sentence_about_the_old_zone_is_not_shown() -> None:
    """It would be false in a house of another zone; the times are converted."""
    text = timeline("2024-02-15 10:00 - Alert").replace("## Summary", "Made by ana.\n\nAll times PDT.\n\n## Summary")
    made = converted(text, "security")
    assert "Made by ana." in body(made)
    assert "PDT" not in body(made)
    assert made.reading.record.timeline[0].at == lens.get(text).record.timeline[0].at


@pytest.mark.parametrize("sentence", ["All times Europe/Berlin.", "*All times are in local time (Europe/Berlin)*"])
@pytest.mark.parametrize("entry", ["### {}\n\nA fell", "- {} A fell", "{} A fell", "**{}** A fell"])
def test_the_zone_of_old_times_is_carried_by_no_form_of_entry(entry: str, sentence: str) -> None:
    """Entries under headings, in lists, and in lines are converted alike; the sentence about them is dropped."""
    made = converted(f"# Down\n\n## Timeline\n\n{sentence}\n\n{entry.format('2024-07-09 04:40')}\n", "sre")
    assert made.reading.record.timeline[0].at == "2024-07-09T02:40:00Z"
    assert "Berlin" not in made.text


@pytest.mark.parametrize(
    ("house", "written"), [("seal", "14:05 PST"), ("cloud", "14:05 PST"), ("security", "14:05 PST")]
)
def test_a_zone_without_a_day_is_kept(house: str, written: str) -> None:
    """Times of a stated zone and of no known day are written with it, and read back with it."""
    text = "# Down\n\n## Summary\n\nIt broke.\n\n## Timeline\n\nAll times PST.\n\n- 14:05 - A\n- 14:10 - B\n"
    made = converted(text, house)
    assert written in body(made)
    assert made.carried == ()
    assert [(e.written, e.zone) for e in made.reading.record.timeline] == [(written, "PST"), ("14:10 PST", "PST")]


def test_a_clock_of_no_zone_stays_without_one() -> None:
    """A house of one zone says that it is not known; the next house says nothing."""
    text = "# Down\n\n## Summary\n\nIt broke.\n\n## Timeline\n\n- 14:05 - A\n- 14:10 - B\n"
    made = converted(text, "seal")
    assert "| 14:05 (zone unknown) | A |" in made.text
    assert made.carried == ()
    assert "(zone unknown)" not in convert(made.reading, library.load("cloud")).text


def test_the_day_of_the_incident_survives_another_zone() -> None:
    """Where the day of the clocks is another in the house's zone, the zone is carried; convert and back keeps both."""
    text = timeline("2024-02-15 20:52 PST - Alert", "2024-02-15 21:10 PST - Look", "2024-02-15 22:10 PST - Up")
    first = with_incident_day(lens.get(text).record)
    assert first.incident.start == "2024-02-15"
    for house in library.names():
        made = converted(text, house)
        assert with_incident_day(made.reading.record).incident == first.incident, house
        again = convert(made.reading, library.load("seal"))
        assert with_incident_day(again.reading.record).incident == first.incident, house


def test_a_phase_that_only_words_gave_stays_a_matter_of_words() -> None:
    """The result does not make certain what reading doubted."""
    text = timeline("2024-02-15 10:00 - Problem detected", "10:30 - Resolved")
    assert lens.get(text).derived_phases
    made = converted(text, "soc")
    assert "phase:" not in made.text
    assert [e.phase for e in made.reading.record.timeline] == [e.phase for e in lens.get(text).record.timeline]


def test_phases_survive_what_a_cell_cannot_show() -> None:
    """Phases are those of the record, not of the short form that a house shows: lists and wraps change none."""
    text = timeline(
        "2024-02-15 10:00 - Steps:\n  - look\n    - the engineer notices the outage, detected by alert",
        "10:30 - All is\n  resolved",
    )
    first = [e.phase for e in lens.get(text).record.timeline]
    assert first == [None, "resolved"]
    for house in library.names():
        made = converted(text, house)
        assert [e.phase for e in made.reading.record.timeline] == first, house


@pytest.mark.parametrize("house", library.names())
def test_the_inferred_day_is_shown_where_the_house_asks_it(house: str) -> None:
    """The incident's day that the entries imply stands in its place, and reads back as not stated."""
    text = "# Search down\n\n## Timeline\n\n- 2026-02-03 09:10 UTC: it breaks\n- 2026-02-03 09:22 UTC: it works\n"
    reading = lens.get(text)
    made = convert(reading, library.load(house))
    assert made.reading.record.incident == reading.record.incident == Window()
    asks = ("incident", "start") in asked_for(library.load(house))
    assert ("incident.start:\n  exact: null\n  short: 2026-02-03\n" in made.text) == asks
    assert ("2026-02-03" in body(made).partition("09:10")[0]) or not asks
    assert not any(q.field == "incident.start" for q in made.questions)
    assert not any("incident" in str(field) for field in made.carried)
    again = convert(lens.get(made.text), library.load(house))
    assert again.text == made.text
