"""From Markdown to the tree."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterword.model.record import Record, Window
from afterword.model.spelled import Severity, Spelled
from afterword.publish.document import assemble
from afterword.publish.tree import (
    Block,
    Break,
    CodeBlock,
    Digest,
    Document,
    Figure,
    Heading,
    Image,
    ItemList,
    Link,
    NoteMark,
    Paragraph,
    Pending,
    Quote,
    Rule,
    Strong,
    Table,
    digests_of,
    inlines_of,
    words_of,
)

DIGEST = "0123456789abcdef" * 4


def tree(text: str, record: Record | None = None) -> Document:
    """The tree of a text."""
    return assemble(text, record or Record()).document


def words(document: Document) -> str:
    """Everything that the blocks and notes say."""
    found = []
    for part in (document.blocks, *(note.blocks for note in document.notes)):
        found += [words_of((child,)) for child in inlines_of(part)]
        found += [block.text for block in _deep(part) if isinstance(block, CodeBlock)]
    return " ".join(found)


def _deep(blocks: tuple[Block, ...]) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        found.append(block)
        if isinstance(block, Quote):
            found += _deep(block.blocks)
        if isinstance(block, ItemList):
            for item in block.items:
                found += _deep(item.blocks)
    return found


def headings(document: Document) -> list[tuple[int, str]]:
    """Levels and words of the headings."""
    return [(b.level, words_of(b.children)) for b in document.blocks if isinstance(b, Heading)]


def test_bold_lines_are_the_sections_of_a_document_without_headings() -> None:
    """A house that writes its sections as bold lines gets an outline all the same."""
    document = tree("**INCIDENT POSTMORTEM**\n\n**SUMMARY**\n\nText.\n\n**TIMELINE:**\n\nMore.\n")
    assert document.title == "INCIDENT POSTMORTEM"
    assert headings(document) == [(2, "SUMMARY"), (2, "TIMELINE")]
    assert not any(b.is_label for b in document.blocks if isinstance(b, Heading))


def test_bold_lines_are_labels_where_there_are_headings() -> None:
    """A day or a part within a section is shown, and is no entry of the contents."""
    document = tree("# T\n\n## Timeline\n\n**June 25, 2021:**\n\n11:48 - text\n")
    label = document.blocks[1]
    assert isinstance(label, Heading)
    assert (label.level, words_of(label.children), label.is_label) == (3, "June 25, 2021", True)


def test_levels_never_skip() -> None:
    """However the source jumps, each heading is at most one level below the one before it."""
    document = tree("# T\n\n#### a\n\nx\n\n###### b\n\nx\n\n## c\n\nx\n\n##### d\n\nx\n\n# e\n\nx\n")
    levels = [level for level, _ in headings(document)]
    assert levels == [2, 3, 2, 3, 2]


def test_empty_sections_say_so() -> None:
    """A draft does not look finished: an empty section, list, and table show that they are."""
    document = tree("# T\n\n## a\n\n<!-- guidance -->\n\n## b\n\n### c\n\n-\n\n## d\n\n| x | y |\n|---|---|\n| | |\n")
    kinds = [type(block) for block in document.blocks]
    assert kinds == [Heading, Pending, Heading, Heading, Pending, Heading, Table]
    table = document.blocks[-1]
    assert isinstance(table, Table)
    assert table.rows == ()


def test_facts_are_lifted_from_the_top() -> None:
    """Labelled lines, a table of metadata, and short sections become the title block, in order."""
    lines = tree("# T\n\nIncident ID: INC-1\nSeverity: P1\n\n## Summary\n\nx\n")
    assert [(f.label, words_of(f.children)) for f in lines.facts] == [("Incident ID", "INC-1"), ("Severity", "P1")]
    table = tree(
        "# T\n\n## Metadata\n\n| Field | Value |\n|---|---|\n| Severity | P2 |\n| Authors | |\n\n## Summary\n\nx\n"
    )
    assert [(f.label, words_of(f.children)) for f in table.facts] == [("Severity", "P2"), ("Authors", "")]
    assert headings(table) == [(2, "Summary")]
    sections = tree("# P\n\n## Owner:\n\nAda\n\n## Tags:\n\na, b\n\n## Summary:\n\nshort\n")
    assert [f.label for f in sections.facts] == ["Owner", "Tags"]
    assert headings(sections) == [(2, "Summary")]


def test_a_timeline_is_no_fact() -> None:
    """A table with times at the top of a document stays where it is."""
    document = tree("# T\n\n| Time | Event |\n|---|---|\n| 10:00 | x |\n\n## S\n\ny\n")
    assert isinstance(document.blocks[0], Table)
    assert document.facts == ()


def test_the_record_adds_what_the_top_does_not_say() -> None:
    """Title, severity, dates, and status come from the record, each once."""
    record = Record(
        id="INC-7",
        title="Checkout down",
        incident=Window(start="2024-02-15T14:32:00Z", end="2024-02-15T15:03:00Z"),
        severity=Severity(value="p1", written="P1 (Critical)"),
        status=Spelled(value="draft", written="Draft"),
        authors=("Ada", "Bo"),
    )
    document = tree("# Post-Mortem: Checkout down\n\nSeverity: P1 (Critical)\nOwner: Cy\n\n## Summary\n\nx\n", record)
    assert (document.title, document.kicker, document.stamp) == ("Checkout down", "Post-Mortem", "DRAFT")
    facts = {f.label: words_of(f.children) for f in document.facts}
    assert facts["Incident date"] == "2024-02-15 14:32\u201315:03 UTC"
    assert list(facts).count("Severity") == 1
    assert facts["Authors"] == "Ada, Bo"


def test_front_matter_that_is_not_understood_is_not_lost() -> None:
    """Broken front matter and further keys reach the reader."""
    assert "oops" in words(tree("---\nkey: [oops\n---\n\n# T\n\ntext\n"))
    facts = tree("---\nregion: eu-west\n---\n\n# T\n\ntext\n").facts
    assert [(f.label, words_of(f.children)) for f in facts] == [("Region", "eu-west")]


def test_carried_fields_are_an_appendix() -> None:
    """For the internal audience the carried block is read as a person would: short values, tables, long texts."""
    fields = f"""impact.revenue: 12 **EUR**
