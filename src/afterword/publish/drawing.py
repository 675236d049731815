"""Pictures made of a record: SVG that takes its colours from the page, or carries them as a file of its own."""

from html import escape

from afterword.model.values import dataclass
from afterword.publish.characters import printable
from afterword.publish.look import Palette

WIDTH = 1000
"""The width of a drawing, in its own units; text is 15 of them high."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A picture made of a record."""

    body: str
    """SVG without colours: the page's style sheet gives its classes theirs."""
    height: int
    """Its height, in its own units."""
    alt: str
    """What it shows, in words."""

    def standalone(self, palette: Palette) -> bytes:
        """The picture as a file of its own in these colours."""
        return self.body.replace(">", f"><style>{_style(palette)}</style>", 1).encode()


def _style(palette: Palette) -> str:
    return (
        f"text{{font-family:Inter,sans-serif;font-size:15px;fill:{palette.ink}}}"
        f".small{{font-size:14px;fill:{palette.muted}}}.middle,.number{{text-anchor:middle}}.end{{text-anchor:end}}"
        f".number{{font-size:13px;fill:{palette.paper}}}.lane{{fill:{palette.surface}}}"
        f".axis{{stroke:{palette.muted}}}.mark{{stroke:{palette.rule};stroke-width:1.5}}.ball,.bar{{fill:{palette.accent}}}"
        f".dot{{fill:{palette.muted}}}.told{{fill:{palette.accent}}}"
        f".slice{{fill:{palette.surface};stroke:{palette.rule}}}.hole{{fill:{palette.paper};stroke:{palette.muted}}}.through{{stroke:{palette.accent};stroke-width:2}}"
        f".side.axis{{fill:{palette.muted}}}.side.mark{{fill:{palette.rule}}}"
    )


def framed(parts: str, *, height: int, alt: str) -> Drawing:
    """A drawing of these parts, ``WIDTH`` wide, that says in words what it shows."""
    box = f'viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(alt)}"'
    return Drawing(body=f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{parts}</svg>', height=height, alt=alt)


def lettering(x: float, y: float, words: str, name: str) -> str:
    """A line of text whose left end, or middle by its class, stands at a point."""
    return f'<text class="{name}" x="{x:.1f}" y="{y:.1f}">{escape(printable(words))}</text>'
