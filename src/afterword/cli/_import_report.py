"""The report of an import, for a person and as JSON."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from afterword.cli._import_documents import Taken
from afterword.model.plain import Plain

SCHEMA = "afterword-import-1"
"""What the JSON calls itself."""
_SHOWN = 6
_NOTES = frozenset({"RD201", "RD421", "IM110", "IM118"})


def as_plain(
    root: str, taken: Sequence[Taken], targets: Mapping[str, str], digests: Mapping[str, str]
) -> dict[str, Plain]:
    """The whole report as JSON values."""
    counts = Counter(document.outcome for document in taken)
    needing = sum(1 for t in taken if t.outcome == "imported" and _needs_person(t))
    return {
        "schema": SCHEMA,
        "source": root,
        "imported": counts["imported"],
        "needing_a_person": needing,
        "skipped": counts["skipped"],
        "refused": counts["refused"],
        "documents": [_document(t, targets.get(t.source), digests.get(t.source)) for t in taken],
    }


def _document(taken: Taken, target: str | None, digest: str | None) -> Plain:
    base: dict[str, Plain] = {
        "source": taken.source,
        "sha256": taken.sha256 or None,
        "outcome": taken.outcome,
        "reason": taken.reason or None,
        "format": taken.format or None,
        "format_confidence": round(taken.format_confidence, 2),
    }
    if taken.outcome != "imported":
        return base
    record = taken.record
    return base | {
        "target": target,
        "target_sha256": digest,
        "byte_identical": digest == taken.sha256,
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
        "findings": [{"code": f.code, "message": f.message, "line": f.line} for f in taken.findings],
    }


def _needs_person(taken: Taken) -> bool:
    return bool(taken.missing) or any(finding.code not in _NOTES for finding in taken.findings)


def as_lines(taken: Sequence[Taken], targets: Mapping[str, str], *, is_dry: bool) -> Iterator[str]:
    """The report for a person; what is only no postmortem is counted, not listed."""
    for document in taken:
        if document.outcome == "imported":
            yield from _told(document, targets[document.source])
    others = Counter[str]()
    for document in taken:
        if document.outcome == "refused" or (document.outcome == "skipped" and _is_worth_a_line(document)):
            yield f"{document.outcome:<9}{document.source}: {document.reason}"
        elif document.outcome == "skipped":
            others[document.reason.partition(":")[0]] += 1
    for reason, count in others.items():
        yield f"skipped  {count} {'file' if count == 1 else 'files'}: {reason}"
    yield _summary(taken, is_dry=is_dry)


def _is_worth_a_line(taken: Taken) -> bool:
    return taken.reason.startswith(("a template", "an index"))


def _told(taken: Taken, target: str) -> Iterator[str]:
    record = taken.record
    yield f"{target}  from {taken.source}"
    shape = f"house {record.house} ({record.house_confidence:.0%} sure)" if record.house else "no known house"
    yield f"  {taken.format} ({taken.format_confidence:.0%} sure), {shape}{', byte for byte' if taken.verbatim else ''}"
    yield f"  {taken.day or 'no date'}  {_short(record.title or 'no title')}"
    counts = f"{_count(len(record.timeline), 'event')}, {_count(len(record.actions), 'action')}"
    yield f"  {counts}; {', '.join(taken.sections) or 'none of the usual sections'}"
    if taken.missing:
        yield f"  to check: no {', no '.join(taken.missing)} was found"
    for finding in sorted(taken.findings, key=lambda f: f.code in _NOTES)[:_SHOWN]:
        place = f"line {finding.line}: " if finding.line else ""
        yield f"  {'note' if finding.code in _NOTES else 'to check'}: {place}{finding.message} [{finding.code}]"
    if len(taken.findings) > _SHOWN:
        yield f"  and {len(taken.findings) - _SHOWN} more in the report"
    yield ""


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 80 else f"{words[:79]}…"


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def _summary(taken: Sequence[Taken], *, is_dry: bool) -> str:
    counts = Counter(document.outcome for document in taken)
    needing = sum(1 for t in taken if t.outcome == "imported" and _needs_person(t))
    done = "would be imported" if is_dry else "imported"
    need = f" ({needing} with something to check)" if needing else ""
    return f"{counts['imported']} {done}{need}, {counts['skipped']} skipped, {counts['refused']} refused"
