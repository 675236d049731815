"""Making a house from an example: a template, or a postmortem that is filled in.

laws: the house passes ``checking``; what it reads in a filled-in example is at least what is read without it; and
nothing that the example says of its incident stands in the house.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from afterword.houses import library
from afterword.houses.house import House
from afterword.houses.making.checking import Checked, check
from afterword.houses.making.inferring_body import BodyWriter
from afterword.houses.making.inferring_example import PLACEHOLDER, Example, looks_like_template, prepare
from afterword.houses.making.inferring_loss import Before, is_usable, is_writable
from afterword.houses.making.inferring_outline import Chunk, cut, resolve
from afterword.houses.making.inferring_settings import Base, Settings, infer_settings
from afterword.houses.making.inferring_writer import Body
from afterword.houses.making.lexicon import Lexicon, lexicon
from afterword.houses.reading.getting import Reading, get
from afterword.houses.words import words
from afterword.text.blocks import parse
from afterword.text.source import Source
from afterword.text.wording import short_key

_IMPOSSIBLE = 10**6
_TRIES = 4
RICH, PLAIN, ABSENT = 0, 1, 2
"""How a section stands in the house: with its labels and tables, with one place for all it holds, or not at all."""

_PREFIX = re.compile(r"(?P<prefix>[A-Z][\w ()&/,-]{2,50}?\s*(?::|\s[-\u2013\u2014]))\s*(?P<rest>\S.*)")

_GENERIC = re.compile(
    r"(?:(?:incident|post-?mortem|report|review|outage|analysis|security|post|summary)\s*)+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What a person should look at."""

    line: int | None
    """Line of the example, from 1; None where it is about the whole."""
    message: str
    """What is doubtful."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inferred:
    """A house file that was made from an example."""

    text: str
    """The house file."""
    house: House
    """The house."""
    is_template: bool
    """Whether the example was taken for a template; else for a postmortem that is filled in."""
    mapped: int
    """How many sections have a place for what the record holds."""
    doubts: tuple[Doubt, ...]
    """What is doubtful, in the order of the example."""
    unmapped: tuple[int, ...]
    """Lines (from 1) of the sections that no field takes."""


def infer(text: str, name: str, base: Base | None = None, *, is_template: bool | None = None) -> Inferred:
    """The house that an example has the shape of.

    ``base`` is the house to extend; ``is_template`` overrides what is seen of the example.
    """
    names = lexicon(base.house if base else None)
    example = prepare(text, names)
    reading = get(example.text, library.fallback())
    if is_template is None:
        is_template = looks_like_template(reading)
    settings = Settings(name=name, summary="", base=base)
    known = get(text).house
    if base is None and not known.is_fallback:
        settings.doubts.append(
            f"the example has the shape of house {known.name}; --extends {known.name} takes its settings"
        )
    made = _Maker(reading, names, settings, is_template=is_template).make()
    return _placed(made, example)


def _placed(made: Inferred, example: Example) -> Inferred:
    """What was made, with the lines of the file that the example was given as."""
    if example.lines == tuple(range(len(example.lines))):
        return made
    where = {n + 1: line + 1 for n, line in enumerate(example.lines)}
    text = re.sub(
        r"^# - line (\d+) of", lambda m: f"# - line {where.get(int(m[1]), m[1])} of", made.text, flags=re.MULTILINE
    )
    doubts = tuple(replace(d, line=where.get(d.line, d.line) if d.line else None) for d in made.doubts)
    return replace(made, text=text, doubts=doubts, unmapped=tuple(where.get(n, n) for n in made.unmapped))


class _Maker:
    def __init__(self, reading: Reading, names: Lexicon, settings: Settings, *, is_template: bool) -> None:
        self.reading = reading
        self.source: Source = reading.source
        self.is_template = is_template
        self.names = names
        blocks = parse(self.source, reading.matter.lines)
        end = reading.carried.first
        self.chunks = cut(self.source, [b for b in blocks if end is None or b.first < end])
        resolve(self.chunks, self.names, is_template=is_template)
        self._leave_preamble()
        self.modes = [RICH] * len(self.chunks)
        self.before = Before(reading)
        self.settings = settings
        settings.summary = f"Made from {'a template' if is_template else 'a filled-in postmortem'}"
        infer_settings(settings, reading, self._timeline_lines(), is_template=is_template)
        self.doubts: list[Doubt] = []
        self.made: dict[tuple[int, int], Body | None] = {}
        self.losses: dict[tuple[bool, tuple[int, ...]], int] = {}

    def _leave_preamble(self) -> None:
        """Leaves out what a template says about itself before the postmortem's own title."""
        titled = next((n for n, c in enumerate(self.chunks) if c.target.kind == "title"), None)
        if self.is_template and titled is not None and any(c.level == 1 for c in self.chunks[:titled]):
            self.chunks = self.chunks[titled:]

    def _timeline_lines(self) -> list[str]:
        chunk = next((c for c in self.chunks if c.target.path == ("timeline",)), None)
        if chunk is None:
            return []
        last = max([chunk.first + 1, *(b.last for b in chunk.blocks)])
        return [self.source.content(n) for n in range(chunk.first, last)]

    # Composing

    def make(self) -> Inferred:
        """The house: as rich as it can be without a fault and without losing anything of the example."""
        self._mend()
        if not self.is_template:
            self._keep_all()
        text, _ = self._compose()
        bodies = [self._body(n) for n in range(len(self.chunks))]
        doubts = self._tell(bodies)
        text, _ = self._compose()
        house = self._checked(text).house
        assert house is not None, "a house that was made passes its own check"
        shown = [n for n, c in enumerate(self.chunks) if c.level and c.target.kind != "title" and self._is_mapped(n)]
        return Inferred(
            text=text,
            house=house,
            is_template=self.is_template,
            mapped=len(shown),
            doubts=doubts,
            unmapped=tuple(c.first + 1 for n, c in enumerate(self.chunks) if self._is_unmapped(n)),
        )

    def _is_mapped(self, number: int) -> bool:
        return self.chunks[number].target.kind in {"text", "list", "group"} and self.modes[number] != ABSENT

    def _is_unmapped(self, number: int) -> bool:
        chunk = self.chunks[number]
        under = any(c.target.kind == "list" for c in chunk.around)
        return bool(chunk.level) and chunk.target.kind == "none" and not under and not self._has_places(number)

    def _has_places(self, number: int) -> bool:
        body = self._body(number)
        return body is not None and any("{{" in line for line in body.lines())

    def _body(self, number: int) -> Body | None:
        """What stands under a section's heading; None for one that is not in the house."""
        key = number, self.modes[number]
        if key not in self.made:
            self.made[key] = self._written(number)
        body = self.made[key]
        return replace(body, groups=list(body.groups)) if body is not None else None

    def _written(self, number: int) -> Body | None:
        chunk, mode = self.chunks[number], self.modes[number]
        if mode == ABSENT:
            return None
        if chunk.target.kind == "none" and chunk.level and not self.is_template:
            return None
        writer = BodyWriter(self.source, self.names, chunk, is_template=self.is_template)
        return writer.plain() if mode == PLAIN else writer.write()

    def _compose(self) -> tuple[str, list[int]]:
        """The house file, and for each of its lines the section that it is from."""
        bodies = [self._body(number) for number in range(len(self.chunks))]
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
        return any(c.target.path == ("title",) for c in shown) or "title" in self.settings.document.values()

    def _heading(self, chunk: Chunk) -> list[str]:
        if not chunk.level:
            return []
        if chunk.target.kind == "title":
            prefix = self._prefix(chunk)
            is_bold = chunk.is_bold and prefix
            level = 1 if chunk.is_bold else chunk.level
            title = f"{prefix} {{{{ title }}}}".strip()
            return [f"**{title}**" if is_bold else f"{'#' * level} {title}", ""]
        words_ = self._own_words(chunk)
        return [f"**{words_}**" if chunk.is_bold else f"{'#' * self._level(chunk)} {words_}", ""]

    def _level(self, chunk: Chunk) -> int:
        """The level of a heading: where one around it is left out, that one's."""
        gone = [c.level for c in chunk.around if c.level and self._body(self.chunks.index(c)) is None]
        return min(gone, default=chunk.level)

    def _prefix(self, chunk: Chunk) -> str:
        """The words of a template that stand before every title."""
        if not self.is_template:
            return ""
        match = _PREFIX.fullmatch(chunk.title)
        if match and (PLACEHOLDER.search(match.group("rest")) or match.group("rest").isupper()):
            return match.group("prefix")
        return f"{chunk.title}:" if chunk.is_bold and _GENERIC.fullmatch(chunk.title) else ""

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

    def _checked(self, text: str) -> Checked:
        return check(text, self.settings.name, self.settings.base.folder if self.settings.base else None)

    # Mending

    def _mend(self) -> None:
        """Makes sections plainer until the house has no fault."""
        for _ in range(3 * len(self.chunks) + 1):
            text, origin = self._compose()
            checked = self._checked(text)
            faults = checked.faults
            if checked.house is not None and is_usable(checked.house):
                return
            worst = {origin[min(f.line, len(origin)) - 1] for f in faults}
            changed = False
            for number in worst:
                if number >= 0 and self.modes[number] < ABSENT:
                    self.modes[number] += 1
                    changed = True
            if not changed:
                self._take_one_by_one()
        self.settings.severities = ()

    def _take_one_by_one(self) -> None:
        """Takes the sections one after another, each as rich as the house can be and still be written in."""
        wanted, self.modes = self.modes, [ABSENT] * len(self.chunks)
        for number, mode in enumerate(wanted):
            for plainer in range(mode, ABSENT + 1):
                self.modes[number] = plainer
                if self._is_usable():
                    break

    def _keep_all(self) -> None:
        """Makes sections plainer where the house reads less of the example than is read without it."""
        left = self._loss()
        if left:
            self.settings.is_free = True
            free = self._loss()
            self.settings.is_free = free < left and self._is_usable()
            left = self._loss()
        gained = True
        while left and gained:
            gained = False
            for found, number, mode in sorted((self._loss_with(n, m), n, m) for n, m in self._plainer()):
                if found < left and self.modes[number] < mode and (now := self._loss_with(number, mode)) < left:
                    left, self.modes[number], gained = now, mode, True
        if not self._is_usable():
            self._take_one_by_one()
            left = self._loss()
        if left and not self._add_all():
            self.doubts.append(Doubt(line=1, message="the house reads less of the example than is read without it"))
        elif not self._is_writable():
            self._make_writable()
        if not self._is_usable():
            self._take_one_by_one()

    def _add_all(self) -> bool:
        """Whether a house without sections loses nothing; then takes each as rich as it can be so."""
        before = self.settings.is_free, list(self.modes)
        for self.settings.is_free in (False, True):
            self.modes = [ABSENT] * len(self.chunks)
            if self._loss() or not self._is_usable():
                continue
            for number in range(len(self.chunks)):
                self.modes[number] = next((m for m in (RICH, PLAIN) if not self._loss_with(number, m)), ABSENT)
            return True
        self.settings.is_free, self.modes = before
        return False

    def _plainer(self) -> list[tuple[int, int]]:
        """Each section with each plainer way to have it in the house."""
        return [(n, plainer) for n, mode in enumerate(self.modes) for plainer in range(mode + 1, ABSENT + 1)]

    def _loss_with(self, number: int, mode: int) -> int:
        kept, self.modes[number] = self.modes[number], mode
        found = self._loss()
        self.modes[number] = kept
        return found

    def _make_writable(self) -> None:
        """Looks for a plainer house that loses nothing and in which the example can be written afresh."""
        tries = list(islice(((n, m) for n, m in self._plainer() if self._loss_with(n, m) == 0), _TRIES))
        for free, choices in ((not self.settings.is_free, [(0, self.modes[0])]), (self.settings.is_free, tries)):
            before, self.settings.is_free = self.settings.is_free, free
            for number, mode in choices:
                kept, self.modes[number] = self.modes[number], mode
                if self._loss() == 0 and self._is_usable() and self._is_writable():
                    return
                self.modes[number] = kept
            self.settings.is_free = before
        self.doubts.append(Doubt(line=1, message="the example itself cannot be written afresh in this house"))

    def _house(self) -> House | None:
        text, _ = self._compose()
        return self._checked(text).house

    def _is_writable(self) -> bool:
        house = self._house()
        return house is not None and is_writable(self.reading, house)

    def _is_usable(self) -> bool:
        house = self._house()
        return house is not None and is_usable(house)

    def _loss(self) -> int:
        key = self.settings.is_free, tuple(self.modes)
        if key not in self.losses:
            house = self._house()
            self.losses[key] = _IMPOSSIBLE if house is None else self.before.lost_by(house)
        return self.losses[key]

    def _tell(self, bodies: Sequence[Body | None]) -> tuple[Doubt, ...]:
        """What is doubtful, in the order of the example; the settings take it as comments."""
        general = [Doubt(line=None, message=m) for m in self.settings.doubts]
        for number, (chunk, body) in enumerate(zip(self.chunks, bodies, strict=True)):
            if body is not None:
                self.doubts += [Doubt(line=line + 1, message=message) for line, message in body.doubts]
            if body is not None and chunk.level and not chunk.target.is_sure and chunk.target.path:
                path = ".".join(chunk.target.path)
                self.doubts.append(Doubt(line=chunk.first + 1, message=f"the section was taken for {path}"))
            if self._is_unmapped(number):
                fate = "kept as the house's own text" if body is not None else "left out; documents keep it as it is"
                self.doubts.append(Doubt(line=chunk.first + 1, message=f"no field takes this section: {fate}"))
        own = sorted({(d.line or 0, d.message) for d in self.doubts})
        self.settings.doubts += [f"line {line} of the example: {message}" for line, message in own]
        return (*general, *(Doubt(line=line, message=message) for line, message in own))


def _leave_copies(bodies: Sequence[Body]) -> None:
    """Leaves out a text's second home where its section has other places as well."""
    seen: set[str] = set()
    for body in bodies:
        has_more = sum("{{" in line for group in body.groups for line in group) > 1
        body.groups = [group for group in body.groups if not (has_more and len(group) == 1 and group[0] in seen)]
        seen |= {hole for group in body.groups for line in group for hole in re.findall(r"\{\{[^{}]*\}\}", line)}
