"""The pictures of the houses' page: the same incident in every house, two pages of its PDF side by side.

``.venv/bin/python tools/gallery.py``, by hand, after a house or the look has changed; needs ``pdftoppm`` (poppler).
"""

import hashlib
import json

from picture import ROOT, shown

from afterword.houses import library

FOLDER = ROOT / "docs" / "images" / "houses"
"""Where the pictures stand, one for each house."""

SOURCES = FOLDER / "sources.json"
"""SHA-256 of the document that each picture shows, by house; a test compares them."""

_RESOLUTION = 54
"""Dots per inch: small enough for a page of five, and still to be read."""


def main() -> None:
    """Draw the example of every built-in house."""
    FOLDER.mkdir(exist_ok=True)
    drawn: dict[str, str] = {}
    for name in library.names():
        document = ROOT / "examples" / "checkout-outage" / f"{name}.md"
        shown(document, _RESOLUTION).save(FOLDER / f"{name}.png", optimize=True)
        drawn[name] = hashlib.sha256(document.read_bytes()).hexdigest()
    SOURCES.write_text(json.dumps(drawn, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
