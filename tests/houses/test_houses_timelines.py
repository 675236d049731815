"""Timelines of documents of no known house: a case is a level-two heading, a document, and its entries.

An entry is its ``at`` (``-`` for none), ``until`` where it has one, a bar, and how its words begin.
"""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from afterword.errors import RefusedEdit
from afterword.houses import lens

CASES = Path(__file__).with_name("timelines")
_CASE = re.compile(r"^## ([^\n]+)\n\n````markdown\n(.*?)^````\n\n````text\n(.*?)^````$", re.MULTILINE | re.DOTALL)


def cases() -> list[tuple[str, str, str]]:
    """Name, document, and entries of every case."""
    return [
        (f"{path.stem}: {name}", document, entries)
        for path in sorted(CASES.glob("*.md"))
        for name, document, entries in _CASE.findall(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(("document", "entries"), [pytest.param(d, e, id=n) for n, d, e in cases()])
def test_a_timeline_is_read_as_a_person_reads_it(document: str, entries: str) -> None:
    """The entries are there, in their order, with their times and words, and nothing else is."""
    wanted = [line.split(" | ", 1) for line in entries.splitlines()]
    events = lens.get(document).record.timeline
    read = [
        (" ".join(filter(None, (event.at or "-", event.until))), (event.what or "")[: len(words)])
        for event, (_, words) in zip(events, wanted, strict=False)
    ]
    assert (read, len(events)) == ([(at, words) for at, words in wanted], len(wanted))


@pytest.mark.parametrize("document", [pytest.param(d, id=n) for n, d, _ in cases()])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_timeline_is_put_back_byte_for_byte(document: str, newline: str) -> None:
    """Whatever was read from it, a document comes back as it was."""
    text = document.replace("\n", newline)
    assert lens.put(text, lens.get(text).record) == text


@pytest.mark.parametrize("document", [pytest.param(d, id=n) for n, d, _ in cases()])
def test_a_changed_entry_is_written_or_refused(document: str) -> None:
    """New words of an entry stand in the document afterwards; where its place cannot hold them, nothing is written."""
    record = lens.get(document).record
    if not record.timeline:
        return
    changed = replace(record, timeline=(replace(record.timeline[0], what="Other words"), *record.timeline[1:]))
    try:
        text = lens.put(document, changed, may_carry=False)
    except RefusedEdit:
        return
    assert lens.agrees(text, changed)
    assert "Other words" in text


def test_an_entry_within_another_text_can_be_changed() -> None:
    """The text around it changes with it, and with nothing else."""
    document = "# Outage\n\n## Context\n\nA change.\n\n- 2023-05-04 10:05 UTC: a\n- 2023-05-04 10:06 UTC: b\n"
    record = lens.get(document).record
    changed = replace(record, timeline=(replace(record.timeline[0], what="c"), record.timeline[1]))
    assert lens.put(document, changed) == document.replace(": a", ": c")


def test_every_case_has_the_form() -> None:
    """No case is passed over because of a slip in its form."""
    heads = sum(p.read_text(encoding="utf-8").count("\n````markdown\n") for p in CASES.glob("*.md"))
    assert len(cases()) == heads > 0
