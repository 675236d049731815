"""What the headings, labels, and columns of a template mean, as the built-in houses and the field's words have it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field

from afterword.houses import library
from afterword.houses.fields import Path, is_strings, main_name
from afterword.houses.house import GroupSlot, Hole, House, LabelSlot, ListSlot, Node, Part, Pattern, TableSlot, TextSlot
from afterword.houses.words import words
from afterword.model.values import dataclass
from afterword.text import tables
from afterword.text.wording import name_key, short_key

_LABEL = 7
_IMPACT = "impact"
"""The usual name of the section in which some labels mean more than elsewhere."""
_TABLE_WORDS = (
    "field",
    "value",
    "details",
    "aspect",
    "question",
    "answer",
    "item",
    "metric",
    "name",
    "day",
    "all",
    "utc",
)
_WORD = re.compile(r"\w+")
_BRACKETS = re.compile(r"\[[^\]]*\]|<[^>]*>")
_NUMBER = re.compile(r"^[\W_]*\d+(?:\.\d+)*[.):]?\s+")
_EMOJI_NAME = re.compile(r":[a-z0-9_+-]+:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a name means somewhere in a known house."""

    node: Node
    """The place that has this name: a labelled value, or a part."""
    inside: frozenset[str]
    """The names of the parts around it, each as the first of its group."""


@dataclass(slots=True, kw_only=True)
class Lexicon:
    """Names and what they mean."""

    labels: dict[str, list[Meaning]] = field(default_factory=dict)
    """Label to labelled values."""
    parts: dict[str, list[Meaning]] = field(default_factory=dict)
    """Heading or label to parts."""
    columns: dict[Path, dict[str, Pattern]] = field(default_factory=dict)
    """List to column name to what its cells hold."""
    items: dict[Path, Pattern] = field(default_factory=dict)
    """List to what one of its items says."""
    shapes: dict[Path, list[Pattern]] = field(default_factory=dict)
    """List to what its items say in any house."""
    phases: dict[str, str] = field(default_factory=dict)
    """Label to phase."""
    vocabulary: frozenset[str] = frozenset()
    """The words of all names, without the ``s`` of a plural."""

    def knows_words_of(self, text: str) -> bool:
        """Whether every word of a text is one of the known names, so that it says nothing of one incident."""
        words_of = _WORD.findall(_NUMBER.sub("", _EMOJI_NAME.sub("", text.casefold())))
        return all(word.removesuffix("s") in self.vocabulary for word in words_of)

    def label(self, name: str, inside: Sequence[str]) -> LabelSlot | None:
        """The labelled value that a name means within these parts, the innermost last."""
        for key in _keys(name):
            known = self.labels.get(key, [])
            near = next((m for outer in reversed(inside) for m in known if outer in m.inside), None)
            if near is not None and isinstance(near.node, LabelSlot):
                return near.node
            path = words().labels.get(key) or (words().labels_of_impact.get(key) if _IMPACT in inside else None)
            if path is not None:
                return _labelled((Hole(path=tuple(path.split("."))),), key)
            if known and isinstance(known[0].node, LabelSlot):
                return known[0].node
        return None

    def part(self, name: str, inside: Sequence[str], *, is_label: bool = False) -> Part | None:
        """The part that a name means within these parts; ``is_label`` takes one that is a label first."""
        for key in _keys(name):
            known = self.parts.get(key, [])
            if is_label:
                known = sorted(known, key=lambda m: isinstance(m.node, Part) and m.node.level < _LABEL)
            near = next((m for outer in reversed(inside) for m in known if outer in m.inside), None)
            chosen = near or (known[0] if known else None)
            if chosen is not None and isinstance(chosen.node, Part):
                return chosen.node
        return None

    def column(self, owner: Path, name: str) -> Pattern | None:
        """What the cells under a column's name hold; None for a name that the list has not."""
        for key in _keys(name):
            known = words().columns.get(".".join(owner), {}).get(key)
            if known:
                return (Hole(path=(*owner, known)),)
            if key in self.columns.get(owner, {}):
                return self.columns[owner][key]
        return None

    def item_like(self, owner: Path, text: str) -> Pattern | None:
        """What an item says whose words between placeholders are those of a known house; None for other words."""
        ours = [part.strip() for part in _BRACKETS.split(text)]
        for pattern in self.shapes.get(owner, []):
            if sum(isinstance(piece, Hole) for piece in pattern) > 1 and ours == _words_between(pattern):
                return pattern
        return None

    def item(self, owner: Path) -> Pattern:
        """What an item of a list says where nothing shows it."""
        plain: Pattern = (Hole(path=owner if is_strings(owner) else (*owner, main_name(owner))),)
        return self.items.get(owner, plain)


