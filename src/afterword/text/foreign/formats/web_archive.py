"""Web archives (MHTML): what Confluence exports as Word, and what browsers save as one file."""

import base64
import email
import email.policy
import re
from email.message import EmailMessage

from afterword.errors import InputError
from afterword.text.foreign import registry
from afterword.text.foreign.characters import decode
from afterword.text.foreign.original import Original
from afterword.text.foreign.tree import Foreign

_HEADERS = re.compile(r"(?:[A-Za-z-]+:.*\r?\n(?:[ \t].*\r?\n)*)+\r?\n")


def score(original: Original) -> float:
    """0.95 for the headers of a message of several related parts."""
    headers = _HEADERS.match(original.head)
    return 0.95 if headers and re.search(r"content-type:\s*multipart/related", headers.group(), re.IGNORECASE) else 0.0


def read(original: Original) -> Foreign:
    """The page in it, in whatever dialect it is; its images go along.  errors: InputError where it holds no page."""
    message = email.message_from_bytes(original.data.lstrip(), policy=email.policy.default)
    parts = [part for part in message.walk() if not part.is_multipart()]
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    if page is None:
        raise InputError(f"{original.name}: a web archive without a page")
    text = _with_images(_text(page), parts)
    inner = Original(original.name, text.encode())
    form = max(
        (f for f in registry.registered_formats() if f.name != "web-archive"), key=lambda f: f.reader.score(inner)
    )
    return form.reader.read(inner)


def _text(page: EmailMessage) -> str:
    data = page.get_payload(decode=True)
    assert isinstance(data, bytes)
    charset = page.get_content_charset()
    if charset:
        try:
            return data.decode(charset)
        except (LookupError, UnicodeDecodeError):
            return decode(data).text
    return decode(data).text


def _with_images(text: str, parts: list[EmailMessage]) -> str:
    """The page with the images of the archive inside it."""
    inside: dict[str, str] = {}
    for part in parts:
        data = part.get_payload(decode=True)
        if part.get_content_maintype() == "image" and isinstance(data, bytes):
            uri = f"data:{part.get_content_type()};base64,{base64.b64encode(data).decode()}"
            location = str(part.get("Content-Location", "")).strip()
            key = str(part.get("Content-ID", "")).strip("<> ")
            names = {location, location.removeprefix("file:///C:/"), f"cid:{key}"} - {"", "cid:"}
            inside |= dict.fromkeys(names, uri)
    return re.sub(
        r"(\ssrc\s*=\s*)([\"'])([^\"']*)\2",
        lambda m: f"{m.group(1)}{m.group(2)}{inside.get(m.group(3), m.group(3))}{m.group(2)}",
        text,
    )
