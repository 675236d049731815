"""How far an incident is, where that stands in no place of its own: quoted, below the title's label, at the end, ..."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from afterword.houses.fields import Path
from afterword.houses.reading.grading import footer_lines, label_pattern, lines_of, tells_of_incident
from afterword.houses.reading.outline import Section
from afterword.houses.reading.places import Place
from afterword.houses.reading.residue import is_choice, is_residue
from afterword.houses.reading.work import Work, get_in
from afterword.houses.words import words
from afterword.model.span import Span
from afterword.text.expressions import later

_STATUS: Path = ("status",)
_VALUE = later(r"[\s*_`\[(]*(?P<value>[^|<\n]{2,200}?)[\s*_`\\\])]*(?:$|\||<|\s\s|\s[\u00b7\u2022]\s)")
_BADGE = later(r"!\[[^\]\n]{0,60}\]\([^)\s]{0,200}badge/status-(?P<value>[^\s)/-]{2,30})-", re.IGNORECASE)
_FIRST_SECTIONS = 3
"""How many sections at the start of a document may hold facts about the whole."""


def find_status(work: Work, cut: Sequence[Section]) -> None:
    """Takes the status from where a person finds it, in a document of no known house that has no place for it."""
    if not work.house.reads_freely or get_in(work.scan.tree, _STATUS):
        return
    for span in _candidates(work, cut):
        text = work.text(span)
        if is_choice(text) or is_residue(text) or not any(char.isalpha() for char in text):
            continue
        work.put(_STATUS, work.value(_STATUS, text), Place(span=span, codec="line"))
        return


def _candidates(work: Work, cut: Sequence[Section]) -> Iterator[Span]:
    early = [s for s in cut[:_FIRST_SECTIONS] if tells_of_incident(s)]
    for line in [*(line for _, line in lines_of(work, early)), *footer_lines(cut)]:
        content, start = work.source.content(line), work.source.bounds[line][0]
        label = _label().match(content)
        value = _VALUE.match(content, label.end()) if label else None
        match = value or _BADGE.search(content)
        if match:
            yield Span(start + match.start("value"), start + match.end("value"))


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    return label_pattern({name for name, path in words().labels.items() if path == "status"})
