"""What a file says, whatever its format; told by its bytes, not by its name."""

import bz2
import gzip
import io
import json
import lzma
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePath

from afterword.errors import InputError
from afterword.model.plain import Plain
from afterword.publish.leaktest.files import archive, mail, markup, pdf, pictures
from afterword.publish.leaktest.files.decoding import decoded
from afterword.publish.leaktest.files.place import Place
from afterword.text.foreign.damage import DAMAGED

_GZIP = b"\x1f\x8b"
_DEEPEST = 6
_WITHIN_TEXT = 2
"""How deep a file counts as that was found in a text, and may be none."""
_MARKED_UP = re.compile(r"\s*(?:<\?xml|<!doctype|<html|<svg|<[A-Za-z][\w:.-]*[\s>])", re.IGNORECASE)
_WIDE = re.compile(rb"(?:[\x20-\x7e]\x00){4,}")
_WIDE_BIG = re.compile(rb"(?:\x00[\x20-\x7e]){4,}")
_HEAD = 4096
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x80-\x9f]")
_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)


def places(data: bytes, name: str = "") -> Iterator[Place]:
    """Every text in a file with its place; the name of the file is one.

    shape: a text that is written in another form again (percent signs, entities, base64) comes a second time, read.
    errors: InputError for an archive or a PDF that cannot be read.
    """
    if name:
        yield Place(name="file name", text=PurePath(name).name)
    yield from _read(data, name if data.startswith(_GZIP) else "")


@lru_cache(maxsize=1)
def _read(data: bytes, name: str) -> tuple[Place, ...]:
    """What the file itself says; a proof asks twice, for leaks and for figures."""
    made: list[Place] = []
    for place in _opened(data, name, 0):
        made.append(place)
        if not place.is_raw:
            made += decoded(place, _within_text)
    return (*made, *_raw(data))


def _raw(data: bytes) -> Iterator[Place]:
    """The bytes themselves, in the ways in which text is written in bytes."""
    yield Place(name="bytes", text=data.decode("utf-8", "replace"), is_prose=False, is_raw=True)
    if b"\0" in data:
        wide = [run.decode("utf-16-le") for run in _WIDE.findall(data)] + [
            run.decode("utf-16-be") for run in _WIDE_BIG.findall(data)
        ]
        yield Place(name="bytes", text="\n".join(wide), is_prose=False)


def _opened(data: bytes, name: str, depth: int) -> Iterator[Place]:
    def inner(content: bytes, title: str) -> Iterator[Place]:
        return _opened(content, title, depth + 1)

    if depth > _DEEPEST:
        yield from pictures.other(data)
    elif data.startswith(b"%PDF") or b"%PDF-" in data[:1024]:
        yield from pdf.places(data, inner)
    elif data.startswith(b"PK\x03\x04"):
        yield from archive.places(data, inner)
    elif data.startswith(b"\x89PNG\r\n\x1a\n"):
        yield from pictures.png(data)
    elif data.startswith(b"\xff\xd8\xff"):
        yield from pictures.jpeg(data)
    elif data.startswith((b"BZh", b"\xfd7zXZ")):
        yield from inner(_unpacked(data), name.rpartition(".")[0])
    elif data[257:262] == b"ustar":
        yield from archive.of_tar(data, inner)
    elif data.startswith(_GZIP):
        yield from inner(_unzipped(data, is_file=depth < _WITHIN_TEXT), name.removesuffix(".gz"))
    else:
        yield from _text(data)


def _unzipped(data: bytes, *, is_file: bool) -> bytes:
    """The content of a gzip file; what only looks like one in a text is left as it is.

    errors: InputError for a file that is damaged or unpacks to too much.
    """
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            content = file.read(archive.MAX_BYTES + 1)
    except DAMAGED as error:
        if is_file:
            raise InputError(f"the gzip file cannot be read: {error}") from error
        return data[2:]
    if len(content) > archive.MAX_BYTES:
        raise InputError(f"the gzip file unpacks to more than {archive.MAX_BYTES // 1024**2} MiB")
    return content


def _unpacked(data: bytes) -> bytes:
    """What a file of bzip2 or xz holds.  errors: InputError for one that is damaged or unpacks to too much."""
    unpacker = bz2.BZ2Decompressor() if data.startswith(b"BZh") else lzma.LZMADecompressor()
    try:
        content = unpacker.decompress(data, archive.MAX_BYTES + 1)
    except DAMAGED as error:
        raise InputError(f"the packed file cannot be read: {error}") from error
    if len(content) > archive.MAX_BYTES or not unpacker.eof:
        raise InputError(f"the packed file is cut off, or unpacks to more than {archive.MAX_BYTES // 1024**2} MiB")
    return content + unpacker.unused_data


def unread(data: bytes, name: str = "") -> Iterator[Place]:
    """The places of a file of which not everything could be read: nobody knows what else they say."""
    seen: set[tuple[str, str]] = set()
    for place in _opened(data, name, 0):
        found = [place] if place.unread else []
        if not place.is_raw:
            found += [inner for inner in decoded(place, _within_text) if inner.unread and inner.is_picture]
        for one in found:
            if (one.name, one.unread) not in seen:
                seen.add((one.name, one.unread))
                yield one


def _within_text(data: bytes, outer: str) -> Iterator[Place]:
    """A file that stands encoded in a text."""
    return (place.within(outer) for place in _opened(data, "", _WITHIN_TEXT))


def _text(data: bytes) -> Iterator[Place]:
    text = _as_text(data)
    if text is None:
        yield from pictures.other(data)
    elif mail.is_mail(text):
        yield from mail.places(data, lambda inner, name: _opened(inner, name, _WITHIN_TEXT))
    elif text.startswith("{\\rtf"):
        yield Place(
            name="text", text=text, unread="Rich Text Format is searched as bytes only; save it in another form"
        )
    elif _MARKED_UP.match(text.lstrip("\ufeff")):
        yield from markup.places(text)
    elif text.lstrip("\ufeff \t\r\n")[:1] in {"{", "["} and (values := _json(text)) is not None:
        yield from (Place(name=where or "value", text=said) for where, said in values)
    else:
        yield Place(name="text", text=text)
        yield from (Place(name="comment", text=comment) for comment in _COMMENT.findall(text))


def _as_text(data: bytes) -> str | None:
    """The text that bytes are; None for none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:_HEAD]:
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    controls = len(_CONTROLS.findall(text[:_HEAD]))
    return text if controls <= len(text[:_HEAD]) // 50 else None


def _json(text: str) -> list[tuple[str, str]] | None:
    try:
        loaded = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None
    return list(_strings(loaded, ""))


def _strings(value: Plain, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{path} key".strip(), str(key)
            yield from _strings(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _strings(inner, f"{path}[{number}]")
    elif value is not None:
        yield path, str(value)
