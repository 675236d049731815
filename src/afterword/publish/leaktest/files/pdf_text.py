"""The words that the pages of a PDF show, by the tables that its fonts carry for copying."""

import re
from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Object, Operator, String

_CHAR = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGE = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_TRIPLE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[(.*?)\])", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_GAP = -180
_MOST = 70_000
_MOST_PARENTS = 64
_FEW_STROKES = 200
_MOVES = frozenset({"Td", "TD", "Tm", "T*", "ET"})


def words_of(item: Object) -> str:
    """The words of a page or a form, in the order in which they are drawn, and its replacement texts."""
    fonts = _fonts(item)
    parts: list[str] = []
    font = _Font(None)
    try:
        for instruction in pikepdf.parse_content_stream(item):
            operands, name = list(instruction.operands), str(instruction.operator)
            if name == "Tf" and operands:
                font = fonts.get(str(operands[0]), font)
            elif name in {"Tj", "TJ", "'", '"'}:
                parts += _shown(operands[-1], font)
            elif name in _MOVES:
                parts.append(_moved(name, operands))
            elif name in {"BDC", "DP"}:
                parts += [f"\n{text}\n" for text in _said(operands)]
    except (pikepdf.PdfError, TypeError, ValueError, IndexError):
        # what cannot be followed any further is searched as the bytes that it is
        parts.append("\n")
    return "".join(parts)


def unread_of(page: Object) -> str:
    """Why a page may show more words than can be read; empty where it hardly does.

    shape: letters of a font without a table for copying, and outlines on a page that has no words at all.
    """
    fonts = _fonts(page)
    font = _Font(None)
    drawn = 0
    has_words = False
    try:
        for instruction in pikepdf.parse_content_stream(page):
            operands, name = list(instruction.operands), str(instruction.operator)
            if name == "Tf" and operands:
                font = fonts.get(str(operands[0]), font)
            elif name in {"Tj", "TJ", "'", '"'}:
                has_words = True
                if font.wide and not font.table:
                    return "a font of it has no table by which its letters can be read"
            drawn += name in {"f", "f*", "F", "c"}
    except (pikepdf.PdfError, TypeError, ValueError, IndexError):
        return "it cannot be followed to its end"
    return "it draws without words" if drawn > _FEW_STROKES and not has_words else ""


def _moved(name: str, operands: Sequence[object]) -> str:
    """What a move within a text amounts to: nothing on the same line, else a new one."""
    if name in {"Td", "TD"} and len(operands) > 1:
        return "" if not float(str(operands[1])) else "\n"
    return "\n"


def _said(operands: Sequence[object]) -> Iterator[str]:
    for operand in operands:
        if isinstance(operand, Dictionary):
            yield from (str(operand[key]) for key in ("/ActualText", "/Alt", "/E") if key in operand)


def _shown(operand: object, font: "_Font") -> Iterator[str]:
    if isinstance(operand, String):
        yield font.words(bytes(operand))
    elif isinstance(operand, Array):
        for piece in operand:
            if isinstance(piece, String):
                yield font.words(bytes(piece))
            elif not isinstance(piece, Operator) and float(str(piece)) < _GAP:
                yield " "


class _Font:
    """A font: which character a code shows."""

    def __init__(self, item: Object | None) -> None:
        self.wide = item is not None and str(item.get("/Subtype", "")) == "/Type0"
        table = item.get("/ToUnicode") if item is not None else None
        self.table = _table(table.read_bytes()) if isinstance(table, pikepdf.Stream) else {}

    def words(self, data: bytes) -> str:
        if not self.wide:
            return "".join(self.table.get(code, chr(code)) for code in data)
        codes = (int.from_bytes(data[n : n + 2], "big") for n in range(0, len(data), 2))
        return "".join(self.table.get(code, "") for code in codes)


def _fonts(item: Object) -> dict[str, _Font]:
    resources = item.get("/Resources")
    parent = item.get("/Parent")
    for _ in range(_MOST_PARENTS):  # a tree may be its own parent
        if resources is not None or parent is None:
            break
        resources, parent = parent.get("/Resources"), parent.get("/Parent")
    fonts = resources.get("/Font") if resources is not None else None
    return {str(name): _Font(fonts.get(name)) for name in fonts.keys()} if fonts is not None else {}  # noqa: SIM118


def _table(data: bytes) -> dict[int, str]:
    made: dict[int, str] = {}
    for block in _CHAR.findall(data):
        for code, text in _PAIR.findall(block):
            made[_code(code)] = _text(text)
    told = 0
    for block in _RANGE.findall(data):
        for first, last, text, texts in _TRIPLE.findall(block):
            start, end = _code(first), min(_code(last), _code(first) + _MOST)
            told += max(end - start, 0)
            if told > _MOST:  # a font has no more codes than that
                return made
            if texts:
                made.update(zip(range(start, end + 1), map(_text, _HEX.findall(texts)), strict=False))
            elif known := _text(text):
                for number in range(end - start + 1):
                    made[start + number] = known[:-1] + chr(min(ord(known[-1]) + number, 0x10FFFF))
    return made


def _code(digits: bytes) -> int:
    return int(b"".join(digits.split()) or b"0", 16)


def _text(digits: bytes) -> str:
    plain = b"".join(digits.split())
    return bytes.fromhex(plain.decode() if len(plain) % 2 == 0 else plain.decode() + "0").decode("utf-16-be", "replace")
