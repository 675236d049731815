"""Entries of a timeline that have a time and no words, or only what stands where words are missing."""

from afterword.houses.reading.places import Unit
from afterword.houses.reading.work import Work

_MOST = 5
_TOLD = ("what", "phase", "notes", "evidence")


def keep_wordless(work: Work) -> None:
    """Takes filler (``TBD``, ``?``) with a time between two entries as an event without words; notes all such events.

    Where no entry with words stands before and after it, it is left of a template.
    """
    units = work.scan.units.get(("timeline",), [])
    worded = [n for n, unit in enumerate(units) if not unit.in_table_slot and unit.item.get("what")]
    if not worded:
        return
    told: list[tuple[int, str]] = []
    for unit in units[worded[0] + 1 : worded[-1]]:
        if _is_filler(unit):
            written = str(unit.item["what"])
            unit.item["what"], unit.in_table_slot = None, False
            told.append((unit.first, repr(written)))
        elif unit.item.get("at") and not unit.in_table_slot and not any(unit.item.get(name) for name in _TOLD):
            told.append((unit.first, "nothing"))
    if told:
        names = [f"{text} (line {line + 1})" for line, text in told[:_MOST]]
        names += [f"{len(told) - _MOST} more"] if len(told) > _MOST else []
        message = (
            f"Entries have a time and no words of what happened: {', '.join(names)}; they are events without text."
        )
        work.find("RD440", message, told[0][0])


def _is_filler(unit: Unit) -> bool:
    return unit.in_table_slot and bool(unit.item.get("at")) and bool(unit.item.get("what"))
