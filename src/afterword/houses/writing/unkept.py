"""Words of a document that a conversion would lose: the last net below reading, which may not have seen them."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from afterword.houses.reading import aside
from afterword.houses.reading.getting import Reading
from afterword.houses.reading.untaken import HEADING, is_about_time, section_of
from afterword.houses.words import words as synonyms
from afterword.model.record import Remainder
from afterword.text.foreign.characters import words
from afterword.text.foreign.keeping import lost_words
from afterword.text.months import NAMES, SHORT
from afterword.text.tables import cells, from_cell
from afterword.text.zones import ABBREVIATIONS

_LABELLED = 2
_SHORT_WORD = 3
_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def unkept(reading: Reading, text: str) -> tuple[Remainder, ...]:
    """The lines of a document with words that stand less often in ``text``, which was made of it, by section.

    shape: a row of a table is told cell by cell, each after its column. Not counted are the names of sections,
    labels, and columns that another house words otherwise, digits and words of times, which it writes in its own
    form, lines that only say in which zone times were written, comments, and the template's own words.
    """
    source = reading.source
    silent = {line - 1 for line in aside.left_behind(reading)} | set(aside.silent_lines(reading))
    body = [
        n
        for n in range(reading.matter.lines, len(source.bounds))
        if n not in silent and not is_about_time(reading, source.content(n))
    ]
    known = _known() | _of_house(reading)
    found = lost_words(_COMMENT.sub(" ", "\n".join(source.content(n) for n in body)), text)
    missing = Counter(
        word for word in found if word.casefold() not in known and not synonyms().written_time.fullmatch(word)
    )
    headings = {found.first for found in reading.scan.found if found.body > found.first}
    held: dict[str, list[str]] = {}
    unknown: set[int] = set()
    for number in body if missing else ():
        lost = {word for word in words(source.content(number)) if missing[word] > 0}
        table = _table(reading, number)
        if table and number == table.top:
            unknown = (
                set()
                if _states_facts(reading, table)
                else {n for n, name in enumerate(table.columns) if n and lost & set(words(name))}
                | _lost_columns(reading, table, missing)
            )
            continue
        line = _COMMENT.sub("", source.content(number)).rstrip()
        if number in headings:
            told = [part for part in _ASIDE.findall(line) if lost & set(words(part))]
        else:
            told = list(_told(table, line, lost, unknown if table else set()))
        missing.subtract(word for line in told for word in words(line) if word in lost)
        if told:
            held.setdefault(section_of(reading, number), []).append("\n".join(told))
    return tuple(
        Remainder(heading=f"{HEADING}{title}" if title else None, text="\n\n".join(lines))
        for title, lines in held.items()
    )


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Words of the names that every house words in its own way, and of days and zones."""
    given = synonyms()
    columns = (name for names in given.columns.values() for name in names)
    spellings = (spelling for spelled in given.tokens.values() for spelling in spelled)
    names = (*given.headings, *given.labels, *columns, *spellings, *NAMES, *SHORT, *ABBREVIATIONS)
    return frozenset(word.casefold() for name in names for word in words(name))


def _of_house(reading: Reading) -> frozenset[str]:
    """Words that the document's house itself writes around values, its guidance left out."""
    own = "" if reading.house.is_fallback else _COMMENT.sub(" ", reading.house.source)
    return frozenset(word.casefold() for word in words(own))


class _Table(NamedTuple):
    top: int
    columns: list[str]


def _table(reading: Reading, number: int) -> _Table | None:
    """The table that a line is a row or the head of."""
    source = reading.source
    top = number
    while top > 0 and "|" in source.content(top - 1):
        top -= 1
    is_table = "|" in source.content(top) and top + 1 < len(source.bounds) and _RULE.fullmatch(source.content(top + 1))
    return _Table(top, _cells(source.content(top))) if is_table else None


def _lost_columns(reading: Reading, table: _Table, missing: Counter[str]) -> set[int]:
    """The columns of which a cell is lost as a whole, so that the words of the others were kept by chance."""
    source, line = reading.source, table.top + 2
    found: set[int] = set()
    while line < len(source.bounds) and "|" in source.content(line):
        for number, value in enumerate(_cells(source.content(line))):
            said = [word for word in words(value) if len(word) > _SHORT_WORD]
            found |= {number} if said and all(missing[word] > 0 for word in said) else set()
        line += 1
    return found


def _states_facts(reading: Reading, table: _Table) -> bool:
    """Whether the rows of a table are labels and values, so that the names of its columns say nothing of them."""
    source, last = reading.source, table.top + 2
    while last < len(source.bounds) and "|" in source.content(last):
        last += 1
    held = (place.span.start for places in reading.scan.scalars.values() for place in places if place.codec == "cell")
    return len(table.columns) == _LABELLED and any(table.top < source.line_at(start) < last for start in held)


def _told(table: _Table | None, line: str, lost: set[str], unknown: set[int]) -> Iterator[str]:
    """A line that loses words; of a row the cells that do, and those of columns that nobody knows, by their name."""
    values = _cells(line) if table else []
    if table is None or len(values) > len(table.columns):
        if lost:
            yield line.strip().lstrip("#>").strip()
        return
    if _RULE.fullmatch(line):
        return
    first = next((value for value in values if value), "")
    for number, (name, value) in enumerate(zip(table.columns, values, strict=False)):
        if value and (number in unknown or lost & set(words(value))):
            yield f"{name or 'Column without a name'}: {value}{f' ({first})' if first != value else ''}"


def _cells(line: str) -> list[str]:
    return [from_cell(line[span.start : span.end]).strip() for span in cells(line, 0)]
