"""What stands under one heading of an example, as the lines of a house file: holes, labels, tables, and guidance."""

import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from afterword.houses.fields import Path
from afterword.houses.house import GroupSlot, Hole, LabelSlot, ListSlot, Part, TableSlot, TextSlot
from afterword.houses.making.inferring_example import PLACEHOLDER
from afterword.houses.making.inferring_outline import token_of
from afterword.houses.making.inferring_tables import TABLED, TableWriter
from afterword.houses.making.inferring_writer import Body
from afterword.houses.making.lexicon import hole_text, node_lines, pattern_text
from afterword.houses.making.signs import signs
from afterword.houses.reading.outline import list_slots
from afterword.houses.reading.times.zone_words import ZONE_SENTENCE, ZONE_WORDS
from afterword.houses.words import words
from afterword.text import tables
from afterword.text.blocks import Block
from afterword.text.wording import leading_label, name_key, plain_text

_TOOL_REMARK = re.compile(r"\s*(?:markdownlint|prettier|vim:|toc|textlint|vale|more|truncate)\b", re.IGNORECASE)
_FEW_WORDS = 8
_SAFE_WORD = re.compile(r"\d|@|://|`")


class BodyWriter(TableWriter):
    """Makes the lines under one heading."""

    def write(self) -> Body:
        """The lines, from what the section holds."""
        for block, following in zip_longest(self.chunk.blocks, self.chunk.blocks[1:]):
            self.following = following
            self._block(block)
        self._finish()
        return self.body

    def plain(self) -> Body:
        """The lines with one place for all that the section holds; what tells its writer stays."""
        for block in self.chunk.blocks:
            if block.kind == "html":
                self._html(block)
            elif self.is_template and self.target.kind == "none" and self.chunk.level:
                self.body.guidance += self.raw(block)
        self._finish()
        return self.body

    def _finish(self) -> None:
        target, body = self.target, self.body
        written = " ".join(line for group in body.groups for line in group)
        home = f"{{{{ {'.'.join(target.path)}"
        if target.kind == "text" and (body.wants_text or not self._has_holes()) and f"{home} }}}}" not in written:
            body.groups.insert(0, [hole_text(Hole(path=target.path))])
        elif target.kind == "list" and not body.has_list and not self.is_parted and f"{home}." not in written:
            body.groups.insert(0, self._default_list())

    def _has_holes(self) -> bool:
        return any("{{" in line for group in self.body.groups for line in group)

    def _default_list(self) -> list[str]:
        part = self.target.part
        if part is not None:
            slot = next((s for s in list_slots(part) if s.owner == self.target.path), None)
            if slot is not None and not self.target.fixed:
                return list(node_lines(slot))
        pattern = self.names.item(self.target.path) if part is not None else self.item_pattern((), self.target.path)
        return [f"- {pattern_text(pattern, self.target.fixed)}"]

    # Blocks

    def _block(self, block: Block) -> None:
        if block.kind == "html":
            self._html(block)
        elif block.kind == "table":
            self.table(block)
        elif block.kind == "list":
            self.list_lines(block)
        elif block.kind == "paragraph":
            self._paragraph(block)
        elif block.kind == "rule":
            self.body.groups += [["---"]] if self.is_template and block is self.chunk.blocks[-1] else []
        elif block.kind == "fence" and self._fence(block):
            return
        elif block.kind not in {"footnote", "reference"}:
            self._free(block)

    def _free(self, block: Block) -> None:
        """Text that says no more than itself: guidance of a template, the value of a filled-in example."""
        self.keep(self.raw(block))

    def _html(self, block: Block) -> None:
        text = re.sub(r"<!--|-->", "", "\n".join(self.raw(block)))
        if not self.raw(block)[0].lstrip().startswith("<!--") or _TOOL_REMARK.match(text):
            return
        if self.is_template or is_plain_guidance(text):
            self.body.guidance += text.strip().split("\n")

    def _fence(self, block: Block) -> bool:
        """Whether a fence holds the rows of the section's list, drawn with pipes."""
        rows = [row for row in self.raw(block)[1:-1] if row.count("|") > 1]
        if self.target.kind != "list" or self.body.has_list or not rows:
            return False
        cells = [rows[0][s.start : s.end] for s in tables.cells(rows[0], 0)]
        made = self.columns(cells, self.target.path)
        if made is None:
            return False
        self.list_table([tables.row(cells), tables.row(["---"] * len(cells))], made, self.fixed)
        return True

    # Paragraphs

    def _paragraph(self, block: Block) -> None:
        if (
            self.target.path == ("timeline",)
            and block.last - block.first == 1
            and self._states_zone(self.raw(block)[0])
        ):
            if PLACEHOLDER.search(self.raw(block)[0]):
                self.body.guidance += self.raw(block)
            else:
                self.body.groups.append([self.raw(block)[0].strip()])
            return
        if self.target.kind == "list" and not self.is_template and not self._is_group(block):
            if self.target.path == ("timeline",) and any(map(self.is_timed, self.raw(block))):
                self.entries("", self.raw(block))
            return
        group: list[str] = []
        free: list[str] = []
        for number in range(block.first, block.last):
            line = self.source.content(number)
            label = leading_label(line.lstrip())
            lead = len(line) - len(line.lstrip())
            made = self._label_line(line, label[0], lead + label[1], number, block) if label else None
            if made is None:
                if self.is_template and self.is_timed(line):
                    self.entries("", [line])
                else:
                    free.append(line)
            else:
                if free:
                    self.keep(free)
                free = []
                if len(made) > 1 and group:
                    # a label over lines of its own is not seen in the middle of others
                    self.body.groups.append(group)
                    group = []
                group += made
        if group:
            self.body.groups.append(group)
        if free:
            self.keep(free)

    def _is_group(self, block: Block) -> bool:
        """Whether a paragraph is a label that says which of the actions follow."""
        label = leading_label(self.raw(block)[0].lstrip())
        return self.target.path == ("actions",) and label is not None and token_of(label[0]) is not None

    def _states_zone(self, line: str) -> bool:
        """Whether a sentence says the zone of all times and nothing else, so that every document says it."""
        rest = ZONE_WORDS.sub("", plain_text(line))
        is_own = self.is_template or (len(rest.split()) <= _FEW_WORDS and not re.search(r"\d|\w\W+[A-Z]", rest))
        return is_own and bool(ZONE_SENTENCE.search(line)) and bool(ZONE_WORDS.search(line)) and "{{" not in line

    def _label_line(self, line: str, name: str, end: int, number: int, block: Block) -> list[str] | None:
        """The line of a label with its hole; None where it is no label that is known."""
        value = line[end:].strip()
        inside = self.chunk.inside
        if self._heads_actions(name, value):
            return [line.rstrip(), ""]
        is_over = not value and (number == block.last - 1 or not leading_label(self.source.content(number + 1)))
        part = self._part_under(name) if is_over else None
        if part is not None and name_key(name) not in self.seen:
            made = self._without_copy(self._label_part(line, part), name, number)
            if made:
                self.seen.add(name_key(name))
                self.seen |= {
                    inner.key for slot in list_slots(part) if isinstance(slot, GroupSlot) for inner in slot.lines
                }
                self.under_label = True
                self._take_list_under(part)
                return made
        slot = (Hole(path=("title",)),) if value and value == self.title else self.slot(name)
        if slot is not None and name_key(name) not in self.seen:
            self.seen.add(name_key(name))
            self.under_label = not value
            tail = "  " if line.endswith("  ") else ""
            return [f"{line[:end].rstrip()} {pattern_text(slot)}{tail}"]
        if self.is_open(value) and self.target.kind != "none" and name_key(name) not in self.seen:
            part = self.names.part(name, inside, is_label=True)
            made = self._label_part(line[:end], part) if part is not None else []
            self.seen.add(name_key(name))
            if made:
                return made
            self.under_label = False
            if not value and number == block.last - 1:
                return None
            self.body.doubts.append((number, f"no field is known for the label {name!r}"))
            return [line[:end].rstrip()]
        return [line.rstrip(), ""] if is_over and self._heads_labels(name) else None

    def _without_copy(self, made: list[str], name: str, number: int) -> list[str]:
        """The lines of a label; without its text's place where a label before it has that: all would stand twice."""
        if not (self.is_template and len(made) == 2 and any(made[1] in ln for g in self.body.groups for ln in g)):
            return made
        self.body.doubts.append(
            (number, f"the label {name!r} means what one before it means; it is the house's own text")
        )
        return made[:1]

    def _take_list_under(self, part: Part) -> None:
        """Gives the list that follows a label to the label; the section around is only where such labels stand."""
        owners = {slot.owner for slot in list_slots(part)}
        if owners and self.following is not None and self.following.kind == "list":
            self.of_label = self.following
            self.is_parted |= self.target.kind == "list" and self.target.path not in owners

    def _heads_labels(self, name: str) -> bool:
        """Whether a label of a filled-in example that names nothing by itself stands over a list of known labels."""
        block = self.following
        if self.is_template or block is None or block.kind != "list" or not self.names.knows_words_of(name):
            return False
        labels = [leading_label(self.words(item)) for item in block.children]
        return self._is_in_section() and all(label is not None and self.slot(label[0]) is not None for label in labels)

    def _is_in_section(self) -> bool:
        """Whether the labels stand in a section that a field takes, and not in its stead."""
        return self.target.kind not in {"title", "none"}

    def _part_under(self, name: str) -> Part | None:
        """What a label over a text or a list means: a usual section where it stands for one."""
        usual = self.matcher.part(name) if not self._is_in_section() and name_key(name) in words().headings else None
        return usual or self.names.part(name, self.chunk.inside, is_label=True)

    def _heads_actions(self, name: str, value: str) -> bool:
        """Whether a label says which of the actions follow, so that they have a home of their own."""
        fixed = token_of(name) if self.target.path == ("actions",) and not value else None
        if fixed is not None and not self.is_template and not self.names.knows_words_of(re.sub(r"\d+", "", name)):
            return False
        if fixed is None or fixed in self.fixed_before:
            return False
        self.fixed = (fixed,)
        self.fixed_before.append(fixed)
        self.body.has_list = False
        return True

    def _label_part(self, line: str, part: Part) -> list[str]:
        """A label that stands over a text or a list."""
        slots = [n for n in part.nodes if isinstance(n, TextSlot) or n in list_slots(part)]
        following = self._list_of(list_slots(part))
        if following is not None:
            return [line.rstrip(), "", following]
        made = [text for slot in slots for text in node_lines(slot)]
        if not made and self.is_template and any(isinstance(n, LabelSlot) for n in part.nodes):
            return [line.rstrip()]
        if made and self._is_table_of(list_slots(part)):
            self.body.has_list = False
            return [line.rstrip()]
        if not made or any(self._is_home(part_slot.owner) for part_slot in list_slots(part)):
            return []
        gap = [""] if list_slots(part) else []
        return [line.rstrip(), *gap, *made]

    def _list_of(self, slots: Sequence[ListSlot | TableSlot | GroupSlot]) -> str | None:
        """The line of an action's place where the next block is a list of them; None for another."""
        block = self.following
        if block is None or block.kind != "list" or [slot.owner for slot in slots] != [("actions",)]:
            return None
        if self.target.kind == "list" or self.body.has_list:
            return None
        marker = block.children[0].marker
        marker = marker if not marker[:1].isdigit() else "1" + marker[-1:]
        box = self.box(block.children, slots[0].owner)
        return f"{marker} {box}{pattern_text(self.item_pattern(block.children, slots[0].owner), slots[0].fixed)}"

    def _is_table_of(self, slots: Sequence[ListSlot | TableSlot | GroupSlot]) -> bool:
        """Whether the next block is a table with the items of one of these lists."""
        if self.following is None or self.following.kind != "table":
            return False
        line = self.raw(self.following)[0]
        header = [line[span.start : span.end] for span in tables.cells(line, 0)]
        return any(slot.owner in TABLED and self.columns(header, slot.owner) is not None for slot in slots)

    def _is_home(self, owner: Path) -> bool:
        return self.target.kind == "list" and self.target.path == owner


def is_plain_guidance(text: str) -> bool:
    """Whether a comment of a filled-in document tells its writer something and holds nothing of the incident."""
    words = text.split()
    named = [w for before, w in pairwise(words) if w[:1].isupper() and before[-1:] not in ".!?:"]
    return (
        bool(words)
        and bool(signs().tells.match(text))
        and not _SAFE_WORD.search(text)
        and not [w for w in named if w != "I"]
    )
