"""The front matter of a document, YAML or TOML: which fields its keys are, and how a value is changed in place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import cast

from afterword.houses.fields import DERIVED, Path, field_at, is_empty, read_value, token
from afterword.houses.house import House
from afterword.houses.reading.outline import list_slots
from afterword.houses.reading.residue import is_residue
from afterword.houses.template import asked_for, walk
from afterword.houses.words import words
from afterword.model.finding import Finding
from afterword.model.plain import Plain
from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.text import toml, yaml
from afterword.text.expressions import later
from afterword.text.source import Edit, Source
from afterword.text.wording import name_key

FACTS: tuple[str, ...] = (
    *("id", "title", "subtitle", "document_type", "status", "report_date", "severity", "type", "incident_model"),
    *("audience", "classes", "services", "tags", "environment", "toc"),
    *("owner", "authors", "scribe", "facilitator", "incident_commander", "responders", "attendees"),
    *("shared_with", "history"),
)
"""Fields that say a short fact about the whole document, so that its front matter is a home for them in every house."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The front matter of a document."""

    lines: int = 0
    """Number of lines, fences included; 0 where there is none."""
    is_toml: bool = False
    """Whether it is TOML between two lines ``+++``."""
    offset: int = 0
    """First character of the YAML."""
    end: int = 0
    """First character of the closing fence."""
    values: dict[str, yaml.Value] = field(default_factory=dict)
    """Keys and values; of broken YAML those whose line can be read by itself."""
    broken: Finding | None = None
    """Why the YAML could not be read."""

    @property
    def plain(self) -> dict[str, Plain]:
        """The values without their places."""
        return {key: value.plain for key, value in self.values.items()}


def find(source: Source) -> FrontMatter:
    """The front matter with which a text starts; a broken one is kept as text, with a finding."""
    fence = source.content(0).lstrip("\ufeff").rstrip() if source.bounds else ""
    if fence == "+++":
        return _find_toml(source)
    if fence != "---":
        return FrontMatter()
    last = next((n for n in range(1, len(source.bounds)) if source.content(n).rstrip() in {"---", "..."}), None)
    if last is None or (last > 1 and not any(":" in source.content(n) for n in range(1, last))):
        return FrontMatter()
    offset, end = source.bounds[1][0], source.bounds[last][0]
    try:
        values = yaml.load_mapping(source.text[offset:end])
    except yaml.YamlError as error:
        if _is_text(source, last):
            return FrontMatter()
        broken = Finding(
            code="RD101",
            message=f"The front matter {error}; only keys whose line can be read by itself are read.",
            line=error.line + 1,
        )
        values = _pairs(source.text[offset:end])
        return FrontMatter(lines=last + 1, offset=offset, end=end, values=values, broken=broken)
    return FrontMatter(lines=last + 1, offset=offset, end=end, values=values)


def _is_text(source: Source, last: int) -> bool:
    """Whether what stands between two rules is the document itself: a heading after an empty line, and text below."""
    lines = [source.content(n).strip() for n in range(1, last)]
    headings = [n for n, line in enumerate(lines) if _HEADING.match(line) and (not n or not lines[n - 1])]
    is_all = not any(source.content(n).strip() for n in range(last + 1, len(source.bounds)))
    return bool(headings) and (is_all or len(headings) > 1 or not lines[0])


def _find_toml(source: Source) -> FrontMatter:
    last = next((n for n in range(1, len(source.bounds)) if source.content(n).rstrip() == "+++"), None)
    if last is None:
        return FrontMatter()
    offset, end = source.bounds[1][0], source.bounds[last][0]
    values = toml.load_mapping(source.text[offset:end])
    return FrontMatter(lines=last + 1, is_toml=True, offset=offset, end=end, values=values)


_HEADING = later(r"#{1,6}[ \t]+\S")
_PAIR = later(
    r"(?P<key>[A-Za-z][\w -]{0,40}?)[ \t]*:[ \t]+"
    r"(?:\"(?P<quoted>[^\"\\\n\r]+)\"|(?P<value>[^\s\[{&*!|>%#'\"][^\n\r]*?))[ \t]*$",
    re.MULTILINE,
)


def _pairs(text: str) -> dict[str, yaml.Value]:
    """What the lines ``key: value`` of broken YAML say, each taken by itself."""
    found: dict[str, yaml.Value] = {}
    for match in _PAIR.finditer(text):
        if match.start() == 0 or text[match.start() - 1] in "\r\n":
            start, end = match.span("value") if match.group("value") else match.span("quoted")
            plain, around = text[start:end], 0 if match.group("value") else 1
            value = yaml.Value(plain=plain, span=Span(start - around, end + around), block=False)
            found.setdefault(match.group("key"), value)
    return found


