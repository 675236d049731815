"""Compiling a house file: the Markdown template with holes becomes parts and slots."""

import re
from collections.abc import Iterator
from dataclasses import field, replace
from functools import lru_cache

from afterword.errors import UsageError
from afterword.houses.fields import Path, field_at
from afterword.houses.house import (
    GroupSlot,
    Guidance,
    Hole,
    House,
    LabelSlot,
    ListSlot,
    Literal,
    Node,
    Part,
    Pattern,
    TableSlot,
    TextSlot,
)
from afterword.model.values import dataclass
from afterword.text import tables
from afterword.text.blocks import Block, parse
from afterword.text.expressions import later
from afterword.text.source import Source
from afterword.text.wording import leading_label, name_key, short_key

_HOLE = later(r"\{\{\s*([a-z_0-9]+(?:\.[a-z_0-9]+)*)((?:\s+[a-z_]+=[^\s}]+)*)\s*\}\}")
BOX = later(r"\[[ xX]\]\s+")
"""A box to tick, before the words of an item."""

BOLD_LABEL = later(r"(?:\*\*|__)[^*_]+(?:\*\*|__):?\s*$")
"""A bold line that opens a part."""


@dataclass(slots=True)
class _Open:
    """A part while it is being filled."""

    heading: str | None
    level: int
    title: Pattern = ()
    nodes: list[Node] = field(default_factory=list)


def pattern_of(text: str, where: str) -> Pattern:
    """The words and holes of a text.

    errors: UsageError for a hole that names no field of the record.
    """
    parts: list[str | Hole] = []
    done = 0
    for match in _HOLE.finditer(text):
        if match.start() > done:
            parts.append(text[done : match.start()])
        path = tuple(match.group(1).split("."))
        if field_at(path) is None:
            raise UsageError(f"{where}: the hole {match.group()} names no field of the record")
        fixed = tuple((k, v) for k, v in (pair.split("=", 1) for pair in match.group(2).split()))
        parts.append(Hole(path=path, fixed=fixed))
        done = match.end()
    if done < len(text):
        parts.append(text[done:])
    return tuple(parts)


def holes(pattern: Pattern) -> list[Hole]:
    """The holes of a pattern, in order."""
    return [part for part in pattern if isinstance(part, Hole)]


def compile_template(text: str, first: int, where: str, synonyms: dict[str, tuple[str, ...]]) -> Part:
    """The parts of a template whose body starts at line ``first``.

    errors: UsageError with ``where`` and the line for a hole that names no field.
    """
    return _Compiler(Source(text), where, synonyms).compile(first)


