"""The carried block: what a house has no place for, kept at the end of the document and read back to its fields."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import cast

from afterword.houses.fields import Path, main_name
from afterword.model.finding import Finding
from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.text import yaml
from afterword.text.blocks import Block
from afterword.text.expressions import later
from afterword.text.source import Source

OPEN, CLOSE = "<!-- afterword:carried -->", "<!-- /afterword:carried -->"
ORDER = "(order)"
"""Key of a list's order among its items' keys."""
MORE = "(more)"
"""Key of the items that the house shows nowhere."""
ASIDE = "("
"""With what keys start that carry no field of the record: texts that a document had beside its fields."""
_WIDTH = 120
"""Characters of a line that is still short."""
_RUN = later(r"\((\d+)-(\d+) of (\d+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """The carried block of a document."""

    first: int | None = None
    """Its first line; None where there is none."""
    last: int = 0
    """Line after its last."""
    values: dict[str, Plain] = field(default_factory=dict)
    """Field path to value."""
    findings: tuple[Finding, ...] = ()
    """What was wrong with it."""


def find(source: Source, blocks: Sequence[Block]) -> Carried:
    """The carried block among the blocks of a document: the last one, where there are several."""
    places = range(len(blocks) - 1, -1, -1) if OPEN in source.text else ()
    start = next((n for n in places if _is(source, blocks[n], OPEN)), None)
    if start is None:
        return Carried()
    stop = next((n for n in range(start, len(blocks)) if _is(source, blocks[n], CLOSE)), None)
    fence = next((b for b in blocks[start + 1 : stop] if b.kind == "fence"), None)
    first = blocks[start].first
    last = blocks[stop].last if stop is not None else len(source.bounds)
    if stop is None or fence is None:
        finding = Finding(
            code="RD301", message="The carried block is broken off; its values are not read.", line=first + 1
        )
        return Carried(first=first, last=last, findings=(finding,))
    body = source.lines(fence.first + 1, fence.last - 1)
    try:
        values = yaml.load(source.text[body.start : body.end])
        if not isinstance(values, dict):
            raise yaml.YamlError("holds no map", 1)
    except yaml.YamlError as error:
        line = fence.first + 1 + error.line
        finding = Finding(code="RD301", message=f"The carried block {error}; its values are not read.", line=line)
        return Carried(first=first, last=last, findings=(finding,))
    return Carried(first=first, last=last, values=values)


def _is(source: Source, block: Block, mark: str) -> bool:
    return block.kind == "html" and source.content(block.first).strip() == mark


def run_key(first: int, last: int, count: int) -> str:
    """The key of what items in a row carry alike; ``first`` and ``last`` from 1."""
    return f"({first}-{last} of {count})"


def run_of(key: str, count: int) -> range | None:
    """The places, from 0, of the items that such a key names; None where there are not so many items."""
    match = _RUN.fullmatch(key)
    if match is None or int(match.group(3)) != count:
        return None
    return range(max(0, int(match.group(1)) - 1), min(count, int(match.group(2))))


def run_length(key: str) -> int:
    """How many items a key names."""
    match = _RUN.fullmatch(key)
    return max(0, int(match.group(2)) - int(match.group(1)) + 1) if match else 1


def item_keys(owner: Path, items: Sequence[Mapping[str, Plain]]) -> list[str]:
    """The key of each item: its id, else its text; repeated ones are numbered."""
    seen: dict[str, int] = {}
    keys = []
    for item in items:
        text = item.get("id") if owner == ("actions",) else None
        text = text or item.get(main_name(owner)) or item.get("question") or item.get("text") or item.get("at") or ""
        key = " ".join(str(text).split())[:100].strip() or "(no text)"
        seen[key] = seen.get(key, 0) + 1
        keys.append(key if seen[key] == 1 else f"{key} #{seen[key]}")
    return keys


def apply_scalar(value: Plain, visible: Plain) -> Plain:
    """What a carried value makes of the visible one: the visible one wins where it was edited since."""
    if isinstance(value, dict) and set(value) == {"exact", "short"}:
        return value["exact"] if _is_short(visible, value["short"]) else visible
    return value if visible in (None, [], {}) else visible


def _is_short(visible: Plain, short: Plain) -> bool:
    """Whether a value still stands as the short form says, however it is spelled."""
    if isinstance(visible, dict) and isinstance(short, dict):
        return all(visible.get(name) == told for name, told in short.items())
    return visible == short


def render(values: Mapping[str, Plain], newline: str) -> str:
    """The carried block for these values, starting with its mark and ending with a line end; empty for none."""
    if not values:
        return ""
    lines: list[str] = []
    for path in sorted(values):
        lines += yaml_lines(path, values[path])
    longest = max((len(m.group()) for line in lines for m in re.finditer("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return newline.join([OPEN, f"{fence}yaml", *lines, fence, CLOSE]) + newline


def yaml_lines(key: str | None, value: Plain, depth: int = 0) -> list[str]:
    """The lines of a value: on one line where it is short, else as a block without escapes where it may be one."""
    pad = "  " * depth
    head = f"{pad}{yaml.dump_scalar(key)}:" if key is not None else f"{pad}-"
    flow = _flow(value)
    is_whole = isinstance(value, dict | list) or (isinstance(value, str) and _is_block_safe(value))
    items = value if isinstance(value, list) else []
    is_open = isinstance(value, dict) and (not depth or key is None)
    is_open = bool(value) and (is_open or (not depth and any(isinstance(i, dict) for i in items)))
    if flow is not None and not is_open and (not is_whole or len(head) + len(flow) < _WIDTH):
        return [f"{head} {flow}"]
    if isinstance(value, str):
        return [f"{head} |-", *(f"{pad}  {line}" if line else "" for line in value.split("\n"))]
    if isinstance(value, dict):
        inner = [line for k, v in value.items() for line in yaml_lines(k, v, depth + 1)]
    else:
        inner = [line for v in cast("list[Plain]", value) for line in yaml_lines(None, v, depth + 1)]
    return [head, *inner] if key is not None else [f"{pad}- {inner[0].lstrip()}", *inner[1:]]


def _flow(value: Plain) -> str | None:
    """A value on one line; None for a text of several lines that a block shows better."""
    if isinstance(value, dict):
        pairs = [(yaml.dump_scalar(k), _flow(v)) for k, v in value.items()]
        known = [f"{k}: {v}" for k, v in pairs if v is not None]
        return "{" + ", ".join(known) + "}" if len(known) == len(pairs) else None
    if isinstance(value, list):
        texts = [text for v in value if (text := _flow(v)) is not None]
        return "[" + ", ".join(texts) + "]" if len(texts) == len(value) else None
    if isinstance(value, str):
        return None if "\n" in value and _is_block_safe(value) else yaml.dump_scalar(value)
    return yaml.dump_scalar(str(value) if isinstance(value, float) else value)


def _is_block_safe(text: str) -> bool:
    if text != text.strip("\n") or text[:1].isspace():
        return False
    return all(c == "\n" or (c.isprintable() and c not in "\x85\u2028\u2029\ufeff") for c in text) and not any(
        line != line.rstrip() for line in text.split("\n")
    )
