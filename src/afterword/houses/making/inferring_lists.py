"""Lists of an example as the lines of a house file: labels, questions, boxes to tick, and the items of a list."""

import re
from collections.abc import Sequence

from afterword.houses.asking import likeness, telling_words
from afterword.houses.fields import Path, field_at, is_strings, main_name
from afterword.houses.house import Hole, LabelSlot, ListSlot, Part, Pattern
from afterword.houses.making.inferring_items import ACTIONS, asked_pattern, told_pattern
from afterword.houses.making.inferring_writer import SectionWriter
from afterword.houses.making.lexicon import pattern_text
from afterword.houses.reading.outline import list_slots
from afterword.houses.template import BOX
from afterword.text.blocks import Block
from afterword.text.wording import leading_label, name_key

_CLOCK = r"(?:[HT\d]{1,2}[:.hx?]+[M\d?x]{2}|\{?time\}?|timestamp|\[?hh:mm\]?)"
_SEPARATOR = re.compile(
    rf"{_CLOCK}[^\s|]*(?:\s?[ap]\.?m\.?)?(?:\s\(?[A-Z]{{2,5}}\)?)?[\]}})*_`]*(?P<gap>\s+[-\u2013\u2014|]\s+|:\s+)",
    re.IGNORECASE,
)
_PARTED = re.compile(r"\S\s+[-\u2013\u2014|]\s+\S|\S\s*\(|\)\s*\S|\S:\s+\S|\]\s*[,(\[]|@\w")
_BOLD_LABEL = re.compile(r"(?:\*\*|__)(?P<name>[^*_:]+):?(?:\*\*|__)")
_AT_START = re.compile(rf"[\s*_\[(]*{_CLOCK}[\])}}*_`]*\s*[-\u2013\u2014|:]?\s*", re.IGNORECASE)
_TICK = re.compile(r"\[[xX]\]")
_ID = re.compile(r"[*_]*A-\d")
_ASKS_ENOUGH = 3
_FEW_PHASES = 2
_NEAR, _ALIKE = 0.6, 0.74

_OWNER = Hole(path=("actions", "owner"))

_LINKS = ("links",)


