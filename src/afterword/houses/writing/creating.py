"""Create: a document written fresh in a house's shape."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import cast

from afterword.houses import library
from afterword.houses.fields import Path, field_at, is_empty, items_of
from afterword.houses.house import (
    GroupSlot,
    Guidance,
    Hole,
    House,
    LabelSlot,
    ListSlot,
    Literal,
    Node,
    Part,
    TableSlot,
    TextSlot,
)
from afterword.houses.patterns import fill
from afterword.houses.questions import is_optional
from afterword.houses.reading import carried as carrying
from afterword.houses.reading import frontmatter
from afterword.houses.reading.outline import Matcher, list_slots
from afterword.houses.reading.places import Layout
from afterword.houses.reading.times.dating import Clock
from afterword.houses.reading.work import get_in
from afterword.houses.template import asked_for, walk
from afterword.houses.writing.escalating import item_name
from afterword.houses.writing.rendering import FLAT, Notes, Writer, flatten, on_one_line, soften
from afterword.houses.writing.timewriting import TimeWriter
from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.text import tables

Item = dict[str, Plain]

_SECTION = 6
_SENTENCE = 80
_MAX_FACT = 160
"""Characters of a line of front matter that is still a short fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """What a document has beside its record, which a document made of it keeps."""

    matter: Mapping[str, Plain] = field(default_factory=dict)
    """Keys of its front matter that are no field."""
    footnotes: Mapping[str, str] = field(default_factory=dict)
    """Label to text, in the order of the document."""
    definitions: tuple[str, ...] = ()
    """Lines that define links."""
    carried: Mapping[str, Plain] = field(default_factory=dict)
    """What stands in its carried block and is no field, and what has no other place."""
    broken: frozenset[str] = frozenset()
    """Values of the record whose line ends were written as such, ``<br>``, and are no soft ones."""
    shown: Mapping[Path, Plain] = field(default_factory=dict)
    """What is shown where the record itself states nothing: what was inferred of it."""


@dataclass(slots=True, kw_only=True)
class Order:
    """What a fresh document is made from."""

    tree: Mapping[str, Plain]
    """The record as JSON values."""
    carried: Mapping[str, Plain] = field(default_factory=dict)
    """What goes into the carried block."""
    flat: frozenset[str] = frozenset()
    """Fields and lists (dotted) that are shortened to a plain line."""
    soft: frozenset[str] = frozenset()
    """Fields (dotted) that are written without the marks of headings."""
    hidden: frozenset[str] = frozenset()
    """Fields and lists (dotted), and single items of lists, that are not shown at all."""
    guidance: bool = True
    """Whether the house's guidance is written, and places that it leaves to choice."""
    name_house: bool = False
    """Whether the front matter names the house."""
    aside: Aside = Aside()
    """What stands beside the record."""