class _Compiler:
    def __init__(self, source: Source, where: str, synonyms: dict[str, tuple[str, ...]]) -> None:
        self.source = source
        self.where = where
        self.synonyms = {name_key(k): v for k, v in synonyms.items()}
        self.stack = [_Open(heading=None, level=0)]
        self.group: list[LabelSlot] | None = None
        self.is_headed = False

    def compile(self, first: int) -> Part:
        line = first
        blocks = parse(self.source, first)
        self.is_headed = any(self._heads(block) for block in blocks)
        for block in blocks:
            self._blank(line, block.first)
            self._block(block)
            line = block.last
        while len(self.stack) > 1:
            self._close()
        return self._part(self.stack[0])

    def _heads(self, block: Block) -> bool:
        """Whether a block is a heading, or holds one in bold; that of the title heads no section."""
        if block.kind == "heading":
            return "{{" not in self._text(block)
        lines = self._text(block).splitlines() if block.kind == "paragraph" else []
        return any(BOLD_LABEL.match(line) and not _ends_as_label(line) and "{{" not in line for line in lines)

    def _blank(self, first: int, last: int) -> None:
        if last > first:
            self._add(Literal(text="\n" * (last - first)))

    def _add(self, node: Node) -> None:
        self.stack[-1].nodes.append(node)

    def _open(self, heading: str, level: int, title: Pattern = ()) -> None:
        while self.stack[-1].level >= level:
            self._close()
        self.stack.append(_Open(heading=heading, level=level, title=title))

    def _close(self) -> None:
        done = self.stack.pop()
        self._add(self._part(done))

    def _part(self, done: _Open) -> Part:
        words = re.sub(r"\{\{.*?\}\}", "", done.heading or "").lstrip("# ")
        names = [name_key(words), short_key(words)]
        for name in list(names):
            names += [name_key(s) for s in self.synonyms.get(name, ())]
        return Part(
            heading=done.heading,
            keys=tuple(dict.fromkeys(n for n in names if n)),
            level=done.level,
            title=done.title,
            nodes=tuple(done.nodes),
        )

    def _text(self, block: Block) -> str:
        span = self.source.lines(block.first, block.last)
        text = self.source.text[span.start : span.end]
        return text if text.endswith("\n") else text + "\n"

    def _pattern(self, text: str, line: int) -> Pattern:
        return pattern_of(text, f"{self.where} line {line + 1}")

    def _block(self, block: Block) -> None:
        text = self._text(block)
        if block.kind == "heading":
            self._open(
                text.rstrip("\n"), block.level, self._pattern(text.strip("# \n"), block.first) if "{{" in text else ()
            )
        elif block.kind == "html":
            self._comment(text)
        elif block.kind == "list":
            self._list(block)
        elif block.kind == "table" and "{{" in text:
            self._table(block)
        elif block.kind == "paragraph":
            self._paragraph(block)
        else:
            self._add(Literal(text=text))

    def _comment(self, text: str) -> None:
        mark = text.strip()
        if mark == "<!-- each -->":
            self.group = []
        elif mark == "<!-- /each -->":
            lines = tuple(self.group or ())
            owners = {_owner(h) for slot in lines for h in holes(slot.pattern)}
            self.group = None
            owner = owners.pop() if owners else None
            if owner is not None:
                self._add(GroupSlot(owner=owner, lines=lines))
        else:
            self._add(Guidance(text=text))

    def _paragraph(self, block: Block) -> None:
        for number in range(block.first, block.last):
            line = self.source.content(number)
            label = leading_label(line)
            if self.group is not None:
                self._grouped("line", line, number)
            elif BOLD_LABEL.match(line) or (label and label[1] >= len(line.rstrip()) and line.rstrip().endswith(":")):
                bold = bool(BOLD_LABEL.match(line))
                # in a house without headings, bold labels alone on their lines stand for them
                level = 8 if not bold else 7 if self.is_headed and _ends_as_label(line) else 6
                self._open(line, level, self._pattern(line.strip().strip("*_"), number) if "{{" in line else ())
            elif "{{" not in line:
                self._add(Literal(text=line + "\n"))
            elif _HOLE.match(line.strip()):
                self._holes_first(line, number)
            elif label:
                self._add(self._label("line", line, label[1], number))
            else:
                raise UsageError(
                    f"{self.where} line {number + 1}: a hole stands in a sentence, where it could not be read back"
                )

    def _grouped(self, form: str, line: str, number: int) -> None:
        start = len(line) - len(line.lstrip()) if form == "line" else line.index(line.lstrip()[0])
        label = leading_label(line[start:])
        assert self.group is not None
        if label is None:
            raise UsageError(f"{self.where} line {number + 1}: a line of a repeated group needs a label")
        self.group.append(self._label(form, line, start + label[1], number))

    def _holes_first(self, line: str, number: int) -> None:
        pattern = self._pattern(line.strip(), number)
        owner = _owner(holes(pattern)[0])
        if owner is None:
            self._add(TextSlot(hole=holes(pattern)[0]))
        else:
            self._add(ListSlot(owner=owner, pattern=_without_fixed(pattern), marker="", fixed=_fixed(pattern)))

    def _label(self, form: str, line: str, end: int, number: int, before: str = "") -> LabelSlot:
        rest = line[end:]
        value = rest.strip()
        after = rest[len(rest.rstrip()) :]
        label = line[:end]
        return LabelSlot(
            form=form,
            label=label.rstrip() + " " if value else label.rstrip(),
            key=name_key(label),
            pattern=self._pattern(value, number),
            before=before,
            after=after,
        )

    def _list(self, block: Block) -> None:
        for item in block.children:
            line = self.source.content(item.first)
            offset = item.text.start - self.source.bounds[item.first][0]
            before, words = line[:offset], line[offset:]
            indent = before[: len(before) - len(before.lstrip())]
            nested = [child for child in item.children if child.kind == "list"]
            check = BOX.match(words)
            if check:
                before, words = before + words[: check.end()], words[check.end() :]
            if nested:
                self._open(line, 9)
                for child in nested:
                    self._list(child)
                self._close()
            elif "{{" not in words:
                self._add(Literal(text=line + "\n"))
            else:
                self._item(before, words, indent, item, is_check=bool(check))

    def _item(self, before: str, words: str, indent: str, item: Block, *, is_check: bool) -> None:
        first = _HOLE.search(words)
        assert first is not None
        if first.start() == 0 and self.group is None:
            pattern = self._pattern(words.strip(), item.first)
            owner = _owner(holes(pattern)[0]) or holes(pattern)[0].path
            self._add(
                ListSlot(
                    owner=owner,
                    pattern=_without_fixed(pattern),
                    marker=item.marker,
                    indent=indent,
                    is_boxed=is_check and owner == ("actions",),
                    fixed=_fixed(pattern),
                )
            )
            return
        slot = self._label(
            "check" if is_check else "item", words, len(words[: first.start()].rstrip()), item.first, before
        )
        if self.group is not None:
            self.group.append(slot)
        else:
            self._add(slot)

    def _table(self, block: Block) -> None:
        lines = [self.source.content(n) for n in range(block.first, block.last)]
        names = tuple(name_key(lines[0][s.start : s.end]) for s in tables.cells(lines[0], 0))
        header, body = (lines[0] + "\n", lines[1] + "\n"), lines[2:]
        labels = [self._row_label(line) for line in body]
        others = [line for line, label in zip(body, labels, strict=True) if label is None]
        if not others or (any(labels) and not any("{{" in line for line in others)):
            self._add(Literal(text="".join(header)))
            for n, (line, named) in enumerate(zip(body, labels, strict=True), block.first + 2):
                if named is None:
                    self._add(Literal(text=line + "\n"))
                else:
                    label, value = named
                    self._add(LabelSlot(form="row", label=label, key=name_key(label), pattern=self._pattern(value, n)))
            return
        columns: tuple[Pattern, ...] = ()
        fixed: tuple[tuple[str, str], ...] = ()
        rows: list[str] = []
        owner: Path = ()
        for n, line in enumerate(body, block.first + 2):
            row = tuple(self._pattern(line[s.start : s.end], n) for s in tables.cells(line, 0))
            found = [h for p in row for h in holes(p)]
            owner = owner or next((o for h in found if (o := _owner(h))), ())
            phase = dict(_fixed(tuple(found))).get("phase")
            if phase:
                rows.append(phase)
            else:
                columns, fixed = tuple(_without_fixed(p) for p in row), _fixed(tuple(found))
        self._add(TableSlot(owner=owner, header=header, columns=columns, names=names, rows=tuple(rows), fixed=fixed))

    def _row_label(self, line: str) -> tuple[str, str] | None:
        """First and second cell of a row whose first cell is a label and whose second has one value's hole."""
        found = [line[s.start : s.end] for s in tables.cells(line, 0)]
        if len(found) != 2 or "{{" in found[0] or "{{" not in found[1]:
            return None
        match = _HOLE.search(found[1])
        return (found[0], found[1]) if match and not match.group(1).startswith("timeline.") else None


