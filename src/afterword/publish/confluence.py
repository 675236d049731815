"""Confluence's storage format: XHTML with the macros that its editor knows, from the same tree as every format."""

from collections.abc import Sequence
from html import escape

from afterword.publish.html import DIGESTS, NOTES, PENDING, UNSTATED, shortened
from afterword.publish.tree import (
    Block,
    Break,
    Code,
    CodeBlock,
    Digest,
    Document,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
    ItemList,
    Link,
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
)

_COLOURS = {"RED": "Red", "AMBER": "Yellow", "GREEN": "Green", "CLEAR": "Grey"}


def write(document: Document) -> str:
    """The body of a page; its title is the page's own and stands in none of it."""
    parts = [_marks(document)]
    if document.subtitle:
        parts.append(f"<p><em>{escape(document.subtitle)}</em></p>\n")
    if document.facts:
        rows = "".join(
            f"<tr><th>{escape(fact.label)}</th><td>{_line(fact.children) if fact.children else UNSTATED}</td></tr>"
            for fact in document.facts
        )
        parts.append(f"<table><tbody>{rows}</tbody></table>\n")
    if document.has_contents:
        parts.append('<ac:structured-macro ac:name="toc" />\n')
    parts.append(_blocks(document.blocks))
    if document.notes:
        notes = "".join(f"<li>{_blocks(note.blocks)}</li>" for note in document.notes)
        parts.append(f"<h1>{NOTES}</h1>\n<ol>{notes}</ol>\n")
    if digests := digests_of(document):
        rows = "".join(f"<li><code>{escape(value)}</code> {escape(file or '')}</li>" for value, file in digests)
        parts.append(f"<p><strong>{DIGESTS}</strong></p>\n<ul>{rows}</ul>\n")
    return "".join(parts)


def _marks(document: Document) -> str:
    """How far the page may go, who it is for, and whether it is a draft, as coloured labels."""
    label = (document.marking or "").removeprefix("TLP:")
    colour = next((colour for name, colour in _COLOURS.items() if name in label), "Grey")
    marks = [(document.marking, colour), (document.audience.capitalize(), "Blue"), (document.stamp, "Red")]
    return f"<p>{' '.join(_status(words, colour) for words, colour in marks if words)}</p>\n"


def _status(words: str, colour: str) -> str:
    return _macro("status", {"title": words, "colour": colour})


def _macro(name: str, parameters: dict[str, str], body: str = "") -> str:
    told = "".join(
        f'<ac:parameter ac:name="{key}">{escape(value, quote=False)}</ac:parameter>'
        for key, value in parameters.items()
    )
    return f'<ac:structured-macro ac:name="{name}">{told}{body}</ac:structured-macro>'


def _blocks(blocks: Sequence[Block]) -> str:
    return "".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    match block:
        case Heading(level=level, children=children, is_label=label):
            if label:
                return f"<p><strong>{_line(children)}</strong></p>\n"
            return f"<h{level - 1}>{_line(children)}</h{level - 1}>\n"
        case Paragraph(children=children):
            return f"<p>{_line(children)}</p>\n"
        case CodeBlock(text=text, language=language):
            body = text.replace("]]>", "]]]]><![CDATA[>")
            plain = f"<ac:plain-text-body><![CDATA[{body}]]></ac:plain-text-body>"
            return _macro("code", {"language": language} if language else {}, plain) + "\n"
        case Quote(blocks=inner):
            return f"<blockquote>{_blocks(inner)}</blockquote>\n"
        case ItemList():
            return _list(block)
        case Table():
            made = _table(block)
            body = f"<ac:rich-text-body>{made}</ac:rich-text-body>"
            return _macro("expand", {"title": block.folds}, body) + "\n" if block.folds else made
        case Figure(image=image):
            return f"<p>{_image(image)}</p>\n"
        case Rule():
            return "<hr />\n"
        case Pending():
            return f"<p><em>{PENDING}</em></p>\n"


def _list(block: ItemList) -> str:
    if all(item.checked is not None for item in block.items):
        tasks = "".join(
            f"<ac:task><ac:task-status>{'complete' if item.checked else 'incomplete'}</ac:task-status>"
            f"<ac:task-body>{_item(item.blocks)}</ac:task-body></ac:task>"
            for item in block.items
        )
        return f"<ac:task-list>{tasks}</ac:task-list>\n"
    tag = "ul" if block.start is None else "ol"
    signs = {True: "\u2611 ", False: "\u2610 ", None: ""}
    items = "".join(f"<li>{signs[item.checked]}{_item(item.blocks)}</li>" for item in block.items)
    start = f' start="{block.start}"' if block.start not in (None, 1) else ""
    return f"<{tag}{start}>{items}</{tag}>\n"


def _item(blocks: Sequence[Block]) -> str:
    """The content of an item, its first paragraph as the line of the item itself."""
    first = blocks[0]
    return _line(first.children) + _blocks(blocks[1:]) if isinstance(first, Paragraph) else _blocks(blocks)


def _table(table: Table) -> str:
    head = "".join(f"<th>{_line(cell.children)}</th>" for cell in table.header)
    rows = "".join(f"<tr>{''.join(f'<td>{_line(cell.children)}</td>' for cell in row)}</tr>" for row in table.rows)
    return f"<table><tbody><tr>{head}</tr>{rows}</tbody></table>\n"


def _line(children: Sequence[Inline]) -> str:
    return "".join(_inline(child) for child in children)


def _inline(child: Inline) -> str:
    match child:
        case Text(text=text):
            return escape(text, quote=False)
        case Strong(children=inner):
            return f"<strong>{_line(inner)}</strong>"
        case Emphasis(children=inner):
            return f"<em>{_line(inner)}</em>"
        case Strike(children=inner):
            return f"<s>{_line(inner)}</s>"
        case Code(text=text):
            return f"<code>{escape(text, quote=False)}</code>"
        case Digest(value=value):
            return f"<code>{escape(shortened(value))}</code>"
        case Link(children=inner, url=url):
            return f'<a href="{escape(url)}">{_line(inner)}</a>'
        case Image():
            return _image(child)
        case Break():
            return "<br />"
        case NoteMark(number=number):
            return f"<sup>{number}</sup>"


def _image(image: Image) -> str:
    """A picture by its words: a page holds pictures only as attachments, which a text cannot bring along."""
    return f"<em>Image not included: {escape(image.alt, quote=False)}</em>"
