"""The houses' twin tests: what each house reads, writes, and refuses, one Markdown file a house.

A case is a level-two heading, ``get``, ``put``, or ``refused put`` with its name, and fenced blocks: ``markdown`` is
the document, ``text`` the assignments as on the command line, ``diff`` the lines that go and come, ``json`` what the
record holds (afterwards), as far as it is given.
"""

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from afterword.errors import AfterwordError
from afterword.houses import lens, library
from afterword.houses.writing.assigning import assign, parse
from afterword.model.plain import Plain, to_plain
from afterword.model.record import Record

LIBRARY = Path(__file__).with_name("library")
_CASE = re.compile(r"^## (get|put|refused put): (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^(`{3,})(markdown|text|diff|json)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case of a twin test."""

    house: str
    """Name of the house, which is that of the file."""
    kind: str
    """``get``, ``put``, or ``refused put``."""
    name: str
    """What must hold."""
    blocks: dict[str, str]
    """Text of each fenced block by its language."""


def cases() -> list[Case]:
    """All cases of all files."""
    found = []
    for path in sorted(LIBRARY.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        heads = list(_CASE.finditer(text))
        for head, after in zip(heads, [*heads[1:], None], strict=True):
            body = text[head.end() : after.start() if after else len(text)]
            blocks = {block[2]: block[3] for block in _BLOCK.finditer(body)}
            found.append(Case(house=path.stem, kind=head[1], name=head[2], blocks=blocks))
    return found


CASES = cases()


def of_kind(kind: str) -> pytest.MarkDecorator:
    """The parameters of a test: the cases of one kind."""
    chosen = [case for case in CASES if case.kind == kind]
    return pytest.mark.parametrize("case", chosen, ids=lambda case: f"{case.house}: {case.name}")


def wanted(case: Case) -> tuple[str, Record]:
    """The document of a case and its record after the assignments."""
    house = library.load(case.house)
    document = case.blocks["markdown"]
    words = case.blocks["text"].splitlines()
    return document, assign(lens.get(document, house).record, house, [parse(word) for word in words])


def holds(value: Plain, expected: Plain, path: str = "") -> None:
    """The expected values are there; a list has exactly the items given, an object at least the keys given."""
    if isinstance(expected, dict):
        assert isinstance(value, dict), path
        for key, inner in expected.items():
            holds(value.get(key), inner, f"{path}.{key}")
    elif isinstance(expected, list):
        assert isinstance(value, list), path
        assert len(value) == len(expected), f"{path}: {value}"
        for n, (one, other) in enumerate(zip(value, expected, strict=True), 1):
            holds(one, other, f"{path}[{n}]")
    else:
        assert value == expected, path


def changes(old: str, new: str) -> str:
    """The lines that go and come."""
    lines = difflib.ndiff(old.splitlines(), new.splitlines())
    return "".join(f"{line[0]}{line[2:]}\n" for line in lines if line[0] in "+-")


def expected_json(case: Case) -> Plain:
    """What the record of a case holds."""
    import json

    value: Plain = json.loads(case.blocks["json"])
    return value


@pytest.mark.parametrize("house", library.names())
def test_every_house_has_its_twin(house: str) -> None:
    """Each house is shown reading, writing, and refusing."""
    assert {case.kind for case in CASES if case.house == house} == {"get", "put", "refused put"}


@of_kind("get")
def test_get(case: Case) -> None:
    """The document says this, and comes back unchanged."""
    document = case.blocks["markdown"]
    house = library.load(case.house)
    reading = lens.get(document, house)
    holds(to_plain(reading.record), expected_json(case))
    assert lens.put(document, reading.record, house) == document


@of_kind("put")
def test_put(case: Case) -> None:
    """The assignments change these lines and no other, and read back."""
    document, record = wanted(case)
    house = library.load(case.house)
    new = lens.put(document, record, house, may_carry=False)
    assert changes(document, new) == case.blocks["diff"]
    if "json" in case.blocks:
        holds(to_plain(lens.get(new, house).record), expected_json(case))


def try_case(case: Case) -> str:
    """The document after the assignments of a case."""
    document, record = wanted(case)
    return lens.put(document, record, library.load(case.house), may_carry=False)


@of_kind("refused put")
def test_refused_put(case: Case) -> None:
    """The assignments are refused in one line."""
    with pytest.raises(AfterwordError) as caught:
        try_case(case)
    assert "\n" not in str(caught.value)
