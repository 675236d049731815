"""What the documents of an archive lean on: images and files beside them, and one another."""

import hashlib
import posixpath
import re
import urllib.parse
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from afterword.cli._import_archive import Archive
from afterword.cli._import_documents import Taken
from afterword.errors import InputError
from afterword.houses.archiving.naming import fit_path, place_of
from afterword.model.finding import Finding
from afterword.model.values import dataclass
from afterword.text.fenced import without_code

_TARGET = re.compile(
    r"(!?)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*<?([^()\s>]+(?:\([^()\s]*\)[^()\s>]*)*)|<img\b[^>]{0,2000}?\bsrc=[\"']([^\"']+)"
)
_LARGEST_TOTAL = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A file that goes along with a document."""

    source: str
    """Its path in the archive."""
    sha256: str
    """Digest of its bytes."""
    document: str
    """The first document that refers to it."""
    target: str
    """Its path below the target folder."""
    data: bytes
    """Its bytes."""


class References:
    """Follows the references of documents and collects the files that go along."""

    def __init__(
        self, archive: Archive, targets: Mapping[str, str], left: frozenset[str], occupied: Iterable[str]
    ) -> None:
        """An archive, where each of its documents will stand, documents that are left behind, and paths in use."""
        self._archive = archive
        self._behind = left
        self._targets = targets
        self._left = _LARGEST_TOTAL
        self._taken = {place_of(path) for path in (*targets.values(), *occupied)}
        self.copied: dict[str, Copied] = {}

    def follow(self, taken: Taken) -> Taken:
        """A document with findings for what it leans on and will not find where it goes."""
        findings = []
        seen: set[str] = set()
        inside = {f"attachments/{a.name}" for a in taken.foreign.attachments} if taken.foreign else set()
        for url, is_image, line in _references(taken.text):
            path = _path_of(url, taken.source)
            if path is None or path in seen or urllib.parse.unquote(url) in inside:
                continue
            seen.add(path)
            said = self._problem(path, url, taken, is_image=is_image)
            if said:
                findings.append(Finding(code="IM102" if is_image else "IM119", message=said, line=line))
        return replace(taken, findings=(*taken.findings, *findings))

    def _problem(self, path: str, url: str, taken: Taken, *, is_image: bool) -> str | None:
        """Why a reference will not lead where it did; None where it does or never did."""
        kind = "image" if is_image else "link"
        if path.startswith("../") or path == "..":
            return f"The {kind} {url!r} leads out of the folder and was not taken along."
        if path in self._targets:
            now = self._moved(url, taken, self._targets[path])
            return f"The link {url!r} leads to a document that is called {now!r} now." if now else None
        if path in self._behind:
            return f"The link {url!r} leads to a document that was not taken over."
        if not self._archive.has(path):
            return f"The image {url!r} is not there." if is_image else None
        if said := self._copy(path, taken):
            return said
        now = self._moved(url, taken, self.copied[path].target)
        return f"The {kind} {url!r} leads to a file that is called {now!r} now." if now else None

    def _moved(self, url: str, taken: Taken, there: str) -> str:
        """How a document has to name a file now; empty where its reference still leads there."""
        here = posixpath.dirname(self._targets[taken.source])
        plain = urllib.parse.unquote(url.partition("#")[0].partition("?")[0])
        is_same = posixpath.normpath(posixpath.join(here, plain)) == there
        return "" if is_same else posixpath.relpath(there, here or ".")

    def _copy(self, path: str, taken: Taken) -> str | None:
        """Take a file along; why it was not."""
        if path in self.copied:
            return None
        target = fit_path(path)
        if place_of(target) in self._taken:
            return f"{path!r} was not taken along: another file has that name, or has it but for the case of letters."
        try:
            data = self._archive.fetch(path)
        except InputError as error:
            return f"It could not be taken along: {error}."
        if len(data) > self._left:
            return f"{path!r} was not taken along: the files beside the documents are too large together."
        self._left -= len(data)
        self._taken.add(place_of(target))
        digest = hashlib.sha256(data).hexdigest()
        self.copied[path] = Copied(source=path, sha256=digest, document=taken.source, target=target, data=data)
        return None


def _references(text: str) -> Iterator[tuple[str, bool, int]]:
    """Target, whether it is an image, and line of every reference outside of code."""
    blank = without_code(text)
    line, end = 1, 0
    for match in _TARGET.finditer(blank):
        line += blank.count("\n", end, match.start())
        end = match.start()
        yield match.group(2) or match.group(3), bool(match.group(1) or match.group(3)), line


def _path_of(url: str, source: str) -> str | None:
    """The path in the archive that a reference names; None for an address or a place in the same document."""
    if re.match(r"[a-z][a-z0-9+.-]*:|//|#|/", url, re.IGNORECASE):
        return None
    plain = urllib.parse.unquote(url.partition("#")[0].partition("?")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), plain)) if plain else None
