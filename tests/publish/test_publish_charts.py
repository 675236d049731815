"""Charts of metrics: what is read, what is drawn, and what is said of it."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from afterword.errors import InputError, UsageError
from afterword.evidence.options import Options
from afterword.model.event import Event
from afterword.model.record import Record
from afterword.publish.charts.chart import chart_of, described, draw_chart, value_ticks
from afterword.publish.charts.panels import MOST_SERIES, panels_of
from afterword.publish.charts.placing import chart
from afterword.publish.charts.samples import Point, Series, measured
from afterword.publish.charts.table import tables_of
from afterword.publish.charts.units import number, unit_in, unit_of_name
from afterword.publish.charts.wishes import Wish, wish_of
from afterword.publish.document import assemble
from afterword.publish.formats.loading import write
from afterword.publish.formats.version import Version, set_up
from afterword.publish.look import Look
from afterword.publish.tree import words_of

START = datetime(2026, 3, 12, 14, 0, tzinfo=UTC)
INCIDENT = Record(
    timeline=(
        Event(at="2026-03-12T14:02:00Z", zone="UTC", what="Errors rise", phase="began", precision="minute"),
        Event(at="2026-03-12T14:06:00Z", zone="UTC", what="Rolled back", phase="recovered", precision="minute"),
    )
)


def answer(*series: tuple[dict[str, str], list[tuple[int, str]]]) -> str:
    """An answer of Prometheus; samples are minutes after the start, and values."""
    rows = [
        {"metric": labels, "values": [[START.timestamp() + 60 * minute, value] for minute, value in samples]}
        for labels, samples in series
    ]
    return json.dumps({"status": "success", "data": {"resultType": "matrix", "result": rows}})


def kept(folder: Path, name: str, text: str) -> Path:
    """A file with a text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def errors(folder: Path, *, name: str = "errors.json") -> Path:
    """Ten minutes of one series, without the sample of minute 4 and with a NaN at minute 7."""
    samples = [(n, "NaN" if n == 7 else str(n / 10)) for n in range(11) if n != 4]
    return kept(folder, name, answer(({"__name__": "errors_ratio", "job": "shop"}, samples)))


def svg(path: Path, record: Record = INCIDENT) -> ET.Element:
    """A file drawn, as a tree."""
    made = chart(Wish(path=path, words="Errors"), record)
    return ET.fromstring(draw_chart(made, described(made, "Errors")).body)  # noqa: S314  # our own


def test_what_is_missing_is_a_gap_and_no_zero(tmp_path: Path) -> None:
    """The line breaks where there is no sample, the table says so, and the missing ones are counted."""
    path = errors(tmp_path)
    (series,) = measured(path, Options()).series
    assert [len(run) for run in series.stretches()] == [4, 2, 3]
    assert series.missing() == 2
    line = next(e for e in svg(path).iter() if (e.get("class") or "").startswith("line"))
    assert (line.get("d") or "").count("M") == 3
    (table,) = tables_of(chart(Wish(path=path, words="Errors"), Record()))
    rows = [[words_of(cell.children) for cell in row] for row in table.rows]
    assert ["14:04", "", "no sample"] in rows
    assert ["Missing", "", "2"] in rows
    assert ["Least", "", "0 at 14:00"] in rows


def test_samples_without_a_time_are_counted(tmp_path: Path) -> None:
    """No row is left out in silence because its time cannot be read."""
    (tmp_path / "m.csv").write_text(
        "time,errors\n2026-03-12T14:00:00Z,1\nnonsense,2\n2026-03-12T14:02:00Z,3\nlater,9\n2026-03-12T14:04:00Z,3\n"
    )
    made = chart(Wish(path=tmp_path / "m.csv", words="Errors"), Record())
    assert made.notes == ("Not drawn, as nothing says when: 2 of the samples of the file.",)


def test_a_file_that_breaks_off_is_said_to(tmp_path: Path) -> None:
    """What is drawn of it is not taken for all."""
    values = [(n, "1") for n in range(9)]
    path = kept(tmp_path, "cut.json", answer(({"__name__": "up"}, values), ({"__name__": "down"}, values)))
    path.write_text(path.read_text()[:-20])
    made = chart(Wish(path=path, words="Up"), Record())
    assert made.notes == ("The file breaks off or is damaged; what could be read of it is drawn.",)


