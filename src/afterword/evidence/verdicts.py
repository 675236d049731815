"""Which kind read a text before: kept in the cache, so that a second run need not ask all kinds again.

A verdict belongs to the very bytes that a text is recognised by and to the program as it is; it is the same as asking
again would give, and may be deleted at any time.
"""

import hashlib
import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from afterword.evidence.recognition import Verdict, recognise
from afterword.evidence.registry import Registered
from afterword.evidence.sample import Sample
from afterword.evidence.zonemap import cache_folder

_VERSION: Final = 1
_MOST: Final = 200_000
_TABLE: Final = "create table if not exists verdict (text text primary key, kind text, reason text, doubt text)"
_QUERY: Final = "select kind, reason, doubt from verdict where text = ?"


class Verdicts:
    """Recognises texts, and keeps what it found; a cache that cannot be used holds nothing."""

    def __init__(self, kinds: Sequence[Registered], folder: Path | None = None, *, kept: bool = True) -> None:
        """The database lies in ``folder``, the cache folder where it is None; without ``kept`` none is used."""
        self._kinds = kinds
        self._by_name = {kind.name: kind for kind in kinds}
        self._path = (folder or cache_folder()) / f"verdicts-{_VERSION}.sqlite"
        # what a stranger's kind says may change without a sign of it
        self._reader = _reader() if kept and all(kind.ours for kind in kinds) else b""
        self._database: sqlite3.Connection | None = None
        self._made: dict[str, Verdict] = {}

    def of(self, sample: Sample) -> Verdict:
        """The kind that reads a text, as ``recognise`` says."""
        if not self._reader:
            return recognise(sample, self._kinds)
        name = self._name(sample)
        verdict = self._made.get(name) or self._kept(name)
        if verdict is None:
            verdict = self._made[name] = recognise(sample, self._kinds)
        return verdict

    def close(self) -> None:
        """Remember what was found; nothing happens where the cache cannot be written."""
        rows = [
            (name, verdict.kind.name if verdict.kind else None, verdict.reason, verdict.doubt)
            for name, verdict in self._made.items()
            if not verdict.notes
        ]
        try:
            if rows:
                self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                with closing(sqlite3.connect(self._path, timeout=5)) as database, database:
                    database.execute(_TABLE)
                    if database.execute("select count(*) from verdict").fetchone()[0] > _MOST:
                        database.execute("delete from verdict")
                    database.executemany("insert or replace into verdict values (?, ?, ?, ?)", rows)
        except (sqlite3.Error, OSError):
            return
        finally:
            if self._database:
                self._database.close()

    def _kept(self, name: str) -> Verdict | None:
        try:
            if self._database is None and self._path.exists():
                self._database = sqlite3.connect(self._path, timeout=5)
            found = self._database.execute(_QUERY, (name,)).fetchone() if self._database else None
        except sqlite3.Error:
            return None
        if found is None or (found[0] is not None and found[0] not in self._by_name):
            return None
        return Verdict(kind=self._by_name.get(found[0]), reason=found[1], doubt=found[2])

    def _name(self, sample: Sample) -> str:
        parts = (self._reader, sample.head, sample.middle, sample.tail, b"whole" if sample.whole else b"")
        digest = hashlib.sha256()
        for part in parts:
            digest.update(len(part).to_bytes(8, "big") + part)
        return digest.hexdigest()


def _reader() -> bytes:
    """What tells the program as it is from any other state of it: names, sizes, and times of its files."""
    package = Path(__file__).parent
    found = []
    for folder in (package, package / "kinds", package.parent / "text"):
        with os.scandir(folder) as files:
            for file in files:
                if file.name.endswith((".py", ".toml", ".json", ".txt")):
                    state = file.stat()
                    found.append(f"{file.path} {state.st_size} {state.st_mtime_ns}")
    return "\n".join(sorted(found)).encode()
