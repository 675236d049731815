"""How a Word document looks: fonts, colours, margins, and what runs along the top and the bottom of every page."""

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from afterword.publish.characters import is_right_to_left
from afterword.publish.look import Look, Palette, running
from afterword.publish.tree import Document

FONT = "Calibri"
MONO = "Consolas"
_MARGIN = Mm(23)
_PAPERS = {"a4": (Mm(210), Mm(297)), "us-letter": (Mm(215.9), Mm(279.4))}
_BEHIND = ("w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr")
_SIZES = {"Title": 24.0, "Subtitle": 12.0, "Heading 1": 15.0, "Heading 2": 12.5, "Heading 3": 11.0}


def colour(value: str) -> RGBColor:
    """A colour of the look: ``#rrggbb``."""
    return RGBColor.from_string(value.removeprefix("#").upper())


def style(word: WordDocument, look: Look, language: str) -> None:
    """Give the styles of the document our fonts and the colours of the look."""
    palette = look.light
    for section in word.sections:
        section.page_width, section.page_height = _PAPERS.get(look.paper, _PAPERS["a4"])
        section.left_margin = section.right_margin = _MARGIN
        section.top_margin, section.bottom_margin = Mm(25), Mm(23)
    for each in word.styles:
        if isinstance(each, ParagraphStyle) and each.name in {"Normal", "Caption", *_SIZES, *_headings()}:
            _font(each, palette)
    normal = word.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    marked = OxmlElement("w:lang")
    marked.set(qn("w:val"), language)
    normal.element.get_or_add_rPr().append(marked)


def _headings() -> tuple[str, ...]:
    return tuple(f"Heading {level}" for level in range(1, 7))


def _font(each: ParagraphStyle, palette: Palette) -> None:
    name = each.name or ""
    each.font.name = FONT
    properties = each.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    if fonts is not None:
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:cs"), FONT)
    each.font.size = Pt(_SIZES.get(name, 10.5))
    each.font.color.rgb = colour(palette.accent if name.startswith(("Heading 1", "Title")) else palette.ink)
    if name.startswith("Heading"):
        each.font.bold = True
        each.paragraph_format.space_before = Pt(14 if name == "Heading 1" else 10)
        each.paragraph_format.space_after = Pt(4)
        each.paragraph_format.keep_with_next = True
    if name == "Caption":
        each.font.bold = False
        each.font.size = Pt(9)
        each.font.color.rgb = colour(palette.muted)
    if name in {"Title", "Subtitle"}:
        each.font.italic = False
        borders = each.element.get_or_add_pPr().find(qn("w:pBdr"))
        if borders is not None:
            each.element.get_or_add_pPr().remove(borders)


def run_along(word: WordDocument, document: Document, look: Look) -> None:
    """The look's lines, marks, and page numbers on every page."""
    palette = look.light
    section = word.sections[0]
    for name in ("Header", "Footer"):
        each = word.styles[name]
        assert isinstance(each, ParagraphStyle)
        each.paragraph_format.tab_stops.clear_all()
    header = section.header.paragraphs[0]
    right = Length(int(section.page_width or 0) - 2 * _MARGIN)
    header.paragraph_format.tab_stops.add_tab_stop(right, WD_TAB_ALIGNMENT.RIGHT)
    _small(header.add_run(running(look.header, document.title, document) or ""), palette)
    header.add_run("\t")
    marks = [document.audience, document.stamp, document.marking]
    for number, words in enumerate(filter(None, marks)):
        run = header.add_run(("   " if number else "") + words)
        run.bold = True
        run.font.size = Pt(12 if words == document.marking else 9)
        run.font.color.rgb = colour(palette.alert if words == document.stamp else palette.muted)
    footer = section.footer.paragraphs[0]
    footer.paragraph_format.tab_stops.add_tab_stop(right, WD_TAB_ALIGNMENT.RIGHT)
    _small(footer.add_run(f"{running(look.footer, document.reference, document) or ''}\t"), palette)
    for words, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        _small(footer.add_run(words), palette)
        _field(footer, field, palette)
    if document.marking:
        _small(footer.add_run(f"   {document.marking}"), palette)


def turned(word: WordDocument) -> None:
    """Go on on a page that lies where the last one stood, or the other way round."""
    before = word.sections[-1]
    width, height = before.page_width, before.page_height
    section = word.add_section(WD_SECTION.NEW_PAGE)
    section.page_width, section.page_height = height, width
    is_wide = (section.page_width or 0) > (section.page_height or 0)
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT


def put_in(paragraph: Paragraph, element: BaseOxmlElement) -> None:
    """Add a property that the library does not know to a paragraph, before those that must come behind it."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  # the library has no such properties
    properties.insert_element_before(element, *_BEHIND)


def directed(paragraph: Paragraph) -> None:
    """Let a paragraph whose words run from right to left do so."""
    if not is_right_to_left(paragraph.text):
        return
    put_in(paragraph, OxmlElement("w:bidi"))
    for run in paragraph.runs:
        run.font.rtl = True


def _small(run: Run, palette: Palette) -> None:
    run.font.size = Pt(9)
    run.font.color.rgb = colour(palette.muted)


def _field(paragraph: Paragraph, name: str, palette: Palette) -> None:
    for kind in ("begin", None, "end"):
        # each in a run of its own, or it loses its size in some programs
        run = paragraph.add_run()
        _small(run, palette)
        if kind is None:
            element = OxmlElement("w:instrText")
            element.text = name
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)  # noqa: SLF001  # the library has no fields
