"""The outline of a document: its title, its headings, and the sections that nobody has written yet."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from afterword.model.values import dataclass
from afterword.publish.tree import (
    Block,
    Break,
    Emphasis,
    Heading,
    Image,
    Inline,
    Item,
    ItemList,
    Paragraph,
    Pending,
    Quote,
    Rule,
    Strong,
    Text,
    words_of,
)

TOP = 2
"""Level of the highest heading below the title."""
LONGEST = 300
"""Characters of a title or a heading; what is longer is a paragraph, whatever its mark."""
_DEEPEST = 6
_LONGEST_LABEL = 120
_FEW_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled:
    """A body parted from the heading that is the document's title."""

    title: str | None
    """The words of that heading, less the kicker; None where there is no such heading."""
    kicker: str | None
    """What the heading says beside the title, for instance ``Post-Mortem``."""
    blocks: tuple[Block, ...]
    """The body without it."""


def part_title(blocks: Sequence[Block], title: str | None) -> Titled:
    """Take the title heading out of the body; ``title`` is the one that the record states."""
    at = next((n for n, block in enumerate(blocks) if not isinstance(block, Rule)), None)
    first = blocks[at] if at is not None else None
    words = heading_words(first)
    if (
        at is None
        or first is None
        or not words
        or (isinstance(first, Heading) and first.level > 1 and not _same(words, title))
    ):
        return Titled(title=title, kicker=None, blocks=tuple(blocks))
    rest = tuple(blocks[:at]) + tuple(blocks[at + 1 :])
    if title is None:
        return Titled(title=words, kicker=None, blocks=rest)
    folded = words.casefold()
    start = folded.find(title.casefold())
    if start < 0:
        return Titled(title=title, kicker=words, blocks=rest)
    kicker = f"{words[:start]} {words[start + len(title) :]}".strip(" :-\u2013\u2014|#\t")
    return Titled(title=title, kicker=kicker or None, blocks=rest)


def heading_words(block: Block | None) -> str | None:
    """The words of a heading, or of a bold line that acts as one; None for anything else."""
    if isinstance(block, Heading):
        words = words_of(block.children).strip().rstrip(":").rstrip()
        return words if 0 < len(words) <= LONGEST else None
    label = _as_label(block, LONGEST) if block is not None else None
    return words_of(label.children).strip() if label else None


def _same(words: str, title: str | None) -> bool:
    return title is not None and title.casefold() in words.casefold()


