"""YAML as front matter needs it: YAML 1.2 meaning, nothing lost, nothing dangerous, and where values stand."""

from afterword.model.plain import Plain
from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.text.expressions import later

MAX_LENGTH = 256 * 1024
"""Characters; longer YAML is refused."""


class YamlError(ValueError):
    """YAML that is broken or refused; ``line`` counts from 1 within the text."""

    def __init__(self, message: str, line: int) -> None:
        """A message, and the line that it is about."""
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value of the top-level mapping and where it stands."""

    plain: Plain
    """The value; times, dates, and versions stay text."""
    span: Span
    """Its characters in the text, quotes included."""
    block: bool
    """Whether it is a list or map in block form."""


def load(text: str) -> Plain:
    """The value of a YAML text.

    errors: YamlError for what is broken, repeats a key, uses an alias or a tag, or is too long.
    """
    from afterword.text import yaml_reading  # noqa: PLC0415 (45 ms at every start, and most documents have no YAML)

    return yaml_reading.load(text)


def load_mapping(text: str) -> dict[str, Value]:
    """The top-level mapping with the place of each value; empty for an empty text.

    errors: as ``load``; YamlError also where the text is no mapping.
    """
    from afterword.text import yaml_reading  # noqa: PLC0415 (as in load)

    return yaml_reading.load_mapping(text)


def load_lines(text: str) -> tuple[Plain, dict[tuple[str | int, ...], tuple[int, int]]]:
    """The value of a YAML text, and the lines on which each value in it stands: the first, and the one after the last.

    shape: by the keys and positions that lead to a value; lines count from 0; blank lines after it are not its.
    errors: as ``load``.
    """
    from afterword.text import yaml_reading  # noqa: PLC0415 (as in load)

    return yaml_reading.load_lines(text)


_PLAIN_SAFE = later(
    r"[A-Za-z_(/\u00c0-\uffff][^\n\r:#\[\]{}&*!|>'\"%@`]*[^\s:#\[\]{}&*!|>'\"%@`,]|[A-Za-z]|\d{4}-\d{2}-\d{2}"
)


def dump_scalar(value: str | int | bool | None) -> str:
    """A scalar on one line that ``load`` reads back as the same value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if (
        value.isprintable()
        and _PLAIN_SAFE.fullmatch(value)
        and "," not in value
        and value.lower() not in {"true", "false", "null", "~"}
    ):
        return value
    escaped = "".join(_escape(c) for c in value)
    return f'"{escaped}"'


def _escape(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char in "\n\r\t":
        return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}[char]
    if not char.isprintable():
        code = ord(char)
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return char
