"""What a house takes of an example's zones, tables, lists, and headings; what it cannot keep is said with its line."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from afterword.cli.main import main
from afterword.houses import lens
from afterword.houses.making.checking import check
from afterword.houses.making.inferring import Inferred, infer
from afterword.houses.reading.getting import get

FILLED = "# Incident review: Search down on 2024-02-15\n\n## Summary\n\nSearch was down.\n\n## Timeline\n\n"
TEMPLATE = "# Incident review: [TITLE]\n\n## Summary\n\n[Describe what happened]\n\n## Timeline\n\n"
ACTIONS = "\n## Action items\n\n| Action | Owner | Due |\n|---|---|---|\n"
LISTED = "- 10:00 Alert fired\n- 10:20 Fixed\n"
LISTED_FIELDS = (
    "- {{ actions.id }}: {{ actions.what }}, {{ actions.owner }}, {{ actions.due }}, {{ actions.priority }} priority, "
    "{{ actions.status }}, {{ actions.tracker }}"
)
ROWS = "|---|---|\n| 10:00 | Alert fired |\n| 10:20 | Fixed |\n"


def filled(timeline: str, rest: str = f"{ACTIONS}| Watch disks | Ann | 2024-03-01 |\n") -> Inferred:
    """The house of a filled-in postmortem with this timeline; it is valid and reads what is read without it."""
    text = FILLED + timeline + rest
    made = infer(text, "made")
    assert not made.is_template
    assert check(made.text, "made").faults == ()
    before, after = get(text).record, get(text, made.house).record
    assert [(e.at, e.what) for e in after.timeline] == [(e.at, e.what) for e in before.timeline]
    assert [(a.what, a.owner) for a in after.actions] == [(a.what, a.owner) for a in before.actions]
    return made


def template(timeline: str, rest: str = f"{ACTIONS}| | | |\n") -> Inferred:
    """The house of a template with this timeline; it is valid, and a record written in it reads back."""
    made = infer(TEMPLATE + timeline + rest, "made")
    assert made.is_template
    assert check(made.text, "made").faults == ()
    record = get(FILLED + LISTED + f"{ACTIONS}| Watch disks | Ann | 2024-03-01 |\n").record
    back = get(lens.create(record, made.house), made.house).record
    assert [(e.at, e.what) for e in back.timeline] == [(e.at, e.what) for e in record.timeline]
    assert [(a.what, a.owner, a.due) for a in back.actions] == [(a.what, a.owner, a.due) for a in record.actions]
    return made


def doubts(made: Inferred) -> str:
    """What is doubtful, each of which the house file says as a comment."""
    comments = [line for line in made.text.split("\n") if line.startswith("# - ")]
    assert len(comments) == len(made.doubts)
    assert all(f"line {d.line} of the example" in made.text for d in made.doubts if d.line)
    return "\n".join(f"{d.line}: {d.message}" for d in made.doubts)


# Zones


@pytest.mark.parametrize(
    ("timeline", "zone"),
    [
        (f"| Time (PT) | Event |\n{ROWS}", "PT"),
        (f"| Time ET | Event |\n{ROWS}", "ET"),
        (f"| Time (UTC) | Event |\n{ROWS}", "UTC"),
        (f"| Time (UTC+2) | Event |\n{ROWS}", "UTC+2"),
        (f"| Time [CEST] | Event |\n{ROWS}", "CEST"),
        (f"All times in CET.\n\n{LISTED}", "CET"),
        (f"*All times are in JST.*\n\n{LISTED}", "JST"),
        (f"All times are Pacific Time.\n\n{LISTED}", "Pacific Time"),
    ],
)
def test_a_zone_that_stands_over_the_entries_is_the_houses(timeline: str, zone: str) -> None:
    """A column's name and a sentence give the zone of all entries, and stand in every document of the house."""
    made = filled(timeline)
    assert (made.house.time.zone, made.house.time.zone_in) == (zone, "header")
    assert timeline.partition("\n")[0] in made.text


