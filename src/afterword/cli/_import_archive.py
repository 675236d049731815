"""What an import reads from: the files under one root, and what was met there and is not read."""

from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path

from afterword.cli.files import refuse_too_large
from afterword.errors import InputError
from afterword.model.values import dataclass

LARGEST = 64 * 1024 * 1024
"""The largest file that is read, office documents with their images included."""
UNPACKED = "an archive; its files stand on their own in this list"
"""Why an archive within what is read is passed over."""
_MOST_FILES = 200_000
_LEFT_OUT = frozenset({"node_modules", "__pycache__", "__MACOSX"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A file, or a folder with all that is in it, that is not read."""

    path: str
    """Its path below the root; that of a folder ends with a slash."""
    reason: str
    """Why it is not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """Files under one root."""

    shown: str
    """What the user named."""
    files: tuple[str, ...]
    """Their paths, with slashes, relative to the root, sorted."""
    fetch: Callable[[str], bytes] = field(repr=False)
    """The bytes of one of them.  errors: InputError where it cannot be read or is too large."""
    passed: tuple[Passed, ...] = ()
    """What else was met."""
    folder: Path | None = None
    """The root, where it is a folder of the file system."""
    is_single: bool = False
    """Whether the user named one document."""
    first_commits: Mapping[str, str] = field(default_factory=dict)
    """The day on which each file was first committed, where a history is at hand."""

    def has(self, path: str) -> bool:
        """Whether there is a file at this path, which may name no place outside the root."""
        return self.folder is not None and self._inside(path) if self.is_single else path in self.files

    def _inside(self, path: str) -> bool:
        assert self.folder is not None
        file = (self.folder / path).resolve()
        return file.is_relative_to(self.folder.resolve()) and file.is_file()


def why_left_out(name: str) -> str | None:
    """Why a file or a folder of this name is not looked at; None for every other."""
    if name in _LEFT_OUT:
        return "made by a tool"
    return "hidden" if name.startswith(".") else None


def why_left_out_at(path: str) -> str | None:
    """The same for a path with slashes: the reason of its first part that has one."""
    return next((reason for part in path.split("/") if (reason := why_left_out(part))), None)


def bounded(data: bytes, name: str) -> bytes:
    """Bytes that were read up to one more than may be.  errors: InputError where there is one more."""
    refuse_too_large(len(data), name, LARGEST)
    return data


def refuse_too_many(count: int, root: str) -> None:
    """Refuse what holds so many files that it is no archive.  errors: InputError."""
    if count > _MOST_FILES:
        raise InputError(f"{root}: more than {_MOST_FILES:,} files; name the folder of the postmortems")


def leads_out(path: str) -> bool:
    """Whether a path with slashes names a place outside of the root."""
    plain = path.replace("\\", "/")
    return plain.startswith("/") or ".." in plain.split("/") or ":" in plain.split("/", maxsplit=1)[0]