def field_of(key: str, house: House) -> Path | None:
    """The field that a key of the front matter is, in a house; None for none."""
    if key in house.document:
        return house.document[key]
    path = words().keys.get(key.lower(), (key.lower(),))
    known = field_at(path)
    if known is None and house.reads_freely:
        meant = words().labels.get(name_key(re.sub(r"[_-]", " ", key)))
        path = tuple(meant.split(".")) if meant else path
        known = field_at(path) if path[0] in (*FACTS, "incident", "stated") else None
    if known is None or path[0] in DERIVED or known.shape in {"object", "chains"}:
        return None
    return path


def key_of(path: Path, house: House) -> str | None:
    """The key under which a house's documents keep a field in their front matter.

    What a document says of its own state is kept there in every house that has no other place for it.
    """
    key = next((key for key, target in house.document.items() if target == path), None)
    return path[0] if key is None and path in _OWN_STATE and not _has_place(path, house) else key


_OWN_STATE = frozenset({("status",), ("shared_with",), ("history",)})


def _has_place(path: Path, house: House) -> bool:
    return path in asked_for(house) or any(slot.owner == path for part in walk(house.root) for slot in list_slots(part))


def read(matter: FrontMatter, house: House) -> dict[Path, Plain]:
    """The fields that the front matter states."""
    found: dict[Path, Plain] = {}
    for key, value in matter.values.items():
        path = field_of(key, house)
        if path is None or path in found:
            continue
        if house.reads_freely and isinstance(value.plain, str) and _is_open(path, value.plain):
            continue
        read_as = read_one(path, value.plain)
        if not is_empty(read_as):
            found[path] = read_as
    return found


def _is_open(path: Path, text: str) -> bool:
    """Whether a template's placeholder stands for the value."""
    return token(path, text) is None and is_residue(text)


def read_one(path: Path, plain: Plain) -> Plain:
    """What a value of the front matter states for a field; None where it has not the form of one."""
    known = field_at(path)
    if known is None or plain is None:
        return None
    if known.shape == "objects":
        names = plain if isinstance(plain, list) else [plain]
        return (
            cast(Plain, [{"name": str(n)} for n in names if isinstance(n, str | int)])
            if path == ("reviewers",)
            else None
        )
    if known.shape == "strings":
        items = plain if isinstance(plain, list) else None
        if items is not None:
            return [str(i) for i in items if isinstance(i, str | int) and not isinstance(i, bool)]
        return read_value(path, str(plain))
    if known.shape == "flag":
        return plain if isinstance(plain, bool) else None
    return read_value(path, str(plain)) if isinstance(plain, str | int) and not isinstance(plain, bool) else None


def write_value(value: Plain, *, is_toml: bool = False) -> str:
    """A value as one line of YAML, or of TOML."""
    if is_toml:
        return toml.dump(value)
    if isinstance(value, list):
        return "[" + ", ".join(yaml.dump_scalar(str(v)) for v in value) + "]"
    return yaml.dump_scalar(cast("str | int | bool | None", value))


def edits(source: Source, matter: FrontMatter, values: Mapping[str, Plain]) -> Iterator[Edit]:
    """The edits that give keys their values: in their places, or on new lines before the closing fence."""
    if values and not matter.lines:
        start, newline = 1 if source.text.startswith("\ufeff") else 0, source.newline
        rows = "".join(f"{key}: {write_value(value)}{newline}" for key, value in values.items())
        yield Edit(Span(start, start), f"---{newline}{rows}---{newline}{newline}")
        return
    yield from (_edit(source, matter, key, value) for key, value in values.items())


def _edit(source: Source, matter: FrontMatter, key: str, value: Plain) -> Edit:
    newline = source.newline
    old = matter.values.get(key)
    if old is None:
        if matter.is_toml:
            at = matter.offset + toml.tables_start(source.text[matter.offset : matter.end])
            return Edit(Span(at, at), f"{key} = {toml.dump(value)}{newline}")
        return Edit(Span(matter.end, matter.end), f"{key}: {write_value(value)}{newline}")
    start, end = matter.offset + old.span.start, matter.offset + old.span.end
    text = source.text[start:end]
    if matter.is_toml:
        return Edit(Span(start, end), toml.dump(value))
    if old.block and isinstance(value, list) and re.match(r"-\s", text):
        indent = " " * (start - source.bounds[source.line_at(start)][0])
        body = text.rstrip()
        rows = f"{newline}{indent}".join(f"- {yaml.dump_scalar(str(v))}" for v in value) if value else "[]"
        return Edit(Span(start, start + len(body)), rows)
    before = " " if start == end and source.text[start - 1 : start] == ":" else ""
    return Edit(Span(start, start + len(text.rstrip())), before + ("" if value is None else write_value(value)))
