"""A house is made from an example: nothing of its incident stays, and nothing of its shape is lost."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from afterword.cli.main import main, program
from afterword.errors import RefusedEdit
from afterword.houses import lens, library
from afterword.houses.house import House
from afterword.houses.making.checking import check
from afterword.houses.making.inferring import Inferred, infer
from afterword.houses.making.inferring_loss import Before
from afterword.houses.making.inferring_settings import Base
from afterword.houses.making.lexicon import lexicon
from afterword.houses.reading.getting import get
from afterword.houses.reading.recognise import recognise
from afterword.model.record import Record

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = Path(__file__).with_name("examples")
SHARED = ROOT.parent / "shared"
FILLED = ("filled_list_style", "filled_table_style", "filled_with_names")
TEMPLATES = ("pager_style", "sre_book_style", "wiki_style", "issue_style")


def example(name: str) -> str:
    """The text of one of our examples."""
    return (EXAMPLES / f"{name}.md").read_text(encoding="utf-8")


def archive() -> list[Path]:
    """The real postmortems at hand."""
    return sorted((SHARED / "corpus" / "postmortems").glob("*.md"))


def keeps_the_laws(text: str, made: Inferred) -> None:
    """The house is valid, reads as much as is read without it, and gives every byte back."""
    assert check(made.text, "made").faults == ()
    before = get(text, library.fallback())
    reading = get(text, made.house)
    assert Before(before).lost_by(made.house) == 0
    assert reading.record.title == before.record.title
    assert len(reading.record.timeline) == len(before.record.timeline)
    assert len(reading.record.actions) == len(before.record.actions)
    assert lens.put(text, reading.record, made.house) == text


# Filled-in postmortems


@pytest.mark.parametrize("name", FILLED)
def test_a_filled_in_example_gives_a_house_that_reads_it(name: str) -> None:
    """What is read with the house is at least what is read without it, and can be written afresh in it."""
    text = example(name)
    made = infer(text, "made")
    assert not made.is_template
    keeps_the_laws(text, made)
    reading = get(text, made.house)
    fresh = get(lens.create(reading.record, made.house), made.house).record
    assert (fresh.title, len(fresh.timeline), len(fresh.actions)) == (
        reading.record.title,
        len(reading.record.timeline),
        len(reading.record.actions),
    )


@pytest.mark.parametrize("name", FILLED)
def test_nothing_of_the_incident_stays_in_the_house(name: str) -> None:
    """No name, number, system, or sentence of the example stands in the house file."""
    text = example(name)
    made = infer(text, "made").text.casefold()
    told = {word.casefold() for word in re.findall(r"\b(?:[A-Z][a-z]{4,}\w*|\d[\d:,.-]+\d|[a-z]+-[a-z\d]+)\b", text)}
    names = {word for word in told if not lexicon().knows_words_of(word)} - {"describe"}
    assert {word for word in names if re.search(rf"\b{re.escape(word)}\b", made)} == set()


def test_names_in_columns_comments_and_questions_do_not_stay() -> None:
    """What stands where a house has its own words may be a value too: a column, a header, a comment, a question."""
    made = infer(example("filled_with_names"), "made").text
    assert [name for name in ("rosalind", "piotr", "wexford", "9981") if name in made.casefold()] == []
    assert "<!-- Describe what happened in two sentences. -->" in made
    assert "| {{ timeline.at }} | {{ timeline.what }} |  |  |" in made


def test_the_labels_of_an_example_get_holes() -> None:
    """Labelled lines, columns, front matter, zone, and spelling are taken from a filled-in postmortem."""
    text = infer(example("filled_table_style"), "made").text
    assert "**Incident ID:** {{ id }}\n**Severity:** {{ severity }}\n" in text
    assert "| {{ timeline.at }} | {{ timeline.who }} | {{ timeline.what }} |" in text
    assert "zone: CET" in text
    assert "zone_in: header" in text
    assert "in_progress: IN PROGRESS" in text
    listed = infer(example("filled_list_style"), "made").text
    assert "document: {title: title, authors: authors, date: report_date, severity: severity}" in listed
    assert "- Customers affected: {{ impact.users }}" in listed


def test_a_document_of_the_new_house_is_recognised() -> None:
    """The example itself has the new house's headings, so that the house is found without being named."""
    text = example("filled_list_style")
    house = infer(text, "made").house
    reading = get(text, own=[house])
    assert reading.house.name == "made"
    assert recognise(reading.source, reading.matter, (), [house])[0].name != "seal"