def test_phases_are_marked_in_the_zone_of_the_document(tmp_path: Path) -> None:
    """The axis says its zone, and milestones stand across the panels, numbered and named."""
    there = replace(INCIDENT, timeline=tuple(replace(e, zone="America/New_York") for e in INCIDENT.timeline))
    words = [e.text or "" for e in svg(errors(tmp_path), there).iter() if e.tag.endswith("}text")]
    assert "2026-03-12 EDT" in words
    assert "began 10:02" in words
    assert "recovered 10:06" in words
    assert any(word == "errors_ratio (job=shop); ratio" for word in words)


def test_times_without_a_zone_are_not_set_against_an_incident(tmp_path: Path) -> None:
    """Nobody knows where its milestones would be; with the zone said, they are marked."""
    text = "Time,p99\n" + "".join(f"2026-03-12 14:0{n}:00,{n}\n" for n in range(8))
    path = kept(tmp_path, "p99.csv", text)
    made = chart(Wish(path=path, words="p99"), INCIDENT)
    assert made.milestones == ()
    assert made.notes == ("The incident's milestones are not marked: the times of the samples state no zone.",)
    assert len(chart(Wish(path=path, words="p99", zone="UTC"), INCIDENT).milestones) == 2


@pytest.mark.parametrize(
    ("text", "names", "values"),
    [
        ("time,a,b\n2026-03-12 14:00:00,1,\n2026-03-12 14:01:00,2,5\n", ["a", "b"], [[1, 2], [None, 5]]),
        ("Time;a ms\n2026-03-12 14:00:00;1 ms\n2026-03-12 14:01:00;null\n", ["a ms"], [[1, None]]),
        ("t,metric,value\n2026-03-12T14:00:00Z,cpu,1\n2026-03-12T14:01:00Z,cpu,2\n", ["cpu"], [[1, 2]]),
        ("timestamp,cpu\n1773324000,120\n1773324060,130\n", ["cpu"], [[120, 130]]),
        (
            'sep=;\r\nTime;"x, y"\r\n2026-03-12 14:00:00;"1,200"\r\n2026-03-12 14:01:00;3\r\n2026-03-12 14:02:00;4\r\n',
            ["x, y"],
            [[1200, 3, 4]],
        ),
    ],
)
def test_tables_are_read_by_columns(
    tmp_path: Path, text: str, names: list[str], values: list[list[float | None]]
) -> None:
    """A series for each column of numbers, or for each name in a column; an empty cell is a sample that is missing."""
    found = measured(kept(tmp_path, "a.csv", text), Options()).series
    assert [series.name for series in found] == names
    assert [[point.value for point in series.points] for series in found] == values


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no samples"),
        ("{}", "no samples"),
        ('{"a": [1, 2]}', "no samples"),
        ("when,what\n2026-03-12 14:00:00,restart\n2026-03-12 14:01:00,deploy\n", "no samples"),
        ('{"status":"success","data":{"resultType":"matrix","result":[]}}', "no samples"),
    ],
)
def test_what_is_no_metrics_is_refused_with_a_reason(tmp_path: Path, text: str, reason: str) -> None:
    """Logs, empty files, and answers without a series give no chart."""
    with pytest.raises(InputError, match=reason):
        measured(kept(tmp_path, "a.json", text), Options())


def test_series_of_one_metric_share_a_panel_and_say_where_they_differ() -> None:
    """What they have in common stands above them once; more than can be told apart are left out, and counted."""
    series = [
        Series(name=f'pool{{pod="p-{n}",job="shop"}}', points=(Point(at=START, value=1), Point(at=START, value=n)))
        for n in range(9)
    ]
    (panel,) = panels_of(series)
    assert panel.title == "pool (job=shop)"
    assert panel.left_out == 9 - MOST_SERIES
    assert {drawn.label for drawn in panel.drawn} == {"p-3", "p-4", "p-5", "p-6", "p-7", "p-8"}


def test_measures_of_two_units_never_share_an_axis() -> None:
    """Two columns, each with its own unit, are two panels; what states no unit says so."""
    made = [
        Series(name=name, points=(Point(at=START, value=1), Point(at=START + timedelta(minutes=1), value=2)))
        for name in ("latency_ms", "errors", "size_bytes", "requests")
    ]
    panels = panels_of(made)
    assert [panel.unit.name if panel.unit else None for panel in panels] == ["milliseconds", None, "bytes"]
    drawn = chart_of(panels, "utc", Record())
    assert drawn is not None
    assert ">Unit not stated</text>" in draw_chart(drawn, "words").body


