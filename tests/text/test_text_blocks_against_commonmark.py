"""The scanner of blocks and the publisher's Markdown parser see the same headings and fences (decision 0010).

What differs on purpose is left out: footnote definitions, which are no paragraphs here, and what stands in quotes,
which the lens leaves alone.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from afterword.text.blocks import Block, parse
from afterword.text.source import Source

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    *sorted((ROOT / "src" / "afterword" / "houses").rglob("*.md")),
    *sorted((ROOT / "examples").rglob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
CORPUS = ROOT.parent / "shared" / "corpus" / "postmortems"
LINES = ["# one", "## two ##", " ### three", "#none", "text", "  more", "    code", "", "", "```", "```py", "   ```"]
LINES += ["~~~", "- item", "  - nested", "1. first", "***", "---", "| a | b |", "|---|---|", "<!-- open", "-->"]
PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
Seen = list[tuple[int, str]]


def theirs(text: str) -> Seen:
    """Headings and fences outside of quotes, each with its first line, as markdown-it-py sees them."""
    seen: Seen = []
    quotes = 0
    for token in PARSER.parse(text):
        quotes += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if token.map and not quotes and token.type in {"heading_open", "fence"}:
            seen.append((token.map[0], token.tag if token.type == "heading_open" else "fence"))
    return seen


def ours(text: str) -> Seen:
    """The same as the scanner sees them."""
    return [
        (block.first, f"h{block.level}" if block.kind == "heading" else "fence")
        for block in walk(parse(Source(text)))
        if block.kind in {"heading", "fence"}
    ]


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """All blocks, those within lists too."""
    for block in blocks:
        yield block
        yield from walk(block.children)


def without_front_matter(text: str) -> str:
    """The text with empty lines in place of its front matter."""
    return re.sub(r"\A---\n.*?^---$", lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_both_agree_on_every_document_at_hand(path: Path) -> None:
    """Houses, examples, and our own pages."""
    text = without_front_matter(path.read_text(encoding="utf-8"))
    assert ours(text) == theirs(text)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the collection of real postmortems is not part of the repository")
def test_both_agree_on_real_postmortems() -> None:
    """Postmortems as people wrote them."""
    for path in sorted(CORPUS.glob("*.md")):
        text = without_front_matter(path.read_text(encoding="utf-8").replace("\r\n", "\n"))
        assert (path.name, ours(text)) == (path.name, theirs(text))


@given(st.lists(st.sampled_from(LINES), max_size=8).map("\n".join))
def test_both_agree_on_made_up_documents(text: str) -> None:
    """Any few lines of the usual kinds."""
    assert ours(text) == theirs(text)
