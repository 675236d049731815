"""What classes and style attributes say of emphasis: exports of word processors say nothing else."""

import re

from afterword.model.values import dataclass

_RULE = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_MONOSPACE = re.compile(r"mono|courier|consolas|menlo|monaco|source code|fira code|inconsolata", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """How words look, as far as Markdown can say it; None where nothing is said."""

    bold: bool | None = None
    """Bold."""
    italic: bool | None = None
    """Italic."""
    struck: bool | None = None
    """Struck out."""
    mono: bool | None = None
    """In a typewriter's letters."""
    raised: str | None = None
    """``sup`` or ``sub``."""
    coloured: bool = False
    """Highlighted with a colour behind it, which Markdown cannot say."""

    def over(self, below: "Style") -> "Style":
        """This style where it says something, else the one below."""
        return Style(
            bold=below.bold if self.bold is None else self.bold,
            italic=below.italic if self.italic is None else self.italic,
            struck=below.struck if self.struck is None else self.struck,
            mono=below.mono if self.mono is None else self.mono,
            raised=self.raised or below.raised,
            coloured=self.coloured or below.coloured,
        )


def declared(text: str) -> Style:
    """The style that declarations such as ``font-weight: 700; color: red`` give."""
    pairs = (part.partition(":") for part in text.lower().split(";"))
    values = {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs}
    weight = values.get("font-weight")
    family = values.get("font-family")
    align = values.get("vertical-align", "")
    decoration = values.get("text-decoration", values.get("text-decoration-line"))
    behind = values.get("background-color", values.get("background", ""))
    return Style(
        bold=None if weight is None else weight in {"bold", "bolder"} or (weight.isdigit() and int(weight) >= 600),
        italic=None if "font-style" not in values else values["font-style"] in {"italic", "oblique"},
        struck=None if decoration is None else "line-through" in decoration,
        mono=None if family is None else _MONOSPACE.search(family) is not None,
        raised={"super": "sup", "sub": "sub"}.get(align),
        coloured=behind not in {"", "transparent", "inherit", "initial", "none", "#fff", "#ffffff", "white"},
    )


def sheet(css: str) -> dict[str, Style]:
    """The styles of the classes of a style sheet; later rules win."""
    found: dict[str, Style] = {}
    for name, body in _RULE.findall(css):
        found[name] = declared(body).over(found.get(name, Style()))
    return found
