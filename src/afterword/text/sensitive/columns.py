"""Secrets in columns of tables: cells below a heading that is the name of a secret, and those broken over cells."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.text.expressions import later
from afterword.text.sensitive.hits import Hit
from afterword.text.sensitive.pairs import NO_SECRET, secret_named
from afterword.text.sensitive.randomness import is_random

_RULE: Final = later(
    r"^[ \t>]{0,12}\|?[ \t]*:?-{1,200}:?[ \t]*(?:\|[ \t]*:?-{1,200}:?[ \t]*){0,200}\|?[ \t]*$", re.MULTILINE
)
_CELL: Final = later(r"(?:\\.|[^|\\\n])+")
_MARKS: Final = " \t*_`>\"'"
_FEWEST: Final = 5


def columns(text: str) -> Iterator[Hit]:
    """What stands in a column for passwords, tokens, or keys, and does not look like a word."""
    if "|" not in text:
        return
    for rule in _RULE.finditer(text):
        if "|" not in rule.group():
            continue
        head = text[text.rfind("\n", 0, max(rule.start() - 1, 0)) + 1 : max(rule.start() - 1, 0)]
        kinds = {n: kind for n, (_, _, name) in enumerate(_cells(head, 0)) if (kind := secret_named(name))}
        if kinds:
            yield from _below(text, rule.end() + 1, kinds)


def _below(text: str, start: int, kinds: dict[int, str]) -> Iterator[Hit]:
    while 0 < start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if "|" not in text[start:end]:
            return
        for number, (first, last, words) in enumerate(_cells(text[start:end], start)):
            if number in kinds and _is_secret(kinds[number], words):
                yield Hit(start=first, end=last, kind=kinds[number], family="secret", subject=words)
        start = end + 1


def _cells(line: str, shift: int) -> Iterator[tuple[int, int, str]]:
    """The cells of a row without marks: where the words of each stand."""
    bare = line.lstrip(" \t>")
    at = len(line) - len(bare) + bare.startswith("|")
    for cell in re.split(r"(?<!\\)\|", line[at:]):
        words = cell.strip(_MARKS)
        first = at + len(cell) - len(cell.lstrip(_MARKS))
        yield first + shift, first + len(words) + shift, words
        at += len(cell) + 1


def _is_secret(kind: str, words: str) -> bool:
    if not words or " " in words or NO_SECRET.fullmatch(words) or len(words) < _FEWEST:
        return False
    if kind == "password":
        return any(not c.isalpha() for c in words) and any(c.isalnum() for c in words)
    return is_random(words)
