"""Two sections of a document that would fill the same field: one does, the others stay as they are."""

from collections.abc import Sequence

from afterword.houses.fields import Path
from afterword.houses.house import TextSlot
from afterword.houses.reading.outline import Section
from afterword.houses.reading.residue import is_residue
from afterword.houses.reading.work import Work
from afterword.text.wording import name_key

_SHORT = 60
"""Characters; a longer text is not repeated in a message."""


def leave_repeats(work: Work, cut: Sequence[Section]) -> None:
    """Leaves to the remainder every further section for a field that holds one text.

    The first that says something fills the field; one whose name means it for certain comes before others, and one
    below a heading before one behind a label, which often is a short form of it.
    """
    held: dict[Path, list[Section]] = {}
    for section in cut:
        slot = next((n for n in section.part.nodes if isinstance(n, TextSlot)), None) if section.part else None
        if slot is not None and section.heading is not None:
            held.setdefault(slot.hole.path, []).append(section)
    for field, sections in held.items():
        if len(sections) > 1:
            _leave_others(work, field, sections)
    kept = [(field, s) for field, sections in held.items() for s in sections if s.part is not None]
    work.headed = frozenset(field for field, s in kept if _is_headed(s) and not is_residue(_text(work, s), asks=True))


def _is_headed(section: Section) -> bool:
    """Whether a section has text, and a heading that is one of Markdown's."""
    return bool(section.blocks) and section.heading is not None and section.heading.marker != "*"


def _leave_others(work: Work, field: Path, sections: Sequence[Section]) -> None:
    telling = [s for s in sections if s.blocks and not is_residue(_text(work, s), asks=True)]
    sure = [s for s in telling if not work.matcher.is_weak(s.title)]
    named = [s for s in sure if (name := work.matcher.usual(s.title)) and name in name_key(s.title)]
    likely = named or sure or telling or sections
    kept = next((s for s in likely if s.heading is not None and s.heading.marker != "*"), likely[0])
    for section in sections:
        if section is kept or (telling and section not in telling):
            continue
        section.part = None
        if telling:
            _doubt(work, field, section, kept)


def _doubt(work: Work, field: Path, section: Section, kept: Section) -> None:
    name, text = ".".join(field), _text(work, section).strip()
    line = kept.blocks[0].first + 1
    says = (
        f"{name} is also {text!r} here; line {line} is read."
        if len(text) < _SHORT and "\n" not in text
        else f"A further text for {name} stands here, which is kept in the remainder; line {line} is read."
    )
    work.doubt("RD404", says, section.blocks[0].first, name)


def _text(work: Work, section: Section) -> str:
    return work.text(work.source.lines(section.body, max(section.body, section.last)))
