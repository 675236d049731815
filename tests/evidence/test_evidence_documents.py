"""Records of JSON documents are found whatever wraps them."""

import io
import json

from hypothesis import given
from hypothesis import strategies as st

from afterword.evidence.clock import Clock
from afterword.evidence.documents import Place, find_records, inner, many, moment_of, read_records, words
from afterword.evidence.fields import Fields
from afterword.evidence.options import Options
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

RECORD = st.fixed_dictionaries({"mark": st.just(True), "text": st.text(max_size=8), "more": st.lists(st.integers())})
KEYS = st.sampled_from(["data", "result", "items", "ö"])
BESIDE = st.dictionaries(st.sampled_from(["count", "next", "page"]), st.integers() | st.none() | st.text(max_size=4))


def is_record(value: Fields) -> bool:
    """The records of this test bear a mark."""
    return value.get("mark") is True


def make(value: Fields, _clock: Clock) -> Record:
    """A record with the text of the object."""
    return Record(offset=0, length=0, lines=0, what=words(value, "text"))


def read(data: bytes) -> list[Record]:
    """What is read from a text."""
    sample = Sample(head=data)
    context = Context(
        options=Options(), clock=Clock(Options()), sample=sample, report=lambda *_: None, neighbour=lambda _: None
    )
    text = Text(name="t", open=lambda: io.BytesIO(data), size=len(data))
    return list(read_records(text, context, is_record, make))


@given(
    st.lists(RECORD, min_size=1, max_size=5), st.lists(KEYS | st.none(), max_size=3), BESIDE, st.sampled_from([None, 2])
)
def test_every_record_is_found_in_its_place(
    records: list[dict[str, object]], wrappers: list[str | None], beside: dict[str, object], indent: int | None
) -> None:
    """Objects with other keys and lists around a list of records change neither their number nor their spans."""
    document: object = records
    for key in wrappers:
        document = {**beside, key: document, "after": 1} if key else [document]
    data = json.dumps(document, indent=indent, ensure_ascii=False).encode()
    found = read(data)
    assert [json.loads(data[one.offset : one.offset + one.length]) for one in found] == records
    if document != records[0]:  # an object on a line is cited by it
        assert [one.number for one in found] == list(range(1, len(records) + 1))
    assert all(one.line == data.count(b"\n", 0, one.offset) + 1 for one in found)


def test_records_beside_each_other_under_other_keys_speak_against_the_place() -> None:
    """What one path does not reach must not be left out without a word: the text is then rather not understood."""
    one = {"mark": True, "text": "a"}
    place = find_records(Sample(head=json.dumps({"a": one, "b": one, "c": one}).encode()), is_record)
    assert isinstance(place, Place)
    assert place.share < 0.5


def test_lists_side_by_side_are_read_in_the_order_of_the_text() -> None:
    """What somebody saved together, or an answer gives apart, is read from both lists; lists of others are left."""
    first, second = ([{"mark": True, "text": f"{name}{n}"} for n in range(2)] for name in "ab")
    document = {"runs": {"items": first}, "people": {"items": [{"text": "c"}] * 9}, "jobs": {"items": second}}
    for data in (json.dumps(document, indent=1), json.dumps([document, document]), json.dumps(document) + "\n"):
        found = read(data.encode())
        times = 2 if data.startswith("[") else 1
        assert [one.what for one in found] == ["a0", "a1", "b0", "b1"] * times
        assert [one.number for one in found] == list(range(1, 4 * times + 1))
        assert [json.loads(data[one.offset : one.offset + one.length])["text"] for one in found] == [
            one.what for one in found
        ]


def test_values_of_the_wrong_type_are_nothing() -> None:
    """A path through a text, a list where an object should be, a truth value where a text should be."""
    fields: Fields = {"a": {"b": [1, {"c": 2}]}, "t": True, "n": 3, "e": "  "}
    assert (words(fields, "a", "b", "c"), words(fields, "t"), words(fields, "e")) == (None, None, None)
    assert words(fields, "n") == "3"
    assert (dict(inner(fields, "n", "x")), list(many(fields, "a", "b"))) == ({}, [{"c": 2}])


def test_a_time_that_is_none_says_what_it_was() -> None:
    """Text that is no time is kept as written; null and "never" are no time at all."""
    clock = Clock(Options())
    assert moment_of("soon", clock).written == "soon"
    assert moment_of("soon", clock).at is None
    assert [moment_of(value, clock) for value in (None, "", "0001-01-01T00:00:00Z", True)] == [NO_TIME] * 4


LINES = b'{"mark": true, "text": "a"}\n\npanic: oh\n\tmain.go:3\n{"mark": true, "te\n{"mark": true, "text": "b"}\n'


def test_lines_of_objects_are_read_one_by_one() -> None:
    """Text below an object goes on with its words; a line cut short costs no other."""
    first, second, *_ = read(LINES + b'{"mark": true}\n' * 4)
    assert (first.what, second.what) == ("a\n\npanic: oh\n\tmain.go:3", "b")
    assert (first.line, first.lines, second.line, second.number) == (1, 4, 6, None)
    assert LINES[second.offset : second.offset + second.length] == b'{"mark": true, "text": "b"}\n'


def test_pages_on_lines_are_read_one_by_one() -> None:
    """Records within lines stand where they stand in the file, whatever stands between the lines."""
    page = b'{"data": [{"mark": true, "text": "\xc3\xb6"}, {"mark": true, "text": "b"}], "next": 2}\n'
    data = page + b"{broken\n" + page + b"web-1  | " + page.rstrip()
    found = read(data)
    assert [one.what for one in found] == ["ö", "b"] * 3
    assert [one.line for one in found] == [1, 1, 3, 3, 4, 4]
    assert all(json.loads(data[one.offset : one.offset + one.length])["mark"] for one in found)
    assert [one.lines for one in found] == [0] * 6


def test_what_stands_around_objects_is_reported_once() -> None:
    """Lines that are neither JSON nor begin with a time are counted, with the first of them."""
    said: list[tuple[str, str, int | None]] = []
    data = b"> npm start\n" + LINES + b"2024-02-15 12:00:00 another log\n"
    context = Context(
        options=Options(),
        clock=Clock(Options()),
        sample=Sample(head=data + b'{"mark": true}\n' * 4),
        report=lambda *finding: said.append(finding),
        neighbour=lambda _: None,
    )
    text = Text(name="t", open=lambda: io.BytesIO(data), size=len(data))
    *_, other = read_records(text, context, is_record, make)
    assert (other.moment.at, other.what, other.line) == ("2024-02-15T12:00:00", "another log", 8)
    assert said == [("EV204", "2 line(s) are not JSON and are unparsed", 1)]
