"""HTML of every dialect, piece by piece: what each construct becomes, and what is said of what is lost."""

# ruff: noqa: E501  # mark-up in long lines
import pytest

from afterword.text.foreign.keeping import lost_words
from afterword.text.foreign.original import Original
from afterword.text.foreign.registry import registered_formats
from afterword.text.foreign.writing import write

READERS = {form.name: form.reader for form in registered_formats()}


def read(form: str, page: str) -> tuple[str, list[str]]:
    """The Markdown and the codes of the findings; no word may be lost."""
    foreign = READERS[form].read(Original("page", page.encode()))
    text, findings = write(foreign)
    assert lost_words(foreign.visible, text) == []
    return text.rstrip("\n"), [finding.code for finding in findings]


PLAIN = {
    "a paragraph in a list of careless tags": ("<ul><li>a<li>b<p>c</ul>", "- a\n\n- b\n\n  c"),
    "a list right within a list": ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b"),
    "lists without items around deeper ones": (
        "<ul><li><p>a</ul><ul><ul><li><p>b</ul></ul><ul><ul><ul><li>c</ul></ul></ul><ul><li>d</ul>",
        "- a\n  - b\n    - c\n- d",
    ),
    "numbers from three": ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
    "two lists of numbers": ("<ol><li>a</ol><ol><li>b</ol>", "1. a\n\n1) b"),
    "code in an item": ("<ul><li>run<pre>ls</pre></ul>", "- run\n\n  ```\n  ls\n  ```"),
    "code with a fence in it": ("<pre>```\nx</pre>", "````\n```\nx\n````"),
    "code with back quotes": ("<p><code>a`b</code></p>", "``a`b``"),
    "a definition list": ("<dl><dt>Severity<dd>SEV-1<dt>Owner:<dd>Ana</dl>", "- **Severity:** SEV-1\n- **Owner:** Ana"),
    "a table without a header, of data": (
        "<table><tr><td>14:02<td>alert<tr><td>14:05<td>fix</table>",
        "| | |\n|---|---|\n| 14:02 | alert |\n| 14:05 | fix |",
    ),
    "a table without a header, of words": (
        "<table><tr><td>Time<td>What<tr><td>14:05<td>fix</table>",
        "| Time | What |\n|---|---|\n| 14:05 | fix |",
    ),
    "a table of properties": (
        "<table><tr><th>Severity<td>SEV-1<tr><th>Owner<td>Ana</table>",
        "| | |\n|---|---|\n| Severity | SEV-1 |\n| Owner | Ana |",
    ),
    "a list and code in a cell": (
        "<table><tr><th>A<th>B<tr><td><ul><li>x<li>y</ul><td><pre>c|d</pre></table>",
        "| A | B |\n|---|---|\n| - x<br>- y | `c\\|d` |",
    ),
    "a frame around a text": ("<table><tr><td><h2>Note</h2><p>text</table>", "## Note\n\ntext"),
    "lines that the author ended": ("<p>14:02 alert<br>14:05 fix<br></p>", "14:02 alert  \n14:05 fix"),
    "a bullet that was typed": ("<p>•&nbsp;&nbsp;one</p>", "- one"),
    "powers": ("<p>10<sup>6</sup> H<sub>2</sub>O x<sup>th</sup></p>", "10⁶ H₂O x<sup>th</sup>"),
    "an address that is its own text": ('<a href="https://a.b/c">https://a.b/c</a>', "https://a.b/c"),
    "an address for mail": ('<a href="mailto:a@b.c">a@b.c</a>', "a@b.c"),
    "a link around an image": ('<a href="x.html"><img src="a b.png" alt="pic"></a>', "[![pic](a%20b.png)](x.html)"),
    "a link with brackets": ('<a href="/a(b">[1]</a>', "[[1]](/a%28b)"),
    "a link to a heading": (
        '<a href="#t">see</a><h2 id="t">The Timeline!</h2>',
        "[see](#the-timeline)\n\n## The Timeline!",
    ),
    "emphasis around blocks": ("<b><p>a</p><p>b</p></b>", "**a**\n\n**b**"),
    "a heading in bold": ("<h2><b>Impact</b></h2>", "## Impact"),
    "an empty heading": ("<h2></h2><p>a</p>", "a"),
    "scripts, styles, comments": ("<script>x</script><style>y</style><!-- z --><p>a</p>", "a"),
    "a rule at the start": ("<hr><p>a</p><hr><p>b</p>", "a\n\n---\n\nb"),
    "a quotation": ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
    "a note of a Markdown tool": (
        (
            '<p>Down<a href="#fn1" class="footnote-ref" role="doc-noteref"><sup>1</sup></a></p><section class="footnotes"><ol>'
            '<li id="fn1"><p>The log.<a href="#fnref1" role="doc-backlink">↩</a></p></li></ol></section>'
        ),
        "Down[^1]\n\n[^1]: The log.",
    ),
    "a note of LibreOffice": (
        (
            '<p>Down<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></p><div id="sdfootnote1">'
            '<p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>The log.</p></div>'
        ),
        "Down[^1]\n\n[^1]: The log.",
    ),
    "a note of Word": (
        (
            '<p>Down<a href="#_ftn1" name="_ftnref1">[1]</a></p><hr><div id=ftn1><p class=MsoFootnoteText>'
            '<a href="#_ftnref1" name="_ftn1">[1]</a> The log.</p></div>'
        ),
        "Down[^1]\n\n---\n\n[^1]: The log.",
    ),
    "a level below six": ("<h6>a</h6>", "###### a"),
}