class ListWriter(SectionWriter):
    """Makes the lines of lists."""

    def list_lines(self, block: Block) -> None:
        """Takes a list: labels and questions with their places, the home of the section's items, or text."""
        if block is self.of_label:
            self.body.guidance += _telling(self.raw(block)) if self.is_template else []
            return
        if self.target.kind == "list" and not self._has_own_labels(block):
            self._items(block)
            return
        group: list[str] = []
        rest: list[str] = []
        doubts = len(self.body.doubts)
        for item in block.children:
            made = self._labelled_item(item)
            if made is None:
                rest += self.raw(item)
            else:
                group += made
        if self.target.kind == "none" and not any("{{" in line for line in group):
            del self.body.doubts[doubts:]
            group, rest = [], self.raw(block)
        if group:
            self.body.groups.append(group)
        if rest:
            self.keep(rest)

    def _has_own_labels(self, block: Block) -> bool:
        """Whether the items of a list's section are labels of that very list."""
        for item in block.children:
            words = self.words(item)
            label = leading_label(words)
            slot = self.names.label(label[0] if label else words, self.chunk.inside)
            holes = [p for p in slot.pattern if isinstance(p, Hole)] if slot else []
            if any(h.path[:-1] == self.target.path and h.fixed for h in holes):
                return True
            is_open = label is not None and self.is_open(words[label[1] :].strip())
            if is_open and self.target.path == _LINKS:
                return True
            if is_open and holes and all(h.path != self.target.path and _is_own(h) for h in holes):
                return True
        return False

    def _items(self, block: Block) -> None:
        first = block.children[0]
        if self.body.has_list or self._asked_lists(block):
            return
        if self.target.path == ("timeline",):
            self.entries(first.marker, [self.words(item) for item in block.children])
            return
        if self.is_template and all(self._is_guidance(item) for item in block.children):
            self.body.guidance += self.raw(block)
            return
        if self.is_template:
            self.body.guidance += _telling(self.raw(block))
        marker = first.marker if not first.marker[:1].isdigit() else "1" + first.marker[-1:]
        like = self.names.item_like(self.target.path, self.words(first)) if self.is_template else None
        pattern = like or self.item_pattern(block.children, self.target.path)
        box = self.box(block.children, self.target.path)
        self.body.groups.append([f"{marker} {box}{pattern_text(pattern, self.fixed)}"])
        self._tell_form(first, pattern)
        self.body.has_list = True

    def item_pattern(self, items: Sequence[Block], owner: Path) -> Pattern:
        """What an item of a list says; with an id only where the example has ids."""
        plain: Pattern = (Hole(path=(*owner, main_name(owner))),) if not is_strings(owner) else (Hole(path=owner),)
        if owner != ACTIONS:
            return self.names.item(owner)
        if self.is_template:
            asked = next((p for item in items if (p := asked_pattern(self.words(item), self.names)) is not None), None)
            return asked or (self.names.item(owner) if any(_ID.match(self.words(item)) for item in items) else plain)
        told = [unit for item in items if (unit := self.told.get(item.first)) is not None]
        if (pattern := told_pattern(self.source, told, self.names)) is not None:
            return pattern
        if any(_ID.match(self.words(item)) for item in items):
            return self.names.item(owner)
        owned = sum(bool(unit.item.get("owner")) for unit in told)
        return (*plain, " (", _OWNER, ")") if items and owned * 2 > len(items) else plain

    def box(self, items: Sequence[Block], owner: Path) -> str:
        """The box to tick before actions, with the space behind it, where most of the example's have one."""
        boxed = sum(bool(BOX.match(self.source.text[item.text.start : item.text.end + 1])) for item in items)
        return "[ ] " if owner == ACTIONS and boxed * 2 > len(items) else ""

    def _tell_form(self, item: Block, pattern: Pattern) -> None:
        """Says what of the form of a list's items is not in the house."""
        line, words = self.source.content(item.first), self.words(item)
        is_boxed = BOX.match(line[: len(line) - len(words)].lstrip(" -*+.0123456789)"))
        if is_boxed and self.target.path != ACTIONS:
            self.body.doubts.append((item.first, "the boxes of this list are not kept; its items stand without"))
        is_kept = sum(isinstance(piece, Hole) for piece in pattern) > 1
        if self.is_template and not is_kept and _PARTED.search(words):
            message = f"the form of this item is not kept; the house writes {self.body.groups[-1][0]!r}"
            self.body.doubts.append((item.first, message))

    def _asked_lists(self, block: Block) -> bool:
        """Whether the items are questions that a known house answers with items of this list, and their lines."""
        made: list[str] = []
        for item in block.children:
            words = self.words(item)
            part = self._similar_part(words) if "?" in words and self.is_template else None
            slot = list_slots(part)[0] if part is not None else None
            if isinstance(slot, ListSlot) and not any(pattern_text(slot.pattern, slot.fixed) in line for line in made):
                line = self.source.content(item.first)
                indent = " " * (len(line) - len(self.words(item)))
                made += [line.rstrip(), f"{indent}{item.marker} {pattern_text(slot.pattern, slot.fixed)}"]
        self.body.groups += [made] if made else []
        self.body.has_list = bool(made)
        return bool(made)

    def _similar_part(self, text: str) -> Part | None:
        for key, known in self.names.parts.items():
            part = known[0].node
            if not key.endswith("?") or not isinstance(part, Part) or not list_slots(part):
                continue
            if likeness(text, key, least=1) >= _NEAR and list_slots(part)[0].owner == self.target.path:
                return part
        return None

    def _is_guidance(self, item: Block) -> bool:
        words = self.words(item)
        is_form = self.target.path == ACTIONS and asked_pattern(words, self.names) is not None
        return bool(words.strip(" *_[]()<>.")) and not leading_label(words) and len(words) > 60 and not is_form

    def is_timed(self, line: str) -> bool:
        """Whether a line of the timeline starts with a time, or with what stands for one."""
        return self.target.path == ("timeline",) and bool(_SEPARATOR.match(line.lstrip(" *_-[(")))

    def entries(self, marker: str, texts: Sequence[str]) -> None:
        """The home of the timeline's entries, in the form of the first that shows one."""
        if self.body.has_list:
            return
        found = [m for text in texts if (m := _SEPARATOR.search(text[:60]))]
        if not found and self.is_template:
            starts = [(text, match) for text in texts if (match := _AT_START.match(text))]
            self.body.phases = self.told_phases([text[match.end() :] for text, match in starts])
        if not found and self.is_template and not any(re.search(r"\btime\b|\d", t, re.IGNORECASE) for t in texts):
            self.body.guidance += texts
            return
        gap = found[0].group("gap") if found else " - "
        gap = " - " if "|" in gap else gap
        lead = f"{marker} " if marker and not marker[0].isdigit() else "- " if marker else ""
        self.body.groups.append([f"{lead}{{{{ timeline.at }}}}{gap}{{{{ timeline.what }}}}"])
        self.body.phases = self.body.phases or self.told_phases(
            [t[m.end() :] for t in texts if (m := _SEPARATOR.search(t[:60]))]
        )
        self.body.has_list = True

    def told_phases(self, texts: Sequence[str]) -> dict[str, str]:
        """Label to phase, where entries start with labels of phases and a colon, or are one; in a template also bold.

        What a template's labels say that is no phase is told.
        """
        found: dict[str, str] = {}
        unknown: list[str] = []
        for text in texts if self.keeps_phases else ():
            label = re.split(r"[*_]*:[*_]*\s", text.strip(" *_"), maxsplit=1)[0].rstrip(" *_:")
            if self.is_template and (bold := _BOLD_LABEL.match(text.strip())):
                label = bold.group("name")
            phase = self.names.phases.get(name_key(label))
            if phase and phase not in found.values():
                found[label] = phase
            elif self.is_template and _BOLD_LABEL.match(text.strip()):
                unknown.append(label)
        if unknown:
            named = ", ".join(map(repr, unknown))
            message = (
                f"the label{'s' if unknown[1:] else ''} {named} of entries {'are' if unknown[1:] else 'is'} not kept"
            )
            self.body.doubts.append((self.chunk.first, message))
        return found if len(found) >= (1 if self.is_template else _FEW_PHASES) else {}

    def _labelled_item(self, item: Block) -> list[str] | None:
        line = self.source.content(item.first)
        words = self.words(item)
        before = _TICK.sub("[ ]", line[: len(line) - len(words)])
        nested = [child for child in item.children if child.kind == "list"]
        label = leading_label(words)
        name = label[0] if label else words.strip()
        if nested:
            return self._nested(line, name, nested[0]) if label and not words[label[1] :].strip() else None
        asked = "?" in words and (not label or not words[label[1] :].strip())
        if asked or _asks(words):
            return self._question(before, words, item)
        if label is None:
            return self._bare_label(before, words)
        value = words[label[1] :].strip()
        slot = self.slot(name)
        if slot is not None and name_key(name) not in self.seen:
            self.seen.add(name_key(name))
            return [f"{before}{words[: label[1]].rstrip()} {pattern_text(slot)}"]
        if self.is_open(value) and name_key(name) not in self.seen:
            self.seen.add(name_key(name))
            if self.target.path == _LINKS:
                kind = "_".join(re.findall(r"[a-z0-9]+", name.casefold())) or "other"
                return [f"{before}{words[: label[1]].rstrip()} {{{{ links.url kind={kind} }}}}"]
            self.body.doubts.append((item.first, f"no field is known for the label {name!r}"))
            return [f"{before}{words[: label[1]].rstrip()}"]
        return None

    def _nested(self, line: str, name: str, inner: Block) -> list[str] | None:
        """A label over a list of its own."""
        part = self.names.part(name, self.chunk.inside, is_label=True)
        slots = list_slots(part) if part is not None else ()
        if not slots or name_key(name) in self.seen:
            return None
        self.seen.add(name_key(name))
        first = inner.children[0]
        raw = self.source.content(first.first)
        indent = raw[: len(raw) - len(raw.lstrip())]
        pattern = slots[0].pattern if isinstance(slots[0], ListSlot) else self.names.item(slots[0].owner)
        return [line.rstrip(), f"{indent}{first.marker} {pattern_text(pattern, slots[0].fixed)}"]

    def _bare_label(self, before: str, words: str) -> list[str] | None:
        """A box to tick, or a known label without a colon."""
        slot = self.names.label(words, self.chunk.inside)
        is_open = self.is_template or "[" in before
        if slot is None or not is_open or (self._is_taken(words) and "[" not in before):
            return None
        self.seen.add(name_key(words))
        colon = "" if "[" in before or words.rstrip(" *_").endswith((":", "?")) else ":"
        return [f"{before}{words.strip()}{colon} {pattern_text(slot.pattern)}"]

    def _is_taken(self, name: str) -> bool:
        """Whether a name has its line already, or stands in a list of which it is an item."""
        return name_key(name) in self.seen or self.target.kind == "list"

    def _question(self, before: str, words: str, item: Block) -> list[str] | None:
        """A question with a place for its answer: a known one, or one of the house's own."""
        asked = re.match(r"[*_]*[^?\n]*\?[*_]*", words)
        text = _closed((asked.group() if asked else words).strip())
        if name_key(text) in self.seen or (not self.is_template and not asked):
            return None
        slot = self.names.label(text.strip("*_ "), self.chunk.inside) or (
            self._similar(text) if self.is_template else None
        )
        holes = [p for p in slot.pattern if isinstance(p, Hole)] if slot else []
        if slot is not None and holes and f"hole {holes[0]}" not in self.seen and self._fits(holes[0]):
            self.seen |= {name_key(text), f"hole {holes[0]}"}
            return [f"{before}{text} {pattern_text(slot.pattern)}"]
        if not self.is_template or self.target.kind == "list" or not asked or len(text.split()) < _ASKS_ENOUGH:
            return None
        self.seen.add(name_key(text))
        owner = "response" if {"response", "detection", "recovery"} & set(self.chunk.inside) else "analysis"
        key = "_".join(telling_words(text)[:4]) or "question"
        key = key if f"key {owner} {key}" not in self.seen else f"{key}_{item.first + 1}"
        self.seen.add(f"key {owner} {key}")
        return [f"{before}{text} {{{{ {owner}.questions.answer key={key} }}}}"]

    def _fits(self, hole: Hole) -> bool:
        """Whether the place of a known question belongs to this section, or is a question of its own list."""
        known = field_at(hole.path)
        if known is not None and known.owner is not None:
            return bool(hole.fixed) and self.target.kind != "list"
        return not self.target.path or hole.path[0] == self.target.path[0]

    def _similar(self, text: str) -> LabelSlot | None:
        """The known question that asks the same in similar words."""
        best: tuple[float, LabelSlot | None] = (0.0, None)
        for key, known in self.names.labels.items():
            if not key.endswith("?") or not isinstance(known[0].node, LabelSlot):
                continue
            share = likeness(text, key)
            if share > max(best[0], _ALIKE):
                best = (share, known[0].node)
        return best[1]


def _telling(lines: Sequence[str]) -> list[str]:
    """The lines of a list that say something, empty items left out."""
    return [line for line in lines if line.strip(" -*+.0123456789)[]")]


def _is_own(hole: Hole) -> bool:
    """Whether a hole is a field of the record itself, and not of a list's items."""
    known = field_at(hole.path)
    return known is not None and known.owner is None


def _closed(text: str) -> str:
    """A text whose emphasis ends where it ends."""
    mark = re.match(r"[*_]*", text)
    opened = mark.group() if mark else ""
    return text if not opened or text.endswith(opened) else f"{text.rstrip('*_')}{opened}"


def _asks(words: str) -> bool:
    return bool(re.fullmatch(r"[*_]*[A-Z][^.!:]*\?[*_]*", words.strip()))
