"""The text of a house file, put together from an example's sections, each as rich as it is wanted."""

import re
from collections.abc import Sequence
from dataclasses import replace

from afterword.houses.making.checking import Checked, check
from afterword.houses.making.inferring_body import BodyWriter
from afterword.houses.making.inferring_doubts import Doubt
from afterword.houses.making.inferring_example import PLACEHOLDER
from afterword.houses.making.inferring_items import ACTIONS, units_by_line
from afterword.houses.making.inferring_loss import Before
from afterword.houses.making.inferring_outline import NOTHING, WHOLE, Chunk, Target, cut, resolve
from afterword.houses.making.inferring_settings import Settings, infer_settings
from afterword.houses.making.inferring_writer import Body, is_bold_label
from afterword.houses.making.lexicon import Lexicon, group_of
from afterword.houses.making.signs import signs
from afterword.houses.reading.getting import Reading
from afterword.houses.template import BOX
from afterword.houses.words import words
from afterword.text.blocks import parse
from afterword.text.source import Source
from afterword.text.wording import leading_label, short_key

RICH, PLAIN, ABSENT = 0, 1, 2
"""How a section stands in the house: with its labels and tables, with one place for all it holds, or not at all."""

_TITLE_LABEL = re.compile(r"^[\W_]*(?:incident )?title[*_]*:", re.IGNORECASE | re.MULTILINE)
_UNKNOWN_LABEL = re.compile(r"\s*[-*+]\s+[^{}]*:[*_]*\s*")
_BEFORE_TITLE = re.compile(r"\[?[A-Z]{2,}-[\dXN#]+\]?(?=\W)")
_TIMELINE = "timeline"
_FIRST_LINES = 5
_REMEDY = ("recovery", "text")
ALL = 2
"""Lines and rows of labels that have no place stay; less by one without the lines, by two without both."""
_PREFIX = re.compile(r"(?P<prefix>[A-Z][\w ()&/,-]{2,50}?\s*(?::|\s[-\u2013\u2014]))\s*(?P<rest>\S.*)")


