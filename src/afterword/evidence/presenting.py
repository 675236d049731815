"""Records of a kind turned into entries: places in the file, masked and cleaned words, and findings."""

import re
from collections.abc import Callable, Iterator

from afterword.evidence.ledger import Account
from afterword.evidence.options import Options
from afterword.evidence.record import Record
from afterword.evidence.secrets import mask
from afterword.evidence.text import Places, Text
from afterword.model.evidence import Entry, EntryMoment, Source

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


def clean(text: str) -> str:
    """The text without terminal colours, and with control characters and broken bytes made visible."""
    if text.isprintable():
        return text
    text = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return _CONTROL.sub("\ufffd", _ANSI.sub("", text).replace("\r\n", "\n")).rstrip("\r\n")


class Presenter:
    """Makes the entries of one piece."""

    def __init__(self, text: Text, kind: str, sha256: str, options: Options) -> None:
        """Starts at the beginning of a text."""
        self._text = text
        self._kind = kind
        self._sha256 = sha256
        self._mask: Callable[[str], str] = str if options.reveal else mask
        self._places = Places(text)
        self._straight = text.encoding == "utf-8"
        self._without = self._impossible = 0
        self._first: int | None = None

    def entry(self, record: Record, account: Account) -> Entry:
        """The entry of a record, which is entered into the account."""
        start, length = record.offset + self._text.mark, record.length
        if not self._straight:
            start = self._places.place(record.offset)
            length = self._places.place(record.offset + record.length) - start
        account.enter(length, record.lines)
        moment = record.moment
        if moment.at is None:
            self._count(record)
        source = Source(
            file=self._text.name,
            kind=self._kind,
            line=record.line,
            end_line=record.line + max(record.lines - 1, 0) if record.line and record.number is None else None,
            record=record.number,
            offset=start,
            length=length,
            sha256=self._sha256,
        )
        return Entry(
            at=moment.at,
            until=moment.until,
            written=moment.written,
            precision=moment.precision,
            zone=moment.zone,
            zone_basis=moment.zone_basis,
            year_basis=moment.year_basis,
            basis_reason=moment.basis_reason,
            who=self._words(record.who),
            what=self._words(record.what),
            kind=record.kind,
            phase=record.phase,
            reason=record.reason,
            severity=record.severity.lower() if record.severity else None,
            moments=tuple(self._further(moment) for moment in record.moments),
            sources=(source,),
        )

    def findings(self) -> Iterator[tuple[str, str, int | None]]:
        """What is to be said of the whole text once it is read."""
        name = self._text.name
        if self._impossible:
            sentence = f"{self._impossible} record(s) state a time that cannot be and are kept without one"
            yield "EV202", f"{name}: {sentence}", self._first

    def _count(self, record: Record) -> None:
        if record.moment.written is not None and record.moment.precision == "unknown":
            self._impossible += 1
            self._first = self._first or record.line

    def _words(self, text: str | None) -> str | None:
        if text is None:
            return None
        return self._mask(text if text.isprintable() else clean(text)) or None

    def _further(self, moment: EntryMoment) -> EntryMoment:
        return EntryMoment(at=moment.at, what=self._words(moment.what), phase=moment.phase)
