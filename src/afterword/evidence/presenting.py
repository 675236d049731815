"""Records of a kind turned into entries: places in the file, masked and cleaned words, and findings."""

import codecs
import re
from collections.abc import Callable, Iterator, Sequence

from afterword.evidence.ledger import Account
from afterword.evidence.making import maker
from afterword.evidence.options import Options
from afterword.evidence.record import Record
from afterword.evidence.secrets import masker
from afterword.evidence.text import Places, Text
from afterword.model.evidence import Entry, EntryMoment, Source
from afterword.model.moment import Moment

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_BROKEN = re.compile(r"[\udc80-\udcff]")


def clean(text: str) -> str:
    """The text without terminal colours, and with control characters and broken bytes made visible."""
    if text.isprintable():
        return text
    return _CONTROL.sub("\ufffd", _ANSI.sub("", text).replace("\r\n", "\n")).rstrip("\r\n")


class Presenter:
    """Makes the entries of one piece."""

    def __init__(self, text: Text, kind: str, sha256: str, options: Options) -> None:
        """Starts at the beginning of a text."""
        self._text = text
        self._kind = kind
        self._sha256 = sha256
        self._reveal = options.reveal
        self._places = Places(text)
        self._straight = text.encoding == "utf-8"
        self._impossible = 0
        self._first: int | None = None
        self._supplied = options.year is not None or options.tz is not None
        self.broken = False
        """Whether words of records hold bytes that are not UTF-8."""
        self.years = 0
        """Records whose year the caller supplied."""
        self.zones = 0
        """Records whose zone the caller supplied."""

    def entries(self, records: Sequence[Record], account: Account) -> Iterator[Entry]:
        """The entries of records that follow each other; each is entered into the account."""
        words = self._wording(records)
        enter_bytes, enter_lines = account.entering()
        supplied = self._supplied
        file, kind, sha256, mark = self._text.name, self._kind, self._sha256, self._text.mark
        for (
            offset, length, lines, moment, what, who, severity, event, phase, reason, moments, line, number, native
        ) in records:  # fmt: skip
            start = offset + mark
            if not self._straight:
                start = self._places.place(offset)
                length = self._places.place(offset + length) - start  # noqa: PLW2901  in bytes of the file
            enter_bytes(length)
            enter_lines(lines)
            if moment.at is None:
                self._count(moment, line)
            elif supplied:
                self.years += moment.year_basis == "supplied"
                self.zones += moment.zone_basis == "supplied"
            last = line + max(lines - 1, 0) if line and number is None else None
            yield _entry(
                moment.at, moment.until, _ascii(moment.written), moment.precision, moment.zone, moment.zone_basis,
                moment.year_basis, _ascii(moment.basis_reason),
                words(who) if who else None, words(what) if what else None,
                event, phase, reason, _ascii(severity.lower()) if severity else None, 1, None, None,
                tuple(EntryMoment(at=m.at, what=m.what and words(m.what), phase=m.phase) for m in moments)
                if moments else (),
                (_source(file, kind, line, last, number, start, length, sha256),),
                native,
            )  # fmt: skip

    def supply(self, moment: Moment, count: int) -> None:
        """Counts records that share with this one whether their year and their zone were supplied."""
        self.years += count if moment.year_basis == "supplied" else 0
        self.zones += count if moment.zone_basis == "supplied" else 0

    def join(self, other: "Presenter") -> None:
        """What another one of the same text found of its bytes holds here too."""
        self.broken = self.broken or other.broken

    def _wording(self, records: Sequence[Record]) -> Callable[[str], str | None]:
        """What cleans and masks the words of these records, having looked at all of them at once."""
        joined = " ".join([text for record in records for text in (record.what, record.who) if text])
        further = " ".join([m.what for record in records if record.moments for m in record.moments if m.what])
        together = f"{joined} {further}"
        rewrite = None if self._reveal else masker(together)
        if together.isprintable():
            return rewrite or _same
        self.broken = self.broken or bool(_BROKEN.search(together))
        return lambda text: (rewrite(clean(text)) if rewrite else clean(text)) or None

    def findings(self) -> Iterator[tuple[str, str, int | None]]:
        """What is to be said of the whole text once it is read."""
        name = self._text.name
        if self._impossible:
            sentence = f"{self._impossible} record(s) state a time that cannot be and are kept without one"
            yield "EV202", f"{name}: {sentence}", self._first
        if self.broken and self._straight and (line := _first_broken(self._text)):
            yield "EV207", f"{name}: not UTF-8; the bytes that are not are shown with replacement characters", line

    def _count(self, moment: Moment, line: int | None) -> None:
        if moment.written is not None and moment.precision == "unknown":
            self._impossible += 1
            self._first = self._first or line


def _first_broken(text: Text) -> int | None:
    """The 1-based line of the first byte that is not UTF-8; None where there is none."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    line, rest = 1, b""
    for chunk in text.chunks():
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            return line + (rest + chunk).count(b"\n", 0, error.start)
        rest = decoder.getstate()[0]
        line += chunk.count(b"\n")
    return line if rest else None


def _ascii(text: str | None) -> str | None:
    """The text, cleaned where it may need it."""
    return text if text is None or text.isascii() else clean(text)


def _same(text: str) -> str:
    return text


_entry = maker(Entry)
_source = maker(Source)
