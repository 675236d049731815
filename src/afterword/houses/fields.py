"""The fields of a record by path: what each holds, how a text is read into it and written from it."""

import re
import types
import typing
from collections.abc import Mapping
from dataclasses import is_dataclass
from functools import lru_cache
from typing import Literal, cast

from afterword.houses.words import words
from afterword.model.plain import Plain, field_types
from afterword.model.record import Record
from afterword.model.spelled import Severity, SeverityLevel, Spelled
from afterword.model.values import dataclass
from afterword.text.dates import is_date
from afterword.text.expressions import later
from afterword.text.times import Context, find_day, read_time

Path = tuple[str, ...]
"""Names of a field from the record down, without places in lists."""

Item = dict[str, Plain]
"""An item of a list as JSON values; a text of a list of texts is its ``value``."""

Shape = Literal["text", "token", "spelled", "severity", "flag", "strings", "objects", "object", "chains"]
"""What a field holds."""

DATES: frozenset[Path] = frozenset(
    {("report_date",), ("incident", "start"), ("incident", "end"), ("actions", "due"), ("actions", "closed_on")}
)
"""Fields whose text is read as a day or an instant where it states one."""

MAIN: Mapping[Path, str] = {
    ("timeline",): "what",
    ("actions",): "what",
    ("links",): "url",
    ("reviewers",): "name",
    ("participants",): "name",
    ("decisions",): "choice",
    ("supporting_data",): "text",
    ("unknowns",): "what",
    ("containment",): "action",
    ("remediation",): "fix",
    ("went_well",): "text",
    ("went_wrong",): "text",
    ("lessons",): "text",
    ("runbooks",): "name",
    ("analysis", "contributing_factors"): "text",
    ("analysis", "controls"): "control",
    ("technical", "indicators"): "value",
    ("evidence",): "file",
    ("response", "questions"): "answer",
    ("analysis", "questions"): "answer",
    ("remainder",): "text",
    ("analysis", "whys"): "answer",
}
"""For each list of objects, the field that an item without further marks fills."""


def main_name(owner: Path) -> str:
    """The field that an item of a list without further marks fills; ``value`` in lists of texts."""
    return MAIN.get(owner, "value")


DERIVED: frozenset[str] = frozenset({"schema", "house", "house_confidence", "metrics", "findings", "provenance"})
"""Keys of the record that follow from the text and are written nowhere."""