@pytest.mark.parametrize(
    ("timeline", "zone", "place"),
    [
        ("| Time (PT) | Event |\n|---|---|\n| | |\n", "PT", "header"),
        ("| Time (UTC) | Event |\n|---|---|\n| | |\n", "UTC", "header"),
        ("| When [JST] | What |\n|---|---|\n| HH:MM | ... |\n", "JST", "header"),
        ("_All times in PST/PDT_\n\n- HH:MM - [event]\n", "America/Los_Angeles", "header"),
        ("All times in CET.\n\n- HH:MM - [event]\n", "CET", "header"),
        ("**Time zone:** Europe/Berlin\n\n- HH:MM - [event]\n", "Europe/Berlin", "header"),
        ("- HH:MM UTC - [event]\n- HH:MM UTC - [event]\n", None, "entry"),
        ("- HH:MM - [event]\n", None, "none"),
    ],
)
def test_a_template_says_its_zone_where_people_say_it(timeline: str, zone: str | None, place: str) -> None:
    """Over the entries it is the house's; in the form of an entry every entry has its own."""
    made = template(timeline)
    assert (made.house.time.zone, made.house.time.zone_in) == (zone, place)


def test_the_zone_of_a_heading_is_the_houses() -> None:
    """A template whose timeline is headed with a zone has it."""
    made = infer(TEMPLATE.replace("## Timeline", "## Timeline (UTC)") + "- HH:MM - [event]\n", "made")
    assert (made.house.time.zone, made.house.time.zone_in) == ("UTC", "header")


@pytest.mark.parametrize(("zone", "said"), [("IST", "means several"), ("PST", "America/Los_Angeles holds for both")])
def test_a_doubtful_zone_is_said(zone: str, said: str) -> None:
    """An abbreviation of several zones is left open, one of half a year is taken; both are doubts."""
    assert said in doubts(template(f"| Time ({zone}) | Event |\n|---|---|\n| | |\n"))


# Tables


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("| Day | Date | Time | Event |", "| Thu | 2024-02-15 | {} | {} |"),
        ("| Date | Time (UTC) | Event |", "| 2024-02-15 | {} | {} |"),
    ],
)
def test_columns_of_days_become_one_with_the_times(header: str, row: str) -> None:
    """A house has one place for day and time; which columns are left out is said with the line of the table."""
    mark = "|" + "---|" * header.count(" | ") + "---|"
    rows = "\n".join(row.format(*told) for told in (("10:00", "Alert fired"), ("10:20", "Fixed")))
    for made in (filled(f"{header}\n{mark}\n{rows}\n"), template(f"{header}\n{mark}\n{re.sub('[^|]', ' ', rows)}\n")):
        assert "{{ timeline.at }} | {{ timeline.what }} |" in made.text
        assert "| Date |" not in made.text
        assert "9: the column 'Date' is left out: the column 'Time" in doubts(made)


def test_phases_keep_their_rows_beside_days() -> None:
    """The label of a phase is found whatever columns are left out."""
    made = template("| Date | Time | Event |\n|---|---|---|\n| | | Detected |\n| | | Resolved |\n")
    assert "| {{ timeline.at phase=detected }} | Detected |" in made.text


@pytest.mark.parametrize(
    ("example", "said"),
    [
        (
            f"{TEMPLATE}| Time | Event |\n|---|---|\n| Reported | |\n| Accepted | |\n",
            "7: the rows 'Reported', 'Accepted' are not kept",
        ),
        (
            f"{TEMPLATE}- HH:MM - [event]\n\n## Key timestamps\n\n| Time | Event |\n|---|---|\n| | |\n",
            "11: no field takes this section",
        ),
        (
            f"{TEMPLATE}- HH:MM - [event]\n\n## Impact\n\n| Weather | ? |\n|---|---|\n| Rain, in mm | ?? |\n",
            "13: the table is kept as guidance",
        ),
    ],
)
def test_rows_and_tables_that_are_not_kept_are_said(example: str, said: str) -> None:
    """Rows of no phase, a second home of one list, and a table of no known field each have their line."""
    assert said in doubts(infer(example, "made", is_template=True))


