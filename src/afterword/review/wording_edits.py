"""Edits that take words away and leave a sentence that still reads."""

from afterword.model.span import Span
from afterword.text.source import Edit

_MARKS = "*_~`[](\u2588"


def taken_out(text: str, start: int, end: int) -> tuple[Edit, ...]:
    """The edit that takes out a word or two, with its comma and a space, and begins the sentence anew.

    returns: nothing where marks of Markdown stand around the words, or nothing would be left of the sentence.
    """
    while start < end and text[start] in " ,;(":
        start += 1
    before, rest = text[:start], text[end:]
    if before[-1:] in set(_MARKS) or rest[:1] in set(_MARKS):
        return ()
    comma = rest.startswith(",")
    stop = end + comma
    while text[stop : stop + 1] in {" ", "\u00a0"}:
        stop += 1
    if not text[stop : stop + 1].isalnum():
        return ()
    if before.rstrip(" \t\r\n").endswith(",") and not comma:
        return ()
    within = comma and before.endswith(", ")
    if within:
        return (Edit(Span(start - 2, stop), " "),)
    if text[start].isupper() and text[stop].islower():
        return (Edit(Span(start, stop + 1), text[stop].upper()),)
    return (Edit(Span(start, stop), ""),)


def starts_sentence(text: str, start: int) -> bool:
    """Whether a sentence, an item, or a cell begins here."""
    before = text[:start].rstrip(" \t")
    return not before or before[-1] in ".!?\n\r|:" or before.endswith(("\n-", "\n*", "\n+"))
