"""Citations: where in the evidence something stands, written as one string, read back, and checked."""

import hashlib
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from pathlib import Path
from typing import Final

from afterword.evidence.blob import Blob, open_file
from afterword.evidence.collection import Collection, recognised
from afterword.evidence.container import Budget, Opener
from afterword.evidence.options import Options
from afterword.evidence.registry import registered_kinds
from afterword.evidence.scratch import Scratch
from afterword.evidence.text import CHUNK
from afterword.evidence.verdicts import Verdicts
from afterword.model.evidence import Source
from afterword.model.values import dataclass

_CITATION: Final = re.compile(
    r"(?<!`)(?P<fence>`+)(?!`)(?P<file>.+?)(?<!`)(?P=fence)(?!`),? +"
    r"(?:(?:lines? +(?P<first>\d+)(?: *[-–] *(?P<last>\d+))?|record +(?P<record>\d+)), +)?"
    r"bytes +(?P<start>\d+) *[-–] *(?P<end>\d+), +sha256 +(?P<sha256>[0-9a-fA-F]{64})\b"
)
_TICKS: Final = re.compile(r"`+")
_DEFINITION: Final = re.compile(r" {0,3}\[\^(?P<label>[^\]\s]+)\]:[ \t]*(?P<text>.*)")
_REFERENCE: Final = re.compile(r"(?<!\\)\[\^(?P<label>[^\]\s]+)\](?!:)")
_FENCE: Final = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")
_CODE: Final = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A place in the evidence."""

    file: str
    """Path as shown, with ``!member``."""
    first_line: int | None = None
    """1-based first line; None where a record or nothing is counted."""
    last_line: int | None = None
    """1-based last line, included."""
    record: int | None = None
    """1-based record, for JSON and CSV."""
    start: int
    """First byte."""
    end: int
    """The byte after the last."""
    sha256: str
    """Digest of the file on disk, lower case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A citation of a document, and whether it still holds."""

    label: str
    """The footnote's label."""
    line: int
    """1-based line of the document on which it stands."""
    citation: Citation | None
    """What it cites; None where that cannot be read."""
    holds: bool
    """Whether the evidence is there, unchanged, and has the place."""
    reason: str | None = None
    """Why it does not hold; None where it does."""


def cite(source: Source) -> str:
    """The citation of a source, without the footnote's label."""
    where = ""
    if source.record is not None:
        where = f"record {source.record}, "
    elif source.line is not None:
        last = source.end_line or source.line
        where = f"line {source.line}, " if last == source.line else f"lines {source.line}-{last}, "
    name = "".join(letter if letter.isprintable() else "\ufffd" for letter in source.file)
    fence = "`" * (max((len(run) for run in _TICKS.findall(name)), default=0) + 1)
    code = f"`{name}`" if len(fence) == 1 else f"{fence} {name} {fence}"
    return f"{code} {where}bytes {source.offset}-{source.offset + source.length}, sha256 {source.sha256}"


def find_citations(text: str) -> Iterator[Citation]:
    """The citations that a text holds, in order."""
    for found in _CITATION.finditer(text):
        first = found["first"]
        name = found["file"]
        yield Citation(
            file=name.strip() if len(found["fence"]) > 1 else name,
            first_line=int(first) if first else None,
            last_line=int(found["last"] or first) if first else None,
            record=int(found["record"]) if found["record"] else None,
            start=int(found["start"]),
            end=int(found["end"]),
            sha256=found["sha256"].lower(),
        )


def check_document(document: str, places: Sequence[Path], nearby: Sequence[Path] = ()) -> tuple[Checked, ...]:
    """Every citation of a Markdown document held against the evidence.

    shape: ``places`` are folders or files of evidence, looked through at any depth; in ``nearby`` folders
    only the cited paths themselves are tried. In the order of the document.
    """
    return tuple(_checked(document, Evidence(places, nearby)))


