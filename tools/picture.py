"""The picture of the README: two pages of the example's PDF, side by side.

``.venv/bin/python tools/picture.py``, by hand, after the look has changed; needs ``pdftoppm`` (poppler).
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
"""The checkout."""


def main() -> None:
    """Set the PDF, take its first two pages, and put them on one picture."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        program = Path(sys.executable).with_name("afterword")
        document = ROOT / "examples" / "checkout-outage" / "sre.md"
        subprocess.run([program, "export", document, "--to", "pdf", "-o", folder / "x.pdf"], check=True)
        subprocess.run(["pdftoppm", "-r", "72", "-l", "2", "-png", folder / "x.pdf", folder / "page"], check=True)
        pages = [Image.open(path).convert("RGB") for path in sorted(folder.glob("page*.png"))]
    gap = 16
    width = sum(page.width for page in pages) + gap * (len(pages) + 1)
    picture = Image.new("RGB", (width, pages[0].height + 2 * gap), "#d0d0d0")
    for number, page in enumerate(pages):
        picture.paste(page, (gap + number * (page.width + gap), gap))
    picture.quantize(64).save(ROOT / "docs" / "images" / "postmortem.png", optimize=True)


if __name__ == "__main__":
    main()
