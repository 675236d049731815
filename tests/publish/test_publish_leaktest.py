"""The leak test: wherever and however a file says what it must not, it is found, and the place is named."""

import base64
import bz2
import gzip
import io
import json
import lzma
import random
import runpy
import tarfile
import zipfile
import zlib
from pathlib import Path
from urllib.parse import quote

import docx
import pikepdf
import pytest

from afterword.errors import InputError
from afterword.publish.leaktest.files.opening import places, unread
from afterword.publish.leaktest.files.pdf_text import _table, unread_of, words_of
from afterword.publish.leaktest.forbidding import Forbidden, forbidden
from afterword.publish.leaktest.searching import leaks
from afterword.publish.redaction.finding import find
from afterword.publish.redaction.known import Known, Person

PLANTING = runpy.run_path(str(Path(__file__).with_name("planting.py")))
SECRET = "ZQSECRET77X"
SOURCE = f"""# Down

## Summary

It was down for 43 minutes.

## Cause

The vault in the cellar was opened with {SECRET} by Zebulon Quuxley, who lost 1,234,567 coins.
"""
KNOWN = Known(people=(Person(name="Zebulon Quuxley", spellings=("Zebulon Quuxley",)),))


@pytest.fixture
def sought() -> Forbidden:
    """What must not be in a version that says the summary alone."""
    return forbidden(SOURCE, find(SOURCE, KNOWN), KNOWN, ["# Down\n\n## Summary\n\nIt was down for 43 minutes.\n"])


def pdf(**parts: str) -> bytes:
    """A PDF of one empty page with words somewhere."""
    made = pikepdf.new()
    made.add_blank_page(page_size=(200, 200))
    if words := parts.get("title"):
        made.docinfo["/Title"] = words
    if words := parts.get("metadata"):
        with made.open_metadata() as metadata:
            metadata["dc:description"] = words
    if words := parts.get("bookmark"):
        with made.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(words, 0))
    if words := parts.get("link"):
        action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=f"https://example.com/{words}")
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
        made.pages[0].Annots = made.make_indirect([link])
    if words := parts.get("alt"):
        made.Root.StructTreeRoot = made.make_indirect(pikepdf.Dictionary(K=pikepdf.Dictionary(Alt=words)))
    if words := parts.get("attachment"):
        made.attachments["notes.txt"] = pikepdf.AttachedFileSpec(made, words.encode(), filename="notes.txt")
    if words := parts.get("attached"):
        made.attachments[words] = pikepdf.AttachedFileSpec(made, b"x", filename=words)
    if words := parts.get("stream"):
        made.Root.Extra = made.make_stream(words.encode())
    if words := parts.get("page"):
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        made.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=made.make_indirect(font)))
        shown = "".join(f"({part}) Tj " for part in words.split("|"))
        made.pages[0].Contents = made.make_stream(f"BT /F1 12 Tf 9 9 Td {shown} ET".encode())
    out = io.BytesIO()
    made.save(out, compress_streams=True)
    return out.getvalue()


def word(where: str, words: str) -> bytes:
    """A Word document with words somewhere."""
    made = docx.Document()
    if where == "runs":
        paragraph = made.add_paragraph()
        for piece in (words[:4], words[4:7], words[7:]):
            paragraph.add_run(piece).bold = piece == words[4:7]
    elif where == "author":
        made.core_properties.author = words
    elif where == "comment":
        made.core_properties.comments = words
    elif where == "header":
        made.sections[0].header.paragraphs[0].text = words
    elif where == "link":
        made.part.relate_to(f"https://example.com/{words}", "http://x/hyperlink", is_external=True)
    elif where == "table":
        made.add_table(1, 1).cell(0, 0).text = words
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def archive(name: str, data: bytes) -> bytes:
    """A ZIP file of one member."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, data)
    return out.getvalue()


def mail(encoding: str, body: bytes, subject: str = "") -> bytes:
    """A message with such a body, and an encoded subject."""
    head = f"From: a@x.example\nTo: b@x.example\nSubject: =?utf-8?b?{subject}?=\nMIME-Version: 1.0\n"
    return f"{head}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n".encode() + body


def xml(start: str, middle: str, end: str) -> bytes:
    """A secret between tags, and in two."""
    return f"{start}{SECRET[:4]}{middle}{SECRET[4:]}{end}".encode()


def tar(data: bytes) -> bytes:
    """A TAR archive of one member."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as made:
        member = tarfile.TarInfo("b.txt")
        member.size = len(data)
        made.addfile(member, io.BytesIO(data))
    return out.getvalue()


