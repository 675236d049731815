"""Zip archives as what an import reads from: each member within bounds, none outside."""

import stat
import zipfile
from pathlib import Path

from afterword.cli._import_archive import LARGEST, Archive, Passed, leads_out, refuse_too_many, why_left_out_at
from afterword.errors import InputError
from afterword.text.foreign.damage import DAMAGED

_LEAST_TOTAL = 4 * LARGEST
_LARGEST_RATIO = 30
_OFFICE = frozenset({"[Content_Types].xml", "mimetype"})
"""Members by which a zip is an office document, or an e-book, whatever else is in it."""


def open_zip(root: Path) -> Archive | None:
    """The members of an exported archive; None for a zip that is a document itself.

    errors: InputError where it is damaged or holds too many files.
    """
    try:
        opened = zipfile.ZipFile(root)
        members = [info for info in opened.infolist() if not info.is_dir()]
    except DAMAGED as error:
        if b"word/document" in root.read_bytes()[:LARGEST]:
            return None
        raise InputError(f"{root}: a damaged archive ({error})") from error
    if any(info.filename in _OFFICE or info.filename.startswith("word/document") for info in members):
        return None
    refuse_too_many(len(members), str(root))
    safe: dict[str, zipfile.ZipInfo] = {}
    passed = []
    for info in members:
        reason = _why_passed(info) or ("another file of the same name" if info.filename in safe else None)
        if reason:
            passed.append(Passed(path=info.filename, reason=reason))
        else:
            safe[info.filename] = info
    reader = _Members(opened, safe, str(root), max(_LEAST_TOTAL, _LARGEST_RATIO * root.stat().st_size))
    return Archive(shown=str(root), files=tuple(sorted(safe)), fetch=reader.fetch, passed=tuple(passed))


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
