"""What the documents of an archive are called where they are taken over."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from afterword.model.record import Record
from afterword.model.values import dataclass

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST = 60
_LONGEST_PART = 160
_UNFIT = re.compile(r'[\x00-\x1f\x7f\ud800-\udfff<>:"/\\|?*]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How a document would like to be called."""

    source: str
    """Its path in the archive, with slashes."""
    name: str | None
    """The wished name without ending; None where its day or its title is not known."""
    own: str | None = None
    """The path below the target at which its very bytes stand already, which it may have; None where there is none."""
    stays: bool = False
    """Whether it has to stay at its own path."""


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


def settled_names(wishes: Sequence[Wish], occupied: Iterable[str] = ()) -> tuple[str, ...]:
    """The path of each document, folder kept: as wished where nobody else wishes it, else with its own old name.

    ``occupied`` are paths of other files, which no document gets.
    laws: no two are the same to any file system, whatever the case of their letters.
    """
    wished = [_beside(wish.source, wish.name) if wish.name else None for wish in wishes]
    counts = Counter(place_of(name) for name in wished if name)
    folders = (up.as_posix() for wish in wishes for up in PurePosixPath(fit_path(wish.source)).parents)
    taken = {place_of(path) for path in (*occupied, *folders)} | {place_of(wish.own) for wish in wishes if wish.own}
    settled = []
    for wish, name in zip(wishes, wished, strict=True):
        is_free = name is not None and counts[place_of(name)] == 1
        settled.append(_settled(wish, name if name and is_free else _beside(wish.source, _stem(wish.source)), taken))
        taken.add(place_of(settled[-1]))
    return tuple(settled)


def _settled(wish: Wish, name: str, taken: set[str]) -> str:
    if wish.own and (wish.stays or place_of(name) == place_of(wish.own)):
        return wish.own
    unique, number = name, 1
    while place_of(unique) in taken:
        number += 1
        unique = f"{name.removesuffix('.md')}-{number}.md"
    return unique


def place_of(path: str) -> str:
    """A path as the least careful of file systems tells it from others: without case, letters composed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def fit_path(path: str) -> str:
    """A path of an archive with names that every file system holds; a zip that is a folder in it is called like one."""
    return "/".join([*_folders(path), _fit(PurePosixPath(path).name)])


def _folders(path: str) -> list[str]:
    parts = [part for part in PurePosixPath(path).parts[:-1] if part not in {"/", ".", ".."}]
    return [_fit(re.sub(r"\.zip$", "", part, flags=re.IGNORECASE)) for part in parts]


def _fit(name: str) -> str:
    shown = _UNFIT.sub("-", name)
    while len(shown.encode()) > _LONGEST_PART:
        shown = shown[: max(1, len(shown) - (len(shown.encode()) - _LONGEST_PART) // 4 - 1)]
    return shown.rstrip(". ") or "-"


def _beside(source: str, stem: str) -> str:
    return "/".join([*_folders(source), f"{stem}.md"])


def _stem(source: str) -> str:
    """The old name without its ending, fit for every file system."""
    path = PurePosixPath(source)
    stem = path.stem if re.fullmatch(r"\.[A-Za-z0-9]{1,9}", path.suffix) else path.name
    return _fit(stem).strip(". ") or "document"
