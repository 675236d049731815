"""Classes made by our ``dataclass`` behave as those of the standard library."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, fields, replace
from functools import cached_property

import pytest

from afterword.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """With everything that a class of the model uses."""

    what: str
    who: str | None = None
    tags: tuple[str, ...] = ()
    seen: list[str] = field(default_factory=list, compare=False, repr=False)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """The same by the library."""

    what: str
    who: str | None = None
    tags: tuple[str, ...] = ()
    seen: list[str] = field(default_factory=list, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Below(Ours):
    """One below another."""

    more: int = 0


@dataclass(slots=True)
class Open:
    """One that changes, with fields that nobody gives and words of its own."""

    first: int
    second: int = 2
    total: int = field(init=False)
    steps: list[int] = field(init=False, default_factory=list)
    unit: str = field(init=False, default="s")

    def __post_init__(self) -> None:
        """Adds up."""
        self.total = self.first + self.second

    def __repr__(self) -> str:
        """Its own words."""
        return f"{self.total} {self.unit}"


@dataclass(slots=True, eq=False)
class Bare:
    """One that is only itself, and holds nothing."""


@dataclass(slots=True, unsafe_hash=True)
class Nothing:
    """One that holds nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """One that holds one thing, which nobody has to give."""

    what: str = field(init=False)


@pytest.mark.parametrize("kind", [Ours, Theirs])
class TestAValue:
    """What holds of both."""

    def test_is_made_shown_and_compared_by_its_fields(self, kind: Callable[..., Ours]) -> None:
        """Two values of the same fields are equal, have one hash, and show what they are made of."""
        one = kind(what="a", who="b", seen=["c"])
        assert repr(one) == f"{kind.__name__}(what='a', who='b', tags=())"
        assert one == kind(what="a", who="b")
        assert one != kind(what="a")
        assert one != object()
        assert len({one, kind(what="a", who="b"), kind(what="a")}) == 2

    def test_makes_what_is_not_given_anew(self, kind: Callable[..., Ours]) -> None:
        """No two values share a list that neither was given."""
        assert kind(what="a").seen == []
        assert kind(what="a").seen is not kind(what="a").seen

    def test_cannot_be_changed(self, kind: Callable[..., Ours]) -> None:
        """Neither setting nor deleting a field is allowed."""
        one = kind(what="a")
        with pytest.raises(FrozenInstanceError, match="'what'"):
            one.what = "b"  # type: ignore[misc]
        with pytest.raises(FrozenInstanceError):
            del one.what

    def test_says_which_field_is_wrong(self, kind: Callable[..., Ours]) -> None:
        """A missing field and an unknown one are named."""
        with pytest.raises(TypeError, match=r"__init__\(\) missing 1 required keyword-only argument: 'what'"):
            kind()
        with pytest.raises(TypeError, match="'why'"):
            kind(what="a", why="b")

    def test_can_be_copied(self, kind: Callable[..., Ours]) -> None:
        """A copy, one with another field, and one that was written down and read are values of their own."""
        one = kind(what="a", tags=("b",), seen=["c"])
        assert replace(one, who="d") == kind(what="a", tags=("b",), who="d")
        for other in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):  # noqa: S301  # our own
            assert other == one
            assert other.seen == ["c"]

    def test_tells_about_itself(self, kind: Callable[..., Ours]) -> None:
        """Its fields can be asked for, and how it was declared."""
        assert [each.name for each in fields(kind(what="a"))] == ["what", "who", "tags", "seen"]
        assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
        assert not hasattr(kind(what="a"), "__dict__")


@dataclass(frozen=True)
class Remembering:
    """One without slots, which remembers what it worked out."""

    what: str
    who: str = "b"

    @cached_property
    def both(self) -> str:
        """Both in a line."""
        return f"{self.who}: {self.what}"


def test_a_class_without_slots_may_remember() -> None:
    """What was worked out once is no field, and changes nothing else."""
    one = Remembering("a")
    assert one.both == "b: a"
    assert one == Remembering("a")
    with pytest.raises(FrozenInstanceError):
        one.who = "c"  # type: ignore[misc]


def test_a_class_below_another_has_the_fields_of_both() -> None:
    """The fields of the upper class come first, and a value of it is none of the lower class."""
    one = Below(what="a", more=1)
    assert repr(one) == "Below(what='a', who=None, tags=(), more=1)"
    assert one != Ours(what="a")
    with pytest.raises(FrozenInstanceError):
        one.more = 2  # type: ignore[misc]


def test_a_class_that_changes_is_set_and_finished() -> None:
    """Fields can be given by place, are worked out where nobody gives them, and can be set later."""
    one = Open(1)
    assert (one.first, one.second, one.total, one.steps, one.unit) == (1, 2, 3, [], "s")
    assert repr(one) == "3 s"
    one.unit = "min"
    assert one != Open(1)
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


def test_a_class_may_hold_little() -> None:
    """One without fields, one that is compared as itself, and one whose field was never set can be made."""
    assert Bare() != Bare()
    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(Nothing())
    assert not hasattr(Single(), "what")
