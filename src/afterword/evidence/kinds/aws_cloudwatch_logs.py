"""Amazon CloudWatch Logs: events of filter and get, subscriptions, and answers of Logs Insights."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import elements_of, find_records, further, made, moment_of, placed, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.jsontext import EACH, Element, JsonText
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.plain import Plain

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_UTC: Final = "Logs Insights writes times in UTC"


def score(sample: Sample) -> float:
    """By the part of the objects that are events of a log, or the rows of an answer."""
    return max(score_of(sample, _is_event), score_of(sample, _is_group), 0.95 * _is_answer(sample))


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each event, at its own time; when it was taken in is a further time."""
    for number, (element, record) in enumerate(_records(text, context), 1):
        yield placed(record, element, number)


def _records(text: Text, context: Context) -> Iterator[tuple[Element, Record]]:
    if _is_answer(context.sample):
        documents = JsonText(text.data(context.options.largest_document))
        for element in documents.elements("results", EACH):
            yield element, _row(element.value, context.clock)
        if documents.fault:
            context.report("EV204", f"the rest is unparsed: {documents.fault}", None)
    elif find_records(context.sample, _is_group):
        for documents, group in elements_of(text, context, _is_group):
            stream = words(group.value, "logStream") if isinstance(group.value, Mapping) else None
            for element in documents.elements("logEvents", EACH, within=group):
                if isinstance(element.value, Mapping):
                    yield element, _event(element.value, context.clock, stream)
    else:
        for _, element in elements_of(text, context, _is_event):
            if isinstance(element.value, Mapping):
                yield element, _event(element.value, context.clock, None)


def _is_event(value: Fields) -> bool:
    own = "ingestionTime" in value or {"eventId", "logStreamName"} <= value.keys()
    return own and {"timestamp", "message"} <= value.keys()


def _is_group(value: Fields) -> bool:
    return isinstance(value.get("logEvents"), list) and bool(value.keys() & {"logGroup", "logStream"})


def _is_answer(sample: Sample) -> bool:
    """Whether a text is an answer of Logs Insights: rows of fields with their values."""
    first = sample.documents[0] if sample.documents else None
    rows = first.get("results") if isinstance(first, Mapping) else None
    row = rows[0] if isinstance(rows, list) and rows else None
    cell = row[0] if isinstance(row, list) and row else None
    return isinstance(cell, Mapping) and {"field", "value"} <= cell.keys()


def _event(value: Fields, clock: Clock, stream: str | None) -> Record:
    main = moment_of(value.get("timestamp"), clock)
    moments = further(value.get("ingestionTime"), "taken in", clock, main=main)
    record = made(main, words(value, "message"), who=words(value, "logStreamName") or stream, moments=moments)
    return record._replace(native_id=words(value, "eventId") or words(value, "id"))


def _row(value: Plain, clock: Clock) -> Record:
    """A row of an answer, whatever it was asked for."""
    cells = [cell for cell in value if isinstance(cell, Mapping)] if isinstance(value, list) else []
    row = {name: words(cell, "value") for cell in cells if (name := words(cell, "field"))}
    written = row.get("@timestamp")
    main = (clock.iso(written, assume="UTC", reason=_UTC) or moment_of(written, clock)) if written else NO_TIME
    rest = " ".join(f"{name}={text}" for name, text in row.items() if text and not name.startswith("@"))
    moments = []
    if taken := row.get("@ingestionTime"):
        at = clock.iso(taken, assume="UTC", reason=_UTC)
        moments = further(at.at if at else None, "taken in", clock, main=main)
    record = made(main, row.get("@message") or rest or None, who=row.get("@logStream"), moments=moments)
    return record._replace(native_id=row.get("@ptr"))
