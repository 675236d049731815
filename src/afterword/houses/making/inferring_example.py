"""The example that a house is made from: whether it is a template, and where in its text the template stands."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from afterword.houses.house import Part
from afterword.houses.making.lexicon import Lexicon
from afterword.houses.making.signs import signs
from afterword.houses.reading.getting import Reading
from afterword.model.values import dataclass
from afterword.text.blocks import Block, parse
from afterword.text.source import Source
from afterword.text.wording import name_key

PLACEHOLDER = re.compile(
    r"\[(?![ xX]\]|\^|\d+\])[^\][\n]{2,120}\](?![(\[:])|\bYYYY\b"
    r"|\b[Hh][Hh]:[Mm][Mm]\b|\{\{[^}\n]*\}\}|<(?!/|https?:|br\b|[\w.+-]+@)[A-Za-z][\w ,/-]{2,60}>"
    r"|_{4,}|\b(?:INCIDENT TITLE|XX+:XX+|INC-X+|TBD)\b"
)
"""What a template writes where a value belongs."""

_OPEN = re.compile(
    r"\s*(?:[-*+]\s+)?\**[A-Z][^|:\n]{2,50}:\**:?\s*|\s*\|(?:[^|\n]{2,60}\|)?(?:\s*\|)+\s*"
    r"|\s*(?:[-*+]|\d+[.)])\s*(?:\[ \]\s*)?(?:\.{3}|\u2026)?\s*"
)
_SUMMARY = re.compile(r"\s*(?:<details\b[^>]*>)?\s*<summary\b[^>]*>(?P<name>.*?)</summary>\s*")
_ENOUGH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """The text that the new house takes its shape from."""

    text: str
    """The text."""
    lines: tuple[int, ...]
    """For each line of it the line of the file, from 0."""


def prepare(text: str, names: Lexicon) -> Example:
    """The template within a text, its headings restored where they lost their marks."""
    source = Source(text)
    blocks = parse(source)
    first, last = _within(source, blocks)
    kept = [(n, source.content(n)) for n in range(first, last)]
    kept = _unfolded(kept)
    if not any(b.kind == "heading" for b in blocks if first <= b.first < last):
        kept = _restored(kept, names)
    if kept == [(n, source.content(n)) for n in range(len(source.bounds))]:
        return Example(text=text, lines=tuple(range(len(source.bounds))))
    return Example(text="\n".join(line for _, line in kept) + "\n", lines=tuple(n for n, _ in kept))


def _within(source: Source, blocks: Sequence[Block]) -> tuple[int, int]:
    """First line and line after the last of a template within a larger text: in a fence, or in its own section."""
    for block in blocks:
        inner = range(block.first + 1, block.last - 1)
        if block.kind == "fence" and sum(source.content(n).startswith("#") for n in inner) >= _ENOUGH:
            return block.first + 1, block.last - 1
    heads = [b for b in blocks if b.kind == "heading"]
    for number, head in enumerate(heads):
        title = source.text[head.text.start : head.text.end]
        if head.level < 2 or not signs().template.search(title):
            continue
        end = next((h.first for h in heads[number + 1 :] if h.level <= head.level), len(source.bounds))
        bold = sum(bool(re.match(r"\*\*[^*]+\*\*\s*$", source.content(n))) for n in range(head.last, end))
        if bold >= _ENOUGH or sum(h.level > head.level for h in heads[number + 1 :] if h.first < end) >= _ENOUGH:
            return head.last, end
    return 0, len(source.bounds)


def _unfolded(kept: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines with headings for the names of folds, where the sections of a document are nothing but folds."""
    names = [n for n, line in kept if _SUMMARY.fullmatch(line)]
    if len(names) < _ENOUGH or any(re.match(r"#{2,6} ", line) for _, line in kept):
        return kept
    made: list[tuple[int, str]] = []
    for n, line in kept:
        if match := _SUMMARY.fullmatch(line):
            made += [(n, ""), (n, f"## {re.sub(r'<[^>]*>', '', match['name']).strip()}"), (n, "")]
        elif not re.fullmatch(r"\s*</?details\b[^>]*>\s*", line):
            made.append((n, line))
    return made


def _restored(kept: Sequence[tuple[int, str]], names: Lexicon) -> list[tuple[int, str]]:
    """The lines with headings again where a line is the name of a section and nothing else."""
    bare = [n for n, line in kept if _is_bare_name(line.strip(), names)]
    if len(bare) < _ENOUGH:
        return list(kept)
    made: list[tuple[int, str]] = []
    for n, line in kept:
        made += [(n, ""), (n, f"## {line.strip()}"), (n, "")] if n in bare else [(n, line)]
    return made


def _is_bare_name(line: str, names: Lexicon) -> bool:
    if not line or len(line) > 60 or line.endswith((":", ".", ",")) or line.startswith(("*", "-", "|", "#", "_")):
        return False
    known = names.parts.get(name_key(line), [])
    return any(isinstance(m.node, Part) and m.node.level <= 6 for m in known)


def looks_like_template(reading: Reading) -> bool:
    """Whether a document tells its writer what belongs where, and not what happened; in doubt it does not."""
    source = reading.source
    lines = _outside_code(source, reading.matter.lines)
    called = bool(signs().template.search(reading.record.title or "")) or any(
        signs().template.search(ln) for ln in lines[:4]
    )
    prose = [ln for ln in lines if len(ln) > 20 and not ln.startswith(("#", "|", "<"))]
    asks = sum(bool(signs().tells.match(line)) for line in prose)
    is_linked = {m.group(1) for line in lines if (m := re.match(r"\[([^\]]+)\]:", line))}
    open_ = sum(
        p.strip("[]") not in is_linked and not re.match(r"\[\d", p) for line in lines for p in PLACEHOLDER.findall(line)
    ) + sum(bool(_OPEN.fullmatch(ln)) for ln in lines if ln.strip())
    told = sum(bool(signs().told.search(line)) for line in prose if not signs().tells.match(line))
    dated = sum(bool(e.at) for e in reading.record.timeline) + sum(bool(a.owner) for a in reading.record.actions)
    seen = asks + open_ + _empty_sections(source, reading.matter.lines) + (10 if called else 0)
    return seen >= _ENOUGH and seen > told + 2 * dated


def _empty_sections(source: Source, first: int) -> int:
    """How many headings have nothing below them, neither text nor sections."""
    blocks = [block for block in parse(source, first) if block.kind != "html"]
    pairs = zip_longest(blocks, blocks[1:])
    return sum(
        one.kind == "heading" and (two is None or (two.kind == "heading" and two.level <= one.level))
        for one, two in pairs
    )


def _outside_code(source: Source, first: int) -> list[str]:
    """The lines that are no code."""
    code = {n for b in parse(source, first) if b.kind in {"fence", "code"} for n in range(b.first, b.last)}
    return [re.sub(r"`[^`]*`", "", source.content(n)) for n in range(first, len(source.bounds)) if n not in code]
