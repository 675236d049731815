"""Recognition by content, and kinds of third parties."""

import importlib
import subprocess
import sys
import types
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from afterword.evidence import registry
from afterword.evidence.collection import Collection
from afterword.evidence.recognition import recognise
from afterword.evidence.record import Context, Record
from afterword.evidence.registry import Registered, broken_kinds, registered_kinds
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model import plugins

Reading = Callable[..., Collection]
SAMPLE = Sample(head=b"some text\n")


class Fixed:
    """A kind that is always as sure as it was told to be."""

    def __init__(self, score: float) -> None:
        """Takes the score."""
        self._score = score

    def score(self, _sample: Sample) -> float:
        """The score that it was made with."""
        return self._score

    def read(self, _text: Text, _context: Context) -> Iterator[Record]:
        """No records."""
        return iter(())


def kind(name: str, score: float, *, generic: bool = False) -> Registered:
    """A registered kind of that score."""
    return Registered(name=name, reads="", generic=generic, kind=Fixed(score), ours=True)


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ([kind("a", 0.9), kind("b", 0.6)], "a"),
        ([kind("b", 0.6), kind("a", 0.9)], "a"),
        ([kind("a", 0.9), kind("b", 0.88)], None),
        ([kind("a", 0.9), kind("b", 0.88), kind("g", 0.7, generic=True)], "g"),
        ([kind("a", 0.4)], None),
        ([kind("a", 0.5), kind("g", 1.0, generic=True)], "a"),
        ([kind("a", 0.4), kind("g", 0.7, generic=True)], "g"),
        ([], None),
    ],
)
def test_the_best_wins_and_ties_are_open(kinds: list[Registered], expected: str | None) -> None:
    """The order of the kinds decides nothing, and a generic kind only takes what nobody else does."""
    verdict = recognise(SAMPLE, kinds)
    assert (verdict.kind.name if verdict.kind else None) == expected
    assert (verdict.reason is None) == (expected is not None)


def test_kinds_are_found_by_walking_the_folder() -> None:
    """Every file of the folder is a kind that says in one line what it reads."""
    names = {entry.name for entry in registered_kinds()}
    assert {"syslog", "access-log", "git-log", "incident-log", "jsonl", "csv", "text"} <= names
    assert all(entry.reads for entry in registered_kinds())
    assert broken_kinds() == ()


@pytest.mark.parametrize(
    ("text", "asked"), [('{"incidents": [{"id": 1}]}', True), ("2024-02-15T14:32:10Z up\n", False)]
)
def test_kinds_are_imported_when_they_are_asked(text: str, asked: bool, tmp_path: Path) -> None:
    """A text that is JSON costs no time for kinds that never are, and the other way round."""
    path = tmp_path / "evidence"
    path.write_text(text)
    program = (
        "import sys; from pathlib import Path; from afterword.evidence.collection import read;"
        "from afterword.evidence.options import Options; read([Path(sys.argv[1])], options=Options());"
        "print(*[n.rpartition('.')[2] for n in sys.modules if n.startswith('afterword.evidence.kinds.')])"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    loaded = {name.replace("_", "-") for name in done.stdout.split()}
    other = {kind.name for kind in registered_kinds() if kind.json not in {None, asked}}
    assert loaded & other <= {"syslog", "ecs", "plaso", "mongodb-text"}  # others are made of these
    assert loaded & {kind.name for kind in registered_kinds() if kind.json is asked}


def test_what_is_said_of_a_kind_is_what_it_says() -> None:
    """What is read of a kind without importing it is what its module holds."""
    for kind in registered_kinds():
        made = importlib.import_module(f"afterword.evidence.kinds.{kind.name.replace('-', '_')}")
        said = (getattr(made, "GENERIC", False), getattr(made, "BY_LINE", False), getattr(made, "JSON", None))
        assert (kind.generic, kind.by_line, kind.json) == said
        assert kind.reads == (made.__doc__ or "").partition("\n")[0]


@pytest.fixture
def plugin(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """A function that installs modules as entry points, and takes them away at the end."""

    def install(**modules: types.ModuleType | None) -> None:
        class Point(EntryPoint):
            def load(self) -> object:
                module = modules[self.name]
                if module is None:
                    raise ImportError("not there")
                return module

        points = [Point(name=name, value="x", group=registry.GROUP) for name in modules]
        monkeypatch.setattr(plugins, "entry_points", lambda **_: points)
        _forget()

    yield install
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    registered_kinds.cache_clear()
    registry._offered.cache_clear()


def module(score: Callable[[Sample], float], read: Callable[[Text, Context], Iterator[Record]]) -> types.ModuleType:
    """A module with these functions."""
    made = types.ModuleType("made", "Something of a third party.\n\nMore.")
    made.score = score  # type: ignore[attr-defined]
    made.read = read  # type: ignore[attr-defined]
    return made


def test_a_third_party_adds_a_kind(plugin: Callable[..., None], reading: Reading) -> None:
    """An entry point is a kind like any other."""
    made = module(lambda s: 0.9 * s.head.startswith(b"MINE"), lambda t, _c: iter([Record(0, t.size, 1, what="mine")]))
    plugin(their_kind=made)
    found = reading("MINE\n")
    assert [entry.what for entry in found.entries()] == ["mine"]
    assert [row.kind for row in found.ledger()] == ["their-kind"]
    assert {k.reads for k in registered_kinds() if k.name == "their-kind"} == {"Something of a third party."}


def test_a_third_party_that_fails_stops_nothing(plugin: Callable[..., None], reading: Reading) -> None:
    """What it does wrong is a finding, and the evidence is read by others or unparsed."""

    def broken_score(_sample: Sample) -> float:
        raise KeyError("x")

    def broken_read(_text: Text, _context: Context) -> Iterator[Record]:
        yield Record(0, 5, 1)
        yield Record(2, 5, 1)

    plugin(
        gone=None,
        unsure=module(broken_score, broken_read),
        overlapping=module(lambda s: 0.9 * s.head.startswith(b"MINE"), broken_read),
    )
    found = reading("MINE and more\n")
    assert len(list(found.entries())) == 1
    assert [finding.code for finding in found.findings] == ["EV113", "EV113", "EV201"]
    (row,) = found.ledger()
    assert row.used.bytes + row.unparsed.bytes == row.bytes


def test_a_tie_is_said_though_a_generic_kind_reads_it() -> None:
    """Where two kinds are as good, nothing is lost: a generic one reads it, and both names are said."""
    verdict = recognise(SAMPLE, [kind("a", 0.9), kind("b", 0.88), kind("g", 0.7, generic=True)])
    assert verdict.doubt == "it may be a or b with equal right; it was read as g"
