"""What the writers of a house's lines share: the example, the known names, and the lines made so far."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import field

from afterword.houses import library
from afterword.houses.fields import field_at
from afterword.houses.house import Hole, Pattern, TextSlot
from afterword.houses.making.inferring_outline import Chunk
from afterword.houses.making.lexicon import Lexicon
from afterword.houses.making.signs import signs
from afterword.houses.reading.outline import BOLD_LINE, Matcher
from afterword.houses.reading.places import Unit
from afterword.houses.template import BOX
from afterword.houses.words import words
from afterword.model.values import dataclass
from afterword.text.blocks import Block
from afterword.text.source import Source
from afterword.text.wording import name_key

_GUIDES = re.compile(r"(?:[-*+]\s+|\d+[.)]\s+)?(?:\*[^*].*\*|_.*_|\[.*\]|<.*>|\.\.\.)[.:]?")
_OPEN_VALUE = re.compile(
    r"[\[<{(_*].*[\]>})_*]|[A-Z][A-Z0-9/ :-]+|\.{2,}|-+|TBD|N/A|\?+|.* [/|] .*|\w+(?:[/|]\w+)+|#[\w-]+-"
)


@dataclass(slots=True, kw_only=True)
class Body:
    """The lines under one heading of a house file, while they are being made."""

    guidance: list[str] = field(default_factory=list)
    """What the example tells its writer."""
    groups: list[list[str]] = field(default_factory=list)
    """Stretches of lines with places and house words, parted by blank lines."""
    wants_text: bool = False
    """Whether there is text that only a text field can take."""
    doubts: list[tuple[int, str]] = field(default_factory=list)
    """Lines of the example, from 0, and what is doubtful there."""
    has_list: bool = False
    """Whether the list of the section has its home."""
    phases: dict[str, str] = field(default_factory=dict)
    """Label to phase, for the phases that have rows of their own."""

    def lines(self) -> list[str]:
        """The lines, with blank ones between stretches."""
        made: list[str] = []
        if any(line.strip() for line in self.guidance):
            made += _comment(self.guidance)
        for number, group in enumerate(self.groups):
            made += [*([""] if made and made[-1] and number else []), *group]
        return made


def _comment(lines: Sequence[str]) -> list[str]:
    text = "\n".join(lines).strip("\n").replace("-->", "").replace("<!--", "")
    text = text.replace("{{", "{").replace("}}", "}")
    text = re.sub(r"\n{2,}", "\n", text).strip()
    return [f"<!-- {text} -->"] if "\n" not in text else [f"<!-- {text}", "-->"]


class SectionWriter:
    """What is known while the lines under one heading are made."""

    def __init__(
        self,
        source: Source,
        names: Lexicon,
        chunk: Chunk,
        *,
        is_template: bool,
        told: Mapping[int, Unit] | None = None,
        keeps_phases: bool = True,
        title: str | None = None,
    ) -> None:
        """The example, the known names, a section of it, and whether it is a template or filled in.

        ``told`` are the actions of a filled-in example by their first lines, from 0; ``keeps_phases`` takes the labels
        before its entries for phases of the house; ``title`` is what a label says that is the title.
        """
        self.title = title
        self.keeps_phases = keeps_phases
        self.told = told or {}
        self.source = source
        self.names = names
        self.chunk = chunk
        self.target = chunk.target
        self.is_template = is_template
        self.body = Body()
        self.under_label = False
        self.following: Block | None = None
        self.of_label: Block | None = None
        self.is_parted = False
        self.matcher = Matcher(library.fallback(), library.fallback())
        self.seen: set[str] = set()
        self.fixed = chunk.target.fixed
        self.fixed_before: list[tuple[str, str]] = []

    def raw(self, block: Block) -> list[str]:
        """The lines of a block as they stand."""
        return [self.source.content(n) for n in range(block.first, block.last)]

    def keep(self, lines: Sequence[str]) -> None:
        """Takes text that says no more than itself: house text or guidance of a template, a value of an example."""
        told = all(not (text := line.strip()) or _GUIDES.fullmatch(text) or signs().tells.match(text) for line in lines)
        if self.is_template and self.target.kind == "none" and self.chunk.level and not told:
            group: list[str] = []
            for line in lines:
                # a label opens a part, which the words before it would be read into
                group += [""] if group and group[-1] and line.rstrip(" *_").endswith(":") and line[:1].isalpha() else []
                group.append(line.replace("{{", "{").replace("}}", "}").rstrip())
            self.body.groups.append(group)
            return
        if (
            self.is_template
            and self.under_label
            and self.target.kind in {"title", "none"}
            and any(map(str.strip, lines))
        ):
            self.body.groups.append(_comment(lines))  # what a label asks for stands below that label
        elif self.is_template:
            self.body.guidance += lines
        self.body.wants_text |= not self.under_label

    def is_open(self, value: str) -> bool:
        """Whether a template leaves the value of a label open."""
        return self.is_template and (not value or is_placeholder(value))

    def slot(self, name: str) -> Pattern | None:
        """What follows a label: the places of a known label, or the text of the section of that name."""
        slot = self.names.label(name, self.chunk.inside)
        if slot is not None:
            holes = [p for p in slot.pattern if isinstance(p, Hole)]
            owners = {k.owner for h in holes if (k := field_at(h.path))}
            if owners == {None} or (all(h.fixed for h in holes) and owners != {("timeline",)}):
                return slot.pattern
            return None
        part = self.matcher.part(name) if name_key(name) in words().headings else None
        text = next((n for n in part.nodes if isinstance(n, TextSlot)), None) if part else None
        return (text.hole,) if text is not None and text.hole.path != self.target.path else None

    def words(self, item: Block) -> str:
        """The first line of an item, its marker and its box left out."""
        line = self.source.content(item.first)
        text = line[item.text.start - self.source.bounds[item.first][0] :]
        check = BOX.match(text)
        return text[check.end() :] if check else text


def is_placeholder(value: str) -> bool:
    """Whether a template leaves a value open: brackets, capitals, choices."""
    return bool(_OPEN_VALUE.fullmatch(value.strip()))


def is_bold_label(line: str) -> bool:
    """Whether a line is a bold label and nothing else, as some write the names of sections."""
    match = BOLD_LINE.match(line)
    return match is not None and bool(match.group("colon") or match.group("after"))
