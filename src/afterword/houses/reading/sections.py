"""Reading what stands in one section: labelled values, lists, tables, entries, and free text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import field

from afterword.houses.fields import WHYS, Path
from afterword.houses.house import Hole, Part
from afterword.houses.reading.actions.acting import is_free
from afterword.houses.reading.actions.action_announced import announces
from afterword.houses.reading.actions.action_flags import read_flagged
from afterword.houses.reading.actions.action_headings import read_action_heading
from afterword.houses.reading.actions.action_legends import is_colophon, is_legend
from afterword.houses.reading.actions.action_rows import is_action_table, read_action_table
from afterword.houses.reading.actions.action_texts import read_action_paragraph
from afterword.houses.reading.actions.action_words import Group
from afterword.houses.reading.facts import read_fact_list, read_fact_table, read_impact_table, states_facts
from afterword.houses.reading.free_text import house_words, read_free_text
from afterword.houses.reading.html_items import read_html_items
from afterword.houses.reading.html_rows import read_html_rows
from afterword.houses.reading.labelled import read_paragraph
from afterword.houses.reading.listing import read_list
from afterword.houses.reading.outline import Section, label_slots, list_slots, main_field, owners
from afterword.houses.reading.places import Found, Layout
from afterword.houses.reading.rows import columns_for, read_row, read_table
from afterword.houses.reading.steps import COUNTED, are_counted
from afterword.houses.reading.times.timed_items import read_timed_heading
from afterword.houses.reading.times.updates import read_update
from afterword.houses.reading.whys import read_whys
from afterword.houses.reading.work import Work
from afterword.houses.template import walk
from afterword.houses.words import words
from afterword.model.values import dataclass
from afterword.text import tables
from afterword.text.blocks import Block, parse
from afterword.text.source import Source
from afterword.text.wording import name_key, plain_text, short_key

_PAIR = 2
_TIMED = Layout(form="row", columns=((Hole(path=("timeline", "at")),), (Hole(path=("timeline", "what")),)))
"""A row of a time and what happened then, where no row of names stands above."""


@dataclass(slots=True)
class _Collector:
    """A part that is being read, with the free text met in it."""

    part: Part
    found: Found
    runs: list[list[Block]] = field(default_factory=list)

    def free(self, block: Block, *, joined: bool) -> None:
        if joined and self.runs:
            self.runs[-1].append(block)
        else:
            self.runs.append([block])


class SectionReader:
    """Reads one section of a document."""

    def __init__(self, work: Work, section: Section, part: Part) -> None:
        """A document, a section of it, and the part that the section is."""
        self.work = work
        self.section = section
        self.root = part
        self.stack: list[_Collector] = []
        self.group = ""
        self.actions_group = self.actions_heading = Group()
        self.columns: tuple[Path, Layout] | None = None
        self.joined = False
        self.consumed: set[int] = set()
        self._places: dict[int, int] = {}

    def after(self, block: Block) -> Iterator[Block]:
        """The blocks of the section behind one of them; none for a block within another."""
        blocks = self.section.blocks
        if len(self._places) != len(blocks):
            self._places = {id(b): n for n, b in enumerate(blocks)}
        return (blocks[n] for n in range(self._places.get(id(block), len(blocks)) + 1, len(blocks)))

    def read(self) -> None:
        """Reads the whole section."""
        self.open(self.root, self.section.first, self.section.body)
        self.stack[0].found.title = self.section.title
        if ("timeline",) in owners(self.root):
            self.work.clock.note_zone(self.section.title, sentence=False)
            self.work.clock.note_day(self.section.title)
        blocks: Sequence[Block] = self.section.blocks
        if self.work.house.reads_freely and main_field(self.root) == WHYS:
            blocks = read_whys(self, blocks)
        self._blocks(blocks)
        while self.stack:
            self.close(self.section.last)

    def open(self, part: Part, first: int, body: int) -> None:
        """Opens a part whose heading or label stands at line ``first``."""
        found = Found(part=part, first=first, body=body, last=self.section.last)
        self.work.scan.found.append(found)
        self.stack.append(_Collector(part, found))
        self.joined = False

    def close(self, line: int) -> None:
        """Closes the innermost part before a line, and reads the free text met in it."""
        done = self.stack.pop()
        done.found.last = line
        read_free_text(self.work, self.section, self.root, done.part, done.runs)

    def leave_labels(self, line: int, keep: Part | None = None) -> None:
        """Closes label parts until the part that holds ``keep`` is open."""
        while len(self.stack) > 1 and (keep is None or not any(p is keep for p in walk(self.stack[-1].part))):
            self.close(line)

    @property
    def part(self) -> Part:
        """The innermost open part."""
        return self.stack[-1].part

    def free(self, block: Block) -> None:
        """Takes a block as free text of the innermost part."""
        self.stack[-1].free(block, joined=self.joined)
        self.joined = True

    def house_words(self) -> frozenset[str]:
        """The lines that the house itself writes in this section, as they are compared."""
        return house_words(self.root)

    def _blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            if block.kind == "footnote" or id(block) in self.consumed or self._skip(block):
                continue
            if not announces(self, block) and not read_flagged(self, block) and not self._special(block):
                self.free(block)

    def _skip(self, block: Block) -> bool:
        """Comments and rules are part of a text only between two blocks of it; the ends are cut later."""
        return (
            False
            if block.kind != "html"
            else self.work.source.content(block.first).strip() in {"<!-- each -->", "<!-- /each -->"}
        )

    def _special(self, block: Block) -> bool:
        if id(block) in self.work.clock.folded:
            return False
        is_open = is_free(self)
        if is_open and self._holds(("actions",)) and self._action(block):
            return True
        if is_open and block.kind == "table" and is_action_table(self, range(block.first, block.last)):
            return self._lone_actions(block)
        if is_open and self._holds(("timeline",)) and read_update(self, block):
            return True
        if block.kind == "paragraph":
            return read_paragraph(self, block)
        if self.reads_facts and self._facts(block):
            return True
        if is_open and block.kind == "table" and self._impact(block):
            return True
        if block.kind == "table":
            done = read_table(self.work, self.part, range(block.first, block.last)) or (
                len(self.stack) > 1 and read_table(self.work, self.root, range(block.first, block.last))
            )
            self.joined = self.joined and not done
            return done
        if block.kind == "list":
            return not self._explains(block) and read_list(self, block)
        if block.kind == "fence":
            return self._fence(block)
        if block.kind == "heading":
            return self._heading(block)
        return block.kind == "html" and (read_html_rows(self, block) or read_html_items(self, block))

    def _explains(self, block: Block) -> bool:
        """Whether a list only says more of the lesson or the factor that the counted heading above it is."""
        if not is_free(self) or main_field(self.part) not in COUNTED:
            return False
        heads = [b for b in self.section.blocks if b.kind == "heading"]
        is_below = any(b.first < block.first for b in heads)
        return is_below and are_counted([self.work.text(b.text) for b in heads])

    def _holds(self, owner: Path) -> bool:
        """Whether what stands here is of a list; below no label yet, lists of labels to come are not open."""
        part = self.part
        if part.heading is None or part.title:
            return any(slot.owner == owner for slot in list_slots(part))
        return owner in owners(part)

    def _lone_actions(self, block: Block) -> bool:
        """Reads a table whose columns say that it is one of actions, where no heading does."""
        self.joined = False
        return read_action_table(self, range(block.first, block.last), self.work.matcher.part("Action Items"))

    def _action(self, block: Block) -> bool:
        if is_legend(self, block) or is_colophon(self, block):
            self.free(block)
            return True
        if block.kind == "table" and read_action_table(self, range(block.first, block.last)):
            self.joined = False
            return True
        return block.kind == "paragraph" and read_action_paragraph(self, block)

    @property
    def reads_facts(self) -> bool:
        """Whether labels here may state facts about the whole, as in documents of no known house."""
        house = self.work.house
        return house.reads_freely and states_facts(self.part) and (house.is_fallback or not label_slots(self.part))

    def _facts(self, block: Block) -> bool:
        if block.kind == "table":
            is_beside = bool(label_slots(self.part))
            done = read_fact_table(self.work, range(block.first, block.last), is_beside=is_beside)
            self.joined = self.joined and not done
            return done
        rest = read_fact_list(self.work, block) if block.kind == "list" else None
        if rest is None:
            return False
        self.joined = False
        for item in rest:
            self.free(item)
        return True

    def _impact(self, block: Block) -> bool:
        if main_field(self.part) != ("impact", "text"):
            return False
        done = read_impact_table(self.work, range(block.first, block.last))
        self.joined = self.joined and not done
        return done

    def open_label(self, child: Part, first: int, body: int) -> None:
        """Opens a part below a label, or below a heading that is one."""
        self.leave_labels(first, child)
        self.open(child, first, body)

    def piped(self, line: int) -> int:
        """Reads a row drawn with pipes outside a table, and the line of column names above such rows."""
        content = self.work.source.content(line)
        spans = tables.cells(content, self.work.source.bounds[line][0])
        if content.lstrip().startswith("|") and (timed := self._timed_row([self.work.text(s) for s in spans])):
            read_row(self.work, ("timeline",), timed, line)
            return line + 1
        if len(spans) < 3:
            return line
        from_names = _columns(self.root, [self.work.text(s) for s in spans])
        if from_names:
            self.columns = from_names
            return line + 1
        if self.columns is None or self.columns[0] not in owners(self.root):
            return line
        owner, layout = self.columns
        read_row(self.work, owner, _fix(layout, self._fixed(owner)), line)
        return line + 1

    def _timed_row(self, cells: Sequence[str]) -> Layout | None:
        """The form of a row outside a table that is a time and what happened then; None for other lines."""
        if len(cells) != _PAIR or not is_free(self) or ("timeline",) not in owners(self.root):
            return None
        found = self.work.clock.peek(cells[0])
        is_time = found is not None and found.has_clock and not cells[0][found.end :].strip(" *_`)]")
        return _TIMED if is_time and cells[1].strip() else None

    def _fence(self, block: Block) -> bool:
        if not owners(self.root) or (self.work.matcher.text_slot(self.part) is not None and not owners(self.part)):
            return False
        if ("timeline",) in owners(self.root) and not self.work.clock.reads_fence(block.marker):
            return False
        inner = _inner(self.work.source, block)
        count = sum(len(u) for u in self.work.scan.units.values())
        self._blocks_in_fence(inner)
        return sum(len(u) for u in self.work.scan.units.values()) > count

    def _blocks_in_fence(self, blocks: Sequence[Block]) -> None:
        kept = self.stack[-1].runs[:]
        depth = len(self.stack)
        groups = self.group, self.actions_group, self.actions_heading
        for block in blocks:
            self._special(block)
        self.group, self.actions_group, self.actions_heading = groups
        while len(self.stack) > depth:
            self.stack.pop()
        self.stack[-1].runs = kept

    def _heading(self, block: Block) -> bool:
        title = self.work.text(block.text)
        child = self.work.matcher.child(title, [self.root])
        if child is not None:
            self.open_label(child, block.first, block.last)
            return True
        if ("actions",) in owners(self.root):
            self.leave_labels(block.first)
            if is_free(self):
                return read_action_heading(self, block, title)
            self.group = plain_text(title)
            return True
        if ("timeline",) in owners(self.root):
            return read_timed_heading(self, block, title)
        return False

    def _fixed(self, owner: Path) -> tuple[tuple[str, str], ...]:
        for collector in reversed(self.stack):
            for slot in list_slots(collector.part):
                if slot.owner == owner:
                    return slot.fixed
        return ()


def _columns(part: Part, names: list[str]) -> tuple[Path, Layout] | None:
    if any(re.search(r"\d{4}-\d{2}", n) for n in names):
        return None
    chosen = columns_for(names, part)
    if chosen is None or sum(c is not None for c in chosen[1].columns) < max(3, len(names) - 1):
        return None
    known = words().columns.get(".".join(chosen[0]), {})
    return (
        chosen if sum(name_key(n) in known or short_key(n) in known for n in names) >= max(2, len(names) - 2) else None
    )


def _fix(layout: Layout, fixed: tuple[tuple[str, str], ...]) -> Layout:
    return Layout(form=layout.form, columns=layout.columns, fixed=fixed)


def _inner(source: Source, block: Block) -> Sequence[Block]:
    """The blocks of a fence's content, read as Markdown."""
    last = block.last
    if last > block.first + 1 and source.content(last - 1).lstrip().startswith(block.marker[:3]):
        last -= 1
    return parse(source, block.first + 1, max(last, block.first + 1))
