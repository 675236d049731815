"""Samples of Prometheus."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]

METRIC = {"__name__": "up", "job": "api", "instance": 'web"1'}
NAME = 'up{job="api",instance="web\\"1"}'
VALUES = [[1708007530.25, "1"], [1708007560, "0.5"], [1708007590, "NaN"]]
SERIES = {"metric": METRIC, "values": VALUES}


@pytest.mark.parametrize(
    "document",
    [
        {"status": "success", "data": {"resultType": "matrix", "result": [SERIES]}},
        {"resultType": "matrix", "result": [SERIES]},
        [SERIES],
        {"values": VALUES, "metric": METRIC},
    ],
    ids=["answer", "data", "list", "series"],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_each_sample_is_a_record(reading: Reading, document: object, indent: int | None) -> None:
    """Time, series as PromQL writes it, value; the span is that of the pair."""
    text = json.dumps(document, indent=indent)
    found = reading(text)
    entries = list(found.entries())
    assert [entry.at for entry in entries] == [
        "2024-02-15T14:32:10.25Z",
        "2024-02-15T14:32:40Z",
        "2024-02-15T14:33:10Z",
    ]
    assert [entry.what for entry in entries] == [f"{NAME} 1", f"{NAME} 0.5", f"{NAME} NaN"]
    for number, entry in enumerate(entries, 1):
        source = entry.sources[0]
        assert json.loads(text[source.offset : source.offset + source.length]) == VALUES[number - 1]
        assert (source.record, source.line) == (number, text.count("\n", 0, source.offset) + 1)
    row = found.ledger()[0]
    assert row.used.bytes + row.unparsed.bytes == row.bytes
    assert row.used.lines + row.unparsed.lines == text.count("\n") + 1


def test_series_follow_each_other_and_are_counted_on(reading: Reading) -> None:
    """Numbers run through the whole text; a series without a name has its labels."""
    text = json.dumps([SERIES, {"metric": {"job": "b"}, "values": [[1708007530, "3"]]}, {"metric": {}, "values": []}])
    *_, last = reading(text).entries()
    assert (last.what, last.who, last.sources[0].record) == ('{job="b"} 3', "b", 4)


def test_an_instant_query_gives_one_sample_a_series(reading: Reading) -> None:
    """The pair stands under another key."""
    text = json.dumps({"data": {"resultType": "vector", "result": [{"metric": METRIC, "value": VALUES[0]}]}})
    (entry,) = reading(text).entries()
    assert (entry.at, entry.what) == ("2024-02-15T14:32:10.25Z", f"{NAME} 1")


def test_a_histogram_says_its_count_and_sum(reading: Reading) -> None:
    """Native histograms have no single value."""
    sample = [1708007530, {"count": "3", "sum": "1.5", "buckets": [[0, "0", "1", "3"]]}]
    (entry,) = reading(json.dumps([{"metric": {"__name__": "h"}, "histograms": [sample]}])).entries()
    assert (entry.at, entry.what) == ("2024-02-15T14:32:10Z", "h count=3 sum=1.5")


DAMAGED = [
    ([None, "1"], None, f"{NAME} 1"),
    (["soon", "1"], None, f"{NAME} 1"),
    ([1708007530], "2024-02-15T14:32:10Z", f"{NAME} ?"),
    ([1708007530, None], "2024-02-15T14:32:10Z", f"{NAME} ?"),
    ([1708007530, 3.5], "2024-02-15T14:32:10Z", f"{NAME} 3.5"),
    ([1708007530, "[1]"], "2024-02-15T14:32:10Z", f"{NAME} [1]"),
    ({}, None, f"{NAME} ?"),
]


@pytest.mark.parametrize(("sample", "at", "what"), DAMAGED)
def test_a_damaged_sample_keeps_what_is_there(reading: Reading, sample: object, at: str | None, what: str) -> None:
    """A pair without a time or a value leaves a hole, and its neighbours where they are."""
    text = json.dumps([{"metric": METRIC, "values": [VALUES[0], sample, VALUES[1]]}])
    first, second, third = reading(text).entries()
    assert (second.at, second.what) == (at, what)
    assert (first.what, third.what) == (f"{NAME} 1", f"{NAME} 0.5")
    assert json.loads(text[second.sources[0].offset :][: second.sources[0].length]) == sample


def test_an_answer_that_breaks_off_gives_the_series_that_are_whole(reading: Reading) -> None:
    """The rest is unparsed, and reported."""
    found = reading(json.dumps([SERIES, SERIES])[:-20])
    assert len(list(found.entries())) == 3
    assert any(finding.code == "EV204" for finding in found.findings)


def test_an_answer_without_series_is_understood(reading: Reading) -> None:
    """A query may find nothing, and a series may be empty among others."""
    found = reading('{"status":"success","data":{"resultType":"matrix","result":[]}}')
    assert (found.understood, list(found.entries())) == (True, [])
    empty = {"metric": METRIC, "values": []}
    assert len(list(reading(json.dumps([empty, empty, empty, SERIES])).entries())) == 3


def test_answers_that_are_no_metrics_are_not_taken(reading: Reading) -> None:
    """Streams of a log store and lists of labels have other records."""
    for text in ('{"status":"success","data":["job","pod"]}', '[{"metric":{},"values":[["1708007530","line"]]}]'):
        assert not reading(text).understood
