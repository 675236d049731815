"""What a conversion did, in words and as data."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace

from afterword.cli.main import one_line
from afterword.houses.comparing import comparable
from afterword.houses.fields import is_empty
from afterword.houses.questions import Question
from afterword.houses.reading.carrying_over import CarriedField
from afterword.houses.reading.getting import Reading
from afterword.houses.writing.converting import Conversion
from afterword.model.plain import Plain

_WIDTH = 100
_WORDS = {
    "lead_up": "lead-up",
    "analysis.whys": "whys",
    "timeline": "events",
    "remainder": "other sections",
    "basis_reason": "where the day comes from",
    "year_basis": "where the day comes from",
    "zone_basis": "where the zone comes from",
    "(front matter)": "front matter",
}
"""Where a field is not called by its name."""


def said(old: Reading, conversion: Conversion, target: str) -> Iterator[str]:
    """The lines that a person reads."""
    again = conversion.reading
    source = f"house {old.house.name} ({old.confidence:.0%} sure)" if old.record.house else "no known house"
    yield one_line(f"{target}: house {again.house.name}, from {source}")
    yield from consequences(conversion)
    if old.findings:
        count = len(old.findings)
        yield from _line("to check", [f"{count} finding{'s' if count > 1 else ''} of reading; see afterword read"])


def consequences(conversion: Conversion) -> Iterator[str]:
    """The lines on what has no place in the new house, and what it asks for."""
    yield from _line("carried", list(_grouped(conversion.carried)), "(in the block at the end)")
    if conversion.carried and not any(not is_empty(value) for value in comparable(conversion.reading.visible).values()):
        yield from _line("nothing placed", ["all that the document states stands in the block; please check it"])
    yield from _line("in the front matter", [_words(name) for name in conversion.facts])
    yield from _line("at the end", [f'"{note}"' for note in conversion.notes])
    if conversion.left_behind:
        lines = ", ".join(map(str, conversion.left_behind))
        many = "s" if len(conversion.left_behind) > 1 else ""
        yield from _line("left behind", [f"comments and the template's words (line{many} {lines})"])
    yield from _line("now open", list(_opened(conversion.questions)), separator="; ")


def brief(old: Reading, conversion: Conversion, target: str) -> str:
    """The same on one line, where it is one of many."""
    counts = [
        _count(len(conversion.carried), "field", "carried"),
        _count(len(conversion.notes), "section", "at the end"),
        _count(len(conversion.questions), "question", "open"),
        _count(len(old.findings), "finding", "to check"),
    ]
    source = f"house {old.house.name}" if old.record.house else "no known house"
    return one_line(f"{target}: from {source}; {', '.join(filter(None, counts)) or 'nothing left to do'}")


def data(old: Reading, conversion: Conversion, file: str, target: str) -> dict[str, Plain]:
    """The same as data."""
    return {
        "file": file,
        "output": target,
        "from": old.record.house,
        "confidence": old.confidence,
        **outcome(conversion),
        "findings": [{"code": f.code, "message": f.message, "line": f.line} for f in old.findings],
    }


def outcome(conversion: Conversion) -> dict[str, Plain]:
    """What became of a document by its conversion."""
    return {
        "to": conversion.reading.house.name,
        "carried": [
            {"field": c.field, "items": c.items, "parts": list(c.parts), "shown": c.shown} for c in conversion.carried
        ],
        "front_matter": list(conversion.facts),
        "at_the_end": list(conversion.notes),
        "left_behind": list(conversion.left_behind),
        "open": [{"section": q.section or None, "asks": q.asks, "field": q.field} for q in conversion.questions],
    }


def _count(number: int, noun: str, what: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''} {what}" if number else ""


def _line(label: str, parts: Sequence[str], after: str = "", *, separator: str = ", ") -> Iterator[str]:
    if not parts:
        return
    text = one_line(f"{label}: {separator.join(parts)}{' ' if after else ''}{after}")
    yield from textwrap.wrap(
        text, _WIDTH, initial_indent="  ", subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )


def _grouped(carried: Sequence[CarriedField]) -> Iterator[str]:
    """What was carried; the fields of one object stand together, as ``impact (complaints, forensics)``."""
    held: dict[str, list[CarriedField]] = {}
    for field in carried:
        held.setdefault(field.field if field.parts else field.field.partition(".")[0], []).append(field)
    for name, fields in held.items():
        if len(fields) == 1:
            yield _carried(fields[0])
        else:
            inner = [_carried(replace(f, field=f.field.partition(".")[2])) for f in fields]
            yield f"{_words(name)} ({', '.join(inner)})"


def _carried(carried: CarriedField) -> str:
    name = _words(carried.field)
    parts = list(dict.fromkeys(_words(part) for part in carried.parts))
    if parts:
        one = name.removesuffix("s") if carried.items == 1 else name
        return f"{', '.join(parts[:-1])}{' and ' if parts[:-1] else ''}{parts[-1]} of {carried.items} {one}"
    if carried.items is not None:
        name = f"{name} ({carried.items})"
    return f"{name} (shorter in its place)" if carried.shown == "shorter" else name


def _words(path: str) -> str:
    if path in _WORDS:
        return _WORDS[path]
    names = [name.replace("_", " ") for name in path.split(".")]
    return ": ".join(names)


def _opened(questions: Sequence[Question]) -> Iterator[str]:
    """The open questions by section, as ``Impact (Duration, Funds at risk)``."""
    held: dict[str, list[str]] = {}
    for question in questions:
        held.setdefault(question.section, []).append(question.asks or "")
    for section, asks in held.items():
        named = ", ".join(a for a in asks if a)
        yield section if not named else f"{section} ({named})" if section else named
