"""What can be imported: a file, a folder, a Git repository, a zip archive, opened for reading only."""

import os
import posixpath
import stat
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path

from afterword.errors import InputError

LARGEST = 64 * 1024 * 1024
"""The largest file that is read, office documents with their images included."""
_MOST_FILES = 200_000
_GIT_PATIENCE = 60
_LEFT_OUT = frozenset({"node_modules", "__pycache__", "__MACOSX"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """Files under one root."""

    shown: str
    """What the user named."""
    files: tuple[str, ...]
    """Their paths, with slashes, relative to the root, sorted."""
    fetch: Callable[[str], bytes] = field(repr=False)
    """The bytes of one of them.  errors: InputError where it cannot be read or is too large."""
    folder: Path | None = None
    """The root, where it is a folder of the file system."""
    is_single: bool = False
    """Whether the user named one document."""
    first_commits: dict[str, str] = field(default_factory=dict)
    """The day on which each file was first committed, where a history is at hand."""

    def has(self, path: str) -> bool:
        """Whether there is a file at this path, which may name no place outside the root."""
        return self.folder is not None and self._inside(path) if self.is_single else path in self.files

    def _inside(self, path: str) -> bool:
        assert self.folder is not None
        file = (self.folder / path).resolve()
        return file.is_relative_to(self.folder.resolve()) and file.is_file()


def open_archive(path: str) -> Archive:
    """What a path leads to.

    errors: InputError for a path that is missing, an address, an unreadable archive, or a repository that Git refuses.
    """
    if path == "-":
        data = sys.stdin.buffer.read(LARGEST + 1)
        return Archive(
            shown="standard input", files=("document",), fetch=lambda name: _bounded(data, name), is_single=True
        )
    if "://" in path or path.startswith("git@"):
        raise InputError(f"{path}: an address; clone or download it first, then name the folder")
    root = Path(path)
    if not root.exists():
        raise InputError(f"{path}: no such file or folder")
    if root.is_dir():
        return _repository(root) if _is_bare(root) else _folder(root)
    data = read_file(root)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")) and (zipped := _zip(root, data)) is not None:
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
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError(f"{path}: is no regular file")
        with path.open("rb") as stream:
            return _bounded(stream.read(LARGEST + 1), str(path))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _bounded(data: bytes, name: str) -> bytes:
    if len(data) > LARGEST:
        raise InputError(f"{name}: larger than {LARGEST // 1024**2} MiB, which no postmortem is")
    return data


def _folder(root: Path) -> Archive:
    return Archive(
        shown=str(root),
        files=tuple(sorted(_walk(root))),
        fetch=lambda name: read_file(root / name),
        folder=root,
        first_commits=_first_commits(root),
    )


def _walk(root: Path) -> Iterator[str]:
    count = 0
    for here, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if not _is_left_out(f) and not Path(here, f).is_symlink())
        for name in files:
            file = Path(here, name)
            if not _is_left_out(name) and not file.is_symlink() and file.is_file():
                count += 1
                if count > _MOST_FILES:
                    raise InputError(f"{root}: more than {_MOST_FILES} files; name the folder of the postmortems")
                yield file.relative_to(root).as_posix()


def _is_left_out(name: str) -> bool:
    """Whether a file or folder is hidden, or made by a tool."""
    return name.startswith(".") or name in _LEFT_OUT


def _zip(root: Path, data: bytes) -> Archive | None:
    """The members of an exported archive; None for a zip that is a document itself."""
    try:
        opened = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        if b"word/document" in data:
            return None
        raise InputError(f"{root}: a damaged archive ({error})") from error
    members = {info.filename: info for info in opened.infolist()[:_MOST_FILES] if not info.is_dir()}
    if any(name.startswith("word/document") for name in members):
        return None
    safe = {name: info for name, info in members.items() if not _leaves(name) and not _is_hidden(name)}
    left = [4 * LARGEST]
    return Archive(shown=str(root), files=tuple(sorted(safe)), fetch=partial(_member, opened, safe, left, str(root)))


def _is_hidden(path: str) -> bool:
    return any(_is_left_out(part) for part in path.split("/"))


def _leaves(name: str) -> bool:
    plain = name.replace("\\", "/")
    return plain.startswith("/") or ".." in plain.split("/") or ":" in plain.split("/", maxsplit=1)[0]


def _member(
    opened: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], left: list[int], root: str, name: str
) -> bytes:
    if members[name].flag_bits & 0x1:
        raise InputError(f"{root}!{name}: is encrypted")
    limit = min(LARGEST, left[0])
    try:
        with opened.open(members[name]) as stream:
            data = stream.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise InputError(f"{root}!{name}: damaged ({error})") from error
    if len(data) > limit:
        raise InputError(f"{root}!{name}: expands beyond all measure")
    left[0] -= len(data)
    return data


