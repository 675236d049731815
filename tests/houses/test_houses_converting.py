"""Converting: what each place shows, what is carried, and what a house asks."""

from dataclasses import replace

import pytest

from afterword.errors import RefusedEdit
from afterword.houses import lens, library
from afterword.houses.comparing import comparable
from afterword.houses.house import House
from afterword.houses.writing.converting import Conversion, convert
from afterword.model.event import Event
from afterword.model.record import Record


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


def test_lists_of_texts_are_shown() -> None:
    """Texts of a list stand in the house's list, not in the block."""
    text = "---\nhouse: seal\n---\n# Post-Mortem: x\n\n## Meeting Notes\n\nDiscussion points:\n\n- One\n- Two\n"
    made = converted(text, "sre")
    assert "Discussion:\n\n- One\n- Two\n" in made.text
    assert made.carried == ()


def test_several_chains_of_whys_are_shown() -> None:
    """A chain starts where its mark stands, in every form of the section."""
    text = (
        "---\nhouse: sre\n---\n\n**INCIDENT POSTMORTEM: x**\n\n**ROOT CAUSE ANALYSIS**\n\n5 Whys Analysis:\n\n"
        "Why 1: Why one?\nAnswer: a\n\nWhy 2: Why two? <!-- chain -->\nAnswer: b\n"
    )
    first = lens.get(text).record.analysis.whys
    assert [len(chain) for chain in first] == [1, 1]
    for house in ("security", "seal", "sre"):
        made = converted(text, house)
        assert made.carried == ()
        assert made.reading.record.analysis.whys == first


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


def test_only_the_entry_that_a_cell_cannot_hold_is_shortened() -> None:
    """A code block is shown on one line in its cell and carried exactly; its neighbours stay as they are."""
    text = timeline("2024-02-15 10:00 - First **alert**", "10:05 - Look\n\n  ```\n  df -h\n  ```", "10:09 - `rm` helps")
    made = converted(text, "seal")
    assert "| First **alert** |" in made.text
    assert "| 10:05 (zone unknown) | Look df -h |" in made.text
    assert "| `rm` helps |" in made.text
    assert [(c.field, c.items, c.parts) for c in made.carried] == [("timeline", 1, ("what",))]
    assert made.reading.record.timeline[1].what == "Look\n\n```\ndf -h\n```"


def test_a_section_of_the_old_house_does_not_become_one_of_the_new() -> None:
    """What a section had beside its field stands under a heading that the house does not take for its own."""
    text = timeline("2024-02-15 10:00 - Alert") + "\n## Lessons\n\n- x\n\n## Action Items (old)\n\n> quoted\n"
    made = converted(text, "soc")
    assert len(made.reading.record.actions) == len(lens.get(text).record.actions)
    assert "quoted" in made.text


def test_optional_sections_are_written_where_they_say_something() -> None:
    """An empty one is neither written nor asked for; a filled one is."""
    made = converted(timeline("2024-02-15 10:00 - Alert"), "sre")
    assert "CUSTOMER COMMUNICATION" not in made.text
    assert "Other Actions" not in made.text
    assert not any(q.field == "customer_communication" for q in made.questions)
    record = replace(lens.get(timeline("2024-02-15 10:00 - Alert")).record, customer_communication="We are sorry.")
    told = lens.get(lens.create(record, library.load("soc")))
    assert "**CUSTOMER COMMUNICATION**\n\nWe are sorry." in convert(told, library.load("sre")).text


def test_a_unit_goes_with_its_value() -> None:
    """Words behind a value are left out with it: no "priority" without one."""
    text = timeline("2024-02-15 10:00 - Alert") + "\n## Action items\n\n- [x] Add a quota\n"
    made = converted(text, "cloud")
    assert "* Add a quota, done\n" in made.text


