"""Documents of a house that lost their marks on the way: headings as bare lines, or all lines run together."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from afterword.houses import library
from afterword.houses.house import Part
from afterword.houses.template import walk
from afterword.model.span import Span
from afterword.text.blocks import Block, parse
from afterword.text.expressions import later
from afterword.text.source import Source
from afterword.text.wording import name_key

_LEAST_SHARE = 0.6
"""A house has to have so much of its sections among the bare lines."""
_LONGEST = 60
_FEW_LINES = 3
_LONG_LINE = 1000
_SECTION = 6
# words are bounded, so that a text of one endless word is not searched from each of its characters
_MARKED = later(r"(?<!\S)#{1,6} ((?:\S{1,40} ?){1,6})|\*\*([^*]{2,80})\*\*")
_LABEL = later(r"(?<!\S)((?:\S{1,40} ){0,4}\S{1,40}):(?=\s)")


def with_headings(source: Source, blocks: Sequence[Block], first: int) -> Sequence[Block]:
    """The blocks of a document from line ``first``; where no heading is marked, bare lines that are a house's are ones.

    returns: the same blocks where headings are marked, or no house has most of its sections among the bare lines.
    """
    if any(block.kind == "heading" and not _is_by_chance(source, block) for block in blocks):
        return blocks
    bare = {n: name_key(source.content(n)) for n in _bare_lines(source, first)}
    levels = max((_levels(name, set(bare.values())) for name in library.names()), key=len, default={})
    starts = [n for n, name in bare.items() if name in levels]
    if not starts:
        return blocks
    made = list(_stretch(source, first, starts[0]))
    for n, stop in zip(starts, [*starts[1:], len(source.bounds)], strict=True):
        begin = source.bounds[n][0]
        text = Span(begin, begin + len(source.content(n).rstrip()))
        made.append(Block(kind="heading", first=n, last=n + 1, level=levels[bare[n]], text=text))
        made += _stretch(source, n + 1, stop)
    return made


def _is_run_together(source: Source) -> bool:
    """Whether the lines of a document were run together, so that no heading starts a line."""
    return len(source.bounds) <= _FEW_LINES and len(source.text) >= _LONG_LINE


def has_lost_breaks(source: Source) -> bool:
    """Whether several headings stand within the lines of a document whose lines were run together."""
    return _is_run_together(source) and len(_MARKED.findall(source.text)) > _FEW_LINES


def names_run_together(source: Source) -> set[str]:
    """What may be names of sections in a document whose lines were run together; empty for every other one."""
    if not _is_run_together(source):
        return set()
    found = set()
    for marked, bold in _MARKED.findall(source.text):
        words = (marked or bold).split()
        found |= {name_key(" ".join(words[:count])) for count in range(1, len(words) + 1)}
    for label in _LABEL.findall(source.text):
        words = label.split()
        found |= {name_key(" ".join(words[start:])) for start in range(len(words))}
    return found


def _is_by_chance(source: Source, block: Block) -> bool:
    """Whether a line is a heading only because an empty item of a list or a rule stands below it."""
    under = source.content(block.last - 1).strip()
    return block.last - block.first > 1 and under in {"-", "---"}


def _bare_lines(source: Source, first: int) -> Iterator[int]:
    for n in range(first, len(source.bounds)):
        line = source.content(n).strip()
        if line and len(line) < _LONGEST and line[0].isalnum() and not line.endswith((".", ",")):
            yield n


def _levels(house: str, names: set[str]) -> dict[str, int]:
    """The levels of a house's sections by name, where most of them are among the names; empty where they are not."""
    headings = _headings(house)
    if not headings or len(headings & names) < _LEAST_SHARE * len(headings):
        return {}
    parts: list[Part] = [part for part in walk(library.load(house).root) if part.level <= _SECTION and not part.title]
    return {key: part.level for part in reversed(parts) for key in part.keys if key in names}


@lru_cache(maxsize=64)
def _headings(house: str) -> frozenset[str]:
    """The names of a house's sections, taken from its text."""
    lines = library.text(house).splitlines()
    return frozenset(name_key(line.lstrip("# ")) for line in lines if line.startswith("#") and "{{" not in line)


def _stretch(source: Source, first: int, last: int) -> Sequence[Block]:
    """The blocks of some lines, read by themselves."""
    if first >= last:
        return ()
    return parse(Source(source.text[: source.bounds[last - 1][2]]), first)
