"""Records that stand in several exports are known by what their source calls them, and told once."""

import json
from pathlib import Path

import pytest

from afterword.evidence.collection import read
from afterword.evidence.condensed import Condensed
from afterword.evidence.counting import Counting
from afterword.evidence.options import Options
from afterword.timeline.collecting import likeness
from afterword.timeline.copies import COPY, Copies
from afterword.timeline.telling import tell

AT = "2024-02-15T14:00:00Z"


def chat(evidence, words: str, name: str | None, file: str, at: str = AT, **fields: object) -> None:  # noqa: ANN001
    """A message of a chat."""
    evidence.add("slack", at, words, file=file, who="Ann", native_id=name, written=at, **fields)


def test_an_edited_message_in_two_exports_is_one_event(evidence) -> None:  # noqa: ANN001
    """The words of the first stand, both places are cited, and that the words differ is said."""
    chat(evidence, "the database is slow", "1.1/U1", "one.json")
    chat(evidence, "the database is slow (edit: it is the pool)", "1.1/U1", "two.json")
    (event,) = tell(evidence.entries).entries
    assert event.what == "the database is slow"
    assert [source.file for source in event.sources] == ["one.json", "two.json"]
    assert event.reason == "the same record in several exports, whose words differ"


@pytest.mark.parametrize(
    ("second", "events"),
    [
        ({"words": "no", "name": "1.2/U1"}, 2),
        ({"words": "no", "name": None}, 2),
        ({"words": "no", "name": "1.1/U1", "at": "2024-02-15T14:00:01Z"}, 2),
        ({"words": "no", "name": "1.1/U1"}, 1),
        ({"words": "yes", "name": "1.1/U1"}, 1),
    ],
)
def test_only_the_same_name_at_the_same_time_is_the_same(evidence, second: dict[str, str], events: int) -> None:  # noqa: ANN001
    """Another name, none, and another time are other records."""
    chat(evidence, "yes", "1.1/U1", "one.json")
    chat(evidence, **{"file": "two.json", **second})
    assert len(tell(evidence.entries).entries) == events


def test_another_kind_may_use_the_same_name(evidence) -> None:  # noqa: ANN001
    """A number is a name within its kind only."""
    evidence.add("pagerduty", AT, "Triggered: orders fail", native_id="7", written=AT)
    evidence.add("opsgenie", AT, "Created: checkout is down", native_id="7", written=AT)
    assert len(tell(evidence.entries).entries) == 2


def test_a_copy_of_a_record_of_a_log_is_told_once_and_cited(evidence) -> None:  # noqa: ANN001
    """It is set aside as a copy; its place stands with the record that is told."""
    for file in ("one.json", "two.json", "three.json"):
        evidence.add("aws-cloudtrail", AT, "DeleteBucket orders", file=file, native_id="e-1")
    told = tell(evidence.entries)
    (event,) = told.entries
    assert [source.file for source in event.sources] == ["one.json", "two.json", "three.json"]
    assert [*told.dispositions] == ["used", COPY, COPY]


def test_what_one_file_repeats_is_a_fact(evidence) -> None:  # noqa: ANN001
    """Within one log, and with other words, nothing is a copy."""
    for what in ("started", "started", "finished"):
        evidence.add("aws-cloudtrail", AT, what, file="one.json", native_id="e-1")
    assert COPY not in tell(evidence.entries).dispositions


def test_memory_is_bounded(evidence) -> None:  # noqa: ANN001
    """Beyond the bound copies are no longer known, and nothing else changes."""
    copies = Copies(most=3)
    for file in ("one.json", "two.json"):
        for number in range(5):
            evidence.add("aws-cloudtrail", AT, "x", file=file, native_id=f"e-{number}")
    assert [copies.is_copy(entry) for entry in evidence.entries] == [False] * 5 + [True] * 3 + [False] * 2


def test_logs_with_names_are_counted_only_where_no_other_may_hold_copies(tmp_path: Path) -> None:
    """Two overlapping audit logs give the same timeline in counts and record by record: each record once."""

    def row(number: int) -> str:
        stamp = f"2024-02-15T14:{number // 60:02d}:{number % 60:02d}.000000Z"
        value = {
            "kind": "Event", "apiVersion": "audit.k8s.io/v1", "auditID": f"{number:08d}-0000", "verb": "update",
            "stage": "ResponseComplete", "requestURI": "/api/v1/pods", "user": {"username": "ann"},
            "requestReceivedTimestamp": stamp, "stageTimestamp": stamp, "responseStatus": {"code": 200},
            "objectRef": {"resource": "pods", "namespace": "shop", "name": "cart"},
        }  # fmt: skip
        return json.dumps(value) + "\n"

    (tmp_path / "one.json").write_text("".join(map(row, range(300))), encoding="utf-8")
    (tmp_path / "two.json").write_text("".join(map(row, range(200, 500))), encoding="utf-8")
    counted = []
    for paths in ([tmp_path], [tmp_path / "one.json"]):
        one, other = (read(paths, options=Options()) for _ in range(2))
        rows = list(other.condensed(Counting(likeness=likeness, least=1, chunk=20_000)))
        counted.append(sum(isinstance(item, Condensed) for item in rows))
        assert tell(one.entries()).entries == tell(rows).entries
    told = tell(read([tmp_path], options=Options()).entries())
    assert [*told.dispositions].count(COPY) == 100
    assert counted[0] == 0
