"""The HTML: self-contained, accessible, and never a program."""

import base64
import re
import shutil
import struct
import subprocess
import zlib
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterword.model.record import Record
from afterword.publish import html
from afterword.publish.document import assemble
from afterword.publish.images import gather
from afterword.publish.look import Look, Palette

DIGEST = "0123456789abcdef" * 4
VOID = {"meta", "br", "hr", "img", "col"}
RICH = f"""---
status: draft
---

# Post-Mortem: Checkout down

Severity: P1

## Summary

Words with `code`, *emphasis*, **strength**, ~~struck~~, a [link](https://example.org/?a=1&b=2) & more.[^e1]

## Timeline

| Time (UTC) | Event | Count |
|---|---|---:|
| 2024-02-15 14:32 | Deploy | 1 |
| 14:35 | Errors <b>rise</b> | 20 |

### Details

- [x] done
- [ ] open

> quoted

```
<script>alert("code")</script>
```

## Empty

## Links

1. one
2. two

[^e1]: `app.log` lines 1-2, bytes 0-10, sha256 {DIGEST}
"""


class Page(HTMLParser):
    """What a browser would find: tags with attributes, in order, and unbalanced tags."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.words: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note a tag that closes another than the last one opened."""
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        """Note the words."""
        self.words.append(data)

    def of(self, name: str) -> Iterator[dict[str, str]]:
        """The attributes of every tag of that name."""
        return (attributes for tag, attributes in self.tags if tag == name)


def page(text: str) -> Page:
    """The page of a text."""
    return Page(html.write(assemble(text, Record()).document))


def harmless(found: Page) -> None:
    """Assert that nothing on the page acts, loads, or leads where it must not."""
    assert not {"script", "iframe", "object", "embed", "form", "base", "link", "svg", "input"} & {
        t for t, _ in found.tags
    }
    for tag, attributes in found.tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert tag != "img" or attributes["src"].startswith("data:image/")
        target = attributes.get("href", "#")
        assert target.startswith(("#", "https://", "http://", "mailto:")), target


