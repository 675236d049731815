"""Searching the shelf: words, phrases, beginnings, fields, facets, and where a match stands."""

import runpy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterword.errors import UsageError
from afterword.learning.searching import parse, search
from afterword.learning.shelf import Shelf

MADE = runpy.run_path(str(Path(__file__).with_name("learning_shelves.py")))
seal = MADE["seal"]


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """Four incidents."""
    shelf: Shelf = MADE["shelf_of"](
        {
            "a.md": seal("INC-1", cause="The connection pool was exhausted by retries.", classes="capacity"),
            "b.md": seal("INC-2", day="2026-04-02", cause="A pool of connections timed out.", classes="network"),
            "c.md": seal("INC-3", day="2026-07-03", cause="The certificate of the gateway expired."),
            "d.md": seal("INC-4", day="2025-02-03", title="障害の報告", cause="タイムゾーン変換の誤り"),
        }
    )
    return shelf


@pytest.mark.parametrize(
    ("words", "files"),
    [
        ("pool", ["a.md", "b.md"]),
        ("pools exhausting", ["a.md"]),
        ('"connection pool"', ["a.md"]),
        ('"pool of connections"', ["b.md"]),
        ("certif*", ["c.md"]),
        ("pool -retries", ["b.md"]),
        ("certificate OR retries", ["a.md", "c.md"]),
        ("cause:certificate", ["c.md"]),
        ("title:certificate", []),
        ("タイムゾーン", ["d.md"]),
        ("ゾーン変換", ["d.md"]),
        ("INC-3", ["c.md"]),
        ("class:configuration", ["c.md", "d.md"]),
        ("class:configuration -year:2025", ["c.md"]),
        ("since:2026-04", ["b.md", "c.md"]),
        ("until:2026-04", ["a.md", "b.md", "d.md"]),
        ("quarter:2026Q3", ["c.md"]),
        ("severity:unknown pool", ["a.md", "b.md"]),
        ("-pool", ["c.md", "d.md"]),
        ('10:00 "nothing such"', []),
        ('odd"quote', []),
        ("cause:nothing AND class:network", []),
    ],
)
def test_what_is_asked_is_found(shelf: Shelf, words: str, files: list[str]) -> None:
    """Each kind of question gives the documents that a person would name, and no others."""
    answer = search(shelf, parse(words))
    assert sorted(found.file for found in answer.found) == files
    assert answer.count == len(files)


def test_a_match_has_its_line_and_its_marks(shelf: Shelf) -> None:
    """The line is that of the document, and the marks cut the words out of the excerpt."""
    (found,) = search(shelf, parse("exhausted")).found
    assert found.line == 19
    assert [found.excerpt[start:end] for start, end in found.marks] == ["exhausted"]
    (japanese,) = search(shelf, parse("タイムゾーン")).found
    assert [japanese.excerpt[start:end] for start, end in japanese.marks] == ["タイムゾーン"]


def test_facets_count_what_was_found(shelf: Shelf) -> None:
    """By class and year, and what is not known is counted as unknown."""
    facets = search(shelf, parse("pool")).facets
    assert facets["class"] == {"capacity": 1, "network": 1}
    assert facets["quarter"] == {"2026Q1": 1, "2026Q2": 1}
    assert facets["severity"] == {"unknown": 2}


@pytest.mark.parametrize("words", ["", "  ", "-", '""', "class:", "AND", "***", "since:spring", "until:2026-13"])
def test_nothing_to_search_for_is_refused(words: str) -> None:
    """With a word on what may be asked."""
    with pytest.raises(UsageError):
        parse(words)


def test_the_best_come_first_and_no_more_than_asked(shelf: Shelf) -> None:
    """A word of the causes outweighs one of the text, and the count is of all."""
    answer = search(shelf, parse("checkout OR certificate"), limit=2)
    assert answer.found[0].file == "c.md"
    assert len(answer.found) == 2
    assert answer.count == 3


@settings(max_examples=60)
@given(
    words=st.text(max_size=40)
    | st.lists(st.sampled_from(["-", '"', "*", "(", "OR", "NEAR", "^", ":", "cause:", "pool", "\x00"]), max_size=7).map(
        " ".join
    )
)
def test_no_question_breaks_the_search(shelf: Shelf, words: str) -> None:
    """Whatever is typed is answered or refused."""
    try:
        query = parse(words)
    except UsageError:
        return
    assert search(shelf, query).count <= 4
