"""The appendix of fields that the document's shape has no place for; of what was written nothing is left out."""

import re
from collections.abc import Iterator, Mapping, Sequence

from afterword.model.plain import Plain
from afterword.publish.blocks import read
from afterword.publish.characters import printable, printable_lines
from afterword.publish.inlines import build
from afterword.publish.markdown import parser
from afterword.publish.outline import TOP, without_headings
from afterword.publish.tree import Align, Block, Cell, CodeBlock, Heading, Inline, Table, Text
from afterword.text import yaml

HEADING = "Further fields"
"""The heading of the appendix."""

_LEFT: Align = "left"
_Rows = list[tuple[Cell, ...]]
_Path = tuple[str, ...]
_RUN = re.compile(r"\((\d+)-(\d+) of (\d+)\)")
_TOKENS = frozenset({"category", "horizon", "kind", "phase", "status", "visibility"})
_PLUMBING = frozenset(
    {"(order)", "basis_reason", "precision", "rank", "scale", "written", "year_basis", "zone", "zone_basis"}
)
"""What the carried block keeps so that a document is read back the same, and what no person looks for."""


def appendix(carried: str | None, front: str | None) -> Iterator[Block]:
    """The appendix; nothing at all where there is nothing to show.

    shape: ``carried`` is the text of the carried block, ``front`` front matter that is not understood.
    """
    if carried is None and front is None:
        return
    blocks: list[Block] = []
    if front is not None:
        blocks.append(CodeBlock(text=printable_lines(front.strip("\n")), language="yaml"))
    if carried is not None:
        blocks += _carried(carried)
    if blocks:
        yield Heading(level=TOP, children=(Text(text=HEADING),), anchor="afterword-further-fields")
        yield from blocks


def _carried(carried: str) -> Iterator[Block]:
    inner = "\n".join(line for line in carried.strip("\n").split("\n") if not line.startswith(("```", "~~~")))
    try:
        values = yaml.load(inner)
    except yaml.YamlError:
        values = None
    if not isinstance(values, dict) or not values:
        if inner.strip():
            yield CodeBlock(text=printable_lines(inner), language="yaml")
        return
    rows: _Rows = []
    long: list[Block] = []
    for name, value in values.items():
        _place((*name.split("."),), _for_readers(value, name), rows, long)
    if rows:
        yield _table(("Field", "Value"), rows)
    yield from long


def _for_readers(value: Plain, name: str = "") -> Plain:
    """A value without what only a program needs to read the document back; ``{}`` where nothing else is in it."""
    if name in _PLUMBING:
        return {}
    if isinstance(value, dict) and set(value) == {"exact", "short"}:
        return {} if value["exact"] is None else _for_readers(value["exact"], name)
    if isinstance(value, dict):
        inner = {key: _for_readers(item, key) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item != {}}
    if isinstance(value, list):
        return [item for item in map(_for_readers, value) if item != {}]
    return value.replace("_", " ") if name in _TOKENS and isinstance(value, str) else value


def _place(path: _Path, value: Plain, rows: _Rows, long: list[Block]) -> None:
    """Put a value where it is read best: a short one in the table of fields, others below it, each with a label."""
    match value:
        case dict():
            for key, inner in value.items():
                _place((*path, key), inner, rows, long)
        case list() if _is_table(value):
            long += [_label(path), _table_of([item for item in value if isinstance(item, dict)])]
        case list() if all(_is_short(item) for item in value):
            rows.append((_named(path), _cell("; ".join(_words(item) for item in value))))
        case list():
            for number, inner in enumerate(value, 1):
                _place((*path, str(number)), inner, rows, long)
        case str() if not _is_short(value):
            text = value.strip("\n")
            found = read(text, range(1, text.count("\n") + 2))
            long += [_label(path), *without_headings(found.blocks)]
        case _:
            rows.append((_named(path), _cell(_words(value))))


def _is_short(value: Plain) -> bool:
    return not isinstance(value, dict | list) and "\n" not in str(value).strip("\n")


def _is_table(values: Sequence[Plain]) -> bool:
    """Whether every item is a mapping of short values, of which at least one has two."""
    mappings = [item for item in values if isinstance(item, dict) and all(map(_is_short, item.values()))]
    return bool(values) and len(mappings) == len(values) and max(map(len, mappings)) > 1


def _table_of(items: Sequence[Mapping[str, Plain]]) -> Table:
    names = list(dict.fromkeys(key for item in items for key in item))
    return _table(names, [tuple(_cell(_words(item.get(name))) for name in names) for item in items])


def _table(names: Sequence[str], rows: _Rows) -> Table:
    header = tuple(_named((name,)) for name in names)
    return Table(header=header, rows=tuple(rows), aligns=tuple(_LEFT for _ in names))


def _label(path: _Path) -> Heading:
    slug = "".join(c if c.isascii() and c.isalnum() else "-" for c in ".".join(path))
    return Heading(
        level=TOP + 1, children=(Text(text=_in_words(path)),), is_label=True, anchor=f"afterword-further-{slug}"
    )


def _named(path: _Path) -> Cell:
    return Cell(children=(Text(text=_in_words(path)),))


def _in_words(path: _Path) -> str:
    """What a field is called: ``Timeline, 1 to 4 of 4: kind``."""
    words = [_RUN.sub(r"\1 to \2 of \3", part) for part in path]
    words = [part.replace("_", " ") if re.fullmatch(r"\w+", part) else part for part in words]
    text = f"{', '.join(words[:-1])}: {words[-1]}" if words[1:] else words[0]
    return printable(text[:1].upper() + text[1:])


def _words(value: Plain) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value).strip("\n")


def _cell(words: str) -> Cell:
    tokens = parser().parseInline(words, {})
    children: tuple[Inline, ...] = build(tokens[0].children, {}) if tokens else ()
    return Cell(children=children)
