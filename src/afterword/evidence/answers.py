"""Answers of a store as a file of evidence: what was asked, where and when, and each answer to the byte."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Final, cast

from afterword.errors import InputError
from afterword.evidence.asking import SECOND, Answer, Asked, seconds
from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.text.wording import shortened

_KEY: Final = "afterword_query"
_VERSION: Final = 1
_START: Final = re.compile(rb'\s*\{\s*"afterword_query"\s*:\s*(?=\{)')
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a file of answers comes from."""

    at: str
    """When the store was asked, in UTC."""
    by: str
    """Program, store, address, and query."""
    notes: tuple[str, ...]
    """What is to be known of the answers: limits that were reached, warnings of the store."""
    complete: bool
    """Whether nothing speaks against their being all that there is."""


def as_file(asked: Asked, answers: Sequence[Answer], at: datetime, program: str) -> bytes:
    """The file; kinds of evidence find the records of the answers in it as in any other document.

    shape: the answers stand as they came, byte for byte, with their digests behind them.
    """
    question = {name: value for name, value in asdict(asked).items() if value is not None}
    head: dict[str, Plain] = {
        "version": _VERSION,
        **question,
        **{name: _written(question[key]) for name, key in (("from", "low"), ("to", "high")) if key in question},
        "asked_at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "asked_by": program,
        "complete": all(answer.complete for answer in answers),
        "notes": [*dict.fromkeys(note for answer in answers for note in answer.notes)],
    }
    tail: list[Plain] = [
        {"request": answer.request, "bytes": len(answer.body), "sha256": hashlib.sha256(answer.body).hexdigest()}
        for answer in answers
    ]
    parts = [
        f'{{"{_KEY}": {json.dumps(head, indent=1, ensure_ascii=False)},\n"answers": [\n'.encode(),
        b",\n".join(answer.body for answer in answers),
        f'\n],\n"requests": {json.dumps(tail, indent=1, ensure_ascii=False)}}}\n'.encode(),
    ]
    return b"".join(parts)


def question_of(data: bytes, name: str) -> Asked:
    """The question of a file of answers.  errors: InputError where it is none; ``name`` is what it is called."""
    head = _head(data)
    if head is None or head.get("version") != _VERSION:
        raise InputError(f"{name}: holds no answers of `afterword evidence query`")
    try:
        return replace(Asked(store="", address="", query="", limit=0), **{k: head[k] for k in _FIELDS if k in head})  # type: ignore[arg-type]
    except (TypeError, ValueError) as error:
        raise InputError(f"{name}: its question cannot be read: {error}") from error


def origin_of(head: bytes) -> Origin | None:
    """Where a text comes from, by its beginning; None where it is no file of answers."""
    found = _head(head) if _START.match(head) else None
    if found is None:
        return None
    notes = found.get("notes")
    words = " ".join(str(found.get("query", "")).split())
    shown = shortened(words, _LONGEST)
    asked = f"{found.get('store')} at {found.get('address')}" + (f": {shown}" if shown else "")
    return Origin(
        at=str(found.get("asked_at", "")),
        by=f"{found.get('asked_by', 'afterword')}, {asked}",
        notes=tuple(str(note) for note in notes) if isinstance(notes, list) else (),
        complete=found.get("complete") is True,
    )


_FIELDS: Final = ("store", "address", "query", "low", "high", "step", "limit", "index", "time_field")


def _head(data: bytes) -> Mapping[str, Plain] | None:
    found = _START.match(data)
    if not found:
        return None
    text = data[found.end() :].decode("utf-8", "replace")
    try:
        value, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return cast(Mapping[str, Plain], value) if isinstance(value, dict) else None


def _written(value: object) -> str:
    """A time in nanoseconds as people read it."""
    whole, rest = divmod(cast(int, value), SECOND)
    fraction = seconds(rest).partition(".")[2]
    return f"{datetime.fromtimestamp(whole, UTC):%Y-%m-%dT%H:%M:%S}{f'.{fraction}' if fraction else ''}Z"
