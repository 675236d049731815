"""The classes of incidents, and which of them the words of a document suggest."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path
from typing import cast

from afterword.learning.incident import Incident, Suggestion, cause_of, story_of, symptoms_of
from afterword.learning.wording import AnyOf, parts_of
from afterword.model.changing import changed
from afterword.model.plain import Plain
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.text.fenced import without_code

_PLACES = (("title", 1.0), ("cause", 0.6), ("summary", 0.4), ("story", 0.2))
_WEAK = 1 / 3
_ENOUGH = 0.5
_MOST = 3
_NEAR = 0.45
_MOST_FACTORS = 4
_REACH = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxon:
    """A class of incidents."""

    name: str
    """What it is called."""
    about: str
    """What its incidents have in common, in a sentence."""
    words: AnyOf
    """Words that speak for it."""
    weak: AnyOf | None = None
    """Words that speak for it a little."""


@cache
def _data() -> Mapping[str, Mapping[str, Plain]]:
    text = Path(__file__).with_name("classes.toml").read_text(encoding="utf-8")
    return cast("Mapping[str, Mapping[str, Plain]]", tomllib.loads(text))


@cache
def taxonomy() -> tuple[Taxon, ...]:
    """All classes, in the order of the data file."""
    return tuple(
        Taxon(
            name=name,
            about=str(entry["about"]),
            words=AnyOf(entry["words"]),
            weak=AnyOf(entry["weak"]) if entry.get("weak") else None,
        )
        for name, entry in cast("Mapping[str, Mapping[str, Plain]]", _data()["class"]).items()
    )


@cache
def _tables(name: str) -> tuple[tuple[str, AnyOf], ...]:
    return tuple((label, AnyOf(words)) for label, words in _data()[name].items())


def suggestions(record: Record) -> tuple[Suggestion, ...]:
    """The classes that the words of a record suggest, the likeliest first; at most three.

    shape: empty where too little speaks for any.
    """
    return _likeliest(_every(record))


def _likeliest(weighed: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    found = sorted((one for one in weighed if one.weight >= _ENOUGH), key=lambda one: -one.weight)
    return tuple(one for one in found[:_MOST] if one.weight >= found[0].weight * _NEAR)


def _every(record: Record) -> list[Suggestion]:
    """All classes, with how much the words of a record speak for each."""
    texts = {"title": record.title or "", "cause": cause_of(record), "summary": symptoms_of(record)}
    texts["story"] = "" if texts["cause"] and texts["summary"] else story_of(record)
    clean = {place: without_code(text).lower() for place, text in texts.items()}
    whole = "\n".join(clean.values())
    parts = parts_of(whole)
    return [_weighed(taxon, clean, whole, parts) for taxon in taxonomy()]


def _weighed(taxon: Taxon, texts: Mapping[str, str], whole: str, parts: AbstractSet[str]) -> Suggestion:
    weight, words = 0.0, []
    for any_of, share in ((taxon.words, 1.0), (taxon.weak, _WEAK)):
        likely = any_of.likely(whole, parts) if any_of else None
        for place, factor in _PLACES if likely else ():
            matches = likely.matches(texts[place]) if likely else []
            said: dict[str, str] = {}
            for match in matches:
                said.setdefault(match[0], _whole(texts[place], match))
            weight += factor * share * _grown(len(said), len(matches))
            if share == 1.0:
                words += [f"{word} ({place})" for word in [*said.values()][:2]]
    return Suggestion(name=taxon.name, weight=round(weight, 2), words=tuple(words[:4]))


def _grown(different: int, count: int) -> float:
    """How much words weigh: other words more than the same one again."""
    return min(different + 0.25 * (count - different), 4.0) ** 0.75 if count else 0.0


def _whole(text: str, match: re.Match[str]) -> str:
    """The words of a match up to the end of the last of them."""
    end = match.end()
    while end < len(text) and text[end].isalnum() and end - match.end() < 20:
        end += 1
    return " ".join(text[match.start() : end].split()).strip("*_` ")


def classified(incident: Incident, record: Record) -> Incident:
    """An incident with what the taxonomy makes of its record: classes, trigger, safeguards, and conditions."""
    analysis = record.analysis
    set_off = " ".join(part for part in (analysis.trigger, analysis.change.triggered, record.fault) if part)
    failed = [*(c.control or "" for c in analysis.controls), *(c.why_it_failed or "" for c in analysis.controls)]
    wrong = [entry.text or "" for entry in record.went_wrong]
    causes = cause_of(record)
    every = [] if incident.stated else _every(record)
    return changed(
        incident,
        suggested=_likeliest(every),
        leanings={one.name: one.weight for one in every if one.weight} or None,
        trigger=_first("trigger", set_off) or _first("trigger", causes),
        failed_controls=tuple(_missing_controls("\n".join((causes, *failed, *wrong)))),
        factors=incident.categories or tuple(_all("factor", causes))[:_MOST_FACTORS],
    )


def _first(table: str, text: str) -> str | None:
    small = text.lower()
    places = [(place, label) for label, words in _tables(table) if (place := words.first(small)) is not None]
    return min(places)[1] if places else None


def _all(table: str, text: str) -> Iterator[str]:
    small = text.lower()
    for label, words in _tables(table):
        if words.first(small) is not None:
            yield label


@dataclass(frozen=True, slots=True, kw_only=True)
class _Control:
    absent: AnyOf
    said: AnyOf


@cache
def _controls() -> tuple[re.Pattern[str], tuple[tuple[str, _Control], ...]]:
    table = cast("Mapping[str, Mapping[str, list[Plain]]]", _data()["failed_control"]["control"])
    missing = cast("list[str]", _data()["failed_control"]["missing"])
    behind = re.compile(rf"\b(?:{'|'.join(missing)})[ -](?:[\w-]+ ){{0,3}}$")
    found = {label: _Control(absent=AnyOf(one["absent"]), said=AnyOf(one["said"])) for label, one in table.items()}
    return behind, tuple(found.items())


def _missing_controls(text: str) -> Iterator[str]:
    """The safeguards of which a text says that they were not there, or did not hold."""
    small = " ".join(text.lower().split())
    behind, controls = _controls()
    for label, control in controls:
        absent = any(
            behind.search(small, max(0, match.start() - _REACH), match.start())
            for match in control.absent.matches(small)
        )
        if absent or control.said.first(small) is not None:
            yield label
