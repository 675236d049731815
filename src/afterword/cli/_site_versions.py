"""The pages of a site, each made of the version of its document and proven, in all processors where they are many."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TypeVar

from afterword.cli._record import Document, own_houses, read_as_document
from afterword.cli._versions import Derived, derived_from, internal_version
from afterword.cli.files import read_document
from afterword.errors import AfterwordError, InputError
from afterword.evidence.workshop import ahead, processors
from afterword.houses.archiving.judging import judge
from afterword.houses.house import House
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.publish.formats.version import Version
from afterword.publish.leaktest.baseline import Baseline, baseline_of
from afterword.publish.leaktest.proving import prove, sentences
from afterword.publish.leaktest.searching import leaks
from afterword.publish.look import Look
from afterword.publish.redaction.finding import find
from afterword.publish.redaction.known import Known, known_of
from afterword.publish.redaction.pseudonyms import Pseudonyms
from afterword.publish.site.card import name_of
from afterword.publish.site.making import Reader, blank_piece, piece, reader
from afterword.publish.site.shell import Site
from afterword.text.sensitive.hits import Hit

S = TypeVar("S")
R = TypeVar("R")

_INTERNAL = "internal"
_FEW = 12
_CHUNK = 8
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A document, looked at before any version is made."""

    file: str
    """Where it is."""
    known: Known | None = None
    """Whom and what it names; None for one that is left out."""
    hits: tuple[Hit, ...] = ()
    """What redaction finds in it."""
    left_out: str | None = None
    """Why it cannot be read."""
    is_other: str | None = None
    """Why it is no postmortem."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Documents that one process makes pages of."""

    files: tuple[str, ...]
    """The documents."""
    site: Site
    """What is the same on all pages."""
    audience: str
    """For whom they are."""
    names: str
    """The pseudonyms of all documents, as ``Pseudonyms.dumps`` writes them."""
    people: tuple[str, ...]
    """Everybody whom a document names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What became of a document."""

    file: str
    """Where it is."""
    reader: Reader | None = None
    """Its page; None where it is left out."""
    left_out: str | None = None
    """Why it is left out."""
    is_leak: bool = False
    """Whether because its version would hold what may not be seen."""
    has_named: bool = False
    """Whether it needed a pseudonym that the others do not know; then it is made again, after all others."""


def look(files: Sequence[str]) -> list[Seen]:
    """What documents name, in their order."""
    return _spread(_look, files, lambda part: part)


def make(seen: Sequence[Seen], site: Site, audience: str, names: Pseudonyms) -> list[Made]:
    """The pages of documents in their order; ``names`` knows all pseudonyms of them afterwards."""
    for one in seen:
        if one.known is not None and audience != _INTERNAL:
            names.prepare(one.known, one.hits)
    people = tuple(dict.fromkeys(p.name for one in seen if one.known is not None for p in one.known.people))
    told = names.dumps()

    def job(part: tuple[str, ...]) -> Job:
        return Job(files=part, site=site, audience=audience, names=told, people=people)

    found = _spread(_make, [one.file for one in seen], job)
    return [_made(one.file, site, audience, names, people) if one.has_named else one for one in found]


def _spread(task: Callable[[S], list[R]], files: Sequence[str], job: Callable[[tuple[str, ...]], S]) -> list[R]:
    size = len(files) if len(files) < _FEW else _CHUNK
    jobs = [job(tuple(files[n : n + size])) for n in range(0, len(files), max(size, 1))]
    return [one for part in ahead(task, jobs, workers=processors()) for one in part]


def _look(files: tuple[str, ...]) -> list[Seen]:
    return [_seen(file) for file in files]


def _seen(file: str) -> Seen:
    try:
        document = _opened(file)
    except AfterwordError as error:
        return Seen(file=file, left_out=_reason(error, file))
    record = document.record
    judged = judge(record, document.text, Path(file).name) if document.reading.house.is_fallback else None
    if judged and judged.sort != "postmortem" and not (record.severity or record.status):
        return Seen(file=file, is_other=judged.reason)
    known = known_of(record, document.text)
    return Seen(file=file, known=known, hits=tuple(find(document.text, known)))


def _opened(file: str) -> Document:
    return read_as_document(read_document(file), file, _houses(str(Path(file).parent)))


@cache
def _houses(folder: str) -> tuple[House, ...]:
    return own_houses(str(Path(folder) / "-.md"))


def _reason(error: AfterwordError, file: str) -> str:
    return str(error).removeprefix(f"{file}: ")


def _make(job: Job) -> list[Made]:
    return [
        _made(file, job.site, job.audience, Pseudonyms.loads(job.names), job.people, is_last=False)
        for file in job.files
    ]


def _made(
    file: str, site: Site, audience: str, names: Pseudonyms, people: tuple[str, ...], *, is_last: bool = True
) -> Made:
    given = len(names)
    try:
        document = _opened(file)
        if audience == _INTERNAL:
            return Made(file=file, reader=reader(internal_version(file, document), site))
        derived = derived_from(document, file, audience, names, people)
        if len(names) != given and not is_last:
            return Made(file=file, has_named=True)
        page = reader(derived.version, site)
        found = list(_found(derived, page, site))
    except AfterwordError as error:
        return Made(file=file, left_out=_reason(error, file))
    if found:
        more = f" ({len(found) - _SHOWN} more)" if len(found) > _SHOWN else ""
        return Made(file=file, left_out="; ".join(found[:_SHOWN]) + more, is_leak=True)
    return Made(file=file, reader=page)


def _found(derived: Derived, page: Reader, site: Site) -> Iterator[str]:
    """What the page of a version holds and must not, and what the other pages would say of it."""
    version, whole = derived.version, derived.document.record
    known = _known_blank(site, version.audience, version.stamp, version.marking, version.look)
    sought = derived.sought()
    name = f"{name_of(page.card.name)}.html"
    yield from sentences(prove(page.data, name, "html", derived.view, whole, sought, bytes, known))
    for leak in leaks(piece(page.card), "", sought, bytes, _known_piece()):
        yield f"the index, {leak.place}: {leak.kind} {leak.words!r}"


@cache
def _known_piece() -> Baseline:
    return baseline_of(blank_piece())


@cache
def _known_blank(site: Site, audience: str, stamp: str | None, marking: str | None, look: Look) -> Baseline:
    """What the page of a version says that says nothing; when it was made stands on no page."""
    nothing = Version(
        text="\n",
        record=Record(),
        created=datetime.min.replace(tzinfo=UTC),
        audience=audience,
        stamp=stamp,
        marking=marking,
        look=look,
    )
    return baseline_of(reader(nothing, site).data)


def refuse_unknown(made: Sequence[Made]) -> None:
    """Where every document is left out, and none for what it would show.  errors: InputError with the first reason."""
    if made and all(one.reader is None and not one.is_leak for one in made):
        raise InputError(f"{made[0].file}: {made[0].left_out}; no other document is left for a site")
