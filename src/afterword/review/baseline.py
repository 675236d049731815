"""A baseline: findings of an old archive that are known, so that only new ones are reported.

An entry knows a finding by the rule, the section, and the words that it is about, and not by its line, so that it
holds when lines move.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from afterword.errors import InputError
from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.review.case import Case
from afterword.review.diagnostic import Diagnostic
from afterword.text.wording import name_key, plain_text

SCHEMA = "afterword/baseline/1"
"""What a baseline file says that it is."""
_LONGEST = 160


class Key(NamedTuple):
    """What a finding is known by."""

    file: str
    """The document, as the baseline names it."""
    code: str
    """The rule."""
    section: str
    """The heading above it, as headings are compared; empty above the first."""
    excerpt: str
    """The words that it is about, in small letters and with single spaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Known findings that are alike."""

    key: Key
    """What they are known by."""
    count: int = 1
    """How many there are."""
    until: date | None = None
    """The last day on which they are let pass; None for ever."""
    reason: str | None = None
    """Why they are let pass, where somebody wrote it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """Findings that are new, and entries that are not needed any more."""

    new: tuple[int, ...]
    """Places, in the order given, of findings that no entry knows."""
    expired: tuple[Entry, ...]
    """Entries whose day has passed, or that know more findings than there are."""


def key_of(case: Case, file: str, found: Diagnostic) -> Key:
    """What a finding is known by; ``file`` is the document as the baseline names it."""
    headings = (p for p in case.passages if p.kind == "heading" and p.start <= found.span.start)
    above = next(reversed([name_key(heading.text) for heading in headings]), "")
    words = plain_text(case.text[found.span.start : found.span.end]).casefold()
    return Key(file=file, code=found.code, section=above, excerpt=words[:_LONGEST])


def sift(keys: Sequence[Key], entries: Sequence[Entry], today: date, checked: frozenset[str]) -> Sifted:
    """Parts known findings from new ones; ``checked`` are the documents that were looked at."""
    room = Counter({entry.key: entry.count for entry in entries if entry.until is None or today <= entry.until})
    new = []
    for number, key in enumerate(keys):
        if room[key] > 0:
            room[key] -= 1
        else:
            new.append(number)
    over = [e for e in entries if e.until is not None and today > e.until]
    idle = [e for e in entries if e not in over and e.key.file in checked and room[e.key] > 0]
    return Sifted(new=tuple(new), expired=(*over, *idle))


def entries_of(keys: Sequence[Key], before: Sequence[Entry] = ()) -> tuple[Entry, ...]:
    """The entries that know these findings; one that was there before keeps its day and its reason."""
    old = {entry.key: entry for entry in before}
    return tuple(
        Entry(
            key=key,
            count=count,
            until=old[key].until if key in old else None,
            reason=old[key].reason if key in old else None,
        )
        for key, count in sorted(Counter(keys).items())
    )


def dump(entries: Sequence[Entry]) -> str:
    """A baseline file: one entry a line, so that changes of it can be read."""
    rows = [json.dumps(_row(entry), ensure_ascii=False) for entry in entries]
    body = ",\n    ".join(rows)
    return f'{{\n  "schema": "{SCHEMA}",\n  "entries": [{f"{chr(10)}    {body}{chr(10)}  " if rows else ""}]\n}}\n'


def _row(entry: Entry) -> dict[str, Plain]:
    row: dict[str, Plain] = {**entry.key._asdict(), "count": entry.count}
    if entry.until:
        row["until"] = entry.until.isoformat()
    if entry.reason:
        row["reason"] = entry.reason
    return row


def load(text: str, name: str) -> tuple[Entry, ...]:
    """The entries of a baseline file.

    errors: InputError for what is none.
    """
    try:
        tree = json.loads(text)
        if not isinstance(tree, dict) or tree.get("schema") != SCHEMA:
            raise ValueError(f"its schema is not {SCHEMA}")
        return tuple(_entries(tree["entries"]))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(f"{name}: is no baseline file: {error}") from error


def _entries(rows: Sequence[dict[str, str]]) -> Iterator[Entry]:
    for row in rows:
        key = Key(*(str(row[name]) for name in Key._fields))
        until = date.fromisoformat(row["until"]) if row.get("until") else None
        yield Entry(key=key, count=int(row.get("count", 1)), until=until, reason=row.get("reason"))
