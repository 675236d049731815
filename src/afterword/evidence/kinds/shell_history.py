"""Histories of shells that keep times: bash with HISTTIMEFORMAT, tcsh, zsh with EXTENDED_HISTORY, fish."""

import re
from collections.abc import Iterator
from typing import Final, Literal

from afterword.evidence.headed import Head, decoded
from afterword.evidence.lines import STRAY, gather
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_BASH: Final = re.compile(r"#\+?(?P<epoch>\d{10})\s*$")
_ZSH: Final = re.compile(r": (?P<epoch>\d{10}):(?P<took>\d+);(?P<command>.*)", re.DOTALL)
_FISH: Final = re.compile(r"- cmd: (?P<command>.*)", re.DOTALL)
_WHEN: Final = re.compile(r" +when: (?P<epoch>\d{10})\s*$")
_FORMS: Final = (_BASH, _ZSH, _FISH)


def score(sample: Sample) -> float:
    """Whether times stand where one of the shells writes them, and often enough for a command each."""
    lines = [decoded(line) for line in sample.lines]
    form = _form(sample)
    if form is None:
        return 0.0
    begun = sum(1 for line in lines if form.match(line))
    timed = begun if form is not _FISH else sum(1 for line in lines if _WHEN.match(line))
    return 0.97 if begun * 4 >= len(lines) and timed * 2 >= begun else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each command; those above the first time are in none."""
    form = _form(context.sample)
    if form is None:
        return
    for head, more, offset, length, line, lines in gather(text, lambda raw: _begins(raw, form)):
        below = [decoded(raw) for raw in more]
        when = next((found for row in below if (found := _WHEN.match(row))), None) if form is _FISH else head
        typed = [row for row in below if form is not _FISH] if form is not _BASH else below
        first = [] if form is _BASH else [head["command"]]
        yield Record(
            offset=offset,
            length=length,
            lines=lines,
            line=line,
            moment=(context.clock.epoch(when["epoch"], "s") if when else None) or NO_TIME,
            what="\n".join([*first, *typed]) or None,
            kind="action",
        )


def _form(sample: Sample) -> re.Pattern[str] | None:
    """The shell whose form one of the first lines has."""
    lines = [decoded(line) for line in sample.lines[:20]]
    return next((form for form in _FORMS for line in lines if form.match(line)), None)


def _begins(raw: bytes, form: re.Pattern[str]) -> Head | Literal["stray"] | None:
    found = form.match(decoded(raw))
    return found or (STRAY if raw.startswith(b"#") and form is _ZSH else None)
