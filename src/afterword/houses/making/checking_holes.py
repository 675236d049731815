"""Checking the holes of a template: whether each is written as one, and names and fixes what the record has."""

import re
from collections.abc import Sequence
from dataclasses import field
from itertools import pairwise

from afterword.houses.faults import Fault, field_names, meant, meant_field, tokens_of
from afterword.houses.fields import DERIVED, Path, field_at
from afterword.model.values import dataclass
from afterword.text.source import Source

_ANY = re.compile(r"\{\{(?P<inner>[^{}]*)(?P<end>\}\}|$|(?=[{}]))")
_INNER = re.compile(r"\s*(?P<path>[a-z_0-9]+(?:\.[a-z_0-9]+)*)(?P<fixed>(?:\s+[a-z_]+=[^\s}]+)*)\s*")
_LONG = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A hole and where it stands."""

    path: Path
    """The field that it names."""
    fixed: tuple[tuple[str, str], ...]
    """What the place fixes."""
    line: int
    """Line, from 1."""
    start: int
    """Column of its first brace, from 0."""
    end: int
    """Column behind its last brace, from 0."""

    @property
    def owner(self) -> Path | None:
        """The list of objects that the field belongs to; None for a field of the record itself."""
        known = field_at(self.path)
        return known.owner if known else None


@dataclass(slots=True, kw_only=True)
class TemplateCheck:
    """What checking a template found."""

    faults: list[Fault] = field(default_factory=list)
    """What is wrong."""
    headings: set[str] = field(default_factory=set)
    """The names of its headings and labels, as they are compared."""
    phases: list[tuple[str, int, int]] = field(default_factory=list)
    """Phases that have a row of their own, with line and column."""
    holes: int = 0
    """How many holes there are."""


class HoleCheck:
    """Finds the holes of a template's lines, and notes what is wrong with them."""

    def __init__(self, source: Source) -> None:
        """The house file."""
        self.source = source
        self.done = TemplateCheck()

    def fault(self, code: str, message: str, line: int, column: int) -> None:
        """Notes a fault; ``line`` counts from 1, ``column`` from 0."""
        short = message if len(message) <= _LONG else f"{message[:_LONG]} ..."
        self.done.faults.append(Fault(code=code, message=short, line=line, column=column + 1))

    def holes(self, text: str, number: int, offset: int = 0) -> list[Spot]:
        """The sound holes of a stretch of line ``number`` (from 0); the others are noted."""
        found = []
        for match in _ANY.finditer(text):
            at = offset + match.start()
            inner = _INNER.fullmatch(match.group("inner"))
            if not match.group("end"):
                self.fault("HF202", "this hole is not closed by }}", number + 1, at)
            elif inner is None:
                message = f"{match.group()} is no hole; it is written {{{{ field }}}} or {{{{ field key=value }}}}"
                self.fault("HF202", message, number + 1, at)
            else:
                pairs = tuple((k, v) for k, v in (p.split("=", 1) for p in inner.group("fixed").split()))
                spot = Spot(
                    path=tuple(inner.group("path").split(".")),
                    fixed=pairs,
                    line=number + 1,
                    start=at,
                    end=offset + match.end(),
                )
                if self.is_sound(spot):
                    found.append(spot)
        self.done.holes += len(found)
        self._stray(text, number, offset)
        self._parted(text, found, offset)
        return found

    def _stray(self, text: str, number: int, offset: int) -> None:
        rest = _ANY.sub(lambda m: " " * len(m.group()), text)
        if "}}" in rest:
            self.fault("HF202", "}} closes a hole that was not opened by {{", number + 1, offset + rest.index("}}"))

    def _parted(self, text: str, found: Sequence[Spot], offset: int) -> None:
        for one, other in pairwise(found):
            between = text[one.end - offset : other.start - offset]
            # a link to a ticket is told from the words before it by itself
            if not between.strip() and not (between and other.path == ("actions", "tracker")):
                message = (
                    "nothing separates this hole from the one before it, so that their values could not be told apart"
                )
                self.fault("HF204", message, other.line, other.start)

    def is_sound(self, spot: Spot) -> bool:
        """Whether a hole names a field that can stand in a document, and fixes what its items have."""
        dotted = ".".join(spot.path)
        known = field_at(spot.path)
        if known is None:
            message = f"the record has no field {dotted}{meant_field(spot.path)}"
        elif spot.path[0] in DERIVED:
            message = f"{dotted} is derived from the rest of the record and is written nowhere"
        elif known.shape in {"objects", "object", "chains"}:
            inner = [name for name in field_names() if name.startswith(dotted + ".")]
            message = f"{dotted} has fields of its own; name one of them, such as {inner[0] if inner else dotted}"
        else:
            return all(self._is_fixable(spot, key, value) for key, value in spot.fixed)
        self.fault("HF201", message, spot.line, spot.start)
        return False

    def _is_fixable(self, spot: Spot, key: str, value: str) -> bool:
        path = (*(spot.owner or spot.path[:-1]), key)
        if spot.owner is None or field_at(path) is None:
            names = [
                n.rpartition(".")[2] for n in field_names() if spot.owner and n.startswith(".".join(spot.owner) + ".")
            ]
            message = f"{'.'.join(spot.path)} cannot have {key}= fixed: {'.'.join(path)} is no field{meant(key, names)}"
        elif (tokens := tokens_of(path)) and value not in tokens:
            message = f"{'.'.join(path)} is never {value!r}{meant(value, tokens)}; it is {', '.join(tokens)}"
        else:
            return True
        self.fault("HF205", message, spot.line, spot.start)
        return False
