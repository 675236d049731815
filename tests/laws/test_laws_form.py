"""What equality calls form hides no words: they stay, all of them, in order, in their paragraphs."""

import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from afterword.houses.comparing import comparable, joined_notes, without_form
from afterword.model.plain import Plain, to_plain
from afterword.model.record import Record
from afterword.text.wrapping import unwrap

STRATEGIES = runpy.run_path(str(Path(__file__).with_name("records.py")))
RECORDS: st.SearchStrategy[Record] = STRATEGIES["records"]()
MARKS = [
    "- ",
    "1. ",
    "> ",
    "| a |",
    "|---|",
    "```",
    "    ",
    "\t",
    "# ",
    "<br>",
    "\\",
    "  ",
    "\u00a0",
    "\u3000",
    "障害",
    "復",
]
LINES = st.lists(st.one_of(st.sampled_from([*MARKS, "", "", "a b", "-- c"]), st.text(max_size=8)), max_size=4)
TEXTS = st.lists(LINES.map("".join), max_size=8).map("\n".join)


def ink(text: str) -> str:
    """A text without its spaces and line ends."""
    return "".join(text.split())


def paragraphs(text: str) -> list[str]:
    """The words between blank lines."""
    return [ink(part) for part in re.split(r"\n(?:[^\S\n]*\n)+", text)]


def strings(value: Plain) -> Iterator[str]:
    """Every text in a value, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)


@settings(max_examples=300)
@given(TEXTS)
def test_wrapping_keeps_every_character_that_shows(text: str) -> None:
    """Without its soft line breaks a text has the same characters in the same paragraphs, and no other breaks."""
    made = unwrap(text)
    assert paragraphs(made) == paragraphs(text)
    assert len(made.split("\n")) <= len(text.split("\n"))
    assert unwrap(made) == made


@settings(max_examples=300)
@given(TEXTS.filter(lambda text: text.isascii()))
def test_wrapping_keeps_words_apart(text: str) -> None:
    """No two words become one where words are written with spaces."""
    assert unwrap(text).split() == text.split()


@settings(max_examples=100)
@given(RECORDS)
def test_form_hides_no_word_of_a_record(record: Record) -> None:
    """All texts but those of notes are there, one for one; notes keep their words and, once, their headings."""
    tree = comparable(cast("dict[str, Plain]", to_plain(record)))
    made = without_form(tree)
    assert [*made] == [*tree]
    for name in tree:
        if name != "remainder":
            assert [ink(t) for t in strings(made[name])] == [ink(t) for t in strings(tree[name])]
    notes, joined = (cast("list[dict[str, Plain]]", t.get("remainder", [])) for t in (tree, made))
    assert ink("".join(str(n.get("text") or "") for n in joined)) == ink(
        "".join(str(n.get("text") or "") for n in notes)
    )
    headings = [n.get("heading") for n in notes]
    assert [n.get("heading") for n in joined] == [h for n, h in enumerate(headings) if not n or headings[n - 1] != h]


@given(st.lists(st.tuples(st.sampled_from([None, "A", "B"]), st.sampled_from([None, "one", "two\nlines"]))))
def test_notes_are_joined_as_they_stand(notes: list[tuple[str | None, str | None]]) -> None:
    """Joining is done at once, and keeps every text as a paragraph under the heading that it stood under."""
    made = joined_notes([{k: v for k, v in zip(("heading", "text"), n, strict=True) if v} for n in notes])
    assert joined_notes(made) == made
    held = [(n.get("heading"), p) for n in cast("list[dict[str, str]]", made) for p in n.get("text", "").split("\n\n")]
    assert [h for h in held if h[1]] == [n for n in notes if n[1]]
