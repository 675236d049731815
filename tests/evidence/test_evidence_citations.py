"""Law 6: a citation leads back to the evidence, and says when the evidence is no longer what it was."""

import gzip
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.evidence.citations import Citation, check_document, cite, find_citations
from afterword.evidence.collection import read
from afterword.evidence.options import Options
from afterword.model.evidence import Source

LOG = b"2024-02-15T14:32:10Z one\n\tat two\n2024-02-15T14:32:11Z three\n"
JSON = (
    b'[{"timestamp": "2024-02-15T14:32:10Z", "message": "a"},\n {"timestamp": "2024-02-15T14:32:11Z", "message": "b"}]'
)
NAMES = st.text(st.characters(blacklist_categories=("C", "Z")), min_size=1, max_size=30).filter(
    lambda name: name.strip("`")
)


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    """A folder with a log, a JSON file, a compressed one, and an archive."""
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / "app.log").write_bytes(LOG)
    (folder / "odd ` name.log").write_bytes(LOG)
    (folder / "alerts.json").write_bytes(JSON)
    (folder / "old.log.gz").write_bytes(gzip.compress(LOG))
    with zipfile.ZipFile(folder / "export.zip", "w") as archive:
        archive.writestr("a/b.log", LOG)
    return folder


def document(folder: Path) -> str:
    """A document that cites every record of the evidence once."""
    entries = read([folder], options=Options()).entries()
    notes = [f"[^e{number}]: {cite(entry.sources[0])}" for number, entry in enumerate(entries, 1)]
    text = " ".join(f"[^e{number}]" for number in range(1, len(notes) + 1))
    return f"# Outage\n\nIt broke {text}.\n\n" + "\n".join(notes) + "\n"


def source(**changes: object) -> Source:
    """A source in a log."""
    base: dict[str, object] = {"file": "app.log", "kind": "text", "offset": 10, "length": 5, "sha256": "a" * 64}
    return Source(**{**base, **changes})  # type: ignore[arg-type]


