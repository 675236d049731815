"""Markdown, kept as it is to the byte; plain text is Markdown, too."""

import re

from afterword.errors import InputError
from afterword.text.foreign.original import Original
from afterword.text.foreign.tree import Foreign

_SIGNS = re.compile(
    r"^#{1,6} \S|^(?:```|~~~)|\]\([^)\s]+\)|^\|.*\|[ \t]*$|^\s*[-*+] \S|\*\*\S|\A---\s*$|^.+\n(?:===+|---+)\s*$",
    re.MULTILINE,
)


def score(original: Original) -> float:
    """0.7 where it has any of its marks, 0.3 for other text."""
    if original.is_binary or not original.head:
        return 0.0
    return 0.7 if _SIGNS.search(original.text) else 0.3


def read(original: Original) -> Foreign:
    """The same text.  errors: InputError where it is not UTF-8, since it could not be kept as it is."""
    try:
        return Foreign(verbatim=original.data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = original.data.count(b"\n", 0, error.start) + 1
        said = f"not valid UTF-8 at byte {error.start} (line {line}); save it as UTF-8"
        raise InputError(f"{original.name}: {said}") from error
