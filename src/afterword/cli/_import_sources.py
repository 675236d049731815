"""What can be imported: a file, a folder, a Git repository, a zip archive, opened for reading only."""

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from afterword.cli._import_archive import LARGEST, UNPACKED, Archive, Passed, bounded, refuse_too_many, why_left_out
from afterword.cli._import_git import at_revision, first_commits, is_bare, is_in_repository
from afterword.cli._import_zip import open_zip
from afterword.errors import InputError

_MOST_ZIPS = 200
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


def open_archive(path: str) -> Archive:
    """What a path leads to.

    errors: InputError for a path that is missing, an address, an unreadable archive, or a repository that Git refuses.
    """
    if path == "-":
        data = sys.stdin.buffer.read(LARGEST + 1)
        return Archive(
            shown="standard input", files=("document",), fetch=lambda name: bounded(data, name), is_single=True
        )
    if "://" in path or path.startswith("git@"):
        raise InputError(f"{path}: an address; clone or download it first, then name the folder")
    root = Path(path)
    if not _exists(root):
        return _at_revision(path)
    if root.is_dir():
        return at_revision(root, "HEAD", path) if is_bare(root) else _folder(root)
    if _start(root).startswith(_ZIP) and (zipped := open_zip(root)) is not None:
        return zipped
    return Archive(
        shown=path,
        files=(root.name,),
        fetch=lambda name: read_file(root.parent / name),
        folder=root.parent,
        is_single=True,
    )


def read_file(path: Path) -> bytes:
    """The bytes of a file.  errors: InputError where it cannot be read or is too large."""
    return bounded(_start(path, LARGEST + 1), str(path))


def _exists(root: Path) -> bool:
    try:
        return root.exists()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _start(path: Path, size: int = 4) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError(f"{path}: is no regular file")
        with path.open("rb") as stream:
            return stream.read(size)
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _at_revision(path: str) -> Archive:
    """A repository at a branch, tag, or commit, written ``repository@revision``."""
    named, at, revision = path.rpartition("@")
    root = Path(named)
    if not (at and named and revision and _exists(root) and root.is_dir()):
        raise InputError(f"{path}: no such file or folder")
    if not is_in_repository(root):
        raise InputError(f"{path}: no such file or folder, and {named} is no Git repository")
    return at_revision(root, revision, path)


def _folder(root: Path) -> Archive:
    files: list[str] = []
    passed: list[Passed] = []
    for found in _walk(root):
        if isinstance(found, Passed):
            passed.append(found)
        else:
            files.append(found)
            refuse_too_many(len(files), str(root))
    inner = {name: opened for name in files if (opened := _opened(root / name))} if _few_zips(files) else {}
    refuse_too_many(len(files) + sum(len(opened.files) for opened in inner.values()), str(root))
    passed += [Passed(path=name, reason=UNPACKED) for name in inner]
    passed += [
        Passed(path=f"{name}/{p.path}", reason=p.reason) for name, zipped in inner.items() for p in zipped.passed
    ]
    members = {f"{name}/{path}": partial(zipped.fetch, path) for name, zipped in inner.items() for path in zipped.files}
    return Archive(
        shown=str(root),
        files=tuple(sorted({*files, *members} - inner.keys())),
        fetch=lambda name: members[name]() if name in members else read_file(root / name),
        passed=tuple(passed),
        folder=root,
        first_commits=first_commits(root),
    )


def _few_zips(files: Sequence[str]) -> bool:
    """Whether there are no more archives than can be held open at once."""
    return sum(name.lower().endswith(".zip") for name in files) <= _MOST_ZIPS


def _opened(file: Path) -> Archive | None:
    """An export within a folder, a zip by name and content; None for any other file, a damaged one included."""
    if file.suffix.lower() != ".zip":
        return None
    try:
        return open_zip(file) if _start(file).startswith(_ZIP) else None
    except InputError:
        return None  # reading it as a document says what is wrong with it


def _walk(root: Path) -> Iterator[str | Passed]:
    failed: list[OSError] = []
    for here, folders, files in os.walk(root, onerror=failed.append):
        inner = Path(here).relative_to(root)
        kept = []
        for name in sorted(folders):
            is_link = Path(here, name).is_symlink()
            if reason := why_left_out(name) or ("a symbolic link" if is_link else None):
                yield Passed(path=f"{(inner / name).as_posix()}/", reason=reason)
            else:
                kept.append(name)
        folders[:] = kept
        for name in files:
            path = (inner / name).as_posix()
            if reason := why_left_out(name) or _why_no_file(Path(here, name)):
                yield Passed(path=path, reason=reason)
            else:
                yield path
    for error in failed:
        path = Path(error.filename).relative_to(root).as_posix()
        yield Passed(path=f"{path}/", reason=f"cannot be read: {error.strerror}")


def _why_no_file(file: Path) -> str | None:
    if file.is_symlink():
        return "a symbolic link"
    return None if file.is_file() else "no regular file"
