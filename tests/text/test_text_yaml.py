"""YAML of front matter: what people mean by it, and nothing that can hurt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.houses import lens
from afterword.model.plain import Plain
from afterword.text import yaml

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 10:35", {"a": "10:35"}),
        ("a: NO", {"a": "NO"}),
        ("a: yes", {"a": "yes"}),
        ("a: on", {"a": "on"}),
        ("a: 2024-02-15", {"a": "2024-02-15"}),
        ("a: 2024-02-15 10:35:00", {"a": "2024-02-15 10:35:00"}),
        ("a: 1.10", {"a": "1.10"}),
        ("a: 1_000", {"a": "1_000"}),
        ("a: 0x1f", {"a": "0x1f"}),
        ("a: 007", {"a": "007"}),
        ("a: 12", {"a": 12}),
        ("a: true", {"a": True}),
        ("a: ~", {"a": None}),
        ("a:", {"a": None}),
        ("a: [b, 'c']", {"a": ["b", "c"]}),
        ("a:\n- b\n- c: d", {"a": ["b", {"c": "d"}]}),
        ("a: |\n  b\n  c\n", {"a": "b\nc\n"}),
        ("a: A & B", {"a": "A & B"}),
        ('a: "*x* and &y"', {"a": "*x* and &y"}),
        ("1: a", {"1": "a"}),
        ("a: 99999999999999999999999", {"a": "99999999999999999999999"}),
        ("", None),
    ],
)
def test_values_stay_what_was_written(text: str, value: Plain) -> None:
    """Times, versions, and NO are text."""
    assert yaml.load(text) == value


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\na: 2", 2),
        (BOMB, 1),
        ("a: 1\nb: &x y", 2),
        ("a: *x", 1),
        ("a: [1", 1),
        ("a: 1\n\tb: 2", 2),
        ("? [a, b]\n: c", 1),
        ("a: " + "[" * 40 + "]" * 40, 1),
        ("a: " + "[" * 20000, 1),
        ("a: " + "x" * 300 * 1024, 1),
        ("a: 1\n--- \nb: 2", 2),
        ("- a", 1),
        ("just text", 1),
    ],
)
def test_what_is_broken_or_dangerous_is_refused(text: str, line: int) -> None:
    """Repeated keys, anchors, aliases, depth, and size are errors with a line."""
    with pytest.raises(yaml.YamlError) as caught:
        yaml.load_mapping(text)
    assert caught.value.line >= 1
    assert abs(caught.value.line - line) <= 1
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system [ls]", "!!python/name:os.system", "!!binary eA=="])
def test_a_tag_makes_nothing(tag: str) -> None:
    """A tag is refused or ignored; it never makes an object."""
    try:
        value = yaml.load(f"a: {tag}")
    except yaml.YamlError:
        return
    assert isinstance(value, dict)
    assert isinstance(value["a"], str | list)


@pytest.mark.parametrize(
    "matter", ["a: 1\na: 2", BOMB.strip(), "a: [1", "title: &t x\nid: *t", "a: " + "[" * 100, "k: " + "x" * 300 * 1024]
)
def test_a_document_with_such_front_matter_is_read_and_kept(matter: str) -> None:
    """The finding has a line within the front matter, the rest is read, and the text comes back."""
    text = f"---\n{matter}\n---\n# Post-Mortem: Outage\n\n## Summary\n\nIt broke.\n"
    reading = lens.get(text)
    found = [f for f in reading.record.findings if f.code == "RD101"]
    assert len(found) == 1
    assert found[0].line is not None
    assert 1 <= found[0].line <= matter.count("\n") + 3
    assert reading.record.summary == "It broke."
    assert lens.put(text, reading.record) == text


@given(st.one_of(st.text(), st.integers(-(10**15), 10**15), st.booleans(), st.none()))
def test_a_scalar_reads_back(value: str | int | bool | None) -> None:
    """Any scalar written on one line is read as itself."""
    written = yaml.dump_scalar(value)
    assert "\n" not in written
    assert yaml.load(f"a: {written}") == {"a": value}
    assert yaml.load(f"a: [{written}, x]") == {"a": [value, "x"]}


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.text("ab é:#'\"\n", max_size=20), max_size=4))
def test_spans_are_where_values_stand(values: dict[str, str]) -> None:
    """The span of a value, cut out of the text, is the value."""
    text = "".join(f"{key}: {yaml.dump_scalar(value)}\n" for key, value in values.items())
    for key, value in yaml.load_mapping(text).items():
        assert value.plain == values[key]
        assert yaml.load(text[value.span.start : value.span.end]) == values[key]
