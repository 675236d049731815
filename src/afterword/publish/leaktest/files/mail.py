"""E-mail as files: headers, and every part as its encoding says."""

import email
import email.policy
import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import Final

from afterword.publish.leaktest.files.place import Place

_HEADER: Final = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]{1,60}: ?[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){2,}\r?\n")
_OF_MAIL: Final = re.compile(
    r"^(?:From|To|Received|Return-Path|MIME-Version|Message-ID): ", re.MULTILINE | re.IGNORECASE
)
_HEAD: Final = 65_536

Opened = Callable[[bytes, str], Iterator[Place]]


def is_mail(text: str) -> bool:
    """Whether a text begins with the headers of a message."""
    head = _HEADER.match(text.lstrip("\ufeff")[:_HEAD])
    return head is not None and len(_OF_MAIL.findall(head.group())) > 1


def places(data: bytes, opened: Opened) -> Iterator[Place]:
    """Headers in words, and the parts of a message, read; ``opened`` reads what is attached."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        for name, value in part.items():
            yield Place(name=f"header {name}", text=str(value))
        if not part.is_multipart():
            yield from _content(part, opened)


def _content(part: EmailMessage, opened: Opened) -> Iterator[Place]:
    content = part.get_payload(decode=True)
    name = part.get_filename() or ""
    if isinstance(content, bytes) and content:
        where = f"attachment {name}".rstrip() if name else "part"
        yield from (place.within(where) for place in opened(_utf8(part, content), name))


def _utf8(part: EmailMessage, content: bytes) -> bytes:
    """A part of words in UTF-8, whatever it was in."""
    charset = part.get_content_charset()
    if part.get_content_maintype() != "text" or not charset:
        return content
    try:
        return content.decode(charset).encode()
    except (LookupError, UnicodeError):
        return content
