"""Files that are broken, or built to do harm: refused in one sentence, or read with a finding; nothing is fetched."""

import io
import zipfile
from pathlib import Path

import pytest

from afterword.errors import InputError
from afterword.text.foreign.original import Original
from afterword.text.foreign.registry import recognise, registered_formats
from afterword.text.foreign.writing import write

READERS = {form.name: form.reader for form in registered_formats()}
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def archive(**parts: str | bytes) -> bytes:
    """A zip archive; two underscores in a name stand for a slash."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(f"{name.replace('__', '/')}.xml", content)
    return out.getvalue()


def locked() -> bytes:
    """A Word file whose text says that it is encrypted."""
    data = bytearray(archive(word__document=WORD.format("")))
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def damaged_at_the_start() -> bytes:
    """An archive whose first member, which says what the whole is, does not expand."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/epub+zip " * 20)
    data = bytearray(out.getvalue())
    data[38:44] = b"\xff" * 6
    return bytes(data)


REFUSED = {
    "no text at all": ("", b"", "no document that is read; it is empty"),
    "a PDF": ("", b"%PDF-1.7\n", "it is a PDF; export it as DOCX or HTML"),
    "an old Word file": (
        "",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64),
        "an old office document or an Outlook message; save it as DOCX or HTML",
    ),
    "rich text": ("", rb"{\rtf1 x}", "RTF; save it as DOCX"),
    "a program": ("", b"\x7fELF" + bytes(64), "it is no text"),
    "a zip without a document": ("", archive(x="y"), "a zip archive without a document"),
    "a zip damaged at its start": ("", damaged_at_the_start(), "a zip archive without a document"),
    "a spreadsheet": ("", archive(xl__workbook="<x/>"), "a spreadsheet; save the document"),
    "Markdown that is not UTF-8": (
        "markdown",
        "# Авария\n".encode("koi8-r"),
        "not valid UTF-8 at byte 2 (line 1), and of no encoding that is known",
    ),
    "a broken archive": ("docx", b"PK\x03\x04 word/document.xml", "a damaged archive"),
    "an archive cut off": (
        "docx",
        archive(word__document=WORD.format("<w:p/>" * 99))[:200] + b"word/document.xml",
        "damaged archive",
    ),
    "an encrypted document": ("docx", locked(), "is encrypted; save it without a password"),
    "XML that ends early": ("docx", archive(word__document="<w:document><w:body>"), "damaged XML at line 1"),
    "entities that multiply": (
        "docx",
        archive(word__document='<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + WORD.format("&b;")),
        "declares a document type",
    ),
    "an entity that reads a file": (
        "docx",
        archive(word__document='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + WORD.format("&a;")),
        "declares a document type",
    ),
    "a part that expands without measure": (
        "docx",
        archive(word__document=WORD.format(f"<w:p><w:r><w:t>{'a' * 70_000_000}</w:t></w:r></w:p>")),
        "expands beyond all measure",
    ),
    "elements without end": (
        "docx",
        archive(word__document=WORD.format("<w:p>" * 5000 + "</w:p>" * 5000)),
        "too many elements, or too deep",
    ),
    "JSON of something else": (
        "confluence-storage",
        b'{"body": {"storage": {"value": 7}}}',
        "without body.storage.value",
    ),
    "JSON that is broken": ("confluence-storage", b'{"body": {"storage": {', "broken JSON"),
    "JSON without end": ("confluence-storage", b'{"body":' + b"[" * 100_000, "broken JSON"),
    "a web archive without a page": (
        "web-archive",
        b"Content-Type: multipart/related; boundary=x\n\n--x--\n",
        "without a page",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_refused(name: str) -> None:
    """The refusal is one sentence that names the file and says what to do."""
    form, data, said = REFUSED[name]
    original = Original("bad.file", data)
    with pytest.raises(InputError) as refusal:
        (READERS[form] if form else recognise(original).format.reader).read(original)
    assert said in str(refusal.value)
    assert str(refusal.value).startswith("bad.file: ")
    assert "\n" not in str(refusal.value)


def test_structured_text_reads_no_other_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Includes, tables from files, raw pieces, and settings beside the user are not followed; each is a finding."""
    secret = tmp_path / "secret.txt"
    secret.write_text("top,secret")
    (tmp_path / "docutils.conf").write_text("[general]\nfile_insertion_enabled: yes\nraw_enabled: yes\n")
    monkeypatch.chdir(tmp_path)
    text = (
        f"Outage\n======\n\n.. include:: {secret}\n\n.. csv-table:: t\n   :file: {secret}\n\n"
        f".. raw:: html\n   :file: {secret}\n\n"
        f".. literalinclude:: {secret}\n\n.. code::\n   :class: x\n\n   kept\n\n.. image:: {secret}\n"
    )
    foreign = READERS["restructuredtext"].read(Original("x.rst", text.encode()))
    written, findings = write(foreign)
    assert "top,secret" not in written
    assert "kept" in written
    assert [f.code for f in findings].count("IM108") >= 3


def test_html_that_never_ends_a_tag_is_read() -> None:
    """Ten thousand open elements are flattened, and no word goes."""
    page = "<html><body>" + "<blockquote>" * 10_000 + "deep" + "<ul><li>" * 3000 + "end"
    written, findings = write(READERS["html"].read(Original("x", page.encode())))
    assert "deep" in written
    assert "end" in written
    assert [f.code for f in findings] == ["IM116"]


@pytest.mark.parametrize("span", ["99999999999999999999", "-3", "0", "x", "1000000"])
def test_a_cell_of_impossible_width_is_bounded(span: str) -> None:
    """No table grows without measure, whatever its cells claim."""
    page = f"<html><table><tr><td colspan={span} rowspan={span}>a<td>b<tr><td>c</table></html>"
    written, _ = write(READERS["html"].read(Original("x", page.encode())))
    assert len(written) < 20_000
    assert all(word in written for word in "abc")


def test_characters_that_documents_may_not_hold_are_dropped() -> None:
    """Control characters and noncharacters, which mark places while writing, never come from a document."""
    page = "<html><p>a\ufdd07\ufdd1b\x00\x1bc\ufffe</p></html>"
    written, findings = write(READERS["html"].read(Original("x", page.encode())))
    assert written in {"a7bc\n", "a7b\ufffdc\n"}
    assert findings == ()


def test_old_encodings_are_read_and_said() -> None:
    """A page declares its encoding; one that declares none is read as Windows-1252, and a note says so."""
    declared = Original("x", '<html><meta charset="iso-8859-2"><p>żółw</p></html>'.encode("iso-8859-2"))
    assert "żółw" in write(READERS["html"].read(declared))[0]
    assert declared.decoded.note is None
    guessed = Original("x", "<html><p>café – x</p></html>".encode("windows-1252"))
    assert "café – x" in write(READERS["html"].read(guessed))[0]
    assert guessed.decoded.note is not None
