"""An incident log in Markdown: tables, lists, and headings with times; days and zones as its headers say."""

import re
from collections.abc import Iterator
from dataclasses import field
from typing import Final, Literal, cast

from afterword.evidence.clock import Clock
from afterword.evidence.lines import STRAY, gather
from afterword.evidence.noted import DAY, Diary, find_noted, stated_zone
from afterword.evidence.options import Options
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.moment import Moment
from afterword.model.values import dataclass
from afterword.model.vocabulary import PHASES, Phase

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_ITEM: Final = re.compile(r"(?P<indent> {0,3})(?P<mark>[-*+•]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?(?P<text>.*)")
_HEADING: Final = re.compile(r" {0,3}#{1,6}\s+(?P<text>.*?)\s*#*$")
_BOLD: Final = re.compile(r"(?:\*\*|__)(?P<text>[^*_]+)(?:\*\*|__)\s*$")
_OPENING: Final = re.compile(r"^(?:\*\*|__|\*|_|`|\[|\(|<|\")*")
_CLOSING: Final = re.compile(r"^[*_`\])>\":,]*\s*(?:[-–—|:]+\s+)?[*_`]*")
_RULE: Final = re.compile(r"\s*\|?[\s:|\-]+\|?\s*")
_TIME_COLUMN: Final = re.compile(r"\b(?:time|timestamp|when|date|at|clock|zeit|t)\b", re.IGNORECASE)
_WHO_COLUMN: Final = re.compile(r"\b(?:who|actor|by|person|author|owner|responder|reporter|name)\b", re.IGNORECASE)
_WHAT_COLUMN: Final = re.compile(
    r"\b(?:what|events?|description|action|activity|details?|message|happened|summary)\b", re.IGNORECASE
)
_PHASE: Final = re.compile(r"\s*<!--\s*phase:\s*(?P<phase>[a-z_]+)\s*-->")
_SPEAKER: Final = re.compile(
    r"^(?:(?P<at>@[\w.\-]+)|\*\*(?P<bold>[^*]{1,40}?):?\*\*|\[(?P<bracket>[^\]\d][^\]]{0,40})\](?!\())"
    r"(?:\s*[:–—-]\s*|\s+)"
)
_MARKUP: Final = re.compile(r"\*\*|(?<![\w*])__|__(?![\w*])")
_LEAST: Final = 2


@dataclass(frozen=True, slots=True)
class _Entry:
    moment: Moment
    what: str
    who: str | None
    heading: bool


@dataclass(slots=True)
class _Reader:
    """Goes through the lines of a log; knows the table, the day, and the zone that hold for the next."""

    clock: Clock
    diary: Diary = field(init=False)
    _columns: tuple[int, int | None, int | None] | None = field(init=False, default=None)
    _row: list[str] | None = field(init=False, default=None)
    _blank: bool = field(init=False, default=True)
    _open: _Entry | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.diary = Diary(self.clock)

    def begins(self, raw: bytes) -> _Entry | Literal["stray"] | None:
        """An entry that starts at a line; STRAY for a line that goes with none."""
        line = raw.decode("utf-8", "surrogateescape").rstrip("\r")
        blank, self._blank = self._blank, not line.strip()
        if self._blank:
            self._columns = None
            return None
        entry = self._table(line) if line.lstrip().startswith("|") else self._other(line)
        if entry is None and self._open is not None:
            goes_on = line[:1].isspace() or self._open.heading or not blank
            if goes_on and not _HEADING.match(line) and not line.lstrip().startswith("|"):
                return None
        self._open = entry
        return entry or STRAY

    def _table(self, line: str) -> _Entry | None:
        cells = _cells(line)
        if _RULE.fullmatch(line):
            self._columns = _columns(self._row) if self._row else None
            if self._columns and self._row:
                self._zone(self._row[self._columns[0]])
            return None
        self._row = cells
        if self._columns is None or self._columns[0] >= len(cells):
            return None
        time, who, what = self._columns
        noted = find_noted(_bare(cells[time]))
        day = DAY.match(_bare(cells[time]))
        if noted is None and day is not None:
            self.diary.turn(day, "the day is carried from the row above")
        written = _bare(cells[time]).strip("*_ `")
        moment = self.diary.moment(noted) if noted else Moment(written=written or None, precision="ordered")
        others = [cell for n, cell in enumerate(cells) if n not in (time, who, what) and cell.strip("-– ")]
        said = cells[what] if what is not None and what < len(cells) else ""
        words = " — ".join(part for part in (said, *others) if part)
        return _Entry(moment, words, cells[who] if who is not None and who < len(cells) else None, heading=False)

    def _other(self, line: str) -> _Entry | None:
        self._columns = None
        heading = _HEADING.match(line)
        item = _ITEM.match(line)
        text = (heading or item or {"text": line.strip()})["text"]
        noted = find_noted(_bare(text))
        # A bare line with seconds or a day of its own is a program's; a title is the document's.
        bare = not heading and not item
        of_program = (
            bare and noted is not None and bool(line[:1].isspace() or noted.match["second"] or noted.match["day"])
        )
        if noted is None or of_program or line.startswith("# "):
            self._turn(text, heading=heading is not None, alone=item is None)
            return None
        moment = self.diary.moment(noted)
        opening = _OPENING.match(text)
        rest = text[(opening.end() if opening else 0) + noted.end :]
        closing = _CLOSING.match(rest)
        rest = rest[closing.end() if closing else 0 :]
        speaker = _SPEAKER.match(rest)
        who = (speaker["at"] or speaker["bold"] or speaker["bracket"]) if speaker else None
        return _Entry(moment, rest[speaker.end() :] if speaker else rest, who, heading=heading is not None)

    def _turn(self, text: str, *, heading: bool, alone: bool) -> None:
        """Takes the day and the zone that a heading, a bold line, or a sentence gives."""
        day = DAY.search(text)
        bold = _BOLD.match(text)
        if day is not None and (heading or bold or (alone and len(text) - len(day[0]) <= 12)):
            self.diary.turn(day, "the day is that of the heading above")
        self._zone(text)

    def _zone(self, text: str) -> None:
        zone = stated_zone(text)
        if zone:
            self.clock.assumed = (zone, f"the header says {text.strip()[:60]!r}")