def test_questions_with_open_answers_are_a_template() -> None:
    """Numbered questions over dots are asked of a writer, and no postmortem."""
    text = "# Incident Review: X\n\n## Customer Impact\n\n"
    text += "".join(f"{n}. **How many customers were hit in region {n}?**\n    1. ...\n" for n in range(1, 5))
    assert infer(text, "made").is_template


# Lists and headings


@pytest.mark.parametrize(
    ("items", "wanted"),
    [
        (["- [ ] {} (@ann)", "- [x] {} (@bo)"], "- [ ] {{ actions.what }} ({{ actions.owner }})"),
        (["- {} (owner: Ann)", "- {} (owner: Bo)"], "- {{ actions.what }} (owner: {{ actions.owner }})"),
        (
            ["* [x] {} - @ann - 2024-03-01", "* [ ] {} - @bo - 2024-03-02"],
            "* [ ] {{ actions.what }} - {{ actions.owner }} - {{ actions.due }}",
        ),
        (
            ["1. {} (owner: Ann, due: 2024-03-01)", "2. {} (owner: Bo)", "3. {} (owner: Bo, due: 2024-03-02)"],
            "1. {{ actions.what }} (owner: {{ actions.owner }}, due: {{ actions.due }})",
        ),
        (["- [ ] {} OPS-12", "- [x] {} OPS-13"], "- [ ] {{ actions.what }} {{ actions.tracker }}"),
        (
            ["- {} [OPS-12](https://t.example.com/12)", "- {} [OPS-13](https://t.example.com/13)"],
            "- {{ actions.what }} {{ actions.tracker }}",
        ),
        (
            [
                "- A-1: {}, Ann, 2024-03-01, high priority, done, OP-1",
                "- A-2: {}, Bo, 2024-03-02, low priority, done, OP-2",
            ],
            LISTED_FIELDS,
        ),
        (["- {}", "- {}"], "- {{ actions.what }}"),
    ],
)
def test_items_keep_a_place_for_all_that_they_tell(items: Sequence[str], wanted: str) -> None:
    """Owner, day, ticket, and box have places in the item; by them the example is read, and written the same."""
    told = ["Watch (all) disks", "Rotate logs", "Ask"][: len(items)]
    listed = "\n".join(item.format(words) for item, words in zip(items, told, strict=True))
    text = f"{FILLED}{LISTED}\n## Action items\n\n{listed}\n"
    made = infer(text, "made")
    assert f"\n{wanted}\n" in made.text
    assert check(made.text, "made").faults == ()
    assert "actions." not in doubts(made)
    record = lens.get(text, made.house).record
    assert [a.what for a in record.actions] == told
    again = lens.create(record, made.house)
    assert "actions" not in lens.get(again, made.house).carried.values
    assert all(re.sub(r"\[OPS-\d+\]\((.*)\)", r"\1", line) in again for line in listed.split("\n"))


def test_what_the_items_tell_without_a_place_is_said() -> None:
    """Of actions that tell their status each in other words, the line of the first says that it has no place."""
    made = filled(LISTED, "\n## Action items\n\n- Done: watch disks\n- Rotate logs (in progress)\n- Ask, pending\n")
    assert "14: actions.status is told here and has no place in the house" in doubts(made)


