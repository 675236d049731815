"""Documents with a marked secret in every field, and everything that a finished file holds, read by other means."""

import base64
import binascii
import contextlib
import io
import re
import struct
import typing
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import UnionType

import pikepdf

from afterword.houses import lens, library
from afterword.houses.fields import field_at
from afterword.model.record import Record
from afterword.model.spelled import Severity, Spelled

DERIVED = {"schema", "house", "house_confidence", "metrics", "findings", "provenance", "remainder", "toc"}
TIMES = {"at", "until", "written", "zone", "start", "end", "due", "closed_on", "report_date", "collected_at", "when"}
PLACES = {"line", "end_line", "year_basis", "zone_basis", "basis_reason", "precision", "visibility", "rank", "scale"}
ONE_LINE = {"id", "title", "subtitle", "value", "owner", "who", "name", "tracker", "group", "file", "sha256"}


class Planter:
    """Fills a record with words around marks, and remembers which mark stands in which field."""

    def __init__(self) -> None:
        """Starts with the first mark."""
        self.places: dict[str, str] = {}

    def mark(self, path: str) -> str:
        """A new mark for a field."""
        made = f"ZQPLANT{len(self.places) + 1:03d}X"
        self.places[made] = path
        return made

    def value(self, kind: object, path: tuple[str, ...]) -> object:
        """A value of a type with a mark in every text."""
        if typing.get_origin(kind) in (typing.Union, UnionType):
            kind = next(a for a in typing.get_args(kind) if a is not type(None))
        if typing.get_origin(kind) is tuple:
            return (self.value(typing.get_args(kind)[0], path),)
        if typing.get_origin(kind) is typing.Literal:
            return typing.get_args(kind)[0]
        if kind is Severity:
            return Severity(value="sev1", written="SEV-1", scale="sev", rank=1)
        if kind is Spelled:
            return Spelled(**SPELLED[path[-1]])
        if isinstance(kind, type) and is_dataclass(kind):
            return self.made(kind, path)
        if kind is str:
            return self.text(path)
        return None

    def made(self, kind: type, path: tuple[str, ...] = ()) -> object:
        """A value of a model class."""
        hints = typing.get_type_hints(kind)
        values = {}
        for field in fields(kind):
            if field.name in PLACES or (not path and field.name in DERIVED):
                continue
            if field.name == "status" and not path:
                values["status"] = Spelled(value="final", written="final")
            elif field.name in TIMES:
                values[field.name] = TIME.get(".".join((*path, field.name)))
            else:
                values[field.name] = self.value(hints[field.name], (*path, field.name.rstrip("_")))
        return kind(**{name: value for name, value in values.items() if value is not None})

    def text(self, path: tuple[str, ...]) -> str:
        """Words of a field with its mark."""
        known = field_at(path)
        mark = self.mark(".".join(path))
        if path[-1] in ONE_LINE or (known is not None and known.shape in {"strings", "spelled", "severity"}):
            return mark
        return f"Words about {path[-1].replace('_', ' ')} with {mark} among them"


SPELLED = {"status": {"value": "done", "written": "done"}, "priority": {"value": "high", "written": "high"}}
TIME = {
    "incident.start": "2026-01-02T10:00:00Z",
    "incident.end": "2026-01-02T12:00:00Z",
    "timeline.at": "2026-01-02T10:00:00Z",
    "report_date": "2026-01-05",
    "actions.due": "2026-02-01",
}


def planted(house: str) -> tuple[str, dict[str, str]]:
    """A document in a house's shape with a mark in every field, and the field of each mark."""
    planter = Planter()
    record = planter.made(Record)
    assert isinstance(record, Record)
    return lens.create(record, library.load(house), guidance=False, name_house=True), planter.places


def png(text: str) -> bytes:
    """A picture of one pixel with words in its metadata and behind its end."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    said = text.encode()
    parts = [b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))]
    parts += [chunk(b"tEXt", b"Comment\0" + said), chunk(b"zTXt", b"Raw\0\0" + zlib.compress(said))]
    parts += [chunk(b"IDAT", zlib.compress(b"\0\x20\x40\x60")), chunk(b"IEND", b""), said]
    return b"".join(parts)


def jpeg(text: str) -> bytes:
    """A picture with words in its EXIF, in a comment, and behind its end."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (8, 8), (30, 60, 90)).save(out, "JPEG")
    data = out.getvalue()
    said = text.encode()
    exif = b"Exif\0\0" + said
    more = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + b"\xff\xfe" + struct.pack(">H", len(said) + 2) + said
    return data[:2] + more + data[2:] + said


def everything(data: bytes) -> Iterator[bytes]:
    """Whatever is in a file: its bytes, unpacked streams and members, strings of a PDF, base64 read."""
    yield data
    for found in re.findall(rb"[A-Za-z0-9+/]{40,}={0,2}", data):
        with contextlib.suppress(binascii.Error):
            inner = base64.b64decode(found + b"=" * (-len(found) % 4))
            yield inner
            yield from _packed(inner)
    yield from _packed(data)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from everything(archive.read(name))
    if data.startswith(b"%PDF"):
        yield from _of_pdf(data)


