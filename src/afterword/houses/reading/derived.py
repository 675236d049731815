"""Fields that a house does not ask for by themselves, because other fields of the document give them."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace

from afterword.houses.house import House
from afterword.model.analysis import Change
from afterword.model.plain import Plain
from afterword.model.record import Record
from afterword.text.blocks import Block, parse
from afterword.text.expressions import later
from afterword.text.source import Source

_ADDRESS = later(r"https?://\S+")
_SHOWN = frozenset({"fence", "code", "table"})


def with_derived(record: Record, house: House) -> Record:
    """The record with what its answers say about the change, what is shown beside the fault, and bare links tracked.

    returns: a field that the document states itself stays as it is. For showing only: a document is written
    from the record as it was read.
    source: ``answers`` in the front matter of the house gives the field of each question's key.
    """
    change = _change(record, house.settings.get("answers"))
    attachments = record.attachments or tuple(_attached(record.fault or ""))
    actions = tuple(
        replace(action, tracker=action.what) if not action.tracker and _ADDRESS.fullmatch(action.what or "") else action
        for action in record.actions
    )
    if attachments == record.attachments and change is record.analysis.change and actions == record.actions:
        return record
    return replace(record, attachments=attachments, actions=actions, analysis=replace(record.analysis, change=change))


def _change(record: Record, answers: Plain) -> Change:
    if not isinstance(answers, Mapping):
        return record.analysis.change
    given = {str(answers.get(question.key or "")): question.answer for question in record.analysis.questions}
    stated = record.analysis.change
    return replace(
        stated, **{f.name: getattr(stated, f.name) or given.get(f"analysis.change.{f.name}") for f in fields(Change)}
    )


def _attached(text: str) -> Iterator[str]:
    """Code, tables, and paragraphs with an image, as they stand."""
    if text:
        source = Source(text)
        yield from _shown(source, parse(source))


def _shown(source: Source, blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        words = "\n".join(source.content(line) for line in range(block.first, block.last))
        if block.kind in _SHOWN or (block.kind == "paragraph" and "![" in words):
            yield words
        elif block.kind in {"list", "item", "quote"}:
            yield from _shown(source, block.children)
