"""Zip archives as what an import reads from: each member within bounds, none outside."""

import stat
import zipfile
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO

from afterword.cli._import_archive import (
    LARGEST,
    UNPACKED,
    Archive,
    Passed,
    leads_out,
    refuse_too_many,
    why_left_out_at,
)
from afterword.errors import InputError
from afterword.text.foreign.damage import DAMAGED

_LEAST_TOTAL = 4 * LARGEST
_LARGEST_RATIO = 30
_MOST_INNER = 20
_OFFICE = frozenset({"[Content_Types].xml", "mimetype"})
"""Members by which a zip is an office document, or an e-book, whatever else is in it."""


def open_zip(root: Path) -> Archive | None:
    """The members of an exported archive; None for a zip that is a document itself.

    errors: InputError where it is damaged or holds too many files.
    """
    try:
        size = root.stat().st_size
        opened = _opened(root, str(root), max(_LEAST_TOTAL, _LARGEST_RATIO * size))
    except DAMAGED as error:
        if b"word/document" in root.read_bytes()[:LARGEST]:
            return None
        raise InputError(f"{root}: a damaged archive ({error})") from error
    return opened and _with_inner(opened)


def _opened(file: Path | IO[bytes], shown: str, most: int) -> Archive | None:
    opened = zipfile.ZipFile(file)
    members = [info for info in opened.infolist() if not info.is_dir()]
    if any(info.filename in _OFFICE or info.filename.startswith("word/document") for info in members):
        return None
    refuse_too_many(len(members), shown)
    safe: dict[str, zipfile.ZipInfo] = {}
    passed = []
    for info in reversed(members):  # of several of one name the last is what unpacking would leave
        is_old = info.filename in safe
        reason = _why_passed(info) or ("an earlier file of the same name" if is_old else None)
        if reason:
            passed.append(Passed(path=info.filename, reason=reason))
        else:
            safe[info.filename] = info
    reader = _Members(opened, safe, shown, most)
    return Archive(shown=shown, files=tuple(sorted(safe)), fetch=reader.fetch, passed=tuple(passed))


def _with_inner(outer: Archive) -> Archive:
    """An archive with the files of the archives in it, as those are whose export was too large for one."""
    named = [name for name in outer.files if name.lower().endswith(".zip")]
    inner = {name: opened for name in named[:_MOST_INNER] if (opened := _inner(outer, name)) is not None}
    if not inner:
        return outer
    refuse_too_many(len(outer.files) + sum(len(opened.files) for opened in inner.values()), outer.shown)
    found: dict[str, Callable[[], bytes]] = {}
    closed = frozenset(named[_MOST_INNER:])
    passed = [*outer.passed, *(Passed(path=name, reason=UNPACKED) for name in inner)]
    passed += [
        Passed(path=name, reason=f"not opened: only {_MOST_INNER} archives within one are") for name in sorted(closed)
    ]
    for name, opened in inner.items():
        found |= {f"{name}/{path}": partial(opened.fetch, path) for path in opened.files}
        passed += [Passed(path=f"{name}/{p.path}", reason=p.reason) for p in opened.passed]
    files = tuple(sorted({*outer.files, *found} - inner.keys() - closed))
    return Archive(
        shown=outer.shown,
        files=files,
        fetch=lambda name: found[name]() if name in found else outer.fetch(name),
        passed=tuple(passed),
    )


def _inner(outer: Archive, name: str) -> Archive | None:
    """An archive within an archive; None for a document, and for what reading it will say is wrong."""
    try:
        data = outer.fetch(name)
        return _opened(BytesIO(data), f"{outer.shown}!{name}", max(_LEAST_TOTAL, _LARGEST_RATIO * len(data)))
    except (InputError, *DAMAGED):
        return None


def _why_passed(info: zipfile.ZipInfo) -> str | None:
    plain = info.filename.replace("\\", "/")
    if leads_out(plain):
        return "its path leads out of the archive"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "a symbolic link"
    return why_left_out_at(plain)


class _Members:
    """Reads members, each within bounds, and all of them together no more than an archive of this size may hold."""

    def __init__(self, opened: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], root: str, most: int) -> None:
        self._opened = opened
        self._members = members
        self._root = root
        self._left = most

    def fetch(self, name: str) -> bytes:
        """The bytes of a member.  errors: InputError where it is encrypted, damaged, or expands without measure."""
        if self._members[name].flag_bits & 0x1:
            raise InputError(f"{self._root}!{name}: is encrypted")
        limit = min(LARGEST, self._left)
        try:
            with self._opened.open(self._members[name]) as stream:
                data = stream.read(limit + 1)
        except DAMAGED as error:
            raise InputError(f"{self._root}!{name}: damaged ({error})") from error
        if len(data) > limit:
            raise InputError(f"{self._root}!{name}: expands beyond all measure")
        self._left -= len(data)
        return data
