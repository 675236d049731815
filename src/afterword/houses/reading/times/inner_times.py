"""Times that do not stand at the start: behind a label, or within a sentence."""

import re
from collections.abc import Iterator

from afterword.houses.reading.times.dating import Clock
from afterword.text.dates import dates_in
from afterword.text.expressions import later
from afterword.text.time_words import any_of, time_words
from afterword.text.times import TimeRead

_HIDDEN = later(r"`[^`\n]*`|\]\([^)\n]*\)|https?://\S+")
_CLOCK = later(
    r"(?<![\w.:/-])(?:\d{1,2}[:\uff1a]\d{2}(?!\d)|\d{1,2}(?:\.\d{2})?\s?[ap]\.?m\b|\d{1,2}[\u6642\u65f6\u70b9\uc2dc]"
    r"|\d{1,2}h[0-5]\d\b|noon\b|midnight\b)",
    re.IGNORECASE,
)
_LABEL = later(
    r"[\s*_`]*(?P<label>[^\W\d_][^:\n|*`]{1,60}?)[*_`]*\s*(?:(?<!\d):|:(?!\d)|\s[-\u2013\u2014]|\(|@|=)[*_`]*\s*(?=[~(\d*_`\[]|[A-Z][a-z]{2,8}\.?\s"
    rf"|(?i:about|around|approx\w*|before|after|by|{any_of((*time_words().guessed, *time_words().about))})"
    r"(?![^\W\d_])\.?\s?~?\d)"
)
_MEASURE = later(rf"(?<!\w)(?:{any_of(time_words().measures)})(?!\w)", re.IGNORECASE)
_SENTENCE_END = later(
    r"(?<=[.!?])(?<!\b[ap]\.m\.)(?<!\b[a-z]\.)(?<!\d\.)[\"')*_]*\s+(?=[\"'(*_\[]*[A-Z0-9~])|\n\s*\n|<br\s*/?>",
    re.IGNORECASE,
)


def _visible(text: str) -> str:
    """A text with blanks for code and the targets of links, so that places stay the same."""
    return _HIDDEN.sub(lambda m: " " * len(m.group()), text)


def labelled_time(line: str, clock: Clock) -> tuple[TimeRead, tuple[int, int]] | None:
    """The time behind a label with which a line starts, and where the label stands; None where there is none."""
    match = _LABEL.match(_visible(line))
    if match is None or is_measure(line):
        return None
    found = clock.read_at(line, match.end())
    if found is None or not found.has_clock:
        return None
    return found, match.span("label")


def is_total(text: str) -> bool:
    """Whether a cell is the label of a figure (``Total``), which is no point in time."""
    return not any(char.isdigit() for char in text) and _MEASURE.search(text) is not None


def is_measure(line: str) -> bool:
    """Whether a line starts with the label of a figure (``Duration: 00:25``), which is no point in time."""
    match = _LABEL.match(_visible(line))
    return bool(match and _MEASURE.search(match.group("label")))


def inner_time(text: str, clock: Clock) -> TimeRead | None:
    """The first clock time within a text, with the day that stands before it; a day alone where there is no clock."""
    shown = _visible(text)
    starts = sorted(m.start() for m in [*_CLOCK.finditer(shown), *dates_in(shown)])
    day_only: int | None = None
    for start in starts:
        found = clock.peek_at(text, start)
        if found is not None and found.has_clock:
            return clock.read_at(text, start)
        if found is not None and day_only is None:
            day_only = start
    return clock.read_at(text, day_only) if day_only is not None else None


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text start and end."""
    start = 0
    for match in _SENTENCE_END.finditer(_visible(text)):
        yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)