def score(sample: Sample) -> float:
    """By the part of the lines that are entries of a log or what holds them together; prose is no log."""
    if sample.objects or sample.head[:2] in (b'{"', b"[{", b"[\n", b"{\n"):
        return 0.0
    reader = _Reader(Clock(Options()))
    entries = frame = minutes = 0
    lines = sample.head.split(b"\n")
    for raw in lines:
        made = reader.begins(raw)
        if isinstance(made, _Entry):
            entries += made.moment.written is not None and made.moment.precision != "ordered"
            minutes += made.moment.precision in ("minute", "approximate")
        elif made is None or _is_frame(raw.decode("utf-8", "replace")):
            frame += bool(raw.strip())
    filled = sum(1 for raw in lines if raw.strip())
    marked = any(raw.lstrip()[:1] in b"#|-*+" for raw in lines if raw.strip())
    # Plain notes below a day are a log too; lines of seconds are rather a program's.
    if entries < _LEAST or not (marked or (reader.diary.dated and minutes == entries)):
        return 0.0
    share = (entries + frame) / filled
    # An entry in every third line at least: a postmortem has a timeline, but it is not one.
    return 0.9 * share if share >= 0.6 and entries * 3 >= filled else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each row, item, or heading with a time, with what is written below it."""
    reader = _Reader(context.clock)
    for entry, more, offset, length, line, lines in gather(text, reader.begins):
        words = "\n".join([entry.what, *(extra.decode("utf-8", "surrogateescape").strip() for extra in more)]).strip()
        phase = _PHASE.search(words)
        token = phase["phase"] if phase and phase["phase"] in PHASES else None
        yield Record(
            offset=offset,
            length=length,
            lines=lines,
            line=line,
            moment=entry.moment,
            what=_MARKUP.sub("", _PHASE.sub("", words)).strip() or None,
            who=_MARKUP.sub("", entry.who).strip() or None if entry.who else None,
            phase=cast(Phase | None, token),
            reason="the log says so" if token else None,
        )


def _is_frame(line: str) -> bool:
    return bool(
        _HEADING.match(line) or _RULE.fullmatch(line) or _BOLD.match(line.strip()) or line.lstrip().startswith("|")
    )


def _bare(text: str) -> str:
    return _OPENING.sub("", text.strip())


def _cells(line: str) -> list[str]:
    parts = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
    return [part.replace("\\|", "|").replace("<br>", "\n").strip() for part in parts]


def _columns(header: list[str]) -> tuple[int, int | None, int | None] | None:
    """Positions of time, person, and event; None for a table that is no log."""
    time = next((n for n, cell in enumerate(header) if _TIME_COLUMN.search(cell)), None)
    if time is None or len(header) < _LEAST:
        return None
    who = next((n for n, cell in enumerate(header) if n != time and _WHO_COLUMN.search(cell)), None)
    free = [n for n in range(len(header)) if n not in (time, who)]
    what = next((n for n in free if _WHAT_COLUMN.search(header[n])), free[0] if free else None)
    return time, who, what
