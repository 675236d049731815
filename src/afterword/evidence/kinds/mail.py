"""Mail: messages alone (.eml) and mailboxes (mbox): date, sender, subject, first line, names of attachments."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from html import unescape
from typing import Final

from afterword.evidence.clock import Clock, Stamp
from afterword.evidence.lines import blocks
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.moment import Moment
from afterword.text.months import MONTH, MONTHS

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_LARGEST: Final = 64 * 1024 * 1024
_ENVELOPE: Final = re.compile(rb"From \S+.* \d\d:\d\d(?::\d\d)? .*\d{4}\s*$|From \S+ [A-Z][a-z]{2} [A-Z][a-z]{2} ")
_HEADER: Final = re.compile(rb"([A-Za-z][A-Za-z0-9\-]*):(?:[ \t]|\r?$)")
_KNOWN: Final = frozenset(
    {
        b"from", b"to", b"subject", b"date", b"received", b"return-path", b"message-id", b"mime-version",
        b"content-type", b"delivered-to", b"reply-to", b"cc", b"sender", b"dkim-signature", b"in-reply-to",
    }
)  # fmt: skip
_DATE: Final = re.compile(
    rf"(?:[A-Za-z]{{3}}, *)?(?P<day>\d{{1,2}}) (?P<month>{MONTH}) (?P<year>\d{{4}}|\d\d) "
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?: +(?P<zone>[+-]\d{4}|[A-Z]{1,5}))?",
    re.IGNORECASE,
)
_HIDDEN: Final = re.compile(r"<(style|script|title)\b.*?</\1>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_BREAKS: Final = re.compile(r"</?(?:p|div|br|li|ul|ol|tr|td|th|table|h\d|body|html|blockquote)\b[^>]*>", re.IGNORECASE)
_TAGS: Final = re.compile(r"<[^>]*>")
_LEAST: Final = 3


def score(sample: Sample) -> float:
    """Whether it starts with the headers of a message, behind an envelope or alone."""
    lines = sample.head.lstrip(b"\r\n").split(b"\n")[:200]
    boxed = bool(_ENVELOPE.match(lines[0]))
    names: set[bytes] = set()
    for line in lines[boxed:]:
        found = _HEADER.match(line)
        if not line.strip() or not (found or line[:1] in b" \t"):
            break
        if found:
            names.add(found[1].lower())
    enough = len(names & _KNOWN) >= _LEAST and bool(names & {b"from", b"date", b"received", b"return-path"})
    return 0.98 if enough else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message."""
    for raw, offset, length, line, lines in _messages(text):
        made = _record(message_from_bytes(raw), context.clock)
        yield made._replace(offset=offset, length=length, line=line, lines=lines)


def _messages(text: Text) -> Iterator[tuple[bytes, int, int, int, int]]:
    """Each message with its offset, length, first line, and lines; what is above ``_LARGEST`` is not taken apart."""
    held: list[bytes] = []
    offset = start = size = 0
    line = first = 1
    boxed = after_blank = False
    for block, after in blocks(text):
        for number, raw in enumerate(block):
            end = 1 if after or number < len(block) - 1 else 0
            envelope = (after_blank or not offset) and raw.startswith(b"From ") and bool(_ENVELOPE.match(raw))
            boxed = boxed or (envelope and not offset)
            if envelope and boxed:
                if offset:
                    yield b"\n".join(held), start, offset - start, first, line - first
                held, size, start, first = [], 0, offset, line
            elif size <= _LARGEST:
                held.append(raw)
                size += len(raw)
            after_blank = not raw.strip()
            offset += len(raw) + end
            line += 1
    if offset > start:
        yield b"\n".join(held), start, offset - start, first, line - first


def _record(message: Message, clock: Clock) -> Record:
    parts = [part for part in message.walk() if not part.is_multipart()]
    files = [name for part in parts if (name := part.get_filename())]
    subject = _decoded(message.get("Subject"))
    said = [subject, _first_line(parts), f"(attached: {', '.join(map(_decoded, files))})" if files else ""]
    return Record(
        offset=0,
        length=0,
        lines=0,
        moment=_sent(message, clock),
        what="\n".join(part for part in said if part) or None,
        who=_decoded(message.get("From")) or _decoded(message.get("Sender")) or None,
        kind="communication",
        native_id=_decoded(message.get("Message-ID")) or None,
    )


def _sent(message: Message, clock: Clock) -> Moment:
    """When it says it was sent; -0000 is UTC without a word of where the sender is."""
    written = re.sub(r"\s+", " ", str(message.get("Date") or "")).strip()
    found = _DATE.match(written)
    if not found:
        return Moment(written=written) if written else NO_TIME
    year = int(found["year"])
    zone = found["zone"]
    stamp = Stamp(
        written=written,
        year=year if len(found["year"]) > 2 else year + (2000 if year < 50 else 1900),
        month=MONTHS[found["month"][:3].lower()],
        day=int(found["day"]),
        hour=int(found["hour"]),
        minute=int(found["minute"]),
        second=int(found["second"]) if found["second"] else None,
        zone="UTC" if zone in ("-0000", "UT") else zone and zone.upper(),
    )
    return clock.moment(stamp) or NO_TIME


def _decoded(value: object) -> str:
    """A header's words, folded lines joined and encoded words decoded."""
    text = re.sub(r"\s*\r?\n\s+", " ", str(value or "")).strip()
    try:
        return str(make_header(decode_header(text))).strip()
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return text


def _first_line(parts: list[Message]) -> str:
    """The first line that its sender wrote."""
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind and not part.get_filename():
                text = _body(part)
                if kind == "text/html":
                    text = unescape(_TAGS.sub("", _BREAKS.sub("\n", _HIDDEN.sub("", text))))
                lines = (line.strip() for line in text.splitlines())
                first = next((line for line in lines if line and not line.startswith(">")), "")
                if first:
                    return first
    return ""


def _body(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return payload.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        return payload.decode("utf-8", "replace")
