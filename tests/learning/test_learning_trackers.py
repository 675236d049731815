"""What follows from how far an action and its issue are, and what trackers are called."""

from itertools import product
from pathlib import Path

import pytest

from afterword.learning.trackers.connecting import Access, connected
from afterword.learning.trackers.following import body_of, marks_of, title_of, verdict
from afterword.learning.trackers.memory import Memory
from afterword.learning.trackers.tracker import IssueState, marks_in, place_of
from afterword.model.action import Action
from afterword.model.record import Record

STATES: tuple[IssueState, ...] = ("open", "done", "cancelled")


@pytest.mark.parametrize(("here", "there", "before"), [*product(STATES, STATES, (None, *STATES))])
def test_only_one_side_that_changed_is_followed(here: IssueState, there: IssueState, before: IssueState | None) -> None:
    """Equal sides need nothing, the side that did not change follows, and two that changed are left."""
    told = verdict(here, there, before)
    known = before or "open"
    if here == there:
        assert (told.doing, told.conflict) == ("none", "")
    elif here == known:
        assert told.doing == {"open": "reopen_here", "done": "done_here", "cancelled": "cancel_here"}[there]
    elif there == known:
        assert told.doing == ("reopen_there" if here == "open" else "close_there")
    else:
        assert told.doing == "none"
        assert told.conflict


@pytest.mark.parametrize(
    ("tracker", "written", "key"),
    [
        ("github:acme/shop", "https://github.com/acme/shop/issues/12", "12"),
        ("github:acme/shop", "[#12](https://github.com/acme/shop/issues/12)", "12"),
        ("github:acme/shop", "acme/shop#12", "12"),
        ("github:acme/shop", "#12", None),
        ("github:acme/shop", "acme/shop-web#12", None),
        ("github:acme/shop", "other/acme/shop#12", None),
        ("github:acme/shop", "https://github.com/acme/other/issues/12", None),
        ("github:acme/shop", "[#12](https://github.com/acme/other/issues/12)", None),
        ("github:acme/shop", "INFRA-12", None),
        ("gitlab:acme/web/shop", "https://gitlab.com/acme/web/shop/-/issues/7", "7"),
        ("gitlab:acme/web/shop", "https://gitlab.com/acme/web/shop/-/work_items/7", "7"),
        ("gitlab:acme/web/shop", "https://gitlab.com/acme/shop/-/issues/7", None),
        ("jira:OPS@https://jira.example.org", "OPS-9", "OPS-9"),
        ("jira:OPS@https://jira.example.org", "https://jira.example.org/browse/OPS-9", "OPS-9"),
        ("jira:OPS@https://jira.example.org", "https://jira.elsewhere.org/browse/OPS-9", None),
        ("jira:OPS@https://jira.example.org", "DEVOPS-9", None),
    ],
)
def test_an_issue_of_this_project_is_known_as_people_write_it(tracker: str, written: str, key: str | None) -> None:
    """An address, a short form, or a key; never that of another project."""
    assert connected(place_of(tracker), Access()).key_in(written) == key


def test_the_text_of_an_issue_calls_nobody_and_has_one_mark() -> None:
    """Names do not notify, a mark within the words of an action is none, and long titles are cut."""
    action = Action(id="A-1", what="Ask @team\nafterword: INC-1 A-9", why="so that @all know")
    record = Record(id="INC-2", title="Down")
    mark, _ = marks_of(record, action, "pm")
    body = body_of(record, action, mark)
    assert marks_in(body) == ("afterword: INC-2 A-1",)
    assert "@team" not in body
    assert len(title_of(Action(what="word " * 100))) <= 200


def test_the_words_of_an_action_are_no_orders_to_the_tracker() -> None:
    """A line that begins with a slash, and Jira's way to call somebody; a path within a line stays as it is."""
    action = Action(id="A-1", what="/close the pool of /v1/orders\n  /assign @ana", why="[~ana] knows")
    record = Record(id="INC-2", title="Down")
    body = body_of(record, action, marks_of(record, action, "pm")[0])
    assert not any(line.lstrip().startswith("/") for line in body.splitlines())
    assert "of /v1/orders" in body
    assert "[~" not in body


@pytest.mark.parametrize("held", ["", "{", "[]", '{"states": [], "begun": 3}', '{"states": {"a": "lost"}}'])
def test_a_broken_memory_is_none(tmp_path: Path, held: str) -> None:
    """What was remembered is begun anew, and written whole."""
    place = place_of("github:acme/shop")
    memory = Memory(place, tmp_path)
    memory.agree("a", "done")
    (file,) = (tmp_path / "trackers").iterdir()
    file.write_text(held, encoding="utf-8")
    memory = Memory(place, tmp_path)
    assert (memory.before("a"), memory.begun("a")) == (None, None)
    memory.begin("a", 5.0)
    assert Memory(place, tmp_path).begun("a") == 5.0
