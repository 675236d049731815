"""The stated figures that the timeline, or the document itself, contradicts."""

from collections.abc import Iterator

from afterword.review.case import Case
from afterword.review.diagnostic import Hit
from afterword.review.figures.anchors import beside_claim, disagrees
from afterword.review.figures.claims import About, Claim, claims
from afterword.review.figures.measured import beside, contradiction, prepared
from afterword.review.figures.spans import agrees
from afterword.timeline.figures import spoken

_ADVICE = "Compute it anew from the timeline, and name both ends"


def contradicted(case: Case, *about: About) -> Iterator[Hit]:
    """A hit for each figure about one of these that is wrong, in the order of the text."""
    stated = [claim for claim in claims(case) if claim.about in about]
    if not stated:
        return
    record = prepared(case.record)
    wrong: set[float] = set()
    quiet: list[Claim] = []
    for claim in stated:
        hit = _own(claim)
        near = beside(record, claim) if hit is None else None
        if near:
            what = (near.event.what or "the entry").strip().splitlines()[0][:60]
            message = f"no entry of the timeline has this time; the nearest is {near.written}, {what!r}"
            place = claim.first_time if near.is_start else claim.last_time
            hit = Hit(span=place or claim.span, message=message, suggestion=_ADVICE)
        group = beside_claim(case, claim)
        given = (disagrees(claim, group) if group else contradiction(record, claim)) if hit is None else None
        if given:
            hit = Hit(
                span=claim.span,
                message=f"{'the times above it give' if group else 'the timeline gives'} another figure: {given}",
                suggestion=_ADVICE,
            )
        if hit is None:
            quiet.append(claim)
        else:
            wrong.add(claim.seconds)
            yield hit
    for claim in quiet:
        if claim.seconds in wrong and not claim.has_basis and claim.stretch is None:
            message = "the same figure stands elsewhere with ends that the timeline contradicts"
            yield Hit(span=claim.span, message=message, suggestion=_ADVICE)


def _own(claim: Claim) -> Hit | None:
    """A figure that is not as long as the stretch that stands beside it."""
    if claim.duration is None or claim.stretch is None or claim.has_basis or claim.seconds >= 86400 / 2:
        return None
    if agrees(claim.duration, claim.stretch.seconds):
        return None
    message = f"the times beside it are {spoken(claim.stretch.seconds)} apart"
    return Hit(span=claim.span, message=message, suggestion=_ADVICE)
