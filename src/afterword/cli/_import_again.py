"""Importing the same archive again: names stay, records that nobody edited are brought up to date, the others kept."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from afterword.cli._import_documents import Taken
from afterword.cli._import_earlier import Written, folder_at
from afterword.cli._import_plan import Plan
from afterword.model.values import dataclass

_EDITED = "edited since it was imported; with --force it is imported anew and the edits are lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """What an import will do, held against what the one before it did."""

    plan: Plan
    """It, without what would undo the edits of people."""
    ours: frozenset[Path]
    """Files that an earlier import wrote and nobody changed since, which may be written anew."""


def names_before(earlier: Sequence[Written], archive: str, read: Sequence[Taken]) -> dict[str, str]:
    """The path of the record that an earlier import made of each document.

    ``archive`` is what the user names now: a file of the same path in another archive is another document, unless it
    is the same to the byte.
    """
    before = {written.source: written for written in earlier if written.result}
    found = ((taken, before[taken.source]) for taken in read if taken.source in before)
    return {t.source: w.target for t, w in found if archive == w.archive or t.sha256 == w.sha256}


def reconciled(done: Plan, earlier: Sequence[Written], before: Mapping[str, str], root: Path) -> Reconciled:
    """The plan with the records kept that were edited since ``before``; those that were not may be written anew."""
    results = {written.target: written.result for written in earlier if written.result}
    files: list[Taken] = []
    ours: set[Path] = set()
    kept: list[Path] = []
    for taken in done.files:
        was = results.get(taken.target) if before.get(taken.source) == taken.target else None
        now = _digest(root / taken.target) if was else None
        if was is None or now is None or taken.outcome not in {"imported", "copied"}:
            files.append(taken)
        elif now in {was, taken.target_sha256 if taken.outcome == "imported" else taken.sha256}:
            files.append(taken)
            ours.add(root / taken.target)
        else:
            files.append(replace(taken, outcome="kept", reason=_EDITED, was=was))
            kept += [root / taken.target, root / folder_at(taken.target)]
    due = tuple((path, data) for path, data in done.outputs if not any(path.is_relative_to(k) for k in kept))
    return Reconciled(plan=Plan(files=tuple(files), outputs=due), ours=frozenset(ours))


def _digest(file: Path) -> str | None:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None
