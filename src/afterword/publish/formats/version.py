"""What is written, and the finished file."""

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.publish.charts.wishes import Wish
from afterword.publish.document import assemble
from afterword.publish.images import Gallery, gather, images_of, is_metrics
from afterword.publish.look import Look
from afterword.publish.tree import Document

if TYPE_CHECKING:
    from afterword.publish.charts.placing import Charted


class _Charting(Protocol):
    def charted(
        self,
        document: Document,
        record: Record,
        folder: Path | None,
        *,
        names: Mapping[str, str],
        more: tuple[Wish, ...],
        said: Callable[[str], str],
    ) -> "Charted":
        """The document with its charts."""

    def in_markdown(
        self, text: str, record: Record, folder: Path | None, *, names: Mapping[str, str], said: Callable[[str], str]
    ) -> str:
        """The Markdown with the data of its charts."""


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
    charts: tuple[Wish, ...] = ()
    """Files of metrics that are shown though the document does not show them."""
    said: Callable[[str], str] = str
    """What becomes of a text that charts take from elsewhere before anybody sees it."""
    look: Look = field(default_factory=Look)
    """The house's look."""


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
    document, drawings, warnings = made.document, dict(made.drawings), made.warnings
    if version.charts or any(
        is_metrics(version.images.get(image.source, image.source)) for image in images_of(document)
    ):
        charted = _charting().charted(
            document, version.record, version.folder, names=version.images, more=version.charts, said=version.said
        )
        document, warnings = charted.document, warnings + charted.warnings
        drawings.update(charted.drawings)
    gallery = version.cleaned(gather(document, version.folder, drawings, version.images))
    return Set(document=document, gallery=gallery, warnings=warnings + gallery.warnings)


def _with_data(version: Version) -> str:
    """The Markdown with the data of its charts, whose files do not go with it."""
    if not any(map(is_metrics, version.images.values())):
        return version.text
    return _charting().in_markdown(
        version.text, version.record, version.folder, names=version.images, said=version.said
    )


def _charting() -> "_Charting":
    """What draws charts; the readers of evidence are imported only where there is something to read."""
    return cast("_Charting", import_module("afterword.publish.charts.placing"))


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
    text = _with_data(version)
    marks = (
        ("audience", version.audience.lower()),
        ("tlp", version.marking.removeprefix("TLP:")),
        ("stamp", version.stamp),
    )
    lines = "".join(f"{key}: {value}\n" for key, value in marks if value)
    opened, found, rest = text.partition("---\n")
    body = rest if found and not opened else f"---\n\n{text}"
    return f"---\n{lines}{body}"
