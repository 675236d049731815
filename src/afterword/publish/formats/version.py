"""What is written, and the finished file."""

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime
from pathlib import Path

from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.publish.document import assemble
from afterword.publish.images import Gallery, gather
from afterword.publish.tree import Document


def _as_it_is(gallery: Gallery) -> Gallery:
    return gallery


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What is written, whoever may see it."""

    text: str
    """Its Markdown."""
    record: Record
    """Its record."""
    created: datetime
    """The only time that the file states of itself; aware."""
    audience: str = "internal"
    """Who may read it, in words."""
    stamp: str | None = None
    """What stands on every page in place of the mark that the status gives; None for that one."""
    marking: str | None = None
    """``TLP:CLEAR``, on every page; None for none."""
    folder: Path | None = None
    """Where its images are; None where there are none."""
    images: Mapping[str, str] = field(default_factory=dict)
    """The address of a picture in the document by its name in this version."""
    attachment: str = "postmortem.md"
    """The name of the Markdown that a PDF carries."""
    cleaned: Callable[[Gallery], Gallery] = _as_it_is
    """What becomes of pictures before anybody sees them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A finished file."""

    data: bytes
    """Its bytes."""
    warnings: tuple[str, ...] = ()
    """One sentence each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """A version as the tree that writers walk, with its pictures."""

    document: Document
    """The tree."""
    gallery: Gallery
    """The pictures."""
    warnings: tuple[str, ...]
    """One sentence each."""


def set_up(version: Version) -> Set:
    """The tree of a version."""
    made = assemble(
        version.text, version.record, audience=version.audience, stamp=version.stamp, marking=version.marking
    )
    gallery = version.cleaned(gather(made.document, version.folder, made.drawings, version.images))
    return Set(document=made.document, gallery=gallery, warnings=made.warnings + gallery.warnings)


def marks_of(version: Version) -> str | None:
    """How far a short text may go, and whether it is a draft, on one line; None for neither."""
    return " | ".join(mark for mark in (version.marking, version.stamp) if mark) or None


def encoded(text: str) -> bytes:
    """A text as the bytes of a file."""
    return text.encode("utf-8", "backslashreplace")


def marked(version: Version) -> str:
    """The Markdown, with what a reader must know of it in the front matter; the document's own text as it is."""
    if version.marking is None:
        return version.text
    marks = (
        ("audience", version.audience.lower()),
        ("tlp", version.marking.removeprefix("TLP:")),
        ("stamp", version.stamp),
    )
    lines = "".join(f"{key}: {value}\n" for key, value in marks if value)
    opened, found, rest = version.text.partition("---\n")
    body = rest if found and not opened else f"---\n\n{version.text}"
    return f"---\n{lines}{body}"
