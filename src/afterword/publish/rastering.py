"""Drawings as PNG, for formats that show no SVG, and the fonts that they and PDF share."""

import tempfile
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import typst

from afterword.errors import RenderError

_TEMPLATE = '#set page(width: auto, height: auto, margin: 0pt)\n#image("drawing.svg", width: {width}mm)\n'
_DOTS_PER_INCH = 220


@cache
def fonts(system_fonts: bool) -> typst.Fonts:
    """Our own fonts, Typst's, and, where asked for, those of the machine."""
    with as_file(files("afterword.publish") / "fonts") as folder:
        return typst.Fonts(include_system_fonts=system_fonts, include_embedded_fonts=True, font_paths=[folder])


def rastered(svg: bytes, width: float) -> bytes:
    """SVG as a PNG that is sharp at a width in millimetres; the same input gives the same bytes.

    errors: RenderError for SVG that cannot be drawn.
    """
    with tempfile.TemporaryDirectory(prefix="afterword-") as folder:
        (Path(folder) / "drawing.svg").write_bytes(svg)
        compiler = typst.Compiler(
            input=_TEMPLATE.format(width=width).encode(), root=folder, font_paths=fonts(system_fonts=True)
        )
        try:
            made = compiler.compile(format="png", ppi=_DOTS_PER_INCH)
        except typst.TypstError as error:
            raise RenderError(f"a picture could not be drawn: {' '.join(error.message.split())[:200]}") from error
    if not isinstance(made, bytes):
        raise RenderError("a picture could not be drawn: it has several pages")
    return made