PERCENT = "".join(f"%{ord(c):02x}" for c in SECRET)
IN_WORD = ("runs", "author", "comment", "header", "link", "table")
PICTURE = PLANTING["png"](SECRET)
FILES: dict[str, tuple[str, bytes, str]] = {
    "text": ("a.txt", f"x {SECRET} y".encode(), "text"),
    "lower case": ("a.html", f'<h2 id="s-{SECRET.lower()}">x</h2>'.encode(), "h2 id"),
    "UTF-16": ("a.txt", f"x {SECRET} y".encode("utf-16"), "text"),
    "UTF-16 without its mark": ("a.bin", f"\x00\x01x {SECRET} y".encode("utf-16-le"), "readable bytes"),
    "Markdown comment": ("a.md", f"# T\n\n<!-- {SECRET} -->\n".encode(), "text"),
    "HTML comment": ("a.html", f"<p>x</p><!-- {SECRET} -->".encode(), "comment"),
    "HTML attribute": ("a.html", f'<p data-x="{SECRET}">x</p>'.encode(), "p data-x"),
    "HTML alt": ("a.html", f'<img alt="{SECRET}" src="x">'.encode(), "img alt"),
    "HTML tags within": ("a.html", f"<p>{SECRET[:4]}<b>{SECRET[4:7]}</b>{SECRET[7:]}</p>".encode(), "text"),
    "HTML entities": ("a.html", ("<p>" + "".join(f"&#{ord(c)};" for c in SECRET) + "</p>").encode(), "text"),
    "HTML soft hyphen": ("a.html", f"<p>{SECRET[:5]}&shy;{SECRET[5:]}</p>".encode(), "text"),
    "HTML style": ("a.html", f"<style>.{SECRET}{{}}</style><p>x</p>".encode(), "style"),
    "HTML script": ("a.html", f"<script>var a='{SECRET}'</script><p>x</p>".encode(), "script"),
    "percent-encoding": ("a.html", f'<a href="https://x.example/{PERCENT}">x</a>'.encode(), "a href"),
    "base64": ("a.txt", b"see " + base64.b64encode(f"words {SECRET} and more words".encode()), "base64"),
    "hexadecimal": ("a.txt", f"see {f'words {SECRET} and'.encode().hex()}".encode(), "hexadecimal"),
    "picture in HTML": (
        "a.html", b'<img src="data:image/png;base64,' + base64.b64encode(PICTURE) + b'">', "PNG",
    ),
    "PNG metadata": ("a.png", PICTURE, "PNG tEXt"),
    "JPEG metadata": ("a.jpg", PLANTING["jpeg"](SECRET), "JPEG segment"),
    "JPEG metadata between scans": (
        "a.jpg", b"\xff\xd8\xff\xda\x00\x03x\x01\xff\x00\xff\xfe\x00\x0d" + SECRET.encode() + b"\xff\xd9",
        "JPEG segment",
    ),
    "second picture in a JPEG": ("a.jpg", PLANTING["jpeg"]("x") + PLANTING["jpeg"](SECRET), "behind the end"),
    "SVG": ("a.svg", f"<svg><desc>{SECRET}</desc></svg>".encode(), "text"),
    "JSON": ("a.json", json.dumps({"a": [{"b": SECRET}]}).encode(), "a[1].b"),
    "JSON key": ("a.json", json.dumps({SECRET: 1}).encode(), "key"),
    "JSON escapes": ("a.json", ('{"a": "' + "".join(f"\\u{ord(c):04x}" for c in SECRET) + '"}').encode(), "a"),
    "gzip": ("a.txt.gz", gzip.compress(SECRET.encode()), "text"),
    "ZIP": ("a.zip", archive("a/b.txt", SECRET.encode()), "a/b.txt"),
    "ZIP within ZIP": ("a.zip", archive("b.zip", archive("c.txt", SECRET.encode())), "b.zip: c.txt"),
    "name in ZIP": ("a.zip", archive(f"{SECRET}.txt", b"x"), "name of a member"),
    "file name": (f"report-{SECRET}.txt", b"x", "file name"),
    "PDF title": ("a.pdf", pdf(title=SECRET), "title"),
    "PDF metadata": ("a.pdf", pdf(metadata=SECRET), "metadata"),
    "PDF bookmark": ("a.pdf", pdf(bookmark=SECRET), "bookmark"),
    "PDF link": ("a.pdf", pdf(link=SECRET), "link target"),
    "PDF alternative text": ("a.pdf", pdf(alt=SECRET), "alternative text"),
    "PDF attachment": ("a.pdf", pdf(attachment=SECRET), "attachment"),
    "PDF attachment's name": ("a.pdf", pdf(attached=SECRET), "file name"),
    "PDF stream": ("a.pdf", pdf(stream=SECRET), "stream"),
    "PDF page": ("a.pdf", pdf(page=f"{SECRET[:4]}|{SECRET[4:]}"), "page 1"),
    "workbook": ("a.xlsx", archive("s.xml", xml("<si><r><t>", "</t></r><r><rPr/><t>", "</t></r></si>")), "text"),
    "slides": ("a.pptx", archive("s.xml", xml("<a:r><a:t>", "</a:t></a:r><a:r><a:rPr/><a:t>", "</a:t></a:r>")), "text"),
    "OpenDocument": ("a.odt", archive("c.xml", xml("<text:p>", "<text:span>", "</text:span></text:p>")), "text"),
    "Word tracked change": (
        "a.docx",
        archive("d.xml", xml("<w:del><w:delText>", "</w:delText></w:del><w:del><w:delText>", "</w:delText></w:del>")),
        "text",
    ),
    "Word hidden text": ("a.docx", archive("d.xml", xml("<w:rPr><w:vanish/></w:rPr><w:t>", "", "</w:t>")), "text"),
    "Word custom property": ("a.docx", archive("custom.xml", xml("<vt:lpwstr>", "", "</vt:lpwstr>")), "custom.xml"),
    "file in Word": ("a.docx", archive("b.xlsx", archive("c.xml", xml("<t>", "", "</t>"))), "c.xml"),
    "mail, quoted": ("a.eml", mail("quoted-printable", f"hello {SECRET[:4]}=\n{SECRET[4:]}".encode()), "part"),
    "mail, base64": ("a.eml", mail("base64", base64.encodebytes(f"words {SECRET}".encode())), "part"),
    "mail's subject": ("a.eml", mail("7bit", b"x", base64.b64encode(SECRET.encode()).decode()), "header Subject"),
    "TAR": ("a.tar", tar(SECRET.encode()), "b.txt"),
    "bzip2": ("a.txt.bz2", bz2.compress(f"{SECRET} x".encode()), "text"),
    "xz": ("a.txt.xz", lzma.compress(f"{SECRET} x".encode()), "text"),
    "GIF comment": ("a.gif", b"GIF89a\x01\0\x01\0\0\0\0!\xfe\x0b" + SECRET.encode() + b"\0;", "readable bytes"),
    "Word of 1997": (
        "a.doc", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(99) + SECRET.encode("utf-16-le") + bytes(99), "bytes",
    ),
    **{f"Word {where}": ("a.docx", word(where, SECRET), "") for where in IN_WORD},
}  # fmt: skip


