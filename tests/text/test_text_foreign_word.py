"""Word documents as Word writes them: revisions, comments, notes, numbering, fields, merged cells, text boxes."""

# ruff: noqa: E501  # mark-up in long lines
import io
import zipfile

import pytest

from afterword.text.foreign.keeping import lost_words
from afterword.text.foreign.original import Original
from afterword.text.foreign.registry import recognise
from afterword.text.foreign.writing import write

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = """
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Team section"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Deep"><w:name w:val="Deep"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="character" w:styleId="Fett"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Code"><w:name w:val="HTML Preformatted"/></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="☐"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
"""


def part(tag: str, content: str) -> str:
    """A part of the package."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{tag} {SPACES}>{content}</w:{tag}>'


def package(body: str, *, relations: str = "", **parts: str) -> bytes:
    """A Word file with this body and these further parts."""
    kinds = {"styles": STYLES, "numbering": NUMBERING, **parts}
    rels = "".join(f'<Relationship Id="p{k}" Type="{OFFICE}/{k}" Target="{k}.xml"/>' for k in kinds) + relations
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", part("document", f"<w:body>{body}</w:body>"))
        for kind, content in kinds.items():
            archive.writestr(f"word/{kind}.xml", part(kind, content))
        archive.writestr(
            "word/_rels/document.xml.rels",
            f"<Relationships>{rels}</Relationships>".replace(
                "<Relationships>",
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">',
            ),
        )
        archive.writestr("word/media/image1.png", b"\x89PNG made up")
    return out.getvalue()


def p(content: str, properties: str = "") -> str:
    """A paragraph; plain text becomes a run."""
    runs = content if content.startswith("<") else f'<w:r><w:t xml:space="preserve">{content}</w:t></w:r>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def item(text: str, level: int = 0, key: int = 1) -> str:
    """A paragraph that is an item."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>')


def read(data: bytes) -> tuple[str, list[tuple[str, int | None]], list[str]]:
    """The Markdown, the codes and lines of the findings, and the lost words."""
    original = Original("document.docx", data)
    foreign = recognise(original).format.reader.read(original)
    text, findings = write(foreign)
    return text, [(f.code, f.line) for f in findings], lost_words(foreign.visible, text)


