"""Logos: PNG without anything beside the picture, and SVG of shapes and colours alone."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from afterword.publish.audiences.pictures import cleaned
from afterword.publish.images import Gallery, file_beside, recognised
from afterword.publish.look import Logo

MAX_BYTES = 512 * 1024
"""The largest logo."""
_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset({
    "svg", "g", "defs", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "linearGradient",
    "radialGradient", "stop", "clipPath", "mask", "symbol", "use",
})  # fmt: skip
_ATTRIBUTES = frozenset({
    "viewBox", "width", "height", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "d",
    "points", "transform", "fill", "fill-rule", "fill-opacity", "stroke", "stroke-width", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "stroke-opacity", "opacity",
    "clip-path", "clip-rule", "mask", "id", "href", "offset", "stop-color", "stop-opacity", "gradientUnits",
    "gradientTransform", "spreadMethod", "preserveAspectRatio", "color", "maskUnits", "clipPathUnits",
})  # fmt: skip
_STYLES = re.compile(r"\s*([a-z-]+)\s*:\s*([^;]+?)\s*(?:;|$)")
_SAFE = re.compile(r"[\w\s#.,%()+-]*")
_URL = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)
_MOST_ELEMENTS = 2000
_DEEPEST = 40
"""Shapes within shapes; a program that writes SVG comes nowhere near."""


def logo_of(name: str, folder: Path | None, alt: str) -> Logo | str:
    """The logo in a file beside the house, or why there is none."""
    path = file_beside(name, folder)
    if isinstance(path, str):
        return path
    try:
        if path.stat().st_size > MAX_BYTES:
            return f"it is over {MAX_BYTES // 1024} KiB"
        data = path.read_bytes()
    except OSError as error:
        return f"it cannot be read ({error.strerror})"
    picture = recognised(data)
    if isinstance(picture, str) or picture.media_type not in {"image/png", "image/svg+xml"}:
        return "a logo is PNG or SVG"
    if picture.media_type == "image/png":
        kept = cleaned(Gallery(pictures={name: picture}, warnings=())).pictures.get(name)
        return Logo(data=kept.data, media_type=kept.media_type, alt=alt) if kept else "its PNG is damaged"
    shapes = safe_svg(data)
    return shapes if isinstance(shapes, str) else Logo(data=shapes, media_type=picture.media_type, alt=alt)


def safe_svg(data: bytes) -> bytes | str:
    """SVG with shapes and colours, and nothing that acts, loads, or says anything; or why that cannot be had."""
    if b"<!DOCTYPE" in data.upper() or b"<!ENTITY" in data.upper():
        return "its SVG defines entities"
    try:
        root = ET.fromstring(data)  # noqa: S314  # without entities nothing can grow
    except ET.ParseError as error:
        return f"its SVG is broken ({error})"
    if root.tag != f"{_SVG}svg":
        return "its SVG is of no known form"
    if _is_deep(root):
        return f"its SVG has more than {_DEEPEST} shapes within one another"
    kept = _kept(root)
    if sum(1 for _ in kept.iter()) > _MOST_ELEMENTS:
        return f"its SVG has more than {_MOST_ELEMENTS:,} shapes"
    if kept.get("viewBox") is None and kept.get("width") is None:
        return "its SVG states no size"
    kept.set("xmlns", "http://www.w3.org/2000/svg")
    return bytes(ET.tostring(kept, encoding="utf-8"))


def _is_deep(root: ET.Element) -> bool:
    level = [root]
    for _ in range(_DEEPEST):
        level = [child for element in level for child in element]
    return bool(level)


def _kept(element: ET.Element) -> ET.Element:
    made = ET.Element(element.tag.removeprefix(_SVG))
    for name, value in _attributes(element):
        made.set(name, value)
    made.extend(_kept(child) for child in element if str(child.tag).removeprefix(_SVG) in _ELEMENTS)
    return made


def _attributes(element: ET.Element) -> Iterator[tuple[str, str]]:
    """What an element may say: known names, and no address but within the picture; a style as what it sets."""
    told = {name.rpartition("}")[2]: value for name, value in element.items()}
    told = {**told, **dict(_STYLES.findall(told.pop("style", "")))}
    for name, value in told.items():
        if name == "href":
            if value.startswith("#"):
                yield name, value
        elif name in _ATTRIBUTES and not _URL.search(value) and _SAFE.fullmatch(value):
            yield name, value