@pytest.mark.parametrize("case", FILES)
def test_it_is_found_wherever_it_stands(case: str, sought: Forbidden) -> None:
    """A name of the document is found in every part of every format, however it is written, and the place is named."""
    name, data, place = FILES[case]
    found = leaks(data, name, sought)
    assert found, case
    assert any(place in leak.place for leak in found), found


@pytest.mark.parametrize("drawn", ["BT Tj ET", "BT /a /b Td ET", "BT [/a (x)] TJ ET", "BT Td ET", "q BT /F1 Tf (x ET"])
def test_a_page_that_breaks_the_rules_is_searched_all_the_same(drawn: str, sought: Forbidden) -> None:
    """Instructions without what they need end the words of a page, not the search."""
    assert any("stream" in leak.place or "page" in leak.place for leak in leaks(_page(drawn), "a.pdf", sought))


def test_a_font_and_a_page_that_never_end_are_given_up() -> None:
    """A form that is its own parent, and a font that maps everything thousands of times, cost no more than others."""
    with pikepdf.new() as made:
        form = made.make_stream(b"BT (x) Tj ET")
        form.Parent = form
        assert words_of(form) == "x\n"
    rows = b"beginbfrange" + b"<0000> <ffff> <0000> " * 3000 + b"endbfrange"
    assert len(_table(rows)) <= 70_001


