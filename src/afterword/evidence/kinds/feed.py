"""Feeds (Atom and RSS), such as the history of a status page: one record for each entry."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import Final
from xml.etree import ElementTree as ET

from afterword.evidence.clock import Clock
from afterword.evidence.lines import count_ends
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.evidence import EntryMoment
from afterword.model.moment import Moment

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_OPENED: Final = re.compile(rb"<(?:feed|rss|rdf:RDF)[\s>]")
_ENTRY: Final = re.compile(rb"<(entry|item)(?=[\s>]).*?</\1>", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_SPACE: Final = re.compile(r"\s+")
_PREFIX: Final = re.compile(rb"(</?|\s)[\w.-]+:(?=[\w.-]+[\s=/>])")
_TIMES: Final = ("published", "pubDate", "issued", "date", "updated")
_WORDS: Final = ("content", "summary", "description", "encoded")
_LONGEST: Final = 400


def score(sample: Sample) -> float:
    """Whether it is a feed with an entry."""
    head = sample.head
    return 0.97 if head.lstrip()[:1] == b"<" and _OPENED.search(head[:2048]) and _ENTRY.search(head) else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each entry, at the time of its publication; one that is not well-formed is in no record."""
    data = text.data(context.options.largest_document)
    line, seen, number = 1, 0, 0
    for found in _ENTRY.finditer(data):
        line += data.count(b"\n", seen, found.start())
        seen = found.start()
        try:
            # an element alone has no document type, so nothing in it can be expanded
            entry = ET.fromstring(_PREFIX.sub(rb"\1", found.group()))  # noqa: S314
        except (ET.ParseError, ValueError, LookupError) as error:
            context.report("EV204", f"an entry is not XML: {error}", line)
            continue
        number += 1
        lines = count_ends(found.group(), last=found.end() == len(data)) or 1
        yield _record(entry, context.clock)._replace(
            offset=found.start(), length=found.end() - found.start(), lines=lines, line=line, number=number
        )


def _record(entry: ET.Element, clock: Clock) -> Record:
    parts: dict[str, str] = {}
    for item in entry:
        parts.setdefault(item.tag, "".join(item.itertext()).strip())
    times = {name: moment for name in _TIMES if (moment := _moment(parts.get(name, ""), clock))}
    main = next(iter(times.values()), NO_TIME)
    said = next((parts[name] for name in _WORDS if parts.get(name)), "")
    words = _SPACE.sub(" ", html.unescape(_TAG.sub(" ", html.unescape(said)))).strip()
    words = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}..."
    changed = times.get("updated")
    moments = (EntryMoment(at=changed.at, what="updated"),) if changed and changed.at != main.at else ()
    what = ": ".join(part for part in (parts.get("title"), words) if part) or None
    identity = parts.get("id") or parts.get("guid")
    who = parts.get("author") or parts.get("creator") or None
    return Record(0, 0, 0, main, what, who, None, None, None, None, moments, None, None, identity)


def _moment(written: str, clock: Clock) -> Moment | None:
    found = clock.iso(written) if written else None
    if found is not None or not written:
        return found
    try:
        at = parsedate_to_datetime(written)
    except ValueError:
        return Moment(written=written)
    read = clock.iso(at.isoformat())
    return replace(read, written=written) if read else None
