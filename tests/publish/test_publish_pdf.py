"""The PDF: archival, accessible, reproducible, and never a program."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from afterword.errors import RenderError
from afterword.model.record import Record
from afterword.model.spelled import Spelled
from afterword.publish import pdf
from afterword.publish.characters import describe
from afterword.publish.document import assemble
from afterword.publish.images import Gallery, Picture

MOMENT = datetime(2024, 2, 16, 9, 30, tzinfo=UTC)
DIGEST = "0123456789abcdef" * 4
RICH = f"""\ufeff---
subtitle: The pool ran dry
---

# Checkout down

Severity: P1

## Summary

Words with `code`, *emphasis*, a [link](https://example.org/?a=1) and more.[^e1] Ελληνικά, кириллица, Łódź.

## Timeline

| Time (UTC) | Event |
|---|---|
| 2024-02-15 14:32 | Deploy |
| 14:35 | Errors |

#### A level too deep

- [x] done
- [ ] open

> quoted

```
$x$ #read("/etc/passwd") @label
```

## Empty

## Lists

3. three

[^e1]: `app.log` lines 1-2, bytes 0-10, sha256 {DIGEST}
""".replace("\n", "\r\n")


def printed(text: str, **options: Any) -> pdf.Printed:
    """The PDF of a text, with the fonts that travel with the package only."""
    record = options.pop("record", Record())
    return pdf.write(assemble(text, record).document, text, created=MOMENT, system_fonts=False, **options)


def opened(made: pdf.Printed) -> pikepdf.Pdf:
    """The file, read by another program than the one that wrote it."""
    return pikepdf.open(io.BytesIO(made.data))


def structure(node: pikepdf.Object) -> Iterator[str]:
    """The names of the structure elements, in order of reading."""
    kids = node.get("/K", pikepdf.Array())
    for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid["/S"]).lstrip("/")
            yield from structure(kid)


def test_it_is_archival_and_accessible() -> None:
    """The metadata claim PDF/A-3a and PDF/UA-1; title, language, tags, and fonts are there to back it."""
    made = printed(RICH)
    assert (made.conforms, made.warnings) == (True, ())
    with opened(made) as file:
        metadata = file.open_metadata()
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Checkout down"
        assert file.Root.Lang == "en"
        assert bool(file.Root.MarkInfo.Marked)
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
        assert "/OutputIntents" in file.Root
        found = set(structure(file.Root.StructTreeRoot))
        assert {"Document", "H1", "H2", "Table", "THead", "TBody", "TR", "TH", "TD", "L", "LI", "Link", "Code"} <= found
        assert not re.search(r"unresolved|undefined", " ".join(found))


def test_levels_never_skip_in_the_tags() -> None:
    """A heading is at most one level below the one before it."""
    with opened(printed(RICH)) as file:
        levels = [int(name[1]) for name in structure(file.Root.StructTreeRoot) if re.fullmatch(r"H[1-6]", name)]
    assert levels
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_the_source_is_attached_unchanged() -> None:
    """Byte order mark, line ends, and all: the attachment is the document, marked as its source."""
    with opened(printed(RICH, attachment="2024-02-15-checkout.md")) as file:
        assert list(file.attachments) == ["2024-02-15-checkout.md"]
        assert file.attachments["2024-02-15-checkout.md"].get_file().read_bytes() == RICH.encode()
        assert str(file.Root.AF[0].AFRelationship) == "/Source"
    with opened(printed(RICH, attachment=None)) as file:
        assert list(file.attachments) == []


@pytest.mark.parametrize(
    "name", ["a b.md", "\u00fc.md", "a\nb.md", "..md", 'x".md', "a/b.md", "../../etc/passwd", "#panic()", ""]
)
def test_any_name_can_be_attached(name: str) -> None:
    """The name of the source is a name, whatever it holds."""
    with opened(printed("# T\n\ntext\n", attachment=name)) as file:
        (attached,) = file.attachments
        assert not set(attached) & set("/\\\n")


def test_the_same_input_gives_the_same_bytes() -> None:
    """Nothing but the input and the time that was passed in decides on the file."""
    assert printed(RICH).data == printed(RICH).data


def test_who_and_when_are_in_the_metadata() -> None:
    """Authors, keywords, and the creation time that was passed in."""
    record = Record(authors=("Ada", "Bo"), tags=("database",), status=Spelled(value="draft", written="Draft"))
    with opened(printed("# T\n\ntext\n", record=record)) as file:
        assert "Ada" in str(file.docinfo["/Author"])
        assert "database" in str(file.docinfo["/Keywords"])
        assert str(file.docinfo["/CreationDate"]).startswith("D:20240216093000")


def test_a_missing_glyph_never_stops_an_export() -> None:
    """Without a font for a character the PDF is a plain one, and the warning names characters and packages."""
    made = printed("# \u969c\u5bb3\n\ntext \U0001f525 \u0e01\n")
    assert made.conforms is False
    assert made.data.startswith(b"%PDF")
    assert len(made.warnings) == 1
    for part in ("U+969C (CJK)", "U+1F525 (emoji)", "fonts-noto-cjk", "fonts-noto-color-emoji", "fonts-noto-core"):
        assert part in made.warnings[0]
    with opened(made) as file:
        assert "postmortem.md" in file.attachments


def test_missing_characters_are_named_briefly() -> None:
    """Many are counted, and a joiner is not named beside the character it belongs to."""
    assert "and 2 more" in describe(chr(0x4E00 + n) for n in range(10))
    assert "U+200D" not in describe("\u200d\U0001f525")


@pytest.mark.parametrize(
    "text",
    [
        '#read("/etc/passwd") #eval("1+1") #panic("x") #import "@preview/x:1.0.0"',
        "$x^2$ @label <label> \\write18{ls}",
        '`#read("/etc/passwd")`', '```typ\n#panic("x")\n```', "| #panic() | `#panic()` |\n|---|---|\n| $x$ | @y |\n",
        "[#panic()](https://example.org/#panic())", "![#panic()](x.png)", "# #panic()\n\n## $x$\n\nx",
        "---\ntitle: '#panic()'\nlang: '#panic()'\n---\n\ntext", "[^1]\n\n[^1]: #panic()",
    ],
)  # fmt: skip
def test_text_is_never_code(text: str) -> None:
    """Typst code in a document is printed like any other words."""
    assert printed(text).conforms
    assert printed(f"# T\n\nlead\n\n{text}\n").conforms


@pytest.mark.parametrize(
    "text",
    [
        "", "<!-- only a comment -->", ">" * 10_000 + " deep\n", "- " * 5_000 + "deep\n", "# " + "W" * 2_000 + "\n\nx",
        "x" * 20_000, "\0\x01\x1b\x7f\x85\u2028\ufeff\ufffe\ue000\u202e\U000e0041", "Z" + "\u0301\u0317" * 500,
        "# \u05e2\u05d1\u05e8\u05d9\u05ea\n\n\u05e9\u05dc\u05d5\u05dd 123 abc", "# T\n\n## a\n\n###### b\n\n## c\n",
        "[" * 2_000, "*a " * 2_000, "| a |\n|---|\n| 1 | 2 | 3 |\n||\n", "|" * 2_000 + "\n" + "|-" * 20 + "\n",
        "|" + " c |" * 40 + "\n|" + "---|" * 40 + "\n|" + " value |" * 40 + "\n",
        "- x\n\n  |" + " c |" * 40 + "\n  |" + "---|" * 40 + "\n", "https://example.org/" + "x" * 40_000,
        "| a |\n|---|\n| " + "`" + "z" * 3_000 + "` |\n", "".join(f"{'#' * (n % 6 + 1)} h{n}\n" for n in range(300)),
    ],
)  # fmt: skip
def test_hostile_documents_are_set(text: str) -> None:
    """Nothing that a document can hold stops the export, and all of it is archival."""
    made = printed(text)
    assert made.conforms
    with opened(made) as file:
        assert len(file.pages) >= 1


def test_a_long_table_repeats_its_head() -> None:
    """A table of many rows goes over many pages, and stays one table."""
    rows = "".join(f"| 2024-02-15 10:{n % 60:02d} | event {n} |\n" for n in range(400))
    with opened(printed(f"# T\n\n## Timeline\n\n| Time | Event |\n|---|---|\n{rows}")) as file:
        assert len(file.pages) > 5
        assert list(structure(file.Root.StructTreeRoot)).count("Table") == 1


def test_a_document_of_thousands_of_pages_is_refused() -> None:
    """What would take all memory is an error of one line, not a killed program."""
    with pytest.raises(RenderError, match="too long for a PDF"):
        printed("word " * 3_000_000)


def test_a_broken_image_is_described() -> None:
    """An image that only looks like one costs a warning, not the export."""
    document = assemble("# T\n\n![a graph](a.png)\n\n![a drawing](b.svg)\n", Record()).document
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="5" height="5"/></svg>'
    gallery = Gallery(
        pictures={
            "a.png": Picture(data=b"\x89PNG\r\n\x1a\nbroken", media_type="image/png", suffix="png"),
            "b.svg": Picture(data=drawing, media_type="image/svg+xml", suffix="svg"),
        },
        warnings=(),
    )
    made = pdf.write(document, "x", created=MOMENT, gallery=gallery, system_fonts=False)
    assert made.conforms
    assert [warning.split(" is ")[0] for warning in made.warnings] == ["image 'a.png'"]
    with opened(made) as file:
        assert "Figure" in set(structure(file.Root.StructTreeRoot))


def test_comments_are_never_in_the_pages() -> None:
    """A comment is in the attached source, and nowhere else."""
    text = "# T\n\nlead <!-- 9e1f4c -->\n\n| a |\n|---|\n| b <!-- 9e1f4c --> |\n"
    assert b"9e1f4c" not in uncompressed(printed(text, attachment=None))
    assert b"9e1f4c" in uncompressed(printed(text))


def uncompressed(made: pdf.Printed) -> bytes:
    """Every byte of the file, streams unpacked."""
    target = io.BytesIO()
    with opened(made) as file:
        file.save(target, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
    return target.getvalue()
