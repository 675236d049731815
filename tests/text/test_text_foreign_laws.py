"""Laws of reading foreign formats: no word is lost, and Markdown shows what the source showed."""

import html
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from afterword.text.foreign.characters import words
from afterword.text.foreign.keeping import lost_words
from afterword.text.foreign.original import Original
from afterword.text.foreign.registry import recognise, registered_formats
from afterword.text.foreign.writing import write

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
HTML = next(form.reader for form in registered_formats() if form.name == "html")
PIECES = [
    "a",
    "word",
    "snake_case",
    "*",
    "**",
    "_",
    "`",
    "~~",
    "[x]",
    "[",
    "]",
    "(b)",
    "!",
    "<b>",
    "<!--",
    "&amp;",
    "\\",
    "|",
    "#",
]
PIECES += [
    "- ",
    "+ ",
    "1. ",
    "> ",
    "=",
    "---",
    " ",
    " ",
    "  ",
    ":",
    "14:02",
    "http://a.b/c_d_e",
    "é",
    "表",
    "^",
    "$",
    "{{",
    "~",
]
TEXT = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join)
MARKS = ["b", "i", "del", "code", "span", "sup", "a href='http://x.y'"]


def inline(content: str, mark: str) -> str:
    """Words within a tag."""
    return f"<{mark}>{content}</{mark.partition(' ')[0]}>"


ESCAPED = TEXT.map(lambda text: html.escape(text, quote=False))
LINE = st.lists(
    st.one_of(ESCAPED, st.builds(inline, ESCAPED, st.sampled_from(MARKS)), st.just("<br>")), min_size=1, max_size=5
).map("".join)


def blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Blocks around blocks."""
    many = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        many.map(lambda parts: "<ul>" + "".join(f"<li>{p}</li>" for p in parts) + "</ul>"),
        many.map(lambda parts: "<ol start=3>" + "".join(f"<li>{p}" for p in parts) + "</ol>"),
        many.map(lambda parts: "<blockquote>" + "".join(parts) + "</blockquote>"),
        many.map(lambda parts: "<div>" + "".join(parts) + "</div>"),
        many.map(lambda p: "<table>" + "".join(f"<tr><td>{c}<td>{c}" for c in p) + "</table>"),
        many.map(lambda parts: "<dl>" + "".join(f"<dt>t<dd>{p}" for p in parts) + "</dl>"),
        many.map(lambda parts: "<table><tr><td rowspan=2 colspan=2>" + "".join(parts) + "</td><td>x<tr><td>y</table>"),
        many.map(lambda parts: "<details><summary>more</summary>" + "".join(parts) + "</details>"),
    )


LEAF = st.one_of(
    LINE.map(lambda line: f"<p>{line}</p>"),
    LINE.map(lambda line: f"<h2>{line}</h2>"),
    ESCAPED.map(lambda text: f"<pre>{text}</pre>"),
    LINE,
)
PAGES = st.lists(st.recursive(LEAF, blocks, max_leaves=6), min_size=1, max_size=4).map("\n".join)


def shown(markdown: str) -> str:
    """The words that a renderer shows."""
    return html.unescape(re.sub(r"<[^>]*>", "", MARKDOWN.render(markdown)))


def without_tags(page: str) -> str:
    """The words of a page by nothing but its characters; a tag between letters parts no word, that of a block does."""
    inner = r"</?(?:b|i|del|code|span|sup|a)(?:\s[^>]*)?>"
    return html.unescape(re.sub(r"<[^>]*>", " ", re.sub(inner, "", page)))


@given(PAGES)
@settings(max_examples=120)
@example("<p><b>a:</b>word</p>")
@example("<hr><h2>a</h2>")
@example("<p><i>a </i><i> b</i>c</p>")
@example("<table><tr><td><b>Severity</b><td>`|`</table>")
def test_no_word_of_a_page_is_lost(page: str) -> None:
    """Every word that a page shows stands in the Markdown, as often as on the page."""
    foreign = HTML.read(Original("page", f"<html><body>{page}</body></html>".encode()))
    text, _ = write(foreign)
    assert lost_words(foreign.visible, text) == []
    assert lost_words(without_tags(page), text) == []


@given(TEXT.filter(words))
@settings(max_examples=200)
@example("[x]: http://a.b")
@example("a\\|b")
@example("# a")
@example("=")
@example("&amp;amp;")
@example("![a](b)")
@example("1) a")
def test_markdown_shows_the_characters_of_the_source(text: str) -> None:
    """What a person typed is shown as typed: nothing in it becomes mark-up, but a list where it is typed like one."""
    page = f"<html><body><p>{html.escape(text)}</p></body></html>"
    written, _ = write(HTML.read(Original("page", page.encode())))
    typed = {"".join(text.split())}
    rest = " ".join(text.split())
    while match := re.match(r"(?:[-*+•]|\d+[.)])(?:\s+|$)", rest):
        rest = rest[match.end() :]
        typed.add("".join(rest.split()))
    assert "".join(shown(written).split()) in typed


@given(
    st.lists(
        st.builds(inline, st.sampled_from(["word", "a:", "(b)", " c ", "d."]), st.sampled_from(["b", "i", "span", "b"]))
    )
)
@settings(max_examples=200)
def test_emphasis_never_shows_its_marks(parts: list[str]) -> None:
    """However emphasis meets words and punctuation, a renderer shows no asterisk."""
    page = f"<html><body><p>{''.join(parts)}</p></body></html>"
    written, _ = write(HTML.read(Original("page", page.encode())))
    assert "*" not in shown(written)
    assert words(shown(written)) == words(re.sub(r"<[^>]*>", "", page))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real documents are not beside this checkout")
def test_real_documents_lose_no_word_as_html() -> None:
    """Each real document, rendered to HTML and read back, has every word of the page."""
    for path in sorted((SHARED / "corpus" / "postmortems").glob("*.md")):
        page = MARKDOWN.render(re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL))
        original = Original(path.name, f"<html><body>{page}</body></html>".encode())
        foreign = recognise(original).format.reader.read(original)
        assert lost_words(foreign.visible, write(foreign)[0]) == [], path.name
