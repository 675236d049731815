"""Exporting from the command line."""

import json
from pathlib import Path

import pytest

from afterword.cli.main import main

TEXT = "\ufeff# Checkout down\r\n\r\nSeverity: P1\r\n\r\n## Summary\r\n\r\nWords. <!-- not for readers -->\r\n"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A postmortem with a byte order mark and Windows line ends."""
    path = tmp_path / "checkout.md"
    path.write_bytes(TEXT.encode())
    return path


@pytest.mark.parametrize(
    ("target", "start"),
    [
        ("md", b"\xef\xbb\xbf# "),
        ("json", b"{"),
        ("html", b"<!DOC"),
        ("pdf", b"%PDF"),
        ("docx", b"PK"),
        ("txt", b"Internal"),
    ],
)
def test_every_format_is_written(document: Path, tmp_path: Path, target: str, start: bytes) -> None:
    """Each format lands in the named file, whole, with nothing beside it."""
    out = tmp_path / "out" / f"checkout.{target}"
    out.parent.mkdir()
    assert main(["export", str(document), "--to", target, "-o", str(out)]) == 0
    assert out.read_bytes().startswith(start)
    assert [path.name for path in out.parent.iterdir()] == [out.name]


def test_markdown_is_the_document_itself(document: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Byte for byte, on standard output too."""
    assert main(["export", str(document), "--to", "md"]) == 0
    assert capfdbinary.readouterr().out == TEXT.encode()


def test_json_is_the_record(document: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """The record, with its figures."""
    assert main(["export", str(document), "--to", "json"]) == 0
    record = json.loads(capfdbinary.readouterr().out)
    assert record["summary"].startswith("Words.")
    assert record["metrics"]["duration"]["seconds"] is None


def test_a_dash_is_standard_output(document: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """HTML and PDF go there only when they are sent there."""
    assert main(["export", str(document), "--to", "html", "-o", "-"]) == 0
    shown = capfdbinary.readouterr().out
    assert shown.startswith(b"<!DOCTYPE html>")
    assert b"not for readers" not in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--to", "pdf", "--audience", "nobody", "-o", "x.pdf"], "there is no audience 'nobody'; the audiences are"),
        (["--to", "md", "--audience", "leadership"], "nothing of this document is for leadership"),
        (["--to", "odt", "-o", "x.odt"], "'odt' is not one of"),
        (["--to", "pdf"], "needs -o OUT"),
        (["--to", "html"], "needs -o OUT"),
        (["-o", "x"], "Missing option '--to'"),
        (["--to", "pdf", "-o", "no/such/folder/x.pdf"], "does not exist"),
        (["--to", "pdf", "-o", "taken.pdf"], "exists already"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(
    document: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    """Exit 2, one line on stderr, and not a byte written."""
    monkeypatch.chdir(document.parent)
    Path("taken.pdf").write_bytes(b"mine")
    assert main(["export", document.name, *arguments]) == 2
    shown = capfd.readouterr()
    assert shown.out == ""
    assert message in shown.err
    assert shown.err.count("\n") == 1
    assert sorted(path.name for path in Path().iterdir()) == ["checkout.md", "taken.pdf"]
    assert Path("taken.pdf").read_bytes() == b"mine"


@pytest.mark.parametrize("content", [b"a\xffb", b"%PDF-1.7\xe2\xe3", b"\0" * 100])
def test_what_is_no_document_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str], content: bytes) -> None:
    """Invalid UTF-8 and binary files: exit 2, and no output."""
    source = tmp_path / "in.md"
    source.write_bytes(content)
    assert main(["export", str(source), "--to", "pdf", "-o", str(tmp_path / "out.pdf")]) == 2
    assert capfd.readouterr().err.count("\n") == 1
    assert not (tmp_path / "out.pdf").exists()


def test_force_overwrites(document: Path, tmp_path: Path) -> None:
    """An output that exists is replaced only when that is asked for."""
    out = tmp_path / "out.html"
    out.write_text("old")
    assert main(["export", str(document), "--to", "html", "-o", str(out), "--force"]) == 0
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_build_can_be_repeated(document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With SOURCE_DATE_EPOCH two exports are the same file; with nonsense in it there is none."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1708075800")
    for name in ("one.pdf", "two.pdf"):
        assert main(["export", str(document), "--to", "pdf", "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert main(["export", str(document), "--to", "pdf", "-o", str(tmp_path / "three.pdf")]) == 2
    assert not (tmp_path / "three.pdf").exists()


def test_what_a_reader_will_miss_is_said(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """An image that is not there and a comment that hides the rest are warnings, a line each."""
    source = tmp_path / "in.md"
    source.write_text("# T\n\n![graph](gone.png)\n\n<!-- open\n")
    assert main(["export", str(source), "--to", "html", "-o", str(tmp_path / "out.html")]) == 0
    lines = capfd.readouterr().err.splitlines()
    assert [line.startswith("afterword: warning: ") for line in lines] == [True, True]
