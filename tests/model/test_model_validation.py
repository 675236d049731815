"""JSON becomes a record, or all its faults with their places."""

import json
import typing
from dataclasses import MISSING, fields, is_dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.model.event import Event
from afterword.model.measure import Anchor, Figure, Metrics
from afterword.model.plain import Plain, to_plain
from afterword.model.record import Record
from afterword.model.validation import Fault, record_schema, validate_record

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


def values(hint: object) -> st.SearchStrategy[object]:
    """Any value of a type that a model's field may have."""
    if hint is str:
        return TEXT
    if hint is float:
        return st.floats(allow_nan=False, allow_infinity=False)
    if is_dataclass(hint) and isinstance(hint, type):
        return models(hint)
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) is tuple:
        return st.lists(values(arguments[0]), max_size=2).map(tuple)
    if typing.get_origin(hint) is typing.Literal:
        return st.sampled_from(arguments)
    if arguments:
        return st.one_of(*[values(argument) for argument in arguments])
    return st.from_type(typing.cast(type, hint))


@st.composite
def models(draw: st.DrawFn, kind: type) -> object:
    """A value of a model's class, with some of its fields."""
    hints = typing.get_type_hints(kind)
    names = [field.name for field in fields(kind) if field.name != "schema"]
    needed = {f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING}
    chosen = needed | draw(st.sets(st.sampled_from(names), max_size=6))
    return kind(**{name: draw(values(hints[name])) for name in names if name in chosen})


@given(models(Record))
def test_what_a_record_prints_reads_back_equal(record: Record) -> None:
    """The JSON of any record validates to that record."""
    assert validate_record(json.dumps(to_plain(record))) == record


def test_the_reserved_word_from_is_a_key() -> None:
    """A figure's start is called from in JSON, and nothing else."""
    figure = Figure(status="recorded", seconds=60.0, from_=Anchor(phase="began"))
    record = Record(metrics=Metrics(duration=figure))
    assert validate_record(to_plain(record)) == record
    assert faults({"metrics": {"duration": {"from_": None}}}) == ["$.metrics.duration.from_: is no key of a record"]


def test_every_fault_is_reported_with_its_place() -> None:
    """All faults come at once, in the order of the fields, each with the path of the value."""
    said = faults(
        {"title": 3, "timeline": [{}, {"at": 1, "bogus": 2}], "analysis": {"whys": [[{"answer": []}]]}, "nope": None}
    )
    assert said == [
        "$.title: input should be a valid string",
        "$.timeline[1].at: input should be a valid string",
        "$.timeline[1].bogus: is no key of a record",
        "$.analysis.whys[0][0].answer: input should be a valid string",
        "$.nope: is no key of a record",
    ]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("", "$: is not JSON: "),
        ("{", "$: is not JSON: "),
        ('{"title": "\\ud800"}', "$: is not JSON: "),
        (b"\xff", "$: is not JSON: "),
        ('{"a":' * 100_000, "$: is not JSON: "),
        ("{}], [{}", "$: is not JSON: "),
        ("null", "$: input should be an object"),
        ("[]", "$: input should be an object"),
        ('{"impact": null}', "$.impact: input should be an object"),
        ('{"house_confidence": NaN}', "$.house_confidence: input should be a finite number"),
        ('{"house_confidence": "1"}', "$.house_confidence: input should be a valid number"),
        ('{"timeline": [{"phase": "Detected"}]}', "$.timeline[0].phase: input should be 'began'"),
        ('{"schema": "afterword/record/9"}', "$.schema: is 'afterword/record/9'"),
    ],
)
def test_bad_json_is_a_fault_and_never_an_exception(text: str | bytes, start: str) -> None:
    """Whatever arrives gives one fault that says what is wrong."""
    (said,) = faults(text)
    assert said.startswith(start)


def test_the_schema_names_every_field_and_says_what_it_is() -> None:
    """The JSON Schema has the keys of the record's own JSON, each described by its docstring."""
    schema = typing.cast(dict[str, typing.Any], record_schema())
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert list(schema["properties"]) == list(typing.cast(dict[str, Plain], to_plain(Record())))
    assert list(schema["$defs"]["Event"]["properties"]) == list(typing.cast(dict[str, Plain], to_plain(Event())))
    assert "from" in schema["$defs"]["Figure"]["properties"]
    for name, definition in [("Record", schema), *schema["$defs"].items()]:
        assert definition["additionalProperties"] is False, name
        for field, described in definition["properties"].items():
            assert described.get("description"), f"{name}.{field}"


def faults(data: str | bytes | Plain) -> list[str]:
    """What is wrong with the JSON, each fault as it is printed."""
    found = validate_record(data)
    assert isinstance(found, tuple)
    assert all(isinstance(fault, Fault) for fault in found)
    return [str(fault) for fault in found]
