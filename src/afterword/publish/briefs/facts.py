"""The facts that a short text may state: what the record of a version says, and nothing else."""

import re
from collections.abc import Iterator

from afterword.model.event import Event
from afterword.model.moment import instant
from afterword.model.record import Record
from afterword.model.vocabulary import Phase
from afterword.publish.inlines import plain_words

_END = re.compile(r"(?<=[.!?\u3002])\s+(?=[^\s\d]|\d)")


def plain(text: str | None) -> str:
    """A text of a record as words on one line a paragraph; empty for none."""
    paragraphs = re.split(r"\n\s*\n", (text or "").strip())
    return "\n\n".join(words for part in paragraphs if (words := plain_words(re.sub(r"^[-*+]\s+", "", part))))


def sentences(text: str) -> list[str]:
    """The sentences of a text on one line."""
    return [part.strip() for part in _END.split(" ".join(text.split())) if part.strip()]


def account(record: Record) -> str:
    """What happened, in the words that are written for the widest circle that this version knows."""
    return plain(record.executive_summary) or plain(record.summary)


def effects(record: Record) -> Iterator[tuple[str, str]]:
    """What it did, as labels and values."""
    impact = record.impact
    pairs = (
        ("Customers", impact.customer),
        ("Users affected", impact.users or impact.external_users),
        ("Services", impact.services_unavailable and ", ".join(impact.services_unavailable)),
        ("Duration", impact.duration or record.stated.duration),
        ("Operations", impact.operational),
        ("Revenue", impact.revenue),
        ("Data", impact.data_loss),
        ("Regulation", impact.regulatory),
        ("Impact", impact.text),
    )
    for label, value in pairs:
        if words := plain(str(value) if value else None):
            yield label, words


def milestones(record: Record, phases: tuple[Phase, ...]) -> list[tuple[Phase, Event]]:
    """The first event with a known time of each phase, the oldest first; each time once."""
    found: dict[Phase, Event] = {}
    for event in record.timeline:
        if event.phase in phases and instant(event.at) and event.phase is not None:
            known = found.get(event.phase)
            if known is None or (event.at or "") < (known.at or ""):
                found[event.phase] = event
    return sorted(found.items(), key=lambda pair: (pair[1].at or "", phases.index(pair[0])))


def clock(at: str | None) -> str:
    """An instant as people read it: ``2026-03-12 14:06 UTC``."""
    when = instant(at)
    return f"{when:%Y-%m-%d %H:%M} UTC" if when else (at or "")
