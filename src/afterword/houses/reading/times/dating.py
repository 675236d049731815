"""Day and zone at each place of a document: what has been said so far, and what the document says elsewhere."""

import re
from dataclasses import replace
from datetime import date, timedelta

from afterword.houses.house import House
from afterword.houses.reading.times.day_order import day_first
from afterword.houses.reading.times.leaping import leaps_ahead
from afterword.houses.reading.times.surveying import Survey
from afterword.houses.reading.times.telling_days import StatedDay
from afterword.houses.reading.times.zone_words import (
    ZONE_SENTENCE,
    meant_zone,
    says_only_times,
    without_day,
    zones_told,
)
from afterword.model.changing import changed
from afterword.model.moment import Moment
from afterword.model.vocabulary import Basis
from afterword.text import zones
from afterword.text.dates import WrittenDay, dates_in, day_of, find_days, nearest, weekday_at
from afterword.text.expressions import later
from afterword.text.time_words import any_of, time_words
from afterword.text.times import Context, TimeRead, read_time

_ONLY_ZONE = later(
    r"[\s*_(\[>,-]*(?:[A-Z][a-z]+,\s)?(?:(?:in|all)\s)?(?P<zone>[A-Za-z][\w/+\u2212: -]{1,24})[\s*_)\].:]*"
)
_SHORT_LINE = 40
_CLOCK_BEFORE = later(r"\d\s?$|\d\s?[ap]\.?m\.?\s?$", re.IGNORECASE)
_YEAR = later(r"(?<![\d/.-])(20\d{2})(?![\d.-]*\d)")
_DAY_NUMBER = later(
    rf"[\s*_#([]*(?:{any_of(time_words().day_words)})\s+#?(?P<number>\d{{1,2}})\b"
    r"(?:(?P<alone>[\s*_:.)\]-]*$)|\s*[*_]*[:(,\u2013\u2014-])",
    re.IGNORECASE,
)
_CLOCK = later(r"\d{1,2}:\d{2}|\b\d{1,2}\s?[ap]\.?m\b|\bat (?:noon|midnight)\b", re.IGNORECASE)
OVERNIGHT = 300
"""Minutes by which a clock goes back where people went home: 18:00, then 09:00."""
_DAY = 1440
_SEVERAL = 2
_MONTH_APART = timedelta(days=31)
_YEAR_APART = timedelta(days=300)


def counts_day(text: str) -> bool:
    """Whether a line is no more than a counted day and its date: ``Day 2 - 16 Feb``."""
    numbered = _DAY_NUMBER.match(text)
    rest = without_day(text[numbered.end() :]) if numbered else ""
    return numbered is not None and not rest.strip(" *_:,.()-\u2013\u2014")


def _zone_of_start(zone: str | None) -> str:
    return f"the incident's start is stated in {zone}"


