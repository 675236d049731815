"""Which kind reads a text: the best score by content, never the order of the kinds."""

import re
from collections.abc import Sequence
from typing import Final

from afterword.errors import InputError
from afterword.evidence.registry import Registered
from afterword.evidence.sample import Sample
from afterword.model.values import dataclass

THRESHOLD = 0.5
"""The least score with which a kind reads a text."""
MARGIN = 0.05
"""Scores that differ by less are a tie."""
WORKING_FILE = "afterword_timeline"
"""The key by which the working file of a timeline is known: it may lie beside the evidence, and is none."""

_WORKING_FILE = re.compile(rf"^{WORKING_FILE}\s*=\s*\d".encode(), re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What recognition found."""

    kind: Registered | None
    """The kind that reads the text; None where none does, or where two are as good."""
    reason: str | None = None
    """Why there is none, in a few words; None where there is one."""
    notes: tuple[str, ...] = ()
    """What went wrong with kinds that were asked."""
    doubt: str | None = None
    """Which kinds would read it with equal right, where only a generic one does; None without such a tie."""


def is_working_file(head: bytes) -> bool:
    """Whether a file that begins so is the working file of a timeline."""
    return _WORKING_FILE.search(head) is not None


def recognise(sample: Sample, kinds: Sequence[Registered]) -> Verdict:
    """The kind that reads a text; generic kinds are asked only where no other recognises it, or several as well."""
    if not sample.head.strip():
        return Verdict(kind=None, reason="it is empty")
    binary = is_binary(sample)
    kinds = [kind for kind in kinds if kind.binary is binary]
    if binary and not any(kind.kind.score(sample) >= THRESHOLD for kind in kinds):
        return Verdict(kind=None, reason="it is binary")
    best: tuple[float, str] = (0.0, "")
    notes: list[str] = []
    tied = ""
    rounds = [[kind for kind in kinds if kind.generic is generic] for generic in (False, True)]
    # names in another case are asked for only where no kind knows them as they are
    rounds[1:1] = [[kind for kind in rounds[0] if kind.any_case]] if sample.is_json else []
    for number, asking in enumerate(rounds):
        given = sample.in_any_case if 0 < number < len(rounds) - 1 else sample
        asked = [(_score(kind, given, notes), kind.name, kind) for kind in asking]
        scores = sorted(asked, key=lambda entry: entry[:2], reverse=True)
        top = [entry for entry in scores if entry[0] >= THRESHOLD]
        if top and (len(top) == 1 or top[0][0] - top[1][0] >= MARGIN):
            doubt = f"{tied}; it was read as {top[0][1]}" if tied else None
            return Verdict(kind=top[0][2], notes=tuple(notes), doubt=doubt)
        if top:
            tied = tied or f"it may be {top[0][1]} or {top[1][1]} with equal right"
        best = max([best, *((score, name) for score, name, _ in scores)])
    if tied:
        return Verdict(kind=None, reason=tied, notes=tuple(notes))
    near = f" (nearest: {best[1]}, {best[0]:.0%} sure)" if best[0] > 0 else ""
    return Verdict(kind=None, reason=f"no kind of evidence recognises it{near}", notes=tuple(notes))


def _score(kind: Registered, sample: Sample, notes: list[str]) -> float:
    if kind.json not in {None, sample.is_json}:
        return 0.0
    try:
        return kind.kind.score(sample)
    except InputError as error:
        notes.append(str(error))
        return 0.0


def is_binary(sample: Sample) -> bool:
    """Whether the head holds so many control bytes that it is no text."""
    head = _HOLES.sub(b"", sample.head)[:4096]
    odd = sum(head.count(byte) for byte in _CONTROLS)
    return odd > len(head) // 10


_HOLES: Final = re.compile(rb"\0{16,}(?=[\w<\[{\n])|\0{16,}\Z")
"""What a crash, or a log that was emptied while it was written, left in a text."""
_CONTROLS = tuple(bytes((n,)) for n in range(32) if n not in (8, 9, 10, 12, 13, 27, 30))
