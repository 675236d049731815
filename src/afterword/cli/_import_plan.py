"""Where everything goes that an import takes over, and what becomes of every file that it met."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from afterword.cli._import_archive import Archive
from afterword.cli._import_documents import Taken, Wanted, in_folder, left
from afterword.cli._import_earlier import REPORT, folder_at, folder_of
from afterword.cli._import_references import References
from afterword.errors import OutputError, UsageError
from afterword.houses.archiving.naming import Wish, settled_names
from afterword.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an import writes."""

    root: Path
    """The folder."""
    in_place: bool
    """Whether each record goes beside its original."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an import will do."""

    files: tuple[Taken, ...]
    """Every file that was met, by its path."""
    outputs: tuple[tuple[Path, bytes], ...]
    """What is to be written, the report left out."""

    @property
    def imported(self) -> tuple[Taken, ...]:
        """The documents that are taken over."""
        return tuple(taken for taken in self.files if taken.outcome == "imported")

    @property
    def kept(self) -> tuple[Taken, ...]:
        """The files that stay as people edited them after an earlier import."""
        return tuple(taken for taken in self.files if taken.outcome == "kept")


def plan(
    archive: Archive,
    read: Sequence[Taken],
    wanted: Wanted,
    place: Place,
    behind: Mapping[str, str],
    before: Mapping[str, str],
) -> Plan:
    """What becomes of the files that were read, and of those that were met besides.

    ``behind``: what an earlier import wrote into the archive; ``before``: the paths of the records that it made.
    errors: UsageError where a record would take the place of its original.
    """
    going = [taken for taken in read if taken.outcome == "imported"]
    occupied = _occupied(archive, place.root, behind)
    wishes = [_named_before(_wish(taken, occupied, wanted, place), before) for taken in going]
    targets = dict(zip((t.source for t in going), settled_names(wishes, occupied.values()), strict=True))
    refused = frozenset(t.source for t in read if t.outcome == "skipped" and t.format) | behind.keys()
    in_use = [REPORT, *(f"{folder_at(targets[t.source])}/{name}" for t in going for name in _attached(t))]
    in_use += [there for source, there in occupied.items() if source != there]
    references = References(archive, targets, refused, in_use)
    done = [_finished(t, targets[t.source], references, wanted) if t.source in targets else t for t in read]
    copied = {} if place.in_place else references.copied
    rows = {t.source: t for t in done}
    for path, copy in copied.items():
        row = rows.get(path)
        if row is None or row.outcome == "skipped":
            why = f"goes along with {copy.document}"
            row = replace(row or Taken(source=path, outcome="copied"), outcome="copied", reason=why)
        rows[path] = replace(row, target=copy.target, sha256=copy.sha256)
    met = [*rows.values(), *map(left, archive.passed)]
    outputs = [*_outputs(done, place.root), *((place.root / c.target, c.data) for c in copied.values())]
    return Plan(files=tuple(sorted(met, key=lambda t: t.source)), outputs=tuple(outputs))


def _occupied(archive: Archive, root: Path, behind: Mapping[str, str]) -> dict[str, str]:
    """The files of the archive that stand below the target themselves, each with its path there."""
    if archive.folder is None:
        return {}
    here, there = archive.folder.resolve(), root.resolve()
    if not (there.is_relative_to(here) or here.is_relative_to(there)):
        return {}
    inside = ((name, here / name) for name in archive.files if name not in behind)
    return {name: path.relative_to(there).as_posix() for name, path in inside if path.is_relative_to(there)}


def _wish(taken: Taken, occupied: Mapping[str, str], wanted: Wanted, place: Place) -> Wish:
    own = occupied.get(taken.source) if taken.verbatim else None
    if place.in_place and wanted.house and own is not None:
        said = f"--in-place keeps the originals, and --house would replace {taken.source}; name a folder with --to"
        raise UsageError(said)
    own = None if wanted.house else own
    return Wish(source=taken.source, name=taken.name, own=own, stays=place.in_place and own is not None)


def _named_before(wish: Wish, before: Mapping[str, str]) -> Wish:
    """A record keeps the name that it got when it was imported first, whatever others are called by now."""
    return replace(wish, own=before[wish.source], stays=True) if wish.own is None and wish.source in before else wish


def _attached(taken: Taken) -> Iterator[str]:
    yield from (attachment.name for attachment in taken.foreign.attachments) if taken.foreign else ()


def _finished(taken: Taken, target: str, references: References, wanted: Wanted) -> Taken:
    followed = references.follow(taken)
    return replace(in_folder(followed, folder_of(target), wanted), target=target)


def _outputs(done: Sequence[Taken], root: Path) -> Iterator[tuple[Path, bytes]]:
    for taken in done:
        if taken.outcome == "imported" and taken.foreign is not None:
            yield root / taken.target, taken.text.encode()
            for attachment in taken.foreign.attachments:
                yield root / folder_at(taken.target) / attachment.name, attachment.data


def due(outputs: Sequence[tuple[Path, bytes]], ours: Container[Path], *, force: bool) -> list[tuple[Path, bytes]]:
    """What is not there yet.  ``ours`` may be written over.  errors: OutputError where something else is in the way."""
    missing = []
    for path, data in outputs:
        try:
            if path.is_file() and path.read_bytes() == data:
                continue
            is_there = path.exists() or path.is_symlink()
        except OSError as error:
            raise OutputError(f"{path}: cannot be written: {error.strerror}") from error
        if path.is_dir():
            raise OutputError(f"{path}: is a folder; a file is to stand there")
        if is_there and not (force or path in ours):
            raise OutputError(f"{path}: exists already and is different; use --force to overwrite it")
        missing.append((path, data))
    return missing