class Clock:
    """What has been said of day and zone so far, while entries are read in order."""

    def __init__(self, house: House, stated: StatedDay | None = None, text: str = "") -> None:
        """A house, the day that the document states elsewhere, and its whole text for hints."""
        self.is_free = house.reads_freely
        self.text = text
        self.first_day = stated.day if stated else None
        self._day_one = self.first_day
        self.has_entries = False
        self.is_prose = True
        self._in_fences = True
        self._knows_order = False
        self._own_zone: str | None = None
        self._stated = stated
        self._follows_precursor = False
        self.is_listed = False
        """Whether most entries start with a time and no word before it, as sentences between them do."""
        self.header: Moment | None = None
        """The day that stands over a list of entries without times; None elsewhere."""
        self.folded: frozenset[int] = frozenset()
        """The blocks of the timeline that are folded away, where entries stand outside them."""
        self.context = Context(
            day=stated.day if stated else None,
            near=stated.day if stated else None,
            day_basis="inferred" if stated else "unknown",
            reason=stated.reason if stated else None,
            zone=house.time.zone,
            zone_basis="stated" if house.time.zone else "unknown",
            reads_relative=house.reads_freely,
            overnight=OVERNIGHT if house.reads_freely else Context().overnight,
            meant=meant_zone(text),
        )

    def begin(self, found: Survey, *, in_fences: bool = True, lasted: float | None = None) -> None:
        """Starts a stretch of entries that look like this; ``in_fences`` says that fenced blocks may hold them.

        ``lasted`` is the stated duration of the incident, in minutes.
        """
        self.has_entries = found.entries > 0
        self.is_prose = found.is_prose
        self.is_listed = found.entries > _SEVERAL and found.entries > _SEVERAL * found.worded
        self.header = None
        self._in_fences = in_fences
        if not self.is_free:
            return
        day = self.context.day
        if found.is_newest_first and not found.days and day and self.context.day_basis == "inferred":
            day += timedelta(days=found.midnights)
        self.context = changed(
            self.context,
            day=day,
            is_newest_first=found.is_newest_first,
            is_twelve_hour=found.is_twelve_hour,
            is_dotted=found.is_dotted,
            is_military=found.is_military,
            overnight=self._overnight(found, lasted),
            previous=None if found.is_newest_first else self.context.previous,
        )

    def _overnight(self, found: Survey, lasted: float | None) -> int:
        """By how many minutes a clock of this stretch goes back at least where that means the next day."""
        is_one_day = lasted is not None and not found.days and leaps_ahead(found.clocks, lasted, OVERNIGHT)
        return _DAY if is_one_day else OVERNIGHT

    def read(self, text: str) -> TimeRead | None:
        """The time with which a text starts; later ones are read in its light."""
        found = read_time(text, self.context)
        if found is None:
            return None
        self.header = None
        if self._follows_precursor and found.has_clock and not found.has_day and self._stated:
            self._follows_precursor = False
            self.context = changed(
                self.context, day=self._stated.day, day_basis="inferred", reason=self._stated.reason, previous=None
            )
            return self.read(text)
        if found.is_ambiguous and not self._knows_order:
            self._knows_order = True
            self.context = changed(self.context, day_first=day_first(self.text, self.first_day))
            return self.read(text)
        if found.day is not None and (found.has_clock or found.has_day):
            self._day_one = self._day_one or found.day
            is_stated = found.has_day and found.moment.year_basis == "stated"
            self.context = changed(
                self.context,
                day=found.day,
                near=self._near(found.day) if is_stated else self.context.near,
                month_day=None,
                previous=found.local or self.context.previous,
                previous_zone=found.moment.zone if found.local else self.context.previous_zone,
                day_basis=found.moment.year_basis if found.has_day else self.context.day_basis,
                reason=None if is_stated else self.context.reason or "the year stands with another day",
                origin=self.context.origin or (found.local if self.is_free else None),
            )
        elif found.month_day and found.has_day:
            self.context = changed(self.context, month_day=found.month_day)
        if self.is_free:
            self._carry_zone(found)
        return found

    def note_entry(self, found: TimeRead) -> None:
        """Takes that an entry has this time: clocks behind one of a day before the incident's are the incident's."""
        if found.is_worded:
            return
        is_alone = found.has_day and not found.has_clock and found.moment.precision == "day"
        is_early = is_alone and self._stated is not None and self._stated.is_sure and found.day is not None
        self._follows_precursor = bool(is_early and self._stated and found.day and found.day < self._stated.day)

    def _near(self, day: date) -> date:
        """The day near which the next ones without year are, after one with a year; a lone odd one changes nothing."""
        near, before = self.context.near, self.context.day
        is_odd = near is not None and abs(day - near) > _YEAR_APART
        follows = before is not None and abs(day - before) <= _MONTH_APART
        return near if is_odd and near is not None and (self.first_day or not follows) else day

    def _carry_zone(self, found: TimeRead) -> None:
        """Entries without a zone have that of the ones before, where nothing else says it and those agree."""
        zone = found.offset or (found.moment.zone if found.moment.zone_basis == "stated" else None)
        if zone is None or zone == self.context.zone or (self.context.zone and self._own_zone is None):
            return
        if self._own_zone is None:
            self._own_zone = zone
            reason = f"an entry before states {zone}"
            self.context = changed(self.context, zone=zone, zone_basis="inferred", zone_reason=reason)
        elif zone != self._own_zone:
            self._own_zone = ""
            self.context = changed(self.context, zone=None, zone_basis="unknown", zone_reason=None)

    def read_at(self, text: str, start: int) -> TimeRead | None:
        """The time at a place of a text; later ones are read in its light."""
        found = self.read(text[start:])
        return replace(found, start=found.start + start, end=found.end + start) if found else None

    def peek(self, text: str) -> TimeRead | None:
        """The time with which a text starts; nothing is taken from it."""
        return read_time(text, self.context)

    def peek_at(self, text: str, start: int) -> TimeRead | None:
        """The time at a place of a text; nothing is taken from it."""
        return read_time(text[start:], self.context)

    def mark(self) -> tuple[Context, str | None]:
        """What is known now, to come back to."""
        return self.context, self._own_zone

    def reset(self, marked: tuple[Context, str | None]) -> None:
        """Forgets what was read since a mark."""
        self.context, self._own_zone = marked

    def reads_fence(self, marker: str) -> bool:
        """Whether a fenced block in a timeline may hold entries: only where nothing else does, and it is no code."""
        return not self.is_free or (self._in_fences and marker.strip("`~ ") in {"", "text", "txt", "markdown"})

    def note_day(self, text: str) -> bool:
        """Takes the day of a heading or a line that stands over entries; False where it states none."""
        found = next(find_days(text), None) or self._settled(text)
        if found is None:
            if self.is_free:
                self.note_year(text)
            return self.note_weekday(text) or self._note_number(text)
        near = self.context.day
        day = nearest(found[0], near) if near else found[0].on(self.context.year)
        if day is None:
            if found[0].on(2000) and found[0].year is None:
                self.context = changed(self.context, month_day=(found[0].month, found[0].day), previous=None)
                return True
            return False
        self._take_day(day, is_stated=found[0].year is not None)
        if numbered := _DAY_NUMBER.match(text):
            self._day_one = day - timedelta(days=int(numbered["number"]) - 1)
        return True

    def note_numbered_day(self, text: str) -> bool:
        """Takes the day of a line that counts it, whatever stands behind: ``Day 2 - 16 Feb``; False for another one."""
        return self.is_free and _DAY_NUMBER.match(text) is not None and self.note_day(text)

    def _note_number(self, text: str) -> bool:
        """Takes the day that a heading counts from the first one."""
        numbered = _DAY_NUMBER.match(text)
        if numbered is None or self._day_one is None:
            return False
        self._take_day(self._day_one + timedelta(days=int(numbered["number"]) - 1), is_stated=False)
        return True

    def _settled(self, text: str) -> tuple[WrittenDay, re.Match[str]] | None:
        """A day whose numbers can be read both ways, as the other days of the document show it."""
        match = next(dates_in(text), None) if self.is_free else None
        if match is None or (found := day_of(match)) is None or not found.is_ambiguous:
            return None
        if not self._knows_order:
            self._knows_order = True
            self.context = changed(self.context, day_first=day_first(self.text, self.first_day))
        settled = day_of(match, self.context.day_first)
        return (settled, match) if settled and not settled.is_ambiguous else None

    def note_day_and_zone(self, text: str) -> bool:
        """Takes both from a line that says nothing else: ``(UTC August 5th, 2021)``."""
        if not self.is_free or next(find_days(text), None) is None:
            return False
        if ZONE_SENTENCE.search(text):
            return self._note_sentence(text)
        if len(text) > _SHORT_LINE:
            return False
        rest = _ONLY_ZONE.fullmatch(without_day(text))
        zone = rest["zone"].strip() if rest else ""
        if not zones.zone_of(zone) and not zones.is_ambiguous(zone):
            return False
        self.note_day(text)
        return self.note_zone(text)

    def _note_sentence(self, text: str) -> bool:
        """Takes day and zone from a sentence about times, such as ``All times are UTC on 2 December 2022``."""
        if _CLOCK.search(text) or not says_only_times(text) or not self.note_zone(text):
            return False
        return self.note_day(text)

    def note_weekday(self, text: str) -> bool:
        """Takes the day of a line that is a weekday (``Monday``) or a number of days (``Day 2``) and nothing else."""
        bare = text.strip(" \t*_#([:-")
        numbered = _DAY_NUMBER.match(text)
        if numbered and numbered["alone"] is not None:
            return self._note_number(text)
        lone = weekday_at(bare, 0, self.context.day)
        if lone is None or bare[lone[0] :].strip(" *_:)]-") or lone[1] is None:
            return False
        self._take_day(lone[1], is_stated=False)
        return True

    def is_day(self, text: str) -> bool:
        """Whether a text is a day and nothing else."""
        found = self.peek(text)
        if found is not None:
            return found.has_day and not found.has_clock and not text[found.end :].strip(" *_:)]")
        marked = self.mark()
        is_weekday = self.note_weekday(text)
        self.reset(marked)
        return is_weekday

    def _take_day(self, day: date, *, is_stated: bool) -> None:
        self.context = changed(
            self.context,
            day=day,
            month_day=None,
            previous=None,
            reason=None if is_stated else self.context.reason,
            day_basis="stated" if is_stated else "inferred",
        )

    def note_year(self, text: str) -> None:
        """Takes the year of a column's name or a heading that states no day: ``Date (2021)``."""
        match = _YEAR.search(text)
        if match is None or next(dates_in(text), None):
            return
        year, day = int(match.group(1)), self.context.day
        self.context = changed(self.context, year=year)
        if day is None or (day.year != year and self.context.day_basis == "inferred"):
            self.context = changed(self.context, day=None, reason=f"the year stands in {text.strip()!r}")

    def note_origin(self, text: str) -> None:
        """Takes the time from which relative ones are counted, where entries state none themselves."""
        found = read_time(text, replace(self.context, reads_relative=False))
        if found is not None and found.local is not None and self.context.origin is None:
            zone = found.moment.zone or self.context.zone
            basis: Basis = self.context.zone_basis if found.moment.zone is None else "inferred"
            reason = self.context.zone_reason or (_zone_of_start(zone) if zone else None)
            self.context = changed(
                self.context, origin=found.local, zone=zone, zone_basis=basis, zone_reason=reason, day=found.day
            )

    def note_zone_of_start(self, text: str) -> None:
        """Takes the zone in which the incident's start is stated, for entries that state none."""
        found = read_time(text, self.context)
        zone = found.moment.zone if found and found.moment.zone_basis == "stated" else None
        if self.note_zone(zone or text, sentence=False) or self._note_exactly(zone):
            is_known = self.context.zone_basis == "stated"
            basis: Basis = "inferred" if is_known else "unknown"
            self.context = changed(self.context, zone_basis=basis, zone_reason=_zone_of_start(self.context.zone))

    def _note_exactly(self, zone: str | None) -> bool:
        """Takes a zone that is no word: ``Z``, ``+02:00``."""
        if zone and zones.zone_of(zone):
            self.context = changed(self.context, zone="UTC" if zone in {"Z", "z"} else zone, zone_basis="stated")
            return True
        return False

    def note_zone_of_others(self, zone: str) -> None:
        """Takes the zone of the document's other clock times for entries that state none."""
        if zones.zone_of(zone):
            reason = f"the other times of the document are in {zone}"
            self.context = changed(self.context, zone=zone, zone_basis="inferred", zone_reason=reason)
            self._own_zone = zone

    def note_zone(self, text: str, *, sentence: bool = True) -> bool:
        """Takes a zone that a heading, a column's name, or a sentence about times states."""
        if sentence and not ZONE_SENTENCE.search(text):
            only = _ONLY_ZONE.fullmatch(without_day(text)) if self.is_free and len(text) < _SHORT_LINE else None
            if only is None:
                return False
        for match in zones_told(text):
            if sentence and _CLOCK_BEFORE.search(text[: match.start()]):
                continue
            known = zones.zone_of(match.group())
            if known or zones.is_ambiguous(match.group()):
                resolved = known or (self.context.meant and self.context.meant[0] == match.group())
                basis: Basis = "stated" if resolved else "unknown"
                self.context = changed(self.context, zone=match.group(), zone_basis=basis, zone_reason=None)
                self._own_zone = None
                return True
        return False
