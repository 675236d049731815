"""Reading YAML with PyYAML, hardened; kept apart because the library costs 45 ms to import."""

import re

import yaml as pyyaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from afterword.model.plain import Plain
from afterword.model.span import Span
from afterword.text.yaml import MAX_LENGTH, Value, YamlError

_LOADER: type = getattr(pyyaml, "CSafeLoader", pyyaml.SafeLoader)

_MAX_DEPTH = 32


class _Loader(_LOADER):  # type: ignore[misc]
    """Resolves as YAML 1.2's core schema does, so that ``10:35`` and ``NO`` stay text."""


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("tag:yaml.org,2002:int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    ("tag:yaml.org,2002:null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
):
    _Loader.add_implicit_resolver(_tag, re.compile(_pattern), list(_first))


def load(text: str) -> Plain:
    """The value of a YAML text.

    errors: YamlError for what is broken, repeats a key, uses an alias or a tag, or is too long.
    """
    node = _compose(text)
    return _plain(node, 0) if node is not None else None


def load_mapping(text: str) -> dict[str, Value]:
    """The top-level mapping with the place of each value; empty for an empty text.

    errors: as ``load``; YamlError also where the text is no mapping.
    """
    node = _compose(text)
    if node is None:
        return {}
    if not isinstance(node, MappingNode):
        raise YamlError("is no mapping of keys to values", node.start_mark.line + 1)
    plain = _plain(node, 0)
    assert isinstance(plain, dict)
    return {
        key.value: Value(
            plain=plain[key.value],
            span=_span(text, value),
            block=isinstance(value, SequenceNode | MappingNode) and not value.flow_style,
        )
        for key, value in node.value
    }


def load_lines(text: str) -> tuple[Plain, dict[tuple[str | int, ...], tuple[int, int]]]:
    """The value of a YAML text, and the lines on which each value in it stands: the first, and the one after the last.

    errors: as ``load``.
    """
    node = _compose(text)
    if node is None:
        return None, {}
    blank = [not line.strip() for line in text.split("\n")]
    found: dict[tuple[str | int, ...], tuple[int, int]] = {}
    _gather(node, (), node.start_mark.line, blank, found)
    return _plain(node, 0), found


def _gather(
    node: Node,
    path: tuple[str | int, ...],
    first: int,
    blank: list[bool],
    found: dict[tuple[str | int, ...], tuple[int, int]],
) -> None:
    end: int = node.end_mark.line
    # A block ends where the next thing begins, anything else on the line of its last character.
    if not isinstance(node, SequenceNode | MappingNode) or node.flow_style or end == first:
        end += 1
    while end > first + 1 and (end > len(blank) or blank[end - 1]):
        end -= 1
    found[path] = (first, end)
    if isinstance(node, MappingNode):
        for key, value in node.value:
            _gather(value, (*path, key.value), key.start_mark.line, blank, found)
    elif isinstance(node, SequenceNode):
        for position, item in enumerate(node.value):
            _gather(item, (*path, position), item.start_mark.line, blank, found)


def _compose(text: str) -> Node | None:
    if len(text) > MAX_LENGTH:
        raise YamlError(f"is longer than {MAX_LENGTH // 1024} KiB", 1)
    loader = _Loader(text)
    try:
        if text.count("[") + text.count("{") + text.count("- ") > _MAX_DEPTH:
            _refuse_depth(text)
        if re.search(r"(?:^|[\s\[{,:-])[*&]\S", text):
            _refuse_aliases(text)
        node: Node | None = loader.get_single_node()
    except pyyaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(" ".join(str(error.problem or error.context).split()), mark.line + 1 if mark else 1) from None
    except (pyyaml.YAMLError, RecursionError) as error:
        raise YamlError(" ".join(str(error).split())[:200], 1) from None
    finally:
        loader.dispose()
    return node


def _refuse_depth(text: str) -> None:
    """Refuses deep nesting before it is composed, which the C library does by recursion without a bound."""
    depth = 0
    for event in pyyaml.parse(text, Loader=_Loader):
        if isinstance(event, pyyaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, pyyaml.CollectionEndEvent):
            depth -= 1
        if depth > _MAX_DEPTH:
            raise YamlError("is nested too deeply", event.start_mark.line + 1 if event.start_mark else 1)


def _refuse_aliases(text: str) -> None:
    for event in pyyaml.parse(text, Loader=_Loader):
        if isinstance(event, pyyaml.AliasEvent) or getattr(event, "anchor", None):
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise YamlError("uses an anchor or an alias, which front matter may not", line)


def _plain(node: Node, depth: int) -> Plain:
    if depth > _MAX_DEPTH:
        raise YamlError("is nested too deeply", node.start_mark.line + 1)
    if isinstance(node, MappingNode):
        made: dict[str, Plain] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                raise YamlError("has a key that is no text", key.start_mark.line + 1)
            if key.value in made:
                raise YamlError(f"repeats the key {key.value!r}", key.start_mark.line + 1)
            made[key.value] = _plain(value, depth + 1)
        return made
    if isinstance(node, SequenceNode):
        return [_plain(item, depth + 1) for item in node.value]
    return _scalar(node)


def _scalar(node: Node) -> Plain:
    kind = str(node.tag).rsplit(":", 1)[-1]
    if kind == "bool":
        return str(node.value).lower() == "true"
    if kind == "int":
        return int(node.value) if len(node.value) < 19 else str(node.value)
    if kind == "null":
        return None
    return str(node.value)


def _span(text: str, node: Node) -> Span:
    start, end = node.start_mark.index, node.end_mark.index
    if not getattr(_LOADER, "__name__", "").startswith("CSafe"):
        return Span(start, end)
    return Span(_index(text, node.start_mark), _index(text, node.end_mark))


def _index(text: str, mark: pyyaml.Mark) -> int:
    """The offset of a mark; the C scanner counts bytes or characters by version, its line and column are sure."""
    start = 0
    for _ in range(mark.line):
        found = re.compile(r"\r\n|\r|\n|\x85|\u2028|\u2029").search(text, start)
        if found is None:
            break
        start = found.end()
    return min(start + mark.column, len(text))