def _is_bare(root: Path) -> bool:
    return (root / "HEAD").is_file() and (root / "objects").is_dir() and (root / "refs").is_dir()


def _git(root: Path, *words: str) -> bytes:
    """What Git says, without running or fetching anything that the repository asks for.

    errors: InputError where Git is missing, refuses, or takes too long.
    """
    quiet = ["-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "-c", "core.hooksPath=/dev/null"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_ALLOW_PROTOCOL": "none", "LC_ALL": "C"}
    environment |= {"GIT_NO_LAZY_FETCH": "1", "GIT_PAGER": "cat"}
    try:
        done = subprocess.run(  # noqa: S603  # the words are ours
            ["git", *quiet, "-C", str(root), *words],  # noqa: S607  # the user's own Git
            stdin=subprocess.DEVNULL,
            env=environment,
            capture_output=True,
            timeout=_GIT_PATIENCE,
            check=False,
        )
    except FileNotFoundError as error:
        raise InputError(f"{root}: is a Git repository, and git is not installed") from error
    except subprocess.TimeoutExpired as error:
        raise InputError(f"{root}: git took longer than {_GIT_PATIENCE} s") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise InputError(f"{root}: git says: {said}")
    return done.stdout


def _repository(root: Path) -> Archive:
    """The files of the last commit of a bare repository."""
    blobs: dict[str, str] = {}
    for line in _git(root, "ls-tree", "-r", "-z", "HEAD").split(b"\0"):
        head, _, name = line.partition(b"\t")
        words = head.split()
        path = name.decode("utf-8", "backslashreplace")
        if len(words) == 3 and words[0] in {b"100644", b"100755"} and not _is_hidden(path):
            blobs[path] = words[2].decode()
    return Archive(
        shown=str(root),
        files=tuple(sorted(blobs)),
        fetch=lambda name: _blob(root, blobs[name], name),
        first_commits=_first_commits(root),
    )


def _blob(root: Path, key: str, name: str) -> bytes:
    if int(_git(root, "cat-file", "-s", key)) > LARGEST:
        raise InputError(f"{root}!{name}: larger than {LARGEST // 1024**2} MiB, which no postmortem is")
    return _git(root, "cat-file", "blob", key)


def _first_commits(root: Path) -> dict[str, str]:
    """The day on which each file was first committed; empty where there is no history or no Git."""
    is_bare = _is_bare(root)
    if not is_bare and not any((folder / ".git").exists() for folder in (root.resolve(), *root.resolve().parents)):
        return {}
    words = ["log", "--reverse", "--no-renames", "--diff-filter=A", "--name-only", "-z", "--format=%x01%cs"]
    words += ["HEAD"] if is_bare else ["--relative", "HEAD", "--", "."]
    try:
        said = _git(root, *words)
    except InputError:
        return {}  # the history is a help, not a need
    found: dict[str, str] = {}
    for commit in said.decode("utf-8", "backslashreplace").split("\x01")[1:]:
        day, _, names = commit.partition("\0")
        for name in names.split("\0"):
            if name.strip("\n"):
                found.setdefault(posixpath.normpath(name.strip("\n")), day.strip())
    return found
