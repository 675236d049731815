"""Checking a house file: every fault with its place, not only the first."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path as FilePath

from afterword.errors import AfterwordError, UsageError
from afterword.houses import library
from afterword.houses.faults import Fault
from afterword.houses.house import House
from afterword.houses.making.checking_holes import TemplateCheck
from afterword.houses.making.checking_settings import check_settings
from afterword.houses.making.checking_template import check_template
from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.text import yaml
from afterword.text.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A house file that was checked."""

    faults: tuple[Fault, ...]
    """What is wrong, in the order of the text; empty for a valid house."""
    house: House | None = None
    """The house, where it is valid."""


def check(text: str, name: str, folder: FilePath | None = None) -> Checked:
    """All faults of a house file.

    ``folder`` is where the houses that it extends may stand beside it.
    """
    source = Source(text)
    lines = source.contents
    end = library.settings_end(lines)
    if end is None or len(text) > library.MAX_BYTES:
        return Checked(faults=(_as_a_whole(text, lines),))
    span = source.lines(1, end)
    faults, settings = _read_settings(source.text[span.start : span.end])
    has_body = any(line.strip() for line in lines[end + 1 :])
    found = check_template(source, end + 1) if has_body else None
    if found is not None:
        faults += found.faults
    if settings is not None:
        faults += _check_settings(settings, source, end, name, folder, found)
    if faults:
        return Checked(faults=tuple(sorted(faults, key=lambda f: (f.line, f.column, f.code))))
    return _compiled(text, name, folder)


def _as_a_whole(text: str, lines: Sequence[str]) -> Fault:
    """What is wrong with a file of which no more can be said."""
    if len(text) > library.MAX_BYTES:
        return Fault(code="HF101", message=library.TOO_LARGE, line=1, column=1)
    if lines and lines[0].rstrip() == "---":
        message = "the settings that this line opens are not closed by a line ---"
    else:
        message = "a house file starts with its settings, between two lines ---"
    return Fault(code="HF101", message=message, line=1, column=1)


_HARMLESS = frozenset({"HF103", "HF109", "HF110"})


def blocking_faults(house: House) -> tuple[Fault, ...]:
    """The faults of a team's house for which nothing may be written in it; empty for a built-in house.

    A setting that names nothing is none of them: what is written is right without it.
    """
    if house.file is None:
        return ()
    found = check(library.read_house_file(house.file), house.file.stem, house.file.parent)
    return tuple(fault for fault in found.faults if fault.code not in _HARMLESS)


def refuse_faulty(house: House) -> None:
    """Nothing, for a house that can be written in.

    errors: UsageError with path, line, and reason of the first blocking fault.
    """
    faults = blocking_faults(house)
    if faults:
        more = f" (and {len(faults) - 1} more: afterword house check {house.file})" if len(faults) > 1 else ""
        raise UsageError(f"{placed(house.file, faults[0])}{more}")


def placed(path: FilePath | str | None, fault: Fault) -> str:
    """A fault with its place, as ``house check`` writes it."""
    return f"{path}:{fault.line}:{fault.column}: {fault.code} {fault.message}"


def _read_settings(text: str) -> tuple[list[Fault], dict[str, Plain] | None]:
    try:
        settings = yaml.load(text)
    except yaml.YamlError as error:
        return [
            Fault(code="HF102", message=f"the settings cannot be read: {error}", line=error.line + 1, column=1)
        ], None
    if settings is None:
        return [], {}
    if not isinstance(settings, dict):
        return [Fault(code="HF102", message="the settings are no map of keys to values", line=2, column=1)], None
    return [], settings


def _check_settings(
    settings: Mapping[str, Plain],
    source: Source,
    end: int,
    name: str,
    folder: FilePath | None,
    found: TemplateCheck | None,
) -> list[Fault]:
    """The faults of the settings, the house that is extended included."""
    faults: list[Fault] = []
    base: House | None = None
    try:
        base = library.extended_by(settings, name, folder)
    except AfterwordError as error:
        line, column = _place_of(source, end, "extends")
        faults.append(Fault(code="HF105", message=str(error).removeprefix(f"{name}: "), line=line, column=column))
    if base is not None:
        faults += _of_base(base, *_place_of(source, end, "extends"))
    if found is not None and not found.holes and not found.faults:
        message = "the template has no hole, so that nothing of a postmortem could be written in it"
        faults.append(Fault(code="HF212", message=message, line=end + 2, column=1))
    if found is None and base is None and not faults:
        message = "the house has no template, and extends no house that has one"
        faults.append(Fault(code="HF106", message=message, line=end + 1, column=1))
    return faults + check_settings(settings, lambda *path: _place_of(source, end, *path), base, found)


def _of_base(base: House, line: int, column: int) -> list[Fault]:
    """That the house which is extended has faults itself."""
    faults = blocking_faults(base)
    message = f"the house that is extended has faults: {placed(base.file, faults[0])}" if faults else ""
    return [Fault(code="HF105", message=message, line=line, column=column)] if faults else []


def _place_of(source: Source, end: int, *path: str) -> tuple[int, int]:
    """Line and column, from 1, of a key or a value of the settings; of the innermost that is found."""
    line, column = 2, 1
    start = source.bounds[1][0]
    stop = source.bounds[end][0]
    at = start
    for depth, word in enumerate(path):
        found = _key_at(source.text, word, at, stop) if not depth else source.text.find(word, at, stop)
        if found < 0:
            break
        at = found
        number = source.line_at(found)
        line, column = number + 1, found - source.bounds[number][0] + 1
        at = found + len(word)
    return line, column


def _key_at(text: str, key: str, start: int, stop: int) -> int:
    """Where a top-level key starts; -1 where it does not stand."""
    match = re.compile(rf"^[\"']?({re.escape(key)})[\"']?\s*:", re.MULTILINE).search(text, start, stop)
    return match.start(1) if match else -1


def _compiled(text: str, name: str, folder: FilePath | None) -> Checked:
    try:
        house = library.compile_house(text, name, folder)
    except UsageError as error:
        message = str(error).removeprefix(name).lstrip(": ")
        line, column = 1, 1
        if message.startswith("line "):
            number, _, message = message.removeprefix("line ").partition(": ")
            line = int(number.split()[0])
        return Checked(faults=(Fault(code="HF199", message=message, line=line, column=column),))
    return Checked(faults=(), house=house)
