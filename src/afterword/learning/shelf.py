"""The shelf: an index of documents in a database that can be thrown away and made again at any time."""

import contextlib
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from afterword.errors import InputError
from afterword.learning.incident import Incident
from afterword.learning.page import Page
from afterword.model.plain import from_plain, to_plain
from afterword.model.values import dataclass

_VERSION = 2
_WAIT = 30.0
_BATCH = 400
_RACY = 2_000_000_000
_TABLES = """
CREATE TABLE IF NOT EXISTS document(
  number INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL, digest TEXT NOT NULL,
  left_out TEXT, incident TEXT, day TEXT, facets TEXT);
CREATE INDEX IF NOT EXISTS document_digest ON document(digest);
CREATE TABLE IF NOT EXISTS facet(number INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS facet_value ON facet(name, value);
CREATE INDEX IF NOT EXISTS facet_number ON facet(number);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
  title, cause, actions, text, tokenize = "porter unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE IF NOT EXISTS terms USING fts5(
  cause, symptoms, story, tokenize = "unicode61 remove_diacritics 0", detail = column);
CREATE VIRTUAL TABLE IF NOT EXISTS known USING fts5vocab(terms, row);
"""
FACETS = ("class", "service", "severity", "status", "house", "year", "quarter", "detection")
"""By what incidents can be chosen and counted."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """By what a file is taken as unchanged without being read."""

    path: str
    """The file."""
    size: int
    """Its bytes."""
    changed: int
    """When it was changed.  units: nanoseconds since 1970."""
    inode: int
    """Which file of its file system it is."""

    def spelled(self, now: float) -> str:
        """How it is kept; empty for a file that was changed just now, or later than now: that says nothing."""
        is_sure = self.changed + _RACY < now * 1e9
        return f"{self.size} {self.changed} {self.inode}" if is_sure else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What became of the documents when the shelf was brought up to date."""

    documents: int = 0
    """How many are on it now."""
    read: int = 0
    """How many were read."""
    moved: int = 0
    """How many were found again under another name, or had only a new date."""
    removed: int = 0
    """How many are gone."""
    left_out: tuple[tuple[str, str], ...] = ()
    """Files that are on it as no postmortems, each with the reason."""
    notes: tuple[str, ...] = ()
    """What a person should know, in sentences."""


