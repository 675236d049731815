"""Numbered headings below a section that are the steps of what it tells, though some of them name a section."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from afterword.houses.reading.outline import Matcher, main_field
from afterword.text.blocks import Block
from afterword.text.expressions import later
from afterword.text.source import Source

_NUMBERED = later(r"[\s*_`]*(?:[^\W\d_]+\s*)?(?P<number>\d{1,2})\s?[.):\u2013\u3001\uff0e-]")
_BARE_NUMBER = later(r"\d{1,2}\\?[.):]\s+(?=\S)")
_TOLD: frozenset[tuple[str, ...] | None] = frozenset({("recovery", "text"), ("response", "text")})
COUNTED: frozenset[tuple[str, ...] | None] = frozenset({("lessons",), ("analysis", "contributing_factors")})
"""Fields whose items may be headings with numbers."""
_FEWEST = 3


def step_headings(source: Source, blocks: Sequence[Block], matcher: Matcher) -> frozenset[int]:
    """The headings, by ``id``, that count the steps below a section on how it was handled, or what was learned.

    They are three or more of one level, count from one, and more than half of them name no section; of lessons one.
    """
    found: set[int] = set()
    for head, below in _sections(blocks):
        titles = [source.text[b.text.start : b.text.end] for b in below]
        field = main_field(matcher.part(source.text[head.text.start : head.text.end]))
        if len(below) < _FEWEST or field not in _TOLD | COUNTED:
            continue
        is_counted = are_counted(titles)
        named = sum(matcher.part(title) is not None for title in titles)
        if is_counted and (1 if field in COUNTED else 2) * named < len(titles):
            found |= {id(b) for b in below}
    return frozenset(found)


def are_counted(titles: Sequence[str]) -> bool:
    """Whether headings, several of them, are numbered from one on."""
    numbers = [int(m["number"]) if (m := _NUMBERED.match(title)) else 0 for title in titles]
    return len(numbers) > 1 and numbers[0] == 1 and all(b == a + 1 for a, b in pairwise(numbers))


def without_number(title: str) -> int:
    """Where the words of a heading start, behind its number."""
    match = _BARE_NUMBER.match(title)
    return match.end() if match else 0


def _sections(blocks: Sequence[Block]) -> Iterator[tuple[Block, list[Block]]]:
    """Each heading, and the headings one level below it up to the next of its own."""
    heads = [b for b in blocks if b.kind == "heading"]
    for n, head in enumerate(heads):
        below: list[Block] = []
        for other in heads[n + 1 :]:
            if other.level <= head.level:
                break
            below.append(other)
        level = min((b.level for b in below), default=0)
        yield head, [b for b in below if b.level == level]
