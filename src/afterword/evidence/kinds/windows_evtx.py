"""Windows event logs in their binary form (EVTX): each event with its time in UTC; messages stand with the machine."""

import struct
from collections.abc import Iterator
from typing import Final

from afterword.evidence.binxml import Chunk, NotBinaryXml, filetime
from afterword.evidence.kinds.windows_event_xml import event_record
from afterword.evidence.lines import count_ends
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = False
"""Of texts that are JSON it is not asked."""
BINARY: Final = True
"""Its files are no text."""

_FILE: Final = b"ElfFile\0"
_CHUNK: Final = b"ElfChnk\0"
_RECORD: Final = b"**\0\0"
_HEADER: Final = 4096
_SIZE: Final = 65536
_FIRST: Final = 512
_HEAD: Final = 24
_TAIL: Final = 4


def score(sample: Sample) -> float:
    """Whether it begins as one."""
    return 0.99 if sample.head.startswith(_FILE) else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each event; one that cannot be read is reported and in no record."""
    number = broken = 0
    with text.open() as file:
        for begin in range(_HEADER, text.size, _SIZE):
            file.seek(begin)
            data = file.read(min(_SIZE, text.size - begin))
            if not data.startswith(_CHUNK):
                continue
            chunk = Chunk(data)
            for at, size in _records(data):
                number += 1
                whole = data[at : at + size]
                try:
                    made = event_record(chunk.event(at + _HEAD, at + size - _TAIL), context.clock)
                except NotBinaryXml:
                    broken += 1
                    continue
                if made.moment.at is None:
                    written = context.clock.iso(filetime(int.from_bytes(whole[16:24], "little")))
                    made = made._replace(moment=written or made.moment)
                last = begin + at + size == text.size
                yield made._replace(offset=begin + at, length=size, lines=count_ends(whole, last=last), number=number)
    if broken:
        context.report("EV204", f"{broken} event(s) are not binary XML as documented and are unparsed", None)


def _records(data: bytes) -> Iterator[tuple[int, int]]:
    """Where in a chunk its records stand, and their sizes.

    shape: behind the end that the chunk states, those that go on with its numbers, as in a log that was copied while
    it was written to; what is left there of older ones is none.
    """
    if len(data) < _FIRST:
        return
    (free,) = struct.unpack_from("<I", data, 48)
    at, last = _FIRST, None
    while at + _HEAD + _TAIL <= len(data) and data.startswith(_RECORD, at):
        size, number = struct.unpack_from("<IQ", data, at + 4)
        if size < _HEAD + _TAIL or at + size > len(data):
            return
        if at >= free and (
            last is None or number != last + 1 or not data.startswith(data[at + 4 : at + 8], at + size - 4)
        ):
            return
        yield at, size
        at, last = at + size, number
