"""The parts of a Word file: a zip archive whose members are read one by one, each within bounds."""

import posixpath
import re
import zipfile
from collections.abc import Sequence
from io import BytesIO

from afterword.errors import InputError
from afterword.model.values import dataclass
from afterword.text.foreign.damage import DAMAGED
from afterword.text.foreign.word.markup import Node, parse_xml

_LARGEST_PART = 64 * 1024 * 1024
_LARGEST_TOTAL = 256 * 1024 * 1024
_MOST_MEMBERS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One of the references that stand beside a part, in its ``.rels``."""

    kind: str
    """The last word of its type: ``image``, ``hyperlink``, ``footnotes``."""
    target: str
    """The name of a part, or an address outside."""
    is_external: bool
    """Whether it is an address outside."""


class Package:
    """A Word file as its parts; all of them together may expand to 256 MiB, each to 64."""

    def __init__(self, data: bytes, name: str) -> None:
        """Opens a file.  errors: InputError where it is damaged, encrypted, or grows without measure."""
        self.name = name
        self._left = _LARGEST_TOTAL
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except DAMAGED as error:
            raise InputError(f"{name}: a damaged archive ({error})") from error
        self._members = {info.filename: info for info in self._zip.infolist()[:_MOST_MEMBERS]}
        self.main = self._main()

    def has(self, part: str) -> bool:
        """Whether there is a part of this name."""
        return part in self._members

    def read(self, part: str) -> bytes:
        """The bytes of a part.  errors: InputError where it is missing, damaged, encrypted, or too large."""
        info = self._members.get(part)
        if info is None:
            raise InputError(f"{self.name}: the part {part} is missing")
        if info.flag_bits & 0x1:
            raise InputError(f"{self.name}: is encrypted; save it without a password")
        limit = min(_LARGEST_PART, self._left)
        try:
            with self._zip.open(info) as stream:
                data = stream.read(limit + 1)
        except DAMAGED as error:
            raise InputError(f"{self.name}: the part {part} is damaged ({error})") from error
        if len(data) > limit:
            raise InputError(f"{self.name}: the part {part} expands beyond all measure")
        self._left -= len(data)
        return data

    def xml(self, part: str) -> Node:
        """A part of XML.  errors: InputError as for ``read`` and ``parse_xml``."""
        return parse_xml(self.read(part), f"{self.name}: {part}")

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part refers to, by the key under which it does."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(rels):
            return {}
        found = {}
        for node in self.xml(rels).children:
            is_external = node.attrs.get("TargetMode") == "External"
            target = node.attrs.get("Target", "")
            if not is_external:
                # a path that leaves the archive finds no member there
                target = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
            kind = node.attrs.get("Type", "").rpartition("/")[2]
            found[node.attrs.get("Id", "")] = Relation(kind=kind, target=target, is_external=is_external)
        return found

    def related(self, relations: dict[str, Relation], *kinds: str) -> Sequence[str]:
        """The parts of these kinds that are there."""
        return [r.target for r in relations.values() if r.kind in kinds and not r.is_external and self.has(r.target)]

    def _main(self) -> str:
        found = self.related(self.relations(""), "officeDocument")
        if found:
            return found[0]
        names = [name for name in self._members if re.fullmatch(r"word/document\d*\.xml", name)]
        if not names:
            raise InputError(f"{self.name}: an archive without a Word document")
        return names[0]
