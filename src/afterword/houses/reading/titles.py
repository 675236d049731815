"""The document's title: what its heading says, less the house's own label."""

import re
from collections.abc import Sequence

from afterword.houses.reading.outline import Section
from afterword.houses.reading.places import Place
from afterword.houses.reading.work import Work, get_in
from afterword.houses.words import words
from afterword.model.span import Span
from afterword.text.wording import leading_label, name_key

_TITLE = ("title",)


def read_titles(work: Work, cut: Sequence[Section]) -> Place | None:
    """Takes the title from its heading; one that tells nothing of the incident is returned for want of a better."""
    late: Place | None = None
    for section in cut:
        place = _place(work, section)
        if place is None:
            continue
        value = work.text(place.span)
        if work.house.reads_freely and name_key(value) in words().untelling:
            late = late or place
            continue
        stated = get_in(work.scan.tree, _TITLE)
        if not stated or value == stated:
            work.put(_TITLE, value or None, place)
    return late


def finish_title(work: Work, late: Place | None) -> None:
    """Takes the heading that tells nothing where no other title was found."""
    if late is not None and not get_in(work.scan.tree, _TITLE):
        work.put(_TITLE, work.text(late.span), late)


def _place(work: Work, section: Section) -> Place | None:
    """Where the title stands in a heading that is one."""
    part, block = section.part, section.heading
    if part is None or not part.title or block is None:
        return None
    raw = work.text(block.text)
    lead = re.match(r"[*_\s]*", raw)
    start = block.text.start + (lead.end() if lead else 0)
    text = raw[lead.end() if lead else 0 :].split("\n", 1)[0].rstrip("*_ \t")
    prefix = part.title[0] if isinstance(part.title[0], str) else ""
    words_before = prefix.strip(" :")
    begin = 0
    if prefix and text.casefold().startswith(words_before.casefold()):
        gap = re.match(r"\s*:?\s*", text[len(words_before) :])
        begin = len(words_before) + (gap.end() if gap else 0)
    label = leading_label(text) if not begin and work.house.reads_freely else None
    if label and words().labels.get(name_key(label[0])) == "title" and text[label[1] :].strip():
        begin = len(text) - len(text[label[1] :].lstrip())
    before = (": " if prefix else "") if begin and not text[begin:] and ":" not in text[:begin] else ""
    if section.level <= 6 and block.kind == "heading" and not text and not raw.strip():
        before = " "
    return Place(span=Span(start + begin, start + len(text)), codec="line", before=before)
