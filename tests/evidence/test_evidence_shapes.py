"""Shapes in which products give what happened: each is recognised, with all of its records and their times."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from afterword.evidence.collection import read
from afterword.evidence.options import Options

SHAPES: list[dict[str, Any]] = yaml.load(
    Path(__file__).with_name("shapes.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)


@pytest.mark.parametrize("shape", SHAPES, ids=[shape["shape"] for shape in SHAPES])
def test_a_shape_is_read(tmp_path: Path, shape: dict[str, Any]) -> None:
    """Its kind, the number of its records, the first and the last time, and what is known of zone and year."""
    path = tmp_path / "evidence"
    path.write_bytes(shape["text"].encode())
    found = read([path], options=Options())
    entries = list(found.entries())
    times = sorted(entry.at for entry in entries if entry.at)
    assert found.pieces[0].kind is not None
    assert found.pieces[0].kind.name == shape["kind"]
    assert len(entries) == shape["records"]
    assert (times[:1], times[-1:]) == ([shape["first"]] * bool(times), [shape["last"]] * bool(times))
    assert (entries[0].zone_basis, entries[0].year_basis) == (shape["zone"], shape["year"])
    assert entries[0].who == shape["who"]
    (row,) = found.ledger()
    assert row.used.bytes + row.unparsed.bytes == row.bytes
