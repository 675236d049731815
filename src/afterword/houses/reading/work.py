"""What the readers of one document share."""

from dataclasses import field

from afterword.houses.fields import Path, field_at, read_value, token
from afterword.houses.house import House
from afterword.houses.reading.outline import Matcher
from afterword.houses.reading.places import Place, Scan, Unit
from afterword.houses.reading.residue import is_choice, is_residue
from afterword.houses.reading.times.dating import Clock
from afterword.model.finding import Finding
from afterword.model.plain import Plain
from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.text.source import Source

_LONGEST_RESIDUE = 2000
"""Characters; no template leaves more in one place."""


@dataclass(slots=True, kw_only=True)
class Work:
    """A document that is being read."""

    source: Source
    """Its text."""
    house: House
    """The house whose shape it has."""
    matcher: Matcher
    """Finds parts by heading."""
    scan: Scan
    """What has been found."""
    clock: Clock
    """Day and zone at this place."""
    people: frozenset[str] | None = None
    """Whom the document names, in lower case; None before anybody asked."""
    named_beside: dict[int, frozenset[str]] = field(default_factory=dict)
    """First line of a section of actions to the names that stand over their groups."""
    named_in_items: dict[int, frozenset[str]] = field(default_factory=dict)
    """First line of a section of actions to the names that end several of its items."""
    headed: frozenset[Path] = frozenset()
    """The fields of one text that a section below a heading tells."""
    lead_is_summary: bool = False
    """Whether the text before the first heading is the summary, for want of a section of that name."""

    def text(self, span: Span) -> str:
        """The characters of a span."""
        start, end = span
        return self.source.text[start:end]

    def find(self, code: str, message: str, line: int) -> None:
        """Notes an imperfection; ``line`` counts from 0."""
        self.scan.findings.append(Finding(code=code, message=message, line=line + 1))

    def doubt(self, code: str, message: str, line: int, *paths: str) -> None:
        """Notes what a person should check about fields; ``line`` counts from 0."""
        self.find(code, message, line)
        self.scan.doubtful.update(dict.fromkeys(paths, message))

    def value(self, path: Path, text: str) -> Plain:
        """The value that a text states for a field, in the house's own spelling or the field's."""
        if self.house.reads_freely and len(text) < _LONGEST_RESIDUE and token(path, text) is None:
            known = field_at(path)
            if is_residue(text, asks=known is not None and known.owner is None):
                return None
            if known is not None and known.shape in {"spelled", "severity"} and is_choice(text):
                return None
        return read_value(path, text, self.house.time.zone, self.house.spelling.get(".".join(path)))

    def put(self, path: Path, value: Plain, place: Place) -> None:
        """Takes a single value and its place; the first place that is filled is read."""
        places = self.scan.scalars.setdefault(path, [])
        if value is not None and get_in(self.scan.tree, path) is None:
            set_in(self.scan.tree, path, value)
            places.insert(0, place)
        else:
            places.append(place)

    def add(self, unit: Unit) -> None:
        """Takes an item of a list."""
        self.scan.units.setdefault(unit.owner, []).append(unit)


def get_in(tree: dict[str, Plain], path: Path) -> Plain:
    """The value at a path; None where there is none."""
    value: Plain = tree
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def set_in(tree: dict[str, Plain], path: Path, value: Plain) -> None:
    """Sets the value at a path, making the objects on the way."""
    for name in path[:-1]:
        inner = tree.setdefault(name, {})
        if not isinstance(inner, dict):
            inner = tree[name] = {}
        tree = inner
    tree[path[-1]] = value
