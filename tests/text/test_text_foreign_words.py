"""No word of a Word document or of reStructuredText is lost: it is in the Markdown, or a finding says it."""

import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from afterword.model.finding import Finding
from afterword.text.foreign.characters import words
from afterword.text.foreign.keeping import lost_words
from afterword.text.foreign.original import Original
from afterword.text.foreign.registry import registered_formats
from afterword.text.foreign.writing import write

READERS = {form.name: form.reader for form in registered_formats()}
WORDS = st.lists(st.sampled_from(["08:10", "index", "SEV-2", "5%", "größer", "表", "x_y", "a*b", "|", "(ok)", "#1"]))
TEXT = WORDS.filter(lambda found: any(words(word) for word in found)).map(" ".join)


def read(name: str, data: bytes) -> tuple[str, tuple[Finding, ...]]:
    """A document as Markdown, and what is said of it."""
    return write(READERS[name].read(Original("source", data)))


def missing(source: list[str], text: str, findings: tuple[Finding, ...]) -> list[str]:
    """Words that neither the Markdown nor a finding has."""
    said = "\n".join(finding.message for finding in findings)
    return lost_words("\n".join(source), f"{text}\n{said}")


def heading(text: str) -> str:
    """A title with its line."""
    return f"{text}\n{'=' * 3 * len(text)}\n"


def indented(text: str) -> str:
    """A text below what it belongs to."""
    return "".join(f"   {line}\n" for line in text.split("\n"))


BLOCKS: list[Callable[[str], str]] = [
    lambda t: f"w {t}\n",
    lambda t: heading(f"w {t}"),
    lambda t: f"- w {t}\n- w\n",
    lambda t: f"1. w {t}\n",
    lambda t: f":w: {t}\n",
    lambda t: f"term\n   w {t}\n",
    lambda t: f"w::\n\n{indented(t)}",
    lambda t: f".. note:: w {t}\n",
    lambda t: f".. admonition:: w\n\n   w {t}\n",
    lambda t: f".. strange:: w {t}\n   :option: w\n\n   w {t}\n",
    lambda t: f".. deprecated:: 1.2\n   w {t}\n",
    lambda t: f".. code-block:: sh\n   :caption: w\n\n{indented(t)}",
    lambda t: f".. list-table:: w\n   :header-rows: 1\n\n   * - Time\n     - w {t}\n   * - 08:10\n     - w {t}\n",
    lambda t: f".. csv-table:: w\n   :header: Time, Event\n\n   08:10, w {t}\n",
    lambda t: f"+-------+\n| 08:10 |\n+=======+\n| w     |\n+-------+\n\nw {t}\n",
    lambda t: f"=====  ====\n08:10  w\n=====  ====\n09:05  y\n=====  ====\n\nw {t}\n",
    lambda t: f"| w {t}\n| w\n",
    lambda t: f"w [#]_\n\n.. [#] w {t}\n",
    lambda t: f".. comment of w {t}\n",
    lambda t: f"w :strange:`{t.replace('`', '')}`\n",
]
STRUCTURED = st.lists(st.tuples(st.sampled_from(BLOCKS), TEXT), min_size=1, max_size=6)


@given(STRUCTURED)
@settings(max_examples=80, deadline=None)
def test_no_word_of_structured_text_is_lost(parts: list[tuple[Callable[[str], str], str]]) -> None:
    """Whatever directives, tables, and fields it has, known or not."""
    source = "\n".join(make(text) for make, text in parts)
    text, findings = read("restructuredtext", f"Title\n#####\n\n{source}".encode())
    assert missing([said for _, said in parts], text, findings) == []


def _table(document: Document, text: str) -> None:
    table = document.add_table(rows=3, cols=3)
    for row in table.rows:
        for cell in row.cells:
            cell.text = text
    table.cell(0, 0).merge(table.cell(1, 1))
    table.cell(2, 1).merge(table.cell(2, 2))


def _nested(document: Document, text: str) -> None:
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).add_table(1, 1).cell(0, 0).text = text
    table.cell(0, 1).add_paragraph(text, style="List Bullet")


def _bold(document: Document, text: str) -> None:
    document.add_paragraph().add_run(text).bold = True


def _frame(document: Document, text: str) -> None:
    document.sections[0].header.paragraphs[0].text = text
    document.sections[0].footer.paragraphs[0].text = text


PARTS: list[Callable[[Document, str], object]] = [
    lambda d, t: d.add_paragraph(t),
    lambda d, t: d.add_heading(t, 0),
    lambda d, t: d.add_heading(t, 2),
    lambda d, t: d.add_paragraph(t, style="List Bullet"),
    lambda d, t: d.add_paragraph(t, style="List Number 2"),
    lambda d, t: d.add_paragraph(t, style="Intense Quote"),
    lambda d, t: d.add_paragraph(t).add_run("\n\t" + t),
    _table,
    _nested,
    _bold,
    _frame,
]


@given(st.lists(st.tuples(st.sampled_from(PARTS), TEXT), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_no_word_of_a_word_document_is_lost(parts: list[tuple[Callable[[Document, str], object], str]]) -> None:
    """Paragraphs of any style, merged and nested tables, headers and footers."""
    document = docx.Document()
    for make, text in parts:
        make(document, text)
    out = io.BytesIO()
    document.save(out)
    text, findings = read("docx", out.getvalue())
    assert missing([said for _, said in {m: (m, t) for m, t in parts}.values()], text, findings) == []


@pytest.mark.parametrize(("over", "under"), [(0, 4), (4, 4)])
def test_a_title_whose_line_is_too_short_is_one_title(over: int, under: int) -> None:
    """Lines above and below a title that are too short make it no less a title, and nothing is said or repeated."""
    title = "Shops without search"
    lines = [*(["=" * over] if over else []), title, "=" * under, "", "Down.", "", "Cause", "-----", "", "Disk."]
    text, findings = read("restructuredtext", "\n".join(lines).encode())
    assert text.count(title) == 1
    assert text.startswith(f"# {title}\n") or f"\n## {title}\n" in f"\n{text}"
    assert "```" not in text
    assert "IM107" not in {finding.code for finding in findings}
