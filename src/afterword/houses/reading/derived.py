"""Fields that a house does not ask for by themselves, because other fields of the document give them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from functools import lru_cache

from afterword.houses.house import House
from afterword.houses.words import words
from afterword.model.analysis import Change
from afterword.model.plain import Plain
from afterword.model.record import Record
from afterword.text.blocks import Block, parse
from afterword.text.expressions import later, one_of
from afterword.text.source import Source

_ADDRESS = later(r"https?://\S+")
_KEY = later(
    r"[\W_]{0,3}(?P<key>(?!(?:SEV|CVE|RFC|ISO|GDPR|HTTP|SHA|UTF|TLS|SLO|SLA|Q)-?\d)[A-Z][A-Z0-9]{1,9}-\d{1,9}(?:-\d{1,9})*)(?![\w-])"
)
"""The key of a ticket at the start of a title; grades, advisories, and standards are written alike."""
_SHOWN = frozenset({"fence", "code", "table"})


def with_derived(record: Record, house: House) -> Record:
    """The record with what its answers say of the change, what is shown beside the fault, bare links, and its key.

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
    key = record.id or _key(record.title or "")
    cause = record.analysis.root_cause or _last_cause(record)
    is_same = attachments == record.attachments and change is record.analysis.change and actions == record.actions
    is_same = is_same and cause == record.analysis.root_cause
    if is_same and key == record.id:
        return record
    analysis = replace(record.analysis, change=change, root_cause=cause)
    return replace(record, id=key, attachments=attachments, actions=actions, analysis=analysis)


def _last_cause(record: Record) -> str | None:
    """What a label within the whys calls the root cause, the last one, where the document tells it nowhere else."""
    analysis = record.analysis
    if analysis.root_causes or analysis.proximate:
        return None
    texts = [text for chain in analysis.whys for why in chain for text in (why.question, why.answer) if text]
    found = [match["cause"] for text in texts if ":" in text and (match := _labelled_cause().search(text))]
    return found[-1].strip() if found else None


@lru_cache(maxsize=1)
def _labelled_cause() -> re.Pattern[str]:
    names = one_of(name for name, path in words().labels.items() if path == "analysis.root_cause" and " " in name)
    return re.compile(
        rf"(?:^|[\s*_])(?:{names})\s*[*_]{{0,3}}:[*_]{{0,3}}\s+(?P<cause>\S.+)", re.IGNORECASE | re.DOTALL
    )


def _key(title: str) -> str | None:
    """The key with which a title starts: ``INC-2041: Checkout down``; None for none."""
    match = _KEY.match(title)
    return match["key"] if match and title[match.end() :].strip(" ]):-\u2013\u2014") else None


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
