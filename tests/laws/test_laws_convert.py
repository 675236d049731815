"""Law 4: a document that goes through the houses and back loses nothing; law 1 holds for what comes of it each time."""

import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest

from afterword.houses import lens, library
from afterword.houses.comparing import comparable, without_form
from afterword.houses.writing.converting import convert

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
REAL = [*sorted((SHARED / "corpus" / "postmortems").glob("*.md")), *sorted((SHARED / "houses").glob("*.md"))]
EXAMPLES = sorted(p for p in (ROOT / "examples" / "checkout-outage").glob("*.md") if p.stem in library.names())
RINGS = [
    ("security", "seal", "soc", "cloud", "sre", "security"),
    ("sre", "cloud", "soc", "seal", "security", "sre"),
    ("soc", "security", "cloud", "seal", "sre", "soc"),
]

document = cast("Callable[[int], str]", runpy.run_path(str(Path(__file__).with_name("documents.py")))["document"])
CHECKS = runpy.run_path(str(ROOT / "tools" / "check_laws.py"))
faults_of = cast("Callable[[str, int], Iterator[str]]", CHECKS["faults_of"])
keeps_notes = cast("Callable[[dict[str, object], dict[str, object]], bool]", CHECKS["keeps_notes"])


def round_the_ring(path: Path, ring: tuple[str, ...]) -> None:
    """A document converted from house to house keeps its record and is each time one of that house."""
    first = reading = lens.get(path.read_bytes().decode("utf-8"))
    for house in ring:
        made = convert(reading, library.load(house))
        reading = lens.get(made.text)
        assert reading.house.name == house
        assert lens.put(made.text, reading.record) == made.text
        worded = first.derived_phases | reading.derived_phases
        want, got = (
            cast("dict[str, object]", without_form(comparable(tree, worded))) for tree in (first.tree, reading.tree)
        )
        assert keeps_notes(want, got), (path.name, ring[0], house)
        want.pop("remainder", None)
        got.pop("remainder", None)
        assert got == want, (path.name, ring[0], house)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_the_example_goes_round(number: int) -> None:
    """The filled-in example of every house loses nothing."""
    round_the_ring(EXAMPLES[number], RINGS[number % len(RINGS)])


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("ring", RINGS, ids=lambda ring: ring[0])
def test_the_example_goes_round_in_every_order(path: Path, ring: tuple[str, ...]) -> None:
    """The same, from each house in three orders."""
    round_the_ring(path, ring)


@pytest.mark.skipif(not REAL, reason="the collection of real postmortems is not part of the repository")
def test_real_documents_go_round() -> None:
    """Postmortems as people wrote them lose nothing."""
    for number, path in enumerate(REAL):
        if number % 8 == 0:
            round_the_ring(path, RINGS[number // 8 % len(RINGS)])


@pytest.mark.slow
@pytest.mark.skipif(not REAL, reason="the collection of real postmortems is not part of the repository")
@pytest.mark.parametrize("ring", RINGS, ids=lambda ring: ring[0])
def test_all_real_documents_go_round(ring: tuple[str, ...]) -> None:
    """The same, for every one in every order."""
    for path in REAL:
        round_the_ring(path, ring)


def test_made_up_documents_keep_the_laws() -> None:
    """Laws 1 to 4 hold for documents in the shapes that archives have."""
    assert [(n, fault) for n in range(15) for fault in faults_of(document(n), n) if "refused" not in fault] == []


@pytest.mark.slow
def test_many_made_up_documents_keep_the_laws() -> None:
    """The same, over more of them; ``tools/check_laws.py`` checks ten thousand."""
    assert [(n, fault) for n in range(15, 700) for fault in faults_of(document(n), n) if "refused" not in fault] == []
