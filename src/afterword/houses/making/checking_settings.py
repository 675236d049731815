"""Checking the settings of a house file: keys, zone, clock, phases, and what they name in the template."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping

from afterword.houses import library
from afterword.houses.faults import Fault, field_names, meant, meant_field, tokens_of
from afterword.houses.fields import field_at
from afterword.houses.house import House
from afterword.houses.making.checking_holes import TemplateCheck
from afterword.houses.template import walk
from afterword.model.plain import Plain
from afterword.model.vocabulary import PHASES
from afterword.text import zones
from afterword.text.wording import name_key, short_key

_KINDS: Mapping[str, type | tuple[type, ...]] = {
    "house": str,
    "summary": str,
    "extends": (str, type(None)),
    "time": dict,
    "phases": dict,
    "synonyms": dict,
    "spelling": dict,
    "document": dict,
    "answers": dict,
    "optional": list,
    "reading": str,
    "require": dict,
    "policy": dict,
    "audience": dict,
    "check": dict,
    "look": dict,
    "name_house": bool,
}
_TIME = ("zone", "clock", "zone_in", "day_heading")
_NAME = re.compile(r"[\w][\w.-]*")
_WORDS: Mapping[type, str] = {str: "text", dict: "a map", list: "a list", bool: "true or false"}

PlaceOf = Callable[..., tuple[int, int]]
"""Line and column of a key or a value of the settings."""


def check_settings(
    settings: Mapping[str, Plain], place_of: PlaceOf, base: House | None, found: TemplateCheck | None
) -> list[Fault]:
    """The faults of a house's settings; ``found`` is its own template, ``base`` the house that it extends."""
    faults: list[Fault] = []

    def fault(code: str, message: str, *path: str) -> None:
        line, column = place_of(*path)
        faults.append(Fault(code=code, message=message, line=line, column=column))

    for key, value in settings.items():
        kind = _KINDS.get(key)
        if kind is None:
            fault("HF103", f"a house has no setting {key!r}{meant(key, _KINDS)}", key)
        elif value is not None and not isinstance(value, kind):
            first = kind if isinstance(kind, type) else kind[0]
            fault("HF104", f"{key} must be {_WORDS[first]}", key)
    reading = settings.get("reading")
    if isinstance(reading, str) and reading != "free":
        fault("HF104", f"{reading!r} is no way of reading; it is free, or is left out", "reading", reading)
    name = settings.get("house")
    if isinstance(name, str) and not _NAME.fullmatch(name):
        fault("HF104", "the name of a house is one word of letters, figures, dots, and hyphens", "house", name)
    for code, message, path in (*_of_time(_map(settings, "time")), *_of_fields(settings), *_of_demands(settings)):
        fault(code, message, *path)
    for label, phase in _map(settings, "phases").items():
        if phase not in PHASES:
            fault("HF108", f"{phase!r} is no phase{meant(str(phase), PHASES)}", "phases", label)
    headings = _headings(base, found)
    for message, path in _of_names(settings, headings):
        fault("HF110", message, *path)
    if found is not None:
        faults += _phase_rows(found, {str(v) for v in _map(settings, "phases").values()} | _base_phases(base))
    return faults


_Row = tuple[str, str, tuple[str, ...]]


def _of_time(time: Mapping[str, Plain]) -> Iterator[_Row]:
    for key, value in time.items():
        if key not in _TIME:
            yield "HF103", f"time has no setting {key!r}{meant(key, _TIME)}", ("time", key)
        elif value is not None and not isinstance(value, str):
            yield "HF104", f"time.{key} must be text", ("time", key)
    zone, clock, where, day = (time.get(key) for key in _TIME)
    if isinstance(zone, str) and zones.zone_of(zone) is None:
        advice = "write a name such as UTC or Europe/Berlin, or null where every entry states its own"
        yield "HF107", f"{zone!r} is no time zone with one meaning; {advice}", ("time", "zone", zone)
    if isinstance(clock, str) and clock not in {"24h", "12h"}:
        yield "HF107", f"{clock!r} is no clock; it is 24h or 12h", ("time", "clock", clock)
    if isinstance(where, str) and where not in {"header", "entry", "none"}:
        message = f"{where!r} is no place for the zone; it is header, entry, or none"
        yield "HF107", message, ("time", "zone_in", where)
    if isinstance(day, str) and not _tells_days(day):
        message = f"{day!r} does not write a whole day; it needs year, month, and day, as in **%B %d, %Y:**"
        yield "HF107", message, ("time", "day_heading")


