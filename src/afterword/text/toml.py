"""TOML as front matter needs it: the keys before the first table, and where their values stand; nothing is refused."""

import re
from collections.abc import Sequence

from afterword.model.plain import Plain
from afterword.model.span import Span
from afterword.text.expressions import later
from afterword.text.yaml import Value

_PAIR = later(r"[ \t]*(?P<key>[A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t]*=[ \t]*")
_BASIC = later(r"\"(?:[^\"\\\n]|\\.)*\"")
_LITERAL = later(r"'[^'\n]*'")
_ARRAY = later(r"\[(?:[^\[\]\"'#]|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|#[^\n]*)*\]")
_BARE = later(r"[^\s#,\[\]][^#\n,\[\]]*?(?=[ \t]*(?:#|$|\r|\n))")
_TABLE = later(r"^[ \t]*\[", re.MULTILINE)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "b": "\b", "f": "\f", "e": "\x1b"}


def load_mapping(text: str) -> dict[str, Value]:
    """The pairs before the first table, strings and arrays of strings read, the place of each; others are left out."""
    found: dict[str, Value] = {}
    at, end = 0, tables_start(text)
    while at < end:
        match = _PAIR.match(text, at, end)
        value = _value(text, match.end(), end) if match else None
        if match and value:
            found.setdefault(match.group("key").strip("\"'"), value)
            at = value.span.end
        newline = text.find("\n", at)
        at = end if newline < 0 else newline + 1
    return found


def tables_start(text: str) -> int:
    """Where the first table starts, so that a new key goes before it; the text's end where there is none."""
    at = 0
    while (match := _TABLE.search(text, at)) is not None:
        # an array over several lines may have one of its lines start so
        opened = _PAIR.match(text, text.rfind("\n", 0, max(match.start() - 1, 0)) + 1)
        if not opened or text[opened.end() : match.start()].strip() != "":
            return match.start()
        at = match.end()
    return len(text)


def dump(value: Plain) -> str:
    """A text, a list of texts, a flag, or a number as TOML on one line; an empty text for None."""
    if isinstance(value, list):
        return "[" + ", ".join(dump(str(item)) for item in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return '"' + "".join(_escape(char) for char in str(value or "")) + '"'


def _value(text: str, at: int, end: int) -> Value | None:
    for pattern in (_BASIC, _LITERAL, _ARRAY, _BARE):
        match = pattern.match(text, at, end)
        if match and not text.startswith(('"""', "'''"), at):
            return Value(plain=_plain(match.group()), span=Span(*match.span()), block=False)
    return None


def _plain(text: str) -> Plain:
    if text[0] == '"':
        return _unescape(text[1:-1])
    if text[0] == "'":
        return text[1:-1]
    if text[0] == "[":
        return [_plain(item) for item in _items(text)]
    return {"true": True, "false": False}.get(text, text)


def _items(text: str) -> Sequence[str]:
    return re.findall(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|(?<![\"'\w])[\w.:+-]+", re.sub(r"#[^\n]*", "", text[1:-1]))


def _unescape(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        code = match.group(1)
        return chr(int(code[1:], 16)) if code[0] in "uU" else _ESCAPES.get(code, match.group())

    return re.sub(r"\\(u[0-9A-Fa-f]{4}|U00[01][0-9A-Fa-f]{5}|.)", one, text)


def _escape(char: str) -> str:
    for name, meant in _ESCAPES.items():
        if char == meant and name not in "be":
            return "\\" + name
    return char if char.isprintable() or char == " " else f"\\U{ord(char):08x}"
