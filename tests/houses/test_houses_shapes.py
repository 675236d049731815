"""Made-up documents of no known house, in the shapes that archives have: what is read, and that it is put back.

A file of ``shapes/`` holds many, each between ``@@@ name`` and ``@@@ reads``; the lines after that are what must be
read: a text that the field starts with, how many items it has, or null for nothing.
"""

import json
import re
from copy import deepcopy
from pathlib import Path
from typing import cast

import pytest

from afterword.houses import lens
from afterword.houses.comparing import comparable
from afterword.houses.reading.work import get_in, set_in
from afterword.model.plain import Plain, from_plain, to_plain
from afterword.model.record import Record

FOLDER = Path(__file__).parent / "shapes"
SHAPE = re.compile(r"^@@@ (?P<name>.+)\n(?P<text>(?s:.*?))^@@@ reads\n(?P<reads>(?:.+\n)*)", re.MULTILINE)


def shapes() -> list[tuple[str, str, dict[str, Plain]]]:
    """Name, text, and what must be read of every shape."""
    found = []
    for file in sorted(FOLDER.glob("*.txt")):
        for match in SHAPE.finditer(file.read_text(encoding="utf-8")):
            lines = [line.partition(" = ") for line in match.group("reads").splitlines()]
            reads: dict[str, Plain] = {path: json.loads(value) for path, _, value in lines}
            found.append((f"{file.stem}: {match.group('name')}", match.group("text"), reads))
    return found


SHAPES = shapes()
each = pytest.mark.parametrize(("text", "reads"), [s[1:] for s in SHAPES], ids=[s[0] for s in SHAPES])


def record(text: str) -> dict[str, Plain]:
    """The record of a document as JSON values."""
    return cast(dict[str, Plain], to_plain(lens.get(text).record))


@each
def test_a_shape_is_read(text: str, reads: dict[str, Plain]) -> None:
    """Each field holds what a person would say that the document states, and no field what it does not state."""
    read = record(text)
    for path, wanted in reads.items():
        value = get_in(read, tuple(path.split(".")))
        if isinstance(wanted, str):
            assert isinstance(value, str), path
            assert value.startswith(wanted), path
        elif wanted is None:
            assert not value, path
        else:
            assert (len(value) if isinstance(value, list) else value) == wanted, path


@pytest.mark.parametrize("text", [s[1] for s in SHAPES], ids=[s[0] for s in SHAPES])
def test_a_shape_is_put_back(text: str) -> None:
    """The unchanged record gives the same text, with other line ends and without the last one too."""
    for form in (text, text.replace("\n", "\r\n"), text.rstrip("\n"), "\ufeff" + text):
        assert lens.put(form, lens.get(form).record) == form


@each
def test_a_changed_shape_reads_back(text: str, reads: dict[str, Plain]) -> None:
    """A changed text, title, or grade is read back, and nothing else changes."""
    read = record(text)
    changes: dict[str, Plain] = {
        path: "Changed words." for path in (*reads, "title", "summary") if path in {"title", "summary", "impact.text"}
    }
    changes["severity"] = {"value": "p1", "written": "P1", "scale": "p", "rank": 1, "potential": None}
    for path, value in changes.items():
        tree = deepcopy(read)
        set_in(tree, tuple(path.split(".")), value)
        new = lens.put(text, from_plain(Record, tree))
        assert comparable(record(new)) == comparable(tree), path


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (
            "# Mail late\n\nOur queue was stuck for two hours, and mail was late.\n\n## Root cause\n\nA lock.\n",
            "RD431",
            3,
        ),
        ("# [SEV-1] Mail late\n\n## Summary\n\nLate.\n", "RD432", 1),
        ("# Mail late\n\n## Root cause and resolution\n\nA lock.\n", "RD433", 3),
        ("# Mail late\n\n## Impact\n\n[Dashboard](https://example.com/d)\n", "RD434", 5),
        ("# Mail late\n\n## Root cause\n\nA lock.\n\n## Cause\n\nA crash.\n", "RD404", 9),
    ],
)
def test_what_is_doubtful_is_said_with_its_line(text: str, code: str, line: int) -> None:
    """A person can check in seconds what was read by other than its name."""
    assert [f.line for f in lens.get(text).findings if f.code == code] == [line]