class Shelf:
    """Documents on an indexed shelf."""

    def __init__(self, path: Path | None, *, way: str) -> None:
        """Opens the index at ``path``, in memory for None; one made in another ``way`` is made anew.

        errors: sqlite3.DatabaseError for a file that is no such index.
        """
        self.path = path
        self._facets: dict[int, str] = {}
        self._database = sqlite3.connect(":memory:" if path is None else path, timeout=_WAIT, isolation_level=None)
        try:
            self._prepare(f"{_VERSION} {way}")
        except sqlite3.Error:
            self._database.close()
            raise

    def _prepare(self, way: str) -> None:
        run = self._database.execute
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = NORMAL")
        run("PRAGMA temp_store = MEMORY")
        run("PRAGMA cache_size = -65536")
        with self._writing():
            run("CREATE TABLE IF NOT EXISTS way(made TEXT NOT NULL)")
            made = run("SELECT made FROM way").fetchone()
            if made is None or made[0] != way:
                for name in ("known", "terms", "words", "facet", "document"):
                    run(f"DROP TABLE IF EXISTS {name}")
                run("DELETE FROM way")
                run("INSERT INTO way VALUES (?)", (way,))
            for statement in _TABLES.split(";\n"):
                if statement.strip():
                    run(statement)

    def close(self) -> None:
        """Closes the index."""
        self._database.close()

    def refresh(
        self,
        stamps: Sequence[Stamp],
        digest: Callable[[str], str],
        read: Callable[[Sequence[str]], Iterable[Page]],
        *,
        now: float,
    ) -> Refreshed:
        """Brings the shelf up to date with the files; only what changed is read.

        ``digest`` tells the content of a file and the way in which it is read, and ``read`` reads files; both raise
        InputError for one that cannot be read, ``read`` by a page that says so.  ``now`` is seconds since 1970.
        """
        kept = {str(path): (str(stamp), str(known)) for path, stamp, known in self._rows()}
        wanted = {stamp.path: stamp for stamp in stamps}
        gone = [path for path in kept if path not in wanted]
        fresh, moved, lost = self._sorted_out(stamps, kept, gone, digest, now)
        for path in lost:
            wanted.pop(path)
        with self._writing():
            for old, new, stamp in moved:
                self._move(old, new, stamp)
            for path in [*(path for path in gone if path not in {old for old, *_ in moved}), *lost]:
                self._remove(path)
        self._facets.clear()
        read_again = 0
        for batch in _batches(read(fresh), _BATCH):
            with self._writing():
                for page in batch:
                    read_again += 1
                    self._put(page, wanted[page.file].spelled(now))
        notes = tuple(_notes(stamps, lost, now))
        return Refreshed(
            documents=len(wanted),
            read=read_again,
            moved=len(moved),
            removed=len(gone) - sum(old != new for old, new, _ in moved),
            left_out=tuple(self._database.execute("SELECT path, left_out FROM document WHERE left_out IS NOT NULL")),
            notes=notes,
        )

    def _sorted_out(
        self,
        stamps: Sequence[Stamp],
        kept: dict[str, tuple[str, str]],
        gone: Sequence[str],
        digest: Callable[[str], str],
        now: float,
    ) -> tuple[list[str], list[tuple[str, str, str]], list[str]]:
        """What has to be read, what only moved (from, to, stamp), and what went away meanwhile."""
        free = {kept[path][1]: path for path in gone}
        fresh: list[str] = []
        moved: list[tuple[str, str, str]] = []
        lost: list[str] = []
        for stamp in stamps:
            held = kept.get(stamp.path)
            spelled = stamp.spelled(now)
            if held and spelled and held[0] == spelled:
                continue
            try:
                content = digest(stamp.path)
            except InputError:
                # what cannot be read is read all the same: its page says why
                (fresh if Path(stamp.path).exists() else lost).append(stamp.path)
                continue
            if held and held[1] == content:
                if held[0] != spelled:
                    moved.append((stamp.path, stamp.path, spelled))
            elif held is None and content in free:
                moved.append((free.pop(content), stamp.path, spelled))
            else:
                fresh.append(stamp.path)
        return fresh, moved, lost

    def incidents(self) -> tuple[Incident, ...]:
        """All incidents, by day and file; those of an unknown day first."""
        rows = self.ask("SELECT incident FROM document WHERE incident IS NOT NULL ORDER BY day IS NOT NULL, day, path")
        return tuple(self.built(str(text)) for (text,) in rows)

    def counted(self, numbers: Iterable[int]) -> dict[str, dict[str, int]]:
        """By facet and value, how many of some documents have it; the most frequent first."""
        if not self._facets:
            self._facets = dict(self._database.execute("SELECT number, facets FROM document WHERE facets IS NOT NULL"))
        counts: Counter[tuple[str, str]] = Counter()
        for text, count in Counter(map(self._facets.__getitem__, numbers)).items():
            for name, value in json.loads(text):
                counts[name, value] += count
        found: dict[str, dict[str, int]] = {name: {} for name in FACETS}
        for (name, value), count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
            found[name][value] = count
        return found

    def file_of(self, number: int) -> str:
        """The file of a row."""
        return str(self._database.execute("SELECT path FROM document WHERE number = ?", (number,)).fetchone()[0])

    def built(self, text: str) -> Incident:
        """The incident of a row."""
        return from_plain(Incident, json.loads(text))

    def ask(self, query: str, values: Sequence[str | int] = ()) -> list[tuple[str | int | float | None, ...]]:
        """The rows of a query on the tables.  errors: InputError where the index turns out to be broken."""
        try:
            return self._database.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise InputError(f"{self.path}: the index is broken ({error}); --rebuild or deleting it helps") from error

    def _rows(self) -> list[tuple[object, ...]]:
        return self._database.execute("SELECT path, stamp, digest FROM document").fetchall()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        self._database.execute("BEGIN IMMEDIATE")
        is_whole = False
        try:
            yield
            is_whole = True
        finally:
            self._database.execute("COMMIT" if is_whole else "ROLLBACK")

    def _move(self, old: str, new: str, stamp: str) -> None:
        row = self._database.execute("SELECT incident FROM document WHERE path = ?", (old,)).fetchone()
        incident = json.loads(row[0]) if row and row[0] else None
        text = json.dumps({**incident, "file": new}, ensure_ascii=False) if incident else None
        self._database.execute(
            "UPDATE document SET path = ?, stamp = ?, incident = ? WHERE path = ?", (new, stamp, text, old)
        )

    def _remove(self, path: str) -> None:
        run = self._database.execute
        for (number,) in run("SELECT number FROM document WHERE path = ?", (path,)).fetchall():
            run("DELETE FROM facet WHERE number = ?", (number,))
            run("DELETE FROM words WHERE rowid = ?", (number,))
            run("DELETE FROM terms WHERE rowid = ?", (number,))
            run("DELETE FROM document WHERE number = ?", (number,))

    def _put(self, page: Page, stamp: str) -> None:
        run = self._database.execute
        self._remove(page.file)
        incident = json.dumps(to_plain(page.incident), ensure_ascii=False) if page.incident else None
        day = page.incident.day if page.incident else None
        number = run(
            "INSERT INTO document(path, stamp, digest, left_out, incident, day) VALUES (?, ?, ?, ?, ?, ?)",
            (page.file, stamp, page.digest, page.left_out, incident, day),
        ).lastrowid
        if page.incident is None or page.words is None or page.terms is None:
            return
        words, terms = page.words, page.terms
        facets = [*facets_of(page.incident)]
        run("UPDATE document SET facets = ? WHERE number = ?", (json.dumps(facets, ensure_ascii=False), number))
        run(
            "INSERT INTO words(rowid, title, cause, actions, text) VALUES (?, ?, ?, ?, ?)",
            (number, words.title, words.cause, words.actions, words.text),
        )
        run(
            "INSERT INTO terms(rowid, cause, symptoms, story) VALUES (?, ?, ?, ?)",
            (number, terms.cause, terms.symptoms, terms.story),
        )
        self._database.executemany(
            "INSERT INTO facet VALUES (?, ?, ?)", [(number, name, value) for name, value in facets]
        )


