"""Words that fit into a terminal, and do nothing else to it."""

import unicodedata


def printable(line: str) -> str:
    """A line without characters that steer a terminal or turn its writing round."""
    return "".join(char if char.isprintable() else "\ufffd" for char in line).rstrip()


def counted(number: int, noun: str) -> str:
    """``1 event``, ``2 events``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def fitted(text: str, width: int, *, fill: bool = False) -> str:
    """A text cut to so many columns; ``fill``: made as long as they are, too."""
    if columns_of(text) > width:
        kept, used = "", 1
        for char in text:
            used += columns_of(char)
            if used > width:
                break
            kept += char
        text = kept.rstrip() + "…"
    return text + " " * (width - columns_of(text)) if fill else text


def columns_of(text: str) -> int:
    """How many columns of a terminal a text takes; wide characters take two, those that join others none."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)
