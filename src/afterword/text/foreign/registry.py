"""The formats there are: the files of ``formats/``, each asked how surely a document is of its kind."""

import zipfile
from functools import cache
from io import BytesIO
from typing import Protocol, cast

from afterword.errors import InputError
from afterword.model.plugins import own_modules
from afterword.model.values import dataclass
from afterword.text.foreign import formats
from afterword.text.foreign.markups import sure_markup
from afterword.text.foreign.original import Original
from afterword.text.foreign.tree import Foreign
from afterword.text.foreign.unread import what_it_is


class Reader(Protocol):
    """What a module of ``formats/`` defines."""

    def score(self, original: Original) -> float:
        """How surely a document is of this format, 0 to 1."""
        ...

    def read(self, original: Original) -> Foreign:
        """The document as the tree.  errors: InputError where it is broken or built to do harm."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format and its reader."""

    name: str
    """Its name, with hyphens."""
    reads: str
    """What it is: the first line of its docstring."""
    reader: Reader
    """The module."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A document's format."""

    format: Format
    """The one that is surest."""
    confidence: float
    """How sure it is, 0 to 1."""


@cache
def registered_formats() -> tuple[Format, ...]:
    """All formats, by name."""
    return tuple(_format(name, module) for name, module in sorted(own_modules(formats)))


def _format(name: str, module: object) -> Format:
    reads = (module.__doc__ or "").strip().partition("\n")[0]
    return Format(name=name.replace("_", "-"), reads=reads, reader=cast(Reader, module))


def recognise(original: Original) -> Recognised:
    """The format of a document, by its content alone.

    errors: InputError where no format knows it.
    """
    if found := what_it_is(original):
        raise InputError(f"{original.name}: no document that is read; it is {found}")
    scored = [(form.reader.score(original), form) for form in registered_formats()]
    best, form = max(scored, key=lambda pair: pair[0])
    if best <= 0:
        raise InputError(f"{original.name}: no document that is read; it is {_likeness(original)}")
    if form.name == "markdown" and (markup := sure_markup(original.text)):
        said = f"it is {markup.name}; convert it to HTML first ({markup.made_html_by})"
        raise InputError(f"{original.name}: no document that is read; {said}")
    return Recognised(format=form, confidence=best)


def _likeness(original: Original) -> str:
    if not original.data.strip():
        return "empty"
    if original.is_zip and not zipfile.is_zipfile(BytesIO(original.data)):
        return "a damaged archive"
    if original.is_zip:
        return "a zip archive without a document; if it is an export, import it by itself"
    return "no text"
