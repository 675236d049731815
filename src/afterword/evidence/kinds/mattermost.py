"""Mattermost: bulk exports as JSON lines, and posts as the API gives them."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import (
    elements_of,
    further,
    inner,
    joined,
    made,
    many,
    moment_of,
    placed,
    score_of,
    words,
)
from afterword.evidence.fields import Fields
from afterword.evidence.jsontext import EACH, Element, JsonText
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_BULK: Final = ("post", "direct_post")


def score(sample: Sample) -> float:
    """Whether lines of a bulk export hold posts; its other lines are its own as well."""
    return 0.95 if _is_bulk(sample) else score_of(sample, _is_post)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each post, replies included."""
    number = 0
    for documents, element in _posts(text, context):
        if not isinstance(element.value, Mapping):
            continue
        number += 1
        record = placed(_post(element.value, context.clock), element, number)
        replies = list(documents.elements("replies", EACH, within=element)) if many(element.value, "replies") else []
        if replies:
            # A reply within its parent is a record of its own: the parent ends where the first reply begins.
            record = record._replace(length=replies[0].offset - record.offset, lines=replies[0].line - element.line)
        yield record
        for reply in replies:
            if isinstance(reply.value, Mapping):
                number += 1
                yield placed(_post(reply.value, context.clock), reply, number)


def _posts(text: Text, context: Context) -> Iterator[tuple[JsonText, Element]]:
    """The posts of a text; those of channels and of direct messages stand under two keys of a bulk export."""
    if not _is_bulk(context.sample):
        yield from elements_of(text, context, _is_post)
        return
    documents = JsonText(text.data(context.options.largest_document))
    for line in documents.elements():
        for key in _BULK:
            for element in documents.elements(key, within=line):
                yield documents, element
    if documents.fault:
        context.report("EV204", f"the rest is unparsed: {documents.fault}", None)


def _is_bulk(sample: Sample) -> bool:
    lines = [line for line in sample.documents if isinstance(line, Mapping)]
    return any(line.get("type") == key and _is_post(inner(line, key)) for line in lines for key in _BULK)


def _is_post(value: Fields) -> bool:
    return {"message", "create_at"} <= value.keys() and bool(value.keys() & {"user", "user_id"})


def _post(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("create_at"), clock)
    edited = further(value.get("edit_at"), "edited", clock, main=main)
    attached = [
        joined("\n", words(item, "title"), words(item, "text") or words(item, "fallback"))
        for item in many(value, "props", "attachments")
    ]
    who = words(value, "props", "override_username") or words(value, "user") or words(value, "user_id")
    record = made(main, joined("\n", words(value, "message"), *attached), who=who, moments=edited)
    return record._replace(native_id=words(value, "id"))