def test_questions_name_phases_and_labels() -> None:
    """What the house asks and the document does not answer, by section."""
    made = converted(timeline("2024-02-15 10:00 - Alert <!-- phase: detected -->"), "seal")
    asked = {(q.section, q.asks) for q in made.questions}
    assert ("Timeline", "Incident began") in asked
    assert ("Timeline", "Detected") not in asked
    assert ("Financial", "Funds at risk") in asked
    assert ("Summary", None) not in asked


def test_a_phase_that_only_words_gave_stays_a_matter_of_words() -> None:
    """The result does not make certain what reading doubted."""
    text = timeline("2024-02-15 10:00 - Problem detected", "10:30 - Resolved")
    assert lens.get(text).derived_phases
    made = converted(text, "soc")
    assert "phase:" not in made.text
    assert [e.phase for e in made.reading.record.timeline] == [e.phase for e in lens.get(text).record.timeline]


def test_what_the_front_matter_says_beside_the_record_is_kept() -> None:
    """Keys that are no field stay keys; one that would be a field in the new house, and broken YAML, are carried."""
    text = "---\nlayout: post\ntoc_depth: 2\nnote: [a, b]\n---\n" + timeline("2024-02-15 10:00 - Alert")
    made = converted(text, "seal")
    assert made.text.startswith("---\nlayout: post\n")
    assert "note: [a, b]\n" in made.text
    broken = converted("---\nlayout: [\n---\n" + timeline("2024-02-15 10:00 - Alert"), "seal")
    assert broken.reading.carried.values["(front matter)"] == "layout: ["
    again = convert(broken.reading, library.load("soc"))
    assert again.reading.carried.values["(front matter)"] == "layout: ["


def test_carried_values_that_no_field_takes_go_along() -> None:
    """What stays in the block because its name is wrong is still there after converting."""
    block = "\n<!-- afterword:carried -->\n```yaml\nnonsense: kept\n```\n<!-- /afterword:carried -->\n"
    made = converted(timeline("2024-02-15 10:00 - Alert") + block, "seal")
    assert "nonsense: kept" in made.text


@pytest.mark.parametrize(
    "block",
    [
        "actions: [text]",
        "analysis.whys: [a]",
        "analysis.whys: [[a]]",
        "timeline: 3",
        "severity: [x]",
        "impact: x",
        "remainder: [null]",
        'lucky: {"(more)": [{a: b}]}',
        'actions: {"(more)": 5}',
        "timeline: [{phase: [1]}]",
        "metrics: {duration: 3}",
        "tags: [{a: b}]",
    ],
)
def test_a_carried_value_of_the_wrong_form_is_a_finding(block: str) -> None:
    """It fits no field, so it stays in the block, with a finding or behind the visible text; nothing fails."""
    text = f"# T\n\n## Summary\n\nx\n\n<!-- afterword:carried -->\n```yaml\n{block}\n```\n<!-- /afterword:carried -->\n"
    reading = lens.get(text)
    assert {f.code for f in reading.findings} & {"RD302", "RD303"} or reading.record.actions == ()
    assert lens.put(text, reading.record) == text
    made = lens.put(text, replace(reading.record, title="Another"))
    assert block.split(":", 1)[0] in made


def test_a_document_in_an_older_shape_of_its_house_loses_nothing() -> None:
    """Sections that the house has no longer are kept and found; set and convert keep them as well."""
    text = lens.create(Record(title="x", summary="s"), library.load("seal"), guidance=False)
    older = text.replace("## Links", "## Vendor Communication\n\nCalled at noon.\n\n## Links").replace(
        "## Where We Got Lucky\n\n-\n\n", ""
    )
    reading = lens.get(older)
    assert reading.house.name == "seal"
    assert [note.heading for note in reading.record.remainder] == ["Vendor Communication"]
    assert "RD409" in {f.code for f in reading.findings}
    assert lens.put(older, reading.record) == older
    changed = lens.put(older, replace(reading.record, summary="t"))
    assert changed == older.replace("\ns\n", "\nt\n")
    made = convert(reading, library.load("seal"))
    assert "## Vendor Communication\n\nCalled at noon." in made.text
    assert "## Where We Got Lucky" in made.text
    assert comparable(made.reading.tree) == comparable(reading.tree)