def facets_of(incident: Incident) -> Iterator[tuple[str, str]]:
    """By what an incident can be chosen: names and values, as ``search`` takes them."""
    severity = incident.severity
    day = incident.day
    values: dict[str, Sequence[str | None]] = {
        "class": incident.classes,
        "service": [service.casefold() for service in incident.services],
        "severity": [severity.value or severity.written] if severity else [],
        "status": [incident.status],
        "house": [incident.house],
        "year": [day[:4]] if day else [],
        "quarter": [f"{day[:4]}Q{(int(day[5:7]) + 2) // 3}"] if day else [],
        "detection": [incident.detection],
    }
    for name in FACETS:
        for value in dict.fromkeys(values[name]):
            yield name, value or "unknown"
        if not values[name]:
            yield name, "unknown"


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _notes(stamps: Sequence[Stamp], lost: Sequence[str], now: float) -> Iterator[str]:
    for path in lost:
        yield f"{path}: was deleted or renamed while the shelf was read; it is left out"
    ahead = [stamp for stamp in stamps if stamp.changed > (now + 60) * 1e9]
    if ahead:
        until = datetime.fromtimestamp(max(stamp.changed for stamp in ahead) / 1e9, UTC)
        more = f" and {len(ahead) - 1} more" if len(ahead) > 1 else ""
        yield (
            f"{ahead[0].path}{more}: changed in the future, by their clock at {until:%Y-%m-%d %H:%M} UTC; "
            "such files are looked into at every run"
        )
