"""Two sections of a document that would fill the same field: one does, the others stay as they are."""

from collections.abc import Sequence

from afterword.houses.fields import Path
from afterword.houses.house import TextSlot
from afterword.houses.outline import Section
from afterword.houses.residue import is_residue
from afterword.houses.work import Work


def leave_repeats(work: Work, cut: Sequence[Section]) -> None:
    """Leaves to the remainder every further section for a field that holds one text.

    The first that says something fills the field; one whose name means it for certain comes before others.
    """
    held: dict[Path, list[Section]] = {}
    for section in cut:
        slot = next((n for n in section.part.nodes if isinstance(n, TextSlot)), None) if section.part else None
        if slot is not None and section.heading is not None:
            held.setdefault(slot.hole.path, []).append(section)
    for sections in held.values():
        if len(sections) > 1:
            _leave_others(work, sections)


def _leave_others(work: Work, sections: Sequence[Section]) -> None:
    telling = [s for s in sections if s.blocks and not is_residue(_text(work, s), asks=True)]
    kept = next((s for s in telling if not work.matcher.is_weak(s.title)), telling[0] if telling else sections[0])
    for section in sections:
        if section is not kept and (section in telling or not telling):
            section.part = None


def _text(work: Work, section: Section) -> str:
    return work.text(work.source.lines(section.body, max(section.body, section.last)))
