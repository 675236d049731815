"""What is no document that is read, and what a person can do about it."""

import re
import zipfile
from io import BytesIO

from afterword.text.foreign.damage import DAMAGED
from afterword.text.foreign.original import Original

_BY_OFFICE = " (soffice --convert-to docx FILE)"
_STARTS = {
    b"%PDF-": "a PDF; export it as DOCX or HTML",
    b"\xd0\xcf\x11\xe0": f"an old office document or an Outlook message; save it as DOCX or HTML{_BY_OFFICE}",
    b"{\\rtf": f"RTF; save it as DOCX{_BY_OFFICE}",
    b"\x1f\x8b": "compressed; expand it first",
    b"version https://git-lfs.github.com/spec/": "a pointer of Git LFS; fetch the file with git lfs pull",
}
_MEMBERS = {
    "xl/workbook": "a spreadsheet; save the document that it belongs to, or print the sheet as HTML",
    "ppt/presentation": "a presentation; save its text as DOCX",
    "visio/document": "a drawing; save it as an image beside the document",
}
_TYPES = {
    "application/vnd.oasis.opendocument.text": f"an OpenDocument text; save it as DOCX{_BY_OFFICE}",
    "application/vnd.oasis.opendocument": "an OpenDocument file that is no text; save its text as DOCX",
    "application/epub": "an e-book; export it as HTML",
}
_HEADER = re.compile(r"([A-Za-z-]+):[ \t].*\r?\n(?:[ \t]+\S.*\r?\n)*")
_ROOT = re.compile(
    r"<\?xml\b[^>]*>\s*(?:(?:<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?[^>]*>|<\?.*?\?>)\s*)*<(?P<name>[A-Za-z][\w:.-]*)",
    re.DOTALL,
)
_PAGE = re.compile(r"<(?:html|body|ac:|ri:)[\w\s>-]", re.IGNORECASE)
_OF_MAIL = frozenset({"from", "to", "subject", "date", "message-id", "received", "return-path", "mime-version"})


def what_it_is(original: Original) -> str | None:
    """What a file is that may hold a document and is not read, and what to do; None for every other."""
    found = next((said for start, said in _STARTS.items() if original.data.startswith(start)), None)
    if found or original.is_binary:
        return found or (_of_zip(original) if original.is_zip else None)
    if _is_mail(original.head):
        return "an e-mail; save its text as HTML or Markdown"
    root = _ROOT.match(original.head)
    is_page = root is None or root["name"].lower() == "html" or _PAGE.search(original.text) is not None
    return None if root is None or is_page else f"XML ({root['name']}); save the document as HTML or DOCX"


def _is_mail(head: str) -> bool:
    names: set[str] = set()
    end = 0
    while match := _HEADER.match(head, end):
        names.add(match.group(1).lower())
        end = match.end()
    is_related = re.search(r"^content-type:\s*multipart/related", head[:end], re.IGNORECASE | re.MULTILINE)
    return {"from", "subject"} <= names and len(names & _OF_MAIL) >= 4 and not is_related


def _of_zip(original: Original) -> str | None:
    try:
        with zipfile.ZipFile(BytesIO(original.data)) as archive:
            names = archive.namelist()
            kind = _start(archive, "mimetype") if names[:1] == ["mimetype"] else ""
    except DAMAGED:
        return None
    said = next((said for start, said in _MEMBERS.items() if any(name.startswith(start) for name in names)), None)
    said = said or next((said for start, said in _TYPES.items() if kind.startswith(start)), None)
    is_other = "[Content_Types].xml" in names and not any(name.startswith("word/document") for name in names)
    return said or ("an office file without a Word document; save it as DOCX again" if is_other else None)


def _start(archive: zipfile.ZipFile, name: str) -> str:
    """The start of a member, which may expand without measure."""
    with archive.open(name) as member:
        return member.read(100).decode("ascii", "replace")
