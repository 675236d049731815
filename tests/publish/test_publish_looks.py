"""Looks: what houses and teams may ask for, and what becomes of it."""

import base64
import io
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Pdf

from afterword.houses import library
from afterword.model.plain import Plain
from afterword.model.record import Record
from afterword.publish.document import assemble
from afterword.publish.formats.loading import write
from afterword.publish.formats.version import Version
from afterword.publish.look import DARK, LIGHT, Look, Palette, running
from afterword.publish.looks.contrast import contrast, lightened
from afterword.publish.looks.logos import safe_svg
from afterword.publish.looks.reading import Asked, asked_by, look_faults, look_of

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20" '
    'onload="alert(1)"><script>alert(2)</script><style>rect{fill:url(http://a.example/b)}</style>'
    '<rect width="20" height="20" style="fill:#123456;background:url(http://a.example)" onclick="alert(3)"/>'
    '<a href="javascript:alert(4)"><rect width="1" height="1"/></a><image href="http://a.example/c.png"/>'
    '<use xlink:href="http://a.example/d.svg#e"/><foreignObject><p>secret</p></foreignObject><text>secret</text>'
    "<desc>secret</desc><!-- secret --></svg>"
)
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
DOCUMENT = "# Post-Mortem: Orders failed\n\n## Summary\n\nBad.\n\n## Impact\n\nMuch.\n"


def dressed(table: dict[str, Plain], folder: Path | None = None) -> tuple[Look, list[str]]:
    """The look that a table asks for, and what of it could not be taken."""
    made = look_of(Asked(table=table, folder=folder))
    return made.look, [message for _, message in made.faults]


def version(look: Look) -> Version:
    """A document in a look."""
    record = Record(id="INC-1", title="Orders failed")
    return Version(text=DOCUMENT, record=record, created=datetime(2026, 1, 1, tzinfo=UTC), look=look)


def test_our_own_colours_can_be_read() -> None:
    """Text on paper and surface 4.5 to 1, lines of charts 3 to 1, on a light and on a dark ground."""
    for palette in (LIGHT, DARK):
        for name in ("ink", "muted", "accent", "alert"):
            assert contrast(getattr(palette, name), palette.paper) >= 4.5
            assert contrast(getattr(palette, name), palette.surface) >= 4.5
        for name in (name for name in Palette.names() if name.startswith("series")):
            assert contrast(getattr(palette, name), palette.paper) >= 3


@pytest.mark.parametrize("name", library.names())
def test_a_built_in_house_has_a_look_of_its_own_that_can_be_read(name: str) -> None:
    """Its colours are its own, and none of them is a fault."""
    house = library.load(name)
    made = look_of(asked_by(house))
    assert made.faults == ()
    others = {look_of(asked_by(library.load(other))).look.light.accent for other in library.names() if other != name}
    assert made.look.light.accent not in others


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"accent": "red"}, "'red' is no colour; write \"#rrggbb\", in quotes"),
        ({"accent": None}, "accent is empty; a colour is written in quotes"),
        ({"accent": "#ffff99"}, "accent #ffff99 on paper #ffffff has a contrast of 1.0 to 1, and needs 4.5"),
        ({"colours": {"inc": "#000000"}}, "there is no colour 'inc'; did you mean ink?"),
        (
            {"colours": {"series2": "#eeeeee"}},
            "series2 #eeeeee on paper #ffffff has a contrast of 1.2 to 1, and needs 3",
        ),
        ({"dark": {"accent": "#222222"}}, "dark accent #222222 on paper #15191d has a contrast of 1.1 to 1, and needs"),
        ({"cover": "big"}, "cover is page, title or none, not 'big'"),
        ({"paper": "a0"}, "paper is a4 or us-letter, not 'a0'"),
        ({"header": "{owner}"}, "header is a line of at most 120 letters; it may name {title}, {reference}"),
        ({"footer": 3}, "footer is a line of at most 120 letters"),
        ({"colors": {}}, "there is no 'colors'; did you mean colours?"),
        ({"logo": "logo.svg"}, "a logo is a file beside the house, and logo_words says whose it is"),
        ({"logo": "none.svg", "logo_words": "Us"}, "the logo 'none.svg' is left out: there is no such file"),
        (
            {"logo": "../a.svg", "logo_words": "Us"},
            "the logo '../a.svg' is left out: it is outside the document's folder",
        ),
    ],
)
def test_what_means_nothing_is_said_and_left_out(tmp_path: Path, table: dict[str, Plain], message: str) -> None:
    """Everything else of the look is taken."""
    _, messages = dressed(table, tmp_path)
    assert any(found.startswith(message) for found in messages), messages


