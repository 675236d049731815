"""Two postmortems in one document: titles side by side that each have a timeline of their own."""

from collections.abc import Sequence

from afterword.houses.reading.outline import owners
from afterword.houses.reading.work import Work
from afterword.text.blocks import Block
from afterword.text.wording import plain_text

_DEEPEST = 2


def find_twins(work: Work, blocks: Sequence[Block]) -> None:
    """Notes where a second postmortem starts (RD415); the document is read as one all the same."""
    headings = [block for block in blocks if block.kind == "heading"]
    for level in range(1, _DEEPEST + 1):
        starts = [n for n, block in enumerate(headings) if block.level == level]
        own = [n for n in starts if not _is_part(work, headings[n]) and _has_timeline(work, headings, n)]
        for n in own[1:]:
            title = plain_text(work.text(headings[n].text)).strip()
            work.find(
                "RD415",
                f"A second postmortem seems to start here, {title!r}, with a timeline of its own; "
                "both are read as one. Give each a file.",
                headings[n].first,
            )
        if len(own) > 1:
            return


def _has_timeline(work: Work, headings: Sequence[Block], at: int) -> bool:
    """Whether a heading below this one, before the next of its level, names the timeline."""
    for block in (headings[n] for n in range(at + 1, len(headings))):
        if block.level <= headings[at].level:
            return False
        part = work.matcher.part(work.text(block.text))
        if part is not None and part.level > 0 and ("timeline",) in owners(part):
            return True
    return False


def _is_part(work: Work, block: Block) -> bool:
    return work.matcher.part(work.text(block.text)) is not None
