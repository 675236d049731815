"""What the shop's kinds read, and whose files they leave alone."""

import json
from pathlib import Path

import pytest

from afterword.evidence.collection import Collection, read
from afterword.evidence.options import Options

DEPLOYS = "1773324821 alice shop v212 done\n1773328421 bob shop v213 failed\n"
SWITCHES = [
    {"id": "7", "switch": "new-cart", "turned_to": "on", "turned_at": "2026-03-12T14:20:00Z", "by": "alice"},
    {"id": "8", "switch": "new-cart", "turned_to": "off", "turned_at": "2026-03-12T15:31:00+01:00", "by": "bob"},
]


def collect(folder: Path, text: str) -> Collection:
    """What is read of a file whose name says nothing."""
    path = folder / "evidence"
    path.write_text(text, encoding="utf-8")
    return read([path], options=Options())


def test_a_deploy_is_told(tmp_path: Path) -> None:
    """Count, first, last, person, and words; every byte is accounted for."""
    found = collect(tmp_path, DEPLOYS)
    first, last = found.entries()
    assert (first.at, first.who, first.what) == ("2026-03-12T14:13:41Z", "alice", "Deploy of shop v212: done")
    assert (last.at, last.sources[0].kind, last.sources[0].line) == ("2026-03-12T15:13:41Z", "shop-deploys", 2)
    (row,) = found.ledger()
    assert (row.records, row.unparsed.bytes) == (2, 0)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(SWITCHES),
        json.dumps({"page": 1, "switches": SWITCHES}, indent=2),
        "".join(json.dumps(switch) + "\n" for switch in SWITCHES),
    ],
)
def test_a_switch_is_told_in_every_form(tmp_path: Path, text: str) -> None:
    """A list, a page of an answer, and lines give the same."""
    found = collect(tmp_path, text)
    assert [(entry.at, entry.who, entry.what) for entry in found.entries()] == [
        ("2026-03-12T14:20:00Z", "alice", "Switch new-cart turned on"),
        ("2026-03-12T14:31:00Z", "bob", "Switch new-cart turned off"),
    ]
    assert [row.kind for row in found.ledger()] == ["shop-switches"]


def test_damage_is_said_and_costs_no_other_record(tmp_path: Path) -> None:
    """A time that cannot be stays a record without one; a text that was cut is read up to there."""
    broken = [*SWITCHES, {**SWITCHES[0], "turned_at": "2026-02-31T00:00:00Z"}]
    found = collect(tmp_path, json.dumps(broken)[:-1])
    assert [entry.at for entry in found.entries()][:2] == ["2026-03-12T14:20:00Z", "2026-03-12T14:31:00Z"]
    assert {finding.code for finding in found.findings} >= {"EV204"}


@pytest.mark.parametrize("text", ["1773324821 a line of something else\n" * 3, '[{"switch": "light", "at": "14:20"}]'])
def test_the_files_of_others_are_left_alone(tmp_path: Path, text: str) -> None:
    """A kind is sure of its own files only."""
    found = collect(tmp_path, text)
    assert not {row.kind for row in found.ledger()} & {"shop-deploys", "shop-switches"}
