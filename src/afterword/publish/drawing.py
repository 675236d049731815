"""Pictures made of a record: SVG that takes its colours from the page, or carries them as a file of its own."""

from collections.abc import Mapping
from html import escape

from afterword.model.values import dataclass
from afterword.publish.characters import printable
from afterword.publish.look import Palette

WIDTH = 1000
"""The width of a drawing, in its own units; text is 15 of them high."""
DASHES = ("", "9 4", "2 3.5", "12 4 2 4", "5 3", "16 4 4 4")
"""How the lines of the series of a chart are broken, so that they can be told apart without colour."""

_RULES: tuple[tuple[str, str], ...] = (
    ("text", "font-family:Inter,sans-serif;font-size:15px;fill:{ink}"),
    (".small", "font-size:14px;fill:{muted}"),
    (".middle", "text-anchor:middle"),
    (".end", "text-anchor:end"),
    (".number", "font-size:13px;fill:{paper};text-anchor:middle"),
    (".lane", "fill:{surface}"),
    (".axis", "stroke:{muted}"),
    (".grid", "stroke:{rule}"),
    (".mark", "stroke:{rule};stroke-width:1.5"),
    (".ball", "fill:{accent}"),
    (".bar", "fill:{accent}"),
    (".dot", "fill:{muted}"),
    (".told", "fill:{accent}"),
    (".slice", "fill:{surface};stroke:{rule}"),
    (".hole", "fill:{paper};stroke:{muted}"),
    (".through", "stroke:{accent};stroke-width:2"),
    (".side", "stroke:none"),
    (".side.axis", "fill:{muted}"),
    (".side.mark", "fill:{rule}"),
    (".line", "fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:butt"),
    (".sign", "stroke-width:1.5"),
    (".hover", "fill:transparent"),
)


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
        colours = {name: getattr(palette, name) for name in palette.names()}
        return self.body.replace(">", f"><style>{style(colours)}</style>", 1).encode()


def style(colours: Mapping[str, str], within: str = "") -> str:
    """The rules of all drawings, as a style sheet; ``colours`` are those of a palette by their names."""
    series = [
        (f".s{number}", f"stroke:{colours[f'series{number}']}" + (f";stroke-dasharray:{dash}" if dash else ""))
        for number, dash in enumerate(DASHES, 1)
    ]
    signs = [(f".sign.s{n}", f"fill:{colours[f'series{n}']};stroke-dasharray:none") for n in range(1, len(DASHES) + 1)]
    return "".join(f"{within}{selector}{{{rule.format(**colours)}}}" for selector, rule in (*_RULES, *series, *signs))


def framed(parts: str, *, height: int, alt: str) -> Drawing:
    """A drawing of these parts, ``WIDTH`` wide, that says in words what it shows."""
    box = f'viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(alt)}"'
    return Drawing(body=f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{parts}</svg>', height=height, alt=alt)


def lettering(x: float, y: float, words: str, name: str) -> str:
    """A line of text whose left end, or middle by its class, stands at a point."""
    return f'<text class="{name}" x="{x:.1f}" y="{y:.1f}">{escape(printable(words))}</text>'


def bar(share: float, *, width: int, height: int) -> str:
    """A bar from nothing to all; the number stands beside it, so that it says nothing to those who listen."""
    return (
        f'<svg class="bars" aria-hidden="true" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<rect class="bar" width="{round(width * share)}" height="{height}"/></svg>'
    )
