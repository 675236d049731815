"""The tree as the data that the PDF template places: plain values only, long words cut where they may break."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from afterword.model.plain import Plain
from afterword.publish.characters import is_right_to_left, printable
from afterword.publish.html import DIGESTS, NOTES, PENDING, UNSTATED, shortened
from afterword.publish.inlines import is_followed
from afterword.publish.layout import columns, pieces
from afterword.publish.look import Look, running
from afterword.publish.outline import TOP
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
    words_of,
)

_LANDSCAPE = 11
_MOST_ENTRIES = 44
_FACT_LINES = 2
_TITLE_PAGE = 19
_WIDE_FACT = 28
_ROW = 3
_WORDS = {
    "pending": PENDING,
    "unstated": UNSTATED,
    "notes": NOTES,
    "contents": "Contents",
    "page": "Page",
    "of": "of",
    "digests": DIGESTS,
    "source": "The Markdown of this document",
}


def data(
    document: Document, look: Look, image_files: Mapping[str, str], attached: str | None, logo: str | None = None
) -> Plain:
    """What the template reads as ``sys.inputs.document``.

    shape: ``image_files`` gives the file of an image by its address; ``attached`` is the name under
    which the source is attached, None to attach nothing; ``logo`` is the file of the look's logo.
    """
    setter = _Setter(image_files)
    return {
        "look": {**asdict(look.light), "paper": look.paper, "cover": look.cover},
        "logo": {"file": logo, "alt": look.logo.alt} if logo and look.logo else None,
        "words": dict(_WORDS),
        "title": document.title,
        "title-words": _plain(pieces(document.title)),
        "title-rtl": is_right_to_left(document.title),
        "running": _pieces_or_none(running(look.header, document.title, document)),
        "footing": _pieces_or_none(running(look.footer, document.reference, document)),
        "kicker": _pieces_or_none(document.kicker),
        "subtitle": _pieces_or_none(document.subtitle),
        "facts": setter.facts(document.facts),
        "authors": list(document.authors),
        "keywords": list(document.keywords),
        "description": _description(document),
        "language": document.language,
        "reference": _pieces_or_none(document.reference),
        "audience": document.audience.capitalize(),
        "stamp": document.stamp,
        "marking": document.marking,
        **_contents(document, look),
        "blocks": setter.blocks(document.blocks, top=True),
        "notes": [{"number": note.number, "blocks": setter.blocks(note.blocks)} for note in document.notes],
        "digests": [[_plain(pieces(value)), _pieces_or_none(file)] for value, file in digests_of(document)],
        "attached": attached,
    }


def _contents(document: Document, look: Look) -> dict[str, Plain]:
    """Whether there is a table of contents, how deep it goes, and whether it fills the first page."""
    levels = [b.level for b in document.blocks if isinstance(b, Heading) and not b.is_label]
    depth = 2 if sum(level <= TOP + 1 for level in levels) <= _MOST_ENTRIES else 1
    lines = sum(level < TOP + depth for level in levels) + _FACT_LINES * len(document.facts) // _ROW
    return {
        "contents": document.has_contents,
        "contents-depth": depth,
        "title-page": look.cover == "page" or (look.cover == "title" and document.has_contents and lines > _TITLE_PAGE),
    }


def _is_wide(table: Table) -> bool:
    """Whether a table needs a page that is wider than it is high."""
    return len(table.header) > _LANDSCAPE


def _plain(values: Iterable[str]) -> Plain:
    return list(values)


def _pieces_or_none(text: str | None) -> Plain:
    return None if text is None else _plain(pieces(text))


def _description(document: Document) -> str:
    parts = [document.kicker, document.reference, document.audience.capitalize(), document.stamp]
    return " \u00b7 ".join(part for part in parts if part)


class _Setter:
    """Turns nodes into data."""

    def __init__(self, image_files: Mapping[str, str]) -> None:
        self.image_files = image_files

    def facts(self, facts: Sequence[Fact]) -> list[Plain]:
        """The facts, each with the columns of the title block that it takes; a row has three, and no gap."""
        spans: list[int] = []
        used = 0
        for fact in facts:
            length = len(words_of(fact.children))
            span = 1 if length <= _WIDE_FACT else 2 if length <= 2 * _WIDE_FACT else _ROW
            if used + span > _ROW:
                spans[-1] += _ROW - used
                used = 0
            spans.append(span)
            used = (used + span) % _ROW
        return [
            {"label": _plain(pieces(fact.label)), "span": span, **self._directed(fact.children)}
            for fact, span in zip(facts, spans, strict=True)
        ]

    def blocks(self, blocks: Sequence[Block], *, top: bool = False, depth: int = 0) -> Plain:
        made: list[Plain] = []
        headed: list[Plain] = []
        for block in blocks:
            if isinstance(block, Heading):
                headed.append(self.block(block, depth))
                continue
            if top and isinstance(block, Table) and _is_wide(block):
                # what a table on a page of its own is called stands on that page
                made.append({**self.table(block), "landscape": True, "before": headed})
            else:
                made += [*headed, self.block(block, depth)]
            headed = []
        return [*made, *headed]

    def block(self, block: Block, depth: int) -> Plain:
        match block:
            case Heading(level=level, children=children, is_label=label):
                return {"k": "heading", "level": level, "label": label, **self._directed(children)}
            case Paragraph(children=children, leads=leads):
                return {"k": "paragraph", "leads": leads, **self._directed(children)}
            case CodeBlock(text=text):
                lines = text.split("\n")
                return {
                    "k": "code",
                    "text": text,
                    "lines": [_plain(pieces(line)) for line in lines],
                    "longest": max(map(len, lines)),
                }
            case Quote(blocks=inner):
                return {"k": "quote", "deep": depth > 4, "blocks": self.blocks(inner, depth=depth + 1)}
            case ItemList():
                return self.list(block, depth)
            case Table():
                return self.table(block)
            case Figure(image=image):
                return {"k": "figure", "image": self.image(image), "caption": _pieces_or_none(image.caption)}
            case Rule():
                return {"k": "rule"}
            case Pending():
                return {"k": "pending"}

    def list(self, block: ItemList, depth: int) -> Plain:
        first = block.items[0].blocks[0]
        return {
            "k": "list",
            "start": block.start,
            "tight": block.tight,
            "tasks": all(item.checked is not None for item in block.items),
            "rtl": isinstance(first, Paragraph) and is_right_to_left(words_of(first.children)),
            "items": [
                {"checked": item.checked, "blocks": self.blocks(item.blocks, depth=depth + 1)} for item in block.items
            ],
        }

    def table(self, table: Table) -> dict[str, Plain]:
        wishes = columns(table)
        return {
            "k": "table",
            "label": _pieces_or_none(table.folds),
            "landscape": False,
            "aligns": list(table.aligns),
            "columns": [{"wraps": w.wraps, "weight": w.weight} for w in wishes],
            "header": [self._directed(cell.children) for cell in table.header],
            "rows": [[self._cell(cell) for cell in row] for row in table.rows],
        }

    def _cell(self, cell: Cell) -> Plain:
        return self._directed(cell.children)

    def _directed(self, children: tuple[Inline, ...]) -> dict[str, Plain]:
        made: dict[str, Plain] = {"c": self.line(children)}
        if is_right_to_left(words_of(children)):
            made["rtl"] = True
        return made

    def image(self, image: Image) -> Plain:
        file = self.image_files.get(image.source)
        is_said = image.source == image.alt or image.source[:5].lower() == "data:"
        return {
            "file": file,
            "alt": image.alt if file else _plain(pieces(image.alt)),
            "source": None if is_said else _plain(pieces(printable(image.source))),
            "url": image.source if is_followed(image.source) and not is_said else None,
        }

    def line(self, children: Sequence[Inline]) -> Plain:
        made: list[Plain] = []
        for at, child in enumerate(children):
            follows_mark = isinstance(child, NoteMark) and at > 0 and isinstance(children[at - 1], NoteMark)
            made.append(
                [child.number and "n", child.number, follows_mark]
                if isinstance(child, NoteMark)
                else self.inline(child)
            )
        return made

    def inline(self, child: Inline) -> Plain:
        match child:
            case Text(text=text):
                return ["t", _plain(pieces(text))]
            case Strong(children=inner):
                return ["b", self.line(inner)]
            case Emphasis(children=inner):
                return ["e", self.line(inner)]
            case Strike(children=inner):
                return ["s", self.line(inner)]
            case Code(text=text):
                return ["c", _plain(pieces(text))]
            case Digest(value=value):
                return ["d", shortened(value)]
            case Link(children=inner, url=url):
                return ["a", url, self.line(inner)]
            case Image():
                return ["i", self.image(child)]
            case Break():
                return ["br"]
            case NoteMark(number=number):
                return ["n", number, False]
