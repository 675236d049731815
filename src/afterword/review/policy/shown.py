"""Where a document says something: the lines and the words, as evidence for a person."""

from collections.abc import Iterator

from afterword.houses.fields import Path, field_at, is_empty, items_of, main_name
from afterword.houses.reading import frontmatter
from afterword.houses.reading.work import get_in
from afterword.model.plain import Plain, to_plain
from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.review.asked import says_nothing
from afterword.review.case import Case
from afterword.text.expressions import later

_LONGEST = 100
_SPACES = later(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A stretch of the document, or what is missing from it."""

    line: int | None = None
    """Its first line, from 1; None for what has no place."""
    end_line: int | None = None
    """Its last line."""
    text: str
    """Its words, on one line and not too long."""


def brief(text: str) -> str:
    """A text on one line, cut where it is long."""
    words = _SPACES.sub(" ", text.replace("<br>", " ")).strip()
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0].rstrip(",;:") + "\u2026"


def at(case: Case, span: Span, text: str | None = None) -> Shown:
    """A stretch of the text with its lines."""
    first, last = case.source.line_at(span.start), case.source.line_at(max(span.end - 1, span.start))
    words = brief(text if text is not None else case.text[span.start : span.end])
    return Shown(text=words, line=first + 1, end_line=last + 1)


def value_of(case: Case, path: Path) -> Plain:
    """A field of the record as a plain value."""
    value: object = case.record
    for name in path:
        value = getattr(value, name, None)
    return to_plain(value)


def shown(case: Case, path: Path) -> tuple[Shown, ...]:
    """Where the document fills a field; empty where it does not, or says only that it is open."""
    value = value_of(case, path)
    if is_empty(value) or (isinstance(value, str) and says_nothing(value)):
        return ()
    known = field_at(path)
    if known is not None and known.shape in {"objects", "strings"}:
        found = tuple(_items(case, path, value))
        if found:
            return found
    places = case.reading.scan.scalars.get(path, [])
    spans = [place.span for place in places if place.span.end > place.span.start]
    if spans:
        return (at(case, spans[0]),)
    return (_elsewhere(case, path, value),)


def _items(case: Case, path: Path, value: Plain) -> Iterator[Shown]:
    name = main_name(path)
    for unit, item in zip(case.units(*path), items_of(path, value), strict=False):
        words = str(item.get(name) or item.get("value") or "")
        if words and not says_nothing(words):
            span = case.cell(unit, name)
            yield at(case, span, words)


def _elsewhere(case: Case, path: Path, value: Plain) -> Shown:
    """A value that stands in the front matter, in the carried block, or that reading inferred."""
    matter = case.reading.matter
    words = brief(", ".join(map(str, value)) if isinstance(value, list) else _said(value))
    for key, each in matter.values.items():
        if frontmatter.field_of(key, case.house) == path:
            line = case.source.line_at(matter.offset + each.span.start) + 1
            return Shown(text=words, line=line, end_line=line)
    if get_in(case.reading.visible, path) is None and case.reading.carried.first is not None:
        return Shown(text=words, line=case.reading.carried.first + 1, end_line=case.reading.carried.last)
    return Shown(text=words)


def _said(value: Plain) -> str:
    if isinstance(value, dict):
        return str(value.get("written") or value.get("value") or next((v for v in value.values() if v), ""))
    return str(value)
