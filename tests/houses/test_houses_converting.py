"""Converting: what each place shows, what is carried, and what a house asks."""

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from afterword.errors import RefusedEdit
from afterword.houses import lens, library
from afterword.houses.comparing import comparable
from afterword.houses.fields import items_of, main_name
from afterword.houses.house import House
from afterword.houses.reading.times.incident import with_incident_day
from afterword.houses.reading.work import get_in
from afterword.houses.writing.converting import Conversion, convert
from afterword.model.event import Event
from afterword.model.plain import Plain, from_plain, to_plain
from afterword.model.record import Record

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "checkout-outage"


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


def paragraphs(made: Conversion) -> list[str]:
    """The lines of the timeline's section."""
    section = body(made).partition("## Timeline\n")[2].partition("\n## ")[0]
    return [line for line in section.splitlines() if line.strip()]


def test_an_entry_that_a_paragraph_cannot_hold_stands_in_an_item() -> None:
    """One without a time, or with a code block, is a list item among paragraphs; nothing of it is carried."""
    texts = ["Alert", "**Identified**: two of six replicas crash", "Look\n\n```\ndf -h\n\nls\n```", "Done"]
    times = ["2024-02-15T15:00:00Z", None, "2024-02-15T15:05:00Z", "2024-02-15T16:00:00Z"]
    events = tuple(
        Event(at=at, precision="minute", zone_basis="stated", year_basis="stated", what=what)
        if at
        else Event(what=what)
        for at, what in zip(times, texts, strict=True)
    )
    made = convert(
        lens.get(lens.create(Record(title="x", timeline=events), library.load("seal"))), library.load("security")
    )
    lines = paragraphs(made)
    assert lines[:2] == ["**February 15, 2024:**", "10:00 - Alert"]
    assert "- **Identified**: two of six replicas crash" in lines
    assert "- 10:05 - Look" in lines
    assert lines[-1] == "11:00 - Done"
    assert made.carried == ()
    assert [e.what for e in made.reading.record.timeline] == texts


def test_only_the_items_that_no_form_can_hold_are_carried() -> None:
    """A text that stays misread leaves its list alone; the other items stand where they belong, in their order."""
    events = tuple(
        Event(at=f"2024-02-15T10:0{n}:00Z", zone_basis="stated", year_basis="stated", precision="minute", what=what)
        for n, what in enumerate(["One", "<!-- afterword:carried -->", "Three"])
    )
    record = Record(title="x", timeline=events)
    for house in library.names():
        text = lens.create(record, library.load(house))
        visible = lens.get(text).visible["timeline"]
        assert isinstance(visible, list)
        assert len(visible) >= 2, house
        assert [e.what for e in lens.get(text).record.timeline] == [e.what for e in events]


@pytest.mark.parametrize("house", ["seal", "soc", "sre", "security"])
def test_wrapped_lines_are_one_line_in_a_place_of_one_line(house: str) -> None:
    """A soft line break becomes a space, a paragraph stays one, and neither costs the entry its time."""
    text = timeline(
        "2024-02-15 10:00 UTC - The disk\n  filled\n  up",
        "10:05 UTC - First thing.\n\n  Second\n  thing.",
        "10:09 UTC - Z",
    )
    made = converted(text, house)
    assert "The disk filled up" in body(made)
    assert "First thing." in body(made)
    assert "Second thing." in body(made) or "Second\n" in body(made)
    assert "br>Z" not in body(made)
    assert "timeline" not in {carried.field for carried in made.carried}
    assert [e.at for e in made.reading.record.timeline] == [e.at for e in lens.get(text).record.timeline]


def test_a_written_line_break_stays_one() -> None:
    """``<br>`` in a cell is kept in the cell of another house; one in an item is shown, and carried exactly."""
    table = (
        "---\nhouse: seal\n---\n# Post-Mortem: x\n\n## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n"
        "| 2024-02-15 10:00 | ana: down?<br>ben: yes |\n"
    )
    made = converted(table, "soc")
    assert "| ana: down?<br>ben: yes |" in made.text
    assert made.carried == ()
    item = timeline("2024-02-15 10:00 UTC - ana: down?<br>\n  ben: yes", "10:05 UTC - Up")
    made = converted(item, "seal")
    assert "| 2024-02-15 10:00 | ana: down?<br>ben: yes |" in body(made)
    assert made.reading.record.timeline[0].what == lens.get(item).record.timeline[0].what


