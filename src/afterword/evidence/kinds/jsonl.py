"""JSON lines and JSON arrays of objects with a time, whatever wrote them (generic)."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import read_lines
from afterword.evidence.fields import Fields, plain_name, plain_record, time_keys, time_of
from afterword.evidence.jsontext import EACH, JsonText
from afterword.evidence.options import Options
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.plain import Plain

JSON: Final = True
"""Only of texts that are JSON it is asked."""

GENERIC: Final = True
"""Asked only where no other kind recognises a text."""
BY_LINE: Final = True
"""Each record is read alike without what precedes it."""

_MOST: Final = 150
_MANY_IN_ONE: Final = frozenset({"resourceLogs", "resourceSpans", "resourceMetrics", "Records", "logEvents"})


def score(sample: Sample) -> float:
    """By the part of the lines, or of the array's elements, that are objects with a time."""
    records, share = _records_of(sample)
    if not records or any(_MANY_IN_ONE & record.keys() for record in records):
        return 0.0
    some = records[:: len(records) // _MOST + 1]
    keys = time_keys(some, Clock(Options()))
    clock = Clock(Options())
    timed = sum(1 for record in some if time_of(record, keys, clock)[0] is not None) / len(some)
    if len(records) == 1 and not _is_log_record(records[0]):
        return 0.0
    return 0.9 * share if timed >= 0.5 else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each object."""
    keys = _time_keys(context.sample, context.options)
    if context.sample.objects:
        yield from read_lines(text, context, lambda value, clock: plain_record(value, keys, clock))
        return
    documents = JsonText(text.data(context.options.largest_document))
    path = (EACH,) if context.sample.head.lstrip()[:1] == b"[" else ()
    for number, element in enumerate(documents.elements(*path), 1):
        if isinstance(element.value, dict):
            yield plain_record(element.value, keys, context.clock)._replace(
                offset=element.offset, length=element.length, line=element.line, lines=element.lines, number=number
            )
    if documents.fault:
        context.report("EV204", f"the rest is unparsed: {documents.fault}", None)


@lru_cache(maxsize=4)
def _time_keys(sample: Sample, options: Options) -> tuple[str, ...]:
    return time_keys(_records_of(sample)[0], Clock(options))


def _records_of(sample: Sample) -> tuple[list[dict[str, Plain]], float]:
    """Objects of the sample, and the part of its lines or elements that they are."""
    if sample.objects:
        return list(sample.objects), len(sample.objects) / sum(1 for line in sample.lines if not line[:1].isspace())
    documents = sample.documents
    elements = documents[0] if len(documents) == 1 and isinstance(documents[0], list) else list(documents)
    objects = [element for element in elements if isinstance(element, dict)]
    return objects, len(objects) / len(elements) if elements else 0.0


def _is_log_record(record: Fields) -> bool:
    """Whether one object alone is a log's record rather than a document about something."""
    names = {plain_name(key) for key in record}
    return bool(names & {"message", "msg", "log", "syslogmessage", "operationname", "eventname"}) and not any(
        isinstance(value, list) for value in record.values()
    )