responders: [Ada, Bo]
recovery: {{text: "", confirmed: true}}
evidence:
  - {{file: app.log, sha256: {DIGEST}}}
  - {{file: web.log, collected_by: Cy}}
lessons:
  - text: |
      # one

      - two
"""
    carried = f"<!-- afterword:carried -->\n```yaml\n{fields}```\n<!-- /afterword:carried -->\n"
    document = tree(f"# T\n\n## S\n\ntext\n\n{carried}")
    assert headings(document)[1:] == [(2, "Further fields"), (3, "Evidence"), (3, "Lessons, 1: text")]
    table, evidence = (block for block in document.blocks if isinstance(block, Table))
    assert [[words_of(cell.children) for cell in row] for row in table.rows] == [
        ["Impact: revenue", "12 EUR"], ["Responders", "Ada; Bo"],
        ["Recovery: text", ""], ["Recovery: confirmed", "true"],
    ]  # fmt: skip
    assert [words_of(cell.children) for cell in evidence.header] == ["File", "Sha256", "Collected by"]
    assert digests_of(document) == ((DIGEST, "app.log"),)
    assert isinstance(document.blocks[-1], ItemList)


def test_the_appendix_is_for_people() -> None:
    """How sure a time was, and how it was written, stays in the block; the rest is said in words."""
    fields = """timeline:
  (1-2 of 2): {year_basis: {exact: inferred, short: stated}, basis_reason: the day stands in the title}
