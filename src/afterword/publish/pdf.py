"""PDF by Typst: archival and accessible (PDF/A-3a, PDF/UA-1), the Markdown source attached."""

import json
import re
import tempfile
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import typst

from afterword.errors import RenderError
from afterword.model.values import dataclass
from afterword.publish.characters import describe
from afterword.publish.images import EMPTY, Gallery, Picture
from afterword.publish.look import Logo, Look, Palette
from afterword.publish.rastering import fonts
from afterword.publish.setting import data
from afterword.publish.tree import Document

Standard = Literal["a-3a", "ua-1"]
"""A standard by Typst's name."""
STANDARDS: tuple[Standard, ...] = ("a-3a", "ua-1")
"""What an export conforms to, unless a font lacks a character."""
MAX_LENGTH = 12_000_000
"""Characters of data that Typst is given: a document of some 4 MB, or 1,500 pages."""
ATTACHMENT = "postmortem.md"
"""The name of the attached source where the document has none."""

_NO_NAME = re.compile(r"[/\\\x00-\x1f\x7f]")
_LONGEST_NAME = 120
_GLYPH = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
_CODE = re.compile(r"\\u\{([0-9a-fA-F]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A finished PDF."""

    data: bytes
    """The file."""
    conforms: bool
    """Whether it is PDF/A-3a and PDF/UA-1."""
    warnings: tuple[str, ...]
    """One sentence each."""


def write(
    document: Document,
    source: str,
    *,
    created: datetime,
    gallery: Gallery = EMPTY,
    look: Look | None = None,
    attachment: str | None = ATTACHMENT,
    system_fonts: bool = True,
) -> Printed:
    """The document as a PDF.

    shape: ``created`` is aware and the only time in the file, so that the same input gives the same
    bytes; ``attachment`` is the name of the attached source, None to attach nothing.
    errors: RenderError where Typst cannot set it.
    """
    with tempfile.TemporaryDirectory(prefix="afterword-") as name:
        attached = _name(attachment)
        press = _Press(Path(name), source if attached else "", created, system_fonts)
        look = look or Look()
        good, warnings = press.place(gallery, look.light)
        plain = data(document, look, good, attached, press.place_logo(look.logo))
        text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
        if len(text) > MAX_LENGTH:
            raise RenderError(
                "the document is too long for a PDF, as it would take gigabytes of memory; export it as HTML"
            )
        try:
            return Printed(data=press.run(text, STANDARDS), conforms=True, warnings=warnings)
        except typst.TypstError as error:
            reason = _lost_conformance(error)
        try:
            return Printed(data=press.run(text, ()), conforms=False, warnings=(*warnings, reason))
        except typst.TypstError as error:
            raise _refusal(error) from error


def _name(attachment: str | None) -> str | None:
    """A name that is no path, whatever it holds."""
    if attachment is None:
        return None
    return _NO_NAME.sub("_", attachment)[:_LONGEST_NAME].strip(". ") or ATTACHMENT


class _Press:
    """Typst with one folder that it may read, which holds nothing but images that were checked."""

    def __init__(self, folder: Path, source: str, created: datetime, system_fonts: bool) -> None:
        self.folder = folder
        self.source = source
        self.created = created
        self.fonts = fonts(system_fonts)

    def place(self, gallery: Gallery, palette: Palette) -> tuple[Mapping[str, str], tuple[str, ...]]:
        """Put the images where Typst may read them; those that it cannot decode are left out, with a warning."""
        placed: dict[str, str] = {}
        warnings = []
        drawn = {
            source: Picture(data=drawing.standalone(palette), media_type="image/svg+xml", suffix="svg")
            for source, drawing in gallery.drawings.items()
        }
        for number, (source, picture) in enumerate((gallery.pictures | drawn).items(), 1):
            file = f"image-{number}.{picture.suffix}"
            (self.folder / file).write_bytes(picture.data)
            if reason := self._undecodable(file):
                warnings.append(f"image {source[:120]!r} is described, not shown: {reason}")
            else:
                placed[source] = file
        return placed, tuple(warnings)

    def place_logo(self, logo: Logo | None) -> str | None:
        """Put the logo where Typst may read it; returns its file."""
        if logo is None:
            return None
        (self.folder / f"logo.{logo.suffix}").write_bytes(logo.data)
        return f"logo.{logo.suffix}"

    def _undecodable(self, file: str) -> str | None:
        probe = f'#set document(title: "image")\n#image("{file}", alt: "image", width: 1cm)'
        compiler = typst.Compiler(input=probe.encode(), root=str(self.folder), font_paths=self.fonts)
        try:
            compiler.compile(format="pdf", pdf_standards=list(STANDARDS), timestamp=self.created)
        except typst.TypstError as error:
            return _one_line(error.message)
        return None

    def run(self, document: str, standards: tuple[Standard, ...]) -> bytes:
        """The PDF of the document's data; errors: TypstError."""
        # a compiler that was given its template as bytes can be used once only
        compiler = typst.Compiler(
            input=_template(),
            root=str(self.folder),
            font_paths=self.fonts,
            sys_inputs={"document": document, "source": self.source},
        )
        made = compiler.compile(format="pdf", pdf_standards=list(standards), timestamp=self.created)
        if not isinstance(made, bytes):
            raise RenderError("the PDF could not be set: Typst returned no file")
        return made


@cache
def _template() -> bytes:
    return (files("afterword.publish") / "template.typ").read_bytes()


def _lost_conformance(error: typst.TypstError) -> str:
    """Why the document can be a plain PDF only; errors: RenderError where it cannot even be that."""
    if missing := _missing(error):
        return f"{describe(missing)}; the PDF is not PDF/A and PDF/UA"
    if "PDF/" in error.message:
        return f"the PDF is not PDF/A and PDF/UA: {_one_line(error.message)}"
    raise _refusal(error) from error


def _refusal(error: typst.TypstError) -> RenderError:
    return RenderError(f"the PDF could not be set: {_one_line(error.message)}")


def _missing(error: typst.TypstError) -> set[str]:
    """The characters that no font could show; empty where the error is another one."""
    found = _GLYPH.findall(error.diagnostic) or _GLYPH.findall(error.message)
    texts = (_CODE.sub(lambda m: chr(int(m.group(1), 16)), text) for text in found)
    return {char for text in texts for char in text if not char.isascii()}


def _one_line(message: str) -> str:
    return " ".join(message.split())[:300]
