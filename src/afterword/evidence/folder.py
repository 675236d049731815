"""The files that paths of evidence lead to, in an order that does not depend on the machine."""

import os
from collections.abc import Callable, Iterator, Sequence
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


def walk_evidence(paths: Sequence[Path], report: Callable[[str, str], None]) -> list[Found]:
    """Files below ``paths``, in the order given and by name within a folder; each once.

    errors: InputError for a path that does not exist; what cannot be walked below a folder is reported.
    """
    found: list[Found] = []
    seen: set[Path] = set()
    names: set[str] = set()
    for path in paths:
        for name, file, given in _below(path, report):
            key = file.resolve()
            if key in seen:
                continue
            seen.add(key)
            shown = _unique(name.encode("utf-8", "backslashreplace").decode(), path, names)
            names.add(shown)
            found.append(Found(path=file, name=shown, given=given))
    return found


def _below(path: Path, report: Callable[[str, str], None]) -> Iterator[tuple[str, Path, bool]]:
    if not path.exists():
        raise InputError(f"{path} does not exist")
    if path.is_file():
        yield path.name, path, True
        return
    if not path.is_dir():
        raise InputError(f"{path} is neither a file nor a folder")
    count = 0
    for here, folders, files in os.walk(path, onerror=lambda e: report("EV111", f"{e.filename} cannot be read")):
        for folder in sorted(folders):
            if folder == ".git" or Path(here, folder).is_symlink():
                report("EV111", f"{Path(here, folder)} is a link or a store of Git and was not read")
                folders.remove(folder)
        folders.sort()
        for name in sorted(files):
            file = Path(here, name)
            if file.is_file():
                count += 1
                yield file.relative_to(path).as_posix(), file, False
            else:
                report("EV111", f"{file} is no regular file and was not read")
    if not count:
        report("EV112", f"{path} holds no files")


def _unique(name: str, root: Path, taken: set[str]) -> str:
    shown, above = name, [part for part in root.absolute().parts if part not in ("/", "")]
    if root.is_file():
        above = above[:-1]
    while shown in taken and above:
        shown = f"{above.pop()}/{shown}"
    return shown
