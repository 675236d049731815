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
    """It fits no field, so it stays in the block as it is, with a finding and no effect on the record."""
    text = f"# T\n\n## Summary\n\nx\n\n<!-- afterword:carried -->\n```yaml\n{block}\n```\n<!-- /afterword:carried -->\n"
    reading = lens.get(text)
    assert [f.code for f in reading.findings] == ["RD302"]
    bare = lens.get(text.partition("<!-- afterword:carried -->")[0])
    assert comparable(reading.tree) == comparable(bare.tree)
    assert lens.put(text, reading.record) == text
    made = lens.put(text, replace(reading.record, title="Another"))
    assert lens.get(made).carried.values == reading.carried.values


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


@pytest.mark.parametrize("name", library.names())
def test_a_second_conversion_changes_nothing(name: str) -> None:
    """What is in the house's form already stays as it is, to the byte."""
    made = converted(timeline("2024-02-15 10:00 PST - Alert", "10:30 - Back") + "\n## Thanks\n\nBo.\n", name)
    assert convert(made.reading, library.load(name)).text == made.text


@pytest.mark.parametrize(
    ("title", "house", "heading"),
    [
        ("Post-Mortem: Search down", "seal", "# Post-Mortem: Search down\n"),
        ("Postmortem: Search down", "sre", "**INCIDENT POSTMORTEM: Search down**\n"),
        ("Search: down again", "seal", "# Post-Mortem: Search: down again\n"),
        ("Retrospective: search down", "soc", "# Retrospective: search down\n"),
    ],
)
def test_a_title_does_not_repeat_the_heading(title: str, house: str, heading: str) -> None:
    """Words that the house's heading says already are not said twice; the title reads back whole."""
    made = converted(timeline("2024-02-15 10:00 - Alert").replace("# Search down", f"# {title}"), house)
    assert heading in made.text
    assert made.reading.record.title == title


def test_notes_of_one_heading_stand_under_one() -> None:
    """Texts that no field takes and that stand one behind the other in a section share its heading."""
    text = (
        timeline("2024-02-15 10:00 UTC - Alert").replace("- 2024", "![before](a.png)\n\n- 2024") + "\n![graph](b.png)\n"
    )
    made = converted(text, "seal")
    assert made.text.count("## Further notes") <= 1