def test_a_list_stands_in_a_cell_line_by_line() -> None:
    """A list of one level is shown and read back; a deeper one is shortened and carried."""
    made = converted(timeline("2024-02-15 10:00 UTC - Two things:\n  - one\n  - two", "10:05 UTC - Up"), "seal")
    assert "| Two things:<br>- one<br>- two |" in body(made)
    assert made.carried == ()
    made = converted(timeline("2024-02-15 10:00 UTC - A thing:\n  - one\n    - two", "10:05 UTC - Up"), "seal")
    assert [(c.field, c.parts) for c in made.carried] == [("timeline", ("what",))]


def test_paragraphs_stand_below_a_label() -> None:
    """A labelled line that is asked for a text of several paragraphs or a list has it below; it reads back there."""
    cause = "The quota was too small.\n\n- for disks\n- for memory\n\nNobody\nlooked."
    text = f"{timeline('2024-02-15 10:00 UTC - Alert')}\n## Root cause\n\n{cause}\n\n## Impact\n\nOne.\n\nTwo.\n"
    made = converted(text, "sre")
    assert f"Primary Root Cause:\n\n{cause}\n\nProximate Cause:" in made.text
    assert "Impact:\n\nOne.\n\nTwo.\n\nSeverity:" in made.text
    assert "<br>" not in made.text
    assert made.carried == ()
    assert made.reading.record.analysis.root_cause == cause
    assert lens.put(made.text, made.reading.record) == made.text
    other = replace(made.reading.record, analysis=replace(made.reading.record.analysis, root_cause="A small quota."))
    assert lens.get(lens.put(made.text, other)).record.analysis.root_cause == "A small quota."
    back = convert(made.reading, library.load("security"))
    assert not back.notes


def test_a_label_within_a_text_does_not_break_the_labels() -> None:
    """A text with lines that are labels of the house is shortened in its place; the other fields are untouched."""
    text = (
        f"{timeline('2024-02-15 10:00 UTC - Alert')}\n## Impact\n\n**Severity:** Major\n\n**Duration:** 5 hours\n\n"
        "- all of it\n"
    )
    made = converted(text, "sre")
    shown = lens.get(body(made)).record
    assert len(shown.timeline) == 1
    assert shown.impact.text
    assert made.reading.record.impact.text == lens.get(text).record.impact.text


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


@pytest.mark.parametrize("house", library.names())
@pytest.mark.parametrize("bad", ["<!-- afterword:carried -->", "a\n\n## Timeline\n\nb"], ids=["mark", "heading"])
def test_one_odd_item_leaves_its_list_visible(house: str, bad: str) -> None:
    """Of every list whose items stand in a list or a table, the others are shown where they were."""
    text = (EXAMPLES / f"{house}.md").read_text(encoding="utf-8")
    tree = cast("dict[str, Plain]", to_plain(lens.get(text).record))
    shown = lens.get(lens.create(lens.get(text).record, library.load(house))).visible
    for path in (("timeline",), ("actions",), ("went_well",), ("analysis", "contributing_factors"), ("lessons",)):
        count = len(items_of(path, get_in(shown, path)))
        if count < 2 or count != len(items_of(path, get_in(tree, path))):
            continue
        changed = cast("dict[str, Plain]", to_plain(lens.get(text).record))
        cast("list[dict[str, Plain]]", get_in(changed, path))[1][main_name(path)] = bad
        made = lens.get(lens.create(from_plain(Record, changed), library.load(house)))
        assert len(items_of(path, get_in(made.visible, path))) >= count - 1, path
        assert cast("list[dict[str, Plain]]", get_in(made.tree, path))[1][main_name(path)] == bad