class Evidence:
    """Evidence at hand, in which citations are looked up."""

    def __init__(self, places: Sequence[Path], nearby: Sequence[Path] = ()) -> None:
        """Nothing is read before it is asked for."""
        self._places = places
        self._nearby = nearby
        self._scratch = Scratch()
        self._digests: dict[Path, str] = {}
        self._members: dict[Path, dict[str, Blob]] = {}
        self._files: list[Path] | None = None
        self._records: dict[tuple[str, str], tuple[Sequence[int], Sequence[int]] | None] = {}

    def fault(self, citation: Citation) -> str | None:
        """Why a citation does not hold; None where it does."""
        outer, *inner = citation.file.split("!")
        candidates = list(dict.fromkeys(self._candidates(citation.file, outer)))
        if not candidates:
            return f"{outer} was not found"
        path = next((path for path in candidates if self._digest(path) == citation.sha256), None)
        if path is None:
            return f"{outer} has changed: its sha256 is {self._digest(candidates[0])[:12]}..."
        blob = self._blob(path, citation.file, inner)
        if blob is None:
            return f"{outer} has no member {'!'.join(inner)}"
        return _fault_within(blob, citation) or self._fault_of_record(blob, citation)

    def _fault_of_record(self, blob: Blob, citation: Citation) -> str | None:
        if citation.record is None:
            return None
        key = (citation.sha256, blob.name)
        if key not in self._records:
            self._records[key] = _records(blob)
        records = self._records[key]
        if records is None:
            return None  # no kind reads the file any more; its bytes are the same all the same
        starts, numbers = records
        at = bisect_left(starts, citation.start)
        found = numbers[at] if at < len(starts) and starts[at] == citation.start else 0
        if found == citation.record:
            return None
        return f"record {citation.record} does not start there" + (f", record {found} does" if found else "")

    def _candidates(self, *names: str) -> Iterator[Path]:
        for name in names:
            for place in (*self._places, *self._nearby):
                path = place / name if place.is_dir() else place
                if path.is_file() and (place.is_dir() or name.endswith(place.name)):
                    yield path
        for name in names:
            yield from (file for file in self._every_file() if file.name == name.rpartition("/")[2])

    def _every_file(self) -> list[Path]:
        if self._files is None:
            self._files = sorted(
                file for place in self._places if place.is_dir() for file in place.rglob("*") if file.is_file()
            )
        return self._files

    def _digest(self, path: Path) -> str:
        if path not in self._digests:
            try:
                with path.open("rb") as file:
                    self._digests[path] = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError:
                self._digests[path] = "unreadable"
        return self._digests[path]

    def _blob(self, path: Path, shown: str, inner: Sequence[str]) -> Blob | None:
        if not inner or path.name == shown.rpartition("/")[2]:
            return open_file(path, path.name)
        if path not in self._members:
            opener = Opener(self._scratch, Budget(Options().largest_expansion), _unheard)
            found = opener.members(open_file(path, path.name))
            self._members[path] = {blob.name.partition("!")[2]: blob for blob in found}
        return self._members[path].get("!".join(inner))


def _records(blob: Blob) -> tuple[Sequence[int], Sequence[int]] | None:
    """First byte and number of every record, in order; 0 where records have none; None where no kind reads it."""
    piece = recognised(blob, _unheard, Verdicts(registered_kinds(), kept=False).of)
    if piece.kind is None:
        return None
    starts, numbers = array("Q"), array("Q")
    for entry in Collection(Options(reveal=True), (piece,), {}).entries():
        starts.append(entry.sources[0].offset)
        # Objects on lines are cited by their lines, or by their number among the objects.
        numbers.append(entry.sources[0].record or (len(starts) if piece.sample().objects else 0))
    return starts, numbers


def _unheard(_code: str, _sentence: str, _line: int | None = None) -> None:
    """Findings of opening were reported when the evidence was read."""


def _fault_within(blob: Blob, citation: Citation) -> str | None:
    if not 0 <= citation.start < citation.end <= blob.size:
        return f"bytes {citation.start}-{citation.end} lie outside of its {blob.size} bytes"
    if citation.first_line is not None and citation.last_line is not None:
        first, last = _lines(blob, citation.start, citation.end)
        if (first, last) != (citation.first_line, citation.last_line):
            where = f"line {first}" if first == last else f"lines {first}-{last}"
            return f"bytes {citation.start}-{citation.end} stand on {where}"
    return None


def _lines(blob: Blob, start: int, end: int) -> tuple[int, int]:
    """First and last line of a span, 1-based; a line end belongs to the line that it ends."""
    first = last = 1
    with blob.open() as file:
        at = 0
        while at < end - 1 and (chunk := file.read(min(CHUNK, end - 1 - at))):
            first += chunk.count(b"\n", 0, max(start - at, 0))
            last += chunk.count(b"\n")
            at += len(chunk)
    return first, last


@dataclass(slots=True)
class _Notes:
    """Footnotes of a document."""

    definitions: list[tuple[str, str, int]] = field(default_factory=list)
    references: dict[str, int] = field(default_factory=dict)


def _checked(document: str, evidence: Evidence) -> Iterator[Checked]:
    notes = _notes(document.splitlines())
    for label, text, line in notes.definitions:
        citations = list(find_citations(text))
        if not citations and "sha256" in text:
            reason = "it is not written as a citation"
            yield Checked(label=label, line=line, citation=None, holds=False, reason=reason)
        for citation in citations:
            reason_found = evidence.fault(citation)
            yield Checked(label=label, line=line, citation=citation, holds=reason_found is None, reason=reason_found)
    defined = {label for label, _, _ in notes.definitions}
    for label, line in notes.references.items():
        if label not in defined:
            yield Checked(label=label, line=line, citation=None, holds=False, reason="the footnote is not defined")


def _notes(lines: Iterable[str]) -> _Notes:
    notes = _Notes()
    fence = ""
    for number, line in enumerate(lines, 1):
        found = _FENCE.match(line)
        if found and (not fence or (line.strip().startswith(fence) and not line.strip(" `~"))):
            fence = "" if fence else found["fence"]
        if fence:
            continue
        definition = _DEFINITION.match(line)
        if definition:
            notes.definitions.append((definition["label"], definition["text"], number))
            continue
        for reference in _REFERENCE.finditer(_CODE.sub("", line)):
            notes.references.setdefault(reference["label"], number)
    return notes