def test_a_house_that_changed_keeps_its_documents() -> None:
    """A document of a team's house, read by a newer one: a renamed column and a dropped section are kept."""
    old = house(
        "## Log\n\n| Time (UTC) | What | Who |\n|---|---|---|\n| {{ timeline.at }} | {{ timeline.what }} "
        "| {{ timeline.who }} |\n\n## Cost\n\n{{ impact.revenue }}\n"
    )
    new = house("## Log\n\n| Time (UTC) | What |\n|---|---|\n| {{ timeline.at }} | {{ timeline.what }} |\n")
    event = Event(
        at="2024-02-15T10:00:00Z", what="Alert", who="ana", precision="minute", zone_basis="stated", year_basis="stated"
    )
    record = Record(title="x", summary="s", timeline=(event,))
    record = replace(record, impact=replace(record.impact, revenue="USD 5"))
    text = lens.create(record, old)
    reading = lens.get(text, new)
    assert lens.put(text, reading.record, new) == text
    made = convert(reading, new)
    assert "USD 5" in made.text
    assert "ana" in made.text
    assert comparable(made.reading.tree) == comparable(reading.tree)


def house(sections: str) -> House:
    """A team's house with these sections."""
    head = (
        "---\nhouse: ours\nsummary: Ours\ntime: {zone: UTC, clock: 24h, zone_in: header, day_heading: null}\n---\n"
        "# {{ title }}\n\n## In short\n\n{{ summary }}\n\n"
    )
    return library.compile_house(head + sections, "ours.md")


def test_a_house_that_cannot_be_recognised_is_named() -> None:
    """The front matter names the house where the shape of the result would not show it."""
    made = convert(lens.get("# x\n\ntext\n"), library.load("security"))
    assert made.reading.house.name == "security"


def test_a_document_that_ends_within_a_code_block_can_carry() -> None:
    """The block is closed before what is carried, which changes nothing of what it shows."""
    text = "# x\n\n## Summary\n\ns\n\n## Notes\n\n```\ncode\n"
    made = lens.put(text, replace(lens.get(text).record, backlog="Two items.", lucky=("One",)))
    assert lens.get(made).record.backlog == "Two items."
    assert made.startswith(text)


def test_what_cannot_be_written_is_refused() -> None:
    """A record that no attempt brings back equal is refused; nothing is invented to make it fit."""
    record = Record(title="x", timeline=(Event(at="nonsense", what="y"),))
    try:
        text = lens.create(record, library.load("seal"))
    except RefusedEdit:
        return
    assert lens.states(lens.get(text), record)


def test_a_bold_line_in_a_house_of_bold_headings_stays_text() -> None:
    """It loses its marks in its place, the text around it stays whole, and exact it is carried."""
    text = timeline("2024-02-15 10:00 - Alert").replace("It broke.", "It broke.\n\n**It was severe.**\n\nIt is mended.")
    made = converted(text, "sre")
    assert "It broke.\n\nIt was severe.\n\nIt is mended.\n" in body(made)
    assert [(c.field, c.shown) for c in made.carried] == [("summary", "shorter")]
    assert made.reading.record.summary == "It broke.\n\n**It was severe.**\n\nIt is mended."


@pytest.mark.parametrize("name", library.names())
def test_a_second_conversion_changes_nothing(name: str) -> None:
    """What is in the house's form already stays as it is, to the byte."""
    made = converted(timeline("2024-02-15 10:00 PST - Alert", "10:30 - Back") + "\n## Thanks\n\nBo.\n", name)
    assert convert(made.reading, library.load(name)).text == made.text