def _packed(data: bytes) -> Iterator[bytes]:
    """What is compressed in the chunks of a PNG, and anywhere else after the sign of zlib or gzip."""
    for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08", data):
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj(wbits=47).decompress(data[found.start() :], 1 << 20)


def _of_pdf(data: bytes) -> Iterator[bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            yield from _strings(item, 0)
            if isinstance(item, pikepdf.Stream):
                is_packed = str(item.get("/Filter", "")) == "/DCTDecode"
                yield item.read_raw_bytes() if is_packed else item.read_bytes()
        for page in pdf.pages:
            yield _page(page).encode()


def _strings(item: object, depth: int) -> Iterator[bytes]:
    if isinstance(item, pikepdf.String):
        yield str(item).encode()
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream) and depth < 4:
        for name in item.keys():  # noqa: SIM118  # the library's objects are no mappings
            yield from _strings(item.get(name), depth + 1)
    elif isinstance(item, pikepdf.Array) and depth < 4:
        for inner in item:
            yield from _strings(inner, depth + 1)


def _page(page: pikepdf.Page) -> str:
    """The glyphs of a page by the fonts' tables for copying."""
    from afterword.publish.leaktest.files.pdf_text import words_of

    return words_of(page.obj)


def seen_in(data: bytes, marks: typing.Iterable[str]) -> set[str]:
    """The marks that are anywhere in a file, in whatever case."""
    parts = b"\n".join(everything(data)).lower()
    squeezed = re.sub(rb"[^a-z0-9]+", b"", parts)
    return {mark for mark in marks if mark.lower().encode() in squeezed}


def beside(folder: Path) -> tuple[str, str, set[str]]:
    """Markdown for an allowed field that hides marks in every way, a part for the document's end, and these marks.

    shape: pictures are written into the folder.
    """
    marks = {f"ZQASIDE{number:03d}X" for number in range(1, 61)}
    names = iter(sorted(marks))
    (folder / "one.png").write_bytes(png(next(names)))
    (folder / "two.jpg").write_bytes(jpeg(next(names)))
    (folder / f"{(named := next(names)).lower()}.png").write_bytes(png(named))
    inside = (
        f"Seen by all. <!-- {next(names)} --> Still seen. <!-- internal -->{next(names)}<!-- /internal --> On.\n\n"
        f"![A chart](one.png) and ![another](two.jpg) and ![a third]({named.lower()}.png)\n\n"
        f'<span data-note="{next(names)}" title="{next(names)}">Spanned</span>'
        f" [a run](https://jenkins.{next(names).lower()}.internal/job/1)"
        f" [a chat](https://team.slack.com/archives/C0{next(names)}/p1)\n\n"
        f'[//]: # ({next(names)})\n[hidden]: <#> "{next(names)}"\n\n'
        f"Mail {next(names).lower()}@corp.example-internal.com or see db-{next(names).lower()}.corp.internal.\n\n"
        f"`export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/{next(names)}/bPxRfiCYEX`\n\n"
        f'```\npassword = "hunter2-{next(names)}"\ntoken: ghp_{next(names)}aBcDeFgHiJkLmNoPqRsTuVwXy\n```\n\n'
        f"<!-- internal -->\n\nA paragraph with {next(names)}.\n\n- and {next(names)}\n\n<!-- /internal -->\n\n"
        f"<style>.{next(names)}{{}}</style><script>/* {next(names)} */</script>\n"
    )
    after = (
        f"\n## {next(names)}\n\nA section that no field takes, with {next(names)}.\n\n"
        f"[^x]: A note that nothing cites: {next(names)}\n\n<!-- afterword:carried -->\n\n```yaml\n"
        f"scribe: {next(names)}\nnothing.known: {next(names)}\n```\n\n<!-- /afterword:carried -->\n\n"
        f"<!-- {next(names)}\n"
    )
    (folder / "four.png").write_bytes(png(next(names)))
    before = (
        f"\n## {next(names)}\n\n| {next(names)} | b |\n|---|---|\n| c | {next(names)} |\n\n"
        f'![{next(names)}](four.png "{next(names)}")\n\n'
        f'[{next(names)}](https://x.example/{next(names)} "{next(names)}")\n\n'
        f"```sh\n{next(names)}\n```\n\n- {next(names)}\n  1. {next(names)}\n\n> {next(names)}\n\n"
        f"- [ ] {next(names)} `{next(names)}` **{next(names)}** ~~{next(names)}~~ <u>{next(names)}</u>\n\n"
        f"| t |\n|---|\n| {next(names)[:6]}<br>{next(names)[6:]} |\n"
    )
    after = before + after
    used = marks - set(names)
    return inside, after, used
