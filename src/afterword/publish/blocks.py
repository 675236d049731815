"""What follows one another down the page: parser tokens turned into blocks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from afterword.model.values import dataclass
from afterword.publish.characters import printable, printable_lines
from afterword.publish.inlines import build, is_labelled, trimmed
from afterword.publish.markdown import parser
from afterword.publish.tree import (
    Align,
    Block,
    Break,
    Cell,
    CodeBlock,
    Figure,
    Heading,
    Image,
    Inline,
    Item,
    ItemList,
    Note,
    Paragraph,
    Pending,
    Quote,
    Rule,
    Strong,
    Table,
    Text,
    words_of,
)

_BOX = re.compile(r"\[([ xX])\](?:\s+|$)")
_CALLOUT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*", re.IGNORECASE)
_QUOTE_MARKS = re.compile(r"^[>\s]+", re.MULTILINE)
_LEADING = 200
_LABEL = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A Markdown text read into blocks."""

    blocks: tuple[Block, ...]
    """The body."""
    notes: tuple[Note, ...]
    """The notes, numbered by first reference; those that nothing refers to come last."""


def read(text: str, lines: Sequence[int]) -> Read:
    """The blocks of a Markdown text whose lines stand at ``lines`` (1-based) of the document."""
    env: dict[str, object] = {}
    tokens = parser().parse(text, env)
    bodies, definitions = _part(tokens)
    numbers = _numbers(tokens, definitions)
    builder = _Builder(text.split("\n"), lines, numbers)
    cited = _references(tokens)
    notes = tuple(
        Note(number=number, blocks=builder.blocks(definitions[label]), is_cited=label in cited)
        for label, number in numbers.items()
    )
    return Read(blocks=builder.blocks(bodies), notes=notes)


def _part(tokens: Sequence[Token]) -> tuple[list[Token], dict[str, list[Token]]]:
    """The tokens of the body, and those of each note by its label."""
    body: list[Token] = []
    notes: dict[str, list[Token]] = {}
    inside: list[list[Token]] = [body]
    for token in tokens:
        if token.type == "footnote_reference_open":
            # a second definition of a label adds to the first, so that neither is lost
            inside.append(notes.setdefault(str(token.meta["label"]), []))
        elif token.type == "footnote_reference_close":
            inside.pop()
        else:
            inside[-1].append(token)
    return body, notes


def _references(tokens: Sequence[Token]) -> dict[str, None]:
    """Labels that the text refers to, in the order of first reference."""
    inner = (child for token in tokens for child in token.children or ())
    return dict.fromkeys(str(t.meta.get("label")) for t in inner if t.type == "footnote_ref")


def _numbers(tokens: Sequence[Token], definitions: Mapping[str, object]) -> dict[str, int]:
    order = [label for label in _references(tokens) if label in definitions]
    order += [label for label in definitions if label not in order]
    return {label: number for number, label in enumerate(order, 1)}


