"""Characters that documents may not bring in, and bytes as characters."""

import codecs
import re
import unicodedata
from dataclasses import replace

from afterword.model.values import dataclass

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""What encloses the number of a remark while a document is written; noncharacters, so that no text holds them."""
SENTINELS = re.compile(f"{OPEN}\\d+{CLOSE}")
"""A remark's place."""

_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding=[\"']([\w.:-]+)"
)
_LETTER = "[A-Za-z\u00c0-\u00ff]"
_SIGN = "[\u00a1-\u00a9\u00ac\u00ae\u00af\u00b1-\u00b6\u00b8\u00b9\u00bc-\u00bf]"
_NOT_WESTERN = re.compile(
    rf"[\u00c0-\u00ff]{{3}}|[\u0080-\u009f]|[\u00a1-\u00ff\u0152-\u02dc]{{5}}|{_LETTER}{_SIGN}{_LETTER}"
)
_FEW_ZEROS, _MANY_ZEROS = 0.05, 0.4
"""Shares of the bytes at even or at odd places: those of the letters themselves, and those before or behind them."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")
_SPACE = re.compile(r"[ \t\n\r\f\v\u00a0\u2000-\u200a\u202f\u3000]+")
_DROPPED = re.compile("[\u200b\u2060\ufeff\u00ad]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Bytes as characters."""

    text: str
    """The characters."""
    note: str | None = None
    """A sentence where the encoding had to be guessed or characters were replaced."""
    is_sure: bool = True
    """Whether these are the characters that were meant; False where no encoding fits."""


def decode(data: bytes) -> Decoded:
    """Bytes as text, by their mark, what the document declares, UTF-8, or else by what they look like.

    Windows-1252 is only believed of text that looks Western European: few letters with accents, none in a row.
    """
    for mark, name in _BOMS.items():
        if data.startswith(mark):
            return _decoded(data, name)
    if name := wide(data):
        return replace(_decoded(data, name), note=f"the text has no byte order mark; it was read as {name}")
    try:
        return Decoded(text=data.decode("utf-8"))
    except UnicodeDecodeError:
        declared = _DECLARED.search(data[:4096])
        name = next((g for g in declared.groups() if g), b"").decode("ascii") if declared else ""
        if name and _is_known(name):
            return _decoded(data, name)
    text = data.decode("windows-1252", "replace")
    is_western = "\ufffd" not in text and not _NOT_WESTERN.search(text)
    return Decoded(text=text, note="the text is not UTF-8; it was read as Windows-1252", is_sure=is_western)


def wide(data: bytes) -> str:
    """UTF-16 without a mark, by the zero bytes of its Latin letters; empty for everything else."""
    head = data[:4096]
    if len(head) < 8 or len(head) % 2:
        return ""
    first, second = (head[start::2].count(0) * 2 / len(head) for start in (0, 1))
    if min(first, second) >= _FEW_ZEROS or max(first, second) <= _MANY_ZEROS:
        return ""
    name = "utf-16-le" if first < second else "utf-16-be"
    shown = head.decode(name, "replace")
    return name if sum(c.isprintable() or c in "\r\n\t" for c in shown) > 0.98 * len(shown) else ""


def _is_known(name: str) -> bool:
    try:
        "".encode(name)
    except LookupError:
        return False
    return "utf" not in name.lower()


def _decoded(data: bytes, name: str) -> Decoded:
    text = data.decode(name, "replace")
    count = text.count("\ufffd")
    said = f"{count} characters are no valid {name} and were replaced" if count else None
    return Decoded(text=text, note=said)


def printable(text: str) -> str:
    """Text without control characters and noncharacters."""
    return _UNPRINTABLE.sub("", text)


def spaced(text: str) -> str:
    """Text with every run of white space as one space, and without invisible characters."""
    return _SPACE.sub(" ", _DROPPED.sub("", printable(text)))


def words(text: str) -> list[str]:
    """The words of a text, in the form in which they are counted."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", _DROPPED.sub("", printable(text))).replace("_", " "))
