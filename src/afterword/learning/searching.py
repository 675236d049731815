"""Searching the shelf: words, phrases, beginnings of words, fields, and facets."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from afterword.errors import UsageError
from afterword.learning.page import JOINT, parted
from afterword.learning.shelf import FACETS, Shelf
from afterword.model.values import dataclass
from afterword.text.expressions import later

_TOKEN = later(r'(?P<minus>-)?(?:(?P<field>[a-z]+):)?(?P<value>"[^"]*"?|\S+)')
_WORDY = later(r"\w")
_DAY = later(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
COLUMNS = ("title", "cause", "actions", "text")
"""The fields of a document that words can be asked of: ``cause:pool``."""
DAYS = ("since", "until")
"""What bounds the day on which an incident began."""
_OPEN, _SHUT = "\x02", "\x03"
_AROUND = 14
_RANK = "bm25(words, 8.0, 4.0, 2.0, 1.0)"
_ALL = "1 = 1"
_TIES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked for."""

    words: str
    """An expression of the full-text index; empty where any words will do."""
    facets: tuple[tuple[str, str, bool], ...] = ()
    """Name and value of facets, and whether they must hold or must not."""
    since: str | None = None
    """The first day.  shape: ISO 8601, or its beginning."""
    until: str | None = None
    """The last day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A document that was found."""

    file: str
    """Where it is."""
    id: str | None
    """Its id."""
    title: str | None
    """Its title."""
    day: str | None
    """The day on which the incident began."""
    line: int | None
    """The line of the first match; None where it was found by facets alone."""
    excerpt: str
    """Words around the matches, on one line."""
    marks: tuple[tuple[int, int], ...]
    """Where the matches stand in the excerpt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found."""

    count: int
    """How many documents."""
    found: tuple[Found, ...]
    """The best of them, the best first; by facets alone the latest first."""
    facets: Mapping[str, Mapping[str, int]]
    """By facet and value, how many of the documents found have it; the most frequent first."""