class _Builder:
    """Walks the tokens of one text."""

    def __init__(self, source: Sequence[str], lines: Sequence[int], notes: Mapping[str, int]) -> None:
        self.source = source
        self.lines = lines
        self.notes = notes

    def blocks(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        made: list[Block] = []
        for group in _groups(tokens):
            made.extend(self._block(group))
        return tuple(_leading(made))

    def _block(self, group: Sequence[Token]) -> Iterator[Block]:
        first, inner = group[0], group[1:-1]
        match first.type:
            case "heading_open":
                line = self.lines[first.map[0]] if first.map else None
                yield Heading(level=int(first.tag[1]), children=self._inline(inner), line=line)
            case "paragraph_open":
                yield from self._paragraph(inner)
            case "bullet_list_open" | "ordered_list_open":
                yield self._list(first, inner)
            case "blockquote_open":
                if blocks := self.blocks(inner):
                    yield Quote(blocks=_callout(blocks))
            case "table_open":
                yield self._table(inner)
            case "fence" | "code_block":
                text = printable_lines(first.content.removesuffix("\n"))
                language = printable(first.info.strip().split(" ")[0]) if first.info.strip() else ""
                yield CodeBlock(text=text, language=language)
            case "hr":
                yield Rule()
            case "plain_text":
                if words := " ".join(printable_lines(_QUOTE_MARKS.sub("", first.content)).split()):
                    yield Paragraph(children=(Text(text=words),))
            case _:
                yield from self.blocks(inner)

    def _inline(self, tokens: Sequence[Token]) -> tuple[Inline, ...]:
        return build(tokens[0].children, self.notes, keep_lines=is_labelled(tokens[0].content)) if tokens else ()

    def _paragraph(self, inner: Sequence[Token]) -> Iterator[Block]:
        children = self._inline(inner)
        if children and all(isinstance(c, Image | Break) or c == Text(text=" ") for c in children):
            yield from (Figure(image=child) for child in children if isinstance(child, Image))
        elif children:
            yield Paragraph(children=children)

    def _list(self, first: Token, inner: Sequence[Token]) -> Block:
        items = [item for group in _groups(inner) if (item := self._item(group[1:-1]))]
        start = int(first.attrs.get("start", 1)) if first.type == "ordered_list_open" else None
        tight = all(t.hidden for t in inner if t.type == "paragraph_open" and t.level == first.level + 2)
        return ItemList(items=tuple(items), start=start, tight=tight) if items else Pending()

    def _item(self, tokens: Sequence[Token]) -> Item | None:
        """An item; None for one that holds nothing."""
        checked: bool | None = None
        if len(tokens) > 1 and tokens[1].type == "inline" and tokens[1].children:
            text = tokens[1].children[0]
            if text.type == "text" and (box := _BOX.match(text.content)):
                checked = box.group(1) != " "
                text.content = text.content[box.end() :]
        blocks = self.blocks(tokens)
        if checked is not None and not blocks:
            blocks = (Pending(),)
        return Item(blocks=blocks, checked=checked) if blocks else None

    def _table(self, inner: Sequence[Token]) -> Block:
        rows = [self._row(group) for part in _groups(inner) for group in _groups(part[1:-1])]
        width = max(len(row) for row in rows)
        aligns = [_align(t) for t in inner if t.type == "th_open"]
        padded = [tuple(row) + (Cell(children=()),) * (width - len(row)) for row in rows]
        filled = tuple(row for row in padded[1:] if any(cell.children for cell in row))
        return Table(header=padded[0], rows=filled, aligns=tuple(aligns + ["left"] * (width - len(aligns))))

    def _row(self, group: Sequence[Token]) -> list[Cell]:
        cells = [Cell(children=self._inline(cell[1:-1])) for cell in _groups(group[1:-1])]
        return cells + self._surplus(group[0], len(cells))

    def _surplus(self, row: Token, expected: int) -> list[Cell]:
        """Cells beyond those of the header, which the parser leaves out."""
        if not row.map:
            return []
        line = self.source[row.map[0]].strip()
        if line.count("|") < expected:
            return []
        cells = escapedSplit(line[line.index("|") :] if line[0] in "->*+0123456789" else line)
        cells = cells[1:] if cells and not cells[0].strip() else cells
        cells = cells[:-1] if cells and not cells[-1].strip() else cells
        extra = [parser().parseInline(cell.strip(), {}) for cell in cells[expected:]]
        return [Cell(children=self._inline(tokens)) for tokens in extra]


def _groups(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Each top element with all that it holds, from its opening to its closing token."""
    depth = start = 0
    for at, token in enumerate(tokens):
        if depth == 0:
            start = at
        depth += token.nesting
        if depth == 0:
            yield tokens[start : at + 1]


def _align(token: Token) -> Align:
    style = str(token.attrs.get("style", ""))
    return "right" if style.endswith("right") else "center" if style.endswith("center") else "left"


def _callout(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """A quotation that starts with ``[!NOTE]`` or its like, with that word as its label."""
    first = blocks[0]
    if not isinstance(first, Paragraph) or not isinstance(first.children[0], Text):
        return blocks
    match = _CALLOUT.match(first.children[0].text)
    if match is None:
        return blocks
    rest = trimmed((Text(text=first.children[0].text[match.end() :]), *first.children[1:]))
    label = Paragraph(children=(Strong(children=(Text(text=match.group(1).capitalize()),)),), leads=True)
    return (label, *((Paragraph(children=rest),) if rest else ()), *blocks[1:])


def _leading(blocks: list[Block]) -> Iterator[Block]:
    """Marks the paragraphs that introduce what follows, as in ``Contributing factors:``."""
    for block, follower in zip_longest(blocks, blocks[1:]):
        if isinstance(block, Paragraph) and _introduces(words_of(block.children).rstrip(), follower):
            yield Paragraph(children=block.children, leads=True)
        else:
            yield block


def _introduces(words: str, follower: Block | None) -> bool:
    if isinstance(follower, ItemList | Table | CodeBlock | Figure | Quote | Pending):
        return len(words) < (_LEADING if words.endswith(":") else _LABEL)
    return isinstance(follower, Paragraph) and words.endswith(":") and len(words) < _LABEL
