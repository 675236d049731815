"""The tree as Markdown, and each remark with the line at which it stands."""

import re
from collections.abc import Iterator, Sequence

from afterword.model.finding import Finding
from afterword.text.foreign.boxes import with_box
from afterword.text.foreign.characters import SENTINELS, printable, spaced
from afterword.text.foreign.escaping import fence_for, guard_start
from afterword.text.foreign.spelling import Speller
from afterword.text.foreign.tabling import table_lines
from afterword.text.foreign.tree import (
    Block,
    CodeBlock,
    Definition,
    Definitions,
    Foreign,
    Heading,
    Inline,
    Item,
    ItemList,
    Paragraph,
    Quote,
    Remark,
    Rule,
    Strong,
    Table,
)

_BULLET = re.compile(r"[•▪◦‣●○■·][ \t]+")


def write(document: Foreign, *, folder: str = "attachments") -> tuple[str, tuple[Finding, ...]]:
    """A document as Markdown and what could not be kept, each with its line in that text; the whole's come first.

    ``folder`` is where its attachments will lie, relative to it.
    """
    if document.verbatim is not None:
        return document.verbatim, tuple(Finding(code=r.code, message=r.message) for r in document.remarks)
    numbers = {note.key: number for number, note in enumerate(document.notes, 1)}
    writer = _Writer(Speller(folder=folder, note_numbers=numbers, remarks=[]))
    # a rule at the very start would be taken for front matter
    start = next((n for n, block in enumerate(document.blocks) if not isinstance(block, Rule)), 0)
    lines = writer.blocks(document.blocks[start:])
    for note in document.notes:
        lines += ["", *_indented(writer.blocks(note.blocks), f"[^{numbers[note.key]}]: ", 4)]
    if document.aside:
        lines += ["", "<!--", "Beside the text of the original:", *map(_within_comment, document.aside), "-->"]
    text = "\n".join([*lines, *writer.left_over()]).strip("\n") + "\n"
    text, placed = _placed(text, writer.speller.remarks)
    whole = [Finding(code=r.code, message=r.message) for r in document.remarks]
    return text.lstrip("\n"), (*whole, *placed)


def _within_comment(line: str) -> str:
    return re.sub(r"-(?=-|>)", "- ", spaced(line).strip())


def _placed(text: str, remarks: Sequence[Remark]) -> tuple[str, list[Finding]]:
    placed = []
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        marks = SENTINELS.findall(line)
        for mark in marks:
            remark = remarks[int(mark[1:-1])]
            placed.append(Finding(code=remark.code, message=remark.message, line=number))
        bare = SENTINELS.sub("", line) if marks else line
        lines.append(bare.rstrip(" ") if marks and not bare.endswith("  ") else bare)
    return "\n".join(lines), placed


