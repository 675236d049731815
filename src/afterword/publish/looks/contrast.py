"""How well colours can be told apart, as the Web Content Accessibility Guidelines measure it."""

import re

_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_STEPS = 40


def colour(text: str) -> str | None:
    """A colour as ``#rrggbb``; None for what is none."""
    if not _COLOUR.fullmatch(text):
        return None
    digits = text[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def contrast(one: str, other: str) -> float:
    """The ratio of two colours, from 1 (the same) to 21 (black and white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lightened(text: str, paper: str, least: float) -> str:
    """A colour mixed with white until it can be read on dark paper."""
    made = text
    for step in range(_STEPS + 1):
        made = "#" + "".join(f"{round(part + (255 - part) * step / _STEPS):02x}" for part in _parts(text))
        if contrast(made, paper) >= least:
            break
    return made


def _luminance(text: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(text))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _parts(text: str) -> tuple[int, int, int]:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)
