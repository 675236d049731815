"""What leaves the team: documents for others, and the parts that are written for leadership."""

from collections.abc import Iterator

from afterword.review.case import Case
from afterword.review.passages import Passage

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


def changed(before: str, after: str) -> tuple[int, int, str]:
    """The stretch of ``before`` that ``after`` has replaced, and what stands there now.

    returns: start, end, and the words of the mask without its brackets.
    """
    start = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    most = min(len(before), len(after)) - start
    tail = next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)
    mask = after[after.rfind("[", 0, start + 1) if "[" in after[: start + 1] else start :]
    return start, len(before) - tail, mask.partition("]")[0].strip("[ ")