@pytest.mark.parametrize(
    ("item", "wanted"),
    [
        ("- [ ] [Action] (@owner)", "- [ ] {{ actions.what }} ({{ actions.owner }})"),
        (
            "- [ ] [Action] (@owner, due YYYY-MM-DD, [TICKET-123])",
            "- [ ] {{ actions.what }} ({{ actions.owner }}, {{ actions.due }}, {{ actions.tracker }})",
        ),
        ("- Action - Owner - Due", "- {{ actions.what }} - {{ actions.owner }} - {{ actions.due }}"),
        ("1. [What] - Ticket: [link]", "1. {{ actions.what }} - Ticket: {{ actions.tracker }}"),
        (
            "* {{ task }} | Owner: ___ | Due: ___",
            "* {{ actions.what }} | Owner: {{ actions.owner }} | Due: {{ actions.due }}",
        ),
        (
            "- <Task> (Owner: , Deadline: )",
            "- {{ actions.what }} (Owner: {{ actions.owner }}, Deadline: {{ actions.due }})",
        ),
    ],
)
def test_the_form_of_a_templates_item_is_kept(item: str, wanted: str) -> None:
    """Placeholders and labels become places, words and signs between them stay."""
    made = infer(f"{TEMPLATE}- HH:MM - [event]\n\n## Action items\n\n{item}\n", "made")
    assert f"\n{wanted}\n" in made.text
    assert "the form of this item" not in doubts(made)


@pytest.mark.parametrize("item", ["- P1: [what] - @who", "- [What] - [why on earth] - [moon phase]"])
def test_the_form_of_a_templates_item_is_said_where_it_is_not_kept(item: str) -> None:
    """What a house cannot write as the template has it stands as guidance, and is said with its line."""
    made = infer(f"{TEMPLATE}- HH:MM - [event]\n\n## Action items\n\n{item}\n", "made")
    assert "13: the form of this item is not kept; the house writes" in doubts(made)
    assert item in made.text


def test_headings_that_are_entries_are_said() -> None:
    """Entries under headings of their own are read, and become items of one list in new documents."""
    made = filled("### 10:00\n\nThe alert fired.\n\n### 10:20\n\nWe restarted it.\n")
    assert "9: 2 headings within a list, from here on, are not kept" in doubts(made)
    asked = infer(f"{TEMPLATE}### 14:08\n\nWhat happened\n\n### HH:MM\n\nWhat happened next\n", "made")
    assert "14:08" not in asked.text
    assert "9: 2 headings within a list, from here on, are not kept" in doubts(asked)


def test_sections_that_are_bold_labels_keep_their_places() -> None:
    """Labels over lists and tables are sections, below the title and below a heading that is none."""
    made = infer(
        "# Postmortem: Search was down - 2024-02-15\n\n**Status:** Published\n\n**Summary:**\nThe disk was full.\n\n"
        "**Timeline (UTC):**\n\n| Time | Event |\n|---|---|\n| 2024-02-15 10:00 | Alert fired |\n\n"
        "### What the screens showed\n\n![The disk](disk.png)\n\n**Action Items:**\n\n| Action Item | Owner |\n"
        "|---|---|\n| Watch disks | Ann |\n",
        "made",
    )
    assert "# {{ title }}\n\n**Status:** {{ status }}" in made.text
    assert (
        "**Action Items:**\n\n| Action Item | Owner |\n|---|---|\n| {{ actions.what }} | {{ actions.owner }} |"
        in made.text
    )
    assert (
        "**Timeline (UTC):**\n\n| Time | Event |\n|---|---|\n| {{ timeline.at }} | {{ timeline.what }} |" in made.text
    )
    assert "screens" not in made.text.split("---\n", 2)[2]


@pytest.mark.parametrize(
    "text", ["", "\n \n", "\ufeff", "---\n---\n", "<!-- nothing -->\n", "# Postmortem\n", "hello\n"]
)
def test_nothing_gives_no_house(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An example without anything of a postmortem is refused in one line, and no file is written."""
    (tmp_path / "example.md").write_text(text, encoding="utf-8")
    assert main(["house", "new", "--from", str(tmp_path / "example.md"), "-o", str(tmp_path / "out.md")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "out.md").exists()
