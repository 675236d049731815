"""The look that a house and a team ask for: ``look`` in the house file, ``[look]`` in ``afterword.toml``."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from afterword.houses.faults import Fault, meant
from afterword.houses.house import House
from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.publish.look import DARK, LIGHT, Cover, Look, Palette
from afterword.publish.looks.contrast import colour, contrast, lightened
from afterword.publish.looks.logos import logo_of
from afterword.review.policy.faults import line_of

TABLE = "look"
"""The key of the settings that says how documents look."""
PLACES = ("title", "reference", "audience", "kind")
"""What a header or a footer may name in braces."""
_KEYS = ("accent", "colours", "dark", "paper", "cover", "header", "footer", "logo", "logo_words")
_PAPERS = ("a4", "us-letter")
_COVERS: tuple[Cover, ...] = ("page", "title", "none")
_TEXTS = ("ink", "muted", "accent", "alert")
_LEAST_TEXT, _LEAST_LINE = 4.5, 3.0
_PLACE = re.compile(r"\{([^{}]*)\}")
_LONGEST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one place asks for."""

    table: Mapping[str, Plain]
    """As it is written."""
    folder: Path | None = None
    """Where its logo is; None where it can have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dressed:
    """A look, and what of it could not be taken."""

    look: Look
    """The look."""
    faults: tuple[tuple[str, str], ...] = ()
    """The key, and a sentence, for each."""


def asked_by(house: House) -> Asked:
    """What a house asks for."""
    return Asked(table=_map(house.settings, TABLE), folder=house.file.parent if house.file else None)


def look_of(*asked: Asked) -> Dressed:
    """The look that several ask for, the later ones over the earlier ones; what means nothing is left out."""
    look = Look()
    faults: list[tuple[str, str]] = []
    for each in asked:
        look, found = _over(look, each)
        faults += found
    if any(each.table for each in asked):
        faults += [(name, message) for name, message in _unreadable(look) if (name, message) not in faults]
    return Dressed(look=look, faults=tuple(faults))


def look_faults(house: House, text: str, folder: Path | None) -> tuple[Fault, ...]:
    """What is wrong with the look in a house file; ``text`` is the file, ``folder`` where it is."""
    found = look_of(Asked(table=_map(house.settings, TABLE), folder=folder)).faults
    return tuple(
        Fault(code="HF112", message=f"{TABLE}: {message}", line=line_of(text, name, TABLE), column=1)
        for name, message in found
    )


def words_of(look: Look) -> tuple[str, ...]:
    """What a look itself says in a document; it is the house's own word and tells nothing of the incident."""
    texts = (look.header, look.footer, look.logo.alt if look.logo else None)
    return tuple(_PLACE.sub("", text) for text in texts if text)


def _over(look: Look, asked: Asked) -> tuple[Look, list[tuple[str, str]]]:
    table = asked.table
    faults = [(key, f"there is no {key!r}{meant(key, _KEYS)}") for key in table if key not in _KEYS]
    faults += [(key, f"{key} is empty; a colour is written in quotes") for key, value in table.items() if value is None]
    accent = table.get("accent")
    colours: dict[str, Plain] = {**({"accent": accent} if accent is not None else {}), **_map(table, "colours")}
    light = _palette(look.light, colours, faults)
    dark = look.dark
    if light.accent != look.light.accent:
        # a colour for paper is too dark for a dark screen
        dark = replace(dark, accent=lightened(light.accent, dark.paper, 2 * _LEAST_LINE))
    dark = _palette(dark, _map(table, "dark"), faults)
    made = replace(
        look,
        light=light,
        dark=dark,
        paper=_one_of(table, "paper", _PAPERS, look.paper, faults),
        cover=cast("Cover", _one_of(table, "cover", _COVERS, look.cover, faults)),
        header=_line(table, "header", look.header, faults),
        footer=_line(table, "footer", look.footer, faults),
    )
    return _with_logo(made, asked, faults), faults


def _with_logo(look: Look, asked: Asked, faults: list[tuple[str, str]]) -> Look:
    name, alt = asked.table.get("logo"), asked.table.get("logo_words")
    if name is None:
        return look
    if not isinstance(name, str) or not isinstance(alt, str) or not alt.strip():
        faults.append(("logo", "a logo is a file beside the house, and logo_words says whose it is"))
        return look
    found = logo_of(name, asked.folder, " ".join(alt.split())[:_LONGEST])
    if isinstance(found, str):
        faults.append(("logo", f"the logo {name!r} is left out: {found}"))
        return look
    return replace(look, logo=found)


def _palette(base: Palette, colours: Mapping[str, Plain], faults: list[tuple[str, str]]) -> Palette:
    taken: dict[str, str] = {}
    for name, value in colours.items():
        made = colour(value) if isinstance(value, str) else None
        if name not in Palette.names():
            faults.append((name, f"there is no colour {name!r}{meant(name, Palette.names())}"))
        elif made is None:
            faults.append((name, f'{value!r} is no colour; write "#rrggbb", in quotes'))
        else:
            taken[name] = made
    return replace(base, **taken)


def _one_of(
    table: Mapping[str, Plain], key: str, known: Sequence[str], usual: str, faults: list[tuple[str, str]]
) -> str:
    value = table.get(key)
    if value is None or value in known:
        return usual if value is None else str(value)
    faults.append((key, f"{key} is {', '.join(known[:-1])} or {known[-1]}, not {value!r}"))
    return usual


def _line(table: Mapping[str, Plain], key: str, usual: str | None, faults: list[tuple[str, str]]) -> str | None:
    value = table.get(key)
    if value is None:
        return usual
    unknown = [name for name in _PLACE.findall(str(value)) if name not in PLACES]
    if not isinstance(value, str) or unknown or len(value) > _LONGEST:
        places = ", ".join(f"{{{name}}}" for name in PLACES)
        faults.append((key, f"{key} is a line of at most {_LONGEST} letters; it may name {places}"))
        return usual
    return " ".join(value.split())


def _unreadable(look: Look) -> Iterator[tuple[str, str]]:
    """Colours that cannot be told from what is behind them."""
    for where, palette, base in (("", look.light, LIGHT), ("dark ", look.dark, DARK)):
        for name in Palette.names():
            least = _LEAST_TEXT if name in _TEXTS else _LEAST_LINE
            behind = ("paper", "surface") if name in _TEXTS else ("paper",)
            if name in {"paper", "surface", "rule"} or palette == base:
                continue
            for ground in behind:
                ratio = contrast(getattr(palette, name), getattr(palette, ground))
                if ratio < least:
                    told = f"{where}{name} {getattr(palette, name)} on {ground} {getattr(palette, ground)}"
                    yield name, f"{told} has a contrast of {ratio:.1f} to 1, and needs {least:g}"


def _map(settings: Mapping[str, Plain], key: str) -> Mapping[str, Plain]:
    value = settings.get(key)
    return value if isinstance(value, Mapping) else {}
