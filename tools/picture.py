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

_GAP = 16


def shown(document: Path, resolution: int) -> Image.Image:
    """The first two pages of a postmortem's PDF, side by side; ``resolution`` is in dots per inch."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        program = Path(sys.executable).with_name("afterword")
        subprocess.run([program, "export", document, "--to", "pdf", "-o", folder / "x.pdf"], check=True)
        pdf, page = str(folder / "x.pdf"), str(folder / "page")
        subprocess.run(["pdftoppm", "-r", str(resolution), "-l", "2", "-png", pdf, page], check=True)
        leaves = [Image.open(path).convert("RGB") for path in sorted(folder.glob("page*.png"))]
    width = sum(leaf.width for leaf in leaves) + _GAP * (len(leaves) + 1)
    picture = Image.new("RGB", (width, leaves[0].height + 2 * _GAP), "#d0d0d0")
    for number, leaf in enumerate(leaves):
        picture.paste(leaf, (_GAP + number * (leaf.width + _GAP), _GAP))
    return picture.quantize(64)


def main() -> None:
    """Put two pages of the example on one picture."""
    picture = shown(ROOT / "examples" / "checkout-outage" / "sre.md", 72)
    picture.save(ROOT / "docs" / "images" / "postmortem.png", optimize=True)


if __name__ == "__main__":
    main()
