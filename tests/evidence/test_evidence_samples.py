"""A sample of each line-based kind: what is read of it, by which kind, and however its lines end.

The samples stand in ``samples/``; a name is the kind's, a variant, and an ending.
What is read of each stands beside it.
"""

import codecs
import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from afterword.evidence.collection import Collection, read
from afterword.evidence.options import Options
from afterword.evidence.recognition import MARGIN, THRESHOLD
from afterword.evidence.registry import registered_kinds
from afterword.evidence.sample import Sample
from afterword.model.evidence import Entry
from afterword.model.vocabulary import Precision

FOLDER = Path(__file__).with_name("samples")
READ = ".read"
SAMPLES = sorted(path.name for path in FOLDER.iterdir() if path.suffix != READ)
LINES = [name for name in SAMPLES if not name.endswith((".bin", ".xml"))]
CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "evidence"
FINE: tuple[Precision, ...] = ("exact", "second", "minute")


def kind_of(name: str) -> str:
    """The kind whose sample it is."""
    return name.partition(".")[0]


def collect(path: Path, data: bytes, **options: object) -> Collection:
    """What is read of a file with these bytes, whose name tells nothing."""
    path.write_bytes(data)
    return read([path], options=Options(**options))  # type: ignore[arg-type]


def lines_of(found: Collection) -> Iterator[str]:
    """What is read of a sample, for people."""
    for entry in found.entries():
        yield from _lines(entry)
    for row in found.ledger():
        yield f"{row.kind}: {row.records} records, {row.unparsed.lines} lines unparsed"
    for finding in found.findings:
        yield f"{finding.code} {finding.message}"


def _lines(entry: Entry) -> Iterator[str]:
    source = entry.sources[0]
    place = f"{source.line}-{source.end_line}" if source.record is None else f"record {source.record}"
    until = f" until {entry.until}" if entry.until else ""
    basis = f"zone {entry.zone} {entry.zone_basis}, year {entry.year_basis}"
    yield f"{place}: {entry.at}{until} ({entry.precision}; {basis})"
    if entry.basis_reason:
        yield f"  because {entry.basis_reason}"
    tags = [tag for tag in (entry.severity, entry.kind, entry.phase) if tag]
    yield f"  {entry.who} [{' '.join(tags)}] {entry.what!r}"
    for moment in entry.moments:
        yield f"  {moment.what}: {moment.at}"