def test_series_are_told_apart_without_colour(tmp_path: Path) -> None:
    """Each has a dash and a sign of its own, and says its name to whoever points at it."""
    series = [({"pod": f"p-{n}"}, [(0, str(n)), (1, str(n + 1)), (2, str(n))]) for n in range(MOST_SERIES)]
    path = kept(tmp_path, "pods.json", answer(*series))
    made = chart(Wish(path=path, words="Pods"), Record())
    sheet = draw_chart(made, "Pods").standalone(Look().light).decode()
    lines = set(re.findall(r'class="line (s\d)"', sheet))
    assert lines == {f"s{n}" for n in range(1, MOST_SERIES + 1)}
    assert len(set(re.findall(r"\.s\d\{[^}]*?stroke-dasharray:([\d. ]+)", sheet))) == MOST_SERIES - 1
    assert all(f"<title>p-{n}</title>" in sheet for n in range(MOST_SERIES))


def test_a_long_file_is_drawn_around_the_incident(tmp_path: Path) -> None:
    """A day of samples says nothing about four minutes; what is left out is said."""
    path = kept(tmp_path, "day.json", answer(({"__name__": "up"}, [(n, "1") for n in range(-600, 600)])))
    made = chart(Wish(path=path, words="Up"), INCIDENT)
    assert made.scale.high - made.scale.low < timedelta(minutes=15)
    assert re.fullmatch(r"\d+ samples before and after this stretch are not drawn\.", made.notes[0])


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("http_request_duration_seconds", "seconds"),
        ("node_memory_bytes_total", "bytes"),
        ("shop:failed:ratio", "ratio"),
        ('latency_ms{pod="bytes"}', "milliseconds"),
        ("requests_total", None),
        ("", None),
    ],
)
def test_a_unit_is_what_the_name_says(name: str, unit: str | None) -> None:
    """A unit is never guessed from the values."""
    found = unit_of_name(name)
    assert (found.name if found else None) == unit


def test_a_caption_may_say_the_unit() -> None:
    """Words in brackets that are no unit are words."""
    assert (found := unit_in("Latency (ms)")) is not None
    assert found.name == "milliseconds"
    assert unit_in("Latency (all pods)") is None


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.0, "0"), (0.18574, "0.186"), (2.4, "2.4"), (1240.0, "1,240"), (2_500_000.0, "2.5 M"), (-3.0, "-3")],
)
def test_values_are_short_and_right(value: float, written: str) -> None:
    """Three digits, or all whole ones."""
    assert number(value) == written


@settings(max_examples=60)
@given(st.lists(st.floats(-1e289, 1e289), min_size=1, max_size=20))
def test_the_marks_of_values_hold_them_all(values: list[float]) -> None:
    """From below the smallest to above the largest, evenly, and few enough to be read."""
    ticks = value_ticks(min(values), max(values))
    size = max(abs(ticks[0]), abs(ticks[-1]))
    assert ticks[0] <= min(values) + 1e-9 * size
    assert ticks[-1] >= max(values) - 1e-9 * size
    assert 2 <= len(ticks) <= 12


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(0, 4_000_000_000),
            st.one_of(st.floats().map(str), st.sampled_from(["NaN", "+Inf", "", "1e400", "x"])),
        ),
        max_size=12,
    ),
    st.text(max_size=12),
)
def test_whatever_a_file_holds_is_drawn_or_refused(tmp_path: Path, samples: list[tuple[int, str]], name: str) -> None:
    """Any times, any values, and any names give a picture that is well-formed, or a reason."""
    rows = [{"metric": {"__name__": name, "pod": name}, "values": [list(pair) for pair in samples]}]
    path = kept(tmp_path, "a.json", json.dumps({"status": "success", "data": {"resultType": "matrix", "result": rows}}))
    try:
        made = chart(Wish(path=path, words=name), INCIDENT)
    except InputError:
        return
    ET.fromstring(draw_chart(made, described(made, name)).standalone(Look().light))  # noqa: S314  # our own
    assert all(len(row) == len(table.header) for table in tables_of(made) for row in table.rows)


def test_an_address_may_say_what_the_file_leaves_open(tmp_path: Path) -> None:
    """Zone, year, unit, and words stand behind the name."""
    wish = wish_of("a.csv?unit=ms&tz=Europe/Berlin&year=2026&title=Slow%20orders", tmp_path, "words")
    assert (wish.unit, wish.zone, wish.year, wish.words) == ("ms", "Europe/Berlin", 2026, "Slow orders")
    with pytest.raises(UsageError):
        wish_of("a.csv?year=soon", tmp_path, "words")


DOCUMENT = """# Orders failed

## Impact

![Failed orders](errors.json "Failed orders, as a share")

- In a list:

  ![In a list](errors.json)

| What | Seen |
|---|---|
| In a cell | ![In a cell](errors.json) |
"""


