"""The day of which a text most likely tells."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from afterword.houses.reading.times.day_order import day_first
from afterword.model.values import dataclass
from afterword.text.dates import WrittenDay, dates_in, day_of, nearest
from afterword.text.expressions import later
from afterword.text.time_words import any_of, time_words
from afterword.text.wording import leading_label

_CLOCK = later(r"\d{1,2}:\d{2}|\b\d{1,2}\s?[ap]\.?m\b|\bat (?:noon|midnight)\b", re.IGNORECASE)
_OTHER_DAY = later(rf"(?<!\w)(?:{any_of(time_words().other_days)})(?!\w)[^.;\n]{{0,40}}$", re.IGNORECASE)
_BYLINE = later(
    r"^[ \t]*<[^\n]*<time\b[^\n]*$|^[ \t]*<time\b[^>\n]*>[^<\n]*</time>[^\n]*$", re.IGNORECASE | re.MULTILINE
)
"""A line of tags that says when a page was published."""
_SENTENCE_END = later(r"[.!?](?:\s|$)|\n\n")
OWN_DATE = "the document's own date"
"""Where the day stands on which a document was written."""
OPENING_DATE = "the opening's own date"
"""The same, where no label says so."""
_OWN_PLACES = frozenset({OWN_DATE, OPENING_DATE})
_BESIDE = later(r"\s*[|\u00b7\u2022;]\s*")
"""What parts several labels of one line."""
_BULLET = later(r"[\s>]*(?:[-*+]\s+)?")
_STANDS = "the day stands in "
_BEGINNING = 4000
"""Characters of a text in which its day is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedDay:
    """A day that a document states somewhere."""

    day: date
    """The day."""
    place: str
    """Where it stands, in words: ``the title``."""

    @property
    def is_sure(self) -> bool:
        """Whether the place says when it happened, not when somebody wrote."""
        return self.place not in _OWN_PLACES

    @property
    def reason(self) -> str:
        """Why entries without a day are of this one."""
        return f"{_STANDS}{self.place}"


def place_in(reason: str | None) -> str | None:
    """The place that a reason of ``StatedDay`` names; None for other reasons."""
    said = next((part for part in (reason or "").split("; ") if part.startswith(_STANDS)), None)
    return said.removeprefix(_STANDS) if said else None


def place_of(text: str, told: str, otherwise: str) -> str:
    """Where in a text the day stands that it tells: a label before it by its name, else as given."""
    for line in (part for whole in text.splitlines() for part in (*_BESIDE.split(whole), whole)):
        label = leading_label(_BULLET.sub("", line, count=1))
        if label and (found := telling_day(line)) and found[0] == told:
            return f"the label {label[0]!r}"
    return otherwise


_AS_OF = later(
    rf"(?<!\w)(?:{any_of(time_words().as_of)})"
    r"[\s:,([\u2013\u2014-]*(?:(?:on|at|vom|am|du|del?|the)\s)?$",
    re.IGNORECASE,
)


def is_as_of(text: str) -> bool:
    """Whether the day in a title is that of its latest news: ``Login down, as of 27.08.2022``."""
    match = next(dates_in(text), None)
    return match is not None and _AS_OF.search(text[: match.start()]) is not None


def days_in(texts: Iterable[tuple[str | None, str]]) -> Iterator[StatedDay]:
    """The first day of each text, given with the words for its place; one without year is of the first full day's.

    shape: texts without a day are passed over; so is a day without year where no text states one. A text is only
    looked at when the ones before it are not enough.
    """
    waiting: list[tuple[WrittenDay, str]] = []
    anchor: date | None = None
    for text, place in texts:
        found = next(_days(text), None) if text else None
        if found is None:
            continue
        waiting.append((found, place))
        anchor = anchor or found.on()
        while anchor and waiting:
            written, where = waiting.pop(0)
            day = nearest(written, anchor)
            if day:
                yield StatedDay(day=day, place=where)


def _days(text: str) -> Iterator[WrittenDay]:
    for match in dates_in(text):
        found = day_of(match)
        if found and not found.is_ambiguous and found.on(2000):
            yield found


def only_day(text: str) -> str | None:
    """The one day that a whole text states, as a date; None for several, or one of a publication or a deadline."""
    matches = [m for m in dates_in(text) if not _OTHER_DAY.search(text[max(0, m.start() - 60) : m.start()])]
    is_ambiguous = any((found := day_of(match)) and found.is_ambiguous for match in matches)
    order = day_first(text, None) if is_ambiguous else None
    written = [found for match in matches if (found := day_of(match, order)) and not found.is_ambiguous]
    days = {day for found in written if (day := found.on())}
    return days.pop().isoformat() if len(days) == 1 else None


def telling_day(text: str) -> tuple[str, bool] | None:
    """The day in a text that is most likely the incident's, as a date, and whether a clock time stands beside it.

    returns: None where every day is that of a publication, a deadline, or an earlier time, or where there is none; a
    day without year is given as written where no other of the text has one.
    """
    best: tuple[re.Match[str], bool] | None = None
    text = text[:_BEGINNING]
    if "<" in text:
        text = _BYLINE.sub(" ", text)
    for match in dates_in(text):
        begin = max(
            at + 2 if (at := text.rfind(end, 0, match.start())) >= 0 else 0 for end in (". ", ".\n", "\n\n", "! ", "? ")
        )
        if day_of(match) is None or _OTHER_DAY.search(text[max(begin, match.start() - 60) : match.start()]):
            continue
        end = _SENTENCE_END.search(text, match.end())
        has_clock = bool(_CLOCK.search(text[begin : end.start() if end else len(text)]))
        best = best if best and not has_clock else (match, has_clock)
        if has_clock:
            break
    if best is None:
        return None
    found = day_of(best[0])
    full = next((day for other in _days(text) if (day := other.on())), None) if found and found.year is None else None
    day = nearest(found, full) if found and full else None
    return day.isoformat() if day else best[0].group(), best[1]