def test_declarations_that_never_end_are_no_trap(sought: Forbidden) -> None:
    """Forty thousand of them are looked through, and what stands behind is found."""
    assert leaks(("<html>" + "<!" * 40_000 + SECRET).encode(), "a.html", sought)


def _page(drawn: str) -> bytes:
    """A PDF of one page with such instructions, and a secret behind them."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(100, 100))
        page.Contents = made.make_stream(f"{drawn}\n% {SECRET}\n".encode())
        made.save(out)
    return out.getvalue()


PASSAGES = {
    "as it is": "The vault in the cellar was opened with",
    "wrapped": "The vault in the cel-\nlar was\nopened with",
    "in other case": "THE VAULT IN THE CELLAR WAS OPENED WITH",
    "marked up": "The **vault** in the _cellar_ was `opened` with",
    "spaced": "T h e v a u l t i n t h e c e l l a r w a s o p e n e d w i t h",
    "with invisible characters": "The va\u200bult in the cel\u00adlar was ope\u2060ned with",
    "in ligatures": "The vault in the cellar was opened with".replace("fi", "\ufb01"),
}


@pytest.mark.parametrize("words", PASSAGES.values(), ids=PASSAGES.keys())
def test_a_passage_of_common_words_is_found(words: str, sought: Forbidden) -> None:
    """Words that are nothing special one by one are a leak in their order."""
    found = leaks(f"# Down\n\n{words} something.\n".encode(), "a.md", sought)
    assert {leak.kind for leak in found} == {"passage"}
    assert {leak.line for leak in found} == {9}


@pytest.mark.parametrize("words", ["Zebulon Quuxley", "Zebulon\nQuuxley", "1,234,567", "1 234 567", "1234567"])
def test_people_and_amounts_are_found(words: str, sought: Forbidden) -> None:
    """A person over two lines, and a number however its figures are grouped."""
    assert leaks(f"Down. {words} it was.".encode(), "a.md", sought)


@pytest.mark.parametrize(
    "words",
    [
        "It was down for 43 minutes.",
        "Contents. Evidence and notes. Page 1 of 2.",
        "The door of the garden was painted with care by somebody who found 99 coins.",
    ],
)
def test_what_is_allowed_or_other_is_no_leak(words: str, sought: Forbidden) -> None:
    """The version's own words, the program's, and words of other texts are not found."""
    assert leaks(words.encode(), "a.md", sought) == ()


def test_what_only_looks_secret_is_found_too(sought: Forbidden) -> None:
    """A key that the document does not hold and that somebody wrote into the file is found by its form."""
    found = leaks(b"# Down\n\nUse AKIAIOSFODNN7QWERTYU to get in.\n", "a.md", sought)
    assert {leak.kind for leak in found} == {"aws-key"}


@pytest.mark.parametrize("data", [b"%PDF-1.7\nbroken", b"PK\x03\x04broken"])
def test_what_cannot_be_looked_into_proves_nothing(data: bytes, sought: Forbidden) -> None:
    """A file that claims a format and cannot be read is refused and never called clean."""
    with pytest.raises(InputError):
        leaks(data, "a.bin", sought)


CHANCE = random.Random(5).randbytes(3000)  # noqa: S311  # the same every time
UNREAD: dict[str, tuple[bytes, bool]] = {
    "7z": (b"7z\xbc\xaf\x27\x1c" + CHANCE, False),
    "encrypted": (CHANCE, False),
    "packed in a ZIP": (archive("b.bin", CHANCE), False),
    "Rich Text Format": (b"{\\rtf1 Ze\\'62ulon}", False),
    "PNG": (PLANTING["jpeg"]("x"), True),
    "TIFF": (b"II*\0" + CHANCE, True),
    "picture in Word": (archive("word/media/a.jpg", PLANTING["jpeg"]("x")), True),
    "picture in HTML": (b'<img src="data:image/jpeg;base64,' + base64.b64encode(PLANTING["jpeg"]("x")) + b'">', True),
}  # fmt: skip


@pytest.mark.parametrize("case", UNREAD)
def test_what_was_not_read_is_said(case: str) -> None:
    """Packed and encrypted data and pictures are named as places that nobody has looked into."""
    data, is_picture = UNREAD[case]
    found = list(unread(data, "a"))
    assert found
    assert all(place.is_picture is is_picture and place.unread for place in found)


@pytest.mark.parametrize(
    "data",
    [b"# T\n\nwords", b"<p>x</p>", b'{"a": 1}', archive("a.xml", b"<a>x</a>"), pdf(), tar(b"x"),
     bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), PLANTING["png"]("x")],
)  # fmt: skip
def test_what_was_read_whole_is_not_doubted(data: bytes) -> None:
    """Texts, documents, archives of them, and a picture of one pixel are looked through."""
    assert list(unread(data, "a")) == []


def test_a_page_without_a_table_of_letters_is_not_known() -> None:
    """Letters that only their shapes tell, and outlines without letters, are said to be unread."""
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(100, 100))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=pikepdf.Name.X)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = made.make_stream(b"BT /F1 9 Tf <0001> Tj ET")
        assert "no table" in unread_of(page.obj)
        page.Contents = made.make_stream(b"0 0 m 1 1 1 1 1 1 c f " * 300)
        assert "without words" in unread_of(page.obj)


def test_a_bomb_is_refused() -> None:
    """Metadata of a picture that unpack without end are refused before they fill the memory."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + bytes(4)

    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(20)) + packer.flush()
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)) + chunk(b"zTXt", b"c\0\0" + packed)
    with pytest.raises(InputError, match="unpack to more"):
        list(places(data))


def test_words_are_not_told_in_full(sought: Forbidden) -> None:
    """A leak is told by its beginning: reports end up in logs."""
    found = leaks(quote(f"{SECRET} Zebulon Quuxley").encode(), "a.txt", sought)
    assert found
    assert not [leak for leak in found if SECRET in leak.words or "Quuxley" in leak.words]


def test_an_archive_member_of_holes_is_refused() -> None:
    """A member that says it is a terabyte, of which only holes are in the archive, fills no memory."""
    data, out = b"1\n0\n0\n".ljust(512, b"\0"), io.BytesIO()
    member = tarfile.TarInfo("b.bin")
    member.size = len(data)
    sparse = {"major": "1", "minor": "0", "name": "b.bin", "realsize": str(1 << 40)}
    member.pax_headers = {f"GNU.sparse.{key}": value for key, value in sparse.items()}
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as made:
        made.addfile(member, io.BytesIO(data))
    with pytest.raises(InputError, match="unpacks to more"):
        list(places(out.getvalue(), "a.tar"))