WRITTEN = {
    "line": (source(line=7, end_line=7), f"`app.log` line 7, bytes 10-15, sha256 {'a' * 64}"),
    "lines": (source(line=7, end_line=9), f"`app.log` lines 7-9, bytes 10-15, sha256 {'a' * 64}"),
    "record": (source(line=7, record=17), f"`app.log` record 17, bytes 10-15, sha256 {'a' * 64}"),
    "member": (source(file="x.zip!a/b", line=1), f"`x.zip!a/b` line 1, bytes 10-15, sha256 {'a' * 64}"),
    "backticks": (source(file="a```b"), f"```` a```b ```` bytes 10-15, sha256 {'a' * 64}"),
    "backtick": (source(file="a`b"), f"`` a`b `` bytes 10-15, sha256 {'a' * 64}"),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_source_is_cited(name: str) -> None:
    """Lines for line formats, records for JSON and CSV, the member after an exclamation mark."""
    given_source, written = WRITTEN[name]
    assert cite(given_source) == written


@given(
    file=NAMES, line=st.one_of(st.none(), st.integers(1, 10**9)), more=st.integers(0, 99),
    record=st.one_of(st.none(), st.integers(1, 10**9)), offset=st.integers(0, 10**12), length=st.integers(1, 10**9),
)  # fmt: skip
def test_a_citation_reads_back(
    file: str, line: int | None, more: int, record: int | None, offset: int, length: int
) -> None:
    """What is written of a source is read again, in any text."""
    end = None if line is None else line + more
    made = source(file=file, line=line, end_line=end, record=record, offset=offset, length=length)
    (found,) = find_citations(f"see {cite(made)}.")
    assert found == Citation(
        file=file,
        first_line=None if record else line,
        last_line=None if record else end,
        record=record,
        start=offset,
        end=offset + length,
        sha256="a" * 64,
    )


def test_untouched_evidence_holds(evidence: Path) -> None:
    """Every citation of every kind of file holds."""
    checked = check_document(document(evidence), [evidence])
    assert len(checked) == 10
    assert [each.reason for each in checked] == [None] * 10


def test_evidence_is_found_below_and_under_another_folder(evidence: Path, tmp_path: Path) -> None:
    """A folder is looked through at any depth, and a nearby folder by the cited path."""
    text = document(evidence)
    assert all(each.holds for each in check_document(text, [tmp_path]))
    assert all(each.holds for each in check_document(text, [], [tmp_path, evidence]))
    assert not any(each.holds for each in check_document(text, [], [tmp_path]))


def test_changed_evidence_is_noticed(evidence: Path) -> None:
    """One changed byte is enough."""
    text = document(evidence)
    (evidence / "app.log").write_bytes(LOG.replace(b"three", b"thref"))
    failed = [each for each in check_document(text, [evidence]) if not each.holds]
    assert [each.citation.file for each in failed if each.citation] == ["app.log", "app.log"]
    assert "changed" in (failed[0].reason or "")


def test_missing_evidence_is_noticed(evidence: Path) -> None:
    """A file that is gone is not found."""
    text = document(evidence)
    (evidence / "app.log").unlink()
    assert {each.reason for each in check_document(text, [evidence]) if not each.holds} == {"app.log was not found"}


ALTERED = {
    "line": ("lines 1-2", "lines 2-3"),
    "bytes beyond the end": ("bytes 0-33", "bytes 0-3300"),
    "other bytes": ("bytes 0-33", "bytes 40-44"),
    "backwards": ("bytes 0-33", "bytes 33-0"),
    "member": ("export.zip!a/b.log", "export.zip!a/c.log"),
    "not a citation": ("`app.log` lines", "app.log lines"),
    "no definition": ("[^e1]:", "[^e99]:"),
}


@pytest.mark.parametrize("name", ALTERED)
def test_an_altered_citation_is_noticed(evidence: Path, name: str) -> None:
    """A citation that says something else than the evidence does not hold."""
    old, new = ALTERED[name]
    text = document(evidence)
    assert old in text
    assert not all(each.holds for each in check_document(text.replace(old, new), [evidence]))


CSV = b"time,message\n2024-02-15T14:32:10Z,a\n2024-02-15T14:32:11Z,b\n2024-02-15T14:32:12Z,c\n"
SECOND = JSON.index(b'{"', 5)
RECORDS = {
    "JSON, another record": ("alerts.json", "record 2,", "record 17,", "record 17 does not start there, record 2 does"),
    "JSON, other bytes": ("alerts.json", f"bytes {SECOND}-", f"bytes {SECOND - 1}-", "record 2 does not start there"),
    "CSV, another record": ("rows.csv", "record 3,", "record 1,", "record 1 does not start there, record 3 does"),
    "lines, not records": ("app.log", "lines 1-2,", "record 1,", "record 1 does not start there"),
}


@pytest.mark.parametrize("name", RECORDS)
def test_the_number_of_a_record_is_checked(evidence: Path, name: str) -> None:
    """The digest alone does not show that the number was altered."""
    file, old, new, reason = RECORDS[name]
    (evidence / "rows.csv").write_bytes(CSV)
    text = document(evidence)
    assert all(each.holds for each in check_document(text, [evidence]))
    lines = text.split("\n")
    at = next(n for n, line in enumerate(lines) if f"`{file}`" in line and old in line)
    lines[at] = lines[at].replace(old, new)
    assert [each.reason for each in check_document("\n".join(lines), [evidence]) if not each.holds] == [reason]


@pytest.mark.parametrize(("number", "holds"), [(2, True), (1, False)])
def test_an_object_on_a_line_may_be_cited_by_its_number(tmp_path: Path, number: int, holds: bool) -> None:
    """It is cited by its line today, and was by its number among the objects."""
    line = '{"time": "2024-02-15T14:32:10Z", "level": "info", "msg": "x"}\n'
    (tmp_path / "app.jsonl").write_text(line * 3, encoding="utf-8")
    _, second, _ = read([tmp_path], options=Options()).entries()
    text = cite(second.sources[0])
    assert "line 2" in text
    (checked,) = check_document(f"[^e1]\n\n[^e1]: {text.replace('line 2', f'record {number}')}\n", [tmp_path])
    assert checked.holds is holds


def test_only_footnotes_are_citations(evidence: Path) -> None:
    """Code, other footnotes, and prose are not checked."""
    text = "`[^e1]` and a note[^n].\n\n```\n[^e2]: x sha256\n```\n\n[^n]: As Ana said.\n"
    assert check_document(text, [evidence]) == ()
