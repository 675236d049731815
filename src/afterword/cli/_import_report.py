"""The report of an import, for a person and as JSON: every file that was met, once."""

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence

from afterword.cli._convert_report import consequences
from afterword.cli._convert_report import outcome as converted
from afterword.cli._fitting import counted
from afterword.cli._import_documents import Taken
from afterword.cli._import_earlier import SCHEMA, Written, folder_at
from afterword.cli.main import one_line
from afterword.houses.reading.times.telling_days import place_in
from afterword.model.plain import Plain
from afterword.text.wording import shortened

_SHOWN = 6
_CLEAR = 0.7
"""How surely a format is known at least where nobody needs to be told how surely."""
_FEW = 3
_MOST = 60
_WIDTH = 110
_NOTES = frozenset({"RD201", "RD421", "IM110", "IM118"})


def as_plain(root: str, taken: Sequence[Taken], earlier: Sequence[Written] = ()) -> dict[str, Plain]:
    """The whole report as JSON values.

    ``earlier``: what imports before this one wrote into the same folder.
    """
    counts = Counter(document.outcome for document in taken)
    now = {t.target for t in taken if t.target}
    now |= {f"{folder_at(t.target)}/{a.name}" for t in taken if t.foreign and t.target for a in t.foreign.attachments}
    return {
        "schema": SCHEMA,
        "source": root,
        "imported": counts["imported"],
        "needing_a_person": sum(map(_needs_person, taken)),
        "kept": counts["kept"],
        "copied": counts["copied"],
        "skipped": counts["skipped"],
        "refused": counts["refused"],
        "documents": [_document(t) for t in taken],
        "earlier": [
            {
                "archive": w.archive or None,
                "source": w.source,
                "sha256": w.sha256,
                "target": w.target,
                "target_sha256": w.result or None,
            }
            for w in earlier
            if w.target not in now
        ],
    }


def _document(taken: Taken) -> Plain:
    base: dict[str, Plain] = {
        "source": taken.source,
        "sha256": taken.sha256 or None,
        "outcome": taken.outcome,
        "reason": taken.reason or None,
        "format": taken.format or None,
        "format_confidence": round(taken.format_confidence, 2),
        "target": taken.target or None,
    }
    if taken.outcome == "kept":
        return base | {"target_sha256": taken.was}
    if taken.outcome != "imported":
        return base
    record = taken.record
    return base | {
        "target_sha256": taken.target_sha256,
        "byte_identical": taken.target_sha256 == taken.sha256,
        "house": record.house,
        "house_confidence": record.house_confidence,
        "title": record.title,
        "date": taken.day,
        "events": len(record.timeline),
        "actions": len(record.actions),
        "sections": list(taken.sections),
        "unread_sections": [part.heading for part in record.remainder if part.heading],
        "missing": list(taken.missing),
        "first_commit": taken.first_commit,
        "attachments": [a.name for a in taken.foreign.attachments] if taken.foreign else [],
        "properties": dict(taken.foreign.properties) if taken.foreign else {},
        "converted": converted(taken.conversion) if taken.conversion else None,
        "findings": [{"code": f.code, "message": f.message, "line": f.line} for f in taken.findings],
    }


def _needs_person(taken: Taken) -> bool:
    notes = _notes(taken)
    is_doubtful = any(finding.code not in notes for finding in taken.findings)
    return taken.outcome == "imported" and (bool(taken.missing) or is_doubtful)


def _notes(taken: Taken) -> frozenset[str]:
    """The codes that need no person: where the one day of all entries stands at one place, that it does, too."""
    dated = [event for event in taken.record.timeline if event.at]
    inferred = [event for event in dated if "inferred" in {event.year_basis, event.zone_basis}]
    days = {str(event.at)[:10] for event in dated}
    places = {place_in(event.basis_reason) for event in inferred if event.zone_basis != "inferred"}
    is_plain = len(days) == 1 and all(event.zone_basis != "inferred" for event in inferred)
    return _NOTES | {"RD411"} if is_plain and len(places) == 1 and None not in places else _NOTES


def as_lines(taken: Sequence[Taken], *, is_dry: bool) -> Iterator[str]:
    """The report for a person; files that share a reason stand together."""
    for document in taken:
        if document.outcome == "imported":
            yield from _told(document)
    others: dict[tuple[str, str], list[str]] = {}
    for document in taken:
        if document.outcome == "copied":
            others.setdefault(("copied", "they go along with the documents"), []).append(document.source)
        elif document.outcome != "imported":
            name = document.target if document.outcome == "kept" else document.source
            others.setdefault((document.outcome, document.reason), []).append(name)
    for (outcome, reason), names in others.items():
        yield from _together(outcome, reason, names)
    yield _summary(taken, is_dry=is_dry)


def _together(outcome: str, reason: str, names: Sequence[str]) -> Iterator[str]:
    """A line for each file where they are few, else all of their names under the reason."""
    if len(names) <= _FEW and outcome != "copied":
        yield from (f"{outcome:<8}{one_line(name)}: {reason}" for name in names)
        return
    yield f"{outcome:<8}{counted(len(names), 'file')}: {reason}"
    rest = f", and {len(names) - _MOST:,} more, all of them in the report" if len(names) > _MOST else ""
    listed = ", ".join(map(one_line, names[:_MOST])) + rest
    yield from textwrap.wrap(
        listed, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )


def _told(taken: Taken) -> Iterator[str]:
    record = taken.record
    yield f"{one_line(taken.target)}  from {one_line(taken.source)}"
    shape = f"house {record.house} ({record.house_confidence:.0%} sure)" if record.house else "no known house"
    sure = f" ({taken.format_confidence:.0%} sure)" if taken.format_confidence < _CLEAR else ""
    yield f"  {taken.format}{sure}, {shape}{', byte for byte' if taken.verbatim else ''}"
    yield f"  {taken.day or 'no date'}  {_short(record.title or 'no title')}"
    counts = f"{counted(len(record.timeline), 'event')}, {counted(len(record.actions), 'action')}"
    yield f"  {counts}; {', '.join(taken.sections) or 'none of the usual sections'}"
    if taken.conversion:
        yield f"  converted to house {taken.conversion.reading.house.name}"
        yield from (f"  {line}" for line in consequences(taken.conversion))
    if taken.missing:
        yield f"  to check: no {', no '.join(taken.missing)} was found"
    notes = _notes(taken)
    for finding in sorted(taken.findings, key=lambda f: f.code in notes)[:_SHOWN]:
        place = f"line {finding.line}: " if finding.line else ""
        yield f"  {'note' if finding.code in notes else 'to check'}: {place}{finding.message} [{finding.code}]"
    if len(taken.findings) > _SHOWN:
        yield f"  and {len(taken.findings) - _SHOWN} more in the report"
    yield ""


def _short(text: str) -> str:
    return shortened(" ".join(text.split()), 80)


def _summary(taken: Sequence[Taken], *, is_dry: bool) -> str:
    counts = Counter(document.outcome for document in taken)
    needing = sum(map(_needs_person, taken))
    done = "would be imported" if is_dry else "imported"
    need = f" ({needing} with something to check)" if needing else ""
    along = f", {counts['copied']} copied along" if counts["copied"] else ""
    kept = f", {counts['kept']} kept" if counts["kept"] else ""
    return f"{counts['imported']} {done}{need}{kept}{along}, {counts['skipped']} skipped, {counts['refused']} refused"
