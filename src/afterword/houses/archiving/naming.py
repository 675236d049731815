"""What the documents of an archive are called where they are taken over."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from afterword.model.record import Record

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How a document would like to be called."""

    source: str
    """Its path in the archive, with slashes."""
    name: str | None
    """The wished name without ending; None where its day or its title is not known."""


def day_of(record: Record) -> str | None:
    """The day of the incident: as stated, else that of the first event; None where neither is known."""
    stated = [record.incident.start, *sorted(event.at for event in record.timeline if event.at)]
    return next((found.group() for text in stated if text and (found := _DAY.match(text))), None)


def wished_name(record: Record) -> str | None:
    """``YYYY-MM-DD-slug``; None where the day or the title is not known or has no letters for a file name."""
    day = day_of(record)
    slug = slug_of(_DAY.sub(" ", record.title or ""))
    return f"{day}-{slug}" if day and slug else None


def slug_of(text: str) -> str:
    """The words of a text as a part of a file name; empty where none has Latin letters or digits."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
    return slug if len(slug) <= _LONGEST else slug[: _LONGEST + 1].rpartition("-")[0] or slug[:_LONGEST]


def settled_names(wishes: Sequence[Wish]) -> tuple[str, ...]:
    """The path of each document, folder kept: as wished where nobody else wishes it, else with its own old name.

    laws: no two are the same, whatever the case of their letters.
    """
    wished = [_beside(wish.source, wish.name) if wish.name else None for wish in wishes]
    counts = Counter(name.casefold() for name in wished if name)
    names = [
        name if name and counts[name.casefold()] == 1 else _beside(wish.source, _stem(wish.source))
        for wish, name in zip(wishes, wished, strict=True)
    ]
    taken: set[str] = set()
    settled = []
    for name in names:
        unique, number = name, 1
        while unique.casefold() in taken:
            number += 1
            unique = f"{name.removesuffix('.md')}-{number}.md"
        taken.add(unique.casefold())
        settled.append(unique)
    return tuple(settled)


def _beside(source: str, stem: str) -> str:
    return (PurePosixPath(source).parent / f"{stem}.md").as_posix()


def _stem(source: str) -> str:
    """The old name without its ending, fit for every file system."""
    path = PurePosixPath(source)
    stem = path.stem if re.fullmatch(r"\.[A-Za-z0-9]{1,9}", path.suffix) else path.name
    return re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*]', "-", stem).strip(". ") or "document"
