"""The causes of a record: as a tree, as pictures, and on the command line."""

from xml.etree import ElementTree as ET

import pytest

from afterword.model.analysis import Analysis, Control, Factor, Why
from afterword.model.record import Record
from afterword.publish.causal_tree import draw_barriers, draw_causes, wrapped
from afterword.publish.causes import OPEN, Cause, causes
from afterword.publish.look import Look


def chain(*answers: str | None) -> tuple[Why, ...]:
    """A why chain with these answers."""
    return tuple(Why(question=f"Why {n}?", answer=answer) for n, answer in enumerate(answers))


def shape(cause: Cause) -> dict[str, object]:
    """The tree as nested names."""
    return {each.text: shape(each) for each in cause.behind}


def test_chains_that_begin_alike_branch_where_they_part() -> None:
    """The first steps that two chains share are one, and the tree branches where their answers differ."""
    analysis = Analysis(whys=(chain("The pool ran dry.", "It was small."), chain("the pool ran dry", "Nobody looked.")))
    found = causes(Record(title="Orders failed", analysis=analysis))
    assert shape(found.incident) == {"The pool ran dry.": {"It was small.": {}, "Nobody looked.": {}}}


def test_a_cause_stated_apart_is_marked_in_its_chain() -> None:
    """A root cause that ends a chain and a trigger that begins it are no further boxes."""
    analysis = Analysis(
        trigger="The pool ran dry.", root_cause="It was small.", whys=(chain("The pool ran dry.", "It was small."),)
    )
    found = causes(Record(analysis=analysis))
    assert [cause.roles for _, cause in found.incident.walk()] == [
        ["incident"],
        ["why", "trigger"],
        ["why", "root cause"],
    ]


def test_a_root_cause_of_its_own_ends_the_only_chain() -> None:
    """With one chain and one root cause, the root cause lies behind the last answer."""
    found = causes(Record(analysis=Analysis(root_cause="No limit is checked.", whys=(chain("A", "B"),))))
    assert shape(found.incident) == {"A": {"B": {"No limit is checked.": {}}}}


def test_an_open_why_is_shown_as_open() -> None:
    """A why without an answer is in the tree, and said to be open."""
    found = causes(Record(analysis=Analysis(whys=(chain("A", None),))))
    last = list(found.incident.walk())[-1][1]
    assert (last.text, last.question, last.is_open) == (OPEN, "Why 1?", True)


def test_a_record_without_causes_draws_nothing() -> None:
    """Where nothing is said of why, nothing is drawn."""
    found = causes(Record(title="Quiet"))
    assert found.is_empty
    assert draw_causes(found) is None
    assert draw_barriers(found.barriers) is None


def test_pictures_are_well_formed_and_hold_every_word() -> None:
    """Whatever a cause, a condition, or a safeguard says stands in the picture, markup and all scripts escaped."""
    analysis = Analysis(
        whys=(chain("<script>alert(1)</script> & more", "データベースの接続上限"),),
        contributing_factors=(Factor(text="No graph", category="monitoring", actions=("A-1",)),),
        controls=tuple(Control(control=f"Control {n}", why_it_failed=f"Hole {n}") for n in range(5)),
    )
    found = causes(Record(title="Orders failed", analysis=analysis))
    for drawing in (draw_causes(found), draw_barriers(found.barriers)):
        assert drawing is not None
        root = ET.fromstring(drawing.standalone(Look().light))  # noqa: S314  it is our own
        assert int((root.get("viewBox") or "").split()[3]) == drawing.height
    words = "".join(ET.fromstring((draw_causes(found) or drawing).body).itertext())  # noqa: S314  it is our own
    assert "alert(1)" in words.replace(" ", "")
    assert "データベースの接続上限" in words
    assert "monitoring" in words


@pytest.mark.parametrize(("text", "lines"), [("", 0), ("a b", 1), ("word " * 60, 6), ("x" * 95, 5)])
def test_long_words_wrap(text: str, lines: int) -> None:
    """A text takes as many lines as it needs, up to six; a word longer than a line is cut."""
    assert len(wrapped(text, 20)) == lines