def test_the_page_is_well_formed_and_accessible() -> None:
    """One h1, landmarks, a skip link that leads somewhere, headers with scope, unique identifiers, no level skipped."""
    found = page(RICH)
    assert (found.unbalanced, found.open) == ([], [])
    names = [tag for tag, _ in found.tags]
    assert names.count("h1") == names.count("main") == names.count("nav") == 1
    assert next(found.of("html"))["lang"] == "en"
    assert all(attributes["scope"] == "col" for attributes in found.of("th"))
    identifiers = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(set(identifiers)) == len(identifiers)
    inner = {attributes["href"][1:] for attributes in found.of("a") if attributes["href"].startswith("#")}
    assert inner <= set(identifiers)
    levels = [int(name[1]) for name in names if re.fullmatch(r"h[1-6]", name)]
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_nothing_is_fetched() -> None:
    """No address is loaded, and the policy of the page forbids it too."""
    found = page(RICH)
    harmless(found)
    policy = next(a["content"] for a in found.of("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy
    source = html.write(assemble(RICH, Record()).document)
    style = re.search(r"<style>(.*?)</style>", source, re.DOTALL)
    assert style is not None
    assert "url(" not in style.group(1)
    assert "@import" not in style.group(1)


def test_a_digest_is_short_in_the_text_and_whole_at_hand() -> None:
    """The text shows the start; the title and the list at the end have all of it."""
    source = html.write(assemble(RICH, Record()).document)
    assert f'title="{DIGEST}">{DIGEST[:12]}\u2026</code>' in source
    assert f"<code>{DIGEST}</code>" in source


def test_a_draft_says_so() -> None:
    """The stamp stands in the header, and what is not written is named."""
    source = html.write(assemble("# T\n\nStatus: Draft\n\n## a\n\n## b\n\nx\n", Record()).document)
    assert "DRAFT" in source
    assert "Not yet written." in source


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>", '<img src=x onerror="alert(1)">', "<svg/onload=alert(1)>",
        "<a href='javascript:x'>y</a>",
        "[x](javascript:alert(1))", "![x](javascript:alert(1))", "![x](data:image/svg+xml;base64,PHN2Zz4=)",
        "`<script>`", "```\n</code></pre><script>alert(1)</script>\n```", "| <script> |\n|---|\n| <iframe src=//x> |",
        '[a](https://example.org/"onmouseover="x)', "<https://example.org/?<script>>", '![" onerror=x](y.png)',
        '# <script>alert(1)</script>\n\n## "><img src=x>\n\nx', "**</title><script>**",
        "[^1]\n\n[^1]: <script>x</script>",
        "---\ntitle: </title><script>alert(1)</script>\nlang: '\"><script>'\n---\n\ntext",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)  # fmt: skip
def test_text_is_never_code(text: str) -> None:
    """Whatever the document says, the page holds only what our writer writes."""
    harmless(page(text))
    harmless(page(f"# T\n\nlead\n\n{text}\n"))


@settings(max_examples=100)
@given(st.text(alphabet="ab<>\"'&/=()[]!|`*#\n: jsx-", max_size=100))
def test_no_text_breaks_the_page(text: str) -> None:
    """The tags stay balanced and harmless for any text."""
    found = page(text)
    assert (found.unbalanced, found.open) == ([], [])
    harmless(found)


def picture() -> bytes:
    """A PNG of one pixel."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0\xff\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def test_images_beside_the_document_travel_with_it(tmp_path: Path) -> None:
    """An image is embedded unchanged; one elsewhere, missing, or of no known kind is described with its reason."""
    folder = tmp_path / "doc"
    (folder / "img").mkdir(parents=True)
    (folder / "img" / "a b.png").write_bytes(picture())
    (folder / "fake.png").write_bytes(b"GIFX not an image")
    (tmp_path / "outside.png").write_bytes(picture())
    (folder / "linked.png").symlink_to(tmp_path / "outside.png")
    names = [
        "img/a%20b.png",
        "../outside.png",
        "linked.png",
        "fake.png",
        "gone.png",
        "https://example.org/x.png",
        "\x01.png",
    ]
    text = "# T\n\n" + "\n\n".join(f"![shows {n}](<{name}>)" for n, name in enumerate(names))
    document = assemble(text, Record()).document
    gallery = gather(document, folder)
    assert list(gallery.pictures) == ["img/a%20b.png"]
    assert len(gallery.warnings) == len(names) - 1
    found = Page(html.write(document, gallery))
    images = list(found.of("img"))
    assert [image["alt"] for image in images] == ["shows 0"]
    assert base64.b64decode(images[0]["src"].partition(",")[2]) == picture()
    assert sum("Image not included" in words for words in found.words) == len(names) - 1
    assert gather(document, None).pictures == {}


def test_an_image_within_the_text_is_checked_too() -> None:
    """An inline PNG is shown; inline bytes that are no image, or no base64, are described."""
    good = "data:image/png;base64," + base64.b64encode(picture()).decode()
    bad = ["data:image/png;base64,AAAA", "data:image/png;base64,%%%"]
    text = "# T\n\nlead\n\n" + "\n\n".join(f"![a]({source})" for source in [good, *bad])
    document = assemble(text, Record()).document
    gallery = gather(document, None)
    assert list(gallery.pictures) == [good]
    assert len(gallery.warnings) == len(bad)
    harmless(Page(html.write(document, gallery)))


def test_colours_can_be_read() -> None:
    """Text keeps a contrast of 4.5 to 1 on paper and on surface, by day and by night."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one: str, other: str) -> float:
        high, low = sorted((luminance(one), luminance(other)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    palettes: tuple[Palette, ...] = (Look().light, Look().dark)
    for palette in palettes:
        for text in (palette.ink, palette.muted, palette.accent, palette.alert):
            assert contrast(text, palette.paper) >= 4.5
            assert contrast(text, palette.surface) >= 4.5


@pytest.mark.parametrize("width", [500, 1280])
def test_no_page_scrolls_sideways(tmp_path: Path, width: int) -> None:
    """However wide a table or long a word, only its own container scrolls, on a narrow window as on a wide one."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    wide = "|" + "column with words|" * 14 + "\n|" + "---|" * 14 + "\n|" + "value with words|" * 14 + "\n"
    source = html.write(assemble(f"{RICH}\n{wide}\n{'w' * 500}\n", Record()).document)
    # the page itself forbids scripts, so a copy without its policy is asked how wide it is
    asked = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", source)
    measure = "document.title = document.documentElement.scrollWidth + '/' + window.innerWidth"
    target = tmp_path / "page.html"
    target.write_text(asked.replace("</body>", f"<script>{measure}</script></body>"), encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--dump-dom"]
    options += [f"--user-data-dir={tmp_path / 'profile'}", f"--window-size={width},900", target.as_uri()]
    shown = subprocess.run([chromium, *options], check=True, capture_output=True, timeout=60).stdout.decode()
    found = re.search(r"<title>(\d+)/(\d+)</title>", shown)
    assert found is not None
    assert int(found.group(1)) <= int(found.group(2))