"""
    block = "# T\n\n## S\n\ntext\n\n<!-- afterword:carried -->\n```yaml\n%s```\n<!-- /afterword:carried -->\n"
    assert headings(tree(block % fields))[1:] == []
    more = '  alert fires: {what: {exact: "Detected: alert fires", short: alert fires}, kind: lead_up}\n'
    document = tree(block % (fields + more))
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert [[words_of(cell.children) for cell in row] for row in table.rows] == [
        ["Timeline, alert fires: what", "Detected: alert fires"], ["Timeline, alert fires: kind", "lead up"],
    ]  # fmt: skip


def test_a_bare_number_is_a_grade_of_its_own() -> None:
    """A severity of one figure is shown although a date has the same figure."""
    record = Record(title="T", severity=Severity(value="2", written="2"), id="INC-2")
    facts = tree("# T\n\nDate: 2026-02-22\n\n## Summary\n\nx\n", record).facts
    assert "2" in [words_of(f.children) for f in facts if f.label == "Severity"]


def test_a_carried_block_that_is_not_understood_is_shown_as_it_is() -> None:
    """Broken YAML is no reason to lose it."""
    document = tree("# T\n\ntext\n\n<!-- afterword:carried -->\n```yaml\na: [oops\n```\n<!-- /afterword:carried -->\n")
    assert document.blocks[-1] == CodeBlock(text="a: [oops", language="yaml")


def test_notes_are_numbered_by_first_reference() -> None:
    """Citations become notes; one that nothing refers to is kept, and so is each of two with one label."""
    text = f"# T\n\nb[^b] a [^a] b[^b] [^none]\n\n[^a]: `f.log` line 1, sha256 {DIGEST}\n[^b]: two\n[^c]: three\n"
    document = tree(text)
    marks = [c.number for c in inlines_of(document.blocks) if isinstance(c, NoteMark)]
    assert marks == [1, 2, 1]
    assert [(n.number, n.is_cited) for n in document.notes] == [(1, True), (2, True), (3, False)]
    assert "[^none]" in words(document)
    assert digests_of(document) == ((DIGEST, "f.log"),)
    assert any(isinstance(c, Digest) for c in inlines_of(document.notes[1].blocks))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("| a |\n|---|\n| 1 | surplus |\n", "surplus"),
        ("> " * 60 + "deep", "deep"),
        ("- " * 60 + "deep", "deep"),
        ("**" * 400 + "bold" + "**" * 400, "bold"),
        ("[x](javascript:alert)", "javascript:alert"),
        ("[x](../other.md)", "../other.md"),
        ("<script>alert(1)</script>", "<script>"),
        ("<details><summary>More</summary>\n\ninside\n</details>", "More"),
        ("{{ hole }}", "{{ hole }}"),
        ("# " + "long " * 200, "long long"),
        ("*" * 30_000 + " endless", "endless"),
        ("a\x00b\x1b[31mc\u202ed", "\u27e8U+202E\u27e9"),
    ],
)
def test_nothing_is_lost(text: str, said: str) -> None:
    """What Markdown, or a limit of ours, would drop is still there as text."""
    document = tree(f"# T\n\nlead\n\n{text}\n")
    assert said in words(document)


def test_html_that_has_a_meaning_keeps_it() -> None:
    """A line break is a break, an image an image, and bold is strong; the tags themselves are gone."""
    document = tree('# T\n\nlead\n\na<br>b <b>c</b> <img src="x.png" alt="An x"> <sub>d</sub>\n')
    kinds = {type(child) for child in inlines_of(document.blocks)}
    assert {Break, Strong, Image} <= kinds
    assert "<" not in words(document)


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://example.org/a", True),
        ("mailto:a@example.org", True),
        ("ftp://example.org", False),
        ("JavaScript:alert(1)", False),
        ("data:text/html,x", False),
        ("vbscript:x", False),
        ("file:///etc/passwd", False),
        ("//example.org/x", False),
        ("#anchor", False),
        ("https://example.org/" + "x" * 5000, False),
    ],
)
def test_only_three_schemes_are_followed(url: str, is_link: bool) -> None:
    """Links lead to the web or to mail, nowhere else."""
    document = tree(f"# T\n\nlead\n\n[words](<{url}>)\n")
    assert any(isinstance(child, Link) for child in inlines_of(document.blocks)) is is_link


def test_bare_addresses_are_links_without_their_sentence() -> None:
    """The full stop and the closing parenthesis of the sentence are no part of the address."""
    document = tree("# T\n\nSee (https://example.org/a_(b)). Code: `https://example.org/c`\n")
    assert [c.url for c in inlines_of(document.blocks) if isinstance(c, Link)] == ["https://example.org/a_(b)"]


def test_other_blocks() -> None:
    """Tasks, figures, quotations, callouts, rules, and numbered lists are told apart."""
    text = '# T\n\nlead\n\n- [x] done\n- [ ] open\n\n![alt](a.png "Caption")\n\n> [!NOTE]\n> mind\n\n***\n\n3. three\n'
    tasks, figure, quote, rule, numbered = tree(text).blocks[1:]
    assert isinstance(tasks, ItemList)
    assert [item.checked for item in tasks.items] == [True, False]
    assert isinstance(figure, Figure)
    assert (figure.image.alt, figure.image.caption) == ("alt", "Caption")
    assert isinstance(quote, Quote)
    assert isinstance(quote.blocks[0], Paragraph)
    assert words_of(quote.blocks[0].children) == "Note"
    assert isinstance(rule, Rule)
    assert isinstance(numbered, ItemList)
    assert numbered.start == 3


def test_labelled_lines_keep_their_lines() -> None:
    """Lines that each state a value are not run together."""
    document = tree("# T\n\n## S\n\nDetection: 2 min\nResponse: 5 min\n")
    assert sum(isinstance(child, Break) for child in inlines_of(document.blocks)) == 1


@settings(max_examples=150)
@given(st.text(alphabet="ab #*_`~[]()<>!|-:\n\t&;^1.\\\u05d0\u4e2d\0", max_size=120))
def test_any_text_becomes_a_tree(text: str) -> None:
    """Reading never fails, levels never skip, and anchors are unique."""
    document = tree(text)
    level = 1
    for block in document.blocks:
        if isinstance(block, Heading):
            assert 2 <= block.level <= level + 1
            level = block.level if not block.is_label else level
    anchors = [b.anchor for b in document.blocks if isinstance(b, Heading)]
    assert len(set(anchors)) == len(anchors)
    assert document.title
