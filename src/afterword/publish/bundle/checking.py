"""Verifying a bundle: every file is as it was made, none is missing, and the PDF carries the Markdown beside it."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import cast

import pikepdf

from afterword.errors import InputError
from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.publish.bundle.packing import MANIFEST, MARKDOWN, PRINTED, RECORD, SCHEMA, digest_of
from afterword.publish.zipping import OLDEST
from afterword.text.foreign.damage import DAMAGED

_MOST = 256 * 1024 * 1024
_LOCAL, _CENTRAL, _END = 30, 46, 22
"""Bytes of the headers of a ZIP file: of a member, of its line in the table, of the end."""
_FILES = ("README.txt", MARKDOWN, PRINTED, RECORD, "evidence.json", "history.json", "findings.json", "closure.json")
_PART = re.compile(rb"pdfaid:part(?:>|=\")(\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether one thing about a bundle holds."""

    what: str
    """A file, or what is said of it."""
    holds: bool
    """Whether it does."""
    reason: str
    """Why, in a few words."""


def is_bundle(data: bytes) -> bool:
    """Whether a file is a bundle: a ZIP archive with a manifest."""
    try:
        return data.startswith(b"PK") and MANIFEST in zipfile.ZipFile(io.BytesIO(data)).namelist()
    except zipfile.BadZipFile:
        return False


def verify(data: bytes) -> tuple[Verdict, ...]:
    """Everything that can be checked of a bundle without anything else.

    errors: InputError for one whose manifest means nothing, or that unpacks to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if sum(member.file_size for member in archive.infolist()) > _MOST:
                raise InputError(f"the bundle unpacks to more than {_MOST // 1024**2} MiB")
            files = {name: archive.read(name) for name in names}
            sound = _is_as_written(archive, data)
    except DAMAGED as error:
        raise InputError(f"the bundle cannot be read: {error}") from error
    manifest, listed = _listed(files[MANIFEST])
    same = manifest.get("manifest_sha256") == digest_of(manifest)
    order = "the members are in their order, and nothing stands between, before, or behind them"
    return (
        Verdict(what=MANIFEST, holds=same, reason="as it was made" if same else "was changed"),
        Verdict(what="the archive", holds=sound, reason=order if sound else f"is another one: not all of {order}"),
        *_digests(names, files, listed),
        *_marked(manifest, files),
        *_printed(files),
    )


def _is_as_written(archive: zipfile.ZipFile, data: bytes) -> bool:
    """Whether an archive is as bundles are: its members in order, without comments, times, and bytes beside them."""
    members = archive.infolist()
    names = [member.filename for member in members]
    plain = all(not (member.comment or member.extra) and member.date_time == OLDEST for member in members)
    starts = [member.header_offset for member in members]
    ends = [
        start + _LOCAL + len(name.encode()) + member.compress_size
        for start, name, member in zip(starts, names, members, strict=True)
    ]
    is_tight = starts == [0, *ends[:-1]] and ends[-1:] == [archive.start_dir] and not archive.comment
    size = sum(_CENTRAL + len(name.encode()) for name in names) + _END
    return names == [MANIFEST, *sorted(names[1:])] and plain and is_tight and archive.start_dir + size == len(data)


def _listed(manifest: bytes) -> tuple[Mapping[str, Plain], Mapping[str, str]]:
    """What the manifest says, and the digest of each file by it."""
    try:
        loaded = json.loads(manifest)
        if loaded["schema"] != SCHEMA:
            raise InputError(f"{MANIFEST}: is of another version than {SCHEMA}")
        rows = cast("list[dict[str, Plain]]", loaded["files"])
        return loaded, {str(row["path"]): str(row["sha256"]) for row in rows}
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{MANIFEST}: means nothing: {error}") from error


def _marked(manifest: Mapping[str, Plain], files: Mapping[str, bytes]) -> Iterator[Verdict]:
    """Whether the Markdown is for whom the manifest says that the bundle is."""
    if MARKDOWN in files:
        front = files[MARKDOWN].decode("utf-8", "replace").partition("\n---\n")[0].split("\n")
        said = (f"audience: {str(manifest.get('audience')).lower()}", f"tlp: {manifest.get('tlp')}")
        holds = all(line in front for line in said)
        reason = f"says {' and '.join(said)}" if holds else f"does not say {' and '.join(said)}"
        yield Verdict(what=f"{MARKDOWN}: audience", holds=holds, reason=reason)


def _digests(names: list[str], files: Mapping[str, bytes], listed: Mapping[str, str]) -> Iterator[Verdict]:
    for name in _FILES:
        if name not in listed:
            yield Verdict(what=name, holds=False, reason="is not in the manifest")
    for name, digest in listed.items():
        if name not in files:
            yield Verdict(what=name, holds=False, reason="is missing")
            continue
        is_same = hashlib.sha256(files[name]).hexdigest() == digest
        yield Verdict(what=name, holds=is_same, reason="as it was made" if is_same else "was changed")
    for name in names:
        if name not in listed and name != MANIFEST:
            yield Verdict(what=name, holds=False, reason="was added")
        if names.count(name) > 1:
            yield Verdict(what=name, holds=False, reason="is there more than once")


def _printed(files: Mapping[str, bytes]) -> Iterator[Verdict]:
    if PRINTED not in files:
        return
    try:
        with pikepdf.open(io.BytesIO(files[PRINTED])) as pdf:
            attached = [spec.get_file().read_bytes() for spec in pdf.attachments.values()]
            said = bytes(cast("pikepdf.Stream", pdf.Root.Metadata).read_bytes()) if "/Metadata" in pdf.Root else b""
            marks = pdf.Root.get("/MarkInfo")
            is_tagged = isinstance(marks, pikepdf.Dictionary) and bool(marks.get("/Marked", False))
    except pikepdf.PdfError as error:
        yield Verdict(what=PRINTED, holds=False, reason=f"cannot be read: {' '.join(str(error).split())[:80]}")
        return
    is_same = attached == [files.get(MARKDOWN)]
    words = f"carries {MARKDOWN}" if is_same else f"does not carry {MARKDOWN}"
    yield Verdict(what=f"{PRINTED}: attachment", holds=is_same, reason=words)
    part = _PART.search(said)
    holds = part is not None and is_tagged
    yield Verdict(
        what=f"{PRINTED}: archival form",
        holds=holds,
        reason="says that it is PDF/A, and is tagged" if holds else "does not say that it is PDF/A, or is not tagged",
    )