def test_a_fault_of_a_look_has_its_line() -> None:
    """As every fault of a house file."""
    text = "---\nhouse: ours\nextends: sre\nlook:\n  cover: title\n  accent: '#ffffff'\n---\n"
    house = library.compile_house(text, "ours")
    (first, *_) = look_faults(house, text, None)
    assert (first.code, first.line) == ("HF112", 6)


def test_the_team_goes_before_its_house() -> None:
    """And what it does not say is the house's."""
    house = Asked(table={"accent": "#8c1d2f", "footer": "House"})
    made = look_of(house, Asked(table={"footer": "Team"})).look
    assert (made.light.accent, made.footer) == ("#8c1d2f", "Team")


@settings(max_examples=60)
@given(st.integers(0, 0xFFFFFF))
def test_a_colour_for_paper_becomes_one_for_the_dark(number: int) -> None:
    """However dark it is."""
    assert contrast(lightened(f"#{number:06x}", DARK.paper, 6), DARK.paper) >= 6


def test_a_logo_has_shapes_and_nothing_else(tmp_path: Path) -> None:
    """No script, no handler, no address, no text, and no comment gets into any format."""
    (tmp_path / "logo.svg").write_text(SVG, encoding="utf-8")
    look, messages = dressed({"logo": "logo.svg", "logo_words": "Shop"}, tmp_path)
    assert messages == []
    assert look.logo is not None
    assert b'fill="#123456"' in look.logo.data
    for word in (b"alert", b"secret", b"a.example", b"onclick", b"<a", b"style"):
        assert word not in look.logo.data


@pytest.mark.parametrize(
    "data",
    [
        b"<svg",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'>&a;</svg>",
        b"<html/>",
        b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'>" + b"<rect/>" * 3000 + b"</svg>",
        b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'>" + b"<g>" * 5000 + b"</g>" * 5000 + b"</svg>",
    ],
)
def test_a_logo_that_is_none_is_refused(data: bytes) -> None:
    """With the reason."""
    assert isinstance(safe_svg(data), str)


@pytest.mark.parametrize(("name", "data"), [("logo.svg", SVG.encode()), ("logo.png", PNG)])
def test_every_format_wears_the_look(tmp_path: Path, name: str, data: bytes) -> None:
    """Logo with its words, header, footer, colours, and a page for the title; the PDF still conforms."""
    (tmp_path / name).write_bytes(data)
    look, _ = dressed(
        {
            "accent": "#7a1f3d",
            "cover": "page",
            "logo": name,
            "logo_words": "The shop",
            "header": "Shop {kind}",
            "footer": "Reliability, {reference}",
            "paper": "us-letter",
        },
        tmp_path,
    )
    page = write(version(look), "html").data.decode()
    assert 'alt="The shop"' in page
    assert "<span>Reliability, INC-1</span>" in page
    assert "--accent:#7a1f3d" in page
    made = write(version(look), "pdf")
    assert made.warnings == ()
    with Pdf.open(io.BytesIO(made.data)) as file:
        assert len(file.pages) == 2
        assert [float(number) for number in file.pages[0].mediabox] == [0, 0, 612, 792]
    word = docx.Document(io.BytesIO(write(version(look), "docx").data))
    assert word.sections[0].footer.paragraphs[0].text.startswith("Reliability, INC-1")
    assert len(word.inline_shapes) == 1


def test_a_line_names_only_what_the_document_says() -> None:
    """A place for which it has nothing leaves no mark behind."""
    document = assemble("# Orders failed\n", Record()).document
    assert running("Shop, {reference}", None, document) == "Shop"
    assert running("{reference} | {title}", None, document) == "Orders failed"
    assert running("{reference}", "usual", document) is None


@pytest.mark.parametrize("cover", ["page", "title", "none"])
def test_a_title_stands_alone_where_it_is_a_cover(cover: str) -> None:
    """A document of a few lines has two pages with a cover, and one without."""
    look, _ = dressed({"cover": cover})
    with Pdf.open(io.BytesIO(write(version(look), "pdf").data)) as file:
        assert len(file.pages) == (2 if cover == "page" else 1)
