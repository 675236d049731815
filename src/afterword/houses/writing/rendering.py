"""Writing one item of a list in the form of its place."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import cast

from afterword.houses.fields import DATES, field_at, main_name
from afterword.houses.house import Hole, House, ListSlot, Pattern
from afterword.houses.notation import write_links, write_tail
from afterword.houses.patterns import fill, is_marked, with_holes
from afterword.houses.reading.places import Layout, Place, fits_cell
from afterword.houses.template import walk
from afterword.houses.writing.timewriting import TimeWriter
from afterword.model.plain import Plain
from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.text import tables
from afterword.text.wrapping import unwrap

BOX_TO_TICK = re.compile(r"\[[^\]\n]\]")
"""What stands before an action that can be ticked."""
_CITATION = re.compile(r"sha256 [0-9a-f]{8,}")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+(.+?)[ \t#]*")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)")
_BREAK = re.compile(r"[ \t]*<br\s*/?>[ \t]*\n?", re.IGNORECASE)
_DEEPER = re.compile(r"(?m)^(?:[ \t]+\S|[ \t]*(?:```|~~~|#{1,6}[ \t]|>|\|))")
"""Lines that a cell cannot hold: within an item of a list, and those of code, headings, quotes, and tables."""
_NOWHERE = Span(0, 0)
_WHAT, _OWNER = Hole(path=("actions", "what")), Hole(path=("actions", "owner"))
FLAT = "(flat)"
"""Key that an item has while it is written, where its texts are to be shortened."""


@dataclass(slots=True)
class Notes:
    """The footnotes of a document that is being written."""

    texts: list[tuple[str, str]] = field(default_factory=list)
    """New footnotes: label and text."""
    taken: set[str] = field(default_factory=set)
    """Labels in use."""
    known: dict[str, str] = field(default_factory=dict)
    """Text to label of footnotes that stand already."""

    def label(self, text: str) -> str:
        """The label under which a text is cited."""
        if text not in self.known:
            number = len(self.known) + 1
            while f"e{number}" in self.taken:
                number += 1
            self.known[text] = f"e{number}"
            self.taken.add(f"e{number}")
            self.texts.append((f"e{number}", re.sub(r"\r\n|\r|\n", "<br>", text)))
        return self.known[text]


@dataclass(slots=True)
class Writer:
    """What the items of one document are written with."""

    house: House
    """The house."""
    times: TimeWriter
    """Writes times."""
    notes: Notes
    """Takes citations."""
    newline: str = "\n"
    """How lines end."""
    flat: frozenset[str] = frozenset()
    """Lists (dotted) whose values are shortened to one plain line, because they did not read back as they are."""
    broken: frozenset[str] | None = None
    """Texts whose line ends stay where they stand on one line, as ``<br>``; None for all of them."""

    def value(self, path: Sequence[str], value: Plain) -> str:
        """A value as the house spells it."""
        known = field_at(tuple(path))
        spelling = self.house.spelling.get(".".join(path), {})
        if value is None or known is None:
            return "" if value is None else str(value)
        if isinstance(value, dict):
            token = value.get("value")
            if known.shape == "severity":
                return str(value.get("written") or _severity(str(token or "")))
            return spelling.get(str(token), "") or str(value.get("written") or token or "")
        if isinstance(value, list):
            return ", ".join(str(v) for v in value)
        if isinstance(value, bool):
            return "true" if value else "false"
        return spelling.get(str(value), str(value))

    def item(self, layout: Layout, owner: tuple[str, ...], item: Mapping[str, Plain]) -> list[str]:
        """The lines, without their ends, of an item in a layout."""
        if layout.form == "row":
            return [tables.row([self._cell(column, owner, item) for column in layout.columns])]
        if layout.form == "group":
            return [start + self._line(layout, pattern, owner, item) for start, pattern in layout.group]
        text = self._line(layout, layout.pattern or _plain_pattern(owner), owner, item)
        if layout.form == "heading":
            at, _, what = text.partition(" - ")
            return ["", f"{layout.marker} {at}", "", *what.split("\n")]
        if layout.form == "paragraph":
            return [text]
        marker = f"{layout.indent}{layout.marker} "
        lines = text.split("\n")
        pad = " " * len(marker)
        marker += box(item) if layout.is_boxed else ""
        return [
            (marker + lines[0]).rstrip() if not lines[0] else marker + lines[0],
            *(pad + line if line.strip() else "" for line in lines[1:]),
        ]

    def _line(self, layout: Layout, pattern: Pattern, owner: tuple[str, ...], item: Mapping[str, Plain]) -> str:
        codec = "line" if layout.form in {"group", "paragraph"} else "block"
        holes = [p for p in pattern if isinstance(p, Hole)]
        values = {hole: self._encoded(hole, owner, item, codec) for hole in holes}
        if owner == ("actions",) and is_marked(pattern, _WHAT):
            pattern = with_holes(pattern, [hole for hole, value in values.items() if value])
        elif owner == ("actions",) and _OWNER in values:
            values[_OWNER] = _told_owner(values[_OWNER], item)
        text = fill(pattern, values)
        is_beside = layout.form == "group" and not any(hole.path[-1] == main_name(owner) for hole in holes)
        return text if is_beside else text + self.tail(owner, item, with_evidence=True, with_links=True)

    def _cell(self, column: Pattern | None, owner: tuple[str, ...], item: Mapping[str, Plain]) -> str:
        if column is None:
            return ""
        holes = [p for p in column if isinstance(p, Hole)]
        text = fill(column, {hole: self._encoded(hole, owner, item, "cell") for hole in holes})
        name = holes[0].path[-1] if holes else ""
        if name == main_name(owner):
            text += self.tail(owner, item, with_evidence=not self.has_evidence_column, with_links=True)
        return text

    def on_one_line(self, text: str) -> str:
        """A text as a place of one line holds it, without soft line breaks where the document is a fresh one."""
        return text if self.broken is None or text in self.broken else on_one_line(text)

    def _is_plain_list(self, text: str) -> bool:
        """Whether a text of a fresh document is a list of one level, which a cell shows with ``<br>`` for its lines."""
        return self.broken is not None and not _DEEPER.search(text)

    has_evidence_column: bool = False
    """Whether the table that is being written has a column for evidence."""

    def _encoded(self, hole: Hole, owner: tuple[str, ...], item: Mapping[str, Plain], codec: str) -> str:
        name = hole.path[-1]
        value = item.get(main_name(owner) if hole.path == owner else name)
        if owner == ("timeline",) and name == "at":
            text = self.times.write(dict(item))
        elif owner == ("timeline",) and name == "what":
            text = self.what(item)
        elif owner == ("timeline",) and name == "evidence":
            return self.evidence_cell(cast("list[Plain]", value or []))
        elif owner == ("links",) and name == "url":
            text = link_text(item)
        else:
            text = self.value(hole.path, value)
        if codec != "block" and not (isinstance(value, str) and self.broken and value in self.broken):
            text = self.on_one_line(text)
        is_flat = (item.get(FLAT) or ".".join(owner) in self.flat) and not (name == "at" and item.get("at"))
        is_flat = is_flat and hole.path not in DATES
        if text and (is_flat or (codec == "cell" and not (fits_cell(text) or self._is_plain_list(text)))):
            text = flatten(text)
        return Place(span=_NOWHERE, codec="cell" if codec == "cell" else "line" if codec == "line" else "block").encode(
            text, "\n"
        )

    def what(self, item: Mapping[str, Plain]) -> str:
        """The words of an event, after the house's label for its phase."""
        label = self.label(item)
        text = str(item.get("what") or "")
        if label is None:
            return text
        return label if not text or text == label else f"{label}: {text}"

    def label(self, item: Mapping[str, Plain]) -> str | None:
        """The house's label for the phase of an event; None where it has none."""
        return next((label for label, phase in self.house.phases.items() if phase == item.get("phase")), None)

    def tail(self, owner: tuple[str, ...], item: Mapping[str, Plain], *, with_evidence: bool, with_links: bool) -> str:
        """The notation at the end of an item."""
        if owner == ("timeline",):
            marks = {
                n: str(item[k])
                for n, k in (("phase", "phase"), ("kind", "kind"), ("only", "visibility"))
                if item.get(k)
            }
            if self.label(item):
                marks.pop("phase", None)
            texts = [str(t) for t in cast("list[Plain]", item.get("evidence") or [])] if with_evidence else []
            return write_tail(marks, [self.notes.label(t) for t in texts])
        if with_links and owner in {("analysis", "contributing_factors"), ("lessons",)}:
            return write_links([str(a) for a in cast("list[Plain]", item.get("actions") or [])])
        return " <!-- chain -->" if item.get("chain") else ""

    def evidence_cell(self, texts: Sequence[Plain]) -> str:
        """The names of sources, and the marks of citations, for a cell of a table."""
        plain = [tables.to_cell(str(t)) for t in texts if not _CITATION.search(str(t))]
        cited = [f"[^{self.notes.label(str(t))}]" for t in texts if _CITATION.search(str(t))]
        return " ".join(filter(None, [", ".join(plain), "".join(cited)]))


