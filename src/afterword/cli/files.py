"""Documents in and results out: standard streams, strict UTF-8, and files that are whole or not there."""

import contextlib
import os
import stat
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from afterword.errors import InputError, OutputError

MAX_BYTES = 16 * 1024 * 1024
"""The largest document that is read."""

_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "gzip-compressed",
    b"\xff\xfe": "UTF-16 text",
    b"\xfe\xff": "UTF-16 text",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
}
_MIN_NULS = 16
_STAGED = ".afterword-"
"""How the name of a file starts that is not whole yet."""


def read_document(path: str) -> str:
    """The text of a document, byte order mark and line ends kept; ``-`` is standard input.

    errors: InputError where it is missing, unreadable, a folder, binary, not UTF-8, or too large.
    """
    name = "standard input" if path == "-" else path
    return document_text(sys.stdin.buffer.read(MAX_BYTES + 1) if path == "-" else _read(path), name)


def document_text(data: bytes, name: str) -> str:
    """The text of a document's bytes; ``name`` is what a refusal calls it.

    errors: InputError where they are binary, not UTF-8, or too many.
    """
    refuse_too_large(len(data), name)
    if data.count(0) >= max(_MIN_NULS, len(data) // 10):
        raise InputError(f"{name}: not a text file{_likeness(data)}")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if likeness := _likeness(data):
            raise InputError(f"{name}: not a text file{likeness}") from error
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{name}: not valid UTF-8 at byte {error.start} (line {line}); save it as UTF-8") from error


def refuse_too_large(size: int, name: str, largest: int = MAX_BYTES) -> None:
    """Refuse what is too large for a postmortem.  units: bytes.  errors: InputError, which calls it ``name``."""
    if size > largest:
        raise InputError(f"{name}: larger than {largest // 1024**2} MiB, which no postmortem is")


def write_output(path: str | None, data: str | bytes, *, force: bool = False) -> None:
    """Write a result to standard output (None or ``-``) or, whole or not at all, to a file.

    shape: text is encoded as UTF-8 with its line ends as they are; an existing file keeps its
    permissions, and a link is followed.
    errors: OutputError where the file exists and ``force`` is not set, or cannot be written.
    """
    content = data if isinstance(data, bytes) else data.encode("utf-8", "backslashreplace")
    write_pieces(path, (content,), force=force)


def write_pieces(path: str | None, pieces: Iterable[bytes], *, force: bool = False) -> None:
    """Write a result as ``write_output`` does, in pieces, of which no two have to be held at once.

    errors: as ``write_output``.
    """
    if path is None or path == "-":
        sys.stdout.flush()
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return
    refuse_existing(path, force=force)
    try:
        _replace(Path(path).resolve(), pieces)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error


def write_outputs(outputs: Sequence[tuple[Path, bytes]]) -> None:
    """Write several files, each whole, and all of them or none; folders that are missing are made.

    errors: OutputError where one cannot be written.
    """
    staged: list[tuple[Path, Path]] = []
    made: list[Path] = []
    try:
        for path, content in outputs:
            made += _made_folders(path.parent)
            staged.append((_staged(path.resolve(), (content,)), path.resolve()))
        for temporary, target in staged:
            temporary.replace(target)
        made.clear()
    except OSError as error:
        named = Path(error.filename or path)
        shown = path.parent if named.name.startswith(_STAGED) else named
        raise OutputError(f"{shown}: cannot be written: {error.strerror}") from error
    finally:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)
        for folder in reversed(made):
            with contextlib.suppress(OSError):  # what others put there meanwhile stays
                folder.rmdir()


def _made_folders(folder: Path) -> list[Path]:
    """Make a folder and those above it that are missing; which were made, the outer ones first."""
    missing = [f for f in (folder, *folder.parents) if not f.exists()][::-1]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def refuse_unwritable(folder: Path) -> None:
    """Refuse early a folder in which no file can be made, or that cannot be made itself.  errors: OutputError."""
    nearest = next((up for up in (folder, *folder.absolute().parents) if up.exists()), folder)
    if not nearest.is_dir():
        raise OutputError(f"{nearest}: is a file; several documents need a folder")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise OutputError(f"{nearest}: nothing may be written there")


def refuse_existing(path: str | None, *, force: bool) -> None:
    """Refuse early, before costly work, an output that ``write_output`` would refuse.

    errors: OutputError where the file exists and ``force`` is not set, is a folder, or its folder is missing.
    """
    if path is None or path == "-":
        return
    if not path:
        raise OutputError("the name of the output is empty; name a file")
    target = Path(path)
    if target.is_dir():
        raise OutputError(f"{path}: is a folder; name a file")
    if target.is_file() and not force:
        raise OutputError(f"{path}: exists already; use --force to overwrite it")
    if not target.resolve().parent.is_dir():
        raise OutputError(f"{path}: the folder {target.parent} does not exist")


def _read(path: str) -> bytes:
    try:
        with Path(path).open("rb", buffering=0) as stream:
            size = os.fstat(stream.fileno()).st_size
            # one more than the size shows the end; a device or a pipe has no size, and is read up to the bound
            data = stream.read(min(size, MAX_BYTES) + 1)
            while len(data) != size and (more := stream.read(MAX_BYTES + 1 - len(data))):
                data += more
            return data
    except IsADirectoryError as error:
        raise InputError(f"{path}: is a folder; name a file") from error
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _likeness(data: bytes) -> str:
    return next((f"; it looks like {what}" for magic, what in _MAGIC.items() if data.startswith(magic)), "")


def _replace(target: Path, pieces: Iterable[bytes]) -> None:
    if target.exists() and not stat.S_ISREG(target.stat().st_mode):
        # a device or a pipe, for instance /dev/stdout: renaming over it would put a file in its place
        with target.open("wb") as stream:
            stream.writelines(pieces)
        return
    temporary = _staged(target, pieces)
    try:
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _staged(target: Path, pieces: Iterable[bytes]) -> Path:
    """A temporary file beside ``target`` with its content and the permissions that it has."""
    mode = target.stat().st_mode if target.exists() else None
    temporary = target.with_name(f"{_STAGED}{os.urandom(8).hex()}.tmp")
    with contextlib.ExitStack() as undo:
        undo.callback(temporary.unlink, missing_ok=True)
        with temporary.open("xb") as stream:
            stream.writelines(pieces)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
        undo.pop_all()
    return temporary