@pytest.mark.parametrize("name", PLAIN)
def test_plain_html_reads_as(name: str) -> None:
    """Each construct becomes what a person would write, without a remark."""
    page, wanted = PLAIN[name]
    text, codes = read("html", f"<html><body>{page}</body></html>")
    assert text == wanted
    assert codes == []


REMARKED = {
    "a script behind a link": ('<p><a href="javascript:x()">go</a></p>', "go", ["IM117"]),
    "a place that Markdown cannot name": ('<p><a href="#x">go</a></p><p id="x">y</p>', "go\n\ny", ["IM117"]),
    "a video": ('<p>a</p><video src="v.mp4">watch</video>', "a\n\nwatch", ["IM101"]),
    "a frame": ('<p>a <iframe src="https://a.b"></iframe></p>', "a", ["IM101"]),
    "colour": ("<p>a <mark>b</mark></p>", "a b", ["IM115"]),
    "merged cells": ("<table><tr><th>A<th>B<tr><td colspan=2>x</table>", "| A | B |\n|---|---|\n| x | |", ["IM103"]),
    "a table in a table": (
        "<table><tr><th>A<th>B<tr><td><table><tr><td>1<td>2</table><td>3</table>",
        "| A | B |\n|---|---|\n| 1 / 2 | 3 |",
        ["IM104"],
    ),
    "a damaged image": ('<p>a<img src="data:text/plain,x" alt="pic"></p>', "apic", ["IM102"]),
    "a title outside": ("<title>Outage</title><h2>Impact</h2>", "# Outage\n\n## Impact", ["IM113"]),
    "elements too deep": (f"{'<div>' * 500}deep{'</div>' * 500}", "deep", ["IM116"]),
}


@pytest.mark.parametrize("name", REMARKED)
def test_what_is_lost_is_said(name: str) -> None:
    """What Markdown cannot hold becomes a finding, and its words stay."""
    page, wanted, codes = REMARKED[name]
    assert read("html", f"<html>{page}</html>") == (wanted, codes)


