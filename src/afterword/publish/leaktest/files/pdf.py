"""PDF: pages, properties, bookmarks, links, alternative texts, attachments; every string and stream of the file."""

import io
from collections.abc import Callable, Iterator

import pikepdf
from pikepdf import Dictionary, Object, Pdf, Stream, String

from afterword.errors import InputError
from afterword.publish.leaktest.files import pictures
from afterword.publish.leaktest.files.pdf_text import unread_of, words_of
from afterword.publish.leaktest.files.place import Place

_NAMES = {
    "/Title": "title or bookmark", "/Alt": "alternative text", "/ActualText": "replacement text", "/URI": "link target",
    "/Contents": "annotation", "/Author": "author", "/Subject": "subject", "/Keywords": "keywords", "/F": "file name",
    "/UF": "file name", "/Desc": "description", "/E": "expansion", "/T": "title", "/Dest": "destination",
}  # fmt: skip
_FONTS = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf")
_JPEG = b"\xff\xd8\xff"
_DEEPEST = 12
Opened = Callable[[bytes, str], Iterator[Place]]


def places(data: bytes, opened: Opened) -> Iterator[Place]:
    """Everything that a PDF says; ``opened`` reads what is attached to it.

    errors: InputError where it is encrypted or no PDF that can be read.
    """
    try:
        with Pdf.open(io.BytesIO(data)) as pdf:
            for number, page in enumerate(pdf.pages, 1):
                yield Place(name=f"page {number}", text=words_of(page.obj), unread=unread_of(page.obj))
            shown = {part.objgen for page in pdf.pages for part in _contents(page.obj)}
            for item in pdf.objects:
                yield from _strings(item, "string", 0)
                if isinstance(item, Stream):
                    yield from _stream(item, opened, is_shown=item.objgen in shown)
            yield from _strings(pdf.trailer, "trailer", 0)
    except pikepdf.PasswordError as error:
        raise InputError("the PDF is encrypted; test it without a password") from error
    except pikepdf.PdfError as error:
        raise InputError(f"the PDF cannot be read: {' '.join(str(error).split())[:120]}") from error


def _contents(page: Object) -> Iterator[Object]:
    """The streams that draw a page."""
    contents = page.get("/Contents")
    yield from contents if isinstance(contents, pikepdf.Array) else filter(None, [contents])


def _strings(item: object, key: str, depth: int) -> Iterator[Place]:
    """The strings of an object that stand in itself; what it refers to has its own turn."""
    if isinstance(item, Object) and depth and item.is_indirect:
        return
    if isinstance(item, String):
        yield Place(name=_NAMES.get(key, f"string {key.lstrip('/')}"), text=str(item))
    elif isinstance(item, Dictionary | Stream) and depth < _DEEPEST:
        for name in item.keys():  # noqa: SIM118  # the library's objects are no mappings
            yield from _strings(item.get(name), str(name), depth + 1)
    elif isinstance(item, pikepdf.Array) and depth < _DEEPEST:
        for inner in item:
            yield from _strings(inner, key, depth + 1)
    elif isinstance(item, pikepdf.Name) and "#" in repr(item):
        yield Place(name="name", text=str(item), is_prose=False)


def _size(item: Stream) -> int:
    """How many pixels a picture has; one that only lets another one through has none."""
    return 0 if item.get("/ImageMask") else int(item.get("/Width", 0)) * int(item.get("/Height", 0))


def _stream(item: Stream, opened: Opened, *, is_shown: bool) -> Iterator[Place]:
    kind, subtype = str(item.get("/Type", "")), str(item.get("/Subtype", ""))
    try:
        data = item.read_bytes()
    except pikepdf.PdfError:
        # a JPEG or the like, which is a file of its own
        raw = item.read_raw_bytes()
        if subtype == "/Image" and not raw.startswith(_JPEG):
            yield pictures.shown()
        else:
            yield from (place.within("picture") for place in opened(raw, ""))
        return
    if kind == "/EmbeddedFile":
        yield from (place.within("attachment") for place in opened(data, ""))
    elif kind == "/Metadata":
        yield from (place.within("metadata") for place in opened(data, "metadata.xml"))
    elif subtype == "/Image":
        yield from [pictures.shown()] if _size(item) > pictures.DOT else []
    elif subtype == "/Form":
        yield Place(name="form", text=words_of(item))
    elif not any(item.get(name) is not None for name in ("/Length1", "/Length2")) and subtype not in {
        "/Image", "/Type1C", "/CIDFontType0C", "/OpenType",
    }:  # fmt: skip
        yield Place(
            name="stream", text=data.decode("latin-1"), is_prose=False, is_raw=is_shown or data.startswith(_FONTS)
        )