_DAY = later(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MARKS = later(r"[^\w\s'-]")
_SEVERITY = later(r"\b(sev|severity|priority|level|lvl|tier|p|s)[\s:_-]{0,2}(\d)\b", re.IGNORECASE)
_NUMBER_FIRST = later(r"(\d)(?=$|\s*\()")
"""A grade that is a number, alone or with a remark behind it that may name other grades."""

WHYS: Path = ("analysis", "whys")
"""The chains of questions and answers."""


@dataclass(frozen=True, slots=True)
class Field:
    """What stands at a path."""

    shape: Shape
    """What it holds."""
    owner: Path | None
    """The list of objects that it belongs to; None outside lists."""
    name: str
    """Its name within that list's items, or the last name of the path."""


@lru_cache(maxsize=1024)
def field_at(path: Path) -> Field | None:
    """The field at a path; None where the record has none."""
    kind: object = Record
    owner: Path | None = None
    for depth, name in enumerate(path, 1):
        if not (isinstance(kind, type) and is_dataclass(kind)) or name not in field_types(kind):
            return None
        kind = required(field_types(kind)[name])
        if typing.get_origin(kind) is tuple:
            inner = typing.get_args(kind)[0]
            chained = typing.get_origin(inner) is tuple
            inner = typing.get_args(inner)[0] if chained else inner
            if is_dataclass(inner):
                if depth == len(path):
                    return Field("chains" if chained else "objects", path, name)
                owner, kind = path[:depth], inner
            elif depth == len(path):
                return Field("strings", owner, name)
    return Field(_shape(kind), owner, path[-1])


def required(kind: object) -> object:
    """A type without None."""
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        return next(a for a in typing.get_args(kind) if a is not type(None))
    return kind


def _shape(kind: object) -> Shape:
    if kind is bool:
        return "flag"
    if kind in (Severity, SeverityLevel):
        return "severity"
    if kind is Spelled:
        return "spelled"
    if typing.get_origin(kind) is Literal:
        return "token"
    return "object" if is_dataclass(kind) else "text"


def read_value(path: Path, text: str, zone: str | None = None, spelling: Mapping[str, str] | None = None) -> Plain:
    """The value that a text states for a field; None for an empty text or an unknown token.

    ``spelling`` is a house's own: token to spelling.
    """
    text = text.strip()
    field = field_at(path)
    if not text or field is None:
        return None
    if field.shape == "severity":
        return cast(Plain, read_severity(text))
    if field.shape == "spelled":
        return {"value": _spelled(text, spelling) or token(path, text), "written": text}
    if field.shape == "token":
        return _spelled(text, spelling) or token(path, text) or (text if text in token_values(path) else None)
    if field.shape == "flag":
        return {"true": True, "yes": True, "false": False, "no": False}.get(text.lower())
    if field.shape == "strings":
        return cast(Plain, split_strings(text))
    return read_date(text, zone) if path in DATES else text


def _spelled(text: str, spelling: Mapping[str, str] | None) -> str | None:
    folded = text.strip().casefold()
    return next((t for t, s in (spelling or {}).items() if s.casefold() == folded), None)


@lru_cache(maxsize=1 << 10)
def token(path: Path, text: str) -> str | None:
    """The token that a spelling means for a field; None where it means none."""
    known = words().tokens.get(".".join(path))
    if not known:
        return None
    folded = text.strip().casefold()
    return known.get(folded) or known.get(_MARKS.sub("", folded).strip())


def token_values(path: Path) -> tuple[str, ...]:
    """The tokens that a field can have; empty for other fields."""
    known = words().tokens.get(".".join(path))
    if known:
        return tuple(dict.fromkeys(known.values()))
    kind: object = Record
    for name in path:
        kind = required(field_types(cast(type, kind))[name])
        if typing.get_origin(kind) is tuple:
            kind = typing.get_args(kind)[0]
    return tuple(str(a) for a in typing.get_args(kind)) if typing.get_origin(kind) is Literal else ()


def read_severity(text: str) -> dict[str, Plain]:
    """Grade, spelling, scale, and rank; the first three are None where the words mean no grade."""
    if number := _NUMBER_FIRST.match(text):
        return {"value": number[1], "written": text, "scale": "number", "rank": int(number[1]), "potential": None}
    match = _SEVERITY.search(text)
    if match:
        scale = {"p": "p", "priority": "p", "s": "s", "level": "level", "lvl": "level", "tier": "tier"}.get(
            match.group(1).lower(), "sev"
        )
        return {
            "value": f"{scale}{match.group(2)}",
            "written": text,
            "scale": scale,
            "rank": int(match.group(2)),
            "potential": None,
        }
    found = [
        (match.start(), word, rank)
        for word, rank in words().severities.items()
        if (match := re.search(rf"(?<!non[ -])(?<!none )(?<!not )\b{re.escape(word)}\b", text, re.IGNORECASE))
    ]
    if found:
        _, word, rank = min(found, key=lambda each: each[0])
        return {"value": word, "written": text, "scale": "word", "rank": rank, "potential": None}
    return {"value": None, "written": text, "scale": None, "rank": None, "potential": None}


def read_date(text: str, zone: str | None = None) -> str:
    """The day or instant that a text states as a whole; the text itself where it states neither."""
    if _DAY.fullmatch(text) and is_date(*map(int, text.split("-"))):
        return text
    found = read_time(text, Context(zone=zone, zone_basis="inferred" if zone else "unknown"))
    if found and found.end >= len(text.rstrip(" *_.`")) and found.moment.at and not found.moment.until:
        return found.moment.at
    day = find_day(text)
    return day[0].isoformat() if day and day[1].group().strip(" ,.") == text.strip(" ,.*_`") else text


def split_strings(text: str) -> list[str]:
    """Names that a line lists: parted by commas or semicolons."""
    return [part.strip() for part in re.split(r"\s*[;,]\s+|\s*;\s*", text) if part.strip(" -")]


def flat_whys(value: Plain) -> list[Item]:
    """The steps of all why chains in one list, each marked where it starts a new chain."""
    made: list[Item] = []
    for number, chain in enumerate(cast("list[list[Item]]", value or [])):
        made += [{**why, "chain": True} if number and n == 0 else dict(why) for n, why in enumerate(chain)]
    return made


def items_of(owner: Path, value: Plain) -> list[Item]:
    """The items of a list as objects."""
    if owner == ("analysis", "whys"):
        return flat_whys(value)
    return [i if isinstance(i, dict) else {"value": i} for i in cast("list[Plain]", value or [])]


def is_strings(path: Path) -> bool:
    """Whether a list holds texts and not objects."""
    known = field_at(path)
    return known is not None and known.shape == "strings"


def is_empty(value: Plain) -> bool:
    """Whether nothing is known: None, an empty list, or an object of such values only."""
    if isinstance(value, dict):
        return all(is_empty(v) for v in value.values())
    if isinstance(value, list):
        return all(is_empty(v) for v in value)
    return value is None or value == ""
