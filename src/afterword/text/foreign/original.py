"""A file that may be a document, before anybody knows its format."""

from functools import cached_property

from afterword.text.foreign.characters import Decoded, decode, wide

_HEAD = 64 * 1024
_BINARY = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"BZh",
    b"\xfd7zXZ",
    b"RIFF",
)


class Original:
    """The bytes of a document and what can be said of them at once."""

    def __init__(self, name: str, data: bytes) -> None:
        """A file's name, shown in messages and never used to recognise it, and its bytes."""
        self.name = name
        self.data = data

    @cached_property
    def is_zip(self) -> bool:
        """Whether it is a zip archive, as office documents are."""
        return self.data.startswith((b"PK\x03\x04", b"PK\x05\x06"))

    @cached_property
    def is_binary(self) -> bool:
        """Whether it cannot be text."""
        if self.data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return False
        if self.is_zip or self.data.startswith(_BINARY):
            return True
        return b"\0" in self.data[:_HEAD] and not wide(self.data)

    @cached_property
    def decoded(self) -> Decoded:
        """Its characters, by its mark, by what it declares, as UTF-8, or else by what it looks like."""
        return decode(self.data)

    @property
    def text(self) -> str:
        """Its characters, with the mark at the start where one is kept."""
        return self.decoded.text

    @cached_property
    def head(self) -> str:
        """The start of its text, without space before; empty for what is binary."""
        return "" if self.is_binary else self.text[:_HEAD].lstrip("\ufeff \t\r\n")
