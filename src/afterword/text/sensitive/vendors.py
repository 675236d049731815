"""Secrets that are known by their form, whoever issued them: ``vendors.txt``."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from afterword.text.expressions import later
from afterword.text.sensitive.hits import Hit
from afterword.text.sensitive.randomness import is_random

_JOINTS: Final = "_-."
"""Characters on which many hints end; a text is split there once instead of searched for each of them."""
_TAIL: Final = 3
_CAPITAL: Final = "A"
"""The capital with which most other hints begin."""
_HEAD: Final = 2
_LONG: Final = b"a" * 15
"""The shape of a long word; every form has one but those with hints in ``_BROKEN``."""
_SHAPE: Final = (
    bytes(ord("a") if chr(code).isalnum() or chr(code) in "_-" else ord(" ") for code in range(128)) + b" " * 128
)
_BROKEN: Final = frozenset({"$", "Q~", "+ASt", "whsec_", "hooks.slack", "webhook.office.com"})
"""Hints of forms with marks within, so that no word of theirs need be long."""
_BEFORE: Final = 24
_AFTER: Final = 8


class Form(NamedTuple):
    """A row of the file."""

    kind: str
    """What it finds: ``aws-key``."""
    vendor: str
    """Whose secret it is."""
    hints: tuple[str, ...]
    """One of these is in every text that it finds something in."""
    pattern: re.Pattern[str]
    """The secret; its repetitions have an end."""
    random: bool
    """Whether what it finds has to look random."""
    any_text: bool
    """Whether it is looked for in every document, as it has no substring by which to tell where."""
    alone: bool
    """Whether no letter or digit may stand before it; an expression that says so itself would not be searched fast."""

    def hits(self, text: str) -> Iterator[Hit]:
        """Where the text has this form."""
        for found in self.pattern.finditer(text):
            within = self.alone and text[found.start() - 1 : found.start()].isalnum()
            if not within and (not self.random or is_random(found[0])):
                yield Hit(start=found.start(), end=found.end(), kind=self.kind, family="secret", subject=found[0])


@cache
def forms() -> tuple[Form, ...]:
    """All rows."""
    found = []
    vendor = ""
    for line in Path(__file__).with_name("vendors.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            vendor = line[2:]
        elif line:
            kind, hints, pattern = line.split(" ", 2)
            listed, alone = tuple(hints.split(",")), not pattern.startswith("(?<")
            name = kind.rstrip("?*")
            found.append(Form(name, vendor, listed, later(pattern), "?" in kind, "*" in kind, alone))
    return tuple(found)


def hinted(text: str) -> list[Form]:
    """The forms that the text may have, by its substrings; most texts are short of any long word."""
    around = _long_words(text)
    by_tail, by_head, others = _index()
    near = set(_broken())
    if around:
        for joint, tails in by_tail.items():
            near.update(form for tail in _tails(around, joint, tails) for form in tails[tail])
        heads = {part[:_HEAD] for part in around.split(_CAPITAL)[1:]}
        near.update(form for head in heads.intersection(by_head) for form in by_head[head])
        near.update(form for hint, of in others.items() if hint in around for form in of)
    return [form for form in forms() if form in near and any(hint in text for hint in form.hints)]


@cache
def _broken() -> frozenset[Form]:
    """The forms that may be found in a text without a long word."""
    return frozenset(form for form in forms() if not _BROKEN.isdisjoint(form.hints))


def _long_words(text: str) -> str:
    """The words of a text that are as long as a secret, each with what stands just before and after it."""
    shape = text.encode("ascii", "replace").translate(_SHAPE)
    parts = []
    end = 0
    while (start := shape.find(_LONG, end)) >= 0:
        end = shape.find(b" ", start)
        end = len(text) if end < 0 else end
        parts.append(text[max(start - _BEFORE, 0) : end + _AFTER])
    return "\n".join(parts)


def _tails(text: str, joint: str, wanted: Collection[str]) -> Iterable[str]:
    """Which of some ends stand before a joint."""
    ends = {part[-_TAIL:] for part in text.split(joint)}
    return (ends | {end[-2:] for end in ends}).intersection(wanted)


@cache
def _index() -> tuple[dict[str, dict[str, list[Form]]], dict[str, list[Form]], dict[str, list[Form]]]:
    """Forms by joint and by what stands before it, by what stands behind a capital, and those hinted at otherwise."""
    by_tail: dict[str, dict[str, list[Form]]] = {joint: {} for joint in _JOINTS}
    by_head: dict[str, list[Form]] = {}
    others: dict[str, list[Form]] = {}
    for form in forms():
        for hint in form.hints:
            tail = re.split(r"[_\-.]", hint[:-1])[-1][-_TAIL:]
            if hint[-1] in _JOINTS and len(tail) > 1:
                by_tail[hint[-1]].setdefault(tail, []).append(form)
            elif hint[0] == _CAPITAL and _CAPITAL not in hint[1 : _HEAD + 1] and len(hint) > _HEAD:
                by_head.setdefault(hint[1 : _HEAD + 1], []).append(form)
            else:
                others.setdefault(hint, []).append(form)
    return by_tail, by_head, others