def _severity(token: str) -> str:
    """A grade as people write it: ``P1``, ``SEV-2``, ``Critical``."""
    if token[:3] == "sev":
        return f"SEV-{token[3:]}"
    return token.upper() if token[1:].isdigit() else token.capitalize()


def link_text(item: Mapping[str, Plain]) -> str:
    """A link as Markdown."""
    text, url = item.get("text"), item.get("url")
    if url and text:
        return f"[{text}]({url})"
    return str(url or text or "")


def on_one_line(text: str) -> str:
    """A text for a place that has one line: a soft line break is a space, a written one a line end."""
    return _BREAK.sub("\n", unwrap(text)).strip("\n") if "\n" in text or "<" in text else text


def flatten(text: str) -> str:
    """A text on one line without anything that Markdown or the notation could take for more than words.

    A heading over the whole goes, one within ends with a colon, and items are parted by semicolons.
    """
    line = " ".join(_told_in_line(text).split())
    line = re.sub(r"<!--|-->|[|`\[\]<>{}\\]", " ", line)
    return " ".join(re.sub(r"^[\s#>*+\-\d.):_~=]+", "", line).replace("**", "").split()) or "(see the carried text)"


def _told_in_line(text: str) -> str:
    """The words of a text's lines, without the marks of headings and items."""
    lines = [line for line in _BREAK.sub("\n", text).split("\n") if line.strip()]
    while len(lines) > 1 and _HEADING.fullmatch(lines[0]):
        del lines[0]
    made = ""
    for line in lines:
        item = _ITEM.match(line)
        heading = _HEADING.fullmatch(line)
        words = f"{heading[1]}:" if heading else line[item.end() :] if item else line
        made += f"{';' if item and made[-1:].isalnum() else ''} {words}"
    return made


