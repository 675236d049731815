"""What stands in a line, as the runs of a Word paragraph."""

import io
import struct
from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from afterword.publish.characters import printable
from afterword.publish.docx.styling import MONO, colour
from afterword.publish.images import Gallery, Picture
from afterword.publish.look import Logo, Palette
from afterword.publish.rastering import rastered
from afterword.publish.tree import (
    Break,
    Code,
    Digest,
    Emphasis,
    Image,
    Inline,
    Link,
    NoteMark,
    Strike,
    Strong,
    Text,
    words_of,
)

_WIDEST, _HIGHEST = Mm(160), Mm(210)
_LOGO, _LOGO_HIGH = Mm(60), Mm(14)
_SHOWN = frozenset({"image/png", "image/jpeg", "image/gif"})


class Runs:
    """Writes inlines; remembers the document that links belong to."""

    def __init__(self, word: WordDocument, gallery: Gallery, palette: Palette) -> None:
        """The document, its pictures, and its colours."""
        self.word = word
        self.gallery = gallery
        self.palette = palette

    def write(
        self,
        paragraph: Paragraph,
        children: Sequence[Inline],
        *,
        bold: bool | None = None,
        italic: bool | None = None,
        strike: bool | None = None,
        size: float | None = None,
    ) -> None:
        """Add inlines to a paragraph."""
        for child in children:
            match child:
                case Strong(children=inner):
                    self.write(paragraph, inner, bold=True, italic=italic, strike=strike, size=size)
                case Emphasis(children=inner):
                    self.write(paragraph, inner, bold=bold, italic=True, strike=strike, size=size)
                case Strike(children=inner):
                    self.write(paragraph, inner, bold=bold, italic=italic, strike=True, size=size)
                case Link(children=inner, url=url):
                    self._link(paragraph, words_of(inner), url, size)
                case Image():
                    if not self.picture(paragraph, child):
                        paragraph.add_run(child.alt).italic = True
                case Break():
                    paragraph.add_run().add_break()
                case _:
                    run = self._plain(paragraph, child)
                    run.bold, run.italic, run.font.strike = bold, italic, strike
                    if size is not None:
                        run.font.size = Pt(size)

    def _plain(self, paragraph: Paragraph, child: Text | Code | Digest | NoteMark) -> Run:
        match child:
            case Text(text=text):
                return paragraph.add_run(text)
            case Code(text=text):
                run = paragraph.add_run(text)
                run.font.name = MONO
                return run
            case Digest(value=value):
                run = paragraph.add_run(f"{value[:12]}\u2026")
                run.font.name = MONO
                return run
            case NoteMark(number=number):
                run = paragraph.add_run(str(number))
                run.font.superscript = True
                return run

    def _link(self, paragraph: Paragraph, words: str, url: str, size: float | None) -> None:
        target = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), target)
        run = paragraph.add_run(printable(words))
        run.font.color.rgb = colour(self.palette.accent)
        run.underline = True
        if size is not None:
            run.font.size = Pt(size)
        paragraph._p.remove(run._r)  # noqa: SLF001  # the library has no links that can be written
        link.append(run._r)  # noqa: SLF001  # as above
        paragraph._p.append(link)  # noqa: SLF001  # as above

    def _drawn(self, source: str) -> Picture | None:
        """A drawing as a picture that Word shows."""
        drawing = self.gallery.drawings.get(source)
        if drawing is None:
            return None
        data = rastered(drawing.standalone(self.palette), _WIDEST.mm)
        return Picture(data=data, media_type="image/png", suffix="png")

    def picture(self, paragraph: Paragraph, image: Image) -> bool:
        """Add a picture with its words; whether that could be done: Word shows PNG, JPEG, and GIF."""
        picture = self.gallery.pictures.get(image.source) or self._drawn(image.source)
        return picture is not None and self._shown(paragraph, picture, image.alt)

    def logo(self, paragraph: Paragraph, logo: Logo) -> None:
        """Add a team's logo, 14 mm high at most."""
        is_svg = logo.media_type == "image/svg+xml"
        data = rastered(logo.data, _LOGO.mm) if is_svg else logo.data
        picture = Picture(data=data, media_type="image/png", suffix="png")
        self._shown(paragraph, picture, logo.alt, _LOGO, _LOGO_HIGH)

    def _shown(
        self, paragraph: Paragraph, picture: Picture, alt: str, widest: Length = _WIDEST, highest: Length = _HIGHEST
    ) -> bool:
        if picture.media_type not in _SHOWN:
            return False
        try:
            shape = paragraph.add_run().add_picture(io.BytesIO(picture.data))
        except (
            UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError, struct.error, ZeroDivisionError,
        ):  # fmt: skip
            return False
        share = min(1.0, widest / (shape.width or 1), highest / (shape.height or 1))
        shape.width, shape.height = Length(int(shape.width * share)), Length(int(shape.height * share))
        properties = shape._inline.docPr  # noqa: SLF001  # the library has no words for pictures
        properties.set("descr", alt)
        properties.set("name", "")
        return True
