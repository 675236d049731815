"""How a published document looks, as values."""

import base64
import re
from dataclasses import fields
from typing import Literal

from afterword.model.values import dataclass
from afterword.publish.tree import Document

Cover = Literal["page", "title", "none"]
"""``page``: the title has a page of its own; ``title``: it stands above the text, on its own page where the table of
contents fills it; ``none``: a title line, without the facts in a block of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours as ``#rrggbb``; text on paper and on surface keeps a contrast of 4.5 to 1 or better, lines of 3 to 1."""

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
    series1: str
    """The first series of a chart."""
    series2: str
    """The second."""
    series3: str
    """The third."""
    series4: str
    """The fourth."""
    series5: str
    """The fifth."""
    series6: str
    """The sixth, and the last."""

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names of the colours."""
        return tuple(each.name for each in fields(cls))


LIGHT = Palette(
    ink="#1b1f24",
    muted="#59636e",
    accent="#1c4a78",
    rule="#d5dae0",
    surface="#f4f6f8",
    paper="#ffffff",
    alert="#9a3412",
    series1="#0b5cad",
    series2="#b3420c",
    series3="#00735c",
    series4="#8a2f86",
    series5="#7a5c00",
    series6="#4a4f57",
)
"""On paper, and on a light screen, where a house says nothing else."""
DARK = Palette(
    ink="#e4e7eb",
    muted="#a2abb5",
    accent="#93bdea",
    rule="#39414a",
    surface="#1f252b",
    paper="#15191d",
    alert="#f5a97f",
    series1="#7db8ff",
    series2="#ff9e6b",
    series3="#4fd1ac",
    series4="#e59be0",
    series5="#e3c24d",
    series6="#c3c9d1",
)
"""On a dark screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture that stands for a team."""

    data: bytes
    """The file, with nothing in it but the picture."""
    media_type: str
    """``image/png`` or ``image/svg+xml``."""
    alt: str
    """Whose it is, in words; never empty."""

    @property
    def suffix(self) -> str:
        """The usual ending of such a file."""
        return "png" if self.media_type == "image/png" else "svg"

    @property
    def address(self) -> str:
        """The picture as an address that holds it."""
        return f"data:{self.media_type};base64,{base64.b64encode(self.data).decode('ascii')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A house's look."""

    light: Palette = LIGHT
    """On paper, and on a light screen."""
    dark: Palette = DARK
    """On a dark screen."""
    paper: str = "a4"
    """Paper of a PDF and of a Word document: ``a4`` or ``us-letter``."""
    cover: Cover = "title"
    """How the title is set in a PDF and in a Word document."""
    header: str | None = None
    """What stands at the top of the pages, with ``{title}`` and the like for what the document says; None for its
    title."""
    footer: str | None = None
    """What stands at their foot; None for the incident's id."""
    logo: Logo | None = None
    """The picture above the title; None for none."""


_PLACE = re.compile(r"\{(\w+)\}")
_EDGES = " |\u00b7,;:/\u2013\u2014-"
_LONGEST = 90


def running(line: str | None, usual: str | None, document: Document) -> str | None:
    """What runs along the pages of a document: a line of the look with the document's words in it, else the usual."""
    if line is None:
        return usual if usual is None or len(usual) <= _LONGEST else f"{usual[:_LONGEST].rsplit(' ', 1)[0]}\u2026"
    words = {
        "title": document.title,
        "reference": document.reference,
        "audience": document.audience.capitalize(),
        "kind": document.kicker,
    }
    return running(None, _PLACE.sub(lambda found: words.get(found[1]) or "", line).strip(_EDGES) or None, document)
