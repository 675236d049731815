"""Evidence opened, recognised, and read: entries in file order, findings, and the ledger."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import field, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path

from afterword.errors import InputError
from afterword.evidence.answers import Origin, origin_of
from afterword.evidence.blob import Blob, keep_stream, open_file
from afterword.evidence.clock import Clock
from afterword.evidence.condensed import Condensed, Counts, Lookup
from afterword.evidence.container import Budget, Opener, sealed_form
from afterword.evidence.counting import Counting
from afterword.evidence.folder import Found, walk_evidence
from afterword.evidence.ledger import Account
from afterword.evidence.lines import LONGEST_LINE, longest_line
from afterword.evidence.options import Options
from afterword.evidence.presenting import Presenter
from afterword.evidence.recognition import Verdict, is_working_file
from afterword.evidence.record import Context, Record
from afterword.evidence.registry import Registered, broken_kinds, registered_kinds
from afterword.evidence.sample import WINDOW, Sample
from afterword.evidence.scratch import Scratch
from afterword.evidence.span import Span
from afterword.evidence.text import Text
from afterword.evidence.timed import Timed
from afterword.evidence.verdicts import Verdicts
from afterword.evidence.workshop import Work, Workshop, counts_of, processors, read_bounds, read_part
from afterword.model.evidence import Entry, LedgerRow
from afterword.model.finding import Finding
from afterword.model.values import dataclass

_BATCH = 512
_ROOM = 8 * 1024 * 1024
STANDARD_INPUT = Path("-")
"""The path that stands for standard input."""
_MOST_LENT = 8
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A file or member and the kind that reads it."""

    blob: Blob
    """Its bytes."""
    text: Text
    """Its bytes as the kind sees them."""
    kept: Sample | None
    """What it was recognised by; None where so many are that it is taken from the text again."""
    kind: Registered | None
    """None where none understands it."""
    origin: Origin | None = None
    """Where it comes from, where it is the answer of a store."""

    def sample(self) -> Sample:
        """What it was recognised by."""
        return self.kept or self.blob.sample(self.text)


