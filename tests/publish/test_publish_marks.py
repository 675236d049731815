"""Marks in a document's text: what they hide from whom, and that doubt hides more, never less."""

import pytest

from afterword.publish.audiences.audience import audiences
from afterword.publish.audiences.marks import unmarked
from afterword.publish.audiences.tidying import tidied

KNOWN = audiences()
NAMES = tuple(KNOWN)


def seen(text: str, audience: str = "public") -> str:
    """What marks leave of a text."""
    return unmarked(text, KNOWN[audience], NAMES).text


CASES = [
    ("a <!-- internal -->x<!-- /internal --> b\n", "a  b\n"),
    ("a <!-- internal -->x\n\ny\n\n## B\n\nz\n", "a\n## B\n\nz\n"),
    ("# A\n\n<!-- internal -->\n\n## B\n\nx\n\n# C\n\ny\n", "# A\n\n# C\n\ny\n"),
    ("a <!-- internal -->x<!-- internal -->y<!-- /internal -->z\n", "a\n"),
    ("a <!-- INTERNAL -->x<!-- /Internal --> b\n", "a  b\n"),
    ("<!-- internal -->\n\n```\n<!-- /internal -->\n```\n\nx <!-- /internal --> b\n", " b\n"),
    ("a <!-- /internal --> b\n", "a  b\n"),
    ("a <!-- note --> b\n", "a  b\n"),
    ("a <!-- never closed\n\nb\n", "a\n"),
    ("| a | b |\n|---|---|\n| x | y <!-- only: internal --> |\n| z | w |\n", "| a | b |\n|---|---|\n| z | w |\n"),
    ("| a | b |\n|---|---|\n| <!-- internal -->x | y<!-- /internal --> |\n", "| a | b |\n|---|---|\n"),
    ("| a | b |\n|---|---|\n| x<!-- internal -->s | t<!-- /internal -->y |\n", "| a | b |\n|---|---|\n| x|y |\n"),
    ("- a\n- b <!-- only: internal -->\n  more\n  - deep\n- c\n", "- a\n- c\n"),
    ("- a\n  - b <!-- only: internal -->\n  - c\n", "- a\n  - c\n"),
    ("one\ntwo <!-- only: internal -->\n\nthree\n", "\nthree\n"),
    ("## A <!-- only: internal -->\n\nx\n\n### B\n\ny\n\n## C\n", "## C\n"),
    ("<!-- only: internal -->\n\nx\n\ny\n", "\n\ny\n"),
    ("a <!-- only: somebody -->\n\nb\n", "\nb\n"),
    ("a <!-- only -->\n\nb\n", "\nb\n"),
    ("a <!-- phase: detected --> b\n", "a <!-- phase: detected --> b\n"),
    ("```\n<!-- a comment in code -->\n```\n", "```\n<!-- a comment in code -->\n```\n"),
    ("`<!-- code -->` a\n", "`<!-- code -->` a\n"),
    ("\ufeffa <!-- internal -->x<!-- /internal -->\r\nb\r\n", "a\nb\n"),
    ("a <!-- leadership -->x<!-- /leadership --> b\n", "a  b\n"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "left"), CASES)
def test_the_public_sees_what_marks_leave(text: str, left: str) -> None:
    """Spans, rows, items, paragraphs, and sections behind a mark are gone, and nothing else is."""
    assert seen(text) == left


def test_each_audience_sees_what_is_marked_for_it_and_for_those_within() -> None:
    """A mark for leadership is seen by leadership, auditors, and at home; not by customers, the public, or others."""
    text = "a <!-- only: leadership -->\n"
    assert {name for name in NAMES if "a" in seen(text, name)} == {"internal", "auditor", "leadership"}
    text = "a <!-- only: public -->\n"
    assert {name for name in NAMES if "a" in seen(text, name)} == set(NAMES) - {"interview"}


def test_lines_are_told() -> None:
    """Each line that is left knows its line in the document."""
    made = unmarked("a\n<!-- x -->\nb\n<!-- internal -->\nc\n<!-- /internal -->\nd\n", KNOWN["public"], NAMES)
    assert list(zip(made.text.splitlines(), made.lines, strict=True)) == [("a", 1), ("b", 3), ("d", 7)]


def test_many_marks_take_no_more_time_for_each() -> None:
    """Ten thousand marks are read at once, not each against all others."""
    text = "".join(f"- a {n} <!-- internal -->x<!-- /internal -->\n" for n in range(10_000))
    assert "x" not in seen(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('<b title="x">a</b>', "a"),
        ("a<br/>b", "a<br>b"),
        ('<a href="https://example.com/a b">c</a>', "[c](https://example.com/a%20b)"),
        ('<a href="javascript:x">c</a>', "c"),
        ("[c](javascript:x) [d](../runbooks/db.md) [e](#f)", "c d e"),
        ("[c](https://example.com/x)", "[c](https://example.com/x)"),
        ('<img src="a b.png" alt="c">', "![c](a%20b.png)"),
        ("<script>x</script>a<style>y</style>", "a"),
        ("&#65;&amp;&lt;b&gt;", "A&amp;&lt;b&gt;"),
        ("a\u200bb\u00adc", "abc"),
        ("`<b>` and <b>b</b>", "`<b>` and b"),
        ("```\n<b>\n```\n", "```\n<b>\n```\n"),
        ("[//]: # (x)\na", "\na"),
        ("[a][r] and [b][]", "[a](https://example.com/r) and [b][]"),
        ("a < b and c > d", "a < b and c > d"),
        ("<https://example.com>", "<https://example.com>"),
        (r"db\-7.corp\.internal and a\_b and a\@b.c", "db-7.corp.internal and a_b and a@b.c"),
        (r"1\. first \- `a\-b` C:\\\-x", r"1\. first \- `a\-b` C:\\\-x"),
        ("AKIA**QRST**UV, 10.2.**3**.4, *db-7*.corp, db.**corp**", "AKIAQRSTUV, 10.2.3.4, db-7.corp, db.corp"),
        ("**bold** and *it*. **A** *b* 2 * 3 * 4 `a*b*c`", "**bold** and *it*. **A** *b* 2 * 3 * 4 `a*b*c`"),
        ("Zoe\u0308", "Zo\u00eb"),
    ],
)
def test_a_text_shows_all_that_it_says(text: str, left: str) -> None:
    """Tags, attributes, definitions, and characters that nobody sees are gone; words, links, and code stay."""
    assert tidied(text, {"r": "https://example.com/r"}) == left
