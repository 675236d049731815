"""Stores asked in place: the questions that each takes, and the answers as a file of evidence."""

import importlib
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import cast

from afterword.errors import InputError, UsageError
from afterword.evidence import stores
from afterword.evidence.answers import as_file, question_of
from afterword.evidence.asking import SECOND, Answer, Asked, Store, store_names
from afterword.evidence.collection import read
from afterword.evidence.credentials import headers_for
from afterword.evidence.options import Options
from afterword.evidence.requesting import MOST_BYTES, Requests, address_of
from afterword.evidence.span import Span
from afterword.model.moment import sort_instant
from afterword.model.plain import Plain
from afterword.model.values import dataclass

_MOST_IN_ALL = 4 * MOST_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What asking a store gave."""

    data: bytes
    """The file of evidence."""
    notes: tuple[str, ...]
    """What is to be known of it, each once."""
    complete: bool
    """Whether nothing speaks against its being all that there is."""


def checked(asked: Asked, span: Span | None) -> Asked:
    """The question with its address, its window, and its limit, as its store wants them; ``limit`` 0 is the store's.

    errors: UsageError where the store needs a window or a query and has none, or has no use for it.
    """
    store = _store(asked.store)
    low, high = _nanoseconds(span.low if span else None), _nanoseconds(span.high if span else None)
    if store.WINDOW and (low is None or high is None):
        raise UsageError(f"{asked.store} is asked for a window: give --from and --to")
    if not store.WINDOW and span is not None:
        raise UsageError(f"{asked.store} knows no window; leave --from and --to to `afterword timeline`")
    if store.QUERY and not asked.query.strip():
        raise UsageError(f"{asked.store} needs a query")
    limit = asked.limit or store.LIMIT
    return replace(asked, address=address_of(asked.address), low=low, high=high, limit=limit)


def query(asked: Asked, environ: Mapping[str, str], *, timeout: float, at: datetime, program: str) -> Found:
    """Ask, and put the answers into a file.  units: seconds.

    errors: InputError for what cannot be had; UsageError for a query that its store cannot take.
    """
    headers = headers_for(asked.store, asked.address, environ)
    http = Requests(asked.address, headers, timeout=timeout)
    answers: list[Answer] = []
    size = 0
    for answer in _store(asked.store).ask(asked, http):
        size += len(answer.body)
        if size > _MOST_IN_ALL:
            raise InputError(f"{asked.address}: more than {_MOST_IN_ALL // 1024**2} MiB; ask for less, or in parts")
        answers.append(answer)
    notes = tuple(dict.fromkeys(note for answer in answers for note in answer.notes))
    complete = all(answer.complete for answer in answers)
    return Found(data=as_file(asked, answers, at, program), notes=notes, complete=complete)


def question_in(path: Path) -> Asked:
    """The question of a file of answers.  errors: InputError where it is none, or cannot be read."""
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    asked = question_of(data, str(path))
    return replace(asked, address=address_of(asked.address))


Records = Counter[tuple[str | None, str | None, str | None]]
"""The records of answers by time, person, and words."""


def records_in(data: bytes) -> Records:
    """The records of a file of answers, as any evidence is read."""
    with tempfile.TemporaryDirectory(prefix="afterword-") as folder:
        path = Path(folder, "answers.json")
        path.write_bytes(data)
        entries = read([path], options=Options(reveal=True)).entries()
        return Counter((entry.at or entry.written, entry.who, entry.what) for entry in entries)


def difference(old: Records, new: Records) -> dict[str, Plain]:
    """How many records two answers share, only the old one has, and only the new one has."""
    return {"same": (old & new).total(), "gone": (old - new).total(), "new": (new - old).total()}


def _store(name: str) -> Store:
    if name not in store_names():
        raise UsageError(f"{name!r}: is no store; there are {', '.join(store_names())}")
    return cast(Store, importlib.import_module(f"{stores.__name__}.{name}"))


def _nanoseconds(at: str | None) -> int | None:
    instant = sort_instant(at)
    if instant is None or at is None:
        return None
    fraction = at.partition(".")[2][:9].ljust(9, "0")
    return int(instant.replace(microsecond=0).timestamp()) * SECOND + int(fraction)
