"""What an item of a list of actions says, as words and places: ``{{ actions.what }} ({{ actions.owner }})``."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from afterword.houses.fields import Path
from afterword.houses.house import Hole, Pattern
from afterword.houses.making.lexicon import Lexicon
from afterword.houses.patterns import is_marked, marked_spans
from afterword.houses.reading.places import Unit
from afterword.text.source import Source

ACTIONS: Path = ("actions",)
"""The list whose items say more than one thing."""

_WHAT, _OWNER, _DUE, _TRACKER = (Hole(path=(*ACTIONS, name)) for name in ("what", "owner", "due", "tracker"))
_FIELDS = ("id", "owner", "due", "priority", "status", "tracker")
_MOST = 0.6
_SEVERAL = 3
_FILLED_IN = re.compile(
    r"\[([^\][\n]+)\](?!\()|<([^<>\n]+)>|\{\{?\s*([^{}\n]+?)\s*\}?\}|(?<!\w)[*_]{1,2}(\S[^*_\n]*?)[*_]{1,2}"
)
_BETWEEN = re.compile(
    r"((?<!\s)\s++(?:[-\u2013\u2014|/]+(?:\s+|$)|\(|[,;](?:\s+|$))|\(|\)\s*|[,;](?:\s+|$)|:(?:\s+|$))"
)
_DAY = re.compile(r"(?:[YMDTJA]{2,4}[-/.]){2}[YMDTJA]{2,4}|\d{4}-\d\d-\d\d|\bdate\b|\bby when\b", re.IGNORECASE)
_LINK = re.compile(r"\[([^\][\n]+)\]\([^()\s]*\)")
_LINKED = re.compile(r"\[[^\]\n]*\]\(<?$")
_KEY = re.compile(r"[A-Z]{2,}-(?:\d+|[X#]+|NNN*)|#(?:\d+|[xX]+|NNN*)|https?://\S*")


def told_pattern(source: Source, units: Sequence[Unit], names: Lexicon) -> Pattern | None:
    """What most items of a filled-in list say, by where their values stand; None where they say no more than one thing.

    Words between values stay where they are those of known names only, so that they tell nothing of the incident.
    """
    texts = [_Item(source, unit) for unit in units]
    seen = Counter(pattern for item in texts if (pattern := item.pattern(names)) is not None)
    known = [p for p in names.shapes.get(ACTIONS, []) if sum(isinstance(piece, Hole) for piece in p) >= _SEVERAL]
    best: tuple[int, Pattern | None] = (0, None)
    for pattern in (*seen, *known):
        holes = sum(isinstance(piece, Hole) for piece in pattern)
        fits = sum(item.says(pattern, all_of=pattern in known) for item in texts)
        share = fits * holes
        if fits >= _MOST * len(texts) and share > best[0]:
            best = share, pattern
    return best[1]


class _Item:
    """One action of a list: its words behind the box, and where its values stand in them."""

    def __init__(self, source: Source, unit: Unit) -> None:
        places = {name: unit.places[name].span for name in ("what", *_FIELDS) if name in unit.places}
        status = unit.item.get("status")
        written = str(status.get("written") or "") if isinstance(status, dict) else ""
        if written.startswith("["):
            places.pop("status", None)
        line = source.bounds[unit.first]
        self.start = min((span.start for span in places.values()), default=line[0])
        self.end = line[0] + len(source.content(unit.first))
        self.text = source.text[self.start : self.end]
        found = ((*self._whole(span.start, span.end), name) for name, span in places.items())
        self.spans = sorted(place for place in found if self.start <= place[0] < self.end)

    def _whole(self, start: int, end: int) -> tuple[int, int]:
        """The place of a value, with the link that it is the target of."""
        before = _LINKED.search(self.text[: start - self.start])
        after = re.match(r">?\)", self.text[end - self.start :])
        return (start - len(before.group()), end + after.end()) if before and after else (start, end)

    def pattern(self, names: Lexicon) -> Pattern | None:
        """The item with its values as places; None where one thing is said, or words between are not known ones."""
        made: list[str | Hole] = []
        at = self.start
        for start, end, name in self.spans:
            made += [self.text[at - self.start : start - self.start], Hole(path=(*ACTIONS, name))]
            at = max(at, min(end, self.end))
        made.append(self.text[at - self.start :].rstrip(" ."))
        pieces = tuple(piece for piece in made if piece)
        words = [piece for piece in pieces if isinstance(piece, str)]
        is_sound = all(names.knows_words_of(piece) and not re.search(r"\d", piece) for piece in words)
        is_first = isinstance(pieces[0], Hole) if pieces else False
        told = _without_id(pieces)
        return pieces if is_sound and is_first and _is_usable(told) else None

    def says(self, pattern: Pattern, *, all_of: bool) -> bool:
        """Whether the item has the form of a pattern, in some of its places or in all of them."""
        spans = marked_spans(pattern, _WHAT, self.text)
        holes = sum(isinstance(piece, Hole) for piece in pattern)
        return spans is not None and (len(spans) == holes or not all_of)


def _without_id(pattern: Pattern) -> Pattern:
    is_named = bool(pattern) and isinstance(pattern[0], Hole) and pattern[0].path[-1] == "id"
    return pattern[2:] if is_named else pattern


def _is_usable(pattern: Pattern) -> bool:
    """Whether items of this form are read back by it."""
    holes = [piece for piece in pattern if isinstance(piece, Hole)]
    return len(set(holes)) == len(holes) and isinstance(pattern[0], Hole) and is_marked(pattern, _WHAT)


def asked_pattern(text: str, names: Lexicon) -> Pattern | None:
    """What a template's item asks for, by its placeholders and labels; None for one thing, or one not known."""
    bare = _LINK.sub(r"\1", text.strip().rstrip("."))
    plain = _FILLED_IN.sub(lambda m: next(g for g in m.groups() if g is not None), bare)
    parts = _BETWEEN.split(plain)
    made: list[str | Hole] = []
    label: Hole | None = None
    for number, part in enumerate(parts):
        if number % 2:
            _join(made, part)
            continue
        is_label = parts[number + 1 : number + 2] and parts[number + 1].startswith(":")
        hole = _asked(part, names)
        if is_label and hole is not None and label is None:
            label = hole
            _join(made, part)
        elif label is not None:
            made.append(label)
            label = None
        elif not part.strip():
            continue
        elif hole is not None or not made:
            made.append(hole if hole is not None else _WHAT)
        else:
            return None
    pieces = tuple(piece.rstrip() if piece is made[-1] and isinstance(piece, str) else piece for piece in made if piece)
    return pieces if pieces and _is_usable(pieces) else None


def _join(made: list[str | Hole], words: str) -> None:
    """Adds words behind words."""
    if made and isinstance(made[-1], str):
        made[-1] += words
    else:
        made.append(words)


def _asked(part: str, names: Lexicon) -> Hole | None:
    """The field of an action that a placeholder or a label names."""
    words = part.strip(" *_@")
    column = names.column(ACTIONS, words) if words else None
    if column is not None and len(column) == 1 and isinstance(column[0], Hole):
        return column[0]
    if part.strip().startswith("@"):
        return _OWNER
    if _KEY.fullmatch(words):
        return _TRACKER
    if _DAY.search(words):
        return _DUE
    found = {pattern for word in re.findall(r"\w+", words) if (pattern := names.column(ACTIONS, word)) is not None}
    hole = next(iter(found))[0] if len(found) == 1 else None
    return hole if isinstance(hole, Hole) else None


def units_by_line(units: Sequence[Unit]) -> Mapping[int, Unit]:
    """The actions by their first line, from 0."""
    return {unit.first: unit for unit in units if not unit.in_table_slot}
