"""The package around a Word document: the same input gives the same bytes, and nothing is in it but what we put."""

import io
import re
import zipfile
from datetime import datetime

from docx.document import Document as WordDocument

from afterword.publish.tree import Document

_THUMBNAIL = "docProps/thumbnail.jpeg"
_RELATION = re.compile(rb"<Relationship [^>]*thumbnail[^>]*/>")
_OLDEST = (1980, 1, 1, 0, 0, 0)


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
    out = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        names = [name for name in source.namelist() if name != _THUMBNAIL]
        for name in sorted(names, key=lambda name: (name != "[Content_Types].xml", name)):
            data = source.read(name)
            if name == "_rels/.rels":
                data = _RELATION.sub(b"", data)
            member = zipfile.ZipInfo(name, _OLDEST)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            target.writestr(member, data)
    return out.getvalue()