class Creator:
    """Writes one fresh document."""

    def __init__(self, house: House, order: Order) -> None:
        """A house and what to write."""
        self.house = house
        self.order = _with_shown(order)
        notes = order.aside.footnotes
        taken = Notes(taken=set(notes), known={text: label for label, text in notes.items()})
        self.writer = Writer(
            house=house, times=TimeWriter(house.time), notes=taken, flat=order.flat, broken=order.aside.broken
        )
        self.matcher = Matcher(house, library.fallback())
        self.written: dict[Path, list[int]] = {}
        self.lines: list[str] = []

    def text(self) -> str:
        """The document."""
        if not any(part.title for part in walk(self.house.root)):
            self._remainder(headed=False)
        self.part(self.house.root)
        self._remainder(headed=True)
        front = self._front_matter()
        body = "".join(self.lines).rstrip("\n") + "\n"
        definitions = "".join(f"{line}\n" for line in self.order.aside.definitions)
        carried = carrying.render({**self.order.aside.carried, **self.order.carried}, "\n")
        parts = [front + (body.lstrip("\n") if front else body), definitions, self._footnotes(), carried]
        return "\n".join(part for part in parts if part)

    def _footnotes(self) -> str:
        kept = {label: re.sub(r"\r\n|\r|\n", "<br>", text) for label, text in self.order.aside.footnotes.items()}
        return "".join(f"[^{label}]: {text}\n" for label, text in {**kept, **dict(self.writer.notes.texts)}.items())

    def _front_matter(self) -> str:
        rows = [f"house: {self.house.name}\n"] if self.order.name_house or self.house.settings.get("name_house") else []
        for key, path in self.house.document.items():
            value = self._scalar(path)
            if not is_empty(value):
                rows.append(f"{key}: {frontmatter.write_value(self._front_value(path, value))}\n")
        rows += self._homeless()
        for key, value in self.order.aside.matter.items():
            rows += [f"{line}\n" for line in carrying.yaml_lines(key, value)]
        return f"---\n{''.join(rows)}---\n\n" if rows else ""

    def _homeless(self) -> list[str]:
        """Short facts that the house asks nowhere: the front matter may state them in every house."""
        lists = {slot.owner for part in walk(self.house.root) for slot in list_slots(part)}
        placed = {*asked_for(self.house), *lists, *self.house.document.values()}
        rows = []
        for name in frontmatter.FACTS:
            value = self._scalar((name,))
            if is_empty(value) or (name,) in placed or name in self.house.document:
                continue
            row = f"{name}: {frontmatter.write_value(self._front_value((name,), value))}\n"
            if len(row) <= _MAX_FACT:
                rows.append(row)
        return rows

    def _front_value(self, path: Path, value: Plain) -> Plain:
        return self.writer.value(path, value) if isinstance(value, dict | str) else value

    def _shows(self, path: Path) -> bool:
        return ".".join(path) not in self.order.hidden

    def _scalar(self, path: Path) -> Plain:
        return get_in(cast(dict[str, Plain], self.order.tree), path) if self._shows(path) else None

    def _value(self, hole: Hole) -> str:
        text = self.writer.value(hole.path, self._scalar(hole.path))
        name = ".".join(hole.path)
        if text and name in self.order.flat:
            return flatten(text)
        return soften(text) if name in self.order.soft else text

    def part(self, part: Part) -> None:
        """Writes a part: its heading, and what stands in it."""
        if part.heading is not None:
            heading = part.heading
            if part.title:
                value = re.sub(
                    r"\n", "<br>", on_one_line(self._value(next(h for h in part.title if isinstance(h, Hole))))
                )
                value = _without_label(value, part.title[0])
                heading = re.sub(r"\{\{.*\}\}", lambda _: value, heading)
                heading = heading if value else re.sub(r":?\s*(\**)$", r"\1", heading)
            self._emit(heading.rstrip() + "\n" if part.level < 7 else heading + "\n")
            if part.title:
                self._remainder(headed=False)
        for node in part.nodes:
            may_go = not self.order.guidance or isinstance(node, ListSlot)
            if not (may_go and self._is_spare(node)):
                self.node(node)

    def _is_spare(self, node: Node) -> bool:
        """Whether an empty place may be missing: the house calls it optional, or it takes what the others leave."""
        if isinstance(node, ListSlot | TableSlot):
            is_rest = not node.fixed and bool(self._fixed_slots(node.owner)) and node.owner != ("timeline",)
            return is_rest and not self._would_take(node)
        if not isinstance(node, Part):
            return False
        slots = [n for n in node.nodes if not isinstance(n, Literal | Guidance)]
        if node.level > _SECTION and slots and all(self._is_spare(n) for n in slots):
            return True
        return is_optional(self.house, node) and not any(self._is_filled(p) for p in walk(node))

    def _is_filled(self, part: Part) -> bool:
        """Whether the record has something for a part, those within it apart."""
        paths = {
            hole.path for n in part.nodes if isinstance(n, LabelSlot) for hole in n.pattern if isinstance(hole, Hole)
        }
        paths |= {n.hole.path for n in part.nodes if isinstance(n, TextSlot)}
        paths |= {slot.owner for slot in list_slots(part)}
        return any(not is_empty(self._scalar(path)) for path in paths)

    def _emit(self, text: str) -> None:
        """Adds lines; a second blank stretch after one, where nothing was written between, says nothing."""
        if text.strip("\n") or (text and not (self.lines and not self.lines[-1].strip("\n"))):
            self.lines.append(text)

    def node(self, node: Node) -> None:
        """Writes what one node of the template makes of the record."""
        if isinstance(node, Part):
            self.part(node)
        elif isinstance(node, Literal):
            self._emit(node.text)
        elif isinstance(node, Guidance):
            if self.order.guidance:
                self._emit(node.text)
        elif isinstance(node, TextSlot):
            value = self._value(node.hole)
            self._emit(value + "\n" if value else "")
        elif isinstance(node, LabelSlot):
            self._label(node)
        elif isinstance(node, TableSlot):
            self._table(node)
        elif isinstance(node, ListSlot):
            self._list(node)
        else:
            self._group(node)

    # Single values

    def _label(self, slot: LabelSlot) -> None:
        hole = next(p for p in slot.pattern if isinstance(p, Hole))
        known = field_at(hole.path)
        if known is not None and known.owner is not None:
            self._label_items(slot, hole, known.owner)
            return
        values = {h: self._value(h) for h in slot.pattern if isinstance(h, Hole)}
        is_text = slot.form == "line" and known is not None and known.shape == "text" and len(slot.pattern) == 1
        if is_text and "\n" in self.writer.on_one_line(values[hole]):
            self._emit(f"{slot.before}{slot.label.rstrip()}\n\n{values[hole]}\n")
            self._emit("\n")
            return
        if slot.form in {"line", "row"}:
            values = {h: self.writer.on_one_line(value) for h, value in values.items()}
        self._emit(self._label_line(slot, fill(slot.pattern, values)))

    def _label_line(self, slot: LabelSlot, text: str) -> str:
        if slot.form == "row":
            return tables.row([slot.label, tables.to_cell(text)]) + "\n"
        if slot.form == "line":
            text = text.replace("\n", "<br>")
        else:
            text = text.replace("\n", "\n" + " " * len(slot.before)).replace(" " * len(slot.before) + "\n", "\n")
        return (
            (slot.before + slot.label + text if text else (slot.before + slot.label).rstrip())
            + (slot.after if text or slot.after else "")
            + "\n"
        )

    def _label_items(self, slot: LabelSlot, hole: Hole, owner: Path) -> None:
        chosen = [(n, i) for n, i in self._items(owner) if all(i.get(k) == v for k, v in hole.fixed)]
        if slot.form == "check":
            before = slot.before.replace("[ ]", "[x]") if chosen else slot.before
            self.written.setdefault(owner, []).extend(n for n, _ in chosen)
            for item in [i for _, i in chosen] or [{}]:
                name = str(item.get(hole.path[-1]) or "")
                self._emit((before + slot.label + name).rstrip() + "\n")
            return
        if slot.form == "row" and self._later_label(hole, slot):
            self._emit(self._label_line(slot, self._item_text(slot, hole, owner, chosen[0][1]) if chosen else ""))
            return
        self.written.setdefault(owner, []).extend(n for n, _ in chosen)
        texts = [self._item_text(slot, hole, owner, item) for _, item in chosen] or [""]
        if owner == ("links",) and all("\n" not in text for text in texts):
            texts = [", ".join(texts)]
        for text in texts:
            self._emit(self._label_line(slot, text))

    def _later_label(self, hole: Hole, slot: LabelSlot) -> list[LabelSlot]:
        """Other labels of the house for the same items: the value in a row is then a copy."""
        return [
            s
            for p in walk(self.house.root)
            for s in p.nodes
            if isinstance(s, LabelSlot) and s is not slot and hole in s.pattern
        ]

    def _item_text(self, slot: LabelSlot, hole: Hole, owner: Path, item: Item) -> str:
        layout = Layout(form="paragraph", pattern=(hole,))
        return (
            self.writer.item(layout, owner, item)[0].replace("<br>", "\n")
            if slot.form != "row"
            else self.writer.item(layout, owner, item)[0]
        )

    # Lists

    def _items(self, owner: Path) -> list[tuple[int, Item]]:
        if not self._shows(owner):
            return []
        items = items_of(owner, get_in(cast("Item", self.order.tree), owner))
        flat = self.order.flat
        shown = [(n, i) for n, i in enumerate(items) if item_name(owner, n) not in self.order.hidden]
        return [(n, {**i, FLAT: True} if item_name(owner, n) in flat else i) for n, i in shown]

    def _open_items(self, owner: Path, fixed: Sequence[tuple[str, str]]) -> list[tuple[int, Item]]:
        """Items that a slot takes: those with what it fixes, and that no other slot takes more exactly."""
        done = {*self.written.setdefault(owner, [])}
        others = [] if fixed else self._fixed_slots(owner)
        chosen = []
        for n, item in self._items(owner):
            if n in done or not all(item.get(k) == v for k, v in fixed):
                continue
            if any(all(item.get(k) == v for k, v in other) for other in others):
                continue
            chosen.append((n, item))
        self.written[owner] += [n for n, _ in chosen]
        return chosen

    def _would_take(self, slot: ListSlot | TableSlot) -> bool:
        fixed = self._fixed_slots(slot.owner)
        done = {*self.written.get(slot.owner, [])}
        left = [item for n, item in self._items(slot.owner) if n not in done]
        return any(not any(all(item.get(k) == v for k, v in other) for other in fixed) for item in left)

    def _fixed_slots(self, owner: Path) -> list[tuple[tuple[str, str], ...]]:
        found = []
        for part in walk(self.house.root):
            for slot in part.nodes:
                if isinstance(slot, ListSlot | TableSlot) and slot.owner == owner and slot.fixed:
                    found.append(slot.fixed)
                elif isinstance(slot, LabelSlot):
                    held = [h for h in slot.pattern if isinstance(h, Hole) and h.path[:-1] == owner]
                    found += [h.fixed for h in held if h.fixed]
        return found

    def _table(self, slot: TableSlot) -> None:
        self._emit("".join(slot.header))
        layout = Layout(form="row", columns=slot.columns, fixed=slot.fixed)
        self.writer.has_evidence_column = any(h == Hole(path=("timeline", "evidence")) for c in slot.columns for h in c)
        chosen = self._open_items(slot.owner, slot.fixed)
        rows = [(item.get("phase"), self.writer.item(layout, slot.owner, item)[0]) for _, item in chosen]
        for line in with_phase_rows(rows, slot, self.house):
            self._emit(line + "\n")
        if not rows and not slot.rows:
            self._emit(tables.row([""] * len(slot.columns)) + "\n")

    def _list(self, slot: ListSlot) -> None:
        chosen = self._open_items(slot.owner, slot.fixed)
        for number, (_, item) in enumerate(chosen, 1):
            if slot.owner == ("timeline",) and (heading := self.writer.times.heading(item)):
                self._emit(("\n" if number > 1 else "") + heading + "\n\n")
            elif slot.marker == "" and number > 1:
                self._emit("\n")
            marker = f"{number}." if slot.marker[:1].isdigit() else slot.marker
            if not marker and slot.owner == ("timeline",) and not self._is_paragraph(item):
                marker = "-"
            layout = Layout(
                form="item" if marker else "paragraph",
                pattern=slot.pattern,
                marker=marker,
                indent=slot.indent,
                is_boxed=slot.is_boxed,
            )
            self._emit("\n".join(self.writer.item(layout, slot.owner, item)) + "\n")
        if not chosen and slot.marker:
            self._emit(f"{slot.indent}{slot.marker}{' [ ]' * slot.is_boxed}\n")

    def _is_paragraph(self, event: Item) -> bool:
        """Whether a paragraph can hold an event: a time starts it, and its words are one; a list item holds others."""
        has_time = bool(event.get("at") or (event.get("written") and event.get("precision") not in {None, "unknown"}))
        return has_time and (bool(event.get(FLAT)) or "\n" not in self.writer.on_one_line(str(event.get("what") or "")))

    def _group(self, slot: GroupSlot) -> None:
        layout = Layout(form="group", group=tuple((line.before + line.label, line.pattern) for line in slot.lines))
        chosen = self._open_items(slot.owner, slot.fixed)
        gap = "\n" if slot.lines[0].form == "line" else ""
        for number, (_, item) in enumerate(chosen or [(0, {})]):
            lines = [line.rstrip() for line in self.writer.item(layout, slot.owner, item)]
            self._emit((gap if number else "") + "\n".join(lines) + "\n")

    def _remainder(self, *, headed: bool) -> None:
        """Writes what no field takes: with a heading at the end, without one where a document begins."""
        for n, item in self._items(("remainder",)):
            heading, text = str(item.get("heading") or ""), self._without_zone(str(item.get("text") or ""))
            if bool(heading) != headed or not (heading or text):
                continue
            self.written.setdefault(("remainder",), []).append(n)
            text = soften(text) if item.get(FLAT) else text
            if heading and (self.matcher.part(heading) or item.get(FLAT)):
                heading = f"Further notes: {flatten(heading)}"
            lines = [self._heading(heading) if heading else "", text]
            self._emit("\n" + "\n\n".join(line for line in lines if line) + "\n")

    def _without_zone(self, text: str) -> str:
        """A text without the paragraphs that say in which zone the old document wrote its times."""
        if not Clock(self.house).note_zone(text):
            return text
        kept = [p for p in text.split("\n\n") if len(p) > _SENTENCE or not Clock(self.house).note_zone(p)]
        return "\n\n".join(kept)

    def _heading(self, heading: str) -> str:
        bold = any(p.level == 6 for p in walk(self.house.root))
        return f"**{heading}**" if bold and not re.search(r"[*_]|:$", heading) else f"## {heading}"


