"""One document of an archive, read as far as an import needs it: its Markdown, its record, what a person must check."""

import hashlib
from collections.abc import Sequence
from dataclasses import field, replace
from pathlib import PurePosixPath
from typing import Literal

from afterword.cli._import_archive import Archive, Passed
from afterword.cli.files import refuse_too_large
from afterword.errors import InputError, RefusedEdit
from afterword.houses.archiving.judging import ASK, Judgement, is_never_a_document, judge, sections_of
from afterword.houses.archiving.naming import day_of, wished_name
from afterword.houses.house import House
from afterword.houses.reading.derived import with_derived
from afterword.houses.reading.getting import get
from afterword.houses.reading.times.incident import with_incident_day
from afterword.houses.writing.converting import Conversion, convert
from afterword.model.finding import Finding
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.text.foreign.keeping import lost_words
from afterword.text.foreign.markups import likely_markup
from afterword.text.foreign.original import Original
from afterword.text.foreign.registry import Format, Recognised, recognise
from afterword.text.foreign.tree import Foreign
from afterword.text.foreign.unread import what_it_is
from afterword.text.foreign.writing import write

Outcome = Literal["imported", "kept", "copied", "skipped", "refused"]
"""What became of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the user asked for."""

    form: Format | None = None
    """The format to read in, whatever the content; None to recognise it."""
    house: House | None = None
    """The house to convert to; None to keep the shape."""
    own: Sequence[House] = ()
    """The team's houses, by which a document may be written."""
    everything: bool = False
    """Whether templates, indexes, and other documents are taken, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A file of the archive and what became of it."""

    source: str
    """Its path in the archive."""
    sha256: str = ""
    """Digest of its bytes; empty where they could not be read."""
    outcome: Outcome
    """What became of it."""
    reason: str = ""
    """Why it was skipped or refused, or what a copied file goes along with."""
    target: str = ""
    """Its path below the target folder; empty for what does not go there."""
    format: str = ""
    """Name of its format."""
    format_confidence: float = 0.0
    """How surely it is of that format, 0 to 1."""
    foreign: Foreign | None = field(default=None, repr=False)
    """It as the tree."""
    text: str = field(default="", repr=False)
    """It as Markdown."""
    record: Record = Record()
    """What it states."""
    name: str | None = None
    """How it would like to be called."""
    findings: tuple[Finding, ...] = ()
    """What a person should look at, with lines of the Markdown."""
    first_commit: str | None = None
    """The day on which it was first committed."""
    was: str = ""
    """Of what is kept, the digest of what an earlier import wrote there."""
    conversion: Conversion | None = field(default=None, repr=False)
    """How it was converted; None where it keeps its shape."""

    @property
    def day(self) -> str | None:
        """The day of the incident."""
        return day_of(self.record)

    @property
    def sections(self) -> tuple[str, ...]:
        """The usual sections that were found."""
        return sections_of(self.record)

    @property
    def missing(self) -> tuple[str, ...]:
        """What every postmortem has and this one was not found to have."""
        held = {"title": self.record.title, "date": self.day, "timeline": self.record.timeline}
        return tuple(name for name, value in held.items() if not value)

    @property
    def verbatim(self) -> bool:
        """Whether the Markdown is the file itself, to the byte."""
        return self.outcome == "imported" and self.target_sha256 == self.sha256

    @property
    def target_sha256(self) -> str:
        """Digest of the record as it is written."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def left(passed: Passed) -> Taken:
    """What was met and is not read, as a row of the report."""
    return Taken(source=passed.path, outcome="skipped", reason=passed.reason)


def take(archive: Archive, source: str, wanted: Wanted, *, is_named: bool) -> Taken:
    """Read a file.  ``is_named``: the user asked for this very file, so it is taken whatever it is.

    errors: none; a file that cannot be read is refused, with the reason.
    """
    if not is_named and is_never_a_document(source):
        return Taken(source=source, outcome="skipped", reason="a program, data, or settings by its name")
    digest = ""
    try:
        data = archive.fetch(source)
        digest = hashlib.sha256(data).hexdigest()
        return _read(archive, source, data, wanted, is_named=is_named)
    except InputError as error:
        said = str(error).removeprefix(f"{source}: ")
        return Taken(source=source, sha256=digest, outcome="refused", reason=said)


def _read(archive: Archive, source: str, data: bytes, wanted: Wanted, *, is_named: bool) -> Taken:
    original = Original(source, data)
    is_no_text = not data.strip() or (original.is_binary and not original.is_zip and not what_it_is(original))
    if is_no_text and not is_named and not wanted.form:
        return Taken(source=source, sha256=hashlib.sha256(data).hexdigest(), outcome="skipped", reason=_textless(data))
    if not original.is_zip:
        refuse_too_large(len(data), source)
    known = Recognised(format=wanted.form, confidence=1.0) if wanted.form else recognise(original)
    form = known.format
    if not (original.is_binary or original.decoded.is_sure or form.name == "markdown"):
        raise InputError(f"{source}: not UTF-8, and of no encoding that it declares or that is known; save it as UTF-8")
    foreign = form.reader.read(original)
    text, findings = write(foreign, folder="attachments")
    whole = _of_the_whole(original, foreign, text)
    record = _record(text, source, wanted)
    judgement = judge(record, text, source)
    taken = Taken(
        source=source,
        sha256=hashlib.sha256(data).hexdigest(),
        outcome="imported",
        format=form.name,
        format_confidence=known.confidence,
        foreign=foreign,
        text=text,
        record=record,
        name=wished_name(record),
        findings=(*whole, *findings, *record.findings),
        first_commit=archive.first_commits.get(source),
    )
    return _judged(taken, judgement, is_named=is_named or wanted.everything)


def _textless(data: bytes) -> str:
    return "no text: an image, a film, a program, or other data" if data.strip() else "empty"


def _record(text: str, source: str, wanted: Wanted) -> Record:
    reading = get(text, own=wanted.own)
    return with_incident_day(with_derived(reading.record, reading.house), PurePosixPath(source).name)


def _of_the_whole(original: Original, foreign: Foreign, text: str) -> list[Finding]:
    findings = []
    if not original.is_zip and (note := original.decoded.note):
        findings.append(Finding(code="IM112", message=f"{note[:1].upper()}{note[1:]}."))
    if foreign.verbatim is None and (lost := lost_words(foreign.visible, text)):
        shown = ", ".join(repr(word) for word in lost[:20])
        message = f"{len(lost)} words of the source do not stand in the Markdown: {shown}."
        findings.append(Finding(code="IM111", message=message))
    return findings


def _judged(taken: Taken, judgement: Judgement, *, is_named: bool) -> Taken:
    if judgement.sort == "postmortem":
        return taken if taken.first_commit is None else _hinted(taken)
    if not is_named:
        other = likely_markup(taken.text) if taken.format == "markdown" else None
        said = f"no format that is read: it looks like {other.name}; convert it to HTML first" if other else ""
        return replace(taken, outcome="skipped", reason=said or judgement.reason)
    message = f"It looks like {judgement.reason.removesuffix(ASK)}. It was taken because it was asked for."
    return replace(taken, findings=(Finding(code="IM201", message=message), *taken.findings))


def _hinted(taken: Taken) -> Taken:
    """A document whose year is nowhere stated, with the day of its first commit as a hint for a person."""
    if taken.day is not None:
        return taken
    message = f"No day of the incident is stated; the file was first committed on {taken.first_commit}."
    return replace(taken, findings=(Finding(code="IM202", message=message), *taken.findings))


def in_folder(taken: Taken, folder: str, wanted: Wanted) -> Taken:
    """A document whose attachments lie in ``folder``, converted where that is asked for."""
    foreign = taken.foreign
    assert foreign is not None
    if foreign.attachments:
        text, _ = write(foreign, folder=folder)
        taken = replace(taken, text=text)
    if wanted.house is None:
        return taken
    try:
        made = convert(get(taken.text, own=wanted.own), wanted.house, wanted.own)
    except RefusedEdit as error:
        finding = Finding(code="IM203", message=f"It was not converted: {error}.")
        return replace(taken, findings=(finding, *taken.findings))
    # the lines of the text before are not those of the record any more
    unplaced = tuple(replace(finding, line=None) for finding in taken.findings)
    return replace(taken, text=made.text, findings=unplaced, conversion=made)
