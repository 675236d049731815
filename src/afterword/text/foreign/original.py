"""A file that may be a document, before anybody knows its format."""

from functools import cached_property

from afterword.text.foreign.characters import decode

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
        return b"\0" in self.data[:_HEAD] or self.is_zip or self.data.startswith(_BINARY)

    @cached_property
    def _decoded(self) -> tuple[str, str | None]:
        return decode(self.data)

    @property
    def text(self) -> str:
        """Its characters, decoded by its mark, by what it declares, as UTF-8, or else as Windows-1252."""
        return self._decoded[0]

    @property
    def encoding_note(self) -> str | None:
        """A sentence where its encoding had to be guessed."""
        return self._decoded[1]

    @cached_property
    def head(self) -> str:
        """The start of its text, without space before; empty for what is binary."""
        return "" if self.is_binary else self.text[:_HEAD].lstrip("\ufeff \t\r\n")