class _Writer:
    """Writes blocks as lines."""

    def __init__(self, speller: Speller) -> None:
        self.speller = speller
        self._waiting = ""

    def left_over(self) -> list[str]:
        """The places of remarks that no line came to hold."""
        return [self._waiting] if self._waiting else []

    def blocks(self, blocks: Sequence[Block], *, tight: bool = False) -> list[str]:
        """Blocks with a blank line between them; ``tight`` leaves it out before a list."""
        lines: list[str] = []
        last: Block | None = None
        number_style = "."
        for block in blocks:
            number_style = _next_style(last, block, number_style)
            new = list(self._lines(block, number_style))
            if not any(SENTINELS.sub("", line).strip() for line in new):
                self._waiting += "".join(new)
                continue
            if self._waiting and not isinstance(block, CodeBlock):
                new[0] = _after_marker(new[0], self._waiting)
                self._waiting = ""
            if lines and not (tight and isinstance(block, ItemList)):
                lines.append("")
            lines += new
            last = block
        return lines

    def _lines(self, block: Block, number_style: str) -> Iterator[str]:
        match block:
            case Heading():
                yield from self._heading(block)
            case Paragraph(children=children):
                yield from self._paragraph(children)
            case CodeBlock():
                yield from _code(block)
            case Quote():
                yield from self._quote(block)
            case ItemList():
                yield from self._list(block, number_style)
            case Definitions():
                yield from self._definitions(block)
            case Table():
                yield from table_lines(block, self.speller)
            case Rule():
                yield "---"

    def _heading(self, heading: Heading) -> Iterator[str]:
        children = _without_outer_strong(heading.children)
        text = self.speller.line(children, line_end=" ")
        if not SENTINELS.sub("", text).strip():
            yield text
        elif heading.level <= 6:
            closed = re.sub(r"(#+)$", r"\\\1", text)
            yield f"{'#' * heading.level} {closed}"
        else:
            yield f"**{text}**"

    def _paragraph(self, children: Sequence[Inline]) -> Iterator[str]:
        lines = self.speller.line(children).split("\n")
        for number, line in enumerate(lines):
            bare = line.strip(" ")
            if not bare:
                continue
            if match := _BULLET.match(bare):
                yield f"- {bare[match.end() :]}"
                continue
            keeps_end = number + 1 < len(lines) and any(rest.strip() for rest in lines[number + 1 :])
            yield guard_start(bare) + ("  " if keeps_end else "")

    def _quote(self, quote: Quote) -> Iterator[str]:
        inner = self.blocks(quote.blocks)
        if not inner:
            return
        if quote.alert:
            yield f"> [!{quote.alert}]"
        for line in inner:
            yield f"> {line}" if line else ">"

    def _list(self, block: ItemList, number_style: str) -> Iterator[str]:
        items = [with_box(item) for item in block.items]
        is_tight = all(_is_simple(item) for item in items)
        first = True
        for number, item in enumerate(items, block.start or 0):
            marker = "- " if block.start is None else f"{number}{number_style} "
            box = "" if item.checked is None else "[x] " if item.checked else "[ ] "
            inner = self.blocks(item.blocks, tight=True)
            if not any(line.strip() for line in inner) and not box:
                continue
            if not (is_tight or first):
                yield ""
            first = False
            yield from _indented(inner or [""], f"{marker}{box}", len(marker))

    def _definitions(self, block: Definitions) -> Iterator[str]:
        for entry in block.entries:
            yield from _indented(self._definition(entry), "- ", 2)

    def _definition(self, entry: Definition) -> list[str]:
        term = self.speller.line(_without_outer_strong(entry.term), line_end=" ").rstrip(": ")
        inner = self.blocks(entry.blocks, tight=True)
        if entry.blocks and isinstance(entry.blocks[0], Paragraph) and inner:
            return [f"**{term}:** {inner[0]}", *inner[1:]]
        return [f"**{term}:**", *([""] if inner else []), *inner]


def _next_style(last: Block | None, block: Block, style: str) -> str:
    """A numbered list right after another takes the other style, so that they stay two."""
    if isinstance(last, ItemList) and isinstance(block, ItemList) and last.start is not None is not block.start:
        return ")" if style == "." else "."
    return "."


def _after_marker(line: str, waiting: str) -> str:
    """A line with the places of remarks behind what makes it a heading, an item, or a row."""
    match = re.match(r"(?:#{1,6} |> |- (?:\[[ x]\] )?|\d+[.)] |\| )?", line)
    cut = match.end() if match else 0
    return line[:cut] + waiting + line[cut:]


def _without_outer_strong(children: tuple[Inline, ...]) -> tuple[Inline, ...]:
    flat: list[Inline] = []
    for child in children:
        flat += child.children if isinstance(child, Strong) else (child,)
    return tuple(flat)


def _is_simple(item: Item) -> bool:
    """Whether an item is a line, or a line with lists or code under it."""
    return sum(isinstance(block, Paragraph | Table | Quote) for block in item.blocks) <= 1


def _indented(lines: Sequence[str], marker: str, width: int) -> Iterator[str]:
    for number, line in enumerate(lines or [""]):
        yield (
            (marker + line).rstrip(" ") + ("  " if line.endswith("  ") else "")
            if number == 0
            else (" " * width + line if line else "")
        )


def _code(block: CodeBlock) -> Iterator[str]:
    text = printable(block.text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")
    if not text.strip():
        return
    fence = fence_for(text)
    yield fence + re.sub(r"[^\w+#.-]", "", block.language)
    yield from text.split("\n")
    yield fence
