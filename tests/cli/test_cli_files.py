"""Documents in, results out."""

import io
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.cli.files import MAX_BYTES, read_document, refuse_unwritable, write_output, write_outputs
from afterword.errors import InputError, OutputError


@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_a_document_is_read_character_for_character(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Byte order mark, line ends, form feeds: nothing is translated on the way in or out."""
    path = tmp_path_factory.getbasetemp() / "document.md"
    write_output(str(path), text, force=True)
    assert path.read_bytes() == text.encode()
    assert read_document(str(path)) == text


def test_standard_streams_are_dashes(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """A dash reads standard input and writes standard output, bytes as they are."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("\ufeffa\r\n".encode())))
    assert read_document("-") == "\ufeffa\r\n"
    write_output("-", "a\r\n")
    write_output(None, b"\x00b")
    assert capfdbinary.readouterr().out == b"a\r\n\x00b"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"ab\n\xffc", r"not valid UTF-8 at byte 3 \(line 2\)"),
        (b"%PDF-1.7\n\xe2\xe3", "it looks like a PDF"),
        (b"PK\x03\x04" + bytes(100), "it looks like a ZIP archive"),
        ("Wörter".encode("utf-16"), "it looks like UTF-16 text"),
        ("words and more words".encode("utf-16-le"), "not a text file"),
        (b"\x7fELF" + bytes(64), "not a text file"),
        (b"a" * (MAX_BYTES + 1), "larger than 16 MiB"),
    ],
    ids=["latin", "pdf", "zip", "utf-16", "utf-16 without a mark", "program", "large"],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    """The refusal names the file and says what it is instead."""
    path = tmp_path / "document.md"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message) as refusal:
        read_document(str(path))
    assert str(refusal.value).startswith(f"{path}: ")


def test_a_document_as_large_as_allowed_is_read(tmp_path: Path) -> None:
    """The limit itself is within the limit, and a single odd NUL makes no binary."""
    path = tmp_path / "document.md"
    path.write_bytes(b"\0" + b"a" * (MAX_BYTES - 1))
    assert len(read_document(str(path))) == MAX_BYTES


@pytest.mark.parametrize("name", ["", "missing.md", "missing/x.md", "a\0b", "x" * 300])
def test_what_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    """No file, a folder, a name that no file can have."""
    with pytest.raises(InputError):
        read_document(str(tmp_path / name))


def test_another_file_is_never_overwritten(tmp_path: Path) -> None:
    """Without force the file stays; with it the file is replaced and keeps its permissions; no rest stays behind."""
    path = tmp_path / "out.md"
    path.write_text("old")
    path.chmod(0o640)
    with pytest.raises(OutputError, match="exists already; use --force"):
        write_output(str(path), "new")
    assert path.read_text() == "old"
    write_output(str(path), "new", force=True)
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.md"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Writing to a link writes the file that it names."""
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "link.md").symlink_to("real.md")
    write_output(str(tmp_path / "link.md"), "new", force=True)
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == "new"


def test_a_device_is_written_and_not_replaced() -> None:
    """What is no regular file takes the bytes and stays what it is."""
    write_output(os.devnull, "gone")
    assert Path(os.devnull).is_char_device()


@pytest.mark.parametrize("name", ["", "missing/out.md"])
def test_a_place_where_nothing_can_be_written_is_refused(tmp_path: Path, name: str) -> None:
    """A folder, and a file in a folder that does not exist."""
    with pytest.raises(OutputError):
        write_output(str(tmp_path / name), "new", force=True)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_below_a_file_is_refused(tmp_path: Path) -> None:
    """What stands in the way is named; a folder that is still to be made is none."""
    (tmp_path / "a").write_text("")
    refuse_unwritable(tmp_path / "b" / "c")
    with pytest.raises(OutputError, match=r"/a: is a file; several documents need a folder$"):
        refuse_unwritable(tmp_path / "a" / "b")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_folder_without_permission_is_named(tmp_path: Path) -> None:
    """Neither the file that is not whole yet is named, nor every document."""
    folder = tmp_path / "ro"
    folder.mkdir(mode=0o555)
    with pytest.raises(OutputError, match=r"/ro: nothing may be written there$"):
        refuse_unwritable(folder / "y")
    with pytest.raises(OutputError, match=r"/ro: cannot be written: Permission denied$"):
        write_outputs([(folder / "a.md", b"")])