def outlined(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The body with bold lines as headings, levels that never skip, unique anchors, and gaps shown.

    shape: where a document has headings of its own, its bold lines are labels within sections;
    where it has none, they are its sections.
    """
    has_headings = any(isinstance(block, Heading) for block in blocks)
    found = [_as_label(block) or block for block in blocks]
    if not has_headings:
        found = [replace(b, level=TOP, is_label=False) if isinstance(b, Heading) else b for b in found]
    levelled = _levelled(_without_rules([_flat(block) for block in found]))
    return tuple(_stressed(block) for block in _with_pending(_anchored(levelled)))


def _stressed(block: Block) -> Block:
    """A few words that introduce what follows, as in ``Contributing factors:``, made strong."""
    if not isinstance(block, Paragraph) or not block.leads or any(isinstance(c, Strong) for c in block.children):
        return block
    words = words_of(block.children)
    if len(words.split()) > _FEW_WORDS or words.rstrip().endswith((".", "!", "?")) or "|" in words:
        return block
    return replace(block, children=(Strong(children=block.children),))


def _without_rules(blocks: Sequence[Block]) -> list[Block]:
    """The body without the lines that only mark where a section ends, as its heading does already."""
    return [
        block
        for at, block in enumerate(blocks)
        if not isinstance(block, Rule) or not isinstance(_next(blocks, at), Heading | None)
    ]


def _as_label(block: Block, longest: int = _LONGEST_LABEL) -> Heading | None:
    """The heading that a paragraph of nothing but one strong run amounts to; None for any other block."""
    if not isinstance(block, Paragraph):
        return None
    inner = tuple(c for c in block.children if not (isinstance(c, Text) and c.text.strip() in ("", ":")))
    if len(inner) != 1 or not isinstance(inner[0], Strong):
        return None
    words = words_of(inner).strip()
    if not words or len(words) > longest or words.endswith((".", "!")):
        return None
    return Heading(level=_DEEPEST, children=block.children, is_label=True)


def _without_colon(children: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The words of a heading without emphasis around all of them and without a colon at their end."""
    while len(children) == 1 and isinstance(children[0], Strong | Emphasis):
        children = children[0].children
    if children and isinstance(children[-1], Text):
        text = children[-1].text.rstrip().removesuffix(":").rstrip()
        return (*children[:-1], Text(text=text)) if text else children[:-1]
    return children


def _flat(block: Block) -> Block:
    """A block in which no heading stands inside a quotation or a list, where no outline can reach it."""
    match block:
        case Quote(blocks=inner):
            return Quote(blocks=without_headings(inner))
        case ItemList(items=items):
            flat = tuple(Item(blocks=without_headings(item.blocks), checked=item.checked) for item in items)
            return replace(block, items=flat)
        case _:
            return block


def without_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with every heading among them, however deep, made a strong paragraph."""
    return tuple(_flat(_as_words(block)) for block in blocks)


def _as_words(block: Block) -> Block:
    if not isinstance(block, Heading):
        return block
    return Paragraph(children=(Strong(children=block.children),), leads=True) if block.children else Pending()


def _levelled(blocks: Sequence[Block]) -> list[Block]:
    made: list[Block] = []
    above: list[int] = []
    for at, block in enumerate(blocks):
        if not isinstance(block, Heading):
            made.append(block)
            continue
        children = _without_colon(tuple(_in_line(child) for child in block.children))
        if not children:
            continue
        if len(words_of(children)) > LONGEST:
            made.append(Paragraph(children=(Strong(children=children),)))
            continue
        if block.is_label:
            # only a colon says that something was meant to follow
            if words_of(block.children).rstrip().endswith(":") and isinstance(_next(blocks, at), Heading | None):
                made.append(replace(block, level=min(TOP + len(above), _DEEPEST), children=children))
                made.append(Pending())
                continue
            level = min(TOP + len(above), _DEEPEST)
        else:
            while above and above[-1] >= block.level:
                above.pop()
            above.append(block.level)
            level = min(TOP + len(above) - 1, _DEEPEST)
        made.append(replace(block, level=level, children=children))
    return made


def _in_line(child: Inline) -> Inline:
    """What a heading and the table of contents can hold: words, where there is a break or an image."""
    if isinstance(child, Break):
        return Text(text=" ")
    return Text(text=child.alt) if isinstance(child, Image) else child


def _next(blocks: Sequence[Block], at: int) -> Block | None:
    return next((b for b in blocks[at + 1 :] if not isinstance(b, Rule)), None)


def _anchored(blocks: Sequence[Block]) -> list[Block]:
    taken: dict[str, int] = {}
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            slug = _slug(words_of(block.children))
            taken[slug] = taken.get(slug, 0) + 1
            number = taken[slug]
            made.append(replace(block, anchor=f"s-{slug}-{number}" if number > 1 else f"s-{slug}"))
        else:
            made.append(block)
    return made


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "section"


def _with_pending(blocks: Sequence[Block]) -> list[Block]:
    """A line in every section that holds nothing, so that a draft does not look finished."""
    made: list[Block] = []
    for at, block in enumerate(blocks):
        made.append(block)
        if not isinstance(block, Heading) or block.is_label:
            continue
        follower = _next(blocks, at)
        if follower is None or (isinstance(follower, Heading) and follower.level <= block.level):
            made.append(Pending())
    return made
