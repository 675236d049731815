"""Documents as commands read them: text, house, and a record with what is derived from it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from afterword.cli._team import placed_setting, settings_file, team_settings
from afterword.cli.files import read_document
from afterword.cli.main import tell
from afterword.errors import AfterwordError, UsageError
from afterword.houses import library
from afterword.houses.house import House
from afterword.houses.reading.derived import with_derived
from afterword.houses.reading.getting import Reading, get
from afterword.houses.reading.times.incident import with_incident_day
from afterword.houses.reading.told_summary import with_told_summary
from afterword.model.changing import changed
from afterword.model.finding import Finding
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.timeline.durations import measure
from afterword.timeline.horizons import with_horizons

_TOLD = "afterword.told"
_NO_HOUSE = "readme"
_UNKNOWN_HOUSE = "RD401"


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
    errors: InputError as ``read_document``.
    """
    return read_as_document(read_document(path), path, own_houses(path) if own is None else own)


def opener() -> Callable[[str], Document]:
    """What opens documents as ``open_document`` does, and loads the team's houses once for a folder."""
    houses: dict[Path, tuple[House, ...]] = {}

    def opened(file: str) -> Document:
        folder = Path(file).parent
        if folder not in houses:
            houses[folder] = own_houses(file)
        return open_document(file, houses[folder])

    return opened


def read_as_document(text: str, path: str, own: tuple[House, ...]) -> Document:
    """A text as the document that a file would be, if it held this text."""
    reading = get(text, own=own)
    record = with_told_summary(reading, with_derived(reading.record, reading.house))
    record = with_incident_day(record, Path(path).name)
    findings = _explained(record.findings, path)
    record = with_horizons(record if findings is record.findings else changed(record, findings=findings))
    record = changed(record, metrics=measure(record))
    return Document(text=text, reading=reading, own=own, record=record)


def _explained(findings: tuple[Finding, ...], path: str) -> tuple[Finding, ...]:
    """The findings; one that the document's house is not known says what is wrong with the team's file of it."""
    if not any(finding.code == _UNKNOWN_HOUSE for finding in findings):
        return findings
    broken = {f"{file.stem!r}": reason for file, reason in _broken(path)}
    return tuple(
        replace(finding, message=f"{finding.message.rstrip('.')}; {reason}.")
        if finding.code == _UNKNOWN_HOUSE
        and (reason := next((why for name, why in broken.items() if name in finding.message), None))
        else finding
        for finding in findings
    )


def _broken(path: str) -> Iterator[tuple[Path, str]]:
    """The team's house files that cannot be used, each with path, line, and reason."""
    for file in _found_files(path):
        try:
            library.load(str(file))
        except AfterwordError as error:
            yield file, _why_broken(file, error)


def own_houses(path: str) -> tuple[House, ...]:
    """The houses in the folder that the nearest ``afterword.toml`` names.

    One that is broken is left out, and a folder that is not there stands for none; either is said on standard error
    once in a run of the program.
    errors: InputError for settings that cannot be read.
    """
    houses: list[House] = []
    broken = dict(_broken(path))
    for reason in broken.values():
        warn_once(f"{reason}; documents are read without this house")
    for file in _found_files(path):
        if file in broken:
            continue
        house = library.load(str(file))
        same = next((other for other in houses if other.name == house.name), None)
        if same is None:
            houses.append(house)
        else:
            warn_once(f"{file}: is left out: its house {house.name} has a file already, {same.file}")
    return tuple(houses)


def _found_files(path: str) -> list[Path]:
    """The team's house files; none, with a warning, where the settings name no folder of them."""
    try:
        return team_house_files(path)
    except UsageError as error:
        warn_once(f"{error}; documents are read without the team's houses")
        return []


def team_house_files(path: str) -> list[Path]:
    """The files in the folder of houses that the settings above a document name, sorted.

    errors: UsageError with file and line for settings that name no folder.
    """
    settings = settings_file(path)
    named = team_settings(path).get("houses") if settings else None
    if settings is None or named is None:
        return []
    if not isinstance(named, str):
        raise UsageError(f"{placed_setting(settings, 'houses')}: houses must name a folder")
    folder = settings.parent / named
    if not folder.is_dir():
        raise UsageError(f"{placed_setting(settings, 'houses')}: houses: no such folder: {named}")
    return sorted(file for file in folder.glob("*.md") if file.stem.lower() != _NO_HOUSE)


def _why_broken(file: Path, error: AfterwordError) -> str:
    """Path, line, and reason of the first fault of a house file that cannot be used."""
    from afterword.houses.making.checking import check, placed  # only for a house that is broken

    try:
        faults = check(library.read_house_file(file), file.stem, file.parent).faults
    except AfterwordError:
        faults = ()
    return placed(file, faults[0]) if faults else str(error)


def warn_once(message: str) -> None:
    """Say something on standard error, once in a run of the program."""
    context = click.get_current_context(silent=True)
    told: set[str] = context.find_root().meta.setdefault(_TOLD, set()) if context else set()
    if message not in told:
        told.add(message)
        tell(message)


def find_house(name: str, path: str = "-") -> House:
    """A built-in house, a team's own, or the one in a house file, sound or not.

    The team is that of the document at ``path``, then that of the folder in which the program runs.

    errors: UsageError for a name that is none of these, for a house that cannot be used, with its place, and for
    settings without a folder where the name can only be that of a team's house.
    """
    places = dict.fromkeys((path, "-"))
    own = next((house for place in places for house in own_houses(place) if house.name == name), None)
    if own is not None:
        return own
    if not name.endswith(".md") and name not in library.names():
        for place in places:
            team_house_files(place)
    files = (file for place in places for file in _found_files(place))
    file = Path(name) if name.endswith(".md") else next((f for f in files if f.stem == name), None)
    try:
        return library.load(str(file or name))
    except UsageError as error:
        raise UsageError(_why_broken(file, error) if file else str(error)) from error


def house_named(name: str, path: str = "-") -> House:
    """A house that something is to be written in: as ``find_house``, and without faults.

    errors: UsageError for a name that is none, and with path, line, and reason for a house with faults.
    """
    house = find_house(name, path)
    if house.file is not None:
        from afterword.houses.making.checking import refuse_faulty  # a built-in house needs no check

        refuse_faulty(house)
    return house
