"""Two postmortems in one document: further titles, behind which the sections of a postmortem start again."""

from collections.abc import Iterator, Sequence

from afterword.houses.fields import Path
from afterword.houses.reading.outline import Section, main_field, owners
from afterword.houses.reading.work import Work
from afterword.text.wording import plain_text

_TIMELINE: Path = ("timeline",)
_ENOUGH = 3
"""So many sections that stand a second time make a second postmortem, without a timeline too."""


def twin_starts(cut: Sequence[Section]) -> tuple[Section, ...]:
    """The sections with which a further postmortem starts, in order; none for a document that is one."""
    levels = sorted({s.level for s in cut if s.heading is not None})
    return next((found for level in levels if (found := tuple(_starts(cut, level)))), ())


def note_twins(work: Work, starts: Sequence[Section]) -> None:
    """Notes where further postmortems start (RD415); the document is read as one all the same."""
    for section in starts:
        title = plain_text(section.title).strip()
        work.find(
            "RD415",
            f"A second postmortem seems to start here, {title!r}, with sections of its own; "
            "both are read as one. Give each a file.",
            section.first,
        )


def _starts(cut: Sequence[Section], level: int) -> Iterator[Section]:
    titles = [n for n, s in enumerate(cut) if s.heading is not None and s.level == level and _is_title(s)]
    known = frozenset(titles)
    before: set[Path] = set()
    for at, after in zip([0, *titles], [*titles, len(cut)], strict=True):
        stretch = cut[at + 1 : _end(cut, at, after, level)]
        held = {f for s in stretch if s.heading is not None and (f := _field(s)) and s.blocks}
        is_flat = any(s.level == level for s in stretch)
        again = held & before
        if at in known and (len(again) >= _ENOUGH or (_TIMELINE in again and not is_flat)):
            yield cut[at]
        before |= held


def _end(cut: Sequence[Section], at: int, after: int, level: int) -> int:
    """Where what stands under a title ends: before the next title, or a heading above its level."""
    higher = (n for n in range(at + 1, after) if cut[n].heading is not None and cut[n].level < level)
    return next(higher, after)


def _is_title(section: Section) -> bool:
    return section.part is None or bool(section.part.title)


def _field(section: Section) -> Path | None:
    """The field that a section is for; None for one that no field takes."""
    if section.part is None or section.part.title or section.part.level == 0:
        return None
    return _TIMELINE if _TIMELINE in owners(section.part) else main_field(section.part)
