"""Entries of a timeline: time, words, phase, and citations of one item, paragraph, heading, or row."""

import re
from dataclasses import replace
from datetime import date

from afterword.houses.house import Hole, House, Pattern
from afterword.houses.notation import Tail, read_tail
from afterword.houses.places import Place
from afterword.model.moment import Moment
from afterword.model.plain import Plain
from afterword.model.span import Span
from afterword.model.vocabulary import Basis
from afterword.text.times import Context, TimeRead, find_day, read_time
from afterword.text.wording import name_key
from afterword.text.zones import ABBREVIATIONS, is_ambiguous, zone_of

TIME_FIELDS = ("at", "until", "written", "precision", "zone", "zone_basis", "year_basis", "basis_reason")
"""The fields of an entry that its written time gives."""

PATTERN: Pattern = (Hole(path=("timeline", "at")), " - ", Hole(path=("timeline", "what")))
"""How an entry is written where neither house nor neighbours say otherwise."""

_CLOSERS = {"*": "*", "_": "_", "`": "`", "[": "]", "(": ")", "{": "}"}
_ZONES = "|".join(ABBREVIATIONS)
_ZONE_WORDS = re.compile(
    rf"\b(?:{_ZONES})\b(?:\s?[+\u2212-]\d{{1,2}}(?::?\d{{2}})?)?|[A-Z][a-z]+/[A-Z][A-Za-z_]+"
    r"|\b(?:US )?(?:Pacific|Eastern)(?: [Tt]ime)?\b"
)
_ZONE_SENTENCE = re.compile(r"\b(?:times?|timestamps?|timezone|time zone|tz|clock)\b", re.IGNORECASE)


class Clock:
    """What has been said of day and zone so far, while entries are read in order."""

    def __init__(self, house: House, day: date | None, reason: str | None) -> None:
        """A house, and the day that the document states elsewhere with where it does so."""
        self.context = Context(
            day=day,
            day_basis="inferred" if day else "unknown",
            reason=reason,
            zone=house.time.zone,
            zone_basis="stated" if house.time.zone else "unknown",
        )

    def read(self, text: str) -> TimeRead | None:
        """The time with which a text starts; later ones are read in its light."""
        found = read_time(text, self.context)
        if found is not None and found.day is not None and (found.has_clock or found.has_day):
            self.context = replace(
                self.context,
                day=found.day,
                previous=found.local or self.context.previous,
                day_basis="stated" if found.has_day and found.moment.year_basis == "stated" else self.context.day_basis,
                reason=self.context.reason if not found.has_day else None,
            )
        return found

    def note_day(self, text: str) -> bool:
        """Takes the day of a heading or a line that stands over entries; False where it states none."""
        year = self.context.day.year if self.context.day else None
        found = find_day(text, year)
        if found is None:
            return False
        stated = re.search(r"\d{4}", found[1].group()) is not None
        self.context = replace(
            self.context,
            day=found[0],
            previous=None,
            reason=None if stated else self.context.reason,
            day_basis="stated" if stated else "inferred",
        )
        return True

    def note_zone(self, text: str, *, sentence: bool = True) -> bool:
        """Takes a zone that a heading, a column's name, or a sentence about times states."""
        if sentence and not _ZONE_SENTENCE.search(text):
            return False
        for match in _ZONE_WORDS.finditer(text):
            if zone_of(match.group()) or is_ambiguous(match.group()):
                basis: Basis = "stated" if zone_of(match.group()) else "unknown"
                self.context = replace(self.context, zone=match.group(), zone_basis=basis)
                return True
        return False


def time_values(moment: Moment) -> dict[str, Plain]:
    """The fields of an entry that a moment gives."""
    return {name: getattr(moment, name) for name in TIME_FIELDS}


def separator_end(text: str, found: TimeRead) -> int:
    """Where the words of an entry start, after the marks that close and separate its time."""
    at = found.end
    for opener in reversed(text[: found.start].strip()):
        closer = _CLOSERS.get(opener)
        skip = re.compile(r"\s*" + re.escape(closer)).match(text, at) if closer else None
        if skip:
            at = skip.end()
    match = re.compile(
        r"[ \t]*(?:(?:[-\u2013\u2014:|,.\u2192]|->|=>)(?:\*\*)?(?=\s|$))?[ \t]*(?:(?:\r\n|\r|\n)[ \t]*)*"
    ).match(text, at)
    return match.end() if match else at


def phase_label(text: str, house: House) -> tuple[str, str, int] | None:
    """The house's phase label with which a text starts: label, phase, and where the words after it start.

    shape: the last is the text's length where the label stands alone.
    """
    folded = text.replace("\u2019", "'").casefold()
    for label, phase in house.phases.items():
        if not folded.startswith(label.casefold()):
            continue
        rest = text[len(label) :]
        if not rest.strip(" *_:"):
            return label, phase, len(text)
        gap = re.match(r"\s*:\s*", rest)
        if gap:
            return label, phase, len(label) + gap.end()
    return None


def describe(
    text: str, start: int, house: House, codec_place: Place
) -> tuple[dict[str, Plain], dict[str, Place], Place, Tail]:
    """Words, phase, and notation of an entry whose words are ``text`` and start at ``start`` in the document."""
    tail = read_tail(text)
    words = text[: tail.start].rstrip()
    item: dict[str, Plain] = {}
    places: dict[str, Place] = {}
    label = phase_label(words, house)
    begin = 0
    if label:
        item["phase"] = label[1]
        begin = label[2] if label[2] < len(words) else 0
        if begin:
            places["phase"] = replace(codec_place, span=Span(start, start + begin), codec=codec_place.codec)
    place = replace(codec_place, span=Span(start + begin, start + len(words)))
    value = place.decode(words[begin:])
    item["what"] = value or None
    places["what"] = place
    for mark, name in (("phase", "phase"), ("kind", "kind"), ("only", "visibility")):
        if mark in tail.marks:
            item[name] = tail.marks[mark]
    tail_place = replace(codec_place, span=Span(start + len(words), start + len(text)))
    return item, places, tail_place, tail


def is_phase_label(text: str, house: House) -> bool:
    """Whether a text is one of the house's phase labels and nothing else."""
    key = name_key(text)
    return any(key == name_key(label) for label in house.phases)
