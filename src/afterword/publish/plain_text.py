"""Plain text for e-mail and chat: the tree without marks, wrapped so that every program shows it the same."""

import textwrap
from collections.abc import Iterator, Sequence

from afterword.publish.html import NOTES, PENDING, UNSTATED
from afterword.publish.tree import (
    Block,
    Break,
    CodeBlock,
    Document,
    Figure,
    Heading,
    Inline,
    ItemList,
    Link,
    NoteMark,
    Paragraph,
    Pending,
    Quote,
    Rule,
    Table,
    words_of,
)

WIDTH = 78
"""Columns of a line."""


def write(document: Document) -> str:
    """The document as plain text; how far it may go stands first, as e-mail wants it."""
    lines: list[str] = []
    marks = [mark for mark in (document.marking, document.audience.capitalize(), document.stamp) if mark]
    if marks:
        lines += [" | ".join(marks), ""]
    if document.kicker:
        lines.append(document.kicker)
    lines += [*_wrapped(document.title), "=" * min(len(document.title), WIDTH), ""]
    if document.subtitle:
        lines += [*_wrapped(document.subtitle), ""]
    for fact in document.facts:
        lines += _wrapped(f"{fact.label}: {_words(fact.children) or UNSTATED}", "  ")
    lines += [""] if document.facts else []
    lines += _blocks(document.blocks)
    if document.notes:
        lines += ["", NOTES, "-" * len(NOTES), ""]
    for note in document.notes:
        first, *rest = list(_blocks(note.blocks)) or [""]
        lines += [f"[{note.number}] {first}", *rest]
    return "\n".join(_single(lines)).strip("\n") + "\n"


def _single(lines: Sequence[str]) -> Iterator[str]:
    """The lines with no two empty ones behind one another."""
    before = ""
    for line in lines:
        text = line.rstrip()
        if text or before:
            yield text
        before = text


def _wrapped(text: str, indent: str = "") -> list[str]:
    made = []
    for line in text.split("\n"):
        made += textwrap.wrap(
            line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        ) or [""]
    return made


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(level=level, children=children, is_label=label):
            words = _words(children)
            yield ""
            yield from _wrapped(words if not label else f"{words}:")
            if not label:
                yield ("-" if level == 2 else "~") * min(len(words), WIDTH)
            yield ""
        case Paragraph(children=children):
            yield from _wrapped(_words(children))
            yield ""
        case CodeBlock(text=text):
            yield from (f"    {line}" for line in text.split("\n"))
            yield ""
        case Quote(blocks=inner):
            yield from (f"> {line}".rstrip() for line in _single(list(_blocks(inner))))
            yield ""
        case ItemList():
            yield from _list(block)
        case Table():
            yield from [f"{block.folds}:"] if block.folds else []
            yield from _table(block)
        case Figure(image=image):
            yield from _wrapped(f"[{image.alt}]")
            yield ""
        case Rule():
            yield ""
        case Pending():
            yield PENDING
            yield ""


def _list(block: ItemList) -> Iterator[str]:
    for number, item in enumerate(block.items, block.start or 1):
        mark = f"{number}. " if block.start is not None else "- "
        mark += {True: "[x] ", False: "[ ] ", None: ""}[item.checked]
        indent = " " * len(mark)
        first = item.blocks[0] if item.blocks else None
        words = _words(first.children) if isinstance(first, Paragraph) else ""
        inner = item.blocks[1:] if isinstance(first, Paragraph) else item.blocks
        lines = [line for line in _single(list(_blocks(inner))) if line or not block.tight]
        rest = "\n".join(lines).strip("\n").split("\n") if lines else []
        if not isinstance(first, Paragraph) and rest:
            words = rest.pop(0)
        yield from _wrapped(mark + words, indent)
        yield from [""] if isinstance(first, Paragraph) and rest and not block.tight else []
        yield from (indent + line for line in rest)
    yield ""


def _table(table: Table) -> Iterator[str]:
    """A row as lines: what happened behind its time or name, the other cells below it with their column's name."""
    names = [_words(cell.children) for cell in table.header]
    for row in table.rows:
        cells = [_words(cell.children).replace("\n", " ") for cell in row]
        if len(cells) <= 2:  # a name and its value
            yield from _wrapped("  ".join(filter(None, cells)), "    ")
            continue
        filled = [(name, cell) for name, cell in zip(names, cells, strict=True) if cell]
        for number, (name, cell) in enumerate(filled):
            text = f"{name}: {cell}" if name else cell
            yield from _wrapped(text if not number else f"    {text}", "      " if number else "  ")
    yield ""


def _words(children: Sequence[Inline]) -> str:
    """Inlines as text: a link with its address behind it, a note by its number."""
    parts = []
    for child in children:
        match child:
            case Break():
                parts.append("\n")
            case NoteMark(number=number):
                parts.append(f"[{number}]")
            case Link(children=inner, url=url):
                words = words_of(inner)
                parts.append(words if url in {words, f"mailto:{words}"} else f"{words} <{url}>")
            case _ if hasattr(child, "children"):
                parts.append(_words(child.children))
            case _:
                parts.append(words_of((child,)))
    return "".join(parts)