def _tells_days(form: str) -> bool:
    """Whether a form gives different lines for different days, months, and years."""
    days = [dt.date(2024, 2, 15), dt.date(2024, 2, 16), dt.date(2024, 3, 15), dt.date(2025, 2, 15)]
    try:
        return len({day.strftime(form) for day in days}) == len(days)
    except (ValueError, UnicodeEncodeError):
        return False


def _of_fields(settings: Mapping[str, Plain]) -> Iterator[_Row]:
    for key, path in _map(settings, "document").items():
        if field_at(tuple(str(path).split("."))) is None:
            message = f"{path} is no field of the record{meant_field(tuple(str(path).split('.')))}"
            yield "HF109", message, ("document", key)
    for key, path in _map(settings, "answers").items():
        if field_at(tuple(str(path).split("."))) is None:
            message = f"{path} is no field of the record{meant_field(tuple(str(path).split('.')))}"
            yield "HF109", message, ("answers", key)
    for name, shown in _map(settings, "audience").items():
        listed = shown.get("allow") or [] if isinstance(shown, dict) else shown
        for path in listed if isinstance(listed, list) else [listed]:
            if field_at(tuple(str(path).split("."))) is None:
                message = f"{path} is no field of the record{meant_field(tuple(str(path).split('.')))}"
                yield "HF109", message, ("audience", name, str(path))
    for name, spelled in _map(settings, "spelling").items():
        path_ = tuple(name.split("."))
        tokens = tokens_of(path_)
        if not tokens:
            known = [n for n in field_names() if tokens_of(tuple(n.split(".")))]
            yield "HF109", f"{name} has no words of its own to spell{meant(name, known)}", ("spelling", name)
            continue
        for word in spelled if isinstance(spelled, dict) else ():
            if word not in tokens:
                message = f"{name} is never {word!r}{meant(word, tokens)}; it is {', '.join(tokens)}"
                yield "HF109", message, ("spelling", name, word)


def _of_demands(settings: Mapping[str, Plain]) -> Iterator[_Row]:
    """What a house requires by names that no house knows, and audiences that are no lists of fields."""
    known = sorted({key for name in library.names() for key in _map(library.load(name).settings, "require")})
    for key in _map(settings, "require"):
        if key not in known:
            message = f"require has no setting {key!r}{meant(key, known)}; it has {', '.join(known)}"
            yield "HF103", message, ("require", key)
    for name, shown in _map(settings, "audience").items():
        if not isinstance(shown, list | dict):
            message = f"what {name} may see is a list of fields, as [summary, impact.duration]"
            yield "HF104", message, ("audience", name)


def _headings(base: House | None, found: TemplateCheck | None) -> set[str] | None:
    """The names of the template's headings; None where there is no template."""
    if found is not None:
        return set(found.headings)
    return {key for part in walk(base.root) for key in part.keys} if base else None


def _of_names(settings: Mapping[str, Plain], headings: set[str] | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Names of sections in the settings that the template has not."""
    if headings is None:
        return
    others = {name_key(str(s)) for names in _map(settings, "synonyms").values() for s in _list(names)}
    for name in _map(settings, "synonyms"):
        if not _is_heading(name, headings):
            yield f"the template has no heading {name!r}{meant(name_key(name), headings)}", ("synonyms", name)
    wanted = _map(settings, "require").get("sections")
    for key, names in (("optional", settings.get("optional")), ("require", wanted)):
        for word in map(str, names) if isinstance(names, list) else ():
            if not _is_heading(word, headings | others):
                yield f"the template has no heading {word!r}{meant(name_key(word), headings)}", (key, word)


def _is_heading(name: str, headings: set[str]) -> bool:
    return name_key(name) in headings or short_key(name) in headings


def _phase_rows(found: TemplateCheck, labelled: set[str]) -> Iterator[Fault]:
    for phase, line, column in found.phases:
        if phase in PHASES and phase not in labelled:
            message = f"a row stands for the phase {phase}, and the settings' phases give it no label"
            yield Fault(code="HF108", message=message, line=line, column=column)


def _base_phases(base: House | None) -> set[str]:
    return set(base.phases.values()) if base else set()


def _map(settings: Mapping[str, Plain], key: str) -> Mapping[str, Plain]:
    value = settings.get(key)
    return value if isinstance(value, dict) else {}


def _list(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) else [value]