def _with_shown(order: Order) -> Order:
    """The order with what is to be shown where the record states nothing."""
    tree = cast("dict[str, Plain]", order.tree)
    for path, value in order.aside.shown.items():
        if is_empty(get_in(tree, path)):
            inner = tree.get(path[0])
            tree = {**tree, path[0]: {**(inner if isinstance(inner, dict) else {}), path[-1]: value}}
    return replace(order, tree=tree)


def _without_label(title: str, label: str | Hole) -> str:
    """A title without the words that the house's heading says before it: not ``Post-Mortem: Postmortem: Search``."""
    said, colon, rest = title.partition(":")
    if isinstance(label, Hole) or not colon or not rest.strip():
        return title
    own, words = (re.sub(r"[\W_]", "", text).casefold() for text in (label, said))
    return rest.strip() if words and own.endswith(words) else title


def with_phase_rows(rows: Sequence[tuple[Plain, str]], slot: TableSlot, house: House) -> list[str]:
    """The rows of a timeline with an empty row for each of the house's phases that no event has."""
    made = list(rows)
    labels = {phase: label for label, phase in house.phases.items()}
    what = Hole(path=("timeline", "what"))
    column = next((n for n, pattern in enumerate(slot.columns) if what in pattern), 1)
    for number, phase in enumerate(slot.rows):
        if not any(p == phase for p, _ in made):
            cells = [labels.get(phase, phase) if n == column else "" for n in range(len(slot.columns))]
            following = slot.rows[number + 1 :]
            at = next((n for n, (p, _) in enumerate(made) if p in following), len(made))
            made.insert(at, (phase, tables.row(cells)))
    return [line for _, line in made]
