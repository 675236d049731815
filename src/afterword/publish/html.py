"""HTML: one self-contained file without a script, in which no text of the document can become markup."""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from importlib.resources import files

from afterword.publish.characters import printable
from afterword.publish.cleaning import clean
from afterword.publish.drawing import Drawing
from afterword.publish.drawing import style as drawing_style
from afterword.publish.images import EMPTY, Gallery
from afterword.publish.inlines import is_followed
from afterword.publish.layout import Column, columns
from afterword.publish.look import Look, Palette, running
from afterword.publish.tree import (
    Block,
    Break,
    Cell,
    Code,
    CodeBlock,
    Digest,
    Document,
    Emphasis,
    Fact,
    Figure,
    Heading,
    Image,
    Inline,
    Item,
    ItemList,
    Link,
    Note,
    NoteMark,
    Paragraph,
    Pending,
    Quote,
    Rule,
    Strike,
    Strong,
    Table,
    Text,
    digests_of,
    words_of,
)

PENDING = "Not yet written."
"""What stands in the place of something that nobody has written yet."""
UNSTATED = "Not stated"
"""What stands behind a label without a value."""
NOTES = "Evidence and notes"
"""The heading of the notes."""
DIGESTS = "SHA-256 digests in full"
"""The heading of the list of digests, which the text shows shortened."""


_PLACE = '<figure class="drawing"></figure>'


def shortened(digest: str) -> str:
    """A digest as the text shows it; the whole one stands at the end."""
    return f"{digest[:12]}\u2026"


def write(
    document: Document, gallery: Gallery = EMPTY, look: Look | None = None, *, banner: str = "", style: str = ""
) -> str:
    """The document as one HTML file; ``banner`` is markup of ours that stands above it, ``style`` is for that."""
    look = look or Look()
    writer = _Writer(document, gallery, look)
    body = clean(writer.body())
    for drawing, caption in writer.drawn:
        # SVG that is ours alone; the cleaner knows none, and no text of a document can write its empty place
        body = body.replace(
            _PLACE, f'<figure class="drawing"><div tabindex="0">{drawing.body}</div>{caption}</figure>', 1
        )
    author = f'<meta name="author" content="{escape(", ".join(document.authors))}">\n' if document.authors else ""
    return frame(
        # behind the link that skips what is above the document
        body.replace("</a>\n", f"</a>\n{banner}", 1),
        title=_tab_title(document),
        language=document.language,
        head=author,
        look=look,
        style=style,
    )


