"""The files that paths of evidence lead to, in an order that does not depend on the machine."""

import os
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path

from afterword.errors import InputError
from afterword.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file to read."""

    path: Path
    """Where it is."""
    name: str
    """How it is shown: relative to the folder that was given, or its own name."""
    given: bool
    """Whether the caller named it, rather than a folder above it."""


def walk_evidence(paths: Sequence[Path], report: Callable[[str, str], None]) -> Iterator[Found]:
    """Files below ``paths``, in the order given and by name within a folder; each once.

    errors: InputError for a path that does not exist; what cannot be walked below a folder is reported.
    """
    for path in paths:
        if not path.exists():
            raise InputError(f"{path} does not exist")
        if not path.is_file() and not path.is_dir():
            raise InputError(f"{path} is neither a file nor a folder; what a pipe gives is read from standard input, -")
    seen: set[str] = set()
    names: set[str] = set()
    for path in paths:
        given = path.is_file()
        found = [(path.name, path, os.path.realpath(path))] if given else _below(path, report)
        for name, file, real in found:
            if real in seen:
                continue
            seen.add(real)
            shown = name.encode("utf-8", "backslashreplace").decode()
            shown = _unique(shown, path, names) if shown in names else shown
            names.add(shown)
            yield Found(path=file, name=shown, given=given)


def _below(top: Path, report: Callable[[str, str], None]) -> Iterator[tuple[str, Path, str]]:
    """Files of a folder: as they are shown, where they are, and what they are known by; a folder's before those below.

    shape: a million files of a folder are asked no more than whether each is a link.
    """
    real, count = os.path.realpath(top), 0
    waiting = [""]
    while waiting:
        here = waiting.pop()
        folders = []
        for entry in _entries(top / here, report):
            shown = f"{here}{entry.name}"
            if _is(entry.is_dir):
                if entry.name == ".git" or entry.is_symlink():
                    report("EV111", f"{entry.path} is a link or a store of Git and was not read")
                else:
                    folders.append(f"{shown}/")
            elif _is(entry.is_file):
                count += 1
                yield shown, Path(entry.path), os.path.realpath(entry) if entry.is_symlink() else f"{real}/{shown}"
            else:
                report("EV111", f"{entry.path} is no regular file and was not read")
        waiting += reversed(folders)
    if not count:
        report("EV112", f"{top} holds no files")


def _is(asked: Callable[[], bool]) -> bool:
    """What is asked of an entry; False for a link that leads in a circle, or to where nobody may look."""
    try:
        return asked()
    except OSError:
        return False


def _entries(folder: Path, report: Callable[[str, str], None]) -> list[os.DirEntry[str]]:
    """What a folder holds, by name; nothing, which is reported, where it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=attrgetter("name"))
    except OSError:
        report("EV111", f"{folder} cannot be read")
        return []


def _unique(name: str, root: Path, taken: set[str]) -> str:
    shown, above = name, [part for part in root.absolute().parts if part not in ("/", "")]
    if root.is_file():
        above = above[:-1]
    while shown in taken and above:
        shown = f"{above.pop()}/{shown}"
    return shown