class Composer:
    """Puts a house together from the sections of an example."""

    def __init__(self, reading: Reading, names: Lexicon, settings: Settings, *, is_template: bool) -> None:
        self.reading = reading
        self.source: Source = reading.source
        self.is_template = is_template
        self.names = names
        blocks = parse(self.source, reading.matter.lines)
        end = reading.carried.first
        self.chunks = cut(self.source, [b for b in blocks if end is None or b.first < end])
        resolve(self.chunks, self.names, None if is_template else reading.record.title, is_template=is_template)
        self._leave_preamble()
        self._take_boxes()
        if is_template and _TITLE_LABEL.search(self.source.text):
            for chunk in self.chunks:
                chunk.target = NOTHING if chunk.is_bold and chunk.target.kind == "title" else chunk.target
        self.modes = [RICH] * len(self.chunks)
        self.before = Before(reading)
        self.told = units_by_line(reading.scan.units.get(ACTIONS, []))
        self.settings = settings
        settings.summary = f"Made from {'a template' if is_template else 'a filled-in postmortem'}"
        infer_settings(settings, reading, self._timeline_lines(), is_template=is_template)
        self.doubts: list[Doubt] = []
        self.keeps_phases = True
        self.keeps_unknown = ALL
        is_titled = is_template or any(c.target.kind == "title" for c in self.chunks)
        self.labelled_title = None if is_titled else reading.record.title
        self.made: dict[tuple[int, int, bool], Body | None] = {}
        self.losses: dict[tuple[bool, bool, tuple[int, ...]], int] = {}

    def _leave_preamble(self) -> None:
        """Leaves out what a template says about itself before the postmortem's own title."""
        titled = next((n for n, c in enumerate(self.chunks) if c.target.kind == "title"), None)
        if self.is_template and titled is not None and any(c.level == 1 for c in self.chunks[:titled]):
            self.chunks = self.chunks[titled:]

    def _take_boxes(self) -> None:
        """Takes a template's boxes to tick under a heading of a text for actions, where no other section is theirs."""
        if not self.is_template or any(c.target.path == ACTIONS for c in self.chunks):
            return
        for chunk in self.chunks:
            items = [item for block in chunk.blocks for item in block.children]
            is_list = bool(items) and all(b.kind == "list" for b in chunk.blocks)
            boxed = (BOX.match(self.source.text[item.text.start : item.text.end + 1]) for item in items)
            if chunk.target.path == _REMEDY and is_list and all(boxed):
                chunk.target = Target(kind="list", path=ACTIONS, is_sure=False)

    def _timeline_lines(self) -> list[str]:
        chunk = next((c for c in self.chunks if c.target.path == ("timeline",)), None)
        if chunk is None:
            return self._lines_under_label()
        last = max([chunk.first + 1, *(b.last for b in chunk.blocks)])
        return [self.source.content(n) for n in range(chunk.first, last)]

    def _lines_under_label(self) -> list[str]:
        """The lines of a timeline that stands under a label, with the label's own."""
        lines = [self.source.content(n) for n in range(len(self.source.bounds))]
        labels = ((n, leading_label(line.lstrip())) for n, line in enumerate(lines))
        first = next((n for n, label in labels if label and group_of(label[0]) == _TIMELINE), None)
        return [] if first is None else lines[first : first + _FIRST_LINES]

    def is_mapped(self, number: int) -> bool:
        """Whether a section has a place for what the record holds."""
        return self.chunks[number].target.kind in {"text", "list", "group"} and self.modes[number] != ABSENT

    def is_unmapped(self, number: int) -> bool:
        """Whether no field takes a section, nor anything in it."""
        chunk = self.chunks[number]
        under = any(c.target.kind == "list" for c in chunk.around)
        return bool(chunk.level) and chunk.target.kind == "none" and not under and not self._has_places(number)

    def _has_places(self, number: int) -> bool:
        body = self.body(number)
        return body is not None and any("{{" in line for line in body.lines())

    def body(self, number: int) -> Body | None:
        """What stands under a section's heading; None for one that is not in the house."""
        key = number, self.modes[number], self.keeps_phases
        if key not in self.made:
            self.made[key] = self._written(number)
        body = self.made[key]
        if body is None:
            return None
        groups = [_without_unknown(g, self.keeps_unknown) for g in body.groups]
        return replace(body, groups=[group for group in groups if group])

    def _written(self, number: int) -> Body | None:
        chunk, mode = self.chunks[number], self.modes[number]
        if mode == ABSENT:
            return None
        if self._is_left_out(chunk):
            return self._sections_in(chunk)
        writer = BodyWriter(
            self.source,
            self.names,
            chunk,
            is_template=self.is_template,
            told=self.told,
            keeps_phases=self.keeps_phases,
            title=self.labelled_title,
        )
        return writer.plain() if mode == PLAIN else writer.write()

    def _is_left_out(self, chunk: Chunk) -> bool:
        """Whether a heading is none of the house's."""
        return chunk.target.kind == "none" and bool(chunk.level) and (not self.is_template or self._is_entry(chunk))

    def _sections_in(self, chunk: Chunk) -> Body | None:
        """The sections that stand as bold labels below a heading which is none; None where there are none."""
        if self.is_template or (chunk.around and chunk.around[-1].target.kind in {"list", "text"}):
            return None
        first = next((n for n, b in enumerate(chunk.blocks) if is_bold_label(self.source.content(b.first))), None)
        if first is None:
            return None
        writer = BodyWriter(self.source, self.names, replace(chunk, blocks=chunk.blocks[first:]), is_template=False)
        body = writer.write()
        return body if any("{{" in line for line in body.lines()) else None

    def _is_entry(self, chunk: Chunk) -> bool:
        """Whether a heading of a template stands for an entry of the timeline or an action, with its time or name."""
        within = any(c.target.path in WHOLE for c in chunk.around)
        return within and bool(re.search(r"\d", chunk.title) or PLACEHOLDER.search(chunk.title))

    def compose(self) -> tuple[str, list[int]]:
        """The house file, and for each of its lines the section that it is from."""
        bodies = [self.body(number) for number in range(len(self.chunks))]
        _leave_copies([b for b in bodies if b is not None])
        self.settings.phases = {label: phase for b in bodies if b is not None for label, phase in b.phases.items()}
        head = self.settings.text().split("\n")[:-1]
        lines, origin = list(head), [-1] * len(head)
        if not self._has_title():
            lines += ["# {{ title }}", ""]
            origin += [-1, -1]
        for number, (chunk, body) in enumerate(zip(self.chunks, bodies, strict=True)):
            if body is None:
                continue
            made = [*self._heading(chunk), *body.lines()]
            while made and not made[-1]:
                made.pop()
            lines += [*made, ""] if made else []
            origin += [number] * (len(made) + 1 if made else 0)
        if not any("{{" in line for line in lines):
            lines += ["# {{ title }}"]
            origin += [-1]
        return "\n".join(lines).rstrip("\n") + "\n", origin

    def _has_title(self) -> bool:
        shown = (c for c, mode in zip(self.chunks, self.modes, strict=True) if mode != ABSENT)
        if any(c.target.path == ("title",) for c in shown) or "title" in self.settings.document.values():
            return True
        bodies = [self.body(number) for number in range(len(self.chunks))] if self.labelled_title else []
        return any("{{ title }}" in line for body in bodies if body is not None for line in body.lines())

    def _heading(self, chunk: Chunk) -> list[str]:
        if not chunk.level or self._is_left_out(chunk):
            return []
        if chunk.target.kind == "title":
            prefix = self._prefix(chunk)
            if key := _BEFORE_TITLE.match(chunk.title):
                shown = f" {key.group()!r}" if self.is_template else ""
                message = f"the id{shown} has no place before a title; there it is part of the title and read as the id"
                message += ", elsewhere it is id in the front matter of documents"
                self.doubts.append(Doubt(line=chunk.first + 1, message=message))
            is_bold = chunk.is_bold and prefix
            level = 1 if chunk.is_bold or all(c.level >= chunk.level for c in self.chunks[1:]) else chunk.level
            title = f"{prefix} {{{{ title }}}}".strip()
            return [f"**{title}**" if is_bold else f"{'#' * level} {title}", ""]
        words_ = self._own_words(chunk)
        return [f"**{words_}**" if chunk.is_bold else f"{'#' * self._level(chunk)} {words_}", ""]

    def _level(self, chunk: Chunk) -> int:
        """The level of a heading: where one around it is left out, that one's."""
        gone = [c.level for c in chunk.around if c.level and self.body(self.chunks.index(c)) is None]
        return min(gone, default=chunk.level)

    def _prefix(self, chunk: Chunk) -> str:
        """The words of a template that stand before every title."""
        match = _PREFIX.fullmatch(chunk.title)
        if not self.is_template:
            is_usual = (
                match
                and chunk.is_bold
                and signs().only_document.fullmatch(match.group("prefix").rstrip(" :-\u2013\u2014"))
            )
            return match.group("prefix") if match and is_usual else ""
        if match and (PLACEHOLDER.search(match.group("rest")) or match.group("rest").isupper()):
            return match.group("prefix")
        return f"{chunk.title}:" if chunk.is_bold and signs().only_document.fullmatch(chunk.title) else ""

    def _own_words(self, chunk: Chunk) -> str:
        """A heading without what it says of one incident."""
        title = chunk.title.replace("{{", "{").replace("}}", "}")
        if self.is_template:
            return " ".join(re.sub(r"\btemplate\b", "", title, flags=re.IGNORECASE).split()) or title
        remark = re.search(r"\s*\(([^()]*)\)\s*$", title)
        if self.names.knows_words_of(title):
            return title
        if remark and short_key(title) in words().headings and not re.search(r"\d", remark.group(1)):
            return title
        head = re.split(r"\s+[-\u2013\u2014]\s+|\s*[(:]", title, maxsplit=1)[0]
        if re.search(r"\w", head) and self.names.knows_words_of(head):
            return head
        part = chunk.target.part
        usual = part.heading.strip("#* ") if part is not None and part.heading else head
        self.doubts.append(Doubt(line=chunk.first + 1, message=f"the heading was taken for {usual!r}"))
        return usual

    def checked(self, text: str) -> Checked:
        """The faults of a house file as it is put together, or the house."""
        return check(text, self.settings.name, self.settings.base.folder if self.settings.base else None)


def _without_unknown(group: list[str], kept: int) -> list[str]:
    """Lines beside places without those of labels that have none: what stands below them would be read as text."""
    if kept == ALL or "{{" not in " ".join(group):
        return group
    if group[0].startswith("|"):
        return group if kept else [*group[:2], *(line for line in group[2:] if "{{" in line)]
    return [line for line in group if not _UNKNOWN_LABEL.fullmatch(line)]


def _leave_copies(bodies: Sequence[Body]) -> None:
    """Leaves out a text's second home where its section has other places as well."""
    seen: set[str] = set()
    for body in bodies:
        has_more = sum("{{" in line for group in body.groups for line in group) > 1
        body.groups = [group for group in body.groups if not (has_more and len(group) == 1 and group[0] in seen)]
        seen |= {hole for group in body.groups for line in group for hole in re.findall(r"\{\{[^{}]*\}\}", line)}
