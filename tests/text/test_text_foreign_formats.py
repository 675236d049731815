"""The same incident, exported by every tool that teams use, becomes the same record."""

import re
import runpy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from afterword.errors import InputError
from afterword.houses.archiving.judging import sections_of
from afterword.houses.reading.getting import get
from afterword.text.foreign.keeping import lost_words
from afterword.text.foreign.original import Original
from afterword.text.foreign.registry import recognise, registered_formats
from afterword.text.foreign.writing import write

MADE = runpy.run_path(str(Path(__file__).with_name("foreign_documents.py")))
FORMATS: dict[str, Callable[[], bytes]] = MADE["FORMATS"]
MARKDOWN: Callable[[], bytes] = MADE["markdown"]
NO_LANGUAGE = {"docx", "google-docs", "word-html"}


def by_hand(name: str) -> str:
    """The Markdown that a person would write, without the language of code where the format cannot say it."""
    text = MARKDOWN().decode()
    return text.replace("```python", "```") if name in NO_LANGUAGE else text


def read(data: bytes) -> tuple[str, str, list[str], list[str]]:
    """The name of the format, the Markdown, the codes of the findings, and the words that were lost."""
    original = Original("document", data)
    form = recognise(original).format
    foreign = form.reader.read(original)
    text, findings = write(foreign)
    lost = [] if foreign.verbatim is not None else lost_words(foreign.visible, text)
    return form.name, text, [finding.code for finding in findings], lost


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_known_by_its_content(name: str) -> None:
    """No file name is needed to tell the tools apart."""
    assert recognise(Original("x", FORMATS[name]())).format.name == name


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_record_of_the_markdown(name: str) -> None:
    """Title, severity, events, actions, and sections are those of the document that a person wrote."""
    _, text, _, lost = read(FORMATS[name]())
    want, got = get(by_hand(name)).record, get(text).record
    assert lost == []
    assert got.title == want.title
    assert got.severity == want.severity
    assert [(e.at, e.what) for e in got.timeline] == [(e.at, e.what) for e in want.timeline]
    assert [replace(a, line=None) for a in got.actions] == [replace(a, line=None) for a in want.actions]
    assert sections_of(got) == sections_of(want)
    assert got.summary == want.summary
    assert got.analysis.root_cause == want.analysis.root_cause


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_markdown_of_a_person(name: str) -> None:
    """From the first section on, the text is the very text that a person would write."""
    _, text, _, _ = read(FORMATS[name]())
    shown, wanted = (t.partition("<!--")[0].strip().split("## Summary")[1] for t in (text, by_hand(name)))
    assert shown == wanted


def test_markdown_stays_as_it_is() -> None:
    """Markdown is kept to the byte, whatever its line ends."""
    data = MARKDOWN().replace(b"\n", b"\r\n")
    assert read(data)[:2] == ("markdown", data.decode())


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("= Outage\n\n== Impact\n\nAll.\n", ["IM120"]),
        ("#+TITLE: Outage\n\nImpact\n", ["IM120"]),
        ("h1. Outage\n\nAll.\n", ["IM120"]),
        ("== Impact ==\nAll.\n", ["IM120"]),
        ("\\documentclass{article}\n", ["IM120"]),
        ("# Outage\n\n```\nh1. no\n```\n", []),
        ("Outage\n======\n\nImpact\n------\n", []),
        ("plain words\n", []),
    ],
)
def test_a_text_that_is_not_read_is_said(text: str, codes: list[str]) -> None:
    """A text of another format is kept as it is, and a finding names the format."""
    name, kept, found, _ = read(text.encode())
    assert (name, kept, found) == ("markdown", text, codes)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("= Outage\n:toc:\n\n== Timeline\n\n|===\n|10:00 |Down\n|===\n* [x] Fix it\n", "AsciiDoc; convert it to HTML"),
        ("= Outage =\n\n'''Severity:''' 2\n\n# one\n# two\n[[Category:Incidents]]\n", "MediaWiki; convert it"),
        ("h1. Outage\n\nh2. Timeline\n||Time||Event||\n|10:00|Down|\n# one\n", "wiki mark-up of Jira or Textile"),
        ("#+TITLE: Outage\n\n* Summary\n:PROPERTIES:\n:END:\n", "Org; convert"),
        ("<?xml version='1.0'?>\n<!-- RSS -->\n<rss><item>Down</item></rss>\n", "XML (rss); save the document as HTML"),
    ],
)
def test_a_text_that_is_surely_of_another_format_is_refused(text: str, said: str) -> None:
    """Read as Markdown it would be a record of mark-up; the message says what to do."""
    with pytest.raises(InputError, match=re.escape(said)):
        recognise(Original("a.txt", text.encode()))


@pytest.mark.parametrize(
    "text",
    [
        "# Outage\n\n## Log\n\n```\nh1. x\n{code}\n```\n\nh1. no\n",
        "Outage\n======\n\n[[wiki link]] and '''quotes'''\n",
        "<?xml version='1.0'?><!DOCTYPE html><html><body><h1>Outage</h1></body></html>",
        "<?xml version='1.0'?><page><ac:layout><p>Outage</p></ac:layout></page>",
    ],
)
def test_a_sign_of_another_format_is_no_proof(text: str) -> None:
    """What is Markdown or a page by its headings is read as such."""
    recognise(Original("a.txt", text.encode()))


def test_every_format_says_what_it_is() -> None:
    """The registry finds the files of the folder, each with a line about it."""
    assert {form.name for form in registered_formats()} == {*FORMATS, "markdown"}
    assert all(form.reads.endswith(".") for form in registered_formats())
