"""The versions of a document as the command line writes them: settings, pseudonyms, clock, and the leak test."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from afterword.cli._printing import as_json
from afterword.cli._record import Document, open_document, warn_once
from afterword.cli._team import settings_file, team_settings
from afterword.cli.files import read_document, write_output
from afterword.cli.main import tell
from afterword.errors import InputError, UsageError
from afterword.model.plain import Plain
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.publish.audiences.allowing import allowed
from afterword.publish.audiences.audience import ORGANISATIONS
from afterword.publish.audiences.pictures import cleaned
from afterword.publish.audiences.stamping import stamp_for
from afterword.publish.audiences.view import View, derive
from afterword.publish.charts.wishes import Wish, caption_of, wish_of
from afterword.publish.formats.loading import FORMATS, write
from afterword.publish.formats.version import Version
from afterword.publish.leaktest.forbidding import Forbidden
from afterword.publish.leaktest.proving import Proof, prove, sought_in
from afterword.publish.leaktest.reporting import report
from afterword.publish.look import Look
from afterword.publish.looks.reading import Asked, asked_by, look_of, words_of
from afterword.publish.redaction.everywhere import Redactor
from afterword.publish.redaction.finding import find
from afterword.publish.redaction.known import Known, known_of
from afterword.publish.redaction.pseudonyms import Pseudonyms
from afterword.review.settings import merged

_ATTACHMENT = "postmortem.md"
_DATA = ("supporting_data",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A version for others, with all that is needed to prove it."""

    document: Document
    """The document that it is a version of."""
    known: Known
    """Whom and what the document names."""
    view: View
    """What its audience sees."""
    version: Version
    """It as writers take it."""
    pseudonyms: Pseudonyms
    """The names that stand for others."""

    def proof(self, data: bytes, name: str, target: str) -> Proof:
        """What a finished file of the version holds and must not."""

        def empty() -> bytes | None:
            return blank(target, self.version)

        return prove(data, name, target, self.view, self.document.record, self.sought(), empty)

    def sought(self) -> Forbidden:
        """What a file of the version must not hold."""
        own = words_of(self.version.look)
        return sought_in(self.view, self.document.text, self.known, self.document.reading.house.source, own)

    def report(self, proof: Proof, data: bytes, name: str) -> str:
        """The proof as JSON."""
        told = report(proof, data, name, self.view, self.document.record, self.document.text, self.sought())
        return as_json(told) + "\n"


def internal_version(file: str, document: Document | None = None, charts: Sequence[str] = ()) -> Version:
    """The document itself, which may have been read before."""
    document = document or _opened(file)
    return Version(
        charts=tuple(map(_wish, charts)),
        look=_look(document, file),
        text=document.text,
        record=document.record,
        created=clock(),
        folder=None if file == "-" else Path(file).parent,
        attachment=_ATTACHMENT if file == "-" else Path(file).name,
    )


def version_for(file: str, audience: str, pseudonyms: str | None, charts: Sequence[str] = ()) -> Derived:
    """The version of a document for an audience other than the internal one.

    errors: UsageError for an audience that nobody knows, where it may see nothing at all, and for charts where it may
    see no data.
    """
    derived = derived_from(_opened(file), file, audience, pseudonyms_of(pseudonyms))
    if charts and not derived.view.allowed.shows_part(_DATA):
        raise UsageError(f"--chart: the house shows no {'.'.join(_DATA)} to {audience}")
    if charts:
        said = derived.version.said
        wishes = (replace(wish, words=said(wish.words)) for wish in map(_wish, charts))
        derived = replace(derived, version=replace(derived.version, charts=tuple(wishes)))
    for sentence in derived.view.warnings:
        tell(f"warning: {sentence}")
    return derived


def _opened(file: str) -> Document:
    """The document, read.  errors: InputError, as for reading, and for one without a word."""
    document = open_document(file)
    if not document.text.strip("\ufeff \t\r\n"):
        raise InputError(f"{file}: is empty; there is nothing to export")
    return document


