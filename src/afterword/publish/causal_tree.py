"""The causes drawn: the tree from the incident down with what contributed, and the safeguards with their holes."""

from collections.abc import Sequence

from afterword.publish.causes import Barrier, Cause, Causes, Condition
from afterword.publish.drawing import WIDTH, Drawing, framed, lettering

_STEP, _GAP, _PAD, _LINE = 34, 6, 7, 20
_LETTER = 7.2
_SMALL = 6.8
_MOST_LINES = 6
_COLUMNS = 3
_SLICES = 4
_SLICE = 96


def draw_causes(causes: Causes) -> Drawing | None:
    """The incident, its causes indented below what they led to, and the conditions; None where there is neither."""
    if not (causes.incident.behind or causes.conditions):
        return None
    parts: list[str] = []
    bottoms: dict[int, float] = {}
    y = 4.0
    for depth, cause in causes.incident.walk():
        height = _box(parts, cause, depth, y)
        middle = y + min(height / 2, 24)
        if depth:
            x = (depth - 1) * _STEP + 18
            parts.append(_path(f"M{x} {bottoms[depth - 1]:.1f}V{middle:.1f}H{depth * _STEP + 4}"))
        bottoms[depth] = y + height
        y += height + _GAP
    if causes.conditions:
        y = _conditions(parts, causes.conditions, y + 8)
    return framed("".join(parts), height=round(y + 4), alt=_told(causes))


def draw_barriers(barriers: Sequence[Barrier]) -> Drawing | None:
    """The safeguards in a row, each with the hole that the incident went through; None without safeguards."""
    if not barriers:
        return None
    parts: list[str] = []
    y = 8.0
    rows = -(-len(barriers) // _SLICES)
    size = -(-len(barriers) // rows)
    for start in range(0, len(barriers), size):
        y = _slices(parts, barriers[start : start + size], WIDTH / size, y) + 16
    told = "; ".join(f"{each.text}: {each.hole or 'not said why'}" for each in barriers)
    return framed("".join(parts), height=round(y), alt=f"Safeguards that the incident passed: {told}.")


def _box(parts: list[str], cause: Cause, depth: int, y: float) -> float:
    x = depth * _STEP + 4
    wide = WIDTH - x - 4
    lines = wrapped(_headed(cause), (wide - 3 * _PAD) / _LETTER)
    above = wrapped(cause.question or "", (wide - 3 * _PAD) / _SMALL)
    height = 2 * _PAD + _LINE * (len(lines) + len(above)) - 2
    name = "mark" if cause.is_open else "bar" if "root cause" in cause.roles else "axis"
    parts.append(f'<rect class="lane" x="{x}" y="{y:.1f}" width="{wide}" height="{height}" rx="5"/>')
    parts.append(f'<rect class="{name} side" x="{x}" y="{y:.1f}" width="4" height="{height}" rx="2"/>')
    at = y + _PAD + 13
    for line in above:
        parts.append(lettering(x + _PAD + 6, at, line, "small"))
        at += _LINE
    for line in lines:
        parts.append(lettering(x + _PAD + 6, at, line, "words"))
        at += _LINE
    return height


def _headed(cause: Cause) -> str:
    """The cause in words, after what it is to the incident."""
    roles = [role for role in cause.roles if role not in {"why", "incident"}]
    return f"{', '.join(roles).capitalize()}: {cause.text}" if roles else cause.text


def _conditions(parts: list[str], conditions: Sequence[Condition], y: float) -> float:
    parts.append(lettering(4, y + 14, "What contributed", "small"))
    y += 24
    wide = (WIDTH - 8 - (_COLUMNS - 1) * _GAP) / _COLUMNS
    for start in range(0, len(conditions), _COLUMNS):
        row = [_words_of(each, wide) for each in conditions[start : start + _COLUMNS]]
        height = 2 * _PAD + _LINE * max(len(small) + len(lines) for small, lines in row) - 2
        for column, (small, lines) in enumerate(row):
            x = 4 + column * (wide + _GAP)
            parts.append(f'<rect class="lane" x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{height}" rx="5"/>')
            for number, line in enumerate([*small, *lines]):
                kind = "small" if number < len(small) else "words"
                parts.append(lettering(x + _PAD, y + _PAD + 13 + number * _LINE, line, kind))
        y += height + _GAP
    return y


def _words_of(condition: Condition, wide: float) -> tuple[list[str], list[str]]:
    addressed = f"addressed by {', '.join(condition.actions)}" if condition.actions else ""
    small = " · ".join(filter(None, [condition.category, addressed]))
    return wrapped(small, (wide - 2 * _PAD) / _SMALL), wrapped(condition.text, (wide - 2 * _PAD) / _LETTER)


def _slices(parts: list[str], barriers: Sequence[Barrier], wide: float, y: float) -> float:
    middle = y + _SLICE / 2
    end = wide * len(barriers)
    words = []
    for number, barrier in enumerate(barriers):
        left = number * wide
        x = left + wide / 2
        parts.append(f'<rect class="slice" x="{x - 22:.1f}" y="{y:.1f}" width="44" height="{_SLICE}" rx="9"/>')
        parts.append(f'<ellipse class="hole" cx="{x:.1f}" cy="{middle:.1f}" rx="11" ry="17"/>')
        words.append(
            (left, wrapped(barrier.text, (wide - 20) / _LETTER), wrapped(_hole(barrier), (wide - 20) / _SMALL))
        )
    parts.append(_path(f"M4 {middle:.1f}H{end - 14:.1f}", "through"))
    tip = f"M{end - 14:.1f} {middle - 7:.1f}L{end - 2:.1f} {middle:.1f}L{end - 14:.1f} {middle + 7:.1f}Z"
    parts.append(f'<path class="bar" d="{tip}"/>')
    lowest = y + _SLICE + 24
    for left, name, hole in words:
        at = y + _SLICE + 24
        for number, line in enumerate([*name, *hole]):
            kind = "words middle" if number < len(name) else "small middle"
            parts.append(lettering(left + wide / 2, at, line, kind))
            at += _LINE
        lowest = max(lowest, at)
    return lowest


def _hole(barrier: Barrier) -> str:
    return barrier.hole or "why it did not stop it is not said"


def _path(steps: str, name: str = "mark") -> str:
    return f'<path class="{name}" fill="none" d="{steps}"/>'


def _told(causes: Causes) -> str:
    count = sum(1 for _ in causes.incident.walk()) - 1
    ends = [c.text for _, c in causes.incident.walk() if "root cause" in c.roles]
    said = f" Root cause: {'; '.join(ends)}." if ends else ""
    return (
        f"Tree of {count} causes behind the incident, and {len(causes.conditions)} conditions that contributed.{said}"
    )


def wrapped(text: str, width: float) -> list[str]:
    """The text in lines of about so many letters; a long text is cut after six lines."""
    lines: list[str] = []
    for word in text.split():
        pieces = [word[at : at + int(width)] for at in range(0, len(word), max(int(width), 1))]
        for piece in pieces:
            if lines and _wide(lines[-1]) + 1 + _wide(piece) <= width:
                lines[-1] += f" {piece}"
            else:
                lines.append(piece)
    return lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1] + " …"]


def _wide(text: str) -> int:
    """Letters, of which those of East Asia count two."""
    return sum(2 if letter >= "\u1100" else 1 for letter in text)
