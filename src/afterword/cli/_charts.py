"""Charts in the letters of a terminal."""

from collections.abc import Sequence

from afterword.learning.statistics import Distribution

_WIDE = 20
_BLOCKS = "▁▂▃▄▅▆▇█"
_SIGNS = "_.:-=+*#"


def bars(value: int, most: int) -> str:
    """A bar as long as its value, next to the largest; at least a mark for what is there."""
    return "#" * max(round(value / most * _WIDE), 1) if value and most else ""


def spans(figure: Distribution, reach: float) -> str:
    """The smallest to the largest value as a line, with the middle half thick and the median on it."""
    if figure.least is None or figure.most is None or figure.median is None or not reach:
        return ""
    cells = [" "] * (_WIDE + 1)

    def column(value: float) -> int:
        return min(round(value / reach * _WIDE), _WIDE)

    for place in range(column(figure.least), column(figure.most) + 1):
        cells[place] = "-"
    if figure.quarter is not None and figure.three_quarters is not None:
        for place in range(column(figure.quarter), column(figure.three_quarters) + 1):
            cells[place] = "="
    cells[column(figure.median)] = "o"
    return "".join(cells).rstrip()


def course(values: Sequence[float | None], least: float, most: float, is_unicode: bool) -> str:
    """Values from left to right, as high as they are between the least and the most; a gap is a blank."""
    steps = _BLOCKS if is_unicode else _SIGNS
    reach = (most - least) or 1.0
    places = (None if value is None else round((value - least) / reach * (len(steps) - 1)) for value in values)
    return "".join(" " if place is None else steps[max(min(place, len(steps) - 1), 0)] for place in places)
