"""Pictures of versions for others: nothing in their files but the picture, and still the same picture."""

import io
import runpy
from pathlib import Path

import pytest
from PIL import Image

from afterword.publish.audiences.pictures import cleaned
from afterword.publish.images import Gallery, Picture

PLANTING = runpy.run_path(str(Path(__file__).with_name("planting.py")))
SECRET = "ZQSECRET77X"


def drawn(form: str, **options: object) -> bytes:
    """A small picture in a format."""
    out = io.BytesIO()
    image = Image.new("RGB", (12, 9))
    image.putdata([(20 * (n % 12), 25 * (n // 12), 128) for n in range(108)])
    image.save(out, form, **options)
    return out.getvalue()


def exif() -> bytes:
    """Metadata with words in it."""
    made = Image.Exif()
    made[0x010E] = SECRET
    return made.tobytes()


def between_scans() -> bytes:
    """A progressive picture with a comment between two of its scans, and another one with EXIF behind its end."""
    data = drawn("JPEG", progressive=True)
    at = data.index(b"\xff\xda", data.index(b"\xff\xda") + 2)
    said = SECRET.encode()
    comment = b"\xff\xfe" + (len(said) + 2).to_bytes(2, "big") + said
    return data[:at] + comment + data[at:] + drawn("JPEG", exif=exif(), comment=said)


PICTURES = {
    "png": ("image/png", PLANTING["png"](SECRET)),
    "jpeg": ("image/jpeg", drawn("JPEG", exif=exif(), comment=SECRET.encode()) + SECRET.encode()),
    "jpeg, progressive": ("image/jpeg", drawn("JPEG", progressive=True, exif=exif())),
    "jpeg, between scans and behind": ("image/jpeg", between_scans()),
    "gif": ("image/gif", drawn("GIF", comment=SECRET.encode()) + SECRET.encode()),
    "webp": ("image/webp", drawn("WEBP", lossless=True, exif=exif(), xmp=SECRET.encode()) + SECRET.encode()),
    "webp, lossy": ("image/webp", drawn("WEBP", exif=exif())),
}


def clean(media_type: str, data: bytes) -> Gallery:
    """A gallery of one picture, cleaned."""
    picture = Picture(data=data, media_type=media_type, suffix="x")
    return cleaned(Gallery(pictures={"a": picture}, warnings=()))


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_says_nothing_beside_itself(name: str) -> None:
    """Comments, EXIF, XMP, and what stands behind the end are gone; every pixel is the same."""
    media_type, data = PICTURES[name]
    assert SECRET.encode() in data or "progressive" in name or "lossy" in name
    left = clean(media_type, data).pictures["a"].data
    assert SECRET.encode() not in left
    assert b"Exif" not in left
    before, after = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(left))
    assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()
    assert not after.getexif()


@pytest.mark.parametrize("name", PICTURES)
def test_a_broken_picture_is_left_out(name: str) -> None:
    """What breaks off anywhere is described, with a warning, and never let through as it is."""
    media_type, data = PICTURES[name]
    for size in range(0, len(data), 7):
        made = clean(media_type, data[:size])
        left = made.pictures.get("a")
        assert left is None or SECRET.encode() not in left.data


def test_a_drawing_that_is_text_is_left_out() -> None:
    """SVG may say anything."""
    made = clean("image/svg+xml", b"<svg><desc>x</desc></svg>")
    assert made.pictures == {}
    assert "its file may say more than it shows" in made.warnings[0]