def test_a_house_of_one_heading_does_not_take_every_document() -> None:
    """A heading that every postmortem has is no proof of a house; its documents name it."""
    tiny = infer("# Search down\n\n## Summary\n\nThe index filled the disk.\n", "tiny").house
    text = "# Mail down\n\n## Summary\n\nDown.\n\n## Timeline\n\n- 2024-02-15 10:00 UTC: alert\n"
    assert get(text, own=[tiny]).house.name != "tiny"
    assert get(f"---\nhouse: tiny\n---\n\n{text}", own=[tiny]).house.name == "tiny"


def test_what_is_doubtful_is_told_with_its_line() -> None:
    """A section that no field takes, and a key of the front matter that is none, are comments and messages."""
    made = infer(example("filled_list_style"), "made")
    assert made.unmapped == (41,)
    assert "# - line 41 of the example: no field takes this section" in made.text
    assert any("internal_ref" in doubt.message for doubt in made.doubts)
    assert "Norbury" not in made.text


# Templates

HOLES = {
    "pager_style": [
        "# Postmortem: {{ title }}",
        "**Severity:** {{ severity }}",
        "- Customers affected: {{ impact.users }}",
        "- Scribe: {{ scribe }}",
        "| {{ timeline.at phase=began }} | Incident began |",
        "| {{ timeline.at }} | {{ timeline.what }} | {{ timeline.evidence }} |",
        "phases: {Incident began: began, Detected: detected, Resolved: resolved}",
        "| {{ actions.tracker }} | {{ actions.what }} | {{ actions.owner }} | {{ actions.due }} |",
        "status: {draft: Draft, in_review: In review, final: Final, closed: Closed}",
        "- {{ went_wrong.text }}",
    ],
    "sre_book_style": [
        "# Incident Report: {{ title }}",
        "**Authors:** {{ authors }}",
        "**Root Causes:** {{ analysis.root_cause }}",
        "**Trigger:** {{ analysis.trigger }}",
        "| {{ actions.what }} | {{ actions.kind }} | {{ actions.owner }} | {{ actions.tracker }} |",
        "- {{ lucky }}",
        "- {{ timeline.at }} - {{ timeline.what }}",
    ],
    "wiki_style": [
        "| Services affected | {{ services }} |",
        "| Time to detect | {{ stated.time_to_detect }} |",
        "{{ backlog }}",
        "{{ analysis.whys.question }}",
        "<!-- [Was there work in the backlog that would have helped?] -->",
    ],
    "issue_style": [
        "| Customers affected | {{ impact.users }} |",
        "| Start time | {{ incident.start }} |",
        "1. {{ went_well.text }}",
        "- {{ timeline.at }} - {{ timeline.what }}",
    ],
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_becomes_a_house(name: str) -> None:
    """Its headings, labels, tables, and lists have the right holes, and what it tells its writer is guidance."""
    made = infer(example(name), "made")
    assert made.is_template
    assert check(made.text, "made").faults == ()
    assert [line for line in HOLES[name] if line not in made.text] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_record_written_in_a_made_house_reads_back(name: str) -> None:
    """A new document, and one with everything of another example, read back as they were written."""
    house = infer(example(name), "made").house
    assert get(lens.create(Record(title="Search is down"), house), house).record.title == "Search is down"
    record = get(example("filled_list_style")).record
    fresh = get(lens.create(record, house), house).record
    assert [(e.at, e.what) for e in fresh.timeline] == [(e.at, e.what) for e in record.timeline]
    assert [a.what for a in fresh.actions] == [a.what for a in record.actions]
    assert fresh.summary == record.summary


@pytest.mark.parametrize("name", library.names())
def test_a_document_of_a_built_in_house_gives_a_valid_house(name: str) -> None:
    """The empty document of every house is an example as well."""
    made = infer(lens.create(Record(), library.load(name)), "made", is_template=True)
    assert check(made.text, "made").faults == ()
    assert made.mapped > 5


def test_placeholders_show_the_form_of_items_and_lists() -> None:
    """Brackets of a template stand for the holes that a known house has between the same words."""
    text = (
        "# Postmortem template\n\n## Root cause\n\nContributing factors: [every one]\n\n"
        "## What went well\n\n- [Good thing]: Enabled [outcome]\n\n## Links\n\n- Slack channel: [link]\n\n"
        "## Action items\n\n### Short term\n\n- [Task]\n"
    )
    made = infer(text, "made").text
    assert "Contributing factors:\n\n- {{ analysis.contributing_factors.text }}" in made
    assert "- {{ went_well.text }}: Enabled {{ went_well.enabled }}" in made
    assert "- Slack channel: {{ links.url kind=slack_channel }}" in made
    assert "{{ actions.what horizon=short }}" in made


def test_a_template_in_a_fence_is_found() -> None:
    """Where a page shows its template as code, the page around it is left out, and lines are those of the page."""
    text = "# How we write reviews\n\nCopy this:\n\n```markdown\n" + example("wiki_style") + "\n## Odds and ends\n```\n"
    made = infer(text, "made")
    assert "How we write" not in made.text
    assert made.unmapped == (text.count("\n", 0, text.index("## Odds")) + 1,)


def test_the_base_is_extended() -> None:
    """With a base, its settings hold where the new house says nothing."""
    base = library.load("seal")
    made = infer(example("pager_style"), "made", Base(name="seal", house=base))
    assert "extends: seal" in made.text
    assert made.house.settings["policy"] == base.settings["policy"]


# All real documents at hand


@pytest.mark.parametrize("path", archive() or [None], ids=lambda path: path.stem if path else "none")
def test_every_real_postmortem_gives_a_house_that_reads_it(path: Path | None) -> None:
    """Whatever the shape: the house is valid, nothing that was read is lost, and the bytes come back."""
    if path is None:
        pytest.skip("the real postmortems are not at hand")
    text = path.read_bytes().decode()
    made = infer(text, "made", is_template=False)
    keeps_the_laws(text, made)
    record = get(text, made.house).record
    assert _is_written(record, made.house)


def _is_written(record: Record, house: House) -> bool:
    try:
        lens.create(record, house)
    except RefusedEdit:
        return False
    return True


@pytest.mark.parametrize(
    "path", sorted((SHARED / "houses").glob("*.md")) or [None], ids=lambda p: p.stem if p else "none"
)
def test_the_sources_of_the_houses_give_valid_houses(path: Path | None) -> None:
    """The teams' own templates, those without line breaks too, give houses without a fault."""
    if path is None:
        pytest.skip("the sources of the houses are not at hand")
    made = infer(path.read_bytes().decode(), "made")
    assert check(made.text, "made").faults == ()
    assert get(lens.create(Record(title="T"), made.house), made.house).record.title == "T"


# Bad input, and the command

BAD = {
    "nothing": "",
    "a line": "hello\n",
    "only front matter": "---\ntitle: x\n---\n",
    "broken front matter": "---\ntitle: [\n---\n# T\n",
    "holes": "# {{ title }}\n\n{{ nothing }}\n\n| {{ a }} | {{ b }} |\n|---|---|\n",
    "an open comment": "# T\n\n<!-- open\n\n## Summary\n",
    "an open fence": "# T\n\n```\n## Summary\n",
    "the same section twice": "# T\n\n## Summary\n\na\n\n## Summary\n\nb\n\n## Notes\n\n## Notes\n",
    "windows line ends": "# T\r\n\r\n## Summary\r\n\r\nIt broke.\r\n",
    "a byte order mark": "\ufeff# T\n\n## Summary\n\nIt broke.\n",
    "a house file": library.text("seal"),
    "deep headings": "".join(f"{'#' * n} Summary {n}\n\n" for n in range(1, 7)),
    "a wide table": "# T\n\n## Timeline\n\n|" + " Time |" * 60 + "\n|" + "---|" * 60 + "\n",
    "nested lists": "# T\n\n## Impact\n\n" + "".join(f"{'  ' * n}- a: b\n" for n in range(12)),
    "a rule below a line": "# T\n\n## Summary\n\nIt broke.\n\n---\n\n---\n",
    "only labels": "Severity:\nOwner:\nStatus:\nSeverity:\n",
}


@pytest.mark.parametrize("kind", [True, False, None])
@pytest.mark.parametrize("name", BAD)
def test_any_text_gives_a_valid_house(name: str, kind: bool | None) -> None:
    """Whatever stands in the example, the house that comes of it has no fault and can be written in."""
    made = infer(BAD[name], "made", is_template=kind)
    assert check(made.text, "made").faults == ()
    assert get(lens.create(Record(title="Search"), made.house), made.house).record.title == "Search"


def run(*arguments: str) -> Result:
    """The outcome of a command."""
    return CliRunner().invoke(program, arguments)


def test_the_command_writes_the_house_and_says_what_it_did(tmp_path: Path) -> None:
    """The file is a valid house named for itself, and standard error has the count and the doubtful lines."""
    out = tmp_path / "search.md"
    result = run("house", "new", "--from", str(EXAMPLES / "filled_list_style.md"), "-o", str(out))
    assert result.exit_code == 0
    assert result.stdout == ""
    first = result.stderr.splitlines()[0]
    assert first.endswith("read as a filled-in postmortem; 7 sections mapped, 1 doubtful, 1 not mapped (line 41)")
    assert library.load(str(out)).name == "search"
    assert main(["house", "check", str(out)]) == 0


def test_the_command_prints_where_no_file_is_named() -> None:
    """Without ``-o`` the house is printed, under the name that is given."""
    result = run("house", "new", "--from", str(EXAMPLES / "pager_style.md"), "--name", "pager", "--extends", "seal")
    assert result.stdout.startswith("---\nhouse: pager\n")
    assert "read as a template" in result.stderr


def test_a_house_of_the_team_is_extended(tmp_path: Path) -> None:
    """A base may be a house file beside the new one; the pair is valid, and is read by name."""
    (tmp_path / "base.md").write_text(library.text("seal").replace("house: seal", "house: base"), encoding="utf-8")
    out = tmp_path / "child.md"
    result = run("house", "new", "--from", str(EXAMPLES / "pager_style.md"), "-o", str(out), "--extends", "base")
    assert result.exit_code == 0, result.output
    assert "\nextends: base\n" in out.read_text(encoding="utf-8")
    assert main(["house", "check", str(out)]) == 0
    assert library.load(str(out)).settings["policy"] == library.load("seal").settings["policy"]


def test_the_account_is_json_for_programs(tmp_path: Path) -> None:
    """``--format json`` says what was mapped and what was not."""
    out = tmp_path / "search.md"
    source = str(EXAMPLES / "filled_list_style.md")
    account = json.loads(run("house", "new", "--from", source, "-o", str(out), "--format", "json").stdout)
    assert (account["house"], account["template"], account["unmapped"]) == ("search", False, [41])


@pytest.mark.parametrize(
    "arguments",
    [
        ["--from", "missing.md"],
        ["--from", str(EXAMPLES / "pager_style.md"), "--extends", "nowhere"],
        ["--from", str(EXAMPLES / "pager_style.md"), "--name", "two words"],
        ["--from", str(EXAMPLES)],
        [],
    ],
)
def test_the_command_refuses_what_it_cannot_do(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A missing file, an unknown base, and a bad name end with one line and code 2."""
    assert main(["house", "new", *arguments]) == 2
    assert capsys.readouterr().err.count("\n") == 1