def version(folder: Path, text: str = DOCUMENT) -> Version:
    """A document in a folder."""
    return Version(text=text, record=INCIDENT, created=START, folder=folder)


def test_a_document_shows_metrics_as_it_shows_pictures(tmp_path: Path) -> None:
    """Alone, in a list, and in a cell; each with its data, its words, and its caption."""
    errors(tmp_path)
    made = set_up(version(tmp_path))
    assert made.warnings == ()
    charts = [address for address in made.gallery.drawings if address.startswith("drawing:chart-")]
    assert len(charts) == 3
    first = made.gallery.drawings[charts[0]]
    assert first.alt.startswith("Failed orders, as a share. Chart from 2026-03-12 14:00 UTC to 2026-03-12 14:10 UTC.")
    assert "from 0 at 14:00 to 1 at 14:10" in first.alt
    assert "Milestones: began 14:02, recovered 14:06." in first.alt


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        ("html", b"<summary>Data of the chart</summary>"),
        ("txt", b"Failed orders, as a share"),
        ("confluence", b'<ac:parameter ac:name="title">Data of the chart</ac:parameter>'),
    ],
)
def test_every_format_has_the_chart_or_its_words_and_data(tmp_path: Path, target: str, wanted: bytes) -> None:
    """What cannot be drawn is told."""
    errors(tmp_path)
    written = write(version(tmp_path), target).data
    assert wanted in written
    assert b"14:04" not in written or b"no sample" in written


@pytest.mark.parametrize(
    ("prepare", "reason"),
    [
        (lambda _: None, "there is no such file"),
        (lambda folder: kept(folder, "errors.json", "{}"), "it holds no samples of metrics"),
        (lambda folder: kept(folder, "errors.json", answer(({"a": "b"}, [(0, "1")]))), "all its samples are of one"),
        (lambda folder: kept(folder, "errors.json", '{"broken'), "it holds no samples of metrics"),
    ],
)
def test_what_cannot_be_drawn_is_described(tmp_path: Path, prepare: Callable[[Path], object], reason: str) -> None:
    """The document is published all the same, with a warning that names the file."""
    prepare(tmp_path)
    made = set_up(version(tmp_path, "# A\n\n![Errors](errors.json)\n"))
    assert len(made.warnings) == 1
    assert made.warnings[0].startswith(f"chart 'errors.json' is described, not shown: {reason}")
    assert words_of(made.document.blocks[0].children) == "Chart not included: Errors"  # type: ignore[union-attr]


def test_metrics_outside_of_the_folder_are_not_read(tmp_path: Path) -> None:
    """Neither above it nor through the network."""
    errors(tmp_path)
    inner = tmp_path / "inner"
    inner.mkdir()
    text = "# A\n\n![x](../errors.json)\n\n![y](https://example.com/errors.json)\n"
    made = set_up(version(inner, text))
    assert any("outside the document's folder" in warning for warning in made.warnings)
    assert any("on the network" in warning for warning in made.warnings)


def test_labels_pass_through_redaction(tmp_path: Path) -> None:
    """What a file says beside its numbers is a text like any other."""
    path = kept(tmp_path, "a.json", answer(({"host": "db-7.internal"}, [(0, "1"), (1, "2")])))
    made = chart(Wish(path=path, words="x"), Record(), lambda text: text.replace("db-7.internal", "host-1"))
    assert "db-7" not in draw_chart(made, described(made, "x")).body
    assert "host-1" in described(made, "x")


def test_a_chart_that_was_asked_for_stands_with_the_data(tmp_path: Path) -> None:
    """Under the heading of data or impact, and under one of its own where there is neither."""
    wish = Wish(path=errors(tmp_path), words="Errors")
    here = set_up(replace(version(tmp_path, "# A\n\n## Impact\n\nBad.\n\n## Lessons\n\nMany.\n"), charts=(wish,)))
    kinds = [type(block).__name__ for block in here.document.blocks]
    assert kinds == ["Heading", "Paragraph", "Figure", "Table", "Heading", "Paragraph"]
    alone = set_up(replace(version(tmp_path, "# A\n\nBad.\n"), charts=(wish,)))
    assert [type(block).__name__ for block in alone.document.blocks] == ["Paragraph", "Heading", "Figure", "Table"]


def test_a_document_without_metrics_needs_no_reader_of_evidence() -> None:
    """A picture is a picture, whatever its query says."""
    made = assemble("# A\n\n![x](a.png?from=b.json)\n", Record()).document
    assert set_up(Version(text="# A\n\n![x](a.png?from=b.json)\n", record=Record(), created=START)).document == made
