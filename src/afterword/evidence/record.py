"""What a kind of evidence is, and what it yields: the interface of every file in ``kinds/``."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from afterword.evidence.clock import Clock
from afterword.evidence.options import Options
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.evidence import EntryMoment
from afterword.model.moment import Moment
from afterword.model.values import dataclass
from afterword.model.vocabulary import EventKind, Phase

NO_TIME = Moment()
"""The moment of a record that states no time."""


class Record(NamedTuple):
    """One record of a text, in the format's own unit.

    laws: records of a text come in the order of their offsets and do not overlap.
    """

    offset: int
    """First byte in the text as the kind sees it (``Text.data`` or ``Text.chunks``)."""
    length: int
    """Number of bytes, the line end included for line formats; above zero."""
    lines: int
    """Line ends within, plus one where the text ends without a line end inside the record."""
    moment: Moment = NO_TIME
    """When it happened; ``NO_TIME`` where it does not say."""
    what: str | None = None
    """What happened, as a person would read it. Masking and cleaning are the framework's."""
    who: str | None = None
    """Person or system that acted."""
    severity: str | None = None
    """As the source words it."""
    kind: EventKind | None = None
    """What sort of happening it is, only where the format itself says."""
    phase: Phase | None = None
    """The milestone that it marks, only where the format itself says."""
    reason: str | None = None
    """Why that phase."""
    moments: tuple[EntryMoment, ...] = ()
    """Further times that the record states."""
    line: int | None = None
    """1-based line of its first byte."""
    number: int | None = None
    """1-based number of the record in its text, for JSON and CSV; None for lines."""
    native_id: str | None = None
    """What the source itself calls the record, alike in every copy of it; None where it has no name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a kind may use while it reads one text."""

    options: Options
    """What the caller said."""
    clock: Clock
    """Reads times by the options; one for each text, since it follows the text's order."""
    sample: Sample
    """The sample by which the text was recognised."""
    report: Callable[[str, str, int | None], None]
    """Reports a finding: code, sentence, 1-based line or None."""
    neighbour: Callable[[str], bytes | None]
    """Content of the file of that name beside the text or above it in the same evidence; None without one."""


class Kind(Protocol):
    """A module in ``kinds/`` (or an entry point of group ``afterword.evidence``).

    The first line of its docstring says what it reads. Its name is the file's, with hyphens.
    A module may set ``GENERIC = True``: it is asked only where no other kind recognises the text. One of ours may
    set ``BY_LINE = True``: a record is a line with the lines below it, and is read alike without what precedes it;
    its ``PARTED`` is a pattern of bytes that stand only in texts where that is not so.
    """

    def score(self, sample: Sample) -> float:
        """How sure it is that it reads the text rightly: 0 (not mine) to 1; from 0.5 on it is mine."""

    def read(self, text: Text, context: Context) -> Iterator[Record]:
        """The records of the text in order; bytes outside of them are unparsed."""
