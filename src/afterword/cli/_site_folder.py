"""The folder of a site: made beside its place, and put there whole."""

import contextlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from afterword.cli.files import refuse_unwritable
from afterword.errors import OutputError

MARKER = ".afterword-site"
"""The file that says that a folder is a site, and which files are its own."""
_STAGED = ".afterword-"


def refuse_other_folder(path: str) -> None:
    """Refuse early what ``write_site`` would not replace.

    errors: OutputError for a file, for a folder with anything else in it than a site, and where nothing may be written.
    """
    if not path or path == "-":
        raise OutputError("a site is a folder: name it with -o")
    folder = Path(path)
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{path}: is a file; a site needs a folder")
    refuse_unwritable(folder.resolve().parent)
    if folder.is_dir() and any(folder.iterdir()):
        own = _own(folder)
        if own is None:
            raise OutputError(f"{path}: is not empty, and no site; name another folder")
        for file in sorted(file for file in folder.rglob("*") if not file.is_dir() or file.is_symlink()):
            if file.relative_to(folder).as_posix() not in own:
                raise OutputError(f"{file}: is no file of the site; move it away, as the folder is made anew")


def _own(folder: Path) -> frozenset[str] | None:
    """The files of a former site; None for a folder that is none."""
    try:
        files = json.loads((folder / MARKER).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return frozenset([MARKER, *map(str, files)]) if isinstance(files, list) else None


def write_site(path: str, files: Mapping[str, bytes]) -> None:
    """Put a site in its folder, whole or not at all; a former one goes.

    errors: OutputError where it cannot be written.
    """
    target = Path(path).resolve()
    new, old = (target.with_name(f"{_STAGED}{os.urandom(8).hex()}.{end}") for end in ("new", "old"))
    told = json.dumps({"schema": "afterword/site/1", "files": sorted(files)}, indent=1) + "\n"
    try:
        for address, content in {**files, MARKER: told.encode()}.items():
            file = new / address
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        if target.exists():
            target.rename(old)
        new.rename(target)
    except OSError as error:
        if old.exists() and not target.exists():
            old.rename(target)
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error
    finally:
        for folder in (new, old):
            with contextlib.suppress(OSError):  # nothing of it may be there
                shutil.rmtree(folder)
