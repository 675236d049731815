"""What leaves the team: documents for others, and the parts that are written for leadership."""

from collections.abc import Iterator
from dataclasses import replace

from afterword.review.case import Case
from afterword.review.passages import Passage
from afterword.text.sensitive.contacts import contacts
from afterword.text.sensitive.hits import Family, Hit, settled
from afterword.text.sensitive.identities import identities
from afterword.text.sensitive.links import links
from afterword.text.sensitive.networks import networks

_EXTERNAL = frozenset({"customer", "customers", "public", "external", "partner", "partners"})
_OUTWARD = frozenset({"executive_summary", "leadership", "customer_communication", "status_page"})


def is_external(case: Case) -> bool:
    """Whether the document says that it is for customers, partners, or the public."""
    words = (case.record.audience or "").casefold().replace(",", " ").replace("/", " ").split()
    return bool(_EXTERNAL & set(words))


def outward(case: Case) -> Iterator[Passage]:
    """The prose that people outside of the team read: all of a document for others, else the parts for leadership."""
    if is_external(case):
        yield from case.passages
        return
    lines: set[int] = set()
    for path, places in case.reading.scan.scalars.items():
        if path[0] in _OUTWARD:
            for place in places:
                first, last = case.source.line_at(place.span.start), case.source.line_at(max(place.span.end - 1, 0))
                lines.update(range(first, last + 1))
    yield from (passage for passage in case.passages if passage.line in lines)


def outward_hits(case: Case, *families: Family) -> Iterator[Hit]:
    """What of these families stands in ``outward``, in order, each stretch once; places are those of the document."""
    known = case.memory.get("outward_hits")
    if not isinstance(known, tuple):
        known = case.memory["outward_hits"] = tuple(_outward_hits(case))
    yield from (hit for hit in known if hit.family in families)


def _outward_hits(case: Case) -> Iterator[Hit]:
    for passage in outward(case):
        raw = case.text[passage.start : passage.start + len(passage.text)]
        for hit in settled(form for detector in (contacts, identities, links, networks) for form in detector(raw)):
            yield replace(hit, start=passage.start + hit.start, end=passage.start + hit.end)
