"""Where in a long log which times stand: kept in the cache, so that a window of it needs no further look at the rest.

An entry belongs to the digest of the log's bytes and to how it is read; it is only ever a hint of what to read, and
may be deleted at any time.
"""

import hashlib
import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

from afterword.evidence.condensing import Plan

_VERSION: Final = 2
_MOST: Final = 2_000_000
_TABLE: Final = """
create table if not exists zone (
    text text, way text, offset integer, length integer, line integer, records integer, lines integer, size integer,
    low text, high text, primary key (text, way, offset)
) without rowid
"""
_QUERY: Final = """
select offset, length, line, records, lines, size, low, high from zone where text = ? and way = ? order by offset
"""


class Zone(NamedTuple):
    """A chunk of a log."""

    offset: int
    """First byte in the text as the kind sees it."""
    length: int
    """Bytes."""
    line: int
    """1-based line of the first byte."""
    records: int
    """How many records begin in it."""
    lines: int
    """Their lines."""
    size: int
    """Their bytes."""
    low: str
    """The earliest time, as ``Row.key``; empty without a record."""
    high: str
    """The latest time."""


def way_of(plan: Plan, chunk: int) -> str:
    """A name for how a log is read, in chunks of so many bytes: the same only where its zones are the same."""
    told = (_VERSION, chunk, plan.kind, plan.options.year, plan.options.tz, plan.stamping)
    return hashlib.sha256(repr(told).encode()).hexdigest()


def cache_folder() -> Path:
    """The user's folder for what can be made again at any time."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "afterword"


class ZoneMap:
    """The zones of all logs that were read in counts before; a cache that cannot be used holds nothing."""

    def __init__(self, folder: Path | None = None) -> None:
        """Opens the database in ``folder``, the cache folder where it is None, when it is first needed."""
        self._path = (folder or cache_folder()) / f"zones-{_VERSION}.sqlite"

    def zones(self, digest: str, way: str) -> Sequence[Zone]:
        """The zones of a text in order; none where it was not read so before."""
        if not self._path.exists():
            return ()
        try:
            with closing(sqlite3.connect(self._path, timeout=5)) as database:
                return [Zone(*row) for row in database.execute(_QUERY, (digest, way))]
        except sqlite3.Error:
            return ()

    def keep(self, digest: str, way: str, zones: Sequence[Zone]) -> None:
        """Remember the zones of a text; nothing happens where the cache cannot be written."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with closing(sqlite3.connect(self._path, timeout=5)) as database, database:
                database.execute(_TABLE)
                if database.execute("select count(*) from zone").fetchone()[0] > _MOST:
                    database.execute("delete from zone")
                rows = [(digest, way, *zone) for zone in zones]
                database.executemany("insert or replace into zone values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        except (sqlite3.Error, OSError):
            return
