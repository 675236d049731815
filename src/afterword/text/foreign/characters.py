"""Characters that documents may not bring in, and bytes as characters."""

import codecs
import re
import unicodedata

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""What encloses the number of a remark while a document is written; noncharacters, so that no text holds them."""
SENTINELS = re.compile(f"{OPEN}\\d+{CLOSE}")
"""A remark's place."""

_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding=[\"']([\w.:-]+)"
)
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")
_SPACE = re.compile(r"[ \t\n\r\f\v\u00a0\u2000-\u200a\u202f\u3000]+")
_DROPPED = re.compile("[\u200b\u2060\ufeff\u00ad]")


def decode(data: bytes) -> tuple[str, str | None]:
    """Bytes as text, by their mark, what the document declares, UTF-8, or else Windows-1252.

    returns: the text, and a sentence where the encoding had to be guessed or characters were replaced.
    """
    for mark, name in _BOMS.items():
        if data.startswith(mark):
            return _decoded(data, name)
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        declared = _DECLARED.search(data[:4096])
        name = next((g for g in declared.groups() if g), b"").decode("ascii") if declared else ""
        if name and _is_known(name):
            return _decoded(data, name)
    text = data.decode("windows-1252", "replace")
    return text, "the text is not UTF-8; it was read as Windows-1252"


def _is_known(name: str) -> bool:
    try:
        "".encode(name)
    except LookupError:
        return False
    return "utf" not in name.lower()


def _decoded(data: bytes, name: str) -> tuple[str, str | None]:
    text = data.decode(name, "replace")
    count = text.count("\ufffd")
    return text, f"{count} characters are no valid {name} and were replaced" if count else None


def printable(text: str) -> str:
    """Text without control characters and noncharacters."""
    return _UNPRINTABLE.sub("", text)


def spaced(text: str) -> str:
    """Text with every run of white space as one space, and without invisible characters."""
    return _SPACE.sub(" ", _DROPPED.sub("", printable(text)))


def words(text: str) -> list[str]:
    """The words of a text, in the form in which they are counted."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", _DROPPED.sub("", printable(text))).replace("_", " "))