def _ends_as_label(line: str) -> bool:
    return line.rstrip(" *_").endswith(":")


def _owner(hole: Hole) -> Path | None:
    known = field_at(hole.path)
    if known is None:
        return None
    return known.owner or (hole.path if known.shape == "strings" and hole.fixed else None)


def _fixed(pattern: Pattern) -> tuple[tuple[str, str], ...]:
    return tuple(dict(pair for hole in holes(pattern) for pair in hole.fixed).items())


def _without_fixed(pattern: Pattern) -> Pattern:
    return tuple(replace(p, fixed=()) if isinstance(p, Hole) else p for p in pattern)


@lru_cache(maxsize=4096)
def walk(part: Part) -> tuple[Part, ...]:
    """A part and all parts within it, in the order of the template."""
    return (part, *(inner for node in part.nodes if isinstance(node, Part) for inner in walk(node)))


def asked_for(house: House) -> Iterator[Path]:
    """The single fields that the template has a place for, in its order; no fields of lists."""
    for part in walk(house.root):
        yield from (piece.path for piece in part.title if isinstance(piece, Hole))
        for node in part.nodes:
            if isinstance(node, TextSlot):
                yield node.hole.path
            elif isinstance(node, LabelSlot):
                yield from (piece.path for piece in node.pattern if isinstance(piece, Hole))
