"""Markdown, kept as it is to the byte; plain text is Markdown, too."""

import re
from collections.abc import Iterator

from afterword.errors import InputError
from afterword.text.foreign.markups import likely_markup
from afterword.text.foreign.original import Original
from afterword.text.foreign.tree import Foreign, Remark

_SIGNS = re.compile(
    r"^#{1,6} \S|^(?:```|~~~)|\]\([^)\s]{1,999}\)|^\|.*\|[ \t]*$|^[ \t]*[-*+] \S|\*\*\S|\A---\s*$"
    r"|^.+\n(?:===+|---+)\s*$",
    re.MULTILINE,
)


def score(original: Original) -> float:
    """0.7 where it has any of its marks, 0.3 for other text."""
    if original.is_binary or not original.head:
        return 0.0
    return 0.7 if _SIGNS.search(original.text) else 0.3


def read(original: Original) -> Foreign:
    """The same text; where it is not UTF-8, its characters.  errors: InputError where its encoding is not known."""
    text = _strict(original)
    remarks = tuple(_looks(text))
    if text.encode() != original.data and not original.decoded.note:
        said = "The text was UTF-16; the record is UTF-8, as Markdown is."
        remarks = (*remarks, Remark(code="IM112", message=said))
    return Foreign(verbatim=text, remarks=remarks)


def _strict(original: Original) -> str:
    try:
        return original.data.decode("utf-8")
    except UnicodeDecodeError as error:
        if original.decoded.is_sure and "\ufffd" not in original.text:
            return original.text
        line = original.data.count(b"\n", 0, error.start) + 1
        said = (
            f"not valid UTF-8 at byte {error.start} (line {line}), and of no encoding that is known; save it as UTF-8"
        )
        raise InputError(f"{original.name}: {said}") from error


def _looks(text: str) -> Iterator[Remark]:
    if found := likely_markup(text):
        message = (
            f"It looks like {found.name}, which is not read; its text was taken as it is. "
            f"Convert it to HTML first: {found.made_html_by}."
        )
        yield Remark(code="IM120", message=message)