def frame(
    body: str,
    *,
    title: str,
    language: str = "en",
    head: str = "",
    look: Look | None = None,
    style: str = "",
    has_scripts: bool = False,
) -> str:
    """A page around a body of ours, with a policy under which nothing from elsewhere is loaded.

    ``has_scripts`` lets the scripts run that stand in files beside the page, and no others.
    """
    style = _style(look or Look()) + style
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    scripts = "script-src 'self'; " if has_scripts else ""
    policy = (
        f"default-src 'none'; {scripts}style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f'<meta name="generator" content="Afterword">\n{head}'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _tab_title(document: Document) -> str:
    reference = document.reference
    return f"{document.title} ({reference})" if reference and reference not in document.title else document.title


@cache
def _style_text() -> str:
    return (files("afterword.publish") / "style.css").read_text(encoding="utf-8")


def _style(look: Look) -> str:
    light, dark = _variables(look.light), _variables(look.dark)
    return (
        f":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{_style_text()}{_drawn()}"
    )


@cache
def _drawn() -> str:
    return drawing_style({name: f"var(--{name})" for name in Palette.names()}, ".drawing ")


def _variables(palette: Palette) -> str:
    return "".join(f"--{name}:{getattr(palette, name)};" for name in Palette.names())


class _Writer:
    """Writes one document; remembers which notes were referred to already."""

    def __init__(self, document: Document, gallery: Gallery, look: Look) -> None:
        self.document = document
        self.look = look
        self.gallery = gallery
        self.referred: set[int] = set()
        self.drawn: list[tuple[Drawing, str]] = []
        self.section = ""

    def body(self) -> str:
        document = self.document
        main = self.blocks(document.blocks) + self.notes(document.notes) + self.digests(digests_of(document))
        contents = self.contents() if document.has_contents else ""
        layout = "page has-contents" if contents else "page"
        return (
            f'<a class="skip" href="#content">Skip to content</a>\n{self.header()}\n<div class="{layout}">\n{contents}'
            f'<main id="content" tabindex="-1">\n{main}</main>\n</div>\n<footer class="foot">{self.footer()}</footer>'
        )

    def header(self) -> str:
        document = self.document
        stamp = f'<span class="mark stamp">{escape(document.stamp)}</span>' if document.stamp else ""
        tlp = (
            f'<span class="tlp {_tlp_colour(document.marking)}">{escape(document.marking)}</span>'
            if document.marking
            else ""
        )
        marks = f'<p class="marks"><span class="mark">{escape(document.audience.capitalize())}</span>{stamp}{tlp}</p>'
        kicker = f'<p class="kicker" dir="auto">{escape(document.kicker)}</p>' if document.kicker else ""
        subtitle = f'<p class="subtitle" dir="auto">{escape(document.subtitle)}</p>' if document.subtitle else ""
        title = f'<h1 dir="auto">{escape(document.title)}</h1>'
        return (
            f'<header class="cover">{self.brand()}{marks}{kicker}{title}{subtitle}{self.facts(document.facts)}</header>'
        )

    def brand(self) -> str:
        """Whose document it is: the logo, and the line that runs along the pages on paper."""
        logo = self.look.logo
        picture = f'<img src="{logo.address}" alt="{escape(logo.alt)}">' if logo else ""
        line = running(self.look.header, None, self.document)
        words = f'<span dir="auto">{escape(line)}</span>' if line else ""
        return f'<p class="brand">{picture}{words}</p>' if picture or words else ""

    def facts(self, facts: Sequence[Fact]) -> str:
        rows = []
        for fact in facts:
            value = self.inlines(fact.children) if fact.children else f'<span class="pending">{UNSTATED}</span>'
            wide = ' class="wide"' if len(words_of(fact.children)) > 60 else ""
            rows.append(f'<div{wide}><dt dir="auto">{escape(fact.label)}</dt><dd dir="auto">{value}</dd></div>')
        return f'<dl class="facts">{"".join(rows)}</dl>' if rows else ""

    def contents(self) -> str:
        headings = [b for b in self.document.blocks if isinstance(b, Heading) and not b.is_label and b.level <= 3]
        entries = [(h.level, h.anchor, self.inlines(_unlinked(h.children))) for h in headings]
        if self.document.notes:
            entries.append((2, "notes", NOTES))
        lines = "".join(
            f'<li class="l{level}"><a href="#{anchor}">{words}</a></li>' for level, anchor, words in entries
        )
        title = '<p class="contents-title">Contents</p>'
        return f'<nav class="contents" aria-label="Contents">{title}<ol>{lines}</ol></nav>\n'

    def footer(self) -> str:
        document = self.document
        line = running(self.look.footer, None, document)
        parts = [line, document.reference, document.title, document.audience.capitalize()]
        parts += [document.stamp, document.marking]
        return "".join(f"<span>{escape(part)}</span>" for part in parts if part)

    def notes(self, notes: Sequence[Note]) -> str:
        if not notes:
            return ""
        rows = []
        for note in notes:
            back = (
                f' <a class="back" href="#ref-{note.number}" aria-label="Back to the text">\u21a9</a>'
                if note.is_cited
                else ""
            )
            rows.append(
                f'<li id="note-{note.number}" value="{note.number}">{self.item(note.blocks, tight=True)}{back}</li>'
            )
        heading = f'<h2 id="notes">{NOTES}</h2>'
        return f'<section class="notes" aria-labelledby="notes">{heading}<ol>{"".join(rows)}</ol></section>\n'

    def digests(self, digests: Sequence[tuple[str, str | None]]) -> str:
        if not digests:
            return ""
        rows = "".join(
            f"<li><code>{escape(value)}</code> {escape(file) if file else ''}</li>" for value, file in digests
        )
        return f'<section class="digests" aria-label="{DIGESTS}"><p>{DIGESTS}</p><ul>{rows}</ul></section>\n'

    def blocks(self, blocks: Sequence[Block]) -> str:
        return "".join(self.block(block) for block in blocks)

    def block(self, block: Block) -> str:
        match block:
            case Heading(level=level, children=children, anchor=anchor):
                self.section = words_of(children)
                name = ' class="label"' if block.is_label else ""
                return f'<h{level}{name} id="{escape(anchor)}" dir="auto">{self.inlines(children)}</h{level}>\n'
            case Paragraph(children=children, leads=leads):
                name = ' class="leads"' if leads else ""
                return f'<p{name} dir="auto">{self.inlines(children)}</p>\n'
            case CodeBlock(text=text):
                return f'<pre tabindex="0" dir="ltr"><code>{escape(text)}</code></pre>\n'
            case Quote(blocks=inner):
                return f"<blockquote>{self.blocks(inner)}</blockquote>\n"
            case ItemList():
                return self.list(block)
            case Table():
                return self.table(block)
            case Figure(image=image):
                return self.figure(image)
            case Rule():
                return "<hr>\n"
            case Pending():
                return f'<p class="pending">{PENDING}</p>\n'

    def list(self, block: ItemList) -> str:
        tag = "ul" if block.start is None else "ol"
        start = f' start="{block.start}"' if block.start not in (None, 1) else ""
        tasks = ' class="tasks"' if all(item.checked is not None for item in block.items) else ""
        items = "".join(self.list_item(item, block.tight) for item in block.items)
        return f"<{tag}{start}{tasks}>{items}</{tag}>\n"

    def list_item(self, item: Item, tight: bool) -> str:
        box = ""
        if item.checked is not None:
            label, sign = ("Done", "\u2611") if item.checked else ("Open", "\u2610")
            box = f'<span class="box" role="img" aria-label="{label}">{sign}</span> '
        return f'<li dir="auto">{box}{self.item(item.blocks, tight=tight)}</li>'

    def item(self, blocks: Sequence[Block], *, tight: bool) -> str:
        """The content of an item, its first paragraph without a tag of its own where the list is tight."""
        if tight and isinstance(blocks[0] if blocks else None, Paragraph):
            first = blocks[0]
            assert isinstance(first, Paragraph)
            return f"<span>{self.inlines(first.children)}</span>" + self.blocks(blocks[1:])
        return self.blocks(blocks)

    def table(self, table: Table) -> str:
        wishes = columns(table)
        names = [
            " ".join((wish.kind, *(["wraps"] if wish.wraps else []), *([align] if align != "left" else [])))
            for wish, align in zip(wishes, table.aligns, strict=True)
        ]
        compact = "" if any(wish.wraps for wish in wishes) else ' class="compact"'
        rows = "\n".join(self.row(row, names, "td") for row in table.rows)
        empty = f'<tr><td class="pending" colspan="{len(names)}">{PENDING}</td></tr>'
        label = escape(f"Table: {self.section}" if self.section else "Table")
        made = (
            f'<div class="scroll" role="region" aria-label="{label}" tabindex="0"><table{compact}>{_widths(wishes)}'
            f"<thead>{self.row(table.header, names, 'th')}</thead><tbody>{rows or empty}</tbody></table></div>\n"
        )
        return f"<details><summary>{escape(table.folds)}</summary>{made}</details>\n" if table.folds else made

    def row(self, cells: Sequence[Cell], names: Sequence[str], tag: str) -> str:
        scope = ' scope="col"' if tag == "th" else ""
        written = (
            f'<{tag}{scope} class="{name}" dir="auto">{self.inlines(cell.children)}</{tag}>'
            for name, cell in zip(names, cells, strict=True)
        )
        return f"<tr>{''.join(written)}</tr>"

    def figure(self, image: Image) -> str:
        words = f'<figcaption dir="auto">{escape(image.caption)}</figcaption>' if image.caption else ""
        if image.source in self.gallery.drawings:
            self.drawn.append((self.gallery.drawings[image.source], words))
            return f"{_PLACE}\n"
        return f"<figure>{self.image(image)}{words}</figure>\n"

    def image(self, image: Image) -> str:
        picture = self.gallery.pictures.get(image.source)
        if picture is None:
            words = f"Image not included: {escape(image.alt)}"
            if is_followed(image.source):
                words += f' (<a href="{escape(image.source)}">source</a>)'
            elif not image.source.lower().startswith("data:") and image.source != image.alt:
                words += f" ({escape(printable(image.source))})"
            return f'<span class="missing" dir="auto">{words}</span>'
        data = base64.b64encode(picture.data).decode("ascii")
        return f'<img src="data:{picture.media_type};base64,{data}" alt="{escape(image.alt)}">'

    def inlines(self, children: Iterable[Inline]) -> str:
        return "".join(self.inline(child) for child in children)

    def inline(self, child: Inline) -> str:
        match child:
            case Text(text=text):
                return escape(text)
            case Strong(children=inner):
                return f"<strong>{self.inlines(inner)}</strong>"
            case Emphasis(children=inner):
                return f"<em>{self.inlines(inner)}</em>"
            case Strike(children=inner):
                return f"<del>{self.inlines(inner)}</del>"
            case Code(text=text):
                return f"<code>{escape(text)}</code>"
            case Digest(value=value):
                return f'<code class="digest" title="{escape(value)}">{escape(shortened(value))}</code>'
            case Link(children=inner, url=url):
                return f'<a href="{escape(url)}">{self.inlines(inner)}</a>'
            case Image():
                return self.image(child)
            case Break():
                return "<br>"
            case NoteMark(number=number):
                return self.mark(number)

    def mark(self, number: int) -> str:
        name = "" if number in self.referred else f' id="ref-{number}"'
        self.referred.add(number)
        return f'<sup class="mark-note"{name}><a href="#note-{number}" aria-label="Note {number}">{number}</a></sup>'


def _tlp_colour(marking: str) -> str:
    return next((name for name in ("red", "amber", "green") if name in marking.lower()), "clear")


def _widths(wishes: Sequence[Column]) -> str:
    """The columns of text share the line by their wishes; the narrow ones take what they need."""
    total = sum(wish.weight for wish in wishes)
    texts = (f' width="{wish.weight / total:.0%}"' if wish.kind == "text" and wish.wraps else "" for wish in wishes)
    return f"<colgroup>{''.join(f'<col{width}>' for width in texts)}</colgroup>"


def _unlinked(children: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The words of a heading without links and note marks, for the table of contents."""
    kept: list[Inline] = []
    for child in children:
        match child:
            case Link(children=inner):
                kept.extend(inner)
            case NoteMark() | Image():
                continue
            case _:
                kept.append(child)
    return tuple(kept)
