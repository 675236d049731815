"""The summary of a document of no known house whose section of that name holds nothing but facts."""

from dataclasses import replace

from afterword.houses.reading.getting import Reading
from afterword.houses.reading.outline import main_field
from afterword.houses.reading.residue import is_residue
from afterword.model.record import Record

_LEAST = 20


def with_told_summary(reading: Reading, record: Record) -> Record:
    """The record with the section as it is written for its summary, where fields of their own took all of it.

    returns: the record as it is where it has a summary. For showing only: a document is written from the record as it
    was read, in which each fact stands once.
    """
    if record.summary or record.executive_summary or not reading.house.reads_freely:
        return record
    source = reading.source
    for found in reading.scan.found:
        if main_field(found.part) != ("summary",) or not found.title:
            continue
        span = source.lines(found.body, max(found.body, found.last))
        text = source.text[span.start : span.end].replace("\r\n", "\n").strip("\n -")
        if len(text) >= _LEAST and not is_residue(text):
            return replace(record, summary=text)
    return record
