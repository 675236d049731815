"""Lines as the evidence has them, in the order of their times: what one process does of it."""

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from afterword.evidence.secrets import masker
from afterword.evidence.stamping import Stamping

T = TypeVar("T")

_MICROS: Final = 9

Keyed = tuple[bytes, bytes]
"""A time to the microsecond, as if in UTC and with a year, and the lines of the output."""


class Portion(NamedTuple):
    """A stretch of a log of which the lines of some time are wanted."""

    path: Path
    """The file on disk that holds it."""
    offset: int
    """Its first byte there."""
    length: int
    """Its bytes."""
    line: int
    """1-based line of the first byte."""
    apart: Sequence[tuple[int, int]]
    """Where in it lines stand that are not regular."""
    minutes: Mapping[bytes, tuple[bytes, bytes]]
    """By what a line states of its minute, how its time begins: as it is sorted, and as it is written."""
    whole: bool
    """Whether all of its minutes are wanted."""
    stamping: Stamping
    """How its lines state their time."""
    end: bytes
    """What is written behind a time: ``Z`` or nothing."""


class Slice(NamedTuple):
    """What is to be written for a stretch of time."""

    low: bytes
    """The first time that lies in it."""
    high: bytes
    """The first one after it."""
    files: Sequence[tuple[int, bytes, Sequence[tuple[Portion, bool]], Sequence[Keyed]]]
    """By file: its number, its name, portions that hold lines of the time and whether they hold no others, and lines
    that were read otherwise."""
    reveal: bool
    """Whether secrets are written as they stand."""
    spool: Path | None
    """The file to leave the lines in for another process; None where this one takes them."""


class Written(NamedTuple):
    """A slice in its order."""

    text: bytes
    """The lines; empty where they are left in ``spool``."""
    spool: Path | None
    """As it was asked for."""
    taken: Sequence[tuple[int, int, int]]
    """The number of each log, how many of its regular records were written, and their bytes in it."""


def written(wanted: Slice) -> Written:
    """The lines of a stretch of time in order; those of one time by file, then as they stand in it."""
    rows: list[Keyed] = []
    taken = []
    for number, name, portions, others in wanted.files:
        inside: list[Keyed] = []
        size = 0
        for portion, whole in portions:
            keys, lines, length = _rows(portion, name, None if whole else (wanted.low, wanted.high))
            inside.extend(zip(keys, lines, strict=True))
            size += length
        if portions:
            taken.append((number, len(inside), size))
        # a record that was read otherwise stands among those of its file that have its time by its line
        rows += _by_line(inside, others) if inside and others else inside or others
    rows.sort(key=itemgetter(0))
    text = b"".join([line for _, line in rows])
    if not wanted.reveal:
        text = masked(text)
    if wanted.spool is None:
        return Written(text, None, taken)
    # a pipe between processes would take as long as all the rest
    wanted.spool.write_bytes(text)
    return Written(b"", wanted.spool, taken)


def _by_line(inside: list[Keyed], others: Sequence[Keyed]) -> list[Keyed]:
    """The lines of one file, those of one time in its order."""
    return sorted([*inside, *others], key=lambda row: (row[0], int(row[1].split(b"\t", 2)[1].rpartition(b":")[2])))


def masked(text: bytes) -> bytes:
    """Lines without their secrets."""
    rewrite = masker(text.decode("utf-8", "surrogateescape"))
    if rewrite is None:
        return text
    lines = text.decode("utf-8", "surrogateescape").split("\n")
    return "\n".join([rewrite(line) for line in lines]).encode("utf-8", "surrogateescape")


def to_micros(at: str) -> bytes:
    """A time without its zone with all of its signs: a day begins at midnight, a second with its first microsecond."""
    head, _, fraction = at.partition(".")
    day, _, clock = head.partition("T")
    return f"{day}T{clock + '00:00:00'[len(clock) :]}.{fraction[:6]:0<6}".encode("ascii", "replace")


def _rows(
    portion: Portion, name: bytes, between: tuple[bytes, bytes] | None
) -> tuple[Sequence[bytes], Sequence[bytes], int]:
    """Keys and lines of the output of a portion, and the bytes that the lines have in the log."""
    try:
        with portion.path.open("rb", buffering=0) as file:
            file.seek(portion.offset)
            block = file.read(portion.length)
    except OSError:  # it was there before; that it has changed is a finding
        return (), (), 0
    texts, numbers = _regular(block, portion.apart, portion.line)
    if not portion.whole:
        kept = [at for at, minute in enumerate(portion.stamping.minutes(texts)) if minute in portion.minutes]
        texts, numbers = _only(texts, kept), _only(numbers, kept)
    try:
        keys = _keys(texts, portion, 0)
    except KeyError:  # likewise: it held no such minute when it was looked at
        return (), (), 0
    if between:
        low, high = between
        kept = [at for at, key in enumerate(keys) if low <= key < high]
        keys, texts, numbers = _only(keys, kept), _only(texts, kept), _only(numbers, kept)
    size = sum(map(len, texts)) + len(texts)
    alike = all(head == shown for head, shown in portion.minutes.values())
    times = keys if alike else _keys(texts, portion, 1)
    if b"\r" in block:
        texts = [text.removesuffix(b"\r") for text in texts]
    form = b"%b" + portion.end + b"\t" + name.replace(b"%", b"%%") + b":%d\t%b\n"
    return keys, [form % row for row in zip(times, numbers, texts, strict=True)], size


def _regular(block: bytes, apart: Iterable[tuple[int, int]], line: int) -> tuple[list[bytes], Sequence[int]]:
    """The regular lines, and the number of each."""
    texts: list[bytes] = []
    numbers: list[int] = []
    at = 0
    for start, end in [*apart, (len(block), len(block))]:
        found = block[at:start].split(b"\n")[:-1]
        texts.extend(found)
        numbers.extend(range(line, line + len(found)))
        line += len(found) + block.count(b"\n", start, end)
        at = end
    return texts, numbers


def _only(values: Sequence[T], kept: Sequence[int]) -> list[T]:
    return [values[at] for at in kept]


def _keys(texts: Sequence[bytes], portion: Portion, which: int) -> list[bytes]:
    """The time of each line: 0 as it is sorted, 1 as it is written."""
    stamping = portion.stamping
    heads = {minute: pair[which] for minute, pair in portion.minutes.items()}
    tails = _Seconds()
    column = stamping.column
    if column is None:
        return [heads[minute] + tails[second] for minute, second in stamping.stamps(texts)]
    middle = column + stamping.minute
    end = middle + stamping.seconds
    if stamping.seconds == _MICROS and texts and texts[0][middle + 2 : middle + 3] == b".":
        return [heads[text[column:middle]] + text[middle:end] for text in texts]
    return [heads[text[column:middle]] + tails[text[middle:end]] for text in texts]


class _Seconds(dict[bytes, bytes]):
    """Seconds as lines state them, to the microsecond."""

    def __missing__(self, second: bytes) -> bytes:
        """Those that are met for the first time."""
        made = self[second] = second[:2] + b"." + second[3:9].ljust(6, b"0")
        return made
