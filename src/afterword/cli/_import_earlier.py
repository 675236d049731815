"""What an earlier import wrote: its report says so, and the next import of the same archive leaves it alone."""

import hashlib
import json
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from afterword.cli._import_archive import Archive
from afterword.errors import InputError
from afterword.model.plain import Plain
from afterword.model.values import dataclass

REPORT = "import-report.json"
"""What the report of an import is called."""
SCHEMA = "afterword-import-1"
"""What it calls itself."""
_REASON = "written by an earlier import"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file that an earlier import wrote."""

    target: str
    """Its path below the folder of the report."""
    source: str
    """The path of its original below the root of that import."""
    sha256: str
    """Digest of its original."""
    archive: str = ""
    """What the user named as the archive; empty where that is not known."""
    result: str = ""
    """Digest of the file as it was written; empty for what was inside a document, and where it is not known."""


def written_by(report: bytes) -> tuple[Written, ...] | None:
    """What the import wrote that a report is of; None for what is no such report."""
    if SCHEMA.encode() not in report[:200]:
        return None
    try:
        told = json.loads(report)
    except (ValueError, RecursionError):
        return None
    return tuple(_written(told)) if isinstance(told, dict) else None


def _written(told: Mapping[str, Plain]) -> Iterator[Written]:
    for part in ("documents", "earlier"):
        rows = told.get(part)
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, dict) and isinstance(target := row.get("target"), str):
                written = _of_row(target, row, told)
                yield written
                attached = row.get("attachments")
                for name in attached if isinstance(attached, list) else []:
                    beside = posixpath.join(folder_at(target), str(name))
                    yield Written(target=beside, source=written.source, sha256=written.sha256)


def _of_row(target: str, row: Mapping[str, Plain], told: Mapping[str, Plain]) -> Written:
    digest = str(row.get("sha256"))
    return Written(
        target=target,
        source=str(row.get("source")),
        sha256=digest,
        archive=str(row.get("archive") or (told.get("source") if "outcome" in row else "") or ""),
        result=str(row.get("target_sha256") or (digest if row.get("outcome") == "copied" else "")),
    )


def folder_of(target: str) -> str:
    """The name of the folder of a document's attachments, which stands beside it."""
    return f"{PurePosixPath(target).stem}-files"


def folder_at(target: str) -> str:
    """The same folder, as a path below the folder of the report."""
    return posixpath.join(posixpath.dirname(target), folder_of(target))


def report_at(place: Path) -> tuple[Written, ...] | None:
    """What the report in a file says was written; None where there is no such report."""
    try:
        return written_by(place.read_bytes()) if place.is_file() else None
    except OSError:
        return None


def leftovers(archive: Archive) -> dict[str, str]:
    """The files of an archive that an earlier import of it wrote, each with the reason to leave it alone.

    Where the originals are not in the archive, these files are all that there is, and no leftovers.
    """
    if archive.is_single:
        return {}
    files = frozenset(archive.files)
    found: dict[str, str] = {}
    unsure: dict[str, Written] = {}
    for report in (name for name in archive.files if posixpath.basename(name) == REPORT):
        try:
            told = written_by(archive.fetch(report))
        except InputError:
            continue
        if told is None:
            continue
        found[report] = "the report of an earlier import"
        for written in told:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(report), written.target))
            if path in files and path != written.source:
                if written.source in files:
                    found[path] = _REASON
                else:
                    unsure[path] = written
    others = [name for name in archive.files if name not in found and name not in unsure] if unsure else []
    digests = {digest for name in others if (digest := _digest(archive, name))}
    return found | {path: _REASON for path, written in unsure.items() if written.sha256 in digests}


def _digest(archive: Archive, name: str) -> str | None:
    try:
        return hashlib.sha256(archive.fetch(name)).hexdigest()
    except InputError:
        return None
