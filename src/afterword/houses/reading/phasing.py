"""The phase of an event that only its words name."""

from typing import cast

from afterword.houses.reading.restoring import Find
from afterword.houses.words import words
from afterword.model.plain import Plain
from afterword.text.expressions import later
from afterword.text.wording import name_key, plain_text
from afterword.text.wrapping import unwrap

_NEGATED = later(r"(?:\bnot|n't|\bun|\bnever|\bto be|\bwithout|\buntil|\bif|\bwhen|\bonce|\bbefore)\s*$")


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
    for is_name, (n, event) in [(is_name, pair) for is_name in (False, True) for pair in ordered]:
        if event.get("phase") or (named := _named(str(event.get("what") or ""), taken, is_name=is_name)) is None:
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


def _named(what: str, taken: set[str], *, is_name: bool) -> tuple[str, str] | None:
    """The first phase that a text names and that no event has yet, and the words for it.

    ``is_name``: the text says no more than the phase's name, as a heading over what happened does.
    """
    text = plain_text(unwrap(what).split("\n", 1)[0]).casefold()
    if is_name:
        phase = words().phase_names.get(name_key(text), "")
        return (phase, text.strip()) if phase and phase not in taken else None
    for at in words().phrase.finditer(text):
        phase = words().phases[at.group()]
        if phase not in taken and not _NEGATED.search(text[: at.start()]) and not text.endswith("?"):
            return phase, at.group()
    return None