def said(found: Collection) -> list[tuple[object, ...]]:
    """The entries without their places."""
    return [(e.at, e.zone_basis, e.year_basis, e.who, e.severity, e.kind, e.what) for e in found.entries()]


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_read_of_a_sample(name: str, tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    """Times, their zones and years, people, severities, and words are those that stand beside the sample."""
    found = collect(tmp_path / "evidence", (FOLDER / name).read_bytes())
    golden(FOLDER / f"{name}{READ}", "".join(f"{line}\n" for line in lines_of(found)))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_recognised_with_a_margin(name: str) -> None:
    """Its kind is sure of it, and no other kind is nearly as sure."""
    sample = Sample(head=(FOLDER / name).read_bytes())
    kinds = registered_kinds()
    (own,) = [kind for kind in kinds if kind.name == kind_of(name)]
    scores = {
        kind.name: kind.kind.score(sample) for kind in kinds if kind.generic <= own.generic and kind.name != own.name
    }
    mine = own.kind.score(sample)
    near = {other: score for other, score in scores.items() if score > mine - MARGIN}
    assert mine >= THRESHOLD
    assert not near


@pytest.mark.parametrize("name", SAMPLES)
def test_whom_nobody_asks_has_nothing_to_say(name: str) -> None:
    """A kind that is asked only of JSON, or never, would not have recognised the others either."""
    sample = Sample(head=(FOLDER / name).read_bytes())
    unasked = [kind for kind in registered_kinds() if kind.json not in {None, sample.is_json}]
    assert {kind.name: score for kind in unasked if (score := kind.kind.score(sample))} == {}


@pytest.mark.parametrize("name", LINES)
def test_line_ends_change_nothing(name: str, tmp_path: Path) -> None:
    """CRLF, a byte order mark, a last line without its end, and UTF-16 give the same records."""
    data = (FOLDER / name).read_bytes()
    path = tmp_path / "evidence"
    plain = said(collect(path, data))
    lines = data.replace(b"\r\n", b"\n")
    assert said(collect(path, lines.rstrip(b"\n"))) == plain
    assert said(collect(path, codecs.BOM_UTF8 + data)) == plain
    assert said(collect(path, lines.replace(b"\n", b"\r\n"))) == plain
    wide = codecs.BOM_UTF16_LE + data.decode("utf-8").encode("utf-16-le")
    assert said(collect(path, wide)) == plain


@pytest.mark.parametrize("name", LINES)
def test_a_damaged_line_costs_no_other(name: str, tmp_path: Path) -> None:
    """Bytes that are no line of any format take neither time nor person from a record, and are in the account."""
    data = (FOLDER / name).read_bytes()
    damaged = data + b"\xff\xfe broken \x00\x01 line\n" + data
    found = collect(tmp_path / "evidence", damaged)
    times = [(entry.at, entry.zone_basis) for entry in found.entries()]
    plain = [(entry.at, entry.zone_basis) for entry in collect(tmp_path / "plain", data).entries()]
    assert times[: len(plain)] == plain
    assert len(times) >= 2 * len(plain) - 1
    (row,) = found.ledger()
    assert row.kind == kind_of(name)
    assert row.used.bytes + row.unparsed.bytes == row.bytes


@pytest.mark.parametrize("name", LINES)
def test_nothing_is_guessed(name: str, tmp_path: Path) -> None:
    """A zone or a year that is not stated has a reason or is open, and what the caller supplies is marked so."""
    data = (FOLDER / name).read_bytes()
    for entry in collect(tmp_path / "evidence", data).entries():
        if entry.at is None or entry.precision not in FINE:
            continue
        assert entry.at.startswith("--") == (entry.year_basis == "unknown")
        if entry.year_basis != "unknown":
            assert entry.at.endswith("Z") == (entry.zone_basis in ("stated", "inferred"))
        assert "inferred" not in (entry.zone_basis, entry.year_basis) or entry.basis_reason
    for entry in collect(tmp_path / "evidence", data, year=2024, tz="-05:00").entries():
        if entry.at is not None and entry.precision in FINE:
            assert entry.at.endswith("Z")
            assert "unknown" not in (entry.zone_basis, entry.year_basis)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=st.sampled_from(SAMPLES), other=st.sampled_from(SAMPLES), dice=st.randoms(use_true_random=False))
def test_a_sample_in_disorder_is_accounted_for(name: str, other: str, dice: random.Random) -> None:
    """Whatever is cut, shuffled, mixed, and overwritten, every byte is in a record or unparsed, at its line."""
    lines = (FOLDER / name).read_bytes().split(b"\n") + (FOLDER / other).read_bytes().split(b"\n")[:3]
    dice.shuffle(lines)
    data = bytearray(b"\n".join(lines))
    for _ in range(dice.randrange(4)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    data = data[dice.randrange(len(data) // 2) :]
    with tempfile.TemporaryDirectory() as folder:
        found = collect(Path(folder, "evidence"), bytes(data))
        entries = list(found.entries())
        (row,) = found.ledger()
    assert row.used.bytes + row.unparsed.bytes == row.bytes == len(data)
    end = 0
    for entry in entries:
        source = entry.sources[0]
        assert end <= source.offset < source.offset + source.length <= len(data)
        end = source.offset + source.length
        if source.record is None and source.line and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            assert data[: source.offset].count(b"\n") + 1 == source.line
            assert data[: end - 1].count(b"\n") + 1 == source.end_line


@pytest.mark.parametrize(
    "path", sorted(CORPUS.glob("*__*")) if CORPUS.is_dir() else [], ids=lambda path: path.name[:40]
)
def test_given_evidence_is_recognised(path: Path) -> None:
    """No two kinds claim the same file; run only where the given evidence is at hand."""
    found = read([path], options=Options())
    assert "equal right" not in " ".join(finding.message for finding in found.findings)
