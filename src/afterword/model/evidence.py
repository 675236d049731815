"""What evidence says: entries of a merged timeline, their sources, and the ledger of every record."""

from collections.abc import Mapping
from dataclasses import field

from afterword.model.moment import Moment
from afterword.model.values import dataclass
from afterword.model.vocabulary import EventKind, Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where in the evidence something stands.

    shape: ``file`` is ``outer.zip!inner`` for a member; ``line``, ``offset`` and ``length`` count
    in the decompressed member, ``sha256`` is of the file on disk.
    """

    file: str
    """Path of the file, with ``!member`` for archives and compressed files."""
    kind: str
    """The kind of evidence that read it; a generic kind (``jsonl``, ``csv``, ``text``) says so."""
    line: int | None = None
    """1-based line of its first byte."""
    end_line: int | None = None
    """1-based last line, included; None where ``record`` counts."""
    record: int | None = None
    """1-based number of the record in its file, for JSON and CSV."""
    offset: int
    """First byte."""
    length: int
    """Number of bytes; above zero."""
    sha256: str
    """Digest of the file on disk, hexadecimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryMoment:
    """A further time that a record states."""

    at: str | None = None
    """In the form of ``Moment.at``."""
    what: str | None = None
    """What happened then."""
    phase: Phase | None = None
    """The milestone that it marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Moment):
    """A record of evidence, or an event told from several.

    The time fields are those of ``Moment``.
    """

    who: str | None = None
    """Person or system that acted."""
    what: str | None = None
    """What happened, with secrets masked unless they were asked for."""
    kind: EventKind | None = None
    """What sort of happening it is, where the format says."""
    phase: Phase | None = None
    """The milestone that it marks, where the format says or it was proposed."""
    reason: str | None = None
    """Why that phase was proposed, or why entries were merged."""
    severity: str | None = None
    """As the source words it, in lower case."""
    count: int = 1
    """How many records it stands for."""
    first: str | None = None
    """Time of the first of them; None for a single one."""
    last: str | None = None
    """Time of the last of them; None for a single one."""
    moments: tuple[EntryMoment, ...] = ()
    """Further times that the record states, in its own order."""
    sources: tuple[Source, ...] = ()
    """Where it stands; never empty for an entry that evidence gave."""
    native_id: str | None = None
    """What its source calls it, alike in every copy of the record (an event's or a message's id); None without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A number of records, with their lines and bytes."""

    records: int = 0
    """Records."""
    lines: int = 0
    """Lines, counted by their ends; a last line without an end counts."""
    bytes: int = 0
    """Bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """What became of one file.

    laws: used + grouped + set aside = records; their bytes + unparsed bytes = bytes.
    """

    path: str
    """The file, with ``!member`` for archives and compressed files."""
    kind: str | None
    """The kind that read it; None where none understood it."""
    sha256: str
    """Digest of the file on disk."""
    member_sha256: str | None = None
    """Digest of the decompressed member; None for a plain file."""
    bytes: int = 0
    """Size of the (decompressed) text."""
    records: int = 0
    """Records read."""
    used: Tally = Tally()
    """Records that stand in the output by themselves."""
    grouped: Tally = Tally()
    """Records that stand in the output within a group."""
    set_aside: Mapping[str, Tally] = field(default_factory=dict)
    """Records left out, by reason."""
    unparsed: Tally = Tally()
    """Bytes that belong to no record; its ``records`` is 0."""
    collected_at: str | None = None
    """When a store was asked for it, in UTC; None for a file of other origin."""
    collected_by: str | None = None
    """Program, store, address, and query; None for a file of other origin."""
