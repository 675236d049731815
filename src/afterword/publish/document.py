"""From a document's text and its record to the tree that writers walk."""

from collections.abc import Mapping
from dataclasses import field

from afterword.houses.words import words
from afterword.model.plain import Plain
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.publish.blocks import read
from afterword.publish.causal_tree import draw_barriers, draw_causes
from afterword.publish.causes import causes
from afterword.publish.characters import printable
from afterword.publish.comments import readable
from afterword.publish.drawing import Drawing
from afterword.publish.facts import ranked, stated, take
from afterword.publish.further import appendix
from afterword.publish.inlines import plain_words
from afterword.publish.outline import LONGEST, outlined, part_title
from afterword.publish.swimlanes import draw
from afterword.publish.tree import Block, Document, Fact, Figure, Heading, Image, words_of
from afterword.text import yaml
from afterword.text.wording import name_key, shortened

TIMELINE = "drawing:timeline"
"""The address of the picture of the timeline."""
CAUSES = "drawing:causes"
"""The address of the tree of causes."""
BARRIERS = "drawing:barriers"
"""The address of the picture of the safeguards."""
FALLBACK_TITLE = "Incident postmortem"
"""The title of a document that states none."""
_FEWEST_FOR_CONTENTS = 4
_WHY = ("five whys", "root cause", "contributing factors", "proximate cause", "trigger")
_SUBJECTS = {TIMELINE: ("timeline",), BARRIERS: _WHY, CAUSES: _WHY}
"""Under which headings a picture stands: the first of these subjects that has one."""
_STAMPS = {"draft": "DRAFT", "in_review": "IN REVIEW"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """A document ready for the writers, and what was noticed on the way."""

    document: Document
    """The document."""
    warnings: tuple[str, ...]
    """One sentence each; nothing that stops an export."""
    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    """Pictures made of the record, by ``Image.source``."""


def assemble(
    text: str, record: Record, *, audience: str = "internal", stamp: str | None = None, marking: str | None = None
) -> Assembled:
    """The tree of a document's text, with title, facts, and status as its record states them.

    ``stamp`` stands in place of the one that its status gives it.
    """
    source = readable(text)
    warnings = []
    if source.unclosed is not None:
        warnings.append(f"line {source.unclosed}: a comment is opened and never closed; what follows is not published")
    front, broken = _front(source.front)
    body = read(source.text, source.lines)
    titled = part_title(body.blocks, _words(record.title) or _words(front.get("title")))
    title = shortened(titled.title or _words(record.id) or FALLBACK_TITLE, LONGEST)
    opened = take(outlined(titled.blocks), title)
    facts = ranked(opened.facts + stated(record, front, opened.facts))
    drawings = _drawings(record)
    blocks = (*_illustrated(opened.blocks, drawings), *appendix(source.carried, broken))
    contents = record.toc if record.toc is not None else front.get("toc") is not False
    headings = sum(isinstance(b, Heading) and not b.is_label for b in blocks)
    subtitle = _words(record.subtitle) or _words(front.get("subtitle"))
    document = Document(
        title=title,
        kicker=titled.kicker,
        subtitle=subtitle if subtitle != title else None,
        facts=facts,
        blocks=blocks,
        notes=body.notes,
        has_contents=contents and headings >= _FEWEST_FOR_CONTENTS,
        stamp=stamp or _stamp(record, facts),
        audience=audience,
        language=_language(front),
        authors=tuple(shortened(printable(a), LONGEST) for a in record.authors),
        reference=shortened(_words(record.id) or "", LONGEST) or None,
        keywords=tuple(shortened(printable(t), LONGEST) for t in record.tags),
        marking=marking,
    )
    return Assembled(document=document, warnings=tuple(warnings), drawings=drawings)


def _drawings(record: Record) -> dict[str, Drawing]:
    """The pictures of a record, by their address."""
    found = causes(record)
    drawn = {TIMELINE: draw(record), BARRIERS: draw_barriers(found.barriers), CAUSES: draw_causes(found)}
    return {address: drawing for address, drawing in drawn.items() if drawing is not None}


def _illustrated(blocks: tuple[Block, ...], drawings: dict[str, Drawing]) -> tuple[Block, ...]:
    """The blocks with each picture below a heading of its subject; one without such a heading is left out."""
    headings = words().headings
    placed = list(blocks)
    for address, drawing in list(drawings.items()):
        subjects = {_subject(b, headings): n for n, b in reversed(list(enumerate(placed))) if isinstance(b, Heading)}
        at = next((subjects[subject] for subject in _SUBJECTS[address] if subject in subjects), None)
        if at is None:
            del drawings[address]
        else:
            placed.insert(at + 1, Figure(image=Image(source=address, alt=drawing.alt)))
    return tuple(placed)


def _subject(heading: Heading, headings: Mapping[str, str]) -> str | None:
    return headings.get(name_key(words_of(heading.children)))


def _words(value: Plain) -> str | None:
    return plain_words(value) or None if isinstance(value, str) else None


def _front(front: str | None) -> tuple[Mapping[str, Plain], str | None]:
    """The front matter's values, and its text where it cannot be understood."""
    if front is None:
        return {}, None
    try:
        values = yaml.load(front)
    except yaml.YamlError:
        return {}, front
    return (values, None) if isinstance(values, dict) else ({}, front if front.strip() else None)


def _stamp(record: Record, facts: tuple[Fact, ...]) -> str | None:
    if record.status is not None:
        return _STAMPS.get(record.status.value or "")
    status = next((words_of(f.children).strip().casefold() for f in facts if f.label.casefold() == "status"), "")
    return _STAMPS.get(status.replace(" ", "_"))


def _language(front: Mapping[str, Plain]) -> str:
    value = front.get("lang") or front.get("language")
    first = value.replace("_", "-").split("-")[0].lower() if isinstance(value, str) else ""
    return first if 2 <= len(first) <= 3 and first.isascii() and first.isalpha() else "en"
