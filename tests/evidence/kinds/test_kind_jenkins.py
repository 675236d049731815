"""Jenkins builds."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
AT = "2024-02-15T14:32:10Z"
BUILD = {
    "number": 7,
    "fullDisplayName": "deploy #7",
    "timestamp": 1708007530250,
    "duration": 60500,
    "result": "FAILURE",
    "building": False,
    "actions": [{}, {"causes": [{"shortDescription": "Started by user Ana", "userName": "Ana"}]}],
}


@pytest.mark.parametrize("wrap", [lambda b: b, lambda b: {"builds": [b]}, lambda b: {"jobs": [{"builds": [b]}]}])
def test_a_build_starts_at_its_stamp_and_ends_after_its_duration(
    reading: Reading, wrap: Callable[[object], object]
) -> None:
    """Both in milliseconds; who started it stands among its causes."""
    (entry,) = reading(json.dumps(wrap(BUILD))).entries()
    assert (entry.at, entry.who) == ("2024-02-15T14:32:10.250Z", "Ana")
    assert entry.what == "Build deploy #7: Started by user Ana"
    assert [(m.at, m.what) for m in entry.moments] == [("2024-02-15T14:33:10.75Z", "failure")]


@pytest.mark.parametrize(
    ("fields", "at", "count"),
    [
        ({"result": None, "duration": 0, "building": True}, AT, 0),
        ({"timestamp": None}, None, 0),
        ({"timestamp": [], "actions": "x", "number": None, "fullDisplayName": 3}, None, 0),
        ({"duration": "long"}, AT, 0),
    ],
)
def test_a_running_or_damaged_build_has_no_end(
    reading: Reading, fields: dict[str, object], at: str | None, count: int
) -> None:
    """Missing and wrong values leave holes."""
    *_, entry = reading(json.dumps({"builds": [BUILD, {**BUILD, **fields}]})).entries()
    assert (entry.at is None, len(entry.moments)) == (at is None, count)


def test_no_build_ends_later_than_it_could(reading: Reading) -> None:
    """A duration of centuries is none."""
    (entry,) = reading(json.dumps({**BUILD, "duration": 10**15})).entries()
    assert entry.moments == ()