@dataclass(slots=True)
class Collection:
    """Evidence that was given together.

    shape: pieces in the order of the paths; within an archive in its own order.
    """

    options: Options
    """What the caller said."""
    pieces: tuple[Piece, ...]
    """Every file and member."""
    _findings: dict[Finding, None]
    _accounts: list[Account] = field(init=False)
    _known: dict[str, Piece] = field(init=False)
    _lent: dict[str, bytes] = field(init=False, default_factory=dict)
    _scratch: Scratch = field(default_factory=Scratch)
    _years: dict[str, int] = field(init=False, default_factory=dict)
    _zones: dict[str, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Opens an empty account for each piece."""
        self._accounts = [Account(piece.blob) for piece in self.pieces]
        self._known = {piece.blob.name: piece for piece in self.pieces}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What opening found, and what reading has found so far; each once."""
        return (*self._findings, *self.supplied())

    def supplied(self) -> Iterator[Finding]:
        """For how many records so far the caller's years, and the caller's zones, were taken, and of which files."""
        for code, fact, number, counts in (("EV208", "year", 0, self._years), ("EV209", "zone", 1, self._zones)):
            taken: dict[tuple[str, str], list[tuple[str, int]]] = {}
            for name, count in counts.items():
                if count:
                    own = self.options.of(name)
                    value = str(own.year) if fact == "year" else own.tz or ""
                    taken.setdefault((value, self.options.given(name)[number]), []).append((name, count))
            for (value, option), files in taken.items():
                yield Finding(code=code, message=_supplied(fact, value, option, files))

    @property
    def understood(self) -> bool:
        """Whether any file was understood."""
        return any(piece.kind is not None for piece in self.pieces)

    def entries(self) -> Iterator[Entry]:
        """One entry for each record of each piece, in file order; may be asked for again."""
        for number in range(len(self.pieces)):
            yield from self._read(number)

    def _read(self, number: int) -> Iterator[Entry]:
        piece, account = self.pieces[number], self._accounts[number]
        if piece.kind is None:
            return
        account.begin()
        presenter = Presenter(piece.text, piece.kind.name, piece.blob.sha256, self.options.of(piece.blob.name))
        records = self._records(piece, piece.kind)
        while batch := list(islice(records, _BATCH)):
            yield from presenter.entries(batch, account)
        self._close(piece, account, presenter)

    def _close(self, piece: Piece, account: Account, presenter: Presenter) -> None:
        """The last record of a piece has been read."""
        account.finish()
        self._years[piece.blob.name], self._zones[piece.blob.name] = presenter.years, presenter.zones
        for code, sentence, line in presenter.findings():
            self._report(code, sentence, line)
        if changed := piece.blob.changed():
            self._report("EV212", f"{piece.blob.name} {changed}", None)
        if piece.blob.size - account.size > LONGEST_LINE and (found := longest_line(piece.text)):
            line, size = found
            sentence = f"a line of {size:,} bytes is too long for a record, and in none"
            self._report("EV211", f"{piece.blob.name}: {sentence}", line)

    def condensed(self, counting: Counting, span: Span | None = None) -> Iterator[Entry | Condensed]:
        """As ``entries``; but a long log comes in counts, where that changes nothing but the time it takes.

        shape: of a log whose zones are known, those that cannot hold a time of ``span`` are not read.
        """
        works = self._works(counting, span)
        shop = Workshop(list(works.values()), read_part, chunk=counting.chunk, workers=processors()) if works else None
        try:
            for number in range(len(self.pieces)):
                work = works.get(number)
                counts = counts_of(shop.parts(work), work.plan) if shop and work else None
                if work and counts:
                    yield from self._counted(number, work, counts, counting)
                else:
                    yield from self._read(number)
        finally:
            if shop:
                shop.close()

    def timed(self, counting: Counting, span: Span | None = None) -> Iterator[Entry | Timed]:
        """As ``entries``; but of a long log only which times stand where, if its lines can be told apart by that.

        shape: what was written of such a log has to be said to it, and it to ``settle``.
        """
        works = self._works(counting, span)
        shop = (
            Workshop(list(works.values()), read_bounds, chunk=counting.chunk, workers=processors()) if works else None
        )
        try:
            for number, piece in enumerate(self.pieces):
                work = works.get(number)
                parts = shop.parts(work) if shop and work else None
                log = Timed(work, parts) if work and parts else None
                if work and log and log.orderly:
                    counting.keep(piece.blob, work, log.zones)
                    yield log
                else:
                    yield from self._read(number)
        finally:
            if shop:
                shop.close()

    def settle(self, log: Timed) -> None:
        """Enter what was written of a log that ``timed`` gave into the ledger, as two: what was, and what was not."""
        number = next(at for at, piece in enumerate(self.pieces) if piece.blob.name == log.file)
        piece, account = self.pieces[number], self._accounts[number]
        account.begin()
        presenter = Presenter(piece.text, log.work.plan.kind, piece.blob.sha256, self.options.of(log.file))
        log.account(account, presenter)
        self._noted(log.file, log.notes)
        self._close(piece, account, presenter)

    def text(self, name: str) -> Text:
        """A piece as its kind sees it.  errors: KeyError for a name that is none."""
        return self._known[name].text

    def _works(self, counting: Counting, span: Span | None) -> dict[int, Work]:
        """The logs that can be read in chunks, by the number of their piece."""
        kinds = Counter(piece.kind.name for piece in self.pieces if piece.kind)
        alone = frozenset(kind for kind, count in kinds.items() if count == 1)
        return {n: work for n, piece in enumerate(self.pieces) if (work := self._work(piece, counting, span, alone))}

    def _work(self, piece: Piece, counting: Counting, span: Span | None, alone: frozenset[str]) -> Work | None:
        kind, blob = piece.kind, piece.blob
        if kind is None or not kind.by_line:
            return None
        options = self.options.of(blob.name)
        return counting.work(blob, piece.text, kind.name, piece.sample, options, span, alone=kind.name in alone)

    def _counted(self, number: int, work: Work, counts: Counts, counting: Counting) -> Iterator[Condensed]:
        piece, account = self.pieces[number], self._accounts[number]
        counting.keep(piece.blob, work, counts.zones)
        account.begin()
        name = piece.kind.name if piece.kind else ""
        options = self.options.of(piece.blob.name)
        presenter, apart = (Presenter(piece.text, name, piece.blob.sha256, options) for _ in range(2))
        lookup = Lookup(piece.text, name, work.plan, apart, Account(piece.blob))
        yield Condensed(counts, work.skipped, lookup, presenter, account)
        presenter.join(apart)
        self._noted(piece.blob.name, counts.notes)
        self._close(piece, account, presenter)

    def ledger(self, dispositions: Iterable[str] | None = None) -> tuple[LedgerRow, ...]:
        """What became of every record: ``dispositions`` in the order of ``entries`` say so; None: all used.

        shape: each is ``used``, ``grouped``, or the reason for which a record was set aside.
        errors: ValueError where there are fewer dispositions than records.
        """
        if not all(account.complete for account, piece in self._paired() if piece.kind):
            for _ in self.entries():
                pass
        given = None if dispositions is None else iter(dispositions)
        return tuple(_row(account, piece, given) for account, piece in self._paired())

    def _paired(self) -> Iterator[tuple[Account, Piece]]:
        return zip(self._accounts, self.pieces, strict=True)

    def _records(self, piece: Piece, kind: Registered) -> Iterator[Record]:
        name = piece.blob.name
        options = self.options.of(name)
        context = Context(
            options=options,
            clock=Clock(options),
            sample=piece.sample(),
            report=lambda code, sentence, line: self._report(code, f"{name}: {sentence}", line),
            neighbour=partial(self._neighbour, name),
        )
        end = 0
        try:
            for record in kind.kind.read(piece.text, context):
                if record.offset < end or record.length < 1:
                    raise ValueError(f"the kind {kind.name} yields overlapping records of {name}")
                end = record.offset + record.length
                yield record
        except (InputError, OSError) as error:
            self._report("EV201", f"{name}: {error.strerror}" if isinstance(error, OSError) else str(error), None)
        self._noted(name, context.clock.notes)

    def _noted(self, name: str, notes: Mapping[str, str]) -> None:
        for note, written in notes.items():
            self._report("EV205", f"{name}: {note} (first: {written})", None)

    def _neighbour(self, name: str, wanted: str) -> bytes | None:
        above = name
        while above:
            cut = max(above.rfind("/"), above.rfind("!"))
            above = above[:cut] if cut >= 0 else ""
            beside = name[: cut + 1] + wanted
            if beside in self._known:
                return self._content(beside)
        return None

    def _content(self, name: str) -> bytes:
        """The content of a piece; kept while its neighbours ask for it, since a folder of them may."""
        if name not in self._lent:
            while len(self._lent) >= _MOST_LENT:
                del self._lent[next(iter(self._lent))]
            self._lent[name] = self._known[name].text.data(self.options.largest_document)
        return self._lent[name]

    def _report(self, code: str, sentence: str, line: int | None) -> None:
        self._findings[Finding(code=code, message=sentence, line=line)] = None


def read(
    paths: Sequence[Path],
    *,
    options: Options,
    verdicts: Verdicts | None = None,
    watched: Callable[[Iterator[Piece]], Iterator[Piece]] = iter,
) -> Collection:
    """Opens files and folders of evidence, read-only, and recognises what each file is.

    shape: ``-`` is standard input, read last; ``verdicts`` recognises, and is closed; without it nothing is kept.
    Pieces pass through ``watched`` as they are recognised.
    errors: InputError for a path that does not exist or a file that was named and cannot be read; UsageError for
    a zone that does not exist, and for options of a source that is not there; everything else that is wrong
    becomes a finding.
    """
    for zone in (options.tz, *(pattern.value for pattern in options.zones)):
        Clock(Options(tz=zone))
    findings: dict[Finding, None] = {}

    def report(code: str, sentence: str, line: int | None = None) -> None:
        findings[Finding(code=code, message=sentence, line=line)] = None

    scratch = Scratch()
    opener = Opener(scratch, Budget(options.largest_expansion), report)
    for sentence in broken_kinds():
        report("EV113", sentence, None)
    files = [path for path in paths if path != STANDARD_INPUT]
    blobs = (blob for found in walk_evidence(files, report) for blob in _opened(found, report))
    given = [keep_stream(sys.stdin.buffer, name="standard input", scratch=scratch)] if len(files) < len(paths) else []
    with closing(verdicts or Verdicts(registered_kinds(), kept=False)) as known:
        members = (member for blob in chain(blobs, given) for member in opener.members(blob))
        pieces = list(_light(watched(recognised(member, report, known.of) for member in members)))
    options.check([piece.blob.name for piece in pieces])
    return Collection(options, tuple(pieces), findings, scratch)


def _light(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same pieces; once what they were recognised by fills the room for it, those that follow let go of theirs."""
    room = _ROOM
    for piece in pieces:
        room -= piece.kept.size if piece.kept and piece.kind else 0
        yield replace(piece, kept=None) if room < 0 or not piece.kind else piece


def _row(account: Account, piece: Piece, given: Iterator[str] | None) -> LedgerRow:
    row = account.row(piece.kind.name if piece.kind else None, given)
    return replace(row, collected_at=piece.origin.at, collected_by=piece.origin.by) if piece.origin else row


def _supplied(fact: str, value: str, option: str, files: Sequence[tuple[str, int]]) -> str:
    """For which records a fact that the caller gave was taken."""
    count = sum(count for _, count in files)
    names = ", ".join(name for name, _ in files[:_MOST_NAMED])
    names += f" and {len(files) - _MOST_NAMED} more" if len(files) > _MOST_NAMED else ""
    records = f"{count:,} record{'s' if count != 1 else ''}"
    return f"{fact} {value} (from {option}) was taken for {records} of {names}, which state none"


def _opened(found: Found, report: Callable[[str, str, int | None], None]) -> Iterator[Blob]:
    try:
        blob = open_file(found.path, found.name)
        with blob.open() as file:
            own = is_working_file(file.read(WINDOW))
    except OSError as error:
        if found.given:
            raise InputError(f"{found.path} cannot be read: {error.strerror}") from error
        report("EV111", f"{found.name} cannot be read: {error.strerror}", None)
        return
    if own:
        report("EV116", f"{found.name} is the working file of a timeline, no evidence; it was not read", None)
    else:
        yield blob


def recognised(
    blob: Blob, report: Callable[[str, str, int | None], None], verdict_of: Callable[[Sample], Verdict]
) -> Piece:
    """A file or member with the kind that reads it; where none does, that is reported."""
    text = blob.text()
    sample = blob.sample(text)
    if blob.sealed:
        return Piece(blob=blob, text=text, kept=sample, kind=None)
    # the opener could not open it; lines of a log that are stored in it as they are do not make it one
    form = sealed_form(sample.head)
    verdict = Verdict(kind=None, reason=f"it is {form}") if form else verdict_of(sample)
    if text.mark == blob.size > 0:
        verdict = replace(verdict, reason="it holds nothing but NUL bytes")
    for note in verdict.notes:
        report("EV113", note, None)
    origin = origin_of(sample.head)
    for note in origin.notes if origin else ():
        report("EV114", f"{blob.name}: {note}", None)
    if verdict.doubt:
        report("EV102", f"{blob.name}: {verdict.doubt}", None)
    if verdict.kind is None and origin:
        report("EV115", f"{blob.name}: the answer holds no record ({origin.by})", None)
    elif verdict.kind is None:
        report("EV101", f"{blob.name} is not understood: {verdict.reason}", None)
    return Piece(blob=blob, text=text, kept=sample, kind=verdict.kind, origin=origin)
