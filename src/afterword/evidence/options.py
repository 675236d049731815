"""What the caller tells the readers of evidence beyond the evidence itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Facts that the evidence may leave open, and what may be shown."""

    year: int | None = None
    """The year of a log's first record, for logs that state none; None leaves it unknown."""
    tz: str | None = None
    """IANA name, ``UTC``, or offset such as ``+02:00`` for times without a zone; None leaves it unknown."""
    reveal: bool = False
    """Whether secrets are written as they stand instead of masked."""
    largest_document: int = 256 * 1024 * 1024
    """Bytes up to which a format that must be held as a whole (a JSON document) is read."""
    largest_expansion: int = 16 * 1024 * 1024 * 1024
    """Bytes that all archives and compressed files together may expand to."""