def derived_from(
    document: Document, file: str, audience: str, names: Pseudonyms, others: Iterable[str] = ()
) -> Derived:
    """As ``version_for``, of a document that is read; ``others`` are people whom other documents name."""
    team, own = team_settings(file), document.reading.matter.plain
    may = allowed(audience, document.reading.house, team, own)
    hides = ORGANISATIONS in may.audience.hides
    known = known_of(document.record, document.text, others, organisations=hides)
    hits = find(document.text, known)
    names.prepare(known, hits)
    tables = tuple(_table(each) for each in (document.reading.house.settings, team, own))
    redactor = Redactor(known, hits, document.text, names)
    view = derive(document.reading, document.record, may, redactor, tables)
    settings = merged(document.reading.house, team, own)
    version = Version(
        text=view.text,
        record=view.record,
        created=clock(),
        audience=may.audience.label,
        stamp=stamp_for(document.record, settings.policy),
        marking=f"TLP:{may.audience.tlp}",
        folder=None if file == "-" else Path(file).parent,
        images=view.images,
        cleaned=cleaned,
        said=redactor,
        look=_look(document, file),
    )
    return Derived(document=document, known=known, view=view, version=version, pseudonyms=names)


def _wish(address: str) -> Wish:
    """A file of metrics as ``--chart`` names it: ``latency.csv?unit=ms``."""
    path = Path(address if Path(address).is_file() else address.partition("?")[0])
    if not path.is_file():
        raise InputError(f"{path}: there is no such file")
    return wish_of("" if str(path) == address else address, path, caption_of(path))


def _look(document: Document, file: str) -> Look:
    """The look of the document's house, with what the team's settings say over it; what means nothing is told."""
    house = document.reading.house
    dressed = look_of(asked_by(house), team_look(file))
    for _, message in dressed.faults:
        warn_once(f"warning: look: {message}")
    return dressed.look


def team_look(file: str) -> Asked:
    """What the settings above a document ask for."""
    table = team_settings(file).get("look")
    place = settings_file(file)
    return Asked(table=table if isinstance(table, dict) else {}, folder=place.parent if place else None)


def team_look_of(path: str) -> Look:
    """The look that the settings above a document or a folder ask for, for pages about many documents."""
    place = str(Path(path) / "-") if Path(path).is_dir() else path
    dressed = look_of(team_look(place))
    for _, message in dressed.faults:
        warn_once(f"warning: look: {message}")
    return dressed.look


def pseudonyms_of(path: str | None) -> Pseudonyms:
    """The owner's map, if there is one already.  errors: InputError where the file is none."""
    if path == "-":
        raise UsageError("--pseudonyms needs a file: what stands for whom is for its owner alone")
    if path is None or not Path(path).exists():
        return Pseudonyms()
    return Pseudonyms.loads(read_document(path), path)


def blank(target: str, version: Version) -> bytes | None:
    """A file of a version that says nothing; None for a bundle, which is many files."""
    if target not in FORMATS:
        return None
    nothing = replace(version, text="\n", record=Record(), images={}, folder=None)
    return write(nothing, target).data


def keep_pseudonyms(path: str | None, names: Pseudonyms) -> None:
    """Write the owner's map where it was asked for, readable by the owner alone."""
    if path is None:
        return
    target = Path(path)
    if not target.exists():
        target.touch(mode=0o600)
    write_output(path, names.dumps(), force=True)
    target.chmod(0o600)


def _table(settings: Mapping[str, Plain]) -> Mapping[str, Plain]:
    value = settings.get("audience")
    return value if isinstance(value, dict) else {}


def clock() -> datetime:
    """The time that a file states: SOURCE_DATE_EPOCH where it is set, so that a build can be repeated, else now.

    errors: UsageError where that is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"SOURCE_DATE_EPOCH={epoch}: not a number of seconds since 1970") from error
