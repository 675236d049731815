"""The pictures of the houses' page: the same incident in every house, two pages of its PDF side by side.

``.venv/bin/python tools/gallery.py``, by hand, after a house or the look has changed; needs ``pdftoppm`` (poppler).
"""

from picture import ROOT, shown

from afterword.houses import library

FOLDER = ROOT / "docs" / "images" / "houses"
"""Where the pictures stand, one for each house."""

_RESOLUTION = 54
"""Dots per inch: small enough for a page of five, and still to be read."""


def main() -> None:
    """Draw the example of every built-in house."""
    FOLDER.mkdir(exist_ok=True)
    for name in library.names():
        picture = shown(ROOT / "examples" / "checkout-outage" / f"{name}.md", _RESOLUTION)
        picture.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
