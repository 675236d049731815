"""The package around a Word document: the same input gives the same bytes, and nothing is in it but what we put."""

import io
import re
import zipfile
from datetime import datetime

from docx.document import Document as WordDocument

from afterword.publish.tree import Document
from afterword.publish.zipping import zipped

_THUMBNAIL = "docProps/thumbnail.jpeg"
_RELATION = re.compile(rb"<Relationship [^>]*thumbnail[^>]*/>")


def describe(word: WordDocument, document: Document, created: datetime) -> None:
    """State title, authors, and time of the document in its properties, and nothing of the template's."""
    facts = word.core_properties
    facts.title = document.title[:255]
    facts.author = ", ".join(document.authors)[:255]
    facts.last_modified_by = ""
    facts.subject = (document.reference or "")[:255]
    facts.keywords = ", ".join(document.keywords)[:255]
    facts.comments = ""
    facts.category = document.marking or ""
    facts.language = document.language
    facts.revision = 1
    facts.created = facts.modified = created.replace(tzinfo=None)


def packed(word: WordDocument) -> bytes:
    """The file: members in order, none with a time of its own, and without the template's preview picture."""
    saved = io.BytesIO()
    word.save(saved)
    with zipfile.ZipFile(saved) as source:
        names = sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        members = {name: source.read(name) for name in names if name != _THUMBNAIL}
    members["_rels/.rels"] = _RELATION.sub(b"", members["_rels/.rels"])
    return zipped(members)