def lexicon(base: House | None = None) -> Lexicon:
    """The names of all built-in houses, those of ``base`` first."""
    made = Lexicon(phases=dict(words().phases))
    houses = [*([base] if base else []), library.fallback(), *(library.load(name) for name in library.names())]
    for house in houses:
        for label, phase in house.phases.items():
            made.phases.setdefault(name_key(label), phase)
        _learn(made, house.root, ())
    columns = [
        *(n for known in words().columns.values() for n in known),
        *(n for known in made.columns.values() for n in known),
    ]
    named = [
        *_TABLE_WORDS,
        *columns,
        *words().headings,
        *words().labels,
        *made.parts,
        *made.labels,
        *words().tokens.get("actions.horizon", {}),
    ]
    made.vocabulary = frozenset(word.removesuffix("s") for name in named for word in _WORD.findall(name))
    return made


def group_of(name: str) -> str:
    """The first name of the group that a heading belongs to; the heading itself for none."""
    groups = words().headings
    return next((groups[key] for key in _keys(name) if key in groups), short_key(name))


def _keys(name: str) -> tuple[str, ...]:
    """The forms in which a name may be known: as it is, without a remark, in the other number."""
    key, short = name_key(name), short_key(name)
    return (key, short, f"{short}s", short.removesuffix("s"))


def _learn(made: Lexicon, part: Part, inside: tuple[str, ...]) -> None:
    if part.heading is not None and not part.title:
        for key in part.keys:
            made.parts.setdefault(key, []).append(Meaning(node=part, inside=frozenset(inside)))
        inside = (*inside, group_of(part.keys[0])) if part.keys else inside
    for node in part.nodes:
        if isinstance(node, Part):
            _learn(made, node, inside)
        elif isinstance(node, LabelSlot):
            meaning = Meaning(node=node, inside=frozenset(inside))
            for key in dict.fromkeys((node.key, short_key(node.key))):
                made.labels.setdefault(key, []).append(meaning)
        elif isinstance(node, TableSlot):
            known = made.columns.setdefault(node.owner, {})
            for name, pattern in zip(node.names, node.columns, strict=False):
                known.setdefault(name, pattern)
        elif isinstance(node, ListSlot):
            made.items.setdefault(node.owner, node.pattern)
            made.shapes.setdefault(node.owner, []).append(node.pattern)


def _words_between(pattern: Pattern) -> list[str]:
    """The words before, between, and after the holes of a pattern."""
    made = [""]
    for piece in pattern:
        if isinstance(piece, str):
            made[-1] += piece.strip()
        else:
            made.append("")
    return made


def _labelled(pattern: Pattern, key: str) -> LabelSlot:
    return LabelSlot(form="line", label=key, key=key, pattern=pattern)


# Writing a place as a house file has it


def hole_text(hole: Hole, fixed: Iterable[tuple[str, str]] = ()) -> str:
    """A hole as it is written."""
    pairs = "".join(f" {key}={value}" for key, value in dict([*fixed, *hole.fixed]).items())
    return f"{{{{ {'.'.join(hole.path)}{pairs} }}}}"


def pattern_text(pattern: Pattern, fixed: Iterable[tuple[str, str]] = ()) -> str:
    """Words and holes as they are written; what a place fixes stands in the hole of the list's main field."""
    rest = tuple(fixed)
    holes = [piece for piece in pattern if isinstance(piece, Hole)]
    home = next((h for h in holes if h.path[-1] == main_name(h.path[:-1])), holes[0] if holes else None)
    return "".join(
        piece if isinstance(piece, str) else hole_text(piece, rest if piece is home else ()) for piece in pattern
    )


def node_lines(node: Node) -> Iterator[str]:
    """The lines of a place of a known house, its labels included; house words and guidance are left out."""
    if isinstance(node, TextSlot):
        yield hole_text(node.hole)
    elif isinstance(node, LabelSlot):
        if node.form == "row":
            yield tables.row([node.label, pattern_text(node.pattern)])
        else:
            yield f"{node.before}{node.label}{pattern_text(node.pattern)}"
    elif isinstance(node, ListSlot):
        lead = f"{node.indent}{node.marker} " if node.marker else ""
        yield lead + pattern_text(node.pattern, node.fixed)
    elif isinstance(node, TableSlot):
        yield from (line.rstrip("\n") for line in node.header)
        yield tables.row([pattern_text(c, node.fixed if n == 0 else ()) for n, c in enumerate(node.columns)])
    elif isinstance(node, GroupSlot):
        yield "<!-- each -->"
        yield from (f"{line.before}{line.label}{pattern_text(line.pattern)}" for line in node.lines)
        yield "<!-- /each -->"
