"""Every block starts where the publisher's Markdown parser sees it start, and hostile structure stays text."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from afterword.houses import lens
from afterword.text.blocks import Block, parse
from afterword.text.source import Source

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "postmortems"
PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
NAMES = {
    "heading_open": "heading",
    "fence": "fence",
    "paragraph_open": "paragraph",
    "table_open": "table",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "list_item_open": "item",
    "html_block": "html",
    "hr": "rule",
    "code_block": "code",
    "blockquote_open": "quote",
}
SOUP = """\
# One
## Two ##
 ### Three

#none
Setext
======
Another
-------

- item
  more of it
  - nested

    second paragraph
- item

1. first
2. second
   - inner

10) other list
* star

  ```py
  fenced in an item
  ```

```yaml
# no heading
```
~~~~
```
~~~~

| a | b |
|---|:-:|
| 1 | 2 \\| 3 |
| ragged |
text after the table

a | b
--- | ---
1 | 2

> quote
> - list in it
lazy

    code

    more code

***
---
<!-- comment
over lines -->

<div>
block
</div>

<script>
# no heading

</script>

text with
# heading right after
- list right after
+ other marker
"""
Seen = list[tuple[int, str]]


def theirs(text: str) -> Seen:
    """Blocks with their first lines as markdown-it-py sees them; what stands in a quote is left out."""
    seen: Seen = []
    quotes = 0
    for token in PARSER.parse(text):
        if token.map and not quotes and token.type in NAMES:
            seen.append((token.map[0], NAMES[token.type]))
        quotes += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
    return sorted(seen)


def ours(text: str) -> Seen:
    """The same as the scanner sees them."""
    kept = (b for b in walk(parse(Source(text))) if b.kind not in {"reference", "footnote"})
    return sorted((block.first, block.kind) for block in kept)


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """All blocks, those within lists too."""
    for block in blocks:
        yield block
        yield from walk(block.children)


def prepared(text: str) -> str:
    """A text with empty lines in place of its front matter and its footnotes, which the parser does not know."""
    text = re.sub(r"\A---\n.*?^---$", lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"^\[\^[^\]]+\]: .*$", "", text, flags=re.MULTILINE)


def test_both_agree_on_every_kind_of_block() -> None:
    """A document with one of everything."""
    assert ours(SOUP) == theirs(SOUP)


@pytest.mark.parametrize("path", sorted((ROOT / "examples").rglob("*.md")), ids=lambda path: path.name)
def test_both_agree_on_the_examples(path: Path) -> None:
    """The filled-in houses."""
    text = prepared(path.read_text(encoding="utf-8"))
    assert ours(text) == theirs(text)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the collection of real postmortems is not part of the repository")
def test_both_agree_on_real_postmortems() -> None:
    """Postmortems as people wrote them."""
    for path in sorted(CORPUS.glob("*.md")):
        text = prepared(path.read_text(encoding="utf-8").replace("\r\n", "\n"))
        assert (path.name, ours(text)) == (path.name, theirs(text))


HOSTILE = {
    "ten thousand nested quotes": "> " * 10_000 + "deep\n",
    "ten thousand quoted lines, each one deeper": "".join(">" * n + " x\n" for n in range(1, 400)),
    "ten thousand nested lists": "".join("  " * min(n, 2000) + "- x\n" for n in range(3_000)),
    "ten thousand markers on a line": "- " * 10_000 + "x\n",
    "an unclosed fence": "## Summary\n\n```\n# no heading\n- no list\n",
    "an unclosed comment": "## Summary\n\n<!-- open\n\n## Impact\n",
    "an unclosed front matter": "---\ntitle: x\n\n## Summary\n\ntext\n",
    "ragged tables": "| a | b |\n|---|---|\n" + "| x |\n| 1 | 2 | 3 | 4 |\n|\n||||||\n" * 50,
    "a table of ten thousand columns": "|" + " a |" * 10_000 + "\n|" + "---|" * 10_000 + "\n",
    "brackets and stars": "[" * 10_000 + "*" * 10_000 + "\n",
    "backticks": "`" * 10_000 + " x\n" + "` " * 5_000 + "\n",
    "one long line": "word " * 100_000,
    "controls": "".join(map(chr, range(32))) * 20,
    "only line ends": "\r\n\n\r" * 3_000,
    "only a mark": "\ufeff",
    "labels without values": "Severity:\n" * 2_000,
    "headings only": "# \n## Timeline\n" * 1_000,
    "rules": "---\n" * 3_000,
    "colons": ":" * 20_000 + "\n" + "a:" * 5_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_structure_is_read_and_kept(text: str) -> None:
    """Whatever a document holds, reading ends, and the document comes back."""
    assert lens.put(text, lens.get(text).record) == text


def test_ragged_rows_keep_their_cells() -> None:
    """A short row lacks values, and a long one loses none from the text."""
    text = "# Post-Mortem: x\n\n## Action Items\n\n| Action | Owner | Deadline | Status |\n|---|---|---|---|\n"
    text += "| mend the pool |\n| long | Ann | 2024-03-01 | Done | surplus | more |\n"
    actions = lens.get(text).record.actions
    assert [(a.what, a.owner) for a in actions] == [("mend the pool", None), ("long", "Ann")]


def test_an_unclosed_fence_hides_no_section_before_it() -> None:
    """What stands before the fence is read; the rest is text of its section."""
    record = lens.get("# Post-Mortem: x\n\n## Summary\n\nIt broke.\n\n## Impact\n\n```\n## Timeline\n").record
    assert record.summary == "It broke."
    assert record.timeline == ()