STORAGE = {
    "a status": (
        '<p><ac:structured-macro ac:name="status"><ac:parameter ac:name="title">DONE</ac:parameter></ac:structured-macro></p>',
        "DONE",
        [],
    ),
    "a panel": (
        (
            '<ac:structured-macro ac:name="panel"><ac:parameter ac:name="title">Impact</ac:parameter><ac:rich-text-body><p>x</p>'
            "</ac:rich-text-body></ac:structured-macro>"
        ),
        "**Impact**\n\nx",
        [],
    ),
    "a warning": (
        '<ac:structured-macro ac:name="warning"><ac:rich-text-body><p>x</p></ac:rich-text-body></ac:structured-macro>',
        "> [!CAUTION]\n> x",
        [],
    ),
    "a panel of the new editor": (
        (
            '<ac:adf-extension><ac:adf-node type="panel"><ac:adf-attribute key="panel-type">note</ac:adf-attribute>'
            "<ac:adf-content><p>x</p></ac:adf-content></ac:adf-node>"
            "<ac:adf-fallback><p>x</p></ac:adf-fallback></ac:adf-extension>"
        ),
        "> [!NOTE]\n> x",
        [],
    ),
    "an expander": (
        (
            '<ac:structured-macro ac:name="expand"><ac:parameter ac:name="title">More</ac:parameter><ac:rich-text-body><p>x</p>'
            "</ac:rich-text-body></ac:structured-macro>"
        ),
        "**More**\n\nx",
        [],
    ),
    "code that looks like mark-up": (
        '<ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[<p> & ]]></ac:plain-text-body></ac:structured-macro>',
        "```\n<p> & \n```",
        [],
    ),
    "a user, a day, a face": (
        '<p><ac:link><ri:user ri:username="ana"/></ac:link> on <time datetime="2024-02-14"/> <ac:emoticon ac:name="tick"/></p>',
        "@ana on 2024-02-14 ✓",
        [],
    ),
    "a page": ('<p><ac:link><ri:page ri:content-title="Runbook"/></ac:link>.</p>', "Runbook.", ["IM117"]),
    "an attached image with a caption": (
        '<ac:image ac:alt="g"><ri:attachment ri:filename="g.png"/><ac:caption><p>The graph</p></ac:caption></ac:image>',
        "![g](g.png)\n\nThe graph",
        [],
    ),
    "an issue": (
        '<p><ac:structured-macro ac:name="jira"><ac:parameter ac:name="key">OPS-1</ac:parameter></ac:structured-macro></p>',
        "OPS-1",
        [],
    ),
    "a query of issues": (
        '<p>a</p><ac:structured-macro ac:name="jira"><ac:parameter ac:name="jqlQuery">project = OPS</ac:parameter></ac:structured-macro>',
        "a",
        ["IM107"],
    ),
    "another page within": (
        (
            '<p>a</p><ac:structured-macro ac:name="include"><ac:parameter ac:name=""><ac:link><ri:page ri:content-title="X"/></ac:link>'
            "</ac:parameter></ac:structured-macro>"
        ),
        "a",
        ["IM108"],
    ),
    "a macro that nobody knows": (
        '<ac:structured-macro ac:name="wheel"><ac:rich-text-body><p>x</p></ac:rich-text-body></ac:structured-macro>',
        "x",
        ["IM107"],
    ),
    "columns": (
        "<ac:layout><ac:layout-section><ac:layout-cell><p>a</p></ac:layout-cell><ac:layout-cell><p>b</p></ac:layout-cell></ac:layout-section></ac:layout>",
        "a\n\nb",
        [],
    ),
    "a paragraph that is closed in itself": ("<p>a</p><p/><p>b</p>", "a\n\nb", []),
    "a comment in the margin": (
        '<p><ac:inline-comment-marker ac:ref="1">this</ac:inline-comment-marker></p>',
        "this",
        ["IM106"],
    ),
}


@pytest.mark.parametrize("name", STORAGE)
def test_confluence_storage_reads_as(name: str) -> None:
    """Each macro becomes what Markdown has for it, or is named in a finding."""
    page, wanted, codes = STORAGE[name]
    assert read("confluence-storage", page) == (wanted, codes)


