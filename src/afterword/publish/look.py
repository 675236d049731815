"""How a published document looks, as values."""

from afterword.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours as ``#rrggbb``; text on paper and on surface keeps a contrast of 4.5 to 1 or better."""

    ink: str
    """Text."""
    muted: str
    """Labels, captions, notes."""
    accent: str
    """Headings and links."""
    rule: str
    """Lines."""
    surface: str
    """Behind code, facts, and table heads."""
    paper: str
    """The page."""
    alert: str
    """What must not be overlooked: DRAFT."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A house's look."""

    light: Palette = Palette(
        ink="#1b1f24",
        muted="#59636e",
        accent="#1c4a78",
        rule="#d5dae0",
        surface="#f4f6f8",
        paper="#ffffff",
        alert="#9a3412",
    )
    """On paper, and on a light screen."""
    dark: Palette = Palette(
        ink="#e4e7eb",
        muted="#a2abb5",
        accent="#93bdea",
        rule="#39414a",
        surface="#1f252b",
        paper="#15191d",
        alert="#f5a97f",
    )
    """On a dark screen."""
    paper: str = "a4"
    """Paper of a PDF, by Typst's name."""
