"""Entries of a timeline: time, words, phase, and citations of one item, paragraph, heading, or row."""

import operator
import re
from collections.abc import Callable

from afterword.houses.house import Hole, House, Pattern
from afterword.houses.notation import Tail, read_tail
from afterword.houses.reading.places import Place
from afterword.model.moment import Moment
from afterword.model.plain import Plain
from afterword.text.expressions import later
from afterword.text.times import TimeRead
from afterword.text.wording import name_key

TIME_FIELDS = ("at", "until", "written", "precision", "zone", "zone_basis", "year_basis", "basis_reason")
"""The fields of an entry that its written time gives."""
_times_of: Callable[[Moment], tuple[Plain, ...]] = operator.attrgetter(*TIME_FIELDS)

PATTERN: Pattern = (Hole(path=("timeline", "at")), " - ", Hole(path=("timeline", "what")))
"""How an entry is written where neither house nor neighbours say otherwise."""

_LEAD = 40
"""Characters before a time in which the marks that open around it are looked for."""

_SEPARATOR = later(
    r"(?:</\w+>)*[ \t]*(?:(?:[-\u2013\u2014:|,.;\u2192\u00b7]|--|->|=>|:{2,8})"
    r"(?:[*_`]{1,3}|</\w+>)*(?=\s|$)|:(?=[A-Za-z@])"
    r"|(?<=\s)[-\u2013\u2014](?=[A-Za-z@]))?[ \t]*(?:(?:\r\n|\r|\n)[ \t]*)*"
)
_TARGET = later(r"\([^()\s]*\)")
_CLOSERS = {opener: later(r"\s*" + re.escape(closer)) for opener, closer in zip("*_`[({", "*_`])}", strict=True)}
"""What closes a mark that opens around a time, with the space before it."""


def time_values(moment: Moment) -> dict[str, Plain]:
    """The fields of an entry that a moment gives."""
    return dict(zip(TIME_FIELDS, _times_of(moment), strict=True))


def separator_end(text: str, found: TimeRead) -> int:
    """Where the words of an entry start, after the marks that close and separate its time."""
    at = found.end
    for opener in reversed(text[max(0, found.start - _LEAD) : found.start].strip()):
        closer = _CLOSERS.get(opener)
        skip = closer.match(text, at) if closer else None
        if skip:
            at = skip.end()
            target = _TARGET.match(text, at) if opener == "[" else None
            at = target.end() if target else at
    match = _SEPARATOR.match(text, at)
    return match.end() if match else at


def phase_label(text: str, house: House) -> tuple[str, str, int] | None:
    """The house's phase label with which a text starts: label, phase, and where the words after it start.

    shape: the last is the text's length where the label stands alone.
    """
    if not house.phases:
        return None
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
            places["phase"] = codec_place.at(start, start + begin)
    place = codec_place.at(start + begin, start + len(words))
    value = place.decode(words[begin:])
    item["what"] = value or None
    places["what"] = place
    for mark, name in (("phase", "phase"), ("kind", "kind"), ("only", "visibility")):
        if mark in tail.marks:
            item[name] = tail.marks[mark]
    tail_place = codec_place.at(start + len(words), start + len(text))
    return item, places, tail_place, tail


def is_phase_label(text: str, house: House) -> bool:
    """Whether a text is one of the house's phase labels and nothing else."""
    key = name_key(text)
    return any(key == name_key(label) for label in house.phases)
