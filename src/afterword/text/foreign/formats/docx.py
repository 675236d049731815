"""Word documents (DOCX)."""

import zipfile
from io import BytesIO

from afterword.text.foreign.damage import DAMAGED
from afterword.text.foreign.original import Original
from afterword.text.foreign.tree import Foreign
from afterword.text.foreign.word.package import Package
from afterword.text.foreign.word.reading import WordReader


def score(original: Original) -> float:
    """1 for an archive that holds a Word document."""
    if not original.is_zip:
        return 0.0
    try:
        with zipfile.ZipFile(BytesIO(original.data)) as archive:
            names = set(archive.namelist())
    except DAMAGED:
        # a damaged archive that names a Word document is one, and reading it will say what is wrong
        return 0.9 if b"word/document.xml" in original.data else 0.0
    return 1.0 if any(name.startswith("word/document") for name in names) else 0.0


def read(original: Original) -> Foreign:
    """The document: revisions accepted, comments at the end, notes as footnotes."""
    return WordReader(Package(original.data, original.name)).read()