def cell(text: str, properties: str = "") -> str:
    """A cell of a table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


CASES = {
    "a heading by a localised style": (p("Summary", '<w:pStyle w:val="berschrift1"/>'), "# Summary", []),
    "a heading by what its style is based on": (p("Summary", '<w:pStyle w:val="Mine"/>'), "# Summary", []),
    "a heading by outline level": (p("Impact", '<w:pStyle w:val="Deep"/>'), "## Impact", []),
    "a style based on itself": (p("x", '<w:pStyle w:val="Loop"/>'), "x", []),
    "a title over sections": (
        p("Outage", '<w:pStyle w:val="Titel"/>') + p("Summary", '<w:pStyle w:val="berschrift1"/>'),
        "# Outage\n\n## Summary",
        [],
    ),
    "numbers, and bullets below them": (item("one") + item("under", 1) + item("two"), "1. one\n   - under\n2. two", []),
    "numbers that go on after a paragraph": (
        item("one") + p("between") + item("two"),
        "1. one\n\nbetween\n\n2. two",
        [],
    ),
    "numbers that start elsewhere": (item("five", 0, 2), "5. five", []),
    "boxes as bullets": (item("do it", 0, 3), "- [ ] do it", []),
    "boxes as characters": (p("☒ done") + p("☐ open"), "- [x] done\n- [ ] open", []),
    "an insertion and a deletion": (
        p(
            '<w:r><w:t>kept </w:t></w:r><w:ins w:id="1" w:author="Bo"><w:r><w:t>added</w:t></w:r></w:ins>'
            '<w:del w:id="2" w:author="Bo"><w:r><w:delText>gone</w:delText></w:r></w:del>'
        ),
        "kept added",
        [("IM105", None), ("IM105", 1)],
    ),
    "words that were moved": (
        p("<w:moveFrom><w:r><w:t>here</w:t></w:r></w:moveFrom>") + p("<w:moveTo><w:r><w:t>here</w:t></w:r></w:moveTo>"),
        "here",
        [],
    ),
    "emphasis by a style and by itself": (
        p(
            '<w:r><w:rPr><w:rStyle w:val="Fett"/></w:rPr><w:t>a</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve"> b </w:t>'
            '</w:r><w:r><w:rPr><w:b w:val="0"/><w:strike/></w:rPr><w:t>c</w:t></w:r>'
        ),
        "**a** *b* ~~c~~",
        [],
    ),
    "code by a style": (
        p("a  b", '<w:pStyle w:val="Code"/>') + p("  c", '<w:pStyle w:val="Code"/>'),
        "```\na  b\n  c\n```",
        [],
    ),
    "code by its letters": (
        p(
            '<w:r><w:t xml:space="preserve">run </w:t></w:r><w:r><w:rPr><w:rFonts w:ascii="Consolas"/></w:rPr><w:t>ls</w:t></w:r>'
        ),
        "run `ls`",
        [],
    ),
    "a link by a field": (
        p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://a.b/c" </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>there</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
        "[there](https://a.b/c)",
        [],
    ),
    "a field without a result": (
        p(
            '<w:r><w:t>x</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PRINTDATE </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
        "x",
        [("IM109", 1)],
    ),
    "a field that never ends": (
        p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>kept</w:t></w:r>'
        ),
        "kept",
        [],
    ),
    "a check box of a form": (
        p(
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar>'
            '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>done</w:t></w:r>'
        ),
        "- [x] done",
        [],
    ),
    "an image with words": (
        p('<w:r><w:drawing><wp:docPr id="1" name="x" descr="The graph"/><a:blip r:embed="rI"/></w:drawing></w:r>'),
        "![The graph](attachments/image1.png)",
        [],
    ),
    "an image that is missing": (
        p('<w:r><w:t>x</w:t><w:drawing><a:blip r:embed="rX"/></w:drawing></w:r>'),
        "x",
        [("IM102", 1)],
    ),
    "a text box, written twice for old programs": (
        p(
            '<w:r><w:t>before</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>'
            f"{p('boxed')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{p('boxed')}"
            "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
        + p("after"),
        "before\n\nboxed\n\nafter",
        [],
    ),
    "hidden words": (
        p("<w:r><w:t>seen</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"),
        "seen",
        [("IM114", 1)],
    ),
    "a line end, a tab, a hyphen": (
        p("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>"),
        "a  \nb c-d",
        [],
    ),
    "a formula": (p("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>"), "`x+1`", [("IM101", 1)]),
    "a control": (
        p("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>chosen</w:t></w:r></w:sdtContent></w:sdt>"),
        "chosen",
        [],
    ),
    "merged cells": (
        "<w:tbl><w:tr>"
        + cell("Day", '<w:vMerge w:val="restart"/>')
        + cell("10:00")
        + "</w:tr><w:tr>"
        + cell("", "<w:vMerge/>")
        + cell("11:00")
        + "</w:tr><w:tr>"
        + cell("wide", '<w:gridSpan w:val="2"/>')
        + "</w:tr></w:tbl>",
        "| | |\n|---|---|\n| Day | 10:00 |\n| Day | 11:00 |\n| wide | |",
        [("IM103", 1)],
    ),
    "a row that was deleted": (
        (
            f"<w:tbl><w:tr>{cell('A')}{cell('B')}</w:tr><w:tr><w:trPr><w:del w:id='1'/></w:trPr>{cell('gone')}{cell('too')}</w:tr>"
            f"<w:tr>{cell('1')}{cell('2')}</w:tr></w:tbl>"
        ),
        "| A | B |\n|---|---|\n| 1 | 2 |",
        [("IM105", 1)],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_document_reads_as(name: str) -> None:
    """Each construct becomes what a person would write, and what is lost is said with its line."""
    body, wanted, codes = CASES[name]
    image = f'<Relationship Id="rI" Type="{OFFICE}/image" Target="media/image1.png"/>'
    text, findings, lost = read(package(body, relations=image))
    assert text.rstrip("\n") == wanted
    assert sorted(findings, key=str) == sorted(codes, key=str)
    assert lost == [] or any(code in {"IM105", "IM114"} for code, _ in findings)


def test_notes_and_comments_are_kept() -> None:
    """A footnote becomes a footnote, a comment a line of a section at the end, with who wrote it and when."""
    body = p(
        '<w:r><w:t>Down at 14:02</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="0"/></w:r>'
    )
    notes = f'<w:footnote w:type="separator" w:id="-1">{p("x")}</w:footnote><w:footnote w:id="2">{p("From the log.")}</w:footnote>'
    comments = f'<w:comment w:id="0" w:author="Bo" w:date="2024-02-15T10:00:00Z">{p("Really?")}</w:comment>'
    text, findings, lost = read(package(body, footnotes=notes, comments=comments))
    assert text == (
        "Down at 14:02[^1]\n\n## Comments in the original\n\n- **Bo, 2024-02-15**: Really?\n\n[^1]: From the log.\n"
    )
    assert findings == [("IM106", 1)]
    assert lost == ["x"]  # the line that Word draws above its notes


def field(*runs: str) -> str:
    """The runs of a field: its instruction, then what it shows."""
    kinds = ("begin", "separate", "end")
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in kinds)
    return f"{begin}<w:r><w:instrText>{runs[0]}</w:instrText></w:r>{separate}{''.join(runs[1:])}{end}"


CONTROL = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    f"<w:sdtContent>{p('<w:r><w:t>Contents</w:t></w:r>')}{p('<w:r><w:t>Summary 2</w:t></w:r>')}</w:sdtContent></w:sdt>"
)


@pytest.mark.parametrize(
    "contents",
    [
        p(field(' TOC \\o "1-3" ', "<w:r><w:t>Summary 2</w:t></w:r>")),
        field(' TOC \\o "1-3" ', "<w:r><w:t>Summary</w:t></w:r></w:p><w:p>", "<w:r><w:t>Timeline</w:t></w:r>").join(
            ("<w:p>", "</w:p>")
        ),
        CONTROL,
    ],
)
def test_a_table_of_contents_is_beside_the_text(contents: str) -> None:
    """Word makes it of the headings, in a field or a control; its words stand in the comment at the end."""
    text, findings, lost = read(package(contents + p("Down at 14:02")))
    assert text.startswith("Down at 14:02\n\n<!--\nBeside the text of the original:\n")
    assert "Summary" in text
    assert (lost, [code for code, _ in findings]) == ([], ["IM110"])


def test_an_image_outside_is_not_fetched() -> None:
    """An image by address stays an address."""
    body = p('<w:r><w:drawing><a:blip r:link="rO"/></w:drawing></w:r>')
    relation = f'<Relationship Id="rO" Type="{OFFICE}/image" Target="https://a.b/c.png" TargetMode="External"/>'
    assert read(package(body, relations=relation))[0] == "![](https://a.b/c.png)\n"