def parse(text: str, facets: Sequence[tuple[str, str]] = ()) -> Query:
    """What a person typed: ``pool -redis "connection reset" time* cause:quota class:capacity since:2025``.

    errors: UsageError for a facet without a value, and for nothing at all.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    chosen = [(name, " ".join(value.split()).casefold(), True) for name, value in facets]
    join = "AND"
    for match in _TOKEN.finditer(text):
        field, value, minus = match["field"], match["value"], bool(match["minus"])
        if field is None and value[:-1] in {*FACETS, *DAYS} and value.endswith(":"):
            field, value = value[:-1], ""
        bare = value.strip('"')
        if field in FACETS or field in DAYS:
            if not bare:
                raise UsageError(f"{field}: needs a value, as in {field}:{'2025' if field in DAYS else 'unknown'}")
            if field in DAYS and not _DAY.fullmatch(bare):
                raise UsageError(
                    f"{field}:{bare} is no day; write {field}:2025, {field}:2025-07, or {field}:2025-07-01"
                )
            chosen.append((field, " ".join(bare.split()).casefold(), not minus))
        elif value == "OR" and wanted:
            join = "OR"
        elif value not in {"AND", "OR"} and _WORDY.search(bare):
            term = _term(
                value if field in {*COLUMNS, None} else f"{field}:{value}", field if field in COLUMNS else None
            )
            if minus:
                unwanted.append(term)
            elif join == "OR":
                wanted[-1] = f"({wanted[-1]} OR {term})"
            else:
                wanted.append(term)
            join = "AND"
    if not wanted and not chosen and not unwanted:
        raise UsageError('nothing to search for; name words, a "phrase", or a facet such as class:configuration')
    words = " AND ".join(wanted)
    if unwanted and wanted:
        words = f"({words}) NOT ({' OR '.join(unwanted)})"
    days = {name: value for name, value, _ in chosen if name in DAYS}
    return Query(
        words=words if wanted else f"\x00{' OR '.join(unwanted)}" if unwanted else "",
        facets=tuple(facet for facet in chosen if facet[0] not in DAYS),
        since=days.get("since"),
        until=days.get("until"),
    )


def _term(value: str, column: str | None) -> str:
    is_start = value.endswith("*")
    bare = parted(value.strip('"').rstrip("*")).replace('"', '""')
    return f'{f"{column} : " if column else ""}"{bare}"{"*" if is_start else ""}'


def search(shelf: Shelf, query: Query, *, limit: int = 20) -> Answer:
    """The documents of the shelf that a query asks for."""
    without, values = _condition(query)
    positive = bool(query.words) and not query.words.startswith("\x00")
    match = query.words if positive else ""
    if positive:
        join = "" if without == _ALL else " JOIN document ON number = words.rowid"
        ask = f"SELECT words.rowid, {_RANK} FROM words{join} WHERE words MATCH ? AND {without} ORDER BY 2"  # noqa: S608
    else:
        ask = f"SELECT number, 0.0 FROM document WHERE incident IS NOT NULL AND {without} ORDER BY day DESC, path"  # noqa: S608
    rows = cast("list[tuple[int, float]]", shelf.ask(ask, [*([match] if positive else []), *values]))
    found = [_found(shelf, number, match) for number in _best(shelf, rows, limit, positive=positive)]
    return Answer(count=len(rows), found=tuple(found), facets=shelf.counted(number for number, _ in rows))


def _best(shelf: Shelf, rows: Sequence[tuple[int, float]], limit: int, *, positive: bool) -> list[int]:
    """The first of the rows; of those that are as good as one another the first by file, whenever they were read."""
    if not positive or len(rows) <= 1:
        return [number for number, _ in rows[:limit]]
    last = rows[min(limit, len(rows)) - 1][1]
    near = [(rank, shelf.file_of(number), number) for number, rank in rows[: limit + _TIES] if rank <= last]
    return [number for *_, number in sorted(near)[:limit]]


def _condition(query: Query) -> tuple[str, list[str | int]]:
    parts, values = [_ALL], cast("list[str | int]", [])
    if query.words.startswith("\x00"):
        parts.append("document.number NOT IN (SELECT rowid FROM words WHERE words MATCH ?)")
        values.append(query.words[1:])
    for name, value, must in query.facets:
        having = "document.number IN (SELECT number FROM facet WHERE name = ? AND lower(value) = ?)"
        parts.append(having if must else f"NOT {having}")
        values += [name, value]
    if query.since:
        parts.append("day >= ?")
        values.append(query.since)
    if query.until:
        parts.append("substr(day, 1, ?) <= ?")
        values += [len(query.until), query.until]
    return " AND ".join(parts), values


def _found(shelf: Shelf, number: int, words: str) -> Found:
    path, incident = shelf.ask("SELECT path, incident FROM document WHERE number = ?", [number])[0]
    known = shelf.built(str(incident))
    excerpt, line = "", None
    if words:
        marked = shelf.ask(
            "SELECT highlight(words, 3, ?, ?), snippet(words, 3, ?, ?, '\u2026', ?) FROM words "
            "WHERE words MATCH ? AND rowid = ?",
            [_OPEN, _SHUT, _OPEN, _SHUT, _AROUND, words, number],
        )
        whole, excerpt = (str(text) for text in marked[0]) if marked else ("", "")
        line = whole[: whole.index(_OPEN)].count("\n") + 1 if _OPEN in whole else None
    plain, marks = _marked(" ".join(excerpt.replace(JOINT, "").split()))
    return Found(
        file=str(path), id=known.id, title=known.title, day=known.day, line=line, excerpt=plain, marks=tuple(marks)
    )


def _marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without the signs around matches, and where the matches stand."""
    parts: list[str] = []
    marks: list[tuple[int, int]] = []
    length = 0
    for marked in _pieces(text):
        piece = marked.removeprefix(_OPEN)
        if marked.startswith(_OPEN):
            if marks and marks[-1][1] == length:
                marks[-1] = (marks[-1][0], length + len(piece))
            else:
                marks.append((length, length + len(piece)))
        parts.append(piece)
        length += len(piece)
    return "".join(parts), marks


def _pieces(text: str) -> Iterator[str]:
    for part in text.split(_SHUT):
        before, mark, inside = part.partition(_OPEN)
        yield before
        if mark:
            yield _OPEN + inside
