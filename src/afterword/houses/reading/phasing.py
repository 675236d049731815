"""The phase of an event that only its words name."""

from functools import lru_cache
from typing import cast

from afterword.houses.reading.restoring import Find
from afterword.houses.words import words
from afterword.model.plain import Plain
from afterword.text.expressions import later
from afterword.text.wording import name_key, plain_text
from afterword.text.wrapping import unwrap

_NEGATED = later(r"(?:\bnot|n't|\bun|\bnever|\bto be|\bwithout|\buntil|\bif|\bwhen|\bonce|\bbefore)\s*$")
_LONGEST_NAME = 80
"""Characters; a longer text is no name of a phase, unless it links somewhere."""
_WORD = later(r"\w+")
_GAPS = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "_")}
"""What parts words of ASCII."""


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    """The words with which the phrases start that name phases; most entries have none of them."""
    return frozenset(match.group() for phrase in words().phases if (match := _WORD.search(phrase)))


def derive_phases(tree: dict[str, Plain], find: Find, line: int) -> frozenset[int]:
    """Gives an event whose words name a phase that phase, where none has it otherwise; the first in time wins.

    It looks at the record, not at what a house shows of it, so that the phases are the same in every house.
    ``line``, from 0, is that of what has no line of its own.
    returns: the places in the timeline of the events that have their phase so.
    """
    events = cast("list[dict[str, Plain]]", tree.get("timeline") or [])
    taken = {str(event["phase"]) for event in events if event.get("phase")}
    derived: set[int] = set()
    ordered = sorted(enumerate(events), key=lambda pair: str(pair[1].get("at") or "9"))
    told = [(n, event, _first_line(event)) for n, event in ordered if not event.get("phase")]
    for names, (n, event, said_first) in [(names, one) for names in (_in_words, _as_name) for one in told]:
        if event.get("phase") or (named := names(said_first, taken)) is None:
            continue
        phase, said = named
        taken.add(phase)
        derived.add(n)
        event["phase"] = phase
        written = event.get("line")
        find(
            "RD201",
            f"The entry is read as {phase!r} because of its words ({said!r}); "
            f"write <!-- phase: {phase} --> to make that certain.",
            written - 1 if isinstance(written, int) else line,
        )
    return frozenset(derived)


def _first_line(event: dict[str, Plain]) -> str:
    """The first line of what an event says, as it is compared."""
    return plain_text(unwrap(str(event.get("what") or "")).split("\n", 1)[0]).casefold()


def _in_words(text: str, taken: set[str]) -> tuple[str, str] | None:
    """The first phase that a text names among other words and that no event has yet, and the words for it."""
    said = text.translate(_GAPS).split() if text.isascii() else _WORD.findall(text)
    if _first_words().isdisjoint(said):
        return None
    phases = words().phases
    for at in words().phrase.finditer(text):
        phase = phases[at.group()]
        if phase not in taken and not _NEGATED.search(text[: at.start()]) and not text.endswith("?"):
            return phase, at.group()
    return None


def _as_name(text: str, taken: set[str]) -> tuple[str, str] | None:
    """The phase whose name a text is and no more, as a heading over what happened does, and the text."""
    if len(text) > _LONGEST_NAME and "](" not in text:
        return None
    phase = words().phase_names.get(name_key(text), "")
    return (phase, text.strip()) if phase and phase not in taken else None
