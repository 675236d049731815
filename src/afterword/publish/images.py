"""Images that stand beside a document: read once, checked, and never from anywhere else."""

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path
from urllib.parse import unquote

from afterword.model.values import dataclass
from afterword.publish.drawing import Drawing
from afterword.publish.tree import Document, Image, inlines_of

MAX_BYTES = 8 * 1024 * 1024
"""The largest image that is taken into a document."""
MAX_TOTAL = 32 * 1024 * 1024
"""The most that all images of a document may take together."""

_METRICS = re.compile(r"[^?#]*\.(?:json|csv|tsv)(?:\.gz)?(?:[?#].*)?", re.IGNORECASE | re.DOTALL)
SHOWN = 80
"""Characters of an address that a warning names."""
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"GIF87a", "image/gif", "gif"),
    (b"GIF89a", "image/gif", "gif"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The bytes of an image and what they are."""

    data: bytes
    """The file, unchanged."""
    media_type: str
    """``image/png`` and so on, told from the bytes."""
    suffix: str
    """The usual ending of a file of that type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gallery:
    """The pictures of a document by the address that it writes, and what could not be had."""

    pictures: dict[str, Picture]
    """By ``Image.source``."""
    warnings: tuple[str, ...]
    """One sentence for each image that is replaced by its description."""
    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    """Pictures that were made of the record, by ``Image.source``."""


EMPTY = Gallery(pictures={}, warnings=())
"""No pictures at all: every image is shown as its description."""


def gather(
    document: Document,
    folder: Path | None,
    drawings: Mapping[str, Drawing] | None = None,
    names: Mapping[str, str] | None = None,
) -> Gallery:
    """The pictures that a document shows from its own folder; None where it has none (standard input).

    shape: an address elsewhere, above the folder, or through a link out of it is not followed; ``names`` gives the
    address for which one of the document stands.
    """
    pictures: dict[str, Picture] = {}
    warnings = []
    total = 0
    made = drawings or {}
    for source in dict.fromkeys(image.source for image in images_of(document) if image.source not in made):
        found = _picture((names or {}).get(source, source), folder)
        if isinstance(found, Picture) and total + len(found.data) > MAX_TOTAL:
            found = f"all images together are over {MAX_TOTAL // 1024**2} MiB"
        if isinstance(found, Picture):
            total += len(found.data)
            pictures[source] = found
        else:
            shortened = source if len(source) <= SHOWN else f"{source[:SHOWN]}\u2026"
            warnings.append(f"image {shortened!r} is described, not shown: {found}")
    return Gallery(pictures=pictures, warnings=tuple(warnings), drawings=made)


def is_metrics(source: str) -> bool:
    """Whether an address names a file of metrics, which is drawn, and no picture."""
    return "://" not in source[:12] and source[:5].lower() != "data:" and _METRICS.fullmatch(source) is not None


def images_of(document: Document) -> Iterable[Image]:
    """Every picture that a document shows, in its text, its notes, and its facts."""
    blocks = (document.blocks, *(note.blocks for note in document.notes))
    for part in blocks:
        yield from (child for child in inlines_of(part) if isinstance(child, Image))
    for fact in document.facts:
        yield from (child for child in fact.children if isinstance(child, Image))


def _picture(source: str, folder: Path | None) -> Picture | str:
    """The picture, or why there is none."""
    if source[:5].lower() == "data:":
        return _inline(source)
    path = file_beside(source, folder)
    if isinstance(path, str):
        return path
    try:
        if path.stat().st_size > MAX_BYTES:
            return f"it is over {MAX_BYTES // 1024**2} MiB"
        return recognised(path.read_bytes())
    except OSError as error:
        return f"it cannot be read ({error.strerror})"


def file_beside(source: str, folder: Path | None) -> Path | str:
    """The file that an address names in the document's folder, or why there is none; no link out of it is followed."""
    if "://" in source[:12] or source.startswith("//"):
        return "it is on the network"
    if folder is None:
        return "the document has no folder"
    name = unquote(source.partition("?")[0].partition("#")[0])
    try:
        base = folder.resolve()
        path = (base / name).resolve()
        if not path.is_relative_to(base):
            return "it is outside the document's folder"
        return path if path.is_file() else "there is no such file"
    except (OSError, ValueError) as error:
        return f"it cannot be read ({getattr(error, 'strerror', None) or 'not a path'})"


def _inline(source: str) -> Picture | str:
    head, _, body = source.partition(",")
    if not head.lower().endswith(";base64") or len(body) > MAX_BYTES:
        return "its inline address is too long, or not in base64"
    try:
        return recognised(base64.b64decode(unquote(body), validate=True))
    except binascii.Error:
        return "its inline address is not in base64"


def recognised(data: bytes) -> Picture | str:
    """What kind of picture a file is, told from its bytes; or that it is none."""
    for magic, media_type, suffix in _MAGIC:
        if data.startswith(magic):
            return Picture(data=data, media_type=media_type, suffix=suffix)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Picture(data=data, media_type="image/webp", suffix="webp")
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<svg", b"<?xml", b"<!--", b"<!doctype svg")) and b"<svg" in head:
        return Picture(data=data, media_type="image/svg+xml", suffix="svg")
    return "it is no PNG, JPEG, GIF, WebP, or SVG"