def test_google_docs_keeps_notes_and_comments() -> None:
    """A footnote becomes one, a comment a line at the end, and the rule above the notes goes."""
    page = (
        "<html><body class='doc-content'><h1>Timeline</h1><p>14:02 alert<sup><a href='#ftnt1' id='ftnt_ref1'>[1]</a></sup>"
        "<sup><a href='#cmnt1' id='cmnt_ref1'>[a]</a></sup></p><hr><div><p><a href='#ftnt_ref1' id='ftnt1'>[1]</a>"
        "<span>&nbsp;The log.</span></p></div><div><p><a href='#cmnt_ref1' id='cmnt1'>[a]</a><span>Sure?</span></p></div></body></html>"
    )
    foreign = READERS["google-docs"].read(Original("page", page.encode()))
    text, findings = write(foreign)
    assert text == "# Timeline\n\n14:02 alert[^1]\n\n# Comments in the original\n\n- [a] Sure?\n\n[^1]: The log.\n"
    assert [(f.code, f.line) for f in findings] == [("IM106", 3)]


def test_a_line_that_looks_like_a_title_is_one() -> None:
    """Where a document of a word processor has no title, its first line is, if it is bold and alone; a finding says so."""
    page = "<html><body class='doc-content'><p><b>Outage of search</b></p><h2>Impact</h2><p>None.</p></body></html>"
    assert read("google-docs", page) == ("# Outage of search\n\n## Impact\n\nNone.", ["IM113"])
    other = page.replace("<b>", "<i>").replace("</b>", "</i>")
    assert read("google-docs", other) == ("*Outage of search*\n\n## Impact\n\nNone.", [])


def test_markers_that_word_typed_make_a_list() -> None:
    """Filtered pages of Word keep only the characters of a list; a paragraph without a marker is none."""
    gap = "<span style='font:7.0pt Times'>&nbsp;&nbsp;&nbsp;</span>"
    page = (
        f"<html><body><p class=MsoListParagraph><b>1.{gap}</b>one <i>two</i></p><p class=MsoListParagraph>2.{gap}<b>three</b></p>"
        f"<p class=MsoNormal>text</p><p class=MsoListParagraph>\u00b7{gap}item</p><p class=MsoListParagraph>none</p></body></html>"
    )
    assert read("word-html", page) == ("1. one *two*\n2. **three**\n\ntext\n\n- item\n\nnone", [])


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("notion", '<article class="page sans"><h1 class="page-title">Outage'),
        ("confluence-export", '<h1 class="pagetitle" id="title-heading"><span id="title-text">OPS : Outage'),
        ("google-docs", '<body class="doc-content"><p class="title"><span>Outage'),
    ],
)
def test_a_title_that_never_ends_loses_nothing(form: str, start: str) -> None:
    """Where the end of a title is missing, the page that stands in it stays."""
    text, _ = read(form, f"<html>{start}<table><tr><td>14:02<td>alert</table><ul><li>one</ul></html>")
    assert all(word in text for word in ("Outage", "14:02", "alert", "one"))


def test_an_image_in_the_text_becomes_a_file() -> None:
    """The same image twice is one file."""
    page = "<html><img src='data:image/png;base64,aGVsbG8='><img src='data:image/png;base64,aGVsbG8=' alt='x'></html>"
    foreign = READERS["html"].read(Original("page", page.encode()))
    assert [(a.name, a.data) for a in foreign.attachments] == [("image-1.png", b"hello")]
    assert write(foreign, folder="outage-files")[0] == "![](outage-files/image-1.png)![x](outage-files/image-1.png)\n"


def test_a_web_archive_brings_its_images() -> None:
    """The images of a message go along with its page."""
    message = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\nContent-Type: text/html\n"
        'Content-Transfer-Encoding: quoted-printable\n\n<html><p>a<img src=3D"file:///C:/p1"></p></html>\n--B\n'
        "Content-Type: image/png\nContent-Transfer-Encoding: base64\nContent-Location: file:///C:/p1\n\naGVsbG8=\n--B--\n"
    )
    foreign = READERS["web-archive"].read(Original("page.doc", message.encode()))
    assert [a.data for a in foreign.attachments] == [b"hello"]
    assert write(foreign)[0] == "a![](attachments/image-1.png)\n"