def _told_owner(owner: str, item: Mapping[str, Plain]) -> str:
    """An owner behind the words of an action; alone there it would be read as more of them."""
    return f"owner: {owner}" if owner and not item.get("due") and not item.get("priority") else owner


def box(item: Mapping[str, Plain]) -> str:
    """The box to tick before an action, with the space behind it; nothing for one without a status."""
    status = item.get("status")
    value = status.get("value") if isinstance(status, dict) else None
    return "" if value is None else "[x] " if value == "done" else "[ ] "


def has_boxes(house: House, actions: Sequence[Mapping[str, Plain]]) -> bool:
    """Whether actions have a box to tick: the house's list has them, or those that stand have."""
    slots = (node for part in walk(house.root) for node in part.nodes)
    if any(isinstance(node, ListSlot) and node.is_boxed for node in slots):
        return True
    held = [status for action in actions if isinstance(status := action.get("status"), dict)]
    return bool(held) and all(BOX_TO_TICK.fullmatch(str(status.get("written") or "")) for status in held)


def soften(text: str) -> str:
    """A text without the marks by which its lines could be taken for headings of the document."""
    return re.sub(
        r"(?m)^[ \t]*(?:#{1,6}[ \t]+(.+?)[ \t#]*|(?:\*\*|__)([^*_\n]+)(?:\*\*|__)(:?)[ \t]*)$", _words_only, text
    )


def _words_only(match: re.Match[str]) -> str:
    return match.group(1) or f"{match.group(2)}{match.group(3)}"


def _plain_pattern(owner: tuple[str, ...]) -> Pattern:
    return (Hole(path=(*owner, main_name(owner))),)
