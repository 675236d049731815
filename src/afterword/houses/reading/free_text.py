"""What becomes of the free text met in a part: its field's text, items of a list, the lead, or the remainder."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from afterword.houses.fields import WHYS, Path
from afterword.houses.house import Hole, ListSlot, Literal, Part, TextSlot
from afterword.houses.reading.items import read_item
from afterword.houses.reading.outline import Section, list_slots
from afterword.houses.reading.places import Layout, Place, Unit
from afterword.houses.reading.residue import is_guidance, is_residue
from afterword.houses.reading.steps import without_number
from afterword.houses.reading.times.zone_words import says_only_times
from afterword.houses.reading.work import Work, get_in
from afterword.houses.template import walk
from afterword.model.span import Span
from afterword.text.blocks import Block
from afterword.text.expressions import later
from afterword.text.wording import leading_label, name_key, plain_text

PROSE_LISTS: frozenset[Path] = frozenset(
    {
        ("went_well",),
        ("went_wrong",),
        ("lucky",),
        ("lessons",),
        ("analysis", "contributing_factors"),
        ("analysis", "proximate"),
        ("analysis", "root_causes"),
        ("corrective_taken",),
        ("appendices",),
        ("supporting_data",),
    }
)
"""Lists whose items may be written as paragraphs."""

_TOLD: frozenset[Path | None] = frozenset({("analysis", "proximate"), ("analysis", "root_causes")})
"""Lists of which an item may be a whole text."""
_MIXED: frozenset[Path] = frozenset({("went_well",), ("went_wrong",), ("lucky",), ("lessons",)})
"""Lists whose paragraphs are items also where code or tables stand between them."""
_SUMMARY = TextSlot(hole=Hole(path=("summary",)))
_ABOUT_ITSELF = later(r"\bthis (?:document|page|file|template|report was)\b|\btable of contents\b", re.IGNORECASE)
_ABOUT_TIMES = later(r"^[*_(]*(?:all|the)?\s*times?(?:stamps)?\b|^(?:posted|published|written|by)\b", re.IGNORECASE)
_ONLY_LINKS = later(r"(?:!?\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])|\[!\[.*?\)\]\([^)]*\)|<?https?://\S+>?|[\s|,.:*_-])+")
_INTRODUCES = 160
"""Characters; a longer paragraph says something by itself, although it ends in a colon."""
_LONGEST_LINK = 300
"""Characters; a longer text is more than a link."""
_LEAST = 30
"""Characters; a shorter text before the first heading tells no incident."""


def read_free_text(work: Work, section: Section, root: Part, part: Part, blocks: Sequence[Sequence[Block]]) -> None:
    """Takes the runs of blocks that nothing else in a part took."""
    runs = [trimmed for run in blocks if (trimmed := _trim(work, run))]
    if work.house.reads_freely:
        runs = [written for run in runs if (written := _written(work, run))]
    if not runs:
        return
    slot = work.matcher.text_slot(part)
    if slot is not None:
        for run in runs:
            _text_value(work, slot, run)
            _keep_further(work, slot.hole.path, section, root, run)
        return
    if work.lead_is_summary and (part.level == 0 or part.title):
        runs = _lead(work, runs)
    held = [s.owner for s in list_slots(part)]
    prose = next((o for o in held if o in PROSE_LISTS or (work.house.reads_freely and o == WHYS)), None)
    if prose in _TOLD and work.house.reads_freely:
        runs = [[_whole(work, run)] if run[0].kind == "paragraph" else run for run in runs]
    for run in runs:
        if prose and work.house.reads_freely and _reads_headed(work, section, root, prose, part, run):
            continue
        if prose and all(b.kind == "paragraph" or (b.kind == "quote" and prose != WHYS) for b in run):
            for block in run:
                _prose_item(work, prose, block, part)
        elif prose and prose in _MIXED and work.house.reads_freely and run[0].kind == "paragraph":
            _read_mixed(work, section, root, prose, part, run)
        elif not _is_house_text(work, run, part):
            _remain(work, section, root, run)


def _reads_headed(work: Work, section: Section, root: Part, owner: Path, part: Part, run: Sequence[Block]) -> bool:
    """Reads headings with text below them as the items of a list, the text itself as the remainder."""
    if run[0].kind != "heading" or all(b.kind == "heading" for b in run):
        return False
    below: list[Block] = []
    for block in [*run, None]:
        if block is not None and block.kind != "heading":
            below.append(block)
            continue
        if below:
            _remain(work, section, root, below)
            below = []
        if block is not None:
            start = block.text.start + without_number(work.text(block.text))
            _prose_item(work, owner, replace(block, kind="paragraph", text=Span(start, block.text.end)), part)
    return True


def _read_mixed(work: Work, section: Section, root: Part, owner: Path, part: Part, run: Sequence[Block]) -> None:
    """Reads the paragraphs of a run as items; code and tables are the remainder, with the words that lead to them."""
    shown: list[Block] = []
    for block, after in zip(run, [*run[1:], None], strict=True):
        leads = after is not None and after.kind != "paragraph" and len(work.text(block.text)) < _INTRODUCES
        if block.kind == "paragraph" and not leads:
            if shown:
                _remain(work, section, root, shown)
                shown = []
            _prose_item(work, owner, block, part)
        else:
            shown.append(block)
    if shown:
        _remain(work, section, root, shown)


def _whole(work: Work, run: Sequence[Block]) -> Block:
    """A run of blocks as one paragraph."""
    last = run[-1].last
    end = work.source.bounds[last - 1][0] + len(work.source.content(last - 1).rstrip())
    return replace(run[0], last=last, text=Span(run[0].text.start, end), starts=())


def _written(work: Work, run: Sequence[Block]) -> list[Block]:
    """A run without the guidance that a template left before it; one that is all guidance is left as it is."""
    kept = list(run)
    while kept and kept[0].kind in {"paragraph", "quote"} and is_guidance(_all(work, kept[:1])):
        kept.pop(0)
    return _trim(work, kept) if kept else list(run)


def _all(work: Work, run: Sequence[Block]) -> str:
    return work.text(work.source.lines(run[0].first, run[-1].last))


def _lead(work: Work, runs: list[list[Block]]) -> list[list[Block]]:
    """Takes the text before the first heading as the summary; what of it is no such text is left."""
    rest: list[list[Block]] = []
    for number, run in enumerate(runs):
        kept = _telling(work, run)
        if not kept:
            rest.append(run)
            continue
        _text_value(work, _SUMMARY, kept)
        work.doubt(
            "RD431",
            "No section is a summary; the text before the first heading is read as it.",
            kept[0].first,
            "summary",
        )
        work.lead_is_summary = False
        first = next(n for n, b in enumerate(run) if b is kept[0])
        around = [run[:first], run[first + len(kept) :]]
        return [*rest, *(r for part in around if (r := _trim(work, part))), *runs[number + 1 :]]
    return rest


def _telling(work: Work, run: Sequence[Block]) -> list[Block]:
    """The paragraphs, one behind the other, that tell something about the incident, and the lists that they lead to."""
    kept: list[Block] = []
    for block in run:
        is_led = block.kind == "list" and kept and work.text(kept[-1].text).rstrip().endswith((":", "\uff1a"))
        if is_led or (block.kind == "paragraph" and _tells(work.text(block.text))):
            kept.append(block)
        elif kept and (block.kind != "paragraph" or len(kept) > 3):
            break
    return kept


def _tells(text: str) -> bool:
    text = text.strip()
    if len(text) < _INTRODUCES and _ABOUT_TIMES.match(text):
        return False
    if len(text) < _LEAST or _ABOUT_ITSELF.search(text) or _ONLY_LINKS.fullmatch(text) or is_guidance(text):
        return False
    label = leading_label(text)
    is_aside = text[:1] in "(*_[|" and text[-1:] in ")*_]|"
    return not is_aside and not (label and len(text) < 60) and any(c in text for c in ".!。、,;")


def _text_value(work: Work, slot: TextSlot, run: Sequence[Block]) -> None:
    first = run[0]
    start = first.text.start if first.kind == "paragraph" else work.source.bounds[first.first][0]
    end = work.source.bounds[run[-1].last - 1][0] + len(work.source.content(run[-1].last - 1).rstrip())
    indent = _indent(work, run) if work.house.reads_freely else ""
    if first.kind != "paragraph":
        start += len(indent)
    place = Place(span=Span(start, max(start, end)), codec="block", indent=indent)
    text = place.decode(work.text(place.span))
    if work.house.reads_freely and len(text) < _LONGEST_LINK and "](" in text and _ONLY_LINKS.fullmatch(text):
        name = ".".join(slot.hole.path)
        work.doubt("RD434", f"What is read as {name} is only a link; what it says stands elsewhere.", first.first, name)
    work.put(slot.hole.path, work.value(slot.hole.path, text), place)


def _keep_further(work: Work, path: Path, section: Section, root: Part, run: Sequence[Block]) -> None:
    """Keeps a second text for a field in the remainder, so that it is not out of the record."""
    read, places = get_in(work.scan.tree, path), work.scan.scalars.get(path, [])
    last = places[-1] if len(places) > 1 else None
    text = last.decode(work.text(last.span)) if last else ""
    if not work.house.reads_freely or last is None or not isinstance(read, str) or len(text) <= _LEAST:
        return
    if name_key(text) != name_key(read) and work.value(path, text) is not None:
        places.pop()
        line = work.source.line_at(places[0].span.start) + 1
        name = ".".join(path)
        message = f"A further text for {name} stands here, which is kept in the remainder; line {line} is read."
        work.doubt("RD404", message, run[0].first, name)
        _remain(work, section, root, run)


def _indent(work: Work, run: Sequence[Block]) -> str:
    """The spaces that all lines of a run start with, as text within an item of a list has them."""
    start = work.source.bounds[run[-1].first][0]
    if run[-1].first == run[-1].last - 1 and work.source.text[start : start + 1] != " ":
        return ""
    lines = [work.source.content(n) for n in range(run[0].first + (run[0].kind == "paragraph"), run[-1].last)]
    widths = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
    return " " * min(widths, default=0)


def _prose_item(work: Work, owner: Path, block: Block, part: Part) -> None:
    text = work.text(block.text)
    if work.house.reads_freely and (is_residue(text, asks=True) or (text.endswith(":") and len(text) < _INTRODUCES)):
        return
    unit = Unit(owner=owner, first=block.first, last=block.last, item={}, layout=Layout(form="paragraph"))
    slot = next((s for s in list_slots(part) if s.owner == owner and isinstance(s, ListSlot)), None)
    place = Place(span=block.text, codec="block")
    read_item(work, owner, slot.pattern if slot else (), unit, place)


def _remain(work: Work, section: Section, root: Part, run: Sequence[Block]) -> None:
    span = work.source.lines(run[0].first, run[-1].last)
    heading = None if root.title else section.title or None
    text = work.text(span).replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    unit = Unit(
        owner=("remainder",),
        first=run[0].first,
        last=run[-1].last,
        layout=Layout(form="paragraph"),
        item={"heading": heading, "text": text, "line": run[0].first + 1},
    )
    work.add(unit)


def _trim(work: Work, run: Sequence[Block]) -> list[Block]:
    kept = list(run)
    while kept and _is_frame(work, kept[0]):
        kept.pop(0)
    while kept and _is_frame(work, kept[-1]):
        kept.pop()
    return kept


def _is_frame(work: Work, block: Block) -> bool:
    if block.kind in {"rule", "reference", "footnote"}:
        return True
    return block.kind == "html" and work.source.content(block.first).lstrip().startswith("<!--")


def _is_house_text(work: Work, run: Sequence[Block], part: Part) -> bool:
    """Whether a text is the house's own words, or says only in which zone the times are."""
    ours = house_words(part)
    for block in run:
        span = work.source.lines(block.first, block.last)
        for line in work.text(span).splitlines():
            text = plain_text(line).strip(" -*_|.:").casefold()
            if (
                text
                and text not in ours
                and not (len(text) < 60 and work.clock.note_zone(line) and says_only_times(line))
            ):
                return False
    return True


@lru_cache(maxsize=4096)
def house_words(part: Part) -> frozenset[str]:
    """The lines that a house itself writes in a part, as they are compared."""
    texts = [n.text for p in walk(part) for n in p.nodes if isinstance(n, Literal)]
    return frozenset(plain_text(line).strip(" -*_|.:").casefold() for text in texts for line in text.splitlines())
