"""Records written as lines of JSON."""

import json

import pytest

from afterword.model.event import Event
from afterword.model.json_text import to_json
from afterword.model.plain import to_plain
from afterword.model.record import Record
from afterword.model.spelled import Spelled

RECORDS = [
    Record(),
    Record(title='100 % "down"\n\t\u2028\ud83d \x7f \u00e9', services=("a", "b"), toc=True),
    Record(status=Spelled(value="final", written="Complete"), timeline=(Event(what="%s", line=3), Event(what="x"))),
]


@pytest.mark.parametrize("record", RECORDS)
def test_the_text_is_that_of_the_plain_value(record: Record) -> None:
    """The line is the one that the standard library makes of the plain value."""
    assert to_json(record) == json.dumps(to_plain(record), ensure_ascii=False)


@pytest.mark.parametrize("value", [None, True, 1, 1.5, "a", [1, ["b"]], (), {"a": (1, None)}, [{}]])
def test_any_plain_value_can_be_written(value: object) -> None:
    """What is no value of the model is written as well."""
    assert to_json(value) == json.dumps(to_plain(value), ensure_ascii=False)


def test_keys_can_be_put_before_those_of_a_record() -> None:
    """A key that is given stands first, and the rest follows."""
    line = to_json(RECORDS[0], file="a \u00e9.md")
    assert line.startswith('{"file": "a \u00e9.md", "schema": ')
    assert json.loads(line) == {"file": "a \u00e9.md", **json.loads(to_json(RECORDS[0]))}
