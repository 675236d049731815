"""Documents as commands read them: text, house, and a record with what is derived from it."""

from dataclasses import dataclass, replace
from pathlib import Path

from afterword.cli._team import settings_file, team_settings
from afterword.cli.files import read_document
from afterword.errors import UsageError
from afterword.houses import library
from afterword.houses.house import House
from afterword.houses.reading.derived import with_derived
from afterword.houses.reading.getting import Reading, get
from afterword.houses.reading.times.incident import with_incident_day
from afterword.model.record import Record
from afterword.timeline.durations import measure
from afterword.timeline.horizons import with_horizons


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A postmortem that a command works on."""

    text: str
    """Its text."""
    reading: Reading
    """It as it was read."""
    record: Record
    """The record with what is derived: the figures, and what no place of the text says by itself."""
    own: tuple[House, ...] = ()
    """The team's houses, by which it may be written."""


def open_document(path: str, own: tuple[House, ...] | None = None) -> Document:
    """Reads a document; a team's own houses are known where an ``afterword.toml`` stands above it.

    ``own`` gives those houses where they were loaded before.
    errors: InputError as ``read_document``; UsageError for a house of the team's that is broken.
    """
    text = read_document(path)
    own = own_houses(path) if own is None else own
    reading = get(text, own=own)
    record = with_incident_day(with_derived(reading.record, reading.house), Path(path).name)
    record = with_horizons(record)
    record = replace(record, metrics=measure(record))
    return Document(text=text, reading=reading, own=own, record=record)


def own_houses(path: str) -> tuple[House, ...]:
    """The houses in the folder that the nearest ``afterword.toml`` names.

    errors: InputError for settings that cannot be read; UsageError for houses that are not there or broken.
    """
    settings = settings_file(path)
    named = team_settings(path).get("houses") if settings else None
    if settings is None or named is None:
        return ()
    if not isinstance(named, str):
        raise UsageError(f"{settings}: houses must name a folder")
    if not (settings.parent / named).is_dir():
        raise UsageError(f"{settings}: houses: no such folder: {named}")
    return tuple(library.load(str(file)) for file in sorted((settings.parent / named).glob("*.md")))


def house_named(name: str, path: str = "-") -> House:
    """A built-in house, a team's own, or the one in a house file.

    errors: UsageError for a name that is none of these.
    """
    own = next((house for house in own_houses(path) if house.name == name), None)
    return own or library.load(name)
